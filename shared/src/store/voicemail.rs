//! The `voicemails` table. As in `calls`, events only add what is not there yet; only the tenant
//! changes `status`. A voicemail is in the lists once its recording is completed.

use super::item::{Item, is_of, item, record};
use super::listing::{Source, Wanted, Whose};
use super::page::{Page, PageRequest};
use super::progress::STATUS_TIME;
use super::update::Update;
use super::{Store, StoreError};
use crate::ids::TenantId;
use crate::records::{
    Attachment, Parties, Timestamp, Transcription, TranscriptionStatus, Voicemail, VoicemailReport,
    VoicemailStatus, party_key,
};
use twilio::sid::RecordingSid;
use twilio::status::RecordingStatus;

impl Store {
    /// `Completed` puts the voicemail into the inbox and is written once: a job goes with it.
    pub(super) fn voicemail_update(&self, report: &VoicemailReport) -> Update {
        let VoicemailReport { call, news, at } = report;
        let (parties, at) = (news.parties.as_ref(), *at);
        let caller = parties.and_then(Parties::caller);
        let update = self
            .voicemail(&news.recording_sid)
            .set_once("tenant_id", &call.tenant_id)
            .set_once("account_sid", &call.account_sid)
            .set_once("call_id", &call.call_id)
            .set_once_if("call_sid", news.call_sid.as_ref())
            .set_once_if("from_number", parties.map(|two| &two.from_number))
            .set_once_if("to_number", parties.map(|two| &two.to_number))
            .set_once_if("party_key", caller.map(|party| party_key(&call.tenant_id, &party)))
            .set_once_all(item(&news.facts))
            .set("updated_at", at)
            .if_absent_or_equal("tenant_id", &call.tenant_id);
        let update = match &news.transcription {
            Some(Transcription::Completed(text)) => update.set_once("transcription", text),
            Some(Transcription::Failed) => update.set_once("transcription_failed_at", at),
            Some(Transcription::Unwanted) => update.set_once("transcription_unwanted_at", at),
            None => update,
        };
        let Some(status) = &news.status else {
            return update.if_news();
        };
        let status_time = format!("{STATUS_TIME}{status}");
        let update = update.set_once(&status_time, at);
        match status {
            RecordingStatus::Completed => received(update, report).if_absent(&status_time),
            _ => update.if_news(),
        }
    }

    pub(super) fn voicemail_file(&self, recording: &RecordingSid, file: &Attachment) -> Update {
        self.voicemail(recording).set("file", file)
    }

    fn voicemail(&self, recording: &RecordingSid) -> Update {
        Update::of(&self.tables.voicemails, &[("recording_sid", recording.as_str())])
    }

    /// A voicemail of this tenant, as of now.
    pub async fn voicemail_get(
        &self,
        tenant: &TenantId,
        recording: &RecordingSid,
    ) -> Result<Option<Voicemail>, StoreError> {
        let key = [("recording_sid", recording.as_str())];
        let item = self.read_latest((&self.tables.voicemails, &key)).await?;
        let item = item.filter(is_of(tenant)).filter(|item| item.contains_key("created_at"));
        item.map(voicemail).transpose()
    }

    /// This tenant's voicemails, newest first. `status` is a partition of its own only while they are
    /// everybody's.
    pub async fn voicemail_list(
        &self,
        tenant: &TenantId,
        (whose, status, wanted): (&Whose, Option<VoicemailStatus>, Wanted<Voicemail>),
        page: &PageRequest,
    ) -> Result<Page<Voicemail>, StoreError> {
        let index = |index| self.query((&self.tables.voicemails, index));
        let of = |query, partition| vec![Source { query, partition }];
        match (whose, status) {
            (Whose::All, None) => {
                let sources = of(index("by_tenant"), ("tenant_id", tenant.to_string()));
                page.find(&sources, &wanted, voicemail).await
            }
            (Whose::All, Some(status)) => {
                let sources = of(index("by_status"), ("status_key", status_key(tenant, status)));
                page.find(&sources, &wanted, voicemail).await
            }
            (Whose::Of { parties, .. }, status) => {
                let of = |party| Source::of_party(index("by_party"), (tenant, party));
                let sources: Vec<_> = parties.iter().map(of).collect();
                let wanted =
                    wanted.and(status.map(|status| move |one: &Voicemail| one.status == status));
                page.find(&sources, &wanted, voicemail).await
            }
        }
    }

    /// Gives a voicemail the status that the tenant wants; `None` when this tenant has no such
    /// voicemail. The first time it is heard is kept.
    pub async fn voicemail_mark(
        &self,
        tenant: &TenantId,
        recording: &RecordingSid,
        status: VoicemailStatus,
        at: Timestamp,
    ) -> Result<Option<Voicemail>, StoreError> {
        let listened_at = (status == VoicemailStatus::Listened).then_some(at);
        let update = || {
            self.voicemail(recording)
                .set("status", status)
                .set("status_key", status_key(tenant, status))
                .set_once_if("listened_at", listened_at)
                .set("updated_at", at)
                .if_equal("tenant_id", tenant)
                .if_present("status")
        };
        self.update_and_read(update).await?.map(voicemail).transpose()
    }
}

/// What the inbox needs.
fn received(update: Update, report: &VoicemailReport) -> Update {
    let status = VoicemailStatus::New;
    update
        .set_once("status", status)
        .set_once("status_key", status_key(&report.call.tenant_id, status))
        .set_once("created_at", report.at)
        .set_once_if("file", report.news.facts.url.as_deref().map(Attachment::recording))
}

/// Partition of the index of a tenant's voicemails of one status.
fn status_key(tenant: &TenantId, status: VoicemailStatus) -> String {
    format!("{tenant}#{}", status.as_str())
}

/// A text, once there is one, stands against an earlier or later failure.
pub(super) fn voicemail(item: Item) -> Result<Voicemail, StoreError> {
    let failed = item.contains_key("transcription_failed_at");
    let failed = failed.then_some(TranscriptionStatus::Failed);
    let completed = item.contains_key("transcription").then_some(TranscriptionStatus::Completed);
    let unwanted = item.contains_key("transcription_unwanted_at");
    let voicemail: Voicemail = record(item)?;
    // Twilio writes down what is as long as this, and no less.
    let none = (unwanted || voicemail.is_empty()).then_some(TranscriptionStatus::None);
    Ok(Voicemail { transcription_status: completed.or(failed).or(none), ..voicemail })
}
