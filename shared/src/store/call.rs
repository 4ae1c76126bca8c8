//! The `calls` table, written.
//!
//! Every event only adds attributes that are not there yet, so any order and any number of repeats
//! ends in the same record. What came with a status is kept apart for each status
//! (`duration:completed`); which status counts is decided when the record is read. Attributes of a
//! leg begin with `leg:{CallSid}:`, those of a recording with `rec:{RecordingSid}:`, a voicemail is
//! `vm:{RecordingSid}`.

use super::item::{Item, item};
use super::progress::STATUS_TIME;
use super::settle_mark::{SETTLE_SHARD, unsettled};
use super::update::Update;
use super::{Store, StoreError};
use crate::ids::{CallId, TenantId};
use crate::records::{
    Asked, Attachment, CallContent, CallRef, CallReport, CallVoicemail, DialReport, Direction,
    LegReport, MenuTurn, RecordingReport, Step, Timestamp, TurnReport, UNENDED, party_key,
};
use twilio::sid::RecordingSid;
use twilio::status::{CallStatus, RecordingStatus};

/// When it was first seen that nobody knows whether Twilio has made the call.
pub(super) const IN_DOUBT: &str = "unconfirmed_at";
/// When what became of a call was given up.
pub(super) const LOST: &str = "lost_at";
/// Whether a leg that was asked to press 1 has; without a prefix the tenant's own phone.
pub(super) const TAKEN: &str = "taken";
/// When it has.
pub(super) const TAKEN_AT: &str = "taken_at";
/// When somebody has looked at a call, and who.
pub(super) const SEEN_AT: &str = "seen_at";
pub(super) const SEEN_BY: &str = "seen_by";
/// The keys that the caller has pressed in the menu.
pub(super) const MENU_KEYS: [&str; 2] = ["menu_key", "menu_key_again"];

impl Store {
    /// Writes what a call is and its first status. What callbacks have told before stays.
    pub(super) fn call_update(&self, content: &CallContent, status: &CallStatus) -> Update {
        let step = Step { status: Some(status.clone()), ..Step::default() };
        let update = with_step(self.content_update(content), "", (&step, content.created_at));
        unsettled(update, &content.call_id, content.created_at.after(UNENDED)).if_news()
    }

    /// Writes what a call is.
    pub(super) fn content_update(&self, content: &CallContent) -> Update {
        let lead = content.lead_id.as_ref().map(|lead| lead_key(&content.tenant_id, lead));
        let party = content.other_side().map(|party| party_key(&content.tenant_id, &party));
        let attributes = item(content).into_iter().filter(|(name, _)| name != "call_id");
        Update::of(&self.tables.calls, &[("call_id", content.call_id.as_str())])
            .set_once_all(attributes.collect())
            .set_once_if("lead_key", lead)
            .set_once_if("party_key", party)
            .set("updated_at", content.created_at)
            .if_absent_or_equal("tenant_id", &content.tenant_id)
    }

    pub(super) fn call_status_update(&self, report: &CallReport) -> Update {
        let update = self.heard(&report.call, report.at).set_once("call_sid", &report.call_sid);
        let update = match &report.inbound {
            Some(parties) => update
                .set_once("direction", Direction::Inbound)
                .set_once("from_number", &parties.from_number)
                .set_once("to_number", &parties.to_number)
                .set_once_if(
                    "party_key",
                    parties.caller().map(|party| party_key(&report.call.tenant_id, &party)),
                )
                .set_once("created_at", report.at),
            None => update,
        };
        let is_over = report.step.status.as_ref().is_some_and(CallStatus::is_final);
        let update = match &report.inbound {
            _ if is_over => update.remove(SETTLE_SHARD),
            Some(_) => unsettled(update, &report.call.call_id, report.at.after(UNENDED)),
            None => update,
        };
        with_step(update, "", (&report.step, report.at)).if_news()
    }

    pub(super) fn leg_update(&self, report: &LegReport) -> Update {
        let prefix = format!("leg:{}:", report.leg);
        let parties = report.parties.as_ref();
        let update = self
            .heard(&report.call, report.at)
            .set_once_if(&format!("{prefix}from_number"), parties.map(|two| &two.from_number))
            .set_once_if(&format!("{prefix}to_number"), parties.map(|two| &two.to_number));
        with_step(update, &prefix, (&report.step, report.at)).if_news()
    }

    pub(super) fn dial_update(&self, report: &DialReport) -> Update {
        let prefix = report.leg.as_ref().map(|leg| format!("leg:{leg}:")).unwrap_or_default();
        let update = self
            .heard(&report.call, report.at)
            .set_once_all(prefixed(&prefix, item(&report.end)))
            .set_once(&format!("{prefix}dial_at"), report.at);
        with_status(update, report.call_status.as_ref(), report.at).if_news()
    }

