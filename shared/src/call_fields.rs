//! What several callbacks about calls have in common (contract §2.4, §2.6), read alike.

use crate::ids::CallId;
use crate::records::{Account, CallRef, Parties, RecordingFacts, Timestamp};
use twilio::form::{Fields, Form};
use twilio::phone::Party;
use twilio::sid::CallSid;
use twilio::status::RecordingStatus;

/// Longest URL that is kept, in bytes.
const MAX_URL: usize = 2_048;

/// The call that a callback is about: ours from the callback URL, else the one with this SID.
pub fn call_id(query: &Form, sid: Option<&CallSid>) -> Option<CallId> {
    query.readable("call").or_else(|| sid.map(CallId::from))
}

/// The call that was recorded, and its SID, which a conference lacks. One of the two must be there.
pub fn recorded_call(
    fields: &mut Fields<'_>,
    (form, query): (&Form, &Form),
) -> (Option<CallId>, Option<CallSid>) {
    let sid = fields.optional("CallSid");
    let id = call_id(query, sid.as_ref());
    if id.is_none() && form.text("CallSid").is_none() {
        fields.reject("CallSid");
    }
    (id, sid)
}

/// The record of a call, as this account may change it.
pub fn call_ref(call_id: CallId, account: &Account) -> CallRef {
    CallRef {
        call_id,
        tenant_id: account.tenant_id.clone(),
        account_sid: account.account_sid.clone(),
    }
}

/// `From` and `To`; `None` unless both can be read.
pub fn parties(form: &Form) -> Option<Parties> {
    let from = Party::caller(form.text("From")?).ok()?;
    let to = form.readable::<Party>("To")?;
    Some(Parties { from_number: from.as_str().to_owned(), to_number: to.as_str().to_owned() })
}

/// `ErrorCode`, unless it is 0, which is no error.
pub fn error_code(form: &Form) -> Option<u32> {
    form.readable("ErrorCode").filter(|code| *code != 0)
}

/// What the form says of a recording, apart from its status. The length counts when it is completed:
/// before, there may be one that is not yet right.
pub fn recording_facts(form: &Form, status: &RecordingStatus) -> RecordingFacts {
    let completed = *status == RecordingStatus::Completed;
    let url = form.text("RecordingUrl").filter(|url| url.len() <= MAX_URL);
    RecordingFacts {
        duration: form.readable("RecordingDuration").filter(|_| completed),
        channels: form.readable("RecordingChannels"),
        source: form.readable("RecordingSource"),
        track: form.readable("RecordingTrack"),
        start_time: form.text("RecordingStartTime").and_then(Timestamp::from_rfc2822),
        error_code: error_code(form),
        url: url.map(str::to_owned),
    }
}

/// The status of a recording and what else the form says of it: of a completed one at least the URL.
pub fn recording(
    fields: &mut Fields<'_>,
    form: &Form,
) -> Option<(RecordingStatus, RecordingFacts)> {
    let status = fields.required("RecordingStatus")?;
    let facts = recording_facts(form, &status);
    if status == RecordingStatus::Completed && facts.url.is_none() {
        fields.reject("RecordingUrl");
    }
    Some((status, facts))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Form {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn our_id_wins_if_it_is_one() {
        let sid: CallSid = "CA00000000000000000000000000000001".parse().unwrap();
        let read =
            |call: &str, sid| call_id(&form(&[("call", call)]), sid).map(|id| id.to_string());
        assert_eq!(read("01J0", Some(&sid)).as_deref(), Some("01J0"));
        assert_eq!(read("a/b", Some(&sid)).as_deref(), Some(sid.as_str()));
        assert_eq!(read("", None), None);
    }

    #[test]
    fn a_withheld_number_that_is_spelled_is_none() {
        let parties = parties(&form(&[("From", "+266696687"), ("To", "+15550100001")])).unwrap();
        assert_eq!(parties.from_number, "anonymous");
    }

    #[test]
    fn a_recording_that_is_not_completed_has_no_length() {
        let form =
            form(&[("RecordingDuration", "3"), ("ErrorCode", "0"), ("RecordingChannels", "x")]);
        let absent = recording_facts(&form, &RecordingStatus::Absent);
        assert_eq!(absent, RecordingFacts::default());
        let completed = recording_facts(&form, &RecordingStatus::Completed);
        assert_eq!((completed.duration, completed.error_code), (Some(3), None));
    }
}
