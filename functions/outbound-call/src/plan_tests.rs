use serde_json::{Value, json};
use twilio::number::Capabilities;

use super::*;

const OWN: &str = "+15550100001";
const SECOND: &str = "+15550100002";
const PHONE: &str = "+15550190009";
const LEAD: &str = "+15550190001";

fn number(number: &str) -> Number {
    Number {
        phone_number: number.parse().unwrap(),
        tenant_id: "demo".parse().unwrap(),
        account_sid: "AC00000000000000000000000000000001".parse().unwrap(),
        number_sid: "PN00000000000000000000000000000001".parse().unwrap(),
        friendly_name: None,
        capabilities: Capabilities::default(),
        created_at: None,
        webhooks_base: None,
        request_key: None,
        request_hash: None,
    }
}

fn facts() -> Facts {
    let preferences = Preferences {
        call_forwarding_number: Some(PHONE.parse().unwrap()),
        forwarding_timeout: 25,
        ..Preferences::default()
    };
    let tenant = Tenant {
        primary_number: Some(OWN.parse().unwrap()),
        preferences,
        ..Tenant::new("demo".parse().unwrap())
    };
    Facts { tenant: Some(tenant), numbers: vec![number(OWN), number(SECOND)] }
}

fn plan(body: Value, facts: &Facts) -> Result<Plan, ApiError> {
    Plan::of(&Ask::parse(body).unwrap(), facts, &"US,CA".parse().unwrap())
}

fn asked(body: Value) -> NewCall {
    let ask = Ask::parse(body).unwrap();
    let plan = Plan::of(&ask, &facts(), &"US".parse().unwrap()).unwrap();
    plan.new_call(&ask, ("https://example.com", &"01JZ".parse().unwrap()), 7_200)
}

/// Status-like code and field of a refusal.
fn refused(body: Value, facts: &Facts) -> (&'static str, &'static str) {
    match plan(body, facts).unwrap_err() {
        ApiError::Invalid { field, .. } => ("invalid", field),
        ApiError::NotAllowed { code, field, .. } => (code, field),
        other => panic!("{other}"),
    }
}

#[test]
fn the_tenants_phone_rings_first() {
    let call = asked(json!({ "to": LEAD }));
    assert_eq!((call.to.as_str(), call.from.as_str(), call.timeout), (PHONE, OWN, 25));
    assert_eq!(call.time_limit, 7_200);
    let call = asked(json!({ "to": LEAD, "connect": "+15550190008", "from": SECOND }));
    assert_eq!((call.to.as_str(), call.from.as_str()), ("+15550190008", SECOND));
    assert!(call.recording.is_none() && call.machine_detection.is_none());
}

#[test]
fn the_record_says_who_is_asked_and_told_what() {
    let request = |body: Value| {
        let ask = Ask::parse(body).unwrap();
        Plan::of(&ask, &facts(), &"US".parse().unwrap()).unwrap().request(&ask, String::new())
    };
    let recorded = request(json!({ "to": LEAD, "record": true }));
    assert_eq!((recorded.screen, recorded.recording_notice), (Some(true), Some(true)));
    let bare = request(json!({ "to": LEAD, "screen": false }));
    assert_eq!((bare.screen, bare.recording_notice), (Some(false), None));
    assert_eq!(request(json!({ "to": LEAD, "say": "hi" })).screen, None);
}

#[test]
fn a_text_is_spoken_to_the_lead_itself() {
    let call = asked(json!({ "to": LEAD, "say": "hi", "record": true }));
    assert_eq!((call.to.as_str(), call.timeout), (LEAD, RINGING));
    let callback = call.recording.unwrap();
    assert!(callback.as_str().starts_with("https://example.com/api/twilio/recording-status?"));
    let facts = Facts { tenant: None, numbers: vec![number(OWN)] };
    assert!(plan(json!({ "to": LEAD, "say": "hi", "from": OWN }), &facts).is_ok());
}

#[test]
fn only_a_text_that_is_for_people_too_is_not_held_back() {
    for (body, first) in [
        (json!({ "to": LEAD, "say": "hi", "machine_detection": "Enable" }), false),
        (json!({ "to": LEAD, "say": "hi", "machine_detection": "DetectMessageEnd" }), true),
        (json!({ "to": LEAD, "machine_detection": "Enable" }), true),
    ] {
        let detection = asked(body.clone()).machine_detection.unwrap();
        assert_eq!(matches!(detection, MachineDetection::First(_)), first, "{body}");
    }
}

#[test]
fn a_number_that_is_not_the_tenants_does_not_call() {
    let all = facts();
    assert_eq!(refused(json!({ "to": LEAD, "from": "+15550100101" }), &all), ("invalid", "from"));
    let gone = Facts { numbers: vec![number(SECOND)], ..facts() };
    assert_eq!(refused(json!({ "to": LEAD }), &gone), ("invalid", "from"));
    let nobody = Facts { tenant: None, numbers: vec![number(OWN)] };
    assert_eq!(refused(json!({ "to": LEAD, "say": "hi" }), &nobody), ("invalid", "from"));
    let phoneless = json!({ "to": LEAD, "from": OWN });
    assert_eq!(refused(phoneless, &nobody), ("invalid", "connect"));
}

#[test]
fn a_call_that_would_go_in_circles_is_refused() {
    let facts = facts();
    for (body, field) in [
        (json!({ "to": OWN }), "to"),
        (json!({ "to": PHONE }), "connect"),
        (json!({ "to": LEAD, "connect": LEAD }), "connect"),
        (json!({ "to": LEAD, "connect": OWN }), "connect"),
        (json!({ "to": LEAD, "connect": SECOND }), "connect"),
    ] {
        assert_eq!(refused(body.clone(), &facts), ("invalid", field), "{body}");
    }
}

#[test]
fn expensive_destinations_are_refused_on_both_sides() {
    for number in ["+2521234567", "+18765550100", "+881612345678", "+19005550100", "+12129765550"] {
        let (to, connect) = (json!({ "to": number }), json!({ "to": LEAD, "connect": number }));
        let code = "destination_not_allowed";
        assert_eq!(refused(to, &facts()), (code, "to"), "{number}");
        assert_eq!(refused(connect, &facts()), (code, "connect"), "{number}");
    }
}
