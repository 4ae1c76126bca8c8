//! A number changes from the inventory to an account.

use axum::Json;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use bytes::Bytes;
use twilio::form::Form;

use super::super::inventory::Offer;
use super::super::numbers::{NewNumber, Number, NumberSettings, is_e164};
use super::super::state::State;
use super::answer::Answer;
use super::asked::Asked;
use super::error::RestError;
use super::number_form;
use super::numbers::resource;
use super::params::{expect_known, invalid};

const INVALID_NUMBER: u32 = 21421;
const NOT_AVAILABLE: u32 = 21422;
const INVALID_AREA_CODE: u32 = 21451;
const NONE_IN_AREA_CODE: u32 = 21452;
const ADDRESS_NEEDED: u32 = 21631;

pub(super) async fn buy(asked: Asked, body: Bytes) -> Answer {
    let Asked { state, account, .. } = asked.of_active()?;
    let form = Form::parse(&body);
    expect_known(&form, &[&number_form::SETTINGS[..], &["PhoneNumber", "AreaCode"]].concat())?;
    let (offers, refusal) = wanted(&state, &form)?;
    for offer in offers {
        let number = number(&state, &form, (&account.sid, offer))?;
        // Somebody else may have been faster since the offers were read.
        if state.store.number_insert(&number)? {
            return Ok((StatusCode::CREATED, Json(resource(&number))).into_response());
        }
    }
    Err(refusal)
}

/// What will do, and what to say if all of it is gone.
fn wanted(state: &State, form: &Form) -> Result<(Vec<Offer>, RestError), RestError> {
    match (form.text("PhoneNumber"), form.text("AreaCode")) {
        (Some(phone_number), _) => this_number(state, phone_number),
        (None, Some(code)) => in_area_code(state, code),
        (None, None) => Err(invalid("PhoneNumber or AreaCode is required".to_owned())),
    }
}

fn this_number(state: &State, phone_number: &str) -> Result<(Vec<Offer>, RestError), RestError> {
    if !is_e164(phone_number) {
        let message = format!("{phone_number} is not a valid number");
        return Err(RestError::bad_request(INVALID_NUMBER, message));
    }
    let country = Offer::of(phone_number).map_or("", |offer| offer.block.country);
    let mut offers = state.stock.offers(country, &state.store.owned_numbers()?);
    offers.retain(|offer| offer.phone_number() == phone_number);
    let refusal =
        RestError::bad_request(NOT_AVAILABLE, format!("{phone_number} is not available."));
    Ok((offers, refusal))
}

fn in_area_code(state: &State, text: &str) -> Result<(Vec<Offer>, RestError), RestError> {
    let code = text.parse().ok().filter(|code| (200..1_000).contains(code));
    let refused =
        || RestError::bad_request(INVALID_AREA_CODE, format!("Invalid area code: {text}"));
    let code: u16 = code.ok_or_else(refused)?;
    let owned = state.store.owned_numbers()?;
    let countries = ["US", "CA"].into_iter();
    let all = countries.flat_map(|country| state.stock.offers(country, &owned));
    let offers = all.filter(|offer| offer.block.area_code == Some(code)).collect();
    let message = format!("No phone numbers found in area code {code}");
    Ok((offers, RestError::bad_request(NONE_IN_AREA_CODE, message)))
}

fn number(
    state: &State,
    form: &Form,
    (account_sid, offer): (&str, Offer),
) -> Result<Number, RestError> {
    let new = NewNumber {
        account_sid: account_sid.to_owned(),
        phone_number: offer.phone_number(),
        settings: NumberSettings { geo: offer.block.geo(), ..NumberSettings::default() },
        ..NewNumber::default()
    };
    let mut number = Number::new(new, state.now());
    number_form::apply(form, &mut number)?;
    if offer.block.address_requirements != "none" && number.details.address_sid.is_none() {
        let message = "Phone Number Requires an Address but the 'AddressSid' parameter was empty.";
        return Err(RestError::bad_request(ADDRESS_NEEDED, message));
    }
    Ok(number)
}
