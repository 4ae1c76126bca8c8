//! The `consents` table.

use super::item::record;
use super::page::{Page, PageRequest};
use super::update::Update;
use super::{Store, StoreError};
use crate::ids::TenantId;
use crate::records::{Consent, ConsentRecord, ConsentReport, Thread, ThreadId};
use twilio::phone::{Channel, Party};

impl Store {
    /// Writes a wish, unless a later one is known. Of two at the same time, the one for no messages
    /// counts.
    pub(super) fn consent_update(&self, report: &ConsentReport) -> Update {
        let key = consent_key(&report.tenant_id, &report.thread_id);
        let update = Update::of(&self.tables.consents, &key)
            .set("channel", report.channel)
            .set("own_number", report.own.as_str())
            .set("contact_number", report.contact.as_str())
            .set("source", report.source)
            .set_or_remove("changed_by", report.by.as_ref())
            .set("changed_at", report.at);
        match report.consent {
            Consent::OptedOut => update
                .set_once("opted_out_at", report.at)
                .if_absent_or_up_to("changed_at", report.at),
            Consent::OptedIn | Consent::Unchanged => {
                update.remove("opted_out_at").if_absent_or_lower("changed_at", report.at)
            }
        }
    }

    /// Notes a wish.
    pub async fn consent_put(&self, report: &ConsentReport) -> Result<(), StoreError> {
        self.try_update(|| self.consent_update(report)).await.map(drop)
    }

    /// What is known of a contact's wish, as of now.
    pub async fn consent_get(
        &self,
        tenant: &TenantId,
        thread: &ThreadId,
    ) -> Result<Option<ConsentRecord>, StoreError> {
        let key = consent_key(tenant, thread);
        self.read_latest((&self.tables.consents, &key)).await?.map(record).transpose()
    }

    /// What is known of these, in no order.
    pub async fn consent_some(
        &self,
        tenant: &TenantId,
        threads: &[ThreadId],
    ) -> Result<Vec<ConsentRecord>, StoreError> {
        let consents = (self.tables.consents.as_str(), "consent_id");
        let found = self.read_latest_some(consents, tenant, threads).await?;
        found.into_iter().map(record).collect()
    }

    /// Whether somebody wants no messages from an own address, whichever of the person's addresses
    /// has said so.
    pub async fn is_opted_out(
        &self,
        tenant: &TenantId,
        (channel, own, party): (Channel, &Party, &Party),
    ) -> Result<bool, StoreError> {
        let parties = self.contact_parties(tenant, channel, party).await?;
        let ids: Vec<_> = parties.iter().map(|party| ThreadId::new(channel, own, party)).collect();
        let wishes = self.consent_some(tenant, &ids).await?;
        Ok(ConsentRecord::latest(wishes.iter()).is_some_and(|wish| wish.opted_out_at.is_some()))
    }

    /// All that is known of the tenant's contacts, by conversation.
    pub async fn consent_list(
        &self,
        tenant: &TenantId,
        page: &PageRequest,
    ) -> Result<Page<ConsentRecord>, StoreError> {
        let query = self.client.query().table_name(&self.tables.consents);
        page.run(query, ("tenant_id", tenant.as_str()), record).await
    }

    /// The tenant's contacts that want no messages, the latest first.
    pub async fn opt_out_list(
        &self,
        tenant: &TenantId,
        page: &PageRequest,
    ) -> Result<Page<ConsentRecord>, StoreError> {
        let query = self.query((&self.tables.consents, "by_opt_out"));
        page.run(query, ("tenant_id", tenant.as_str()), record).await
    }

    /// Says of each conversation since when its contact wants no messages.
    pub(super) async fn with_consents(
        &self,
        tenant: &TenantId,
        mut threads: Vec<Thread>,
    ) -> Result<Vec<Thread>, StoreError> {
        let ids: Vec<_> = threads.iter().map(|thread| thread.thread_id.clone()).collect();
        for consent in self.consent_some(tenant, &ids).await? {
            let of = |thread: &&mut Thread| thread.thread_id == consent.consent_id;
            if let Some(thread) = threads.iter_mut().find(of) {
                thread.opted_out_at = consent.opted_out_at;
            }
        }
        Ok(threads)
    }
}

pub(super) fn consent_key<'k>(
    tenant: &'k TenantId,
    thread: &'k ThreadId,
) -> [(&'static str, &'k str); 2] {
    [("tenant_id", tenant.as_str()), ("consent_id", thread.as_str())]
}
