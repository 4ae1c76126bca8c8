//! Numbers, bought and on offer.

use serde_json::{Value, json};
use twilio::client::{OfferSearch, OwnedNumber, Precedence};
use twilio::number::Capabilities;

use super::saying;
use crate::twilio_client::{
    LONG, credentials, number, number_sid, offer, offer_search, owned_number, owner,
};

async fn listed(numbers: &[Value]) -> Vec<OwnedNumber> {
    let (_server, twilio) = saying(&[json!({"incoming_phone_numbers": numbers})]).await;
    twilio.errand(credentials(), LONG).number_list(&owner()).await.unwrap()
}

#[tokio::test]
async fn what_is_empty_is_not_there() {
    let bare = listed(&[owned_number()]).await.remove(0);
    assert_eq!((&bare.sid, &bare.phone_number), (&number_sid(), &number()));
    assert_eq!(
        (&bare.account_sid, bare.friendly_name.as_deref()),
        (&owner(), Some("+15550100001"))
    );
    assert_eq!(bare.capabilities, Capabilities { voice: true, sms: true, ..Default::default() });
    let urls = [&bare.sms_url, &bare.sms_fallback_url, &bare.voice_url, &bare.status_callback];
    assert_eq!(urls, [&None, &None, &None, &None]);
    assert_eq!(bare.sms_method.as_deref(), Some("POST"));
    assert_eq!(bare.precedences(), []);
}

#[tokio::test]
async fn every_property_of_a_webhook_is_read() {
    type Property = fn(&OwnedNumber) -> &Option<String>;
    let properties: [(&str, Property); 13] = [
        ("sms_url", |read| &read.sms_url),
        ("sms_method", |read| &read.sms_method),
        ("sms_fallback_url", |read| &read.sms_fallback_url),
        ("sms_fallback_method", |read| &read.sms_fallback_method),
        ("sms_application_sid", |read| &read.sms_application_sid),
        ("voice_url", |read| &read.voice_url),
        ("voice_method", |read| &read.voice_method),
        ("voice_fallback_url", |read| &read.voice_fallback_url),
        ("voice_fallback_method", |read| &read.voice_fallback_method),
        ("voice_application_sid", |read| &read.voice_application_sid),
        ("trunk_sid", |read| &read.trunk_sid),
        ("status_callback", |read| &read.status_callback),
        ("status_callback_method", |read| &read.status_callback_method),
    ];
    let mut full = owned_number();
    for (name, _) in properties {
        full[name] = json!(name);
    }
    let read = listed(&[full]).await.remove(0);
    for (name, property) in properties {
        assert_eq!(property(&read).as_deref(), Some(name));
    }
    let all = [Precedence::SmsApplication, Precedence::VoiceApplication, Precedence::Trunk];
    assert_eq!(read.precedences(), all);
}

#[tokio::test]
async fn a_number_is_found_only_if_it_is_that_one() {
    let mut longer = owned_number();
    longer["phone_number"] = json!("+155501000012");
    let find = async |numbers: &[Value]| {
        let (_server, twilio) = saying(&[json!({"incoming_phone_numbers": numbers})]).await;
        twilio.errand(credentials(), LONG).number_find(&owner(), &number()).await.unwrap()
    };
    assert_eq!(find(&[]).await, None);
    assert_eq!(find(&[longer.clone()]).await, None);
    let found = find(&[longer, owned_number()]).await.unwrap();
    assert_eq!(found.phone_number, number());
}

#[tokio::test]
async fn an_offer_has_its_place_and_what_it_can_do() {
    let (_server, twilio) = saying(&[json!({"available_phone_numbers": [offer()]})]).await;
    let offers = twilio.errand(credentials(), LONG).number_offers(&offer_search()).await.unwrap();
    let offer = &offers[0];
    assert_eq!(offer.phone_number.as_str(), "+15055550100");
    let place = (offer.locality.as_deref(), offer.region.as_deref(), offer.postal_code.as_deref());
    assert_eq!(place, (Some("Albuquerque"), Some("NM"), None));
    assert_eq!((offer.iso_country.as_str(), offer.beta), ("US", false));
    assert_eq!(offer.capabilities, Capabilities { voice: true, sms: true, ..Default::default() });
}

#[tokio::test]
async fn there_are_not_more_offers_than_wanted() {
    let offers = json!({"available_phone_numbers": [offer(), offer(), offer()]});
    let (_server, twilio) = saying(&[offers]).await;
    let search = OfferSearch { limit: 2, ..offer_search() };
    let offers = twilio.errand(credentials(), LONG).number_offers(&search).await.unwrap();
    assert_eq!(offers.len(), 2);
}
