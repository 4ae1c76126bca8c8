//! What preferences are refused, and by which name.

use serde_json::json;

use super::*;

fn parse(body: &Value) -> Result<Preferences, InvalidPreference> {
    let own = ["+15550100001".parse().unwrap()];
    Preferences::parse(body, &own, &"US".parse().unwrap())
}

fn refused(field: &str, value: &Value) -> Option<String> {
    parse(&json!({ field: value })).err().map(field_of)
}

fn field_of(error: InvalidPreference) -> String {
    match error {
        InvalidPreference::Value { field, .. } => field.to_owned(),
        InvalidPreference::Unknown { field } => field,
    }
}

#[test]
fn what_is_left_out_gets_its_default() {
    assert_eq!(parse(&json!({})), Ok(Preferences::default()));
    let nulls = json!({ "call_forwarding_number": null, "menu": null, "time_zone": null });
    assert_eq!(parse(&nulls), Ok(Preferences::default()));
    let stored: Preferences = serde_json::from_value(json!({ "voicemail_enabled": true })).unwrap();
    assert_eq!((stored.forwarding_timeout, stored.recording_notice_enabled), (20, true));
}

#[test]
fn what_is_read_can_be_sent_again() {
    let sent = json!({
        "call_forwarding_enabled": true,
        "call_forwarding_number": "+15550190001",
        "forwarding_timeout": 60,
        "voicemail_enabled": true,
        "voicemail_transcription_enabled": false,
        "greeting_text": "Hello & goodbye",
        "greeting_url": "https://cdn.example.com/a.mp3?x=1",
        "recording_enabled": true,
        "recording_notice_enabled": false,
        "menu": {
            "prompt": "Press a key",
            "choices": {
                "1": { "action": "forward", "number": "+15550190002" },
                "2": { "action": "voicemail" },
                "*": { "action": "say", "text": "We open at nine" }
            }
        },
        "time_zone": "America/Argentina/Buenos_Aires",
        "voice": "Polly.Lupe-Neural",
    });
    let read = parse(&sent).unwrap();
    assert_eq!(json!(read), sent);
    let defaults = json!(Preferences::default());
    assert_eq!(parse(&defaults), Ok(Preferences::default()));
}

#[test]
fn forwarding_needs_a_number_that_is_not_our_own() {
    let number = "call_forwarding_number";
    assert_eq!(refused(number, &json!("5550190001")), Some(number.to_owned()));
    assert_eq!(refused(number, &json!(15_550_190_001_u64)), Some(number.to_owned()));
    assert_eq!(refused(number, &json!("+15550100001")), Some(number.to_owned()), "a loop");
    assert_eq!(refused("call_forwarding_enabled", &json!(true)), Some(number.to_owned()));
    assert_eq!(
        refused("call_forwarding_enabled", &json!("yes")),
        Some("call_forwarding_enabled".to_owned())
    );
    assert_eq!(refused(number, &json!("")), None);
}

#[test]
fn a_greeting_has_4000_characters_at_most() {
    assert_eq!(refused("greeting_text", &json!("é".repeat(4_000))), None);
    assert_eq!(
        refused("greeting_text", &json!("é".repeat(4_001))),
        Some("greeting_text".to_owned())
    );
    assert_eq!(refused("greeting_text", &json!("a\0b")), Some("greeting_text".to_owned()));
    let silent = parse(&json!({ "greeting_text": "\u{1} \n" })).unwrap();
    assert_eq!(silent.greeting_text, None, "nothing would be heard");
    for text in ["\0", "\u{1}"] {
        let choices = json!({ "1": { "action": "say", "text": text } });
        let menu = json!({ "prompt": "Press 1", "choices": choices });
        assert_eq!(refused("menu", &menu), Some("menu".to_owned()), "{text:?}");
    }
    let injected = parse(&json!({ "greeting_text": "</Say><Dial>" })).unwrap();
    assert_eq!(injected.greeting_text.as_deref(), Some("</Say><Dial>"), "it is escaped later");
}

