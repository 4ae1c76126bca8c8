//! Searches for numbers to buy.

use serde_json::{Value, json};

use super::super::form::{Spaces, encode};
use super::ACCOUNTS;
use super::operator::{Operator, refusal};

async fn raw(operator: &Operator, tail: &str) -> (u16, Value) {
    let sid = &operator.account.sid;
    operator.get(&format!("{ACCOUNTS}/{sid}/AvailablePhoneNumbers/{tail}")).await
}

/// Area codes of what a search finds, each once.
async fn area_codes(operator: &Operator, query: &str) -> Vec<String> {
    let found = operator.search(&format!("US/Local.json?PageSize=1000&{query}")).await;
    let mut codes: Vec<_> = found.iter().map(|number| number[2..5].to_owned()).collect();
    codes.sort();
    codes.dedup();
    codes
}

#[tokio::test]
async fn an_offer_says_where_it_is_and_what_it_can_do() {
    let operator = Operator::start().await;
    let (status, found) = raw(&operator, "US/Local.json?AreaCode=415&PageSize=1").await;
    assert_eq!(status, 200);
    let root = format!("{ACCOUNTS}/{}", operator.account.sid);
    let uri = format!("{root}/AvailablePhoneNumbers/US/Local.json?AreaCode=415&PageSize=1");
    let offer = json!({
        "address_requirements": "none",
        "beta": false,
        "capabilities": {"voice": true, "SMS": true, "MMS": true, "fax": true},
        "friendly_name": "(415) 555-0100",
        "iso_country": "US",
        "lata": "722",
        "latitude": "37.770000",
        "locality": "San Francisco",
        "longitude": "-122.420000",
        "phone_number": "+14155550100",
        "postal_code": "94103",
        "rate_center": "SAN FRANCI",
        "region": "CA",
    });
    assert_eq!(found, json!({"available_phone_numbers": [offer], "uri": uri}));
}

#[tokio::test]
async fn pages_hold_fifty_by_default() {
    let operator = Operator::start().await;
    let first = operator.search("US/Local.json?AreaCode=415").await;
    let second = operator.search("US/Local.json?AreaCode=415&Page=1").await;
    assert_eq!((first.len(), second.len()), (50, 50));
    assert_eq!(first[49], "+14155550149");
    assert_eq!(second[0], "+14155550150");
    assert!(operator.search("US/Local.json?AreaCode=415&Page=2").await.is_empty());
}

#[tokio::test]
async fn every_country_has_its_kinds() {
    let operator = Operator::start().await;
    for (tail, prefix) in [
        ("US/Local.json", "+1"),
        ("US/TollFree.json", "+18"),
        ("CA/Local.json?AreaCode=604", "+160455501"),
        ("GB/Local.json", "+44"),
        ("GB/Mobile.json", "+447700900"),
        ("DE/Local.json", "+49"),
    ] {
        let found = operator.search(tail).await;
        assert!(!found.is_empty(), "{tail}");
        assert!(found.iter().all(|number| number.starts_with(prefix)), "{tail}: {found:?}");
    }
    let none = ["US/Mobile.json", "CA/TollFree.json", "XX/Local.json", "US/Voip.json", "US/Local"];
    for tail in none {
        assert_eq!(refusal(raw(&operator, tail).await), (404, 20404), "{tail}");
    }
    let found = raw(&operator, "GB/Mobile.json?PageSize=1").await.1;
    let offer = &found["available_phone_numbers"][0];
    let able = json!({"voice": true, "SMS": true, "MMS": false, "fax": false});
    assert_eq!((&offer["capabilities"], &offer["locality"]), (&able, &Value::Null));
}

