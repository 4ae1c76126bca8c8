//! The tenant sends texts and pictures, now and later.

use std::time::Duration;

use futures::future::join_all;
use serde_json::{Value, json};
use shared::records::Timestamp;
use twilio_simulator::generated_bytes;

use crate::website::{Ask, path_of};
use crate::world::{CUSTOMER, World, until};

fn text(body: &str) -> Value {
    json!({ "to": CUSTOMER, "body": body })
}

fn later(body: &str, time: Timestamp) -> Value {
    json!({ "to": CUSTOMER, "body": body, "send_at": time })
}

fn time(message: &Value, status: &str) -> Timestamp {
    let time = message["status_times"][status].clone();
    serde_json::from_value(time).unwrap_or_else(|_| panic!("{status}: {message}"))
}

#[tokio::test]
async fn a_text_is_sent_and_delivered() {
    let world = World::start().await;
    let got = world.write(&text("Your flat is ready: 30 m² 🏠")).await;
    assert_eq!((got.status, &got.body["status"]), (202, &json!("accepted")), "{got:?}");
    assert_eq!((&got.body["num_segments"], &got.body["encoding"]), (&json!(1), &json!("UCS-2")));
    let message = world.until_status(&path_of(&got.body), "delivered").await;
    let times = ["accepted", "queued", "sent", "delivered"].map(|status| time(&message, status));
    assert!(times.iter().all(|time| times[0] <= *time), "{message}");
    assert_eq!(message["delivered_at"], message["status_times"]["delivered"]);

    let [sent] = &world.sent()[..] else { panic!("{:?}", world.sent()) };
    assert_eq!((sent.from.as_str(), sent.to.as_str()), (world.tenant.numbers[0], CUSTOMER));
    assert_eq!((sent.body.as_str(), sent.num_segments), ("Your flat is ready: 30 m² 🏠", 1));
    assert_eq!(message["message_sid"], json!(sent.sid));
    let shown = world.get(&world.thread()).await;
    assert_eq!(shown["items"], json!([message]));
    world.until_no_jobs().await;
}

#[tokio::test]
async fn a_picture_that_was_uploaded_reaches_the_phone() {
    let world = World::start().await;
    let picture: Vec<u8> = generated_bytes("a picture", 100_000).flatten().collect();
    let announced = json!({ "content_type": "image/png", "size": picture.len() });
    let upload = world.send_json("POST", "/api/media", &announced).await;
    let put = world.client.put(upload["upload_url"].as_str().unwrap());
    let put = upload["upload_headers"]
        .as_object()
        .unwrap()
        .iter()
        .fold(put, |put, (name, value)| put.header(name, value.as_str().unwrap()));
    let put = put.body(picture.clone()).send().await.unwrap();
    assert!(put.status().is_success(), "{} {:?}", put.status(), put.text().await);

    let ask = json!({ "to": CUSTOMER, "media_urls": [upload["media_url"]] });
    let message = world.written(&ask).await;
    let message = world.until_status(&message, "delivered").await;
    let on_phone = &world.sent()[0].media;
    assert_eq!((on_phone.len(), on_phone[0].content_type.as_str()), (1, "image/png"));
    assert!(world.download(&on_phone[0].url).await == picture, "not the same bytes");
    let shown = message["media_urls"][0].as_str().unwrap();
    assert!(world.download(shown).await == picture, "not the same bytes");
}

#[tokio::test]
async fn a_scheduled_message_leaves_at_its_time_and_not_before() {
    let world = World::in_real_time().await;
    let at = world.app.now().after(Duration::from_secs(4));
    let got = world.write(&later("It is time.", at)).await;
    assert_eq!((got.status, &got.body["status"]), (202, &json!("scheduled")), "{got:?}");
    let message = path_of(&got.body);
    until("its time", async || {
        let (sent, status) = (world.sent(), world.get(&message).await["status"].clone());
        let early = world.app.now() < at;
        assert!(!early || (sent.is_empty() && status == "scheduled"), "{status} {sent:?}");
        (!early).then_some(())
    })
    .await;
    let message = world.until_status(&message, "delivered").await;
    assert!(time(&message, "queued") >= at, "{message}");
    assert_eq!((message["send_at"].clone(), world.sent().len()), (json!(at), 1));
}

#[tokio::test]
async fn a_cancelled_message_never_leaves() {
    let world = World::in_real_time().await;
    let after = |seconds| world.app.now().after(Duration::from_secs(seconds));
    let cancelled = world.written(&later("never", after(4))).await;
    let other = world.written(&later("later", after(5))).await;
    for _ in 0..2 {
        let got = world.send_json("DELETE", &cancelled, &Value::Null).await;
        assert_eq!(got["status"], "canceled");
    }
    world.until_status(&other, "delivered").await;
    world.until_no_jobs().await;
    let sent: Vec<_> = world.sent().into_iter().map(|sent| sent.body).collect();
    assert_eq!(sent, ["later"]);
    assert_eq!(world.get(&cancelled).await["status"], "canceled");
    let got = world.asked("DELETE", &other, &Value::Null).await;
    assert_eq!(got.refusal(), (409, "already_sent"));
}

#[tokio::test]
async fn who_has_opted_out_gets_nothing_until_start() {
    let world = World::start().await;
    world.receive(world.text("STOP")).await;
    let got = world.write(&text("Are you sure?")).await;
    assert_eq!(got.refusal(), (409, "opted_out"), "{got:?}");
    assert_eq!(world.sent(), []);
    world.pass(Duration::from_millis(1)).await;
    world.receive(world.text("START")).await;
    let message = world.written(&text("Welcome back.")).await;
    world.until_status(&message, "delivered").await;
    assert_eq!(world.sent().len(), 1);
}

#[tokio::test]
async fn one_key_is_one_message() {
    let world = World::start().await;
    let ask = async |body| {
        let (method, path, key) = ("POST", "/api/messages", Some("order-7"));
        world.ask(Ask { method, path, body: &text(body), key }).await
    };
    let all = join_all((0..4).map(|_| ask("once"))).await;
    assert!(all.iter().all(|got| got.status == 202), "{all:?}");
    let paths: Vec<_> = all.iter().map(|got| path_of(&got.body)).collect();
    assert!(paths.iter().all(|path| *path == paths[0]), "{paths:?}");
    world.until_status(&paths[0], "delivered").await;
    world.until_no_jobs().await;
    assert_eq!(world.sent().len(), 1);
    assert_eq!(path_of(&ask("once").await.body), paths[0]);
    assert_eq!(ask("twice").await.refusal(), (409, "idempotency_key_reused"));
}
