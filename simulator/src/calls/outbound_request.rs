//! The parameters of `POST …/Calls.json`, held to what the API takes.

use twilio::form::Form;

use super::super::numbers::{Number, is_e164, is_somebodys};
use super::super::parameters::{Invalid, expect_known, flag, number_in};
use super::super::target::Target;
use super::super::webhook::Method;
use super::amd::Detection;
use super::leg::Subscription;
use super::outbound::{OutboundCall, WantedDetection, WantedRecording};
use super::report::Kind;
use super::source::{Request, Source};
use super::status::Event;
use super::tape::Wish;

/// Every parameter of the API.
const PARAMETERS: [&str; 36] = [
    "To",
    "From",
    "Method",
    "FallbackUrl",
    "FallbackMethod",
    "StatusCallback",
    "StatusCallbackEvent",
    "StatusCallbackMethod",
    "SendDigits",
    "Timeout",
    "Record",
    "RecordingChannels",
    "RecordingStatusCallback",
    "RecordingStatusCallbackMethod",
    "SipAuthUsername",
    "SipAuthPassword",
    "MachineDetection",
    "MachineDetectionTimeout",
    "RecordingStatusCallbackEvent",
    "Trim",
    "CallerId",
    "MachineDetectionSpeechThreshold",
    "MachineDetectionSpeechEndThreshold",
    "MachineDetectionSilenceTimeout",
    "AsyncAmd",
    "AsyncAmdStatusCallback",
    "AsyncAmdStatusCallbackMethod",
    "Byoc",
    "CallReason",
    "CallToken",
    "RecordingTrack",
    "TimeLimit",
    "ClientNotificationUrl",
    "Url",
    "Twiml",
    "ApplicationSid",
];
const LONGEST_TWIML: usize = 4_000;
const LONGEST_TIMEOUT: u64 = 600;
const DEFAULT_TIMEOUT: u64 = 60;
/// Seconds that a call lasts at most: 4 hours.
const DEFAULT_TIME_LIMIT: u64 = 14_400;

/// Reads the form. `number` is the account's number that `From` names, if it is one.
pub(crate) fn read(form: &Form, number: Option<Number>) -> Result<OutboundCall, Invalid> {
    expect_known(form, &PARAMETERS)?;
    Ok(OutboundCall {
        to: to(form)?,
        from: from(form, number.as_ref())?,
        number,
        document: document(form)?,
        fallback: callback(form, ("FallbackUrl", "FallbackMethod"), 21205)?,
        subscription: subscription(form)?,
        timeout: timeout(form)?,
        time_limit: number_in(form, "TimeLimit", 20001)?.unwrap_or(DEFAULT_TIME_LIMIT),
        digits: digits(form)?,
        detection: detection(form)?,
        recording: recording(form)?,
    })
}

fn to(form: &Form) -> Result<String, Invalid> {
    let to = form.text("To").ok_or_else(|| Invalid::new(21201, "No 'To' number is specified"))?;
    let is_address = to.starts_with("client:") || to.starts_with("sip:");
    match is_address || is_somebodys(to) {
        true => Ok(to.to_owned()),
        false => {
            let message =
                format!("The phone number you are attempting to call, {to}, is not valid.");
            Err(Invalid::new(21211, message))
        }
    }
}

fn from(form: &Form, number: Option<&Number>) -> Result<String, Invalid> {
    let missing = || Invalid::new(21213, "A 'From' phone number is required.");
    let from = form.text("From").ok_or_else(missing)?;
    let to_a_phone = form.text("To").is_some_and(|to| to.starts_with('+'));
    if number.is_some() || (from.starts_with("client:") && !to_a_phone) {
        return Ok(from.to_owned());
    }
    match is_e164(from) {
        true => {
            let message = format!(
                "The source phone number provided, {from}, is not yet verified for your account."
            );
            Err(Invalid::new(21210, message))
        }
        false => {
            let message =
                format!("The phone number provided, {from}, is not a valid 'From' number.");
            Err(Invalid::new(21212, message))
        }
    }
}

