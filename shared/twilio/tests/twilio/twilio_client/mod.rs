//! Everything that our client of Twilio's REST API can be asked to do, in its plainest form, with
//! the answer that Twilio gives.

mod methods;

use std::sync::LazyLock;
use std::time::Duration;

use futures::future::BoxFuture;
use twilio::auth_token::AuthToken;
use twilio::callback::Callback;
use twilio::client::{
    CallSearch, Credentials, MessageSearch, NewCall, NewMessage, NumberSettings, OfferSearch,
    PostError, Twilio,
};
use twilio::number::NumberKind;
use twilio::phone::E164;
use twilio::sid::{AccountSid, CallSid, PhoneNumberSid};
use twilio_simulator::scripted::Answer;

pub(crate) use methods::{account, listed_call, listed_message, methods, offer, owned_number};

pub(crate) const TOKEN: &str = "c0ffee00c0ffee00c0ffee00c0ffee00";
pub(crate) const OTHER_TOKEN: &str = "decade00decade00decade00decade00";
pub(crate) const BASE: &str = "https://example.com";
pub(crate) const OWN: &str = "+15550100001";
pub(crate) const PHONE: &str = "+15550190001";
/// Enough for everything that is answered.
pub(crate) const LONG: Duration = Duration::from_secs(30);

pub(crate) static ACCOUNT: LazyLock<AccountSid> =
    LazyLock::new(|| "AC00000000000000000000000000000001".parse().unwrap());
static SECRET: LazyLock<AuthToken> = LazyLock::new(|| AuthToken::new(TOKEN.to_owned()));

/// A method of the client.
pub(crate) struct Method {
    pub(crate) name: &'static str,
    /// Calls it, and shows what it gives by `Debug`.
    pub(crate) ask: fn(&Twilio, Duration) -> BoxFuture<'_, Result<String, PostError>>,
    /// What Twilio answers.
    pub(crate) status: u16,
    pub(crate) answer: String,
}

pub(crate) fn twilio(api: &str) -> Twilio {
    Twilio::new(&api.parse().unwrap())
}

pub(crate) fn credentials() -> Credentials<'static> {
    (&ACCOUNT, &SECRET)
}

pub(crate) fn owner() -> AccountSid {
    "AC00000000000000000000000000000002".parse().unwrap()
}

pub(crate) fn number() -> E164 {
    OWN.parse().unwrap()
}

pub(crate) fn number_sid() -> PhoneNumberSid {
    "PN00000000000000000000000000000001".parse().unwrap()
}

pub(crate) fn reply(status: u16, body: &str) -> Answer {
    Answer::Reply(status, body.to_owned())
}

/// A URL of an application.
pub(crate) fn callback(route: &str) -> Callback {
    Callback::with_retries(&format!("{BASE}/api/twilio/{route}"))
}

/// A number with all its URLs.
pub(crate) fn settings() -> NumberSettings {
    NumberSettings {
        friendly_name: None,
        sms_url: callback("sms-webhook"),
        sms_fallback_url: callback("sms-webhook"),
        voice_url: callback("voice-webhook"),
        voice_fallback_url: callback("voice-twiml"),
        status_callback: callback("call-status"),
        clear: Vec::new(),
    }
}

pub(crate) fn call() -> NewCall {
    NewCall {
        to: PHONE.parse().unwrap(),
        from: number(),
        url: callback("voice-twiml?step=answered&call=01JZ"),
        status_callback: callback("call-status?call=01JZ"),
        timeout: 25,
        time_limit: 7_200,
        recording: None,
        machine_detection: None,
    }
}

pub(crate) fn message() -> NewMessage {
    NewMessage {
        from: OWN.to_owned(),
        to: PHONE.to_owned(),
        body: "See you at noon".to_owned(),
        media_urls: Vec::new(),
        status_callback: callback("status-callback?message=01JZ"),
    }
}

/// What was sent since 10:00:00.
pub(crate) fn message_search() -> MessageSearch {
    let since = "2026-10-01T10:00:00Z".parse().unwrap();
    MessageSearch { from: OWN.to_owned(), to: PHONE.to_owned(), since }
}

/// What was made since 10:00:00.
pub(crate) fn call_search() -> CallSearch {
    let since = "2026-10-01T10:00:00Z".parse().unwrap();
    CallSearch { from: OWN.to_owned(), to: PHONE.to_owned(), since }
}

pub(crate) fn call_sid() -> CallSid {
    "CA00000000000000000000000000000002".parse().unwrap()
}

pub(crate) fn offer_search() -> OfferSearch {
    OfferSearch::new("US", NumberKind::Local)
}
