//! Retries by URL fragment, and the fallback URL.

use super::receiver::Scripted::{Silence, Status};
use super::*;

async fn dead_port() -> u16 {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap().port()
}

#[tokio::test]
async fn by_default_an_error_answer_is_final() {
    let world = World::start().await;
    world.receiver.script([Status(500)]);
    let answer = world.text("hello").await.webhook.unwrap();
    assert_eq!((answer.status, answer.body.as_str()), (500, "scripted"));
    assert_eq!((answer.attempts, answer.error_code), (1, Some(11200)));
}

#[tokio::test]
async fn by_default_a_failed_connection_is_tried_twice() {
    let world = World::start().await;
    let port = dead_port().await;
    world.reconfigure(|number| number.sms_url = Some(format!("http://127.0.0.1:{port}/sms")));
    let answer = world.text("hello").await.webhook.unwrap();
    assert_eq!((answer.status, answer.attempts, answer.error_code), (502, 2, Some(11205)));
}

#[tokio::test]
async fn a_fragment_asks_for_retries_and_stays_at_home() {
    let world = World::with("/sms?t=1#rp=5xx,ct,rt&rc=2", None).await;
    world.receiver.script([Status(500), Status(503)]);
    let answer = world.text("hello").await.webhook.unwrap();
    assert_eq!((answer.status, answer.attempts, answer.error_code), (200, 3, None));
    let seen = world.receiver.seen();
    assert!(seen.iter().all(|seen| seen.url.ends_with("/sms?t=1") && seen.is_signed()));
    let token = |i: usize| seen[i].header("I-Twilio-Idempotency-Token").unwrap().to_owned();
    assert!(token(0) == token(1) && token(1) == token(2));
    world.text("hello").await;
    let next = world.receiver.last();
    assert_ne!(next.header("I-Twilio-Idempotency-Token"), Some(token(0).as_str()));
}

#[tokio::test]
async fn retries_end() {
    let world = World::with("/sms#rp=all&rc=1", None).await;
    world.receiver.script([Status(500), Status(404), Status(200)]);
    let answer = world.text("hello").await.webhook.unwrap();
    assert_eq!((answer.status, answer.attempts), (404, 2));
}

#[tokio::test]
async fn other_failures_are_not_retried() {
    let world = World::with("/sms#rp=5xx&rc=5", None).await;
    world.receiver.script([Status(403)]);
    assert_eq!(world.text("hello").await.webhook.unwrap().attempts, 1);
}

#[tokio::test]
async fn silence_is_a_read_timeout() {
    let world = World::with("/sms#rt=150&rp=rt&rc=1", None).await;
    world.receiver.script([Silence, Silence]);
    let answer = world.text("hello").await.webhook.unwrap();
    assert_eq!((answer.status, answer.attempts, answer.error_code), (502, 2, Some(11205)));
}

#[tokio::test]
async fn the_total_time_bounds_all_tries() {
    let world = World::with("/sms#tt=150&rp=rt&rc=5", None).await;
    world.receiver.script([Silence, Silence]);
    assert_eq!(world.text("hello").await.webhook.unwrap().attempts, 1);
}

#[tokio::test]
async fn a_fallback_gets_what_the_first_url_failed_on() {
    let world = World::start().await;
    world.reconfigure(|number| {
        number.sms_url = Some(world.receiver.url("/sms#rp=5xx"));
        number.sms_fallback_url = Some(world.receiver.url("/fallback"));
    });
    world.receiver.script([Status(500), Status(502)]);
    let answer = world.text("hello").await.webhook.unwrap();
    assert_eq!((answer.status, answer.attempts, answer.error_code), (200, 3, None));
    let seen = world.receiver.seen();
    let (first, last) = (&seen[0], &seen[2]);
    assert!(last.url.ends_with("/fallback") && last.is_signed());
    assert_eq!(last.field("MessageSid"), first.field("MessageSid"));
    assert_eq!(last.field("ErrorCode"), "11200");
    assert_eq!(last.field("ErrorUrl"), world.receiver.url("/sms"));
    let token =
        |seen: &receiver::Seen| seen.header("I-Twilio-Idempotency-Token").map(str::to_owned);
    assert_ne!(token(first), token(last));
}

#[tokio::test]
async fn a_dead_first_url_falls_back_too() {
    let world = World::start().await;
    let port = dead_port().await;
    world.reconfigure(|number| {
        number.sms_url = Some(format!("http://127.0.0.1:{port}/sms"));
        number.sms_fallback_url = Some(world.receiver.url("/fallback"));
    });
    assert_eq!(world.text("hello").await.webhook.unwrap().status, 200);
    assert_eq!(world.receiver.last().field("ErrorCode"), "11205");
}
