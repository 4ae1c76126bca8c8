//! Calls whose end was not heard yet: which they are, and what is written of them once they are looked up.

use super::call::{IN_DOUBT, LOST};
use super::call_begin::placed;
use super::call_read::call;
use super::item::{record, value};
use super::settle_mark::{SETTLE_SHARD, SETTLES_AT, SHARDS};
use super::update::Update;
use super::whole::whole;
use super::{Store, StoreError};
use crate::ids::{CallId, TenantId};
use crate::records::{Call, CallContent, Placement, Timestamp, UnsettledCall};
use twilio::sid::CallSid;
use twilio::status::CallStatus;

impl Store {
    /// Calls that were to be looked up at `now`, earliest first, at most `limit` of each shard.
    pub async fn calls_unsettled(
        &self,
        now: Timestamp,
        limit: i32,
    ) -> Result<Vec<UnsettledCall>, StoreError> {
        let shards = (0..SHARDS).map(|shard| self.shard_unsettled(shard, now, limit));
        let due = futures::future::try_join_all(shards).await?;
        Ok(due.into_iter().flatten().collect())
    }

    async fn shard_unsettled(
        &self,
        shard: u64,
        now: Timestamp,
        limit: i32,
    ) -> Result<Vec<UnsettledCall>, StoreError> {
        let query = self
            .query((&self.tables.calls, "by_settling"))
            .key_condition_expression("settle_shard = :shard AND settles_at <= :now")
            .expression_attribute_values(":shard", value(shard.to_string()))
            .expression_attribute_values(":now", value(now))
            .limit(limit);
        query.send().await?.items.unwrap_or_default().into_iter().map(record).collect()
    }

    /// Takes a call until it is to be looked up again, as it stands; `None` when another sweep was
    /// faster or its end was told.
    pub async fn unsettled_take(
        &self,
        unsettled: &UnsettledCall,
        until: Timestamp,
    ) -> Result<Option<Call>, StoreError> {
        let UnsettledCall { call_id, tenant_id, settles_at, .. } = unsettled;
        let update = || {
            self.marked((tenant_id, call_id))
                .set(SETTLES_AT, until)
                .if_equal(SETTLES_AT, settles_at)
                .if_present(SETTLE_SHARD)
        };
        self.update_and_read(update).await?.map_or(Ok(None), call)
    }

    /// The call is not looked up before then.
    pub async fn unsettled_postpone(
        &self,
        unsettled: &UnsettledCall,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        let UnsettledCall { call_id, tenant_id, .. } = unsettled;
        let marked = || self.marked((tenant_id, call_id)).if_present(SETTLE_SHARD);
        self.try_update(|| marked().set(SETTLES_AT, until)).await.map(drop)
    }

    /// The call is not looked up any more.
    pub async fn unsettled_end(&self, unsettled: &UnsettledCall) -> Result<(), StoreError> {
        let UnsettledCall { call_id, tenant_id, .. } = unsettled;
        let ended = || self.marked((tenant_id, call_id)).remove(SETTLE_SHARD);
        self.try_update(ended).await.map(drop)
    }

    /// The call at Twilio with this SID is the one of which nobody had heard; `false` when something
    /// was heard meanwhile.
    pub async fn call_adopt(
        &self,
        content: &CallContent,
        (call_sid, status): (&CallSid, &CallStatus),
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let (call_sid, status) = (call_sid.clone(), status.clone());
        self.place_unheard(content, &Placement::Placed { call_sid, status }, at).await
    }

    /// Twilio has not made the call; `false` when something was heard meanwhile.
    pub async fn call_not_made(
        &self,
        content: &CallContent,
        words: &str,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let error_message = words.to_owned();
        let refused = Placement::Refused { error_code: None, error_message };
        self.place_unheard(content, &refused, at).await
    }

    /// Nobody will ever know what became of a call that Twilio has made, or may have.
    pub async fn call_lost(
        &self,
        content: &CallContent,
        words: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let error_message = words.to_owned();
        let lost = Placement::Refused { error_code: None, error_message };
        let whose = (&content.tenant_id, &content.call_id);
        let update = || {
            let update = self.marked(whose).set("updated_at", at).set(LOST, at);
            placed(update, &lost, at)
        };
        self.try_update(update).await.map(drop)
    }

    async fn place_unheard(
        &self,
        content: &CallContent,
        placement: &Placement,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let update = || {
            let update = self.marked((&content.tenant_id, &content.call_id));
            let update = update.set("updated_at", at).set_beside(IN_DOUBT, at);
            placed(update, placement, at).if_absent("call_sid")
        };
        Ok(self.try_update(update).await?.is_none())
    }

    /// This tenant's calls that began then or later.
    pub async fn calls_since(
        &self,
        tenant: &TenantId,
        since: Timestamp,
    ) -> Result<Vec<Call>, StoreError> {
        let query = self
            .query((&self.tables.calls, "by_tenant"))
            .key_condition_expression("tenant_id = :tenant AND created_at >= :since")
            .expression_attribute_values(":tenant", value(tenant))
            .expression_attribute_values(":since", value(since));
        let items = whole(query).await?;
        let calls = items.into_iter().map(call).collect::<Result<Vec<_>, _>>()?;
        Ok(calls.into_iter().flatten().collect())
    }

    fn marked(&self, (tenant, call_id): (&TenantId, &CallId)) -> Update {
        Update::of(&self.tables.calls, &[("call_id", call_id.as_str())])
            .if_equal("tenant_id", tenant)
    }
}
