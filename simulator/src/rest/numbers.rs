//! `/Accounts/{AC}/IncomingPhoneNumbers`: numbers are listed, set up and given back.

use axum::Json;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use bytes::Bytes;
use serde_json::{Value, json};
use twilio::form::Form;

use super::super::inventory::{Capabilities, Capability, NumberKind, Offer, Pattern};
use super::super::numbers::Number;
use super::super::times::rfc2822;
use super::answer::Answer;
use super::asked::Asked;
use super::error::RestError;
use super::params::{expect_known, invalid, query, yes_or_no};
use super::roots::ROOT;
use super::{auth, number_form};

pub(super) async fn list(asked: Asked) -> Answer {
    let query = query(&asked.uri);
    let filter = Filter::read(&query)?;
    let numbers = asked.state.store.numbers(Some(&asked.account.sid))?;
    let wanted = numbers.iter().filter(|number| filter.fits(number));
    Ok(asked.page("incoming_phone_numbers", wanted.map(resource)))
}

struct Filter<'q> {
    name: Option<&'q str>,
    pattern: Option<Pattern>,
    without_beta: bool,
    /// Hosted numbers are asked for, and there are none.
    none: bool,
}

impl<'q> Filter<'q> {
    fn read(query: &'q Form) -> Result<Self, RestError> {
        // An unescaped plus arrives as a blank.
        let number = query.text("PhoneNumber").map(|text| text.replace(' ', "+"));
        let refused = || invalid("Invalid PhoneNumber".to_owned());
        let pattern = |text: String| Pattern::of_owned(&text).ok_or_else(refused);
        Ok(Self {
            name: query.text("FriendlyName"),
            pattern: number.map(pattern).transpose()?,
            without_beta: yes_or_no(query, "Beta")? == Some(false),
            none: query.text("Origin") == Some("hosted"),
        })
    }

    fn fits(&self, number: &Number) -> bool {
        !self.none
            && self.name.is_none_or(|name| name == number.friendly_name)
            && self.pattern.as_ref().is_none_or(|pattern| pattern.fits(&number.phone_number))
            && !(self.without_beta && is_beta(number))
    }
}

pub(super) async fn fetch(asked: Asked) -> Answer {
    Ok(Json(resource(&find(&asked)?)).into_response())
}

pub(super) async fn update(asked: Asked, body: Bytes) -> Answer {
    let (state, mut number) = (&asked.state, find(&asked)?);
    let form = Form::parse(&body);
    expect_known(&form, &[&number_form::SETTINGS[..], &["AccountSid"]].concat())?;
    number_form::apply(&form, &mut number)?;
    if let Some(owner) = form.text("AccountSid") {
        number.account_sid = auth::of_caller(state, &asked.caller, owner)?.sid;
    }
    number.updated = state.now();
    if !state.store.number_update(&number)? {
        return Err(asked.not_found());
    }
    Ok(Json(resource(&number)).into_response())
}

pub(super) async fn release(asked: Asked) -> Answer {
    match asked.state.store.number_release(&asked.account.sid, asked.sid()?)? {
        true => Ok(StatusCode::NO_CONTENT.into_response()),
        false => Err(asked.not_found()),
    }
}

fn find(asked: &Asked) -> Result<Number, RestError> {
    let sid = asked.sid()?;
    let mut numbers = asked.state.store.numbers(Some(&asked.account.sid))?.into_iter();
    numbers.find(|number| number.sid == sid).ok_or_else(|| asked.not_found())
}

fn is_beta(number: &Number) -> bool {
    Offer::of(&number.phone_number).is_some_and(|offer| offer.is_beta())
}

pub(super) fn resource(number: &Number) -> Value {
    let mut resource = settings(number);
    let uri = format!(
        "{}/Accounts/{}/IncomingPhoneNumbers/{}.json",
        ROOT, number.account_sid, number.sid
    );
    let offer = Offer::of(&number.phone_number);
    // A number that was not bought from the inventory can do everything.
    let able = offer.map_or(Capabilities::ALL, |offer| offer.capabilities());
    let identity = json!({
        "account_sid": number.account_sid,
        "address_requirements": offer.map_or("none", |offer| offer.block.address_requirements),
        "api_version": "2010-04-01",
        "beta": is_beta(number),
        "capabilities": {
            "voice": able.has(Capability::Voice),
            "sms": able.has(Capability::Sms),
            "mms": able.has(Capability::Mms),
            "fax": able.has(Capability::Fax),
        },
        "date_created": rfc2822(number.created),
        "date_updated": rfc2822(number.updated),
        "friendly_name": number.friendly_name,
        "origin": "twilio",
        "phone_number": number.phone_number,
        "sid": number.sid,
        "status": "in-use",
        "type": offer.map_or(NumberKind::Local, |offer| offer.block.kind).as_str(),
        "uri": uri,
    });
    if let (Value::Object(resource), Value::Object(identity)) = (&mut resource, identity) {
        resource.extend(identity);
    }
    resource
}

/// Twilio writes an unset URL or application as an empty string, and other unset SIDs as null.
fn settings(number: &Number) -> Value {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let details = &number.details;
    let emergency = details.emergency_address_sid.as_ref();
    json!({
        "address_sid": details.address_sid,
        "bundle_sid": details.bundle_sid,
        "emergency_address_sid": emergency,
        "emergency_address_status": emergency.map_or("unregistered", |_| "registered"),
        "emergency_status": details.emergency_status.as_deref().unwrap_or("Inactive"),
        "identity_sid": details.identity_sid,
        "sms_application_sid": text(&number.settings.sms_application_sid),
        "sms_fallback_method": number.settings.sms_fallback_method.as_str(),
        "sms_fallback_url": text(&number.settings.sms_fallback_url),
        "sms_method": number.settings.sms_method.as_str(),
        "sms_url": text(&number.settings.sms_url),
        "status_callback": text(&number.settings.status_callback),
        "status_callback_method": number.settings.status_callback_method.as_str(),
        "trunk_sid": number.settings.trunk_sid,
        "voice_application_sid": text(&number.settings.voice_application_sid),
        "voice_caller_id_lookup": details.voice_caller_id_lookup,
        "voice_fallback_method": number.settings.voice_fallback_method.as_str(),
        "voice_fallback_url": text(&number.settings.voice_fallback_url),
        "voice_method": number.settings.voice_method.as_str(),
        "voice_receive_mode": details.voice_receive_mode.as_deref().unwrap_or("voice"),
        "voice_url": text(&number.settings.voice_url),
    })
}
