//! What users say about conversations: done, whose, tags, read up to where.

use super::item::{Item, record, text, value};
use super::message::{message, thread_key as messages_key};
use super::update::Update;
use super::{Store, StoreError};
use crate::ids::{MessageId, TenantId};
use crate::records::{Direction, Message, Thread, ThreadChange, ThreadId, ThreadStatus, Timestamp};

/// How often reading up to a message begins anew when something comes in between.
const TRIES: usize = 5;
/// How many messages are looked at in one read.
const LOOKED_AT: i32 = 200;

impl Store {
    /// Changes what users have said; `None` when this tenant has no such conversation.
    pub async fn thread_change(
        &self,
        (tenant, thread): (&TenantId, &ThreadId),
        change: &ThreadChange,
        (by, at): (Option<&str>, Timestamp),
    ) -> Result<Option<Thread>, StoreError> {
        let update = || {
            let update = self.thread((tenant, thread)).if_present("thread_id");
            let update = match change.status {
                None => update,
                Some(status) => {
                    let done = (status == ThreadStatus::Done).then_some((at, by));
                    with_status(update, tenant, status)
                        .set_or_remove("done_at", done.map(|(at, _)| at))
                        .set_or_remove("done_by", done.and_then(|(_, by)| by))
                }
            };
            let update = match &change.assigned_to {
                None => update,
                Some(user) => {
                    let key = user.as_ref().map(|user| assignee_key(tenant, user));
                    update
                        .set_or_remove("assigned_to", user.as_ref())
                        .set_or_remove("assignee_key", key)
                }
            };
            match &change.tags {
                None => update,
                Some(tags) => update.set("tags", tags),
            }
        };
        let changed = self.update_and_read(update).await?;
        self.thread_whole(tenant, changed).await
    }

    /// Marks a conversation as one in which something is unread; `None` when there is none such.
    pub async fn thread_unread(
        &self,
        tenant: &TenantId,
        thread: &ThreadId,
        at: Timestamp,
    ) -> Result<Option<Thread>, StoreError> {
        let update = || {
            self.thread((tenant, thread))
                .set("unread_count", 1)
                .set("unread_at", at)
                .if_equal("unread_count", 0)
        };
        let marked = match self.update_or_read(update).await? {
            Ok(marked) => Some(marked),
            // Something is unread anyway, or it is not there.
            Err(found) => found.contains_key("thread_id").then_some(found),
        };
        self.thread_whole(tenant, marked).await
    }

    /// Marks a conversation as read up to a message: what came after it stays unread. `None` when this
    /// tenant has no such conversation, or that has no such message.
    pub async fn thread_read_to(
        &self,
        (tenant, thread): (&TenantId, &ThreadId),
        message: &MessageId,
        at: Timestamp,
    ) -> Result<Option<Thread>, StoreError> {
        let read = self.message_get(tenant, message).await?;
        let Some(read) = read.filter(|read| read.content.thread_id == *thread) else {
            return Ok(None);
        };
        for _ in 0..TRIES {
            let Some(found) = self.thread_item(tenant, thread).await? else { return Ok(None) };
            let before: Thread = record(found.clone())?;
            let left = self.unread_after(tenant, &read, &before).await?;
            let update = || {
                let update = self
                    .thread((tenant, thread))
                    .set("unread_count", left)
                    .set("read_at", at)
                    .if_equal("unread_count", before.unread_count);
                let update = if left == 0 { update.remove("unread_at") } else { update };
                match text(&found, "last_message_id") {
                    Some(last) => update.if_equal("last_message_id", last),
                    None => update.if_absent("last_message_id"),
                }
            };
            if let Some(now) = self.update_and_read(update).await? {
                return self.thread_whole(tenant, Some(now)).await;
            }
        }
        Err(StoreError::Unavailable("a conversation goes on while it is read".to_owned()))
    }

    /// How many of the unread messages came after this one. The index may lack what came just now: the
    /// conversation itself knows its last message.
    async fn unread_after(
        &self,
        tenant: &TenantId,
        read: &Message,
        thread: &Thread,
    ) -> Result<u64, StoreError> {
        let place = |message: &Message| (message.sort_at, message.content.message_id.clone());
        let (begin, last) = (place(read), thread.last_message_id.as_ref());
        let (mut after, mut has_last, mut start) = (0, false, None::<Item>);
        while after < thread.unread_count {
            let query = self
                .query((&self.tables.messages, "by_thread"))
                .key_condition_expression("thread_key = :thread AND sort_at >= :from")
                .filter_expression("direction = :inbound")
                .expression_attribute_values(
                    ":thread",
                    value(messages_key(tenant, &thread.thread_id)),
                )
                .expression_attribute_values(":from", value(read.sort_at))
                .expression_attribute_values(":inbound", value(Direction::Inbound))
                .set_exclusive_start_key(start)
                .limit(LOOKED_AT);
            let answer = query.send().await?;
            for item in answer.items.unwrap_or_default() {
                let found = message(item)?;
                if place(&found) > begin {
                    after += 1;
                    has_last |= last == Some(&found.content.message_id);
                }
            }
            start = answer.last_evaluated_key;
            if start.is_none() {
                break;
            }
        }
        let is_after = |id: &MessageId| (thread.last_activity_at, id.clone()) > begin;
        let came_last = thread.last_direction == Some(Direction::Inbound);
        let lacks_last = came_last && !has_last && last.is_some_and(is_after);
        Ok((after + u64::from(lacks_last)).min(thread.unread_count))
    }
}

/// Where a tenant's conversations are that a user sees to.
pub(super) fn assignee_key(tenant: &TenantId, user: &str) -> String {
    format!("{tenant}#{user}")
}

/// The state with its place in the index.
pub(super) fn with_status(update: Update, tenant: &TenantId, status: ThreadStatus) -> Update {
    update.set("status", status).set("state_key", status.key(tenant))
}

/// A message makes a conversation, and one that comes in opens it again.
pub(super) fn opened(update: Update, tenant: &TenantId, direction: Direction) -> Update {
    match direction {
        Direction::Inbound => {
            with_status(update, tenant, ThreadStatus::Open).remove("done_at").remove("done_by")
        }
        Direction::Outbound => update
            .set_once("status", ThreadStatus::Open)
            .set_once("state_key", ThreadStatus::Open.key(tenant)),
    }
}
