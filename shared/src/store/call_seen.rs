//! Whether somebody has looked at a call.

use super::call::{SEEN_AT, SEEN_BY};
use super::call_read::call;
use super::update::Update;
use super::{Store, StoreError};
use crate::ids::{CallId, TenantId};
use crate::records::{Call, Timestamp};

impl Store {
    /// Notes that a user has looked at a call, the first one; `None` when this tenant has no such call.
    pub async fn call_see(
        &self,
        (tenant, call_id): (&TenantId, &CallId),
        (user, at): (Option<&str>, Timestamp),
    ) -> Result<Option<Call>, StoreError> {
        let found = self.call_get(tenant, call_id).await?;
        let Some(unseen) = found.as_ref().filter(|call| call.seen_at.is_none()) else {
            return Ok(found);
        };
        let update = || {
            self.known_call(unseen)
                .set_once(SEEN_AT, at)
                .set_once_if(SEEN_BY, user)
                .set("updated_at", at)
                .if_absent(SEEN_AT)
        };
        match self.update_and_read(update).await? {
            Some(item) => call(item),
            None => self.call_get(tenant, call_id).await,
        }
    }

    /// Notes that a call is to be looked at again.
    pub async fn call_unsee(
        &self,
        (tenant, call_id): (&TenantId, &CallId),
        at: Timestamp,
    ) -> Result<Option<Call>, StoreError> {
        let found = self.call_get(tenant, call_id).await?;
        let Some(seen) = found.as_ref().filter(|call| call.seen_at.is_some()) else {
            return Ok(found);
        };
        let update = || self.known_call(seen).remove(SEEN_AT).remove(SEEN_BY).set("updated_at", at);
        self.update_and_read(update).await?.map_or(Ok(None), call)
    }

    fn known_call(&self, call: &Call) -> Update {
        let content = &call.content;
        Update::of(&self.tables.calls, &[("call_id", content.call_id.as_str())])
            .if_equal("tenant_id", &content.tenant_id)
    }
}
