//! The `threads` table.

use super::item::{record, value};
use super::page::{Page, PageRequest};
use super::update::Update;
use super::{Store, StoreError};
use crate::ids::TenantId;
use crate::records::{Consent, Direction, Thread, ThreadActivity, ThreadId, Timestamp};

impl Store {
    pub(super) fn thread_update(&self, activity: &ThreadActivity) -> Update {
        let key = thread_key(&activity.tenant_id, &activity.thread_id);
        let update = Update::of(&self.tables.threads, &key)
            .set("channel", activity.channel)
            .set("own_number", activity.own.as_str())
            .set("contact_number", activity.contact.as_str())
            .set("last_message", &activity.preview)
            .set("last_message_id", &activity.message_id)
            .set("last_direction", activity.direction)
            .set("last_activity_at", activity.at)
            .set_once("created_at", activity.at)
            .add("unread_count", i64::from(activity.direction == Direction::Inbound));
        let update = match &activity.lead_id {
            Some(lead) => update.set("lead_id", lead),
            None => update,
        };
        with_consent(update, activity.consent, activity.at)
    }

    /// Notes what Twilio knows of the contact's consent.
    pub async fn thread_consent(
        &self,
        (tenant, thread): (&TenantId, &ThreadId),
        consent: Consent,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let update = || {
            let update = Update::of(&self.tables.threads, &thread_key(tenant, thread));
            with_consent(update, consent, at).if_present("thread_id")
        };
        self.try_update(update).await.map(drop)
    }

    /// A conversation of this tenant.
    pub async fn thread_get(
        &self,
        tenant: &TenantId,
        thread: &ThreadId,
    ) -> Result<Option<Thread>, StoreError> {
        let key = thread_key(tenant, thread);
        self.read((&self.tables.threads, &key)).await?.map(record).transpose()
    }

    /// Those of these conversations that this tenant has, in no order.
    pub async fn thread_some(
        &self,
        tenant: &TenantId,
        threads: &[ThreadId],
    ) -> Result<Vec<Thread>, StoreError> {
        let keys = threads.iter().map(|thread| {
            let key = [("tenant_id", value(tenant)), ("thread_id", value(thread))];
            key.map(|(name, value)| (name.to_owned(), value)).into()
        });
        let found = self.read_latest_of(&self.tables.threads, keys.collect()).await?;
        found.into_iter().map(record).collect()
    }

    /// This tenant's conversations, latest activity first.
    pub async fn thread_list(
        &self,
        tenant: &TenantId,
        page: &PageRequest,
    ) -> Result<Page<Thread>, StoreError> {
        let query = self.query((&self.tables.threads, "by_activity"));
        page.run(query, ("tenant_id", tenant.as_str()), record).await
    }

    /// Sets the unread count to zero; `None` when this tenant has no such conversation.
    pub async fn thread_read(
        &self,
        tenant: &TenantId,
        thread: &ThreadId,
        at: Timestamp,
    ) -> Result<Option<Thread>, StoreError> {
        let update = || {
            Update::of(&self.tables.threads, &thread_key(tenant, thread))
                .set("unread_count", 0)
                .set("read_at", at)
                .if_present("thread_id")
        };
        self.update_and_read(update).await?.map(record).transpose()
    }
}

fn with_consent(update: Update, consent: Consent, at: Timestamp) -> Update {
    match consent {
        Consent::Unchanged => update,
        Consent::OptedOut => update.set_once("opted_out_at", at),
        Consent::OptedIn => update.remove("opted_out_at"),
    }
}

fn thread_key<'k>(tenant: &'k TenantId, thread: &'k ThreadId) -> [(&'static str, &'k str); 2] {
    [("tenant_id", tenant.as_str()), ("thread_id", thread.as_str())]
}
