//! The calls of a tenant that are open, in its record.
//!
//! A place is taken by one conditional write before a call begins. Nobody gives it back when the call
//! ends: whoever begins the next one looks at the calls that have places, and counts the minutes of
//! those that are over. So no callback has to be written twice, and none that is lost keeps a place.

use std::collections::HashMap;

use super::call_read::call;
use super::item::{attribute, is_of, value};
use super::{Allowance, Store, StoreError};
use crate::config::CallLimits;
use crate::ids::{CallId, TenantId};
use crate::records::{Call, CallContent, OpenCalls, Timestamp, minutes_of_ended};

const OPEN: &str = "open_calls";

/// How the minutes of calls are counted.
#[derive(Debug, Clone, Copy)]
pub struct CallMinutes {
    /// What is counted: one was taken when each call began.
    pub allowance: Allowance,
    /// Minutes that a call lasts at most.
    pub longest: u32,
}

impl CallMinutes {
    /// As the deployment's limits say.
    pub fn of(limits: &CallLimits) -> Self {
        let allowance = Allowance {
            name: "call_minutes",
            seconds: 24 * 60 * 60,
            limit: limits.minutes_per_day,
        };
        Self { allowance, longest: limits.minutes_max }
    }
}

impl Store {
    /// Takes a place for a call that is to begin. When all are taken, answers with the calls that have
    /// them.
    pub async fn open_call_add(
        &self,
        content: &CallContent,
        limit: u32,
    ) -> Result<Option<OpenCalls>, StoreError> {
        let (id, at) = (content.call_id.as_str(), content.created_at);
        let another = || {
            let tenant = self.tenant(&content.tenant_id);
            tenant.set_or_remove_field((OPEN, id), Some(at)).if_fewer_or_there((OPEN, id), limit)
        };
        let Some(mut found) = self.try_update(another).await? else {
            return Ok(None);
        };
        if !found.contains_key(OPEN) {
            let alone = OpenCalls::from([(content.call_id.clone(), at)]);
            let first = || self.tenant(&content.tenant_id).set(OPEN, &alone).if_absent(OPEN);
            if self.try_update(first).await?.is_none() {
                return Ok(None);
            }
            // Somebody else was the first.
            let Some(again) = self.try_update(another).await? else {
                return Ok(None);
            };
            found = again;
        }
        found.remove(OPEN).map(attribute).transpose().map(Option::unwrap_or_default).map(Some)
    }

    /// Gives back the place of a call that was not made. A later beginning of it keeps its own.
    pub async fn open_call_remove(&self, content: &CallContent) -> Result<(), StoreError> {
        let place = (OPEN, content.call_id.as_str());
        let update = || {
            let tenant = self.tenant(&content.tenant_id).set_or_remove_field(place, None::<()>);
            tenant.if_field(place, Some(content.created_at))
        };
        self.try_update(update).await.map(drop)
    }

    /// Takes the places of calls that are over, and counts their minutes in the day in which they
    /// began. Whether any was over.
    pub async fn open_calls_settle(
        &self,
        tenant: &TenantId,
        open: &OpenCalls,
        minutes: &CallMinutes,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let calls = self.calls_of(tenant, open).await?;
        let ended = |(id, begun_at): (&CallId, &Timestamp)| {
            let taken = minutes_of_ended(*begun_at, calls.get(id), minutes.longest, now)?;
            Some((id.clone(), *begun_at, taken))
        };
        let ended: Vec<_> = open.iter().filter_map(ended).collect();
        if ended.is_empty() {
            return Ok(false);
        }
        let today = ended.iter().filter(|(_, begun_at, _)| minutes.allowance.same(*begun_at, now));
        let more: u32 = today.map(|(_, _, taken)| taken.saturating_sub(1)).sum();
        let update = || {
            let counted = self.allowance_add(tenant, (&minutes.allowance, more), now);
            ended.iter().fold(counted, |update, (id, begun_at, _)| {
                let place = (OPEN, id.as_str());
                update.set_or_remove_field(place, None::<()>).if_field(place, Some(begun_at))
            })
        };
        // If it is refused, another request has seen the end of one of them.
        self.try_update(update).await?;
        Ok(true)
    }

    /// Those of the calls that are written, as of now.
    async fn calls_of(
        &self,
        tenant: &TenantId,
        open: &OpenCalls,
    ) -> Result<HashMap<CallId, Call>, StoreError> {
        let keys = open.keys().map(|id| HashMap::from([("call_id".to_owned(), value(id))]));
        let items = self.read_latest_of(&self.tables.calls, keys.collect()).await?;
        // What cannot be read keeps no place.
        let calls = items.into_iter().filter(is_of(tenant)).filter_map(|item| call(item).ok()?);
        Ok(calls.map(|call| (call.content.call_id.clone(), call)).collect())
    }
}
