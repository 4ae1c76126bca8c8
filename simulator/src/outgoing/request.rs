//! The parameters of `POST …/Messages.json`, held to what the API takes.

use jiff::Timestamp;
use twilio::form::Form;
use twilio::phone::Party;

use super::super::addresses::{Channel, bare};
use super::super::numbers::{is_e164, is_somebodys};
use super::super::parameters::{Invalid, expect_known, flag};
use super::super::sids;
use super::super::target::Target;

/// Every parameter of the API, and what its value must be.
const PARAMETERS: [(&str, Kind); 25] = [
    ("To", Kind::Text),
    ("From", Kind::Text),
    ("MessagingServiceSid", Kind::Text),
    ("Body", Kind::Text),
    ("MediaUrl", Kind::Text),
    ("ContentSid", Kind::Text),
    ("ContentVariables", Kind::Text),
    ("StatusCallback", Kind::Text),
    ("ApplicationSid", Kind::Text),
    ("PersistentAction", Kind::Text),
    ("SendAt", Kind::Text),
    ("FallbackFrom", Kind::Text),
    ("MaxPrice", Kind::Price),
    ("Attempt", Kind::Whole(u32::MAX)),
    ("ValidityPeriod", Kind::Whole(36_000)),
    ("ProvideFeedback", Kind::Flag),
    ("ForceDelivery", Kind::Flag),
    ("SmartEncoded", Kind::Flag),
    ("ShortenUrls", Kind::Flag),
    ("SendAsMms", Kind::Flag),
    ("ContentRetention", Kind::OneOf(&["retain", "discard"])),
    ("AddressRetention", Kind::OneOf(&["retain", "obfuscate"])),
    ("TrafficType", Kind::OneOf(&["free"])),
    ("ScheduleType", Kind::OneOf(&["fixed"])),
    ("RiskCheck", Kind::OneOf(&["enable", "disable"])),
];

const LONGEST_BODY: usize = 1_600;
const MOST_MEDIA: usize = 10;
/// Seconds between now and the time of a scheduled message.
const SCHEDULABLE: std::ops::RangeInclusive<i64> = 15 * 60..=35 * 24 * 60 * 60;

#[derive(Clone, Copy)]
enum Kind {
    Text,
    Flag,
    Price,
    /// From 1 to this.
    Whole(u32),
    OneOf(&'static [&'static str]),
}

/// A message that the REST API was asked for.
pub(crate) struct Request {
    pub(super) to: String,
    /// The sender's address; with a service, one of its numbers.
    pub(super) from: Option<String>,
    pub(super) service: Option<String>,
    pub(super) body: String,
    pub(super) media_urls: Vec<String>,
    pub(super) status_callback: Option<String>,
    /// Seconds since 1970.
    pub(super) send_at: Option<i64>,
    pub(super) is_mms: bool,
}

impl Request {
    pub(super) fn channel(&self) -> Channel {
        Channel::Sms.of(&self.to, "")
    }
}

/// Reads the form at `now`, in seconds since 1970.
pub(crate) fn read(form: &Form, now: i64) -> Result<Request, Invalid> {
    expect_known(form, &PARAMETERS.map(|(name, _)| name))?;
    for (name, kind) in PARAMETERS {
        expect_kind(form, name, kind)?;
    }
    let to = to(form)?;
    let from = from(form, &to)?;
    let (body, media_urls) = content(form)?;
    Ok(Request {
        is_mms: !media_urls.is_empty() || flag(form, "SendAsMms")?,
        to,
        from,
        service: form.text("MessagingServiceSid").map(str::to_owned),
        body,
        media_urls,
        status_callback: status_callback(form)?,
        send_at: send_at(form, now)?,
    })
}

fn expect_kind(form: &Form, name: &str, kind: Kind) -> Result<(), Invalid> {
    let Some(value) = form.text(name) else { return Ok(()) };
    let is_kind = match kind {
        Kind::Text => true,
        Kind::Flag => matches!(value, "true" | "false"),
        Kind::Price => value.parse::<f64>().is_ok_and(|price| price >= 0.0),
        Kind::Whole(most) => value.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n)),
        Kind::OneOf(values) => values.contains(&value),
    };
    let invalid = || Invalid::new(20001, format!("Invalid {name}: {value}"));
    is_kind.then_some(()).ok_or_else(invalid)
}

fn to(form: &Form) -> Result<String, Invalid> {
    let missing = || Invalid::new(21604, "A 'To' phone number is required.");
    let to = form.text("To").ok_or_else(missing)?;
    let invalid = || Invalid::new(21211, format!("The 'To' number {to} is not a valid number."));
    let is_user = || to.starts_with("whatsapp:") && is_user_id(bare(to));
    let is_number = match to.starts_with("whatsapp:") {
        // WhatsApp says by itself who is not there.
        true => is_e164(bare(to)),
        false => is_somebodys(to),
    };
    (is_number || is_user()).then(|| to.to_owned()).ok_or_else(invalid)
}

