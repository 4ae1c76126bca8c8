//! The URLs that Twilio calls back, as our answers and requests name them.
//!
//! `base` is always scheme, host and path prefix, without a slash at the end. Values are letters,
//! digits, `-` and `_`, so that nothing between Twilio and us can encode them in another way.

use std::str::FromStr;

use twilio::callback::Callback;
use twilio::form::Form;
use twilio::phone::E164;
use twilio::voice::Voice;

use crate::ids::{CallId, MessageId};

/// What the names of all voices begin with. Its dot has no place in our URLs.
const VENDOR: &str = "Polly.";

/// A part of a call's course that `voice-twiml` answers for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// An outbound call was answered.
    Answered,
    /// Who answers the tenant's phone in an outbound call has pressed a key.
    Ready,
    /// The lead hears that the call is recorded, before being connected.
    Notice,
    /// `<Dial>` has ended.
    AfterDial,
    /// The person who is called hears who it is, before being connected.
    Screen,
    /// The same, of a caller who withholds the number.
    ScreenWithheld,
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
    pub const ALL: [Step; 10] = [
        Step::Answered,
        Step::Ready,
        Step::Notice,
        Step::AfterDial,
        Step::Screen,
        Step::ScreenWithheld,
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
            Step::Ready => "ready",
            Step::Notice => "notice",
            Step::Screen => "screen",
            Step::ScreenWithheld => "screen-withheld",
            Step::Screened => "screened",
            Step::VoicemailDone => "voicemail-done",
            Step::Menu => "menu",
            Step::MenuAgain => "menu-again",
        }
    }
}

/// Whether Twilio is asked to write down what a voicemail says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It is.
    Down,
    /// It is not.
    Not,
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

/// Where Twilio asks how the call goes on, and in which voice; the default one is not named.
pub fn twiml(base: &str, step: Step, call: &CallId, voice: Voice) -> Callback {
    let spoken = match voice == Voice::default() {
        true => String::new(),
        false => format!("&voice={}", voice.as_str().trim_start_matches(VENDOR)),
    };
    with_query(base, "voice-twiml", &format!("step={}&call={call}{spoken}", step.as_str()))
}

/// The voice that a URL names; the default one if it names none.
pub fn voice_of(query: &Form) -> Voice {
    let named = query.text("voice").and_then(|name| format!("{VENDOR}{name}").parse().ok());
    named.unwrap_or_default()
}

/// Where the status of the call and of its legs goes.
pub fn call_status(base: &str, call: &CallId) -> Callback {
    with_query(base, "call-status", &format!("call={call}"))
}

/// Where the status of a recording of the call goes.
pub fn recording(base: &str, call: &CallId) -> Callback {
    with_query(base, "recording-status", &format!("call={call}"))
}

/// Where the status of a voicemail and its transcription go. Recording callbacks do not say
/// who called whom, so the URL does, as digits without `+`, where these are phone numbers. It also
/// says if nobody will write the voicemail down.
pub fn voicemail(
    base: &str,
    call: &CallId,
    (from, to): (Option<&E164>, Option<&E164>),
    written: Written,
) -> Callback {
    let part = |name: &str, number: Option<&E164>| match number {
        Some(number) => format!("&{name}={}", number.as_str().trim_start_matches('+')),
        None => String::new(),
    };
    let transcribe = match written {
        Written::Down => "",
        Written::Not => "&transcribe=no",
    };
    let query = format!("call={call}{}{}{transcribe}", part("from", from), part("to", to));
    with_query(base, "voicemail-recording", &query)
}

/// Where the status of an outbound message goes.
pub fn message_status(base: &str, message: &MessageId) -> Callback {
    with_query(base, "status-callback", &format!("message={message}"))
}

/// Where a number's messages go; likewise when that fails, for one more round.
pub fn sms(base: &str) -> Callback {
    to(base, "sms-webhook")
}

/// Where a number's calls go.
pub fn voice(base: &str) -> Callback {
    to(base, "voice-webhook")
}

/// Where a number's calls go when its first URL fails: an apology, and a voicemail.
pub fn voice_fallback(base: &str) -> Callback {
    to(base, "voice-twiml")
}

