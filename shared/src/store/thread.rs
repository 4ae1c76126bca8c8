//! The `threads` table.

use std::collections::BTreeSet;

use super::item::{Item, record};
use super::listing::{Source, Wanted};
use super::page::{Page, PageRequest};
use super::thread_state::{assignee_key, opened};
use super::update::Update;
use super::{Store, StoreError};
use crate::ids::{MessageId, TenantId};
use crate::records::{
    Direction, MessageContent, Stage, Thread, ThreadActivity, ThreadId, ThreadStatus, Timestamp,
};
use twilio::phone::{Channel, E164, Party};

/// Which conversations are read; each of them has an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conversations {
    /// All.
    All,
    /// Those in which something is unread.
    Unread,
    /// Those in a state.
    In(ThreadStatus),
    /// Those that a user sees to.
    Of(String),
}

impl Store {
    pub(super) fn thread_update(&self, activity: &ThreadActivity) -> Update {
        let update = self
            .thread((&activity.tenant_id, &activity.thread_id))
            .set("channel", activity.channel)
            .set("own_number", activity.own.as_str())
            .set("contact_number", activity.contact.as_str())
            .set_once("created_at", activity.at)
            .add("unread_count", i64::from(activity.direction == Direction::Inbound));
        let update = opened(update, &activity.tenant_id, activity.direction);
        let update = match activity.direction {
            Direction::Inbound => update.set("unread_at", activity.at),
            Direction::Outbound => update,
        };
        let update = match &activity.lead_id {
            Some(lead) => update.set("lead_id", lead),
            None => update,
        };
        let update = match &activity.contact_id {
            Some(contact) => update.set("contact_id", contact),
            None => update,
        };
        let update = match activity.members.as_slice() {
            [] => update,
            members => {
                let members = members.iter().map(Party::as_str);
                update.set_once("members", members.collect::<BTreeSet<_>>())
            }
        };
        match activity.stage {
            Stage::AskedFor => update.set_once("last_activity_at", activity.at),
            Stage::Passed if !activity.late => with_last(update, &Last::of(activity)),
            Stage::Passed => update,
        }
    }

    /// A message of the conversation has left, or could not.
    pub(super) fn thread_left(&self, tenant: &TenantId, left: &Last<'_>) -> Update {
        with_last(self.thread((tenant, left.thread_id)), left)
    }

    pub(super) fn thread(&self, (tenant, thread): (&TenantId, &ThreadId)) -> Update {
        Update::of(&self.tables.threads, &thread_key(tenant, thread))
    }

    /// A conversation of this tenant.
    pub async fn thread_get(
        &self,
        tenant: &TenantId,
        thread: &ThreadId,
    ) -> Result<Option<Thread>, StoreError> {
        let key = thread_key(tenant, thread);
        let found = self.read((&self.tables.threads, &key)).await?;
        self.thread_whole(tenant, found).await
    }

    /// Those of these conversations that this tenant has, in no order; what their contacts want is read
    /// beside them.
    pub async fn thread_some(
        &self,
        tenant: &TenantId,
        threads: &[ThreadId],
    ) -> Result<Vec<Thread>, StoreError> {
        let ids = (self.tables.threads.as_str(), "thread_id");
        let found = self.read_latest_some(ids, tenant, threads).await?;
        found.into_iter().map(record).collect()
    }

    /// Those of this tenant's conversations, latest activity first; what is unread by when that came.
    /// What their contacts want is read beside them.
    pub async fn thread_list(
        &self,
        tenant: &TenantId,
        (which, wanted): (&Conversations, &Wanted<Thread>),
        page: &PageRequest,
    ) -> Result<Page<Thread>, StoreError> {
        let (index, partition) = match which {
            Conversations::All => ("by_activity", ("tenant_id", tenant.to_string())),
            Conversations::Unread => ("by_unread", ("tenant_id", tenant.to_string())),
            Conversations::In(status) => ("by_state", ("state_key", status.key(tenant))),
            Conversations::Of(user) => {
                ("by_assignee", ("assignee_key", assignee_key(tenant, user)))
            }
        };
        let query = self.query((&self.tables.threads, index));
        let page = page.clone().of_table(("tenant_id", tenant.to_string()));
        page.find(&[Source { query, partition }], wanted, record).await
    }

