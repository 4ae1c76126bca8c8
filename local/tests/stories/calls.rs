//! Calls in both directions: answered, forwarded, recorded, voicemail, and made.

use serde_json::{Value, json};
use twilio_simulator::{Callbacks, Heard, Order, Party, PlayedCall, Script, Step};

use crate::world::{CUSTOMER, World};

/// Somebody else's phone, which the tenant's calls go to. No two tenants share one.
fn mobile(world: &World) -> String {
    world.tenant.numbers[0].replacen("+15550", "+15552", 1)
}

fn said(call: &PlayedCall) -> String {
    let words = call.heard.iter().filter_map(|heard| match heard {
        Heard::Said(words) => Some(words.as_str()),
        _ => None,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The only call, once it is over.
async fn finished(world: &World) -> Value {
    let over = |page: &Value| page["items"][0]["status"] == "completed";
    let page = world.get_until("/api/calls", over).await;
    assert_eq!(page["items"].as_array().unwrap().len(), 1, "{page}");
    page["items"][0].clone()
}

#[tokio::test]
async fn a_caller_hears_the_greeting() {
    let world = World::start().await;
    world.prefer(&json!({ "greeting_text": "We are closed <today> & tomorrow." })).await;
    let played = world.call(Script::default()).await;
    assert_eq!(played.error, None);
    assert!(said(&played).contains("We are closed <today> & tomorrow."), "{:?}", played.heard);

    let call = finished(&world).await;
    assert_eq!(call["direction"], "inbound");
    assert_eq!(call["from_number"], CUSTOMER);
    assert_eq!(call["to_number"], world.tenant.numbers[0]);
    assert_eq!(call["duration"], json!(played.duration));
    assert_eq!(call["has_voicemail"], false);
}

#[tokio::test]
async fn a_voicemail_is_left_heard_and_archived() {
    let world = World::start().await;
    world.prefer(&json!({ "voicemail_enabled": true })).await;
    let caller = vec![Step::speak_words(7, "please call me back")];
    let played = world.call(Script { caller, ..Script::default() }).await;
    assert!(played.heard.contains(&Heard::Beep), "{:?}", played.heard);

    let stored = |page: &Value| {
        let first = &page["items"][0];
        first["transcription"] == "please call me back" && first["file"]["status"] == "stored"
    };
    let page = world.get_until("/api/voicemails?status=new", stored).await;
    let voicemail = &page["items"][0];
    assert_eq!(voicemail["duration"], 7);
    assert_eq!(voicemail["from_number"], CUSTOMER);
    let audio = world.download(voicemail["recording_url"].as_str().unwrap()).await;
    assert_eq!((audio[0], audio[1] & 0xe0), (0xff, 0xe0), "an MPEG frame");
    assert_eq!(finished(&world).await["has_voicemail"], true);

    let path = format!("/api/voicemails/{}", voicemail["recording_sid"].as_str().unwrap());
    let listened = world.send_json("PATCH", &path, &json!({ "status": "listened" })).await;
    assert_eq!(listened["status"], "listened");
    assert!(listened["listened_at"].is_string(), "{listened}");
    assert_eq!(world.get("/api/voicemails?status=new").await["items"], json!([]));
}

#[tokio::test]
async fn a_call_is_forwarded_accepted_and_recorded() {
    let world = World::start().await;
    world.forward_to(&mobile(&world), &json!({ "recording_enabled": true })).await;
    let accepts = Party::answering(3, [Step::press("1"), Step::talk(30)]);
    let played = world.call(script(&world, accepts)).await;
    assert!(played.legs[0].bridged, "{played:?}");

    let stored = |page: &Value| page["items"][0]["recordings"][0]["status"] == "completed";
    world.get_until("/api/calls", stored).await;
    let call = finished(&world).await;
    let legs = call["legs"].as_array().unwrap();
    assert_eq!(legs.len(), 1, "{call}");
    assert_eq!(legs[0]["to_number"], mobile(&world));
    assert_eq!(legs[0]["status"], "completed");
    assert_eq!(call["recording_status"], "completed");
    assert_eq!(call["recording_enabled"], true);
    assert_eq!((&call["outcome"], &call["legs"][0]["taken"]), (&json!("answered"), &json!(true)));
    world.until_no_jobs().await;
    let path = format!("/api/calls/{}", call["call_id"].as_str().unwrap());
    let call = world.get(&path).await;
    let audio = world.download(call["recording_url"].as_str().unwrap()).await;
    assert_eq!((audio[0], audio[1] & 0xe0), (0xff, 0xe0), "an MPEG frame");
}

#[tokio::test]
async fn a_carriers_mailbox_is_no_answer() {
    let world = World::start().await;
    world.forward_to(&mobile(&world), &json!({ "voicemail_enabled": true })).await;
    let mut script = script(&world, Party::Mailbox { after: 5 });
    script.caller = vec![Step::speak(9)];
    let played = world.call(script).await;
    assert!(!played.legs[0].bridged, "{played:?}");
    let listed = |page: &Value| page["items"][0]["duration"] == 9;
    world.get_until("/api/voicemails", listed).await;
    let call = finished(&world).await;
    assert_eq!((&call["has_voicemail"], &call["outcome"]), (&json!(true), &json!("voicemail")));
    assert_eq!(call["talk_seconds"], 0);
}

/// What the website knows in the end does not depend on the order in which Twilio tells it.
#[tokio::test]
async fn callbacks_may_come_in_any_order_and_often() {
    let world = World::start().await;
    world.forward_to(&mobile(&world), &json!({ "recording_enabled": true })).await;
    let accepts = Party::answering(3, [Step::press("1"), Step::talk(30)]);
    let mut script = script(&world, accepts);
    script.callbacks = Callbacks { order: Order::Shuffled, repeat: 3, seed: 7 };
    let played = world.call(script).await;
    let failed = played.webhooks.iter().filter(|webhook| !(200..300).contains(&webhook.status));
    assert_eq!(failed.count(), 0, "{:?}", played.webhooks);

    let call = finished(&world).await;
    assert_eq!(call["legs"].as_array().unwrap().len(), 1);
    assert_eq!(call["recordings"].as_array().unwrap().len(), 1);
    assert_eq!(call["duration"], json!(played.duration));
    world.until_no_jobs().await;
}

#[tokio::test]
async fn a_lead_is_called_and_found() {
    let world = World::start().await;
    let lead = mobile(&world).replacen("+15552", "+15553", 1);
    world.forward_to(&mobile(&world), &json!({})).await;
    world
        .expect_call(&mobile(&world), Party::answering(2, [Step::press("1"), Step::talk(20)]))
        .await;
    world.expect_call(&lead, Party::default()).await;
    let request = json!({ "to": lead, "lead_id": "lead-7" });
    let made = world.send_json("POST", "/api/twilio/calls/make", &request).await;
    assert_eq!(made["direction"], "outbound", "{made}");

    let over = |page: &Value| page["items"][0]["status"] == "completed";
    let page = world.get_until("/api/calls?lead_id=lead-7", over).await;
    let call = &page["items"][0];
    assert_eq!(call["call_id"], made["call_id"]);
    assert_eq!(call["to_number"], lead);
    let leg = |call: &Value| call["items"][0]["legs"][0]["status"] == "completed";
    world.get_until("/api/calls?lead_id=lead-7", leg).await;
    let page = world.get("/api/calls?lead_id=lead-7").await;
    let call = &page["items"][0];
    assert_eq!((&call["outcome"], &call["talk_seconds"]), (&json!("answered"), &json!(20)));
    assert_eq!(call["own_leg"]["to_number"], mobile(&world));
    assert_eq!(world.get("/api/calls?lead_id=lead-8").await["items"], json!([]));
}

/// The lead is not called, and its voice ends up in nobody's mailbox.
#[tokio::test]
async fn the_tenants_own_mailbox_is_not_connected_with_a_lead() {
    let world = World::start().await;
    let lead = mobile(&world).replacen("+15552", "+15553", 1);
    world.forward_to(&mobile(&world), &json!({})).await;
    world.expect_call(&mobile(&world), Party::Mailbox { after: 5 }).await;
    let request = json!({ "to": lead, "record": true });
    world.send_json("POST", "/api/twilio/calls/make", &request).await;
    let call = finished(&world).await;
    assert_eq!((&call["outcome"], &call["legs"]), (&json!("own_phone_not_answered"), &json!([])));
}

#[tokio::test]
async fn calls_are_their_tenants() {
    let world = World::start().await;
    world.call(Script::default()).await;
    let call = finished(&world).await;
    let path = format!("/api/calls/{}", call["call_id"].as_str().unwrap());
    let stranger = world.token_with(&json!({ "sub": "somebody-else" }));
    assert_eq!(world.status(&path, &stranger).await, 404);
    assert_eq!(world.get_as("/api/calls", &stranger).await["items"], json!([]));
}

fn script(world: &World, party: Party) -> Script {
    Script { parties: [(mobile(world), party)].into(), ..Script::default() }
}
