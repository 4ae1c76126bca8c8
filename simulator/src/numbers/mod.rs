//! Phone numbers that accounts own, and where their webhooks go.

mod details;
mod row;
mod store;

use serde::Serialize;

pub use details::NumberDetails;
pub(super) use row::complete as complete_schema;

use super::geo::Geo;
use super::sids;
use super::webhook::Method;

/// A number as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Number {
    /// `PN` and 32 hexadecimal digits.
    pub sid: String,
    /// The account that owns it and signs its webhooks.
    pub account_sid: String,
    /// E.164.
    pub phone_number: String,
    /// Name for people.
    pub friendly_name: String,
    /// Where its webhooks go.
    #[serde(flatten)]
    pub settings: NumberSettings,
    /// What is kept for it without an effect here.
    pub details: NumberDetails,
    /// When it was created, in seconds since 1970.
    #[serde(skip)]
    pub created: i64,
    /// When it was last changed, in seconds since 1970.
    #[serde(skip)]
    pub updated: i64,
}

/// Where a number's webhooks go, and what they say of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct NumberSettings {
    /// Where inbound messages go; `None` sends them nowhere.
    pub sms_url: Option<String>,
    /// How that is requested.
    pub sms_method: Method,
    /// Where an inbound message goes when `sms_url` failed.
    pub sms_fallback_url: Option<String>,
    /// How that is requested.
    pub sms_fallback_method: Method,
    /// An application that takes the messages; while it is set, the URLs for them are ignored.
    pub sms_application_sid: Option<String>,
    /// Where inbound calls go.
    pub voice_url: Option<String>,
    /// How that is requested.
    pub voice_method: Method,
    /// Where an inbound call goes when `voice_url` failed.
    pub voice_fallback_url: Option<String>,
    /// How that is requested.
    pub voice_fallback_method: Method,
    /// An application that takes the calls; while it is set, the URLs for them are ignored.
    pub voice_application_sid: Option<String>,
    /// A trunk that takes the calls; while it is set, the URLs for them are ignored.
    pub trunk_sid: Option<String>,
    /// Where the end of an inbound call is reported.
    pub status_callback: Option<String>,
    /// How that is requested.
    pub status_callback_method: Method,
    /// The Messaging Service it belongs to; its webhooks then name it.
    pub messaging_service_sid: Option<String>,
    /// Where the number is from, for the `To…` fields of inbound messages.
    pub geo: Geo,
}

/// A number to create, or the new settings of one that exists.
#[derive(Debug, Clone, Default)]
pub struct NewNumber {
    /// The account that is to own it.
    pub account_sid: String,
    /// E.164.
    pub phone_number: String,
    /// Name for people; made from the number if `None`.
    pub friendly_name: Option<String>,
    /// Where its webhooks go.
    pub settings: NumberSettings,
}

impl Number {
    /// The number as it is asked for, with a SID of its own.
    pub(super) fn new(new: NewNumber, now: i64) -> Self {
        Self {
            sid: sids::random("PN"),
            account_sid: new.account_sid,
            friendly_name: new.friendly_name.unwrap_or_else(|| friendly(&new.phone_number)),
            phone_number: new.phone_number,
            settings: new.settings,
            details: NumberDetails::default(),
            created: now,
            updated: now,
        }
    }
}

impl NumberSettings {
    /// Where and how an inbound message is reported.
    pub(super) fn sms_webhook(&self) -> Option<(&str, Method)> {
        let url = self.sms_url.as_deref().filter(|_| self.sms_application_sid.is_none())?;
        Some((url, self.sms_method))
    }

    /// The same, for when that failed.
    pub(super) fn sms_fallback(&self) -> Option<(&str, Method)> {
        Some((self.sms_fallback_url.as_deref()?, self.sms_fallback_method))
    }

    /// Where and how an inbound call is reported.
    pub(super) fn voice_webhook(&self) -> Option<(&str, Method)> {
        let is_elsewhere = self.voice_application_sid.is_some() || self.trunk_sid.is_some();
        let url = self.voice_url.as_deref().filter(|_| !is_elsewhere)?;
        Some((url, self.voice_method))
    }

