//! `/Accounts/{AC}/AvailablePhoneNumbers/{CC}/{Local|TollFree|Mobile}.json`.

use axum::Json;
use axum::response::IntoResponse;
use serde_json::{Value, json};
use twilio::form::Form;

use super::super::inventory::{
    self, Capability, InPlace, Near, NumberKind, Offer, Pattern, Point, Property, Search,
};
use super::super::numbers::friendly;
use super::answer::Answer;
use super::asked::Asked;
use super::error::RestError;
use super::page::Page;
use super::params::{invalid, query, yes_or_no};

/// Miles.
const DISTANCE: f64 = 25.0;
const LONGEST_DISTANCE: f64 = 500.0;

pub(super) async fn search(asked: Asked) -> Answer {
    let asked = asked.of_active()?;
    let (state, uri, country) = (&asked.state, &asked.uri, asked.name(0));
    let kind = NumberKind::parse(asked.sid()?);
    let kind = kind.filter(|kind| inventory::exists(country, *kind));
    let search = read(&query(uri), kind.ok_or_else(|| asked.not_found())?)?;
    let mut offers = state.stock.offers(country, &state.store.owned_numbers()?);
    offers.retain(|offer| search.fits(offer));
    let items: Vec<Value> = offers.iter().map(resource).collect();
    let list = json!({
        "available_phone_numbers": Page::of(uri).cut(&items),
        "uri": uri.path_and_query().map(ToString::to_string),
    });
    Ok(Json(list).into_response())
}

fn read(query: &Form, kind: NumberKind) -> Result<Search, RestError> {
    Ok(Search {
        kind: Some(kind),
        area_code: query.text("AreaCode").map(area_code).transpose()?,
        contains: query.text("Contains").map(pattern).transpose()?,
        able: able(query)?,
        excluded: excluded(query)?,
        without_beta: yes_or_no(query, "Beta")? == Some(false),
        near: near(query)?,
        places: places(query)?,
    })
}

fn area_code(text: &str) -> Result<u16, RestError> {
    let code = text.parse().ok().filter(|code| (200..1_000).contains(code));
    code.ok_or_else(|| invalid(format!("Invalid AreaCode: {text}")))
}

fn pattern(text: &str) -> Result<Pattern, RestError> {
    // An unescaped plus arrives as a blank.
    let pattern = Pattern::parse(&text.replace(' ', "+"));
    pattern.ok_or_else(|| invalid(format!("Invalid Contains: {text}")))
}

fn able(query: &Form) -> Result<Vec<(Capability, bool)>, RestError> {
    let parameters = [
        ("VoiceEnabled", Capability::Voice),
        ("SmsEnabled", Capability::Sms),
        ("MmsEnabled", Capability::Mms),
        ("FaxEnabled", Capability::Fax),
    ];
    let mut able = Vec::new();
    for (name, capability) in parameters {
        able.extend(yes_or_no(query, name)?.map(|wanted| (capability, wanted)));
    }
    Ok(able)
}

fn excluded(query: &Form) -> Result<Vec<&'static str>, RestError> {
    let parameters = [
        ("ExcludeAllAddressRequired", &["any", "local", "foreign"][..]),
        ("ExcludeLocalAddressRequired", &["local"]),
        ("ExcludeForeignAddressRequired", &["foreign"]),
    ];
    let mut excluded = Vec::new();
    for (name, requirements) in parameters {
        if yes_or_no(query, name)? == Some(true) {
            excluded.extend_from_slice(requirements);
        }
    }
    Ok(excluded)
}

fn near(query: &Form) -> Result<Option<Near>, RestError> {
    let miles = query.text("Distance").map(|text| {
        let miles = text.parse().ok().filter(|miles| (0.0..=LONGEST_DISTANCE).contains(miles));
        miles.ok_or_else(|| invalid(format!("Invalid Distance: {text}")))
    });
    let miles = miles.transpose()?.unwrap_or(DISTANCE);
    let point = match (query.text("NearNumber"), query.text("NearLatLong")) {
        (Some(number), _) => inventory::locate(&number.replace(' ', "+"))
            .ok_or_else(|| invalid("NearNumber is nowhere in the US or Canada".to_owned()))?,
        (None, Some(text)) => {
            Point::parse(text).ok_or_else(|| invalid(format!("Invalid NearLatLong: {text}")))?
        }
        (None, None) => return Ok(None),
    };
    Ok(Some(Near { point, miles }))
}

fn places(query: &Form) -> Result<Vec<InPlace>, RestError> {
    let parameters = [
        ("InPostalCode", Property::PostalCode),
        ("InRegion", Property::Region),
        ("InRateCenter", Property::RateCenter),
        ("InLata", Property::Lata),
        ("InLocality", Property::Locality),
    ];
    if query.text("InRateCenter").is_some() && query.text("InLata").is_none() {
        return Err(invalid("InRateCenter needs InLata".to_owned()));
    }
    let named = parameters
        .into_iter()
        .filter_map(|(name, property)| query.text(name).map(|value| InPlace::new(property, value)));
    Ok(named.collect())
}

fn resource(offer: &Offer) -> Value {
    let (block, able) = (offer.block, offer.capabilities());
    let (place, phone_number) = (&block.place, offer.phone_number());
    let degrees = |degrees: f64| format!("{degrees:.6}");
    json!({
        "address_requirements": block.address_requirements,
        "beta": offer.is_beta(),
        "capabilities": {
            "voice": able.has(Capability::Voice),
            "SMS": able.has(Capability::Sms),
            "MMS": able.has(Capability::Mms),
            "fax": able.has(Capability::Fax),
        },
        "friendly_name": friendly(&phone_number),
        "iso_country": block.country,
        "lata": place.lata,
        "latitude": place.point.map(|point| degrees(point.latitude)),
        "locality": place.locality,
        "longitude": place.point.map(|point| degrees(point.longitude)),
        "phone_number": phone_number,
        "postal_code": place.postal_code,
        "rate_center": place.rate_center,
        "region": place.region,
    })
}
