//! `status` over HTTP, with the simulated Twilio on one side and the real AWS SDKs on the other.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use sandbox::Sandbox;
use sandbox::aws::{Fault, Service};
use sandbox::demo::{DEMO, OTHER};
use sandbox::gateway::runtime_api::Process;
use serde_json::{Value, json};
use shared::ids::keyed_id;
use status::Status;
use twilio_simulator::{Corruption, Delivery, StatusCallbacks};

const OURS: &str = "01J0000000000000000000000A";

async fn sandbox() -> Sandbox {
    Sandbox::start(vec![sandbox::webhook::<Status>()]).await.unwrap()
}

fn callbacks(sandbox: &Sandbox, statuses: &[&str]) -> StatusCallbacks {
    StatusCallbacks {
        from: DEMO.numbers[0].to_owned(),
        to: "+15550190001".to_owned(),
        url: format!("{}/api/twilio/status-callback?message={OURS}", sandbox.url()),
        statuses: statuses.iter().map(|status| (*status).to_owned()).collect(),
        ..StatusCallbacks::default()
    }
}

async fn send(sandbox: &Sandbox, callbacks: StatusCallbacks) -> Vec<u16> {
    let sent = sandbox.twilio.send_statuses(callbacks).await.unwrap();
    sent.webhooks.iter().map(|answer| answer.status).collect()
}

async fn record(sandbox: &Sandbox) -> Value {
    sandbox.only_record("MessagesTable").await.unwrap()
}

#[tokio::test]
async fn receipts_move_a_message_forward() {
    let sandbox = sandbox().await;
    for status in ["queued", "sent", "delivered"] {
        assert_eq!(send(&sandbox, callbacks(&sandbox, &[status])).await, [204]);
        assert_eq!(record(&sandbox).await["status"], status);
    }
    let record = record(&sandbox).await;
    assert_eq!((&record["message_id"], &record["tenant_id"]), (&json!(OURS), &json!("demo")));
    assert_eq!(record["delivered_at"], record["at:delivered"]);
    assert!(record.get("at:queued").is_some() && record.get("at:sent").is_some());
}

#[tokio::test]
async fn a_late_receipt_is_remembered_and_moves_nothing() {
    let sandbox = sandbox().await;
    assert_eq!(send(&sandbox, callbacks(&sandbox, &["read", "delivered", "sent"])).await, [204; 3]);
    let record = record(&sandbox).await;
    assert_eq!(record["status"], "read");
    assert_eq!(record["delivered_at"], record["at:delivered"]);
    assert!(record.get("at:sent").is_some());
}

#[tokio::test]
async fn a_failure_has_its_code_until_better_news() {
    let sandbox = sandbox().await;
    let failed =
        StatusCallbacks { error_code: Some(30003), ..callbacks(&sandbox, &["undelivered"]) };
    send(&sandbox, failed).await;
    assert_eq!((&record(&sandbox).await["error_code"]), &json!(30003));
    send(&sandbox, callbacks(&sandbox, &["delivered"])).await;
    let record = record(&sandbox).await;
    assert_eq!((&record["status"], record.get("error_code")), (&json!("delivered"), None));
}

#[tokio::test]
async fn an_unknown_status_is_kept_without_moving_the_rank() {
    let sandbox = sandbox().await;
    send(&sandbox, callbacks(&sandbox, &["sent", "teleported"])).await;
    let record = record(&sandbox).await;
    assert_eq!(record["status"], "sent");
    assert!(record.get("at:teleported").is_some());
    let before = record;
    send(&sandbox, callbacks(&sandbox, &["teleported"])).await;
    assert_eq!(sandbox.only_record("MessagesTable").await.unwrap(), before, "a repeat");
}

#[tokio::test]
async fn without_our_id_the_message_goes_by_twilios() {
    let sandbox = sandbox().await;
    let url = format!("{}/api/twilio/status-callback", sandbox.url());
    let sid = Some("SM0123456789abcdef0123456789abcdef".to_owned());
    send(&sandbox, StatusCallbacks { url, sid: sid.clone(), ..callbacks(&sandbox, &["sent"]) })
        .await;
    assert_eq!(record(&sandbox).await["message_id"], json!(sid));
}

#[tokio::test]
async fn whatsapp_says_read_in_its_event_type() {
    let sandbox = sandbox().await;
    let event_type = Some("READ".to_owned());
    let from = format!("whatsapp:{}", DEMO.numbers[0]);
    let read = StatusCallbacks { event_type, from, ..callbacks(&sandbox, &["delivered"]) };
    assert_eq!(send(&sandbox, read).await, [204]);
    assert_eq!(record(&sandbox).await["status"], "read");
}

