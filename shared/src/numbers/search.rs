//! What a tenant looks for, in Twilio's words.

use crate::records::NumberSearch;
use twilio::client::{Near, OfferSearch, Place};

/// Asks for at most `limit` numbers. We have no addresses that could be given for a number, so those
/// that only somebody with an address may buy are left out.
pub fn offer_search(search: &NumberSearch, limit: u16) -> OfferSearch {
    let near = |number| Near { place: Place::Number(number), distance: None };
    OfferSearch {
        area_code: search.area_code,
        contains: search.contains.clone(),
        near: search.near_number.clone().map(near),
        in_locality: search.in_locality.clone(),
        in_region: search.in_region.clone(),
        in_postal_code: search.in_postal_code.clone(),
        sms: search.sms,
        mms: search.mms,
        voice: search.voice,
        without_address: Some(true),
        limit,
        ..OfferSearch::new(&search.country, search.kind)
    }
}
