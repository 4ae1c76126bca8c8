//! The URLs that Twilio calls back, as our answers and requests name them.

use std::fmt;
use std::str::FromStr;

use crate::ids::{CallId, MessageId};
use crate::phone::E164;

/// Try again, twice, on server errors and timeouts too; by default Twilio only does when it cannot
/// connect, and only once (contract §3.2). The fragment is not signed and not sent.
const RETRIES: &str = "#rp=5xx,ct,rt&rc=2";

/// A part of a call's course that `voice-twiml` answers for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// An outbound call was answered.
    Answered,
    /// `<Dial>` has ended.
    AfterDial,
    /// The person who is called hears who it is, before being connected.
    Screen,
    /// That person has pressed a key.
    Screened,
    /// The caller has left a voicemail.
    VoicemailDone,
    /// The caller has chosen from the tenant's menu.
    Menu,
    /// The caller has chosen for the second and last time.
    MenuAgain,
}

impl Step {
    /// Every step.
    pub const ALL: [Step; 7] = [
        Step::Answered,
        Step::AfterDial,
        Step::Screen,
        Step::Screened,
        Step::VoicemailDone,
        Step::Menu,
        Step::MenuAgain,
    ];

    /// The step as the URL has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Step::Answered => "answered",
            Step::AfterDial => "after-dial",
            Step::Screen => "screen",
            Step::Screened => "screened",
            Step::VoicemailDone => "voicemail-done",
            Step::Menu => "menu",
            Step::MenuAgain => "menu-again",
        }
    }
}

/// A text that names no step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a step of a call")]
pub struct UnknownStep;

impl FromStr for Step {
    type Err = UnknownStep;

    fn from_str(text: &str) -> Result<Self, UnknownStep> {
        Step::ALL.into_iter().find(|step| step.as_str() == text).ok_or(UnknownStep)
    }
}

/// An absolute URL of ours, with retries, for TwiML and for Twilio's REST API.
///
/// `base` is always scheme, host and path prefix, without a slash at the end. Values are letters,
/// digits, `-` and `_`, so that nothing between Twilio and us can encode them in another way.
///
/// `Debug` leaves out the query: it may hold phone numbers.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Callback(String);

impl Callback {
    /// Where Twilio asks how the call goes on.
    pub fn twiml(base: &str, step: Step, call: &CallId) -> Self {
        Self::new(base, "voice-twiml", &format!("step={}&call={call}", step.as_str()))
    }

    /// Where the status of the call and of its legs goes.
    pub fn call_status(base: &str, call: &CallId) -> Self {
        Self::new(base, "call-status", &format!("call={call}"))
    }

    /// Where the status of a recording of the call goes.
    pub fn recording(base: &str, call: &CallId) -> Self {
        Self::new(base, "recording-status", &format!("call={call}"))
    }

    /// Where the status of a voicemail and its transcription go. Recording callbacks do not say
    /// who called whom, so the URL does, as digits without `+`, where these are phone numbers.
    pub fn voicemail(base: &str, call: &CallId, from: Option<&E164>, to: Option<&E164>) -> Self {
        let part = |name: &str, number: Option<&E164>| match number {
            Some(number) => format!("&{name}={}", number.as_str().trim_start_matches('+')),
            None => String::new(),
        };
        let query = format!("call={call}{}{}", part("from", from), part("to", to));
        Self::new(base, "voicemail-recording", &query)
    }

    /// Where the status of an outbound message goes.
    pub fn message_status(base: &str, message: &MessageId) -> Self {
        Self::new(base, "status-callback", &format!("message={message}"))
    }

    /// Where a number's messages go; likewise when that fails, for one more round.
    pub fn sms(base: &str) -> Self {
        Self::of_number(base, "sms-webhook")
    }

    /// Where a number's calls go.
    pub fn voice(base: &str) -> Self {
        Self::of_number(base, "voice-webhook")
    }

    /// Where a number's calls go when its first URL fails: an apology, and a voicemail.
    pub fn voice_fallback(base: &str) -> Self {
        Self::of_number(base, "voice-twiml")
    }

