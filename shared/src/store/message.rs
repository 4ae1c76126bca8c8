//! The `messages` table.

use super::item::{Item, item, record, times, value};
use super::listing::{Source, Wanted};
use super::outcome::verdict;
use super::page::{Page, PageRequest};
use super::update::Update;
use super::whole::whole;
use super::{Outcome, Store, StoreError};
use crate::ids::{MessageId, TenantId};
use crate::records::{
    ConsentReport, Direction, Message, MessageContent, StatusReport, ThreadId, Timestamp,
};
use twilio::error_code::ErrorCode;
use twilio::status::MessageStatus;

/// Before the name of a status in the attribute that holds when it was first heard.
pub(super) const STATUS_TIME: &str = "at:";

impl Store {
    /// Writes what a message says, once. What a callback has told before stays.
    pub(super) fn message_update(
        &self,
        content: &MessageContent,
        status: &MessageStatus,
    ) -> Update {
        let key = [("message_id", content.message_id.as_str())];
        let attributes = item(content).into_iter().filter(|(name, _)| name != "message_id");
        let send_at = content.request.as_ref().and_then(|ask| ask.send_at);
        let update = attributes
            .fold(Update::of(&self.tables.messages, &key), |update, (name, value)| {
                update.set_value(&name, value)
            })
            .set("thread_key", thread_key(&content.tenant_id, &content.thread_id))
            .set("updated_at", content.created_at)
            .set("sort_at", send_at.unwrap_or(content.created_at))
            .set_once("status", status)
            .set_once("status_rank", status.rank().unwrap_or(0))
            .set_once(&status_time(status), content.created_at)
            .if_absent("direction")
            .if_absent_or_equal("tenant_id", &content.tenant_id);
        match send_at {
            Some(send_at) => update.set("waits_until", send_at),
            None => update,
        }
    }

    /// Moves a message forward, or leaves a stub for one we have not heard of.
    pub(super) fn status_update(&self, report: &StatusReport) -> Update {
        let Some(rank) = report.status.rank() else {
            return self.history_update(report);
        };
        self.heard_update(report)
            .set("status", &report.status)
            .set("status_rank", rank)
            .set_or_remove("error_code", report.error_code)
            .set_or_remove("error_message", report.error_message.as_ref())
            .if_absent_or_lower("status_rank", rank)
    }

    /// What a report adds when it comes late: the time of its status, if it is the first.
    fn history_update(&self, report: &StatusReport) -> Update {
        self.heard_update(report).if_absent(&status_time(&report.status))
    }

    /// What every report leaves in the record, which it creates if need be.
    fn heard_update(&self, report: &StatusReport) -> Update {
        let key = [("message_id", report.message_id.as_str())];
        let update = Update::of(&self.tables.messages, &key)
            .set_once("tenant_id", &report.tenant_id)
            .set_once("account_sid", &report.account_sid)
            .set_once("message_sid", &report.message_sid)
            .set_once(&status_time(&report.status), report.at)
            .set("updated_at", report.at)
            .if_absent_or_equal("tenant_id", &report.tenant_id);
        match report.status {
            MessageStatus::Delivered => update.set_once("delivered_at", report.at),
            _ => update,
        }
    }

    /// Applies a report: one call, a second one only for a status that comes late for the first
    /// time. That the contact has opted out is noted in the conversation too.
    pub(super) async fn message_status(
        &self,
        report: &StatusReport,
    ) -> Result<Outcome, StoreError> {
        let outcome = self.message_reported(report).await?;
        let code = report.error_code.map(ErrorCode);
        if outcome != Outcome::Foreign && code == Some(ErrorCode::OPTED_OUT) {
            self.message_opted_out((&report.tenant_id, &report.message_id)).await?;
        }
        Ok(outcome)
    }

    async fn message_reported(&self, report: &StatusReport) -> Result<Outcome, StoreError> {
        let Some(found) = self.try_update(|| self.status_update(report)).await? else {
            return Ok(Outcome::Applied);
        };
        if let Some(outcome) = settled(&found, report) {
            return Ok(outcome);
        }
        let found = self.try_update(|| self.history_update(report)).await?;
        Ok(found.map_or(Outcome::Applied, |_| Outcome::Duplicate))
    }

    /// Twilio refuses an outbound message because its receiver has opted out. It knew when the message
    /// left: a START after that counts.
    pub async fn message_opted_out(
        &self,
        (tenant, message_id): (&TenantId, &MessageId),
    ) -> Result<(), StoreError> {
        let message = self.message_get(tenant, message_id).await?;
        let sent = message.filter(|message| message.content.direction == Direction::Outbound);
        let Some(Message { content, sort_at, .. }) = sent else {
            return Ok(());
        };
        match ConsentReport::refused(&content, sort_at) {
            Some(report) => self.consent_put(&report).await,
            None => Ok(()),
        }
    }

    /// A conversation's messages, newest first.
    pub async fn message_list(
        &self,
        tenant: &TenantId,
        (thread, wanted): (&ThreadId, &Wanted<Message>),
        page: &PageRequest,
    ) -> Result<Page<Message>, StoreError> {
        let query = self.query((&self.tables.messages, "by_thread"));
        let partition = ("thread_key", thread_key(tenant, thread));
        page.find(&[Source { query, partition }], wanted, message).await
    }

    /// All messages that the tenant has written in this conversation whose place is not before a time,
    /// in no order.
    pub async fn message_since(
        &self,
        content: &MessageContent,
        since: Timestamp,
    ) -> Result<Vec<Message>, StoreError> {
        let query = self
            .query((&self.tables.messages, "by_thread"))
            .key_condition_expression("thread_key = :thread AND sort_at >= :since")
            .filter_expression("direction = :outbound")
            .expression_attribute_values(
                ":thread",
                value(thread_key(&content.tenant_id, &content.thread_id)),
            )
            .expression_attribute_values(":since", value(since))
            .expression_attribute_values(":outbound", value(Direction::Outbound));
        whole(query).await?.into_iter().map(message).collect()
    }
}

/// What a record that stood against a report says of it; `None` if the report is only late.
fn settled(found: &Item, report: &StatusReport) -> Option<Outcome> {
    match verdict(found, &report.tenant_id) {
        Outcome::Duplicate if !found.contains_key(&status_time(&report.status)) => None,
        outcome => Some(outcome),
    }
}

/// The rest is stubs that callbacks and searches have left.
pub(super) fn is_whole(item: &Item) -> bool {
    item.contains_key("direction")
}

pub(super) fn thread_key(tenant: &TenantId, thread: &ThreadId) -> String {
    format!("{tenant}#{}", thread.as_str())
}

pub(super) fn status_time(status: &MessageStatus) -> String {
    format!("{STATUS_TIME}{status}")
}

pub(super) fn message(item: Item) -> Result<Message, StoreError> {
    let status_times = times(&item, STATUS_TIME)?;
    let mut message: Message = record(item)?;
    message.delivery.status_times = status_times;
    Ok(message)
}