#[test]
fn a_greeting_is_fetched_from_a_public_host_over_tls() {
    for good in ["https://cdn.example.com/a.mp3", "https://example.com:8443/a.wav"] {
        assert_eq!(refused("greeting_url", &json!(good)), None, "{good}");
    }
    for bad in [
        "http://cdn.example.com/a.mp3",
        "https://127.0.0.1/a.mp3",
        "https://0x7f.1/a.mp3",
        "https://[::1]/a.mp3",
        "https://localhost/a.mp3",
        "https://a.localhost/a.mp3",
        "https://a.localhost./a.mp3",
        "https://printer.local/a.mp3",
        "https://intranet/a.mp3",
        "https://user:pass@example.com/a.mp3",
        "javascript:alert(1)",
        "a.mp3",
        &format!("https://example.com/{}", "a".repeat(2_048)),
    ] {
        assert_eq!(refused("greeting_url", &json!(bad)), Some("greeting_url".to_owned()), "{bad}");
    }
}

#[test]
fn the_phone_rings_for_5_to_60_seconds() {
    for good in [5, 60] {
        assert_eq!(refused("forwarding_timeout", &json!(good)), None);
        assert_eq!(refused("forwarding_timeout", &json!(f64::from(good))), None);
    }
    for bad in [json!(4), json!(61), json!(-5), json!(20.5), json!("20"), json!(70_000)] {
        assert_eq!(
            refused("forwarding_timeout", &bad),
            Some("forwarding_timeout".to_owned()),
            "{bad}"
        );
    }
}

#[test]
fn a_time_zone_has_an_iana_name() {
    for good in ["UTC", "America/New_York", "Etc/GMT+5", "America/Port-au-Prince"] {
        assert_eq!(refused("time_zone", &json!(good)), None, "{good}");
    }
    for bad in [
        "America/New_Yrok",
        "Not/AZone",
        "america/new_york",
        "/etc",
        "a//b",
        "Europe/",
        "../x",
        "5",
        "Europe/Zürich",
        &"a".repeat(65),
    ] {
        assert_eq!(refused("time_zone", &json!(bad)), Some("time_zone".to_owned()), "{bad}");
    }
}

#[test]
fn a_menu_has_keys_and_each_does_something() {
    let menu = |key: &str, choice: Value| json!({ "prompt": "Hi", "choices": { key: choice } });
    let voicemail = || json!({ "action": "voicemail" });
    assert_eq!(refused("menu", &menu("0", voicemail())), None);
    for bad in [
        menu("#", voicemail()),
        menu("10", voicemail()),
        menu("", voicemail()),
        menu("1", json!({ "action": "forward", "number": "123" })),
        menu("1", json!({ "action": "forward", "number": "+15550100001" })),
        menu("1", json!({ "action": "say", "text": "" })),
        menu("1", json!({ "action": "say", "text": "a".repeat(4_001) })),
        menu("1", json!({ "action": "dance" })),
        menu("1", json!({ "action": "voicemail", "number": "+15550190009" })),
        json!({ "prompt": "Hi", "choices": { "1": voicemail() }, "timeout": 5 }),
        json!({ "prompt": "Hi", "choices": {} }),
        json!({ "prompt": " ", "choices": { "1": voicemail() } }),
        json!({ "choices": { "1": voicemail() } }),
        json!("menu"),
    ] {
        assert_eq!(refused("menu", &bad), Some("menu".to_owned()), "{bad}");
    }
}

#[test]
fn anything_else_is_refused() {
    let (typo, key) = ("call_forwarding_numbr", "greeting_key");
    assert_eq!(refused(typo, &json!("+15550190001")), Some(typo.to_owned()));
    assert_eq!(refused(key, &json!("greetings/other/1.mp3")), Some(key.to_owned()));
    assert_eq!(field_of(parse(&json!([])).unwrap_err()), "body");
}

#[test]
fn calls_are_not_forwarded_to_where_they_are_dear() {
    for dear in ["+18765550100", "+442079460000", "+19005550100", "+12129765550", "+881655501000"] {
        let refused = |field, value: &Value| refused(field, value).unwrap_or_default();
        assert_eq!(refused("call_forwarding_number", &json!(dear)), "call_forwarding_number");
        let choice = json!({ "action": "forward", "number": dear });
        let menu = json!({ "prompt": "Hi", "choices": { "1": choice } });
        assert_eq!(refused("menu", &menu), "menu", "{dear}");
    }
}