    /// Where the status of a number's inbound calls goes.
    pub fn number_status(base: &str) -> Self {
        Self::of_number(base, "call-status")
    }

    /// The URL with its fragment.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn new(base: &str, route: &str, query: &str) -> Self {
        Self(format!("{base}/api/twilio/{route}?{query}{RETRIES}"))
    }

    fn of_number(base: &str, route: &str) -> Self {
        Self(format!("{base}/api/twilio/{route}{RETRIES}"))
    }
}

impl fmt::Display for Callback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Callback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.split('?').next().unwrap_or_default())
    }
}

impl From<Callback> for String {
    fn from(callback: Callback) -> Self {
        callback.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://example.com/v1";

    fn call() -> CallId {
        "CA00000000000000000000000000000001".parse().unwrap()
    }

    #[test]
    fn a_step_is_read_back_and_nothing_else_is_one() {
        for step in Step::ALL {
            assert_eq!(step.as_str().parse(), Ok(step));
        }
        for text in ["", "Answered", "after_dial", "screen ", "record"] {
            assert_eq!(text.parse::<Step>(), Err(UnknownStep), "{text:?}");
        }
    }

    #[test]
    fn urls_are_absolute_and_ask_for_retries() {
        insta::assert_snapshot!(
            Callback::twiml(BASE, Step::AfterDial, &call()),
            @"https://example.com/v1/api/twilio/voice-twiml?step=after-dial&call=CA00000000000000000000000000000001#rp=5xx,ct,rt&rc=2"
        );
        insta::assert_snapshot!(
            Callback::call_status(BASE, &call()),
            @"https://example.com/v1/api/twilio/call-status?call=CA00000000000000000000000000000001#rp=5xx,ct,rt&rc=2"
        );
        insta::assert_snapshot!(
            Callback::recording(BASE, &call()),
            @"https://example.com/v1/api/twilio/recording-status?call=CA00000000000000000000000000000001#rp=5xx,ct,rt&rc=2"
        );
    }

    #[test]
    fn a_message_has_its_own_url() {
        insta::assert_snapshot!(
            Callback::message_status(BASE, &"01JZ".parse().unwrap()),
            @"https://example.com/v1/api/twilio/status-callback?message=01JZ#rp=5xx,ct,rt&rc=2"
        );
    }

    #[test]
    fn the_urls_of_a_number_have_no_query() {
        insta::assert_snapshot!(
            Callback::sms(BASE), @"https://example.com/v1/api/twilio/sms-webhook#rp=5xx,ct,rt&rc=2"
        );
        insta::assert_snapshot!(
            Callback::voice(BASE), @"https://example.com/v1/api/twilio/voice-webhook#rp=5xx,ct,rt&rc=2"
        );
        insta::assert_snapshot!(
            Callback::voice_fallback(BASE), @"https://example.com/v1/api/twilio/voice-twiml#rp=5xx,ct,rt&rc=2"
        );
        insta::assert_snapshot!(
            Callback::number_status(BASE), @"https://example.com/v1/api/twilio/call-status#rp=5xx,ct,rt&rc=2"
        );
    }

    #[test]
    fn a_voicemail_names_the_numbers_it_has() {
        let (from, to) = ("+15550100001".parse().unwrap(), "+15550100002".parse().unwrap());
        insta::assert_snapshot!(
            Callback::voicemail(BASE, &call(), Some(&from), Some(&to)),
            @"https://example.com/v1/api/twilio/voicemail-recording?call=CA00000000000000000000000000000001&from=15550100001&to=15550100002#rp=5xx,ct,rt&rc=2"
        );
        insta::assert_snapshot!(
            Callback::voicemail(BASE, &call(), None, Some(&to)),
            @"https://example.com/v1/api/twilio/voicemail-recording?call=CA00000000000000000000000000000001&to=15550100002#rp=5xx,ct,rt&rc=2"
        );
    }

    #[test]
    fn a_log_shows_no_numbers() {
        let number = "+15550100001".parse().unwrap();
        let callback = Callback::voicemail(BASE, &call(), Some(&number), None);
        let shown = format!("{callback:?}");
        assert_eq!(shown, "https://example.com/v1/api/twilio/voicemail-recording");
    }
}