/// Where the call's first document comes from: `Url` goes before `Twiml`.
pub(super) fn document(form: &Form) -> Result<Source, Invalid> {
    if form.text("ApplicationSid").is_some() {
        return Err(Invalid::new(21218, "Invalid ApplicationSid: there are no applications here"));
    }
    if let Some((url, method)) = callback(form, ("Url", "Method"), 21205)? {
        return Ok(Source::Request(Request { kind: Kind::Voice, url, method, fields: Vec::new() }));
    }
    match form.text("Twiml") {
        Some(text) if text.chars().count() > LONGEST_TWIML => {
            Err(Invalid::new(32018, format!("'Twiml' is longer than {LONGEST_TWIML} characters")))
        }
        Some(text) => Ok(Source::Twiml(text.to_owned())),
        None => Err(Invalid::new(21205, "Url parameter is required.")),
    }
}

fn callback(
    form: &Form,
    (url, method): (&str, &str),
    code: u32,
) -> Result<Option<(String, Method)>, Invalid> {
    let method = match form.text(method) {
        None => Method::Post,
        Some(text) => Method::parse(text)
            .ok_or_else(|| Invalid::new(21209, format!("Invalid {method}: {text}")))?,
    };
    let Some(text) = form.text(url) else { return Ok(None) };
    match Target::parse(text) {
        Ok(_) => Ok(Some((text.to_owned(), method))),
        Err(_) => Err(Invalid::new(code, format!("{url} is not a valid URL: {text}"))),
    }
}

fn subscription(form: &Form) -> Result<Option<Subscription>, Invalid> {
    let names = words(form, "StatusCallbackEvent");
    let parse = |name: &String| {
        Event::parse(name)
            .ok_or_else(|| Invalid::new(21626, format!("Invalid StatusCallbackEvent: {name}")))
    };
    let mut events = names.iter().map(parse).collect::<Result<Vec<_>, _>>()?;
    if events.is_empty() {
        events.push(Event::Completed);
    }
    let callback = callback(form, ("StatusCallback", "StatusCallbackMethod"), 21609)?;
    Ok(callback.map(|(url, method)| Subscription { url, method, events }))
}

/// Values of a repeated parameter, each of which may hold several between blanks.
fn words(form: &Form, name: &str) -> Vec<String> {
    let values = form.fields().filter(|(key, _)| *key == name);
    values.flat_map(|(_, value)| value.split_whitespace().map(str::to_owned)).collect()
}

fn timeout(form: &Form) -> Result<u64, Invalid> {
    let timeout = number_in(form, "Timeout", 21208)?.unwrap_or(DEFAULT_TIMEOUT);
    match timeout <= LONGEST_TIMEOUT {
        true => Ok(timeout),
        false => Err(Invalid::new(21208, format!("Timeout is over {LONGEST_TIMEOUT}: {timeout}"))),
    }
}

fn digits(form: &Form) -> Result<Option<String>, Invalid> {
    let Some(digits) = form.text("SendDigits") else { return Ok(None) };
    match digits.len() <= 32 && digits.chars().all(|key| "0123456789ABCD#*wW".contains(key)) {
        true => Ok(Some(digits.to_owned())),
        false => Err(Invalid::new(21206, format!("Invalid SendDigits: {digits}"))),
    }
}

fn detection(form: &Form) -> Result<Option<WantedDetection>, Invalid> {
    let names = ("AsyncAmdStatusCallback", "AsyncAmdStatusCallbackMethod");
    let callback = callback(form, names, 21205)?;
    let is_async = flag(form, "AsyncAmd")?;
    let Some(text) = form.text("MachineDetection") else { return Ok(None) };
    let kind = Detection::parse(text)
        .ok_or_else(|| Invalid::new(20001, format!("Invalid MachineDetection: {text}")))?;
    Ok(Some(WantedDetection { kind, is_async, callback }))
}

fn recording(form: &Form) -> Result<Option<WantedRecording>, Invalid> {
    let names = ("RecordingStatusCallback", "RecordingStatusCallbackMethod");
    let callback = callback(form, names, 21205)?;
    let channels = match form.text("RecordingChannels") {
        None | Some("mono") => 1,
        Some("dual") => 2,
        Some(text) => {
            return Err(Invalid::new(20001, format!("Invalid RecordingChannels: {text}")));
        }
    };
    if !flag(form, "Record")? {
        return Ok(None);
    }
    let mut events = words(form, "RecordingStatusCallbackEvent");
    if events.is_empty() {
        events.push("completed".to_owned());
    }
    let wish = callback.map(|(url, method)| Wish { url, method, events });
    Ok(Some(WantedRecording { channels, wish }))
}
