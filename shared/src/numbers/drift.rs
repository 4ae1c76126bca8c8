//! Where a number at Twilio is set up otherwise than we set numbers up.

use serde::Serialize;

use twilio::client::{NumberSettings, OwnedNumber};

const METHOD: &str = "POST";

/// A property of a number that is not as it should be. `None` stands for empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drift {
    /// Its name at Twilio.
    pub property: &'static str,
    /// What it should be.
    pub expected: Option<String>,
    /// What it is.
    pub actual: Option<String>,
}

/// What differs, in Twilio's order: URLs, their methods, and what makes Twilio ignore them.
pub fn drift(number: &OwnedNumber, settings: &NumberSettings) -> Vec<Drift> {
    let urls = [
        ("sms_url", settings.sms_url.as_str(), &number.sms_url),
        ("sms_method", METHOD, &number.sms_method),
        ("sms_fallback_url", settings.sms_fallback_url.as_str(), &number.sms_fallback_url),
        ("sms_fallback_method", METHOD, &number.sms_fallback_method),
        ("voice_url", settings.voice_url.as_str(), &number.voice_url),
        ("voice_method", METHOD, &number.voice_method),
        ("voice_fallback_url", settings.voice_fallback_url.as_str(), &number.voice_fallback_url),
        ("voice_fallback_method", METHOD, &number.voice_fallback_method),
        ("status_callback", settings.status_callback.as_str(), &number.status_callback),
        ("status_callback_method", METHOD, &number.status_callback_method),
    ];
    let overrides = [
        ("sms_application_sid", &number.sms_application_sid),
        ("voice_application_sid", &number.voice_application_sid),
        ("trunk_sid", &number.trunk_sid),
    ];
    let urls = urls.into_iter().map(|(name, expected, actual)| (name, Some(expected), actual));
    let overrides = overrides.into_iter().map(|(name, actual)| (name, None, actual));
    urls.chain(overrides)
        .filter_map(|(name, expected, actual)| of(name, expected, actual.as_deref()))
        .collect()
}

fn of(property: &'static str, expected: Option<&str>, actual: Option<&str>) -> Option<Drift> {
    let text = |value: Option<&str>| value.map(str::to_owned);
    let differs = actual != expected;
    differs.then(|| Drift { property, expected: text(expected), actual: text(actual) })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::numbers::settings;

    const BASE: &str = "https://example.com";

    fn as_set_up() -> Value {
        let url = |route| format!("{BASE}/api/twilio/{route}#rp=5xx,ct,rt&rc=2");
        json!({
            "sid": "PN00000000000000000000000000000001",
            "phone_number": "+15550100001",
            "account_sid": "AC00000000000000000000000000000001",
            "capabilities": { "voice": true },
            "sms_url": url("sms-webhook"),
            "sms_method": "POST",
            "sms_fallback_url": url("sms-webhook"),
            "sms_fallback_method": "POST",
            "sms_application_sid": "",
            "voice_url": url("voice-webhook"),
            "voice_method": "POST",
            "voice_fallback_url": url("voice-twiml"),
            "voice_fallback_method": "POST",
            "voice_application_sid": null,
            "trunk_sid": null,
            "status_callback": url("call-status"),
            "status_callback_method": "POST",
        })
    }

    fn drifts(number: Value) -> Vec<Drift> {
        drift(&serde_json::from_value(number).unwrap(), &settings(BASE, None))
    }

    #[test]
    fn a_number_as_we_set_it_up_has_none() {
        assert_eq!(drifts(as_set_up()), []);
    }

    #[test]
    fn every_property_is_looked_at() {
        let base = as_set_up();
        for (property, value) in base.as_object().unwrap().iter().skip(4) {
            let (mut changed, other) = (base.clone(), "https://elsewhere.example/");
            changed[property] = json!(other);
            let expected = value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
            let found = drifts(changed);
            let [found] = found.as_slice() else { panic!("{property}: {found:?}") };
            assert_eq!((found.property, &found.expected), (property.as_str(), &expected));
            assert_eq!(found.actual.as_deref(), Some(other));
        }
    }

    #[test]
    fn an_override_that_is_gone_is_drift_too() {
        let mut number = as_set_up();
        number["sms_url"] = json!(format!("{BASE}/api/twilio/sms-webhook"));
        number["voice_url"] = json!("");
        let found = drifts(number);
        assert_eq!(
            found.iter().map(|one| one.property).collect::<Vec<_>>(),
            ["sms_url", "voice_url"]
        );
        assert_eq!(found[1].actual, None);
    }
}
