//! The parameters of a number's settings, held to what the API takes.

use twilio::form::Form;

use super::super::numbers::Number;
use super::super::sids;
use super::super::target::Target;
use super::super::webhook::Method;
use super::error::RestError;
use super::params::{invalid, yes_or_no};

/// Parameters of a purchase and of a change alike.
pub(super) const SETTINGS: [&str; 22] = [
    "ApiVersion",
    "FriendlyName",
    "SmsApplicationSid",
    "SmsFallbackMethod",
    "SmsFallbackUrl",
    "SmsMethod",
    "SmsUrl",
    "StatusCallback",
    "StatusCallbackMethod",
    "VoiceApplicationSid",
    "VoiceCallerIdLookup",
    "VoiceFallbackMethod",
    "VoiceFallbackUrl",
    "VoiceMethod",
    "VoiceUrl",
    "EmergencyStatus",
    "EmergencyAddressSid",
    "TrunkSid",
    "IdentitySid",
    "AddressSid",
    "VoiceReceiveMode",
    "BundleSid",
];
const INVALID_URL: u32 = 21402;
const INVALID_METHOD: u32 = 21403;
/// Characters of a name.
const LONGEST_NAME: usize = 64;

/// Puts what the form says into the number; what it does not name stays, what it names without a
/// value is cleared.
pub(super) fn apply(form: &Form, number: &mut Number) -> Result<(), RestError> {
    name(form, number)?;
    urls(form, number)?;
    methods(form, number)?;
    sids(form, number)?;
    trunk_or_application(form, number);
    one_of(form, "ApiVersion", &["2010-04-01", "2008-08-01"], &mut None)?;
    let details = &mut number.details;
    one_of(form, "EmergencyStatus", &["Active", "Inactive"], &mut details.emergency_status)?;
    one_of(form, "VoiceReceiveMode", &["voice", "fax"], &mut details.voice_receive_mode)?;
    if let Some(lookup) = yes_or_no(form, "VoiceCallerIdLookup")? {
        details.voice_caller_id_lookup = lookup;
    }
    Ok(())
}

fn name(form: &Form, number: &mut Number) -> Result<(), RestError> {
    let Some(name) = form.text("FriendlyName") else { return Ok(()) };
    if name.chars().count() > LONGEST_NAME {
        return Err(invalid(format!("FriendlyName is longer than {LONGEST_NAME} characters")));
    }
    name.clone_into(&mut number.friendly_name);
    Ok(())
}

fn urls(form: &Form, number: &mut Number) -> Result<(), RestError> {
    let urls = [
        ("SmsUrl", &mut number.settings.sms_url),
        ("SmsFallbackUrl", &mut number.settings.sms_fallback_url),
        ("VoiceUrl", &mut number.settings.voice_url),
        ("VoiceFallbackUrl", &mut number.settings.voice_fallback_url),
        ("StatusCallback", &mut number.settings.status_callback),
    ];
    for (name, setting) in urls {
        let Some(url) = form.get(name) else { continue };
        if !url.is_empty() && Target::parse(url).is_err() {
            return Err(RestError::bad_request(INVALID_URL, format!("{name} is not a valid URL")));
        }
        *setting = given(url);
    }
    Ok(())
}

fn methods(form: &Form, number: &mut Number) -> Result<(), RestError> {
    let methods = [
        ("SmsMethod", &mut number.settings.sms_method),
        ("SmsFallbackMethod", &mut number.settings.sms_fallback_method),
        ("VoiceMethod", &mut number.settings.voice_method),
        ("VoiceFallbackMethod", &mut number.settings.voice_fallback_method),
        ("StatusCallbackMethod", &mut number.settings.status_callback_method),
    ];
    for (name, setting) in methods {
        let Some(text) = form.text(name) else { continue };
        let refused = || RestError::bad_request(INVALID_METHOD, format!("Invalid {name}: {text}"));
        *setting = Method::parse(text).ok_or_else(refused)?;
    }
    Ok(())
}

fn sids(form: &Form, number: &mut Number) -> Result<(), RestError> {
    let details = &mut number.details;
    let settings = [
        ("SmsApplicationSid", "AP", &mut number.settings.sms_application_sid),
        ("VoiceApplicationSid", "AP", &mut number.settings.voice_application_sid),
        ("TrunkSid", "TK", &mut number.settings.trunk_sid),
        ("EmergencyAddressSid", "AD", &mut details.emergency_address_sid),
        ("AddressSid", "AD", &mut details.address_sid),
        ("IdentitySid", "RI", &mut details.identity_sid),
        ("BundleSid", "BU", &mut details.bundle_sid),
    ];
    for (name, kind, setting) in settings {
        let Some(sid) = form.get(name) else { continue };
        if !sid.is_empty() && !sids::is_valid(kind, sid) {
            return Err(invalid(format!("Invalid {name}: {sid}")));
        }
        *setting = given(sid);
    }
    Ok(())
}

/// Calls go one way: the trunk of a form takes the place of the number's application, and its
/// application that of the trunk. Of both in one form the trunk is kept.
fn trunk_or_application(form: &Form, number: &mut Number) {
    if form.text("TrunkSid").is_some() {
        number.settings.voice_application_sid = None;
    } else if form.text("VoiceApplicationSid").is_some() {
        number.settings.trunk_sid = None;
    }
}

fn one_of(
    form: &Form,
    name: &str,
    allowed: &[&str],
    setting: &mut Option<String>,
) -> Result<(), RestError> {
    let Some(text) = form.text(name) else { return Ok(()) };
    if !allowed.contains(&text) {
        return Err(invalid(format!("Invalid {name}: {text}")));
    }
    *setting = given(text);
    Ok(())
}

fn given(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
