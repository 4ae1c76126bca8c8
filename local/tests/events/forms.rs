//! The forms as Twilio writes them: its order of fields, empty ones too, a space as `+` in messages
//! and as `%20` in callbacks.

use sandbox::demo::DEMO;

/// Conversation of a contact with the demo tenant's first number.
pub(crate) const THREAD: &str = "sms.15550100001.15550190001";
const OWN: &str = "%2B15550100001";
const CONTACT: &str = "%2B15550190001";
/// A call to the demo tenant.
pub(crate) const CALL: &str = "CA7c2e9f0a1b3d4c5e6f708192a3b4c5d6";
/// A message that the demo tenant has sent.
const SENT: &str = "SM6b1f0a2c4d3e5f708192a3b4c5d6e7f8";

/// A text, with its `Body` encoded.
pub(crate) fn text(sid: &str, body: &str) -> String {
    let account = DEMO.account_sid;
    format!(
        "ToCountry=US&ToState=&SmsMessageSid={sid}&NumMedia=0&ToCity=&FromZip=94103&SmsSid={sid}\
        &FromState=CA&SmsStatus=received&FromCity=SAN+FRANCISCO&Body={body}&FromCountry=US\
        &To={OWN}&ToZip=&NumSegments=1&MessageSid={sid}&AccountSid={account}&From={CONTACT}\
        &ApiVersion=2010-04-01"
    )
}

/// STOP to a number with Advanced Opt-Out, which a Messaging Service has.
pub(crate) fn stop(sid: &str) -> String {
    let account = DEMO.account_sid;
    format!(
        "ToCountry=US&ToState=&SmsMessageSid={sid}&NumMedia=0&ToCity=&FromZip=94103&SmsSid={sid}\
        &OptOutType=STOP&FromState=CA&SmsStatus=received&FromCity=SAN+FRANCISCO&Body=STOP\
        &FromCountry=US&To={OWN}&MessagingServiceSid=MGde30de30de30de30de30de30de30de30&ToZip=\
        &NumSegments=1&MessageSid={sid}&AccountSid={account}&From={CONTACT}&ApiVersion=2010-04-01"
    )
}

/// A picture without a text.
pub(crate) fn picture(sid: &str) -> String {
    let account = DEMO.account_sid;
    format!(
        "ToCountry=US&ToState=&SmsMessageSid={sid}&NumMedia=1&ToCity=&FromZip=94103&SmsSid={sid}\
        &FromState=CA&SmsStatus=received&FromCity=SAN+FRANCISCO&Body=&FromCountry=US&To={OWN}\
        &ToZip=&NumSegments=1&MessageSid={sid}&AccountSid={account}&From={CONTACT}\
        &ApiVersion=2010-04-01&MediaContentType0=image%2Fjpeg\
        &MediaUrl0=https%3A%2F%2Fapi.twilio.com%2F2010-04-01%2FAccounts%2F{account}%2FMessages\
        %2F{sid}%2FMedia%2FME9d4c2b1a0f8e7d6c5b4a39281706f5e4"
    )
}

/// A `WhatsApp` message with the sender's name and words beyond ASCII.
pub(crate) fn whatsapp(sid: &str) -> String {
    let account = DEMO.account_sid;
    format!(
        "SmsMessageSid={sid}&NumMedia=0&ProfileName=Zo%C3%AB+M%C3%BCller&MessageType=text\
        &SmsSid={sid}&WaId=15550190001&SmsStatus=received&Body=Is+the+flat+still+free%3F+%F0%9F%8F%A0\
        &To=whatsapp%3A{OWN}&NumSegments=1&ReferralNumMedia=0&MessageSid={sid}\
        &AccountSid={account}&From=whatsapp%3A{CONTACT}&ApiVersion=2010-04-01"
    )
}

/// The carrier's receipt.
pub(crate) fn delivered() -> String {
    let account = DEMO.account_sid;
    format!(
        "SmsSid={SENT}&SmsStatus=delivered&MessageStatus=delivered&To={CONTACT}&MessageSid={SENT}\
        &AccountSid={account}&From={OWN}&ApiVersion=2010-04-01&RawDlrDoneDate=2610011200"
    )
}

/// The carrier has filtered the message (30007).
pub(crate) fn failed() -> String {
    let account = DEMO.account_sid;
    format!(
        "ErrorCode=30007&SmsSid={SENT}&SmsStatus=failed&MessageStatus=failed\
        &ErrorMessage=Message%20filtered&To={CONTACT}&MessageSid={SENT}&AccountSid={account}\
        &From={OWN}&ApiVersion=2010-04-01"
    )
}

/// A call that has just come in.
pub(crate) fn ringing() -> String {
    call(
        "ringing",
        "&CallToken=%7B%22parentCallInfoToken%22%3A%22e30.e30.e30%22%2C%22identityHeaderTokens%22%3A%5B%5D%7D&StirVerstat=TN-Validation-Passed-A",
    )
}

/// The tenant's phone has rung out.
pub(crate) fn not_answered() -> String {
    call(
        "in-progress",
        "&DialCallSid=CA8d3f0a1b2c4e5d6f708192a3b4c5d6e7&DialCallStatus=no-answer&DialBridged=false",
    )
}

/// The caller has left a message and pressed `#`.
pub(crate) fn message_left() -> String {
    let recording = "RE9e4a1b2c3d5f6e708192a3b4c5d6e7f8";
    let account = DEMO.account_sid;
    call(
        "in-progress",
        &format!(
            "&RecordingUrl=https%3A%2F%2Fapi.twilio.com%2F2010-04-01%2FAccounts%2F{account}\
            %2FRecordings%2F{recording}&RecordingSid={recording}&RecordingDuration=7&Digits=%23"
        ),
    )
}

/// Twilio has got no usable answer elsewhere.
pub(crate) fn failed_elsewhere() -> String {
    call("ringing", "&ErrorCode=11205&ErrorUrl=https%3A%2F%2Fexample.com%2Fvoice")
}

fn call(status: &str, more: &str) -> String {
    let account = DEMO.account_sid;
    format!(
        "AccountSid={account}&ApiVersion=2010-04-01&CallSid={CALL}&CallStatus={status}\
        &Called={OWN}&CalledCity=&CalledCountry=US&CalledState=&CalledZip=&Caller={CONTACT}\
        &CallerCity=SAN+FRANCISCO&CallerCountry=US&CallerState=CA&CallerZip=94103\
        &Direction=inbound&From={CONTACT}&FromCity=SAN+FRANCISCO&FromCountry=US&FromState=CA\
        &FromZip=94103&To={OWN}&ToCity=&ToCountry=US&ToState=&ToZip={more}"
    )
}
