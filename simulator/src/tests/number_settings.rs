//! Settings of numbers: shown as they were given, and obeyed.

use serde_json::{Value, json};

use super::operator::{Operator, refusal};
use super::receiver::Scripted;
use super::*;

const APPLICATION: &str = "AP00000000000000000000000000000001";
const TRUNK: &str = "TK00000000000000000000000000000001";

/// Every setting that is shown under its parameter's name.
const SETTINGS: [(&str, &str, &str); 20] = [
    ("FriendlyName", "friendly_name", "Front desk"),
    ("SmsApplicationSid", "sms_application_sid", APPLICATION),
    ("SmsFallbackMethod", "sms_fallback_method", "GET"),
    ("SmsFallbackUrl", "sms_fallback_url", "https://a.test/sms-fallback#rc=2"),
    ("SmsMethod", "sms_method", "GET"),
    ("SmsUrl", "sms_url", "https://a.test/sms"),
    ("StatusCallback", "status_callback", "https://a.test/status"),
    ("StatusCallbackMethod", "status_callback_method", "GET"),
    ("VoiceApplicationSid", "voice_application_sid", APPLICATION),
    ("VoiceFallbackMethod", "voice_fallback_method", "GET"),
    ("VoiceFallbackUrl", "voice_fallback_url", "https://a.test/voice-fallback"),
    ("VoiceMethod", "voice_method", "GET"),
    ("VoiceUrl", "voice_url", "https://a.test/voice"),
    ("EmergencyStatus", "emergency_status", "Active"),
    ("EmergencyAddressSid", "emergency_address_sid", "AD00000000000000000000000000000001"),
    ("IdentitySid", "identity_sid", "RI00000000000000000000000000000001"),
    ("AddressSid", "address_sid", "AD00000000000000000000000000000002"),
    ("VoiceReceiveMode", "voice_receive_mode", "fax"),
    ("BundleSid", "bundle_sid", "BU00000000000000000000000000000001"),
    ("ApiVersion", "api_version", "2010-04-01"),
];

fn expect_all(number: &Value) {
    for (name, field, value) in SETTINGS {
        assert_eq!(number[field], value, "{name}");
    }
    assert_eq!(number["voice_caller_id_lookup"], true);
    assert_eq!(number["emergency_address_status"], "registered");
}

fn form() -> Vec<(&'static str, &'static str)> {
    let form = SETTINGS.map(|(name, _, value)| (name, value));
    form.into_iter().chain([("VoiceCallerIdLookup", "true")]).collect()
}

#[tokio::test]
async fn a_purchase_takes_every_setting_and_a_restart_keeps_it() {
    let data = tempfile::tempdir().unwrap();
    let operator = Operator::of(start(Some(data.path())).await);
    let all: Vec<_> = form().into_iter().chain([("AreaCode", "415")]).collect();
    let (status, number) = operator.buy(&all).await;
    assert_eq!(status, 201, "{number}");
    expect_all(&number);
    let again = Operator::of(start(Some(data.path())).await);
    let (_, stored) = again.get(number["uri"].as_str().unwrap()).await;
    assert_eq!(stored, number);
}

#[tokio::test]
async fn a_change_takes_every_setting_and_clears_what_is_empty() {
    let operator = Operator::start().await;
    let (_, bought) = operator.buy(&[("AreaCode", "415")]).await;
    let uri = bought["uri"].as_str().unwrap();
    let (status, number) = operator.post(uri, &form()).await;
    assert_eq!(status, 200, "{number}");
    expect_all(&number);
    assert_eq!(operator.post(uri, &[]).await.1["voice_url"], "https://a.test/voice");

    let empty: Vec<_> = SETTINGS.iter().map(|(name, ..)| (*name, "")).collect();
    let (_, number) = operator.post(uri, &empty).await;
    for field in ["sms_application_sid", "voice_application_sid", "sms_url", "status_callback"] {
        assert_eq!(number[field], "", "{field}");
    }
    for field in ["address_sid", "bundle_sid", "identity_sid", "emergency_address_sid"] {
        assert_eq!(number[field], Value::Null, "{field}");
    }
    assert_eq!(number["friendly_name"], "Front desk");
    assert_eq!(number["sms_method"], "GET");
}