#[tokio::test]
async fn another_tenants_message_is_left_alone() {
    let sandbox = sandbox().await;
    sandbox.add(&OTHER).await.unwrap();
    send(&sandbox, callbacks(&sandbox, &["sent"])).await;
    let before = record(&sandbox).await;
    for status in ["delivered", "queued", "teleported"] {
        let from = OTHER.numbers[0].to_owned();
        let foreign = StatusCallbacks { from, ..callbacks(&sandbox, &[status]) };
        assert_eq!(send(&sandbox, foreign).await, [403], "{status}");
    }
    assert_eq!(record(&sandbox).await, before);
}

/// Else whoever guesses the key keeps the tenant from using it.
#[tokio::test]
async fn nobody_takes_the_id_of_another_tenants_key() {
    let sandbox = sandbox().await;
    sandbox.add(&OTHER).await.unwrap();
    let id = keyed_id(&DEMO.tenant_id.parse().unwrap(), "order-4711-reminder");
    let url = format!("{}/api/twilio/status-callback?message={id}", sandbox.url());
    let own = StatusCallbacks { url, ..callbacks(&sandbox, &["sent"]) };
    let foreign = StatusCallbacks { from: OTHER.numbers[0].to_owned(), ..own.clone() };
    assert_eq!(send(&sandbox, foreign).await, [403]);
    assert!(sandbox.records("MessagesTable").await.unwrap().is_empty());
    assert_eq!(send(&sandbox, own).await, [204]);
}

#[tokio::test]
async fn a_forged_receipt_is_forbidden() {
    let sandbox = sandbox().await;
    let delivery = Delivery { corrupt: Some(Corruption::Signature), ..Delivery::default() };
    let forged = StatusCallbacks { delivery, ..callbacks(&sandbox, &["delivered"]) };
    assert_eq!(send(&sandbox, forged).await, [403]);
    assert!(sandbox.records("MessagesTable").await.unwrap().is_empty());
}

#[tokio::test]
async fn a_warm_webhook_calls_dynamodb_once() {
    let sandbox = sandbox().await;
    send(&sandbox, callbacks(&sandbox, &["queued"])).await;
    sandbox.aws.clear_calls();
    // Forward, then the same once more.
    send(&sandbox, callbacks(&sandbox, &["delivered", "delivered"])).await;
    sandbox.aws.assert_called(&[(Service::DynamoDb, "UpdateItem"); 2]);
}

/// Forms as Twilio sends them, signed anew for the demo account.
#[tokio::test]
async fn every_sample_of_twilio_is_recorded() {
    for (name, form) in sandbox::samples(include_str!("../data/forms.json"), 5) {
        let sandbox = sandbox().await;
        let answer = sandbox.deliver_sample("status-callback", &form).await;
        assert_eq!((answer.status, answer.body.as_str()), (204, ""), "{name}");
        let record = record(&sandbox).await;
        assert_eq!(record["message_sid"], json!(form.get("MessageSid")), "{name}");
        assert_eq!(record["status"], json!(form.get("MessageStatus")), "{name}");
        let code = form.get("ErrorCode").map(|code| code.parse::<u32>().unwrap());
        assert_eq!(record.get("error_code"), code.map(|code| json!(code)).as_ref(), "{name}");
        let delivered = form.get("MessageStatus") == Some("delivered");
        assert_eq!(record.get("delivered_at").is_some(), delivered, "{name}");
    }
}

/// Lambda gives a process its credentials when it starts it, and no others later.
#[tokio::test]
async fn a_process_whose_credentials_are_over_answers_and_ends() {
    let sandbox = Sandbox::start(Vec::new()).await.unwrap();
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_status"));
    let process = Process::spawn(binary, &sandbox.aws.environment("StatusFunction")).unwrap();
    let event: Value =
        serde_json::from_str(include_str!("../../../../events/status.json")).unwrap();
    let fault = Fault::Refuse { status: 400, code: "InternalFailure" };
    sandbox.aws.fail(Service::DynamoDb, fault);
    assert_eq!(process.invoke(event.clone()).await.unwrap()["statusCode"], 503);
    let fault = Fault::Refuse { status: 400, code: "ExpiredTokenException" };
    sandbox.aws.fail(Service::DynamoDb, fault);
    let answer = process.invoke(event.clone()).await.unwrap();
    assert_eq!(answer["statusCode"], 503, "{:?}", process.lines());
    let ended = process.invoke(event).await.unwrap_err();
    assert_eq!(ended, "Runtime exited: exit status: 1");
    let lines = process.lines();
    assert!(lines.iter().any(|line| line.contains("the credentials are over")), "{lines:?}");
}