#[tokio::test]
async fn places_are_found_by_name_and_by_number() {
    let operator = Operator::start().await;
    for (query, codes) in [
        ("InRegion=WI", &["262", "414", "608"][..]),
        ("InRegion=wi&InLocality=madison", &["608"]),
        ("InPostalCode=94103", &["415"]),
        ("InPostalCode=%2B14155551234", &["415"]),
        ("InLocality=Denver", &["303", "720"]),
        ("InLocality=%2B13035551234", &["303", "720"]),
        ("InLata=356", &["262", "414"]),
        ("InLata=356&InRateCenter=Kenosha", &["262"]),
        ("InRegion=XX", &[]),
        ("AreaCode=999", &[]),
    ] {
        assert_eq!(area_codes(&operator, query).await, codes, "{query}");
    }
}

#[tokio::test]
async fn distances_are_measured() {
    let operator = Operator::start().await;
    for (query, codes) in [
        ("NearNumber=%2B14155551234", &["415", "510"][..]),
        ("NearNumber=%2B14155551234&Distance=5", &["415"]),
        ("NearLatLong=37.77,-122.42&Distance=30", &["415", "510", "650"]),
        ("NearLatLong=0,0", &[]),
    ] {
        assert_eq!(area_codes(&operator, query).await, codes, "{query}");
    }
    let north = operator.search("CA/Local.json?NearLatLong=43.65,-79.38&Distance=1").await;
    assert!(north.iter().all(|number| number.starts_with("+1416") || number.starts_with("+1647")));
}

#[tokio::test]
async fn digits_are_matched() {
    let operator = Operator::start().await;
    for (pattern, found) in [
        ("+141555501*7", 10),
        ("+1415555014", 10),
        ("+4155550142", 0),
        ("4155550142", 1),
        ("55501%99$", 1),
        ("5550199$", 1),
        ("JKL014", 10),
        ("999999", 0),
    ] {
        let contains = encode(&[("Contains".into(), pattern.into())], Spaces::Plus);
        let query = format!("US/Local.json?AreaCode=415&PageSize=1000&{contains}");
        let numbers = operator.search(&query).await;
        assert_eq!(numbers.len(), found, "{pattern}: {numbers:?}");
    }
    let unescaped = operator.search("US/Local.json?AreaCode=415&Contains=+1415555014").await;
    assert_eq!(unescaped.len(), 10);
}

#[tokio::test]
async fn capabilities_and_addresses_are_filters() {
    let operator = Operator::start().await;
    let count = async |tail: &str| operator.search(&format!("{tail}&PageSize=1000")).await.len();
    let area = "US/Local.json?AreaCode=415";
    for (query, found) in [
        ("", 100),
        ("&SmsEnabled=true", 90),
        ("&MmsEnabled=true", 80),
        ("&SmsEnabled=true&MmsEnabled=false", 10),
        ("&VoiceEnabled=false", 0),
        ("&FaxEnabled=true", 100),
        ("&Beta=false", 95),
        ("&Beta=true", 100),
        ("&ExcludeAllAddressRequired=true", 100),
    ] {
        assert_eq!(count(&format!("{area}{query}")).await, found, "{query}");
    }
    assert_eq!(count("GB/Local.json?ExcludeLocalAddressRequired=true").await, 300);
    assert_eq!(count("GB/Local.json?ExcludeAllAddressRequired=true").await, 0);
    assert_eq!(count("DE/Local.json?ExcludeForeignAddressRequired=true").await, 200);
    assert_eq!(count("DE/Local.json?ExcludeLocalAddressRequired=true").await, 0);
    assert_eq!(count("GB/Mobile.json?ExcludeAllAddressRequired=true").await, 200);
}

#[tokio::test]
async fn what_is_no_filter_is_refused() {
    let operator = Operator::start().await;
    for query in [
        "AreaCode=41",
        "AreaCode=x",
        "Contains=1",
        "Contains=4-5-6",
        "SmsEnabled=yes",
        "NearNumber=12",
        "NearNumber=%2B442079460000",
        "NearLatLong=here",
        "NearLatLong=1,1&Distance=501",
        "Distance=-1",
        "InRateCenter=KENOSHA",
    ] {
        let answer = raw(&operator, &format!("US/Local.json?{query}")).await;
        assert_eq!(refusal(answer), (400, 20001), "{query}");
    }
}