    /// Puts one base in the place of another, in the URLs that are under it.
    pub(super) fn rebase(&mut self, from: &str, to: &str) {
        let sms = [&mut self.sms_url, &mut self.sms_fallback_url];
        let voice = [&mut self.voice_url, &mut self.voice_fallback_url, &mut self.status_callback];
        for url in sms.into_iter().chain(voice) {
            let rest = url.as_deref().and_then(|url| url.strip_prefix(from));
            if let Some(rest) = rest.filter(|rest| rest.starts_with('/')) {
                *url = Some(format!("{to}{rest}"));
            }
        }
    }

    fn urls(&self) -> impl Iterator<Item = &str> {
        let sms = [&self.sms_url, &self.sms_fallback_url];
        let voice = [&self.voice_url, &self.voice_fallback_url, &self.status_callback];
        sms.into_iter().chain(voice).filter_map(|url| url.as_deref())
    }
}

/// Whether it is `+` and 7 to 15 digits.
pub(super) fn is_e164(number: &str) -> bool {
    number.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && !digits.starts_with('0')
    })
}

/// Whether somebody can have this number: E.164, and in North America ten digits after `+1` of which
/// neither area code nor exchange begins with 0 or 1. Twilio's 21211: "a typo, extra digit, or too few
/// digits for the destination country" (<https://www.twilio.com/docs/api/errors/21211>); 13224 knows
/// "non-existent area codes or exchanges". Area code 555 has nobody, so that examples may use all of it.
pub(super) fn is_somebodys(number: &str) -> bool {
    let Some(national) = number.strip_prefix("+1") else { return is_e164(number) };
    let begins_well = |at: usize| national.as_bytes().get(at).is_some_and(|digit| *digit >= b'2');
    let is_example = || national.starts_with("555");
    is_e164(number) && national.len() == 10 && (is_example() || (begins_well(0) && begins_well(3)))
}

/// `(555) 010-0001` for a North American number, else the number.
pub(super) fn friendly(number: &str) -> String {
    match number.strip_prefix("+1") {
        Some(n) if n.len() == 10 => format!("({}) {}-{}", &n[..3], &n[3..6], &n[6..]),
        _ => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::accounts::NewAccount;
    use super::super::store::Store;
    use super::*;

    fn to(url: &str) -> NumberSettings {
        NumberSettings { sms_url: Some(url.into()), ..NumberSettings::default() }
    }

    #[test]
    fn putting_twice_updates_the_urls_and_keeps_the_sid() {
        let store = Store::open(None).unwrap();
        let account = store.account_create(NewAccount::default()).unwrap();
        let mut new = NewNumber {
            account_sid: account.sid,
            phone_number: "+15550100001".into(),
            settings: to("http://a.test/sms"),
            ..NewNumber::default()
        };
        let first = store.number_put(&new).unwrap();
        assert_eq!(first.friendly_name, "(555) 010-0001");
        new.settings = to("http://b.test/sms");
        let second = store.number_put(&new).unwrap();
        assert_eq!(second.sid, first.sid);
        assert_eq!(second.settings.sms_url.as_deref(), Some("http://b.test/sms"));
        assert_eq!(store.numbers(None).unwrap(), [second]);
    }

    #[test]
    fn north_american_numbers_have_ten_digits_and_none_begins_with_0_or_1() {
        for number in ["+14155550199", "+15550190001", "+15005550001", "+442071838750"] {
            assert!(is_somebodys(number), "{number}");
        }
        for number in [
            "+12025550",
            "+1202555012345",
            "+10155550199",
            "+11155550199",
            "+12021550199",
            "+12020550199",
            "14155550199",
        ] {
            assert!(!is_somebodys(number), "{number}");
        }
    }

    #[test]
    fn a_number_has_one_owner_and_a_valid_form() {
        let store = Store::open(None).unwrap();
        let new = |account_sid: String, phone_number: &str| NewNumber {
            account_sid,
            phone_number: phone_number.into(),
            ..NewNumber::default()
        };
        let account = |name: &str| {
            let new = NewAccount { friendly_name: name.into(), ..NewAccount::default() };
            store.account_create(new).unwrap().sid
        };
        let (a, b) = (account("a"), account("b"));
        store.number_put(&new(a.clone(), "+15550100001")).unwrap();
        assert!(store.number_put(&new(b, "+15550100001")).is_err());
        assert!(store.number_put(&new(a, "5550100001")).is_err());
        assert!(store.number_put(&new(sids::random("AC"), "+15550100002")).is_err());
    }
}