/// Where the status of a number's inbound calls goes.
pub fn number_status(base: &str) -> Callback {
    to(base, "call-status")
}

fn with_query(base: &str, route: &str, query: &str) -> Callback {
    to(base, &format!("{route}?{query}"))
}

fn to(base: &str, route: &str) -> Callback {
    Callback::with_retries(&format!("{base}/api/twilio/{route}"))
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
            twiml(BASE, Step::AfterDial, &call(), Voice::default()),
            @"https://example.com/v1/api/twilio/voice-twiml?step=after-dial&call=CA00000000000000000000000000000001#rp=5xx,ct,rt&rc=2"
        );
        insta::assert_snapshot!(
            twiml(BASE, Step::Menu, &call(), "Polly.Lucia-Neural".parse().unwrap()),
            @"https://example.com/v1/api/twilio/voice-twiml?step=menu&call=CA00000000000000000000000000000001&voice=Lucia-Neural#rp=5xx,ct,rt&rc=2"
        );
        insta::assert_snapshot!(
            call_status(BASE, &call()),
            @"https://example.com/v1/api/twilio/call-status?call=CA00000000000000000000000000000001#rp=5xx,ct,rt&rc=2"
        );
        insta::assert_snapshot!(
            recording(BASE, &call()),
            @"https://example.com/v1/api/twilio/recording-status?call=CA00000000000000000000000000000001#rp=5xx,ct,rt&rc=2"
        );
    }

    #[test]
    fn a_voice_is_read_back() {
        for voice in Voice::all() {
            let url = twiml(BASE, Step::Menu, &call(), voice).to_string();
            let (url, _) = url.split_once('#').unwrap();
            let (_, query) = url.split_once('?').unwrap();
            assert!(
                query.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_=&".contains(&byte))
            );
            assert_eq!(voice_of(&Form::parse(query.as_bytes())), voice);
        }
        assert_eq!(voice_of(&Form::parse(b"voice=Nobody")), Voice::default());
    }

    #[test]
    fn a_message_has_its_own_url() {
        insta::assert_snapshot!(
            message_status(BASE, &"01JZ".parse().unwrap()),
            @"https://example.com/v1/api/twilio/status-callback?message=01JZ#rp=5xx,ct,rt&rc=2"
        );
    }

    #[test]
    fn the_urls_of_a_number_have_no_query() {
        insta::assert_snapshot!(
            sms(BASE), @"https://example.com/v1/api/twilio/sms-webhook#rp=5xx,ct,rt&rc=2"
        );
        insta::assert_snapshot!(
            voice(BASE), @"https://example.com/v1/api/twilio/voice-webhook#rp=5xx,ct,rt&rc=2"
        );
        insta::assert_snapshot!(
            voice_fallback(BASE), @"https://example.com/v1/api/twilio/voice-twiml#rp=5xx,ct,rt&rc=2"
        );
        insta::assert_snapshot!(
            number_status(BASE), @"https://example.com/v1/api/twilio/call-status#rp=5xx,ct,rt&rc=2"
        );
    }

    #[test]
    fn a_voicemail_names_the_numbers_it_has() {
        let (from, to) = ("+15550100001".parse().unwrap(), "+15550100002".parse().unwrap());
        insta::assert_snapshot!(
            voicemail(BASE, &call(), (Some(&from), Some(&to)), Written::Down),
            @"https://example.com/v1/api/twilio/voicemail-recording?call=CA00000000000000000000000000000001&from=15550100001&to=15550100002#rp=5xx,ct,rt&rc=2"
        );
        insta::assert_snapshot!(
            voicemail(BASE, &call(), (None, Some(&to)), Written::Not),
            @"https://example.com/v1/api/twilio/voicemail-recording?call=CA00000000000000000000000000000001&to=15550100002&transcribe=no#rp=5xx,ct,rt&rc=2"
        );
    }

    #[test]
    fn a_log_shows_no_numbers() {
        let number = "+15550100001".parse().unwrap();
        let callback = voicemail(BASE, &call(), (Some(&number), None), Written::Down);
        let shown = format!("{callback:?}");
        assert_eq!(shown, "https://example.com/v1/api/twilio/voicemail-recording");
    }
}
