//! Callbacks about calls: of a number, a dialled phone, machine detection, a recording, a voicemail.

use sandbox::demo::DEMO;
use serde_json::Value;

use crate::twilio::of_call;

const OWN: &str = "%2B15550100001";
const CONTACT: &str = "%2B15550190001";
const FORWARD: &str = "%2B15550190009";
const CALL: &str = "CA7c6b5a4938271605f4e3d2c1b0a99887";
const LEG: &str = "CA8d7c6b5a4938271605f4e3d2c1b0a998";
const SENT: &str = "CA9e8d7c6b5a4938271605f4e3d2c1b0a9";
const RECORDING: &str = "RE1a2b3c4d5e6f708192a3b4c5d6e7f809";
const VOICEMAIL: &str = "RE2b3c4d5e6f708192a3b4c5d6e7f8091a";
/// In the callback URL of a call that we make.
const OURS: &str = "call=01K6FVXJ80ZKT2B7M4QW8RCN5E";
/// In the callback URL of a voicemail.
const LEFT: &str = "call=CA7c6b5a4938271605f4e3d2c1b0a99887&from=15550190001&to=15550100001";

/// Each file and its event. All are answered 204.
pub(crate) fn events() -> impl Iterator<Item = (&'static str, Value)> {
    const STATUS: &str = "/api/twilio/call-status";
    const RECORDED: &str = "/api/twilio/recording-status";
    const VOICE: &str = "/api/twilio/voicemail-recording";
    [
        ("call-status.json", of_call(STATUS, "", ended())),
        ("call-status.leg.json", of_call(STATUS, &format!("call={CALL}"), leg())),
        ("call-status.machine.json", of_call(STATUS, OURS, machine())),
        ("recording.json", of_call(RECORDED, &format!("call={CALL}"), recording())),
        ("recording.completed.json", of_call(RECORDED, &format!("call={CALL}"), completed())),
        ("voicemail.json", of_call(VOICE, LEFT, transcribed())),
        ("voicemail.recording.json", of_call(VOICE, LEFT, left())),
    ]
    .into_iter()
}

/// The end of an inbound call, as the number's status callback tells it.
fn ended() -> String {
    let account = DEMO.account_sid;
    format!(
        "AccountSid={account}&ApiVersion=2010-04-01&CallDuration=35&CallSid={CALL}\
        &CallStatus=completed&CallbackSource=call-progress-events&Called={OWN}&Caller={CONTACT}\
        &Direction=inbound&Duration=1&From={CONTACT}&SequenceNumber=0\
        &Timestamp=Thu%2C%2001%20Oct%202026%2012%3A00%3A00%20%2B0000&To={OWN}"
    )
}

/// Nobody answered the phone that was dialled.
fn leg() -> String {
    let account = DEMO.account_sid;
    format!(
        "AccountSid={account}&ApiVersion=2010-04-01&CallDuration=0&CallSid={LEG}\
        &CallStatus=no-answer&CallbackSource=call-progress-events&Called={FORWARD}\
        &Caller={CONTACT}&Direction=outbound-dial&Duration=0&From={CONTACT}&ParentCallSid={CALL}\
        &SequenceNumber=2&SipResponseCode=487\
        &Timestamp=Thu%2C%2001%20Oct%202026%2012%3A00%3A00%20%2B0000&To={FORWARD}"
    )
}

/// A machine has answered a call that we make.
fn machine() -> String {
    let account = DEMO.account_sid;
    format!(
        "CallSid={SENT}&AccountSid={account}&AnsweredBy=machine_start\
        &MachineDetectionDuration=3500"
    )
}

/// A call is being recorded.
fn recording() -> String {
    format!("{}&RecordingStatus=in-progress", recorded(RECORDING, "DialVerb"))
}

/// The recording of a call can be fetched.
fn completed() -> String {
    let recorded = recorded(RECORDING, "DialVerb");
    format!("{recorded}&RecordingStatus=completed&RecordingDuration=20&RecordingTrack=both")
}

/// A voicemail can be fetched.
fn left() -> String {
    let recorded = recorded(VOICEMAIL, "RecordVerb");
    format!("{recorded}&RecordingStatus=completed&RecordingDuration=12&RecordingTrack=inbound")
}

fn recorded(sid: &str, source: &str) -> String {
    let account = DEMO.account_sid;
    format!(
        "AccountSid={account}&CallSid={CALL}&RecordingSid={sid}&RecordingUrl={}\
        &RecordingChannels=1&RecordingSource={source}&ErrorCode=0\
        &RecordingStartTime=Thu%2C%2001%20Oct%202026%2011%3A59%3A30%20%2B0000",
        url(sid)
    )
}

/// What was said in the voicemail.
fn transcribed() -> String {
    let account = DEMO.account_sid;
    format!(
        "TranscriptionSid=TR3c4d5e6f708192a3b4c5d6e7f8091a2b&TranscriptionType=fast\
        &TranscriptionText=Is%20the%20flat%20still%20free%3F&TranscriptionStatus=completed\
        &RecordingSid={VOICEMAIL}&RecordingUrl={}&CallSid={CALL}&AccountSid={account}\
        &From={CONTACT}&To={OWN}&CallStatus=completed&ApiVersion=2010-04-01&Direction=inbound",
        url(VOICEMAIL)
    )
}

fn url(sid: &str) -> String {
    let account = DEMO.account_sid;
    format!("https%3A%2F%2Fapi.twilio.com%2F2010-04-01%2FAccounts%2F{account}%2FRecordings%2F{sid}")
}