#[tokio::test]
async fn a_trunk_and_an_application_replace_each_other() {
    let operator = Operator::start().await;
    let (_, number) = operator.buy(&[("AreaCode", "415"), ("TrunkSid", TRUNK)]).await;
    let uri = number["uri"].as_str().unwrap();
    assert_eq!(number["trunk_sid"], TRUNK);
    let (_, number) = operator.post(uri, &[("VoiceApplicationSid", APPLICATION)]).await;
    assert_eq!(
        (&number["trunk_sid"], &number["voice_application_sid"]),
        (&Value::Null, &json!(APPLICATION))
    );
    let (_, number) = operator.post(uri, &[("TrunkSid", TRUNK)]).await;
    assert_eq!(
        (&number["trunk_sid"], &number["voice_application_sid"]),
        (&json!(TRUNK), &json!(""))
    );
    assert_eq!(operator.post(uri, &[("TrunkSid", "")]).await.1["trunk_sid"], Value::Null);
}

#[tokio::test]
async fn bad_settings_are_refused_and_change_nothing() {
    let operator = Operator::start().await;
    let (_, number) = operator.buy(&[("AreaCode", "415")]).await;
    let uri = number["uri"].as_str().unwrap();
    let name = "n".repeat(65);
    for (setting, code) in [
        (("Nonsense", "1"), 20001),
        (("PhoneNumber", "+14155550101"), 20001),
        (("SmsUrl", "nowhere"), 21402),
        (("SmsFallbackUrl", "ftp://a.test/"), 21402),
        (("VoiceUrl", "https://a_b.test/"), 21402),
        (("StatusCallback", "/status"), 21402),
        (("SmsMethod", "PUT"), 21403),
        (("StatusCallbackMethod", "HEAD"), 21403),
        (("SmsApplicationSid", "AP1"), 20001),
        (("TrunkSid", APPLICATION), 20001),
        (("BundleSid", TRUNK), 20001),
        (("EmergencyStatus", "active"), 20001),
        (("VoiceReceiveMode", "mail"), 20001),
        (("VoiceCallerIdLookup", "1"), 20001),
        (("FriendlyName", &name), 20001),
        (("ApiVersion", "2020-01-01"), 20001),
    ] {
        let answer = operator.post(uri, &[setting, ("VoiceUrl", "https://a.test/")]).await;
        assert_eq!(refusal(answer), (400, code), "{setting:?}");
    }
    let missing = operator.post(uri, &[("AccountSid", "AC00000000000000000000000000000009")]).await;
    assert_eq!(refusal(missing), (404, 20404));
    assert_eq!(operator.get(uri).await.1, number);
}

#[tokio::test]
async fn messages_are_reported_by_the_methods_that_are_set() {
    let world = World::start().await;
    world.reconfigure(|number| {
        number.sms_method = Method::Get;
        number.sms_fallback_url = Some(world.receiver.url("/fallback"));
        number.sms_fallback_method = Method::Post;
    });
    world.receiver.script([Scripted::Status(500)]);
    let delivered = world.text("hello").await;
    let seen = world.receiver.seen();
    assert!(seen[0].url.contains("/sms?") && seen[0].url.contains("Body=hello"));
    assert!(seen[0].body.is_empty() && seen[0].is_signed());
    assert_eq!(
        (seen[1].url.clone(), seen[1].field("Body")),
        (world.receiver.url("/fallback"), "hello".into())
    );
    assert!(seen[1].is_signed());
    assert_eq!(delivered.webhook.unwrap().status, 200);
}

#[tokio::test]
async fn an_application_takes_the_messages() {
    let world = World::start().await;
    world.reconfigure(|number| number.sms_application_sid = Some(APPLICATION.into()));
    assert!(world.text("hello").await.webhook.is_none());
    assert!(world.receiver.seen().is_empty());
}

#[tokio::test]
async fn an_application_or_a_trunk_takes_the_calls() {
    let world = World::start().await;
    let call = || OutsideCall { from: PHONE.into(), to: NUMBER.into(), ..OutsideCall::default() };
    let url = || Some(world.receiver.url("/voice"));
    world.reconfigure(|number| {
        number.voice_url = url();
        number.voice_application_sid = Some(APPLICATION.into());
    });
    assert_eq!(world.twilio.place_call(call()).await.unwrap().status, "failed");
    world.reconfigure(|number| {
        number.voice_url = url();
        number.trunk_sid = Some(TRUNK.into());
    });
    assert_eq!(world.twilio.place_call(call()).await.unwrap().status, "failed");
    assert!(world.receiver.seen().is_empty());
    world.reconfigure(|number| number.voice_url = url());
    world.twilio.place_call(call()).await.unwrap();
    assert_eq!(world.receiver.seen().len(), 1);
}
