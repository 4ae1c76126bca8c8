//! Searches for numbers, with every subset of what they may ask for.

use proptest::option::of;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use twilio::client::{Near, OfferSearch, Place};
use twilio::number::NumberKind;

use super::desk::Desk;
use super::request::{Pairs, Request, lines, values};
use crate::twilio_client::{LONG, credentials, number, offer_search};

const KINDS: [NumberKind; 3] = [NumberKind::Local, NumberKind::TollFree, NumberKind::Mobile];
const PARTS: u32 = 10;

/// The parts whose bits are set.
fn subset(bits: u32) -> OfferSearch {
    let has = |part: u32| (bits >> part & 1 == 1).then_some(());
    let text = |part, text: &str| has(part).map(|()| text.to_owned());
    let near = |()| Near { place: Place::Number(number()), distance: Some(500) };
    OfferSearch {
        kind: KINDS[bits as usize % 3],
        area_code: has(0).map(|()| 505),
        contains: text(1, "+1505*CAB%"),
        near: has(2).map(near),
        in_locality: text(3, "Truth or Consequences"),
        in_region: text(4, "NM"),
        in_postal_code: text(5, "87901"),
        sms: has(6).map(|()| true),
        mms: has(7).map(|()| false),
        voice: has(8).map(|()| true),
        without_address: has(9).map(|()| true),
        limit: 20,
        ..offer_search()
    }
}

#[tokio::test]
async fn every_subset_of_a_search_is_accepted() {
    let desk = Desk::start().await;
    for bits in 0..1 << PARTS {
        drop(desk.twilio.errand(credentials(), LONG).number_offers(&subset(bits)).await);
    }
    let requests = desk.requests();
    assert_eq!(requests.len(), 1 << PARTS);
    for (bits, request) in (0_u32..).zip(requests) {
        // A neighbourhood is two parameters, and how many there shall be is always said.
        let expected = bits.count_ones() + (bits >> 2 & 1) + 1;
        assert_eq!(request.query.len(), expected as usize, "{bits:b}");
    }
}

async fn asked(search: &OfferSearch) -> Request {
    let desk = Desk::start().await;
    drop(desk.twilio.errand(credentials(), LONG).number_offers(search).await);
    desk.request()
}

#[tokio::test]
async fn a_search_names_what_it_wants() {
    let request = asked(&subset((1 << PARTS) - 1)).await;
    insta::assert_snapshot!(
        request.path,
        @"/2010-04-01/Accounts/AC00000000000000000000000000000001/AvailablePhoneNumbers/US/Local.json"
    );
    insta::assert_snapshot!(lines(&request.query), @r"
    AreaCode=505
    Contains=+1505*CAB%
    InLocality=Truth or Consequences
    InRegion=NM
    InPostalCode=87901
    SmsEnabled=true
    MmsEnabled=false
    VoiceEnabled=true
    ExcludeAllAddressRequired=true
    NearNumber=+15550100001
    Distance=500
    PageSize=20
    ");
}

#[tokio::test]
async fn a_neighbourhood_may_be_around_a_point() {
    let place = Place::Point { latitude: 35.08, longitude: -106.65 };
    let near = Some(Near { place, distance: None });
    let request = asked(&OfferSearch { near, ..offer_search() }).await;
    insta::assert_snapshot!(lines(&request.query), @r"
    NearLatLong=35.08,-106.65
    PageSize=50
    ");
}

#[tokio::test]
async fn a_limit_stays_within_a_page() {
    for (limit, page_size) in [(0, "1"), (1, "1"), (1000, "1000"), (1001, "1000")] {
        let request = asked(&OfferSearch { limit, ..offer_search() }).await;
        assert_eq!(values(&request.query, "PageSize"), [page_size]);
    }
}

#[tokio::test]
async fn a_country_is_one_part_of_the_path() {
    let server = twilio_simulator::scripted::Scripted::start(Vec::new()).await.unwrap();
    let twilio = crate::twilio_client::twilio(server.url());
    let country = "US/../../Messages.json?".to_owned();
    let search = OfferSearch { country, ..offer_search() };
    drop(twilio.errand(credentials(), LONG).number_offers(&search).await);
    let path = Request::of(&server.asked()[0]).path;
    assert!(path.ends_with("/AvailablePhoneNumbers/US%2F..%2F..%2FMessages.json%3F/Local.json"));
}

fn near() -> impl Strategy<Value = Near> {
    let point = (-90.0..=90.0, -180.0..=180.0)
        .prop_map(|(latitude, longitude)| Place::Point { latitude, longitude });
    let place = prop_oneof![Just(Place::Number(number())), point];
    (place, of(0_u16..=500)).prop_map(|(place, distance)| Near { place, distance })
}

fn search() -> impl Strategy<Value = OfferSearch> {
    let texts = [(); 4].map(|()| of(".{0,20}"));
    let flags = [(); 4].map(|()| of(any::<bool>()));
    let rest = (prop::sample::select(&KINDS[..]), "[A-Z]{2}", of(200_u16..1000), of(near()));
    (texts, flags, rest, any::<u16>()).prop_map(|(texts, flags, rest, limit)| {
        let [contains, in_locality, in_region, in_postal_code] = texts;
        let [sms, mms, voice, without_address] = flags;
        let (kind, country, area_code, near) = rest;
        OfferSearch {
            country,
            kind,
            area_code,
            contains,
            near,
            in_locality,
            in_region,
            in_postal_code,
            sms,
            mms,
            voice,
            without_address,
            limit,
        }
    })
}

fn text<'a>(query: &'a Pairs, name: &str) -> Option<&'a str> {
    values(query, name).first().copied()
}

#[test]
fn any_search_is_accepted_and_arrives_as_it_is() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let desk = runtime.block_on(Desk::start());
    let mut runner = TestRunner::new(ProptestConfig::with_cases(128));
    let result = runner.run(&search(), |search| {
        drop(runtime.block_on(desk.twilio.errand(credentials(), LONG).number_offers(&search)));
        let query = desk.request().query;
        prop_assert_eq!(text(&query, "Contains"), search.contains.as_deref());
        prop_assert_eq!(text(&query, "InLocality"), search.in_locality.as_deref());
        prop_assert_eq!(text(&query, "InRegion"), search.in_region.as_deref());
        prop_assert_eq!(text(&query, "InPostalCode"), search.in_postal_code.as_deref());
        Ok(())
    });
    result.unwrap();
}