    pub(super) fn turn_update(&self, report: &TurnReport) -> Update {
        let update = self.heard(&report.call, report.at);
        let update = match &report.taken {
            // Both are connected now: the caller is answered.
            Some((Asked::Leg(leg), true)) => {
                with_status(update, Some(&CallStatus::InProgress), report.at)
                    .set_once(&format!("leg:{leg}:{TAKEN}"), true)
                    .set_once(&format!("leg:{leg}:{TAKEN_AT}"), report.at)
            }
            Some((Asked::Leg(leg), false)) => update.set_once(&format!("leg:{leg}:{TAKEN}"), false),
            Some((Asked::OwnPhone, taken)) => update.set_once(TAKEN, taken),
            None => update,
        };
        let update = match &report.menu_key {
            Some((MenuTurn::First, key)) => update.set_once(MENU_KEYS[0], key),
            Some((MenuTurn::Last, key)) => update.set_once(MENU_KEYS[1], key),
            None => update,
        };
        with_status(update, report.status.as_ref(), report.at).if_news()
    }

    /// `Completed` announces the file and is written once: a job goes with it.
    pub(super) fn recording_update(&self, report: &RecordingReport) -> Update {
        let prefix = format!("rec:{}:", report.recording_sid);
        let status_time = format!("{prefix}{STATUS_TIME}{}", report.status);
        let update = self
            .heard(&report.call, report.at)
            .set_once_all(prefixed(&prefix, item(&report.facts)))
            .set_once(&status_time, report.at);
        if report.status != RecordingStatus::Completed {
            return update.if_news();
        }
        let file = report.facts.url.as_deref().map(Attachment::recording);
        update.set_once_if(&format!("{prefix}file"), file).if_absent(&status_time)
    }

    /// Adds what an earlier announcement of a completed recording did not tell. `found` is the call as
    /// it stood against this one.
    pub(super) async fn recording_facts(
        &self,
        report: &RecordingReport,
        found: &Item,
    ) -> Result<(), StoreError> {
        let facts = prefixed(&format!("rec:{}:", report.recording_sid), item(&report.facts));
        if facts.keys().all(|name| found.contains_key(name)) {
            return Ok(());
        }
        let update = || self.heard(&report.call, report.at).set_once_all(facts.clone()).if_news();
        self.try_update(update).await.map(drop)
    }

    /// Whether it is news, the voicemail's own record knows.
    pub(super) fn call_voicemail_update(&self, mark: &CallVoicemail) -> Update {
        let name = format!("vm:{}", mark.recording_sid);
        self.heard(&mark.call, mark.at).set_once(&name, mark.duration)
    }

    pub(super) fn recording_file(
        &self,
        call: &CallId,
        recording: &RecordingSid,
        file: &Attachment,
    ) -> Update {
        let update = Update::of(&self.tables.calls, &[("call_id", call.as_str())]);
        update.set(&format!("rec:{recording}:file"), file)
    }

    /// What every report leaves in the record, which it creates if need be.
    fn heard(&self, call: &CallRef, at: Timestamp) -> Update {
        Update::of(&self.tables.calls, &[("call_id", call.call_id.as_str())])
            .set_once("tenant_id", &call.tenant_id)
            .set_once("account_sid", &call.account_sid)
            .set("updated_at", at)
            .if_absent_or_equal("tenant_id", &call.tenant_id)
    }
}

/// Adds what happened to a call, or to the leg whose attributes begin with `prefix`.
pub(super) fn with_step(update: Update, prefix: &str, (step, at): (&Step, Timestamp)) -> Update {
    let detection = format!("{prefix}machine_detection_ms");
    let update = update
        .set_once_if(&format!("{prefix}answered_by"), step.answered_by.as_ref())
        .set_once_if(&detection, step.machine_detection_ms);
    let Some(status) = &step.status else {
        return update;
    };
    let name = |what| format!("{prefix}{what}:{status}");
    let ended_at = status.is_final().then(|| step.time.unwrap_or(at));
    update
        .set_once(&format!("{prefix}{STATUS_TIME}{status}"), at)
        .set_once_if(&name("duration"), step.duration)
        .set_once_if(&name("ended_at"), ended_at)
        .set_once_if(&name("sip_response_code"), step.sip_response_code)
        .set_once_if(&name("error_code"), step.error_code)
}

/// Adds a status of which nothing else is told.
fn with_status(update: Update, status: Option<&CallStatus>, at: Timestamp) -> Update {
    match status {
        Some(status) => update.set_once(&format!("{STATUS_TIME}{status}"), at),
        None => update,
    }
}

fn prefixed(prefix: &str, record: Item) -> Item {
    record.into_iter().map(|(name, value)| (format!("{prefix}{name}"), value)).collect()
}

/// Partition of the index of a lead's calls.
pub(super) fn lead_key(tenant: &TenantId, lead: &str) -> String {
    format!("{tenant}#{lead}")
}
