//! Calls that Twilio makes.

use serde_json::{Value, json};
use twilio::form::Form;

use crate::{CALL, LEAD, OWN, PHONE, World, placed};

/// What Twilio was asked, and the only time.
fn form(world: &World) -> Form {
    let asked = world.twilio.asked();
    assert_eq!(asked.len(), 1);
    Form::parse(asked[0].body.as_bytes())
}

#[tokio::test]
async fn the_tenants_phone_is_called_and_the_call_is_kept() {
    let world = World::start(vec![placed()]).await;
    let got = world.make(None, &json!({ "to": LEAD, "record": true, "lead_id": "crm-7" })).await;
    assert_eq!(got.status, 201, "{got:?}");
    let mut expected = json!({
        "call_id": got.body["call_id"],
        "call_sid": CALL,
        "from_number": OWN,
        "to_number": LEAD,
        "direction": "outbound",
        "status": "queued",
        "unconfirmed": false,
        "duration": null,
        "answered_by": null,
        "error_code": null,
        "lead_id": "crm-7",
        "created_by": "demo",
        "connect": PHONE,
        "say": null,
        "machine_detection": null,
        "recording_enabled": true,
        "created_at": "2026-10-01T12:00:30.000Z",
        "updated_at": "2026-10-01T12:00:30.000Z",
        "ended_at": null,
        "outcome": null,
        "talk_seconds": null,
        "answered_at": null,
        "seen_at": null,
        "seen_by": null,
        "own_leg": {
            "call_sid": CALL,
            "from_number": OWN,
            "to_number": PHONE,
            "status": "queued",
            "duration": null,
            "ended_at": null,
            "sip_response_code": null,
            "error_code": null,
            "answered_by": null,
            "taken": null,
        },
    });
    assert_eq!(got.body, expected);

    let record = world.sandbox.only_record("CallsTable").await.unwrap();
    expected.as_object_mut().unwrap().retain(|name, value| {
        !value.is_null() && !["status", "unconfirmed", "own_leg"].contains(&name.as_str())
    });
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&record[name], value, "{name}");
    }
    assert_eq!((&record["tenant_id"], &record["lead_key"]), (&json!("demo"), &json!("demo#crm-7")));
}

#[tokio::test]
async fn twilio_gets_the_phone_and_callbacks_with_our_id() {
    let world = World::start(vec![placed()]).await;
    let got = world.make(None, &json!({ "to": LEAD, "from": "+15550100002" })).await;
    let form = form(&world);
    assert_eq!((form.get("To"), form.get("From")), (Some(PHONE), Some("+15550100002")));
    assert_eq!(got.body["from_number"], "+15550100002");
    let (base, id) = (world.sandbox.url(), got.body["call_id"].as_str().unwrap());
    let callback = format!("{base}/api/twilio/call-status?call={id}#rp=5xx,ct,rt&rc=2");
    assert_eq!(form.get("StatusCallback"), Some(callback.as_str()));
    let twiml = format!("{base}/api/twilio/voice-twiml?step=answered&call={id}#rp=5xx,ct,rt&rc=2");
    assert_eq!(form.get("Url"), Some(twiml.as_str()));
    assert_eq!((form.get("Record"), form.get("MachineDetection")), (None, None));
}

#[tokio::test]
async fn a_text_goes_to_the_lead_itself() {
    let world = World::start(vec![placed()]).await;
    let say = "</Say><Dial>+19005550100</Dial>";
    let body = json!({ "to": LEAD, "say": say, "machine_detection": "Enable" });
    let got = world.make(None, &body).await;
    assert_eq!(
        (got.status, &got.body["say"], &got.body["connect"]),
        (201, &json!(say), &Value::Null)
    );
    let form = form(&world);
    assert_eq!((form.get("To"), form.get("AsyncAmd")), (Some(LEAD), Some("true")));
    assert_eq!(form.get("Twiml"), None, "the text is asked for later");
    assert_eq!(got.body["machine_detection"], "Enable");
}

#[tokio::test]
async fn every_call_without_a_key_is_another_one() {
    let world = World::start(vec![placed()]).await;
    let body = json!({ "to": LEAD });
    let (one, two) = (world.make(None, &body).await, world.make(None, &body).await);
    assert_ne!(one.body["call_id"], two.body["call_id"]);
    assert_eq!((world.asked(), world.calls().await.len()), (2, 2));
}

#[tokio::test]
async fn whom_the_tenant_calls_is_a_contact_with_the_reference() {
    let world = World::start(vec![placed(), placed(), placed()]).await;
    world.make(None, &json!({ "to": LEAD })).await;
    let contact = world.sandbox.only_record("ContactsTable").await.unwrap();
    assert_eq!((&contact["identity"], &contact["lead_id"]), (&json!(LEAD), &Value::Null));
    let got = world.make(Some("key"), &json!({ "to": LEAD, "lead_id": "crm-7" })).await;
    let contact = world.sandbox.only_record("ContactsTable").await.unwrap();
    assert_eq!(contact["lead_key"], "demo#crm-7");
    assert_eq!(contact["last_activity_at"], got.body["created_at"]);
    world.make(Some("key"), &json!({ "to": LEAD, "lead_id": "crm-7" })).await;
    assert_eq!(world.sandbox.only_record("ContactsTable").await.unwrap(), contact, "a repeat");
}
