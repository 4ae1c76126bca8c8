//! Numbers: buying, finding, configuring and releasing them.

use twilio::client::{NumberSettings, Precedence};

use super::desk::Desk;
use super::request::{lines, values};
use crate::twilio_client::{LONG, credentials, number, number_sid, owned_number, owner, settings};

const PRECEDENCES: [(Precedence, &str); 3] = [
    (Precedence::SmsApplication, "SmsApplicationSid"),
    (Precedence::VoiceApplication, "VoiceApplicationSid"),
    (Precedence::Trunk, "TrunkSid"),
];

/// With and without a name, and with every subset of what may be cleared.
fn variants() -> Vec<NumberSettings> {
    let mut variants = Vec::new();
    for friendly_name in [None, Some("Front desk & bar".to_owned())] {
        for subset in 0..8 {
            let chosen = PRECEDENCES.iter().enumerate().filter(|(bit, _)| subset >> bit & 1 == 1);
            let clear = chosen.map(|(_, (precedence, _))| *precedence).collect();
            let friendly_name = friendly_name.clone();
            variants.push(NumberSettings { friendly_name, clear, ..settings() });
        }
    }
    variants
}

#[tokio::test]
async fn every_way_to_buy_a_number_is_accepted() {
    let desk = Desk::start().await;
    let (owner, number) = (owner(), number());
    for settings in variants() {
        drop(
            desk.twilio.errand(credentials(), LONG).number_buy((&owner, &number), &settings).await,
        );
        let form = desk.request().form();
        assert_eq!(values(&form, "PhoneNumber"), [number.as_str()]);
        assert_eq!(values(&form, "FriendlyName").len(), settings.friendly_name.iter().len());
    }
    assert_eq!(desk.requests().len(), 16);
}

#[tokio::test]
async fn every_way_to_configure_a_number_is_accepted() {
    let desk = Desk::start().await;
    let (owner, sid) = (owner(), number_sid());
    for settings in variants() {
        drop(
            desk.twilio
                .errand(credentials(), LONG)
                .number_configure((&owner, &sid), &settings)
                .await,
        );
        let form = desk.request().form();
        for (precedence, name) in PRECEDENCES {
            let expected: &[&str] = if settings.clear.contains(&precedence) { &[""] } else { &[] };
            assert_eq!(values(&form, name), expected);
        }
    }
    assert_eq!(desk.requests().len(), 16);
}

#[tokio::test]
async fn a_number_gets_every_url_and_its_method() {
    let desk = Desk::start().await;
    let settings = settings();
    drop(
        desk.twilio.errand(credentials(), LONG).number_buy((&owner(), &number()), &settings).await,
    );
    let request = desk.request();
    insta::assert_snapshot!(
        request.path,
        @"/2010-04-01/Accounts/AC00000000000000000000000000000002/IncomingPhoneNumbers.json"
    );
    insta::assert_snapshot!(lines(&request.form()), @r"
    SmsUrl=https://example.com/api/twilio/sms-webhook#rp=5xx,ct,rt&rc=2
    SmsMethod=POST
    SmsFallbackUrl=https://example.com/api/twilio/sms-webhook#rp=5xx,ct,rt&rc=2
    SmsFallbackMethod=POST
    VoiceUrl=https://example.com/api/twilio/voice-webhook#rp=5xx,ct,rt&rc=2
    VoiceMethod=POST
    VoiceFallbackUrl=https://example.com/api/twilio/voice-twiml#rp=5xx,ct,rt&rc=2
    VoiceFallbackMethod=POST
    StatusCallback=https://example.com/api/twilio/call-status#rp=5xx,ct,rt&rc=2
    StatusCallbackMethod=POST
    PhoneNumber=+15550100001
    ");
}

#[tokio::test]
async fn all_pages_of_numbers_are_accepted() {
    const NEXT: &str = "/2010-04-01/Accounts/AC00000000000000000000000000000002/\
        IncomingPhoneNumbers.json?PageSize=1000&Page=1&PageToken=PAPN1";
    let page = serde_json::json!({
        "incoming_phone_numbers": [owned_number()], "next_page_uri": NEXT
    });
    let last = serde_json::json!({"incoming_phone_numbers": [owned_number()]}).to_string();
    let desk = Desk::answering(&[&page.to_string(), &last]).await;
    let numbers = desk.twilio.errand(credentials(), LONG).number_list(&owner()).await.unwrap();
    assert_eq!((numbers.len(), desk.requests().len()), (2, 2));
    assert_eq!(values(&desk.requests()[0].query, "PageSize"), ["1000"]);
    assert_eq!(values(&desk.request().query, "PageToken"), ["PAPN1"]);
}

#[tokio::test]
async fn a_number_is_found_by_its_plus_and_digits() {
    let desk = Desk::start().await;
    drop(desk.twilio.errand(credentials(), LONG).number_find(&owner(), &number()).await);
    assert_eq!(values(&desk.request().query, "PhoneNumber"), [number().as_str()]);
}