fn from(form: &Form, to: &str) -> Result<Option<String>, Invalid> {
    let Some(from) = form.text("From") else {
        let message = "A 'From' phone number or a 'MessagingServiceSid' is required.";
        let service = form.text("MessagingServiceSid");
        return service.map(|_| None).ok_or_else(|| Invalid::new(21603, message));
    };
    if !is_sender(bare(from)) {
        let message = format!("The 'From' number {from} is not a valid sender.");
        return Err(Invalid::new(21212, message));
    }
    if Channel::Sms.of(from, "") != Channel::Sms.of(to, "") {
        let message = "'From' and 'To' must be addresses of the same channel.";
        return Err(Invalid::new(21910, message));
    }
    if from == to {
        return Err(Invalid::new(21266, "'To' and 'From' number cannot be the same."));
    }
    Ok(Some(from.to_owned()))
}

/// WhatsApp's id of a user who hides the number, in which Twilio also writes `From`.
fn is_user_id(text: &str) -> bool {
    matches!(text.parse::<Party>(), Ok(party) if party.is_user_id())
}

/// A phone number, a short code or a name of up to eleven characters.
fn is_sender(text: &str) -> bool {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == ' ';
    let is_short_code = || matches!(text.len(), 5 | 6) && text.bytes().all(|b| b.is_ascii_digit());
    let has_letter = || text.bytes().any(|b| b.is_ascii_alphabetic());
    is_e164(text)
        || is_short_code()
        || (text.len() <= 11 && text.chars().all(is_name) && has_letter())
}

fn content(form: &Form) -> Result<(String, Vec<String>), Invalid> {
    expect_no_template(form)?;
    let body = form.text("Body").unwrap_or_default();
    if body.chars().count() > LONGEST_BODY {
        let message = format!("The message body exceeds the {LONGEST_BODY} character limit.");
        return Err(Invalid::new(21617, message));
    }
    let media = form.fields().filter(|(name, url)| *name == "MediaUrl" && !url.is_empty());
    let urls: Vec<_> = media.map(|(_, url)| url.to_owned()).collect();
    if urls.len() > MOST_MEDIA {
        return Err(Invalid::new(21623, format!("More than {MOST_MEDIA} values of 'MediaUrl'.")));
    }
    if let Some(url) = urls.iter().find(|url| Target::parse(url).is_err()) {
        return Err(Invalid::new(21620, format!("Invalid media URL: {url}")));
    }
    if body.is_empty() && urls.is_empty() {
        return Err(Invalid::new(21602, "Message body is required."));
    }
    Ok((body.to_owned(), urls))
}

/// The simulator has neither content templates nor applications.
fn expect_no_template(form: &Form) -> Result<(), Invalid> {
    let (code, message) = if form.text("ApplicationSid").is_some() {
        (21218, "Invalid ApplicationSid: there are no applications here")
    } else if form.text("ContentSid").is_some() {
        (21655, "The ContentSid is invalid: there are no content templates here")
    } else if form.text("ContentVariables").is_some() {
        (21654, "ContentSid is required with ContentVariables")
    } else {
        return Ok(());
    };
    Err(Invalid::new(code, message))
}

fn status_callback(form: &Form) -> Result<Option<String>, Invalid> {
    let Some(url) = form.text("StatusCallback") else { return Ok(None) };
    let invalid = |_| Invalid::new(21609, format!("The 'StatusCallback' URL {url} is not valid."));
    Target::parse(url).map(|_| Some(url.to_owned())).map_err(invalid)
}

fn send_at(form: &Form, now: i64) -> Result<Option<i64>, Invalid> {
    let service = form.text("MessagingServiceSid");
    let wants = |name| form.text(name).is_some();
    if service.is_some_and(|sid| !sids::is_valid("MG", sid)) {
        return Err(Invalid::new(21701, "The Messaging Service does not exist."));
    }
    if flag(form, "ShortenUrls")? && service.is_none() {
        return Err(Invalid::new(20001, "ShortenUrls needs a MessagingServiceSid."));
    }
    if !wants("ScheduleType") && !wants("SendAt") {
        return Ok(None);
    }
    if service.is_none() {
        let message = "MessagingServiceSid is required to schedule a message.";
        return Err(Invalid::new(35118, message));
    }
    let time = form.text("SendAt").and_then(|text| text.parse::<Timestamp>().ok());
    let time = time.map(Timestamp::as_second).filter(|_| wants("ScheduleType"));
    let in_time = time.filter(|time| SCHEDULABLE.contains(&(time - now)));
    let message = "Scheduling takes ScheduleType=fixed and a SendAt in 15 minutes to 35 days.";
    in_time.map(Some).ok_or_else(|| Invalid::new(35114, message))
}
