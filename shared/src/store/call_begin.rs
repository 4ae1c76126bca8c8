//! Outbound calls: begun once, and what Twilio said to each.

use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;

use super::call::{IN_DOUBT, with_step};
use super::call_read::call;
use super::item::value;
use super::outcome::verdict;
use super::settle_mark::{SETTLE_SHARD, SETTLES_AT, unsettled};
use super::transaction::Transacted;
use super::update::Update;
use super::{Outcome, Store, StoreError};
use crate::ids::{CallId, TenantId};
use crate::records::{
    Call, CallContent, ContactActivity, Placement, Step, Timestamp, UNANSWERED, UNENDED,
};
use twilio::status::CallStatus;

/// What became of a call that was to begin.
#[derive(Debug)]
pub enum Begun {
    /// It is written: whoever gets this answer, and nobody else, asks Twilio for it.
    Begun,
    /// It had begun before.
    Exists(Box<Call>),
    /// Its id is that of another tenant's call.
    Foreign,
}

impl Store {
    /// Writes an outbound call, unless it is there, and that its callee was called. Not in one
    /// transaction: calls to the same person would wait for each other.
    pub async fn call_begin(&self, content: &CallContent) -> Result<Begun, StoreError> {
        // A transaction, whose answer may be lost: tried again, it is still the same one.
        let begin = self.content_update(content).if_absent("call_id");
        let begin = unsettled(begin, &content.call_id, content.created_at.after(UNANSWERED));
        let found = match self.transact(vec![begin.transact()]).await? {
            Transacted::Refused(found) => found,
            Transacted::Applied => {
                if let Some(callee) = ContactActivity::of_call(content)
                    && let Err(error) = self.contact_note(callee).await
                {
                    let call_id = &content.call_id;
                    tracing::error!(%error, %call_id, "whom a call is for is not noted");
                }
                return Ok(Begun::Begun);
            }
        };
        match verdict(&found, &content.tenant_id) {
            Outcome::Foreign => Ok(Begun::Foreign),
            _ => call(found)?.map(|call| Begun::Exists(Box::new(call))).ok_or_else(|| {
                StoreError::Broken("a call was heard of before it was begun".to_owned())
            }),
        }
    }

    /// Writes what Twilio said to the request for a call that has begun. Callbacks that came before
    /// its answer stand.
    pub async fn call_placed(
        &self,
        tenant: &TenantId,
        call_id: &CallId,
        placement: &Placement,
        at: Timestamp,
    ) -> Result<Outcome, StoreError> {
        let update = || {
            let update = Update::of(&self.tables.calls, &[("call_id", call_id.as_str())])
                .set("updated_at", at)
                .if_equal("tenant_id", tenant);
            placed(update, placement, at).if_news()
        };
        let refused = self.try_update(update).await?;
        Ok(refused.map_or(Outcome::Applied, |found| verdict(&found, tenant)))
    }

    /// Deletes a call that has begun and that Twilio has certainly not made, so that it can begin
    /// anew under the same id. A later beginning stays, and a call that was heard of.
    pub async fn call_release(&self, content: &CallContent) -> Result<(), StoreError> {
        let request = self
            .client
            .delete_item()
            .table_name(&self.tables.calls)
            .key("call_id", value(&content.call_id))
            .condition_expression(
                "tenant_id = :tenant AND created_at = :at AND attribute_not_exists(call_sid)",
            )
            .expression_attribute_values(":tenant", value(&content.tenant_id))
            .expression_attribute_values(":at", value(content.created_at));
        let Err(error) = request.send().await else {
            return Ok(());
        };
        let stays = DeleteItemError::is_conditional_check_failed_exception;
        if error.as_service_error().is_some_and(stays) { Ok(()) } else { Err(error.into()) }
    }
}

pub(super) fn placed(update: Update, placement: &Placement, at: Timestamp) -> Update {
    match placement {
        Placement::Placed { call_sid, status } => {
            let step = Step { status: Some(status.clone()), ..Step::default() };
            let update = update.set(SETTLES_AT, at.after(UNENDED));
            with_step(update.set_once("call_sid", call_sid), "", (&step, at))
        }
        Placement::Refused { error_code, error_message } => {
            let status = Some(CallStatus::Failed);
            let step = Step { status, error_code: *error_code, ..Step::default() };
            let update = update.remove(SETTLE_SHARD);
            with_step(update.set_once("error_message", error_message), "", (&step, at))
        }
        Placement::Unconfirmed => update.set_once(IN_DOUBT, at),
    }
}