    /// This tenant's conversations of these people with any of these own addresses, latest activity
    /// first. There are few, and all of them are looked at.
    pub async fn thread_list_of(
        &self,
        tenant: &TenantId,
        (own, people, wanted): (&[E164], &[Party], &Wanted<Thread>),
        page: &PageRequest,
    ) -> Result<Page<Thread>, StoreError> {
        let ids: BTreeSet<_> = people.iter().flat_map(|person| threads_of(own, person)).collect();
        let ids: Vec<_> = ids.into_iter().collect();
        Ok(page.cut(self.thread_some(tenant, &ids).await?, wanted, |thread| {
            [thread.last_activity_at.to_string(), thread.thread_id.as_str().to_owned()]
        }))
    }

    /// Sets the unread count to zero; `None` when this tenant has no such conversation.
    pub async fn thread_read(
        &self,
        tenant: &TenantId,
        thread: &ThreadId,
        at: Timestamp,
    ) -> Result<Option<Thread>, StoreError> {
        let update = || {
            self.thread((tenant, thread))
                .set("unread_count", 0)
                .remove("unread_at")
                .set("read_at", at)
                .if_present("thread_id")
        };
        let read = self.update_and_read(update).await?;
        self.thread_whole(tenant, read).await
    }

    pub(super) async fn thread_item(
        &self,
        tenant: &TenantId,
        thread: &ThreadId,
    ) -> Result<Option<Item>, StoreError> {
        self.read_latest((&self.tables.threads, &thread_key(tenant, thread))).await
    }

    pub(super) async fn thread_whole(
        &self,
        tenant: &TenantId,
        found: Option<Item>,
    ) -> Result<Option<Thread>, StoreError> {
        let found = found.map(record).transpose()?;
        Ok(self.with_consents(tenant, found.into_iter().collect()).await?.pop())
    }
}

/// All conversations that somebody can have with these addresses.
fn threads_of(own: &[E164], person: &Party) -> Vec<ThreadId> {
    let own = own.iter().map(|own| Party::Number(own.clone()));
    let of = |own| Channel::ALL.map(|channel| ThreadId::new(channel, &own, person));
    own.flat_map(of).collect()
}

/// A message that came or left.
pub(super) struct Last<'m> {
    pub(super) thread_id: &'m ThreadId,
    pub(super) message_id: &'m MessageId,
    pub(super) direction: Direction,
    pub(super) preview: String,
    pub(super) at: Timestamp,
}

impl<'m> Last<'m> {
    fn of(activity: &'m ThreadActivity) -> Self {
        Self {
            thread_id: &activity.thread_id,
            message_id: &activity.message_id,
            direction: activity.direction,
            preview: activity.preview.clone(),
            at: activity.at,
        }
    }

    /// An outbound message that left at this time.
    pub(super) fn left(content: &'m MessageContent, at: Timestamp) -> Self {
        Self {
            thread_id: &content.thread_id,
            message_id: &content.message_id,
            direction: content.direction,
            preview: content.preview(),
            at,
        }
    }
}

/// Unless a later one is known; of two at the same time the one with the higher id is later.
fn with_last(update: Update, last: &Last<'_>) -> Update {
    update
        .set("last_message", &last.preview)
        .set("last_message_id", last.message_id)
        .set("last_direction", last.direction)
        .set("last_activity_at", last.at)
        .if_not_after(("last_activity_at", last.at), ("last_message_id", last.message_id))
}

pub(super) fn thread_key<'k>(
    tenant: &'k TenantId,
    thread: &'k ThreadId,
) -> [(&'static str, &'k str); 2] {
    [("tenant_id", tenant.as_str()), ("thread_id", thread.as_str())]
}
