//! Repeats, delays and corruption on request.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use super::*;

fn corrupt(corruption: Corruption) -> Delivery {
    Delivery { corrupt: Some(corruption), ..Delivery::default() }
}

#[tokio::test]
async fn every_corruption_breaks_the_signature() {
    let world = World::start().await;
    let kinds = [
        Corruption::Signature,
        Corruption::Body,
        Corruption::MissingSignature,
        Corruption::TruncatedSignature,
    ];
    for kind in kinds {
        world.text_with(corrupt(kind)).await;
        assert!(!world.receiver.last().is_signed(), "{kind:?}");
    }
    let lengths: Vec<_> = world
        .receiver
        .seen()
        .iter()
        .map(|seen| seen.header("X-Twilio-Signature").map(str::len))
        .collect();
    assert_eq!(lengths, [Some(28), Some(28), None, Some(14)]);
    assert_eq!(world.receiver.seen()[1].field("Body"), "hello!");
}

#[tokio::test]
async fn copies_are_sent_at_once_and_equal() {
    let world = World::start().await;
    let delivered = world.text_with(Delivery { repeat: 8, ..Delivery::default() }).await;
    let seen = world.receiver.seen();
    assert_eq!((seen.len(), delivered.webhooks.len()), (8, 8));
    assert_eq!(delivered.webhook.as_ref(), delivered.webhooks.first());
    let distinct =
        |of: &dyn Fn(&receiver::Seen) -> String| seen.iter().map(of).collect::<HashSet<_>>().len();
    assert_eq!(distinct(&|seen| seen.body.clone()), 1);
    assert_eq!(distinct(&|seen| seen.header("I-Twilio-Idempotency-Token").unwrap().into()), 1);
    assert!(seen.iter().all(receiver::Seen::is_signed));
}

#[tokio::test]
async fn a_copy_does_not_wait_for_another() {
    let world = World::with("/sms#rt=300", None).await;
    world.receiver.script([receiver::Scripted::Silence]);
    let delivered = world.text_with(Delivery { repeat: 3, ..Delivery::default() }).await;
    let mut statuses: Vec<_> = delivered.webhooks.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 200, 502]);
}

#[tokio::test]
async fn a_delay_is_kept() {
    let world = World::start().await;
    let start = Instant::now();
    world.text_with(Delivery { delay_ms: 50, ..Delivery::default() }).await;
    assert!(start.elapsed() >= Duration::from_millis(50));
}

#[tokio::test]
async fn headers_can_be_replaced() {
    let world = World::start().await;
    let headers = [("Content-Type", "text/plain"), ("X-Other", "1")];
    let headers = headers.map(|(name, value)| (name.into(), value.into())).into();
    world.text_with(Delivery { headers, ..Delivery::default() }).await;
    let seen = world.receiver.last();
    assert_eq!(seen.header("Content-Type"), Some("text/plain"));
    assert_eq!(seen.header("X-Other"), Some("1"));
    assert_eq!(seen.headers.get_all("Content-Type").iter().count(), 1);
}

#[tokio::test]
async fn any_form_can_be_signed_and_posted() {
    let world = World::start().await;
    let url = world.receiver.url("/any?tenant=1");
    let fields = [("B", "2 2"), ("A", "1"), ("A", "1")].map(|(n, v)| (n.to_owned(), v.to_owned()));
    let delivery = Delivery::default();
    let sid = &world.account.sid;
    let answers = world.twilio.post_webhook(&url, sid, &fields, &delivery).await.unwrap();
    assert_eq!(answers.len(), 1);
    assert_eq!((answers[0].status, answers[0].body.as_str()), (200, "<Response/>"));
    let seen = world.receiver.last();
    assert_eq!(seen.body, "B=2+2&A=1&A=1");
    assert!(seen.is_signed() && seen.url.ends_with("/any?tenant=1"));
    let unknown = "AC00000000000000000000000000000009";
    assert!(world.twilio.post_webhook(&url, unknown, &fields, &delivery).await.is_err());
}
