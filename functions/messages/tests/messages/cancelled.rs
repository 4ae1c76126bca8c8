//! Taking messages back.

use serde_json::json;
use shared::records::SendJob;
use shared::store::{AtTwilio, Attempt, Claim};
use twilio::status::MessageStatus;

use crate::{Got, World, at, later, text};

async fn cancel(world: &World, sent: &Got) -> Got {
    let path = format!("/api/messages/{}", sent.body["message_id"].as_str().unwrap());
    world.request(("DELETE", &path), &json!(null), "demo").await
}

pub(crate) fn job(sent: &Got) -> SendJob {
    SendJob {
        tenant_id: "demo".parse().unwrap(),
        account_sid: sandbox::demo::DEMO.account_sid.parse().unwrap(),
        message_id: sent.body["message_id"].as_str().unwrap().parse().unwrap(),
        base_url: String::new(),
        send_at: None,
    }
}

#[tokio::test]
async fn what_has_not_left_is_cancelled_once_and_for_all() {
    let world = World::start().await;
    for body in [later(3_600_000), later(60_000), text("at once")] {
        let sent = world.send(&body).await;
        world.pass(1);
        let cancelled = cancel(&world, &sent).await;
        assert_eq!((cancelled.status, &cancelled.body["status"]), (200, &json!("canceled")));
        assert_eq!(cancelled.body["status_times"]["canceled"], cancelled.body["updated_at"]);
        assert_eq!(cancel(&world, &sent).await, cancelled);
        assert_eq!(world.jobs().await, []);
    }
}

#[tokio::test]
async fn what_has_left_or_is_just_leaving_is_not() {
    let world = World::start().await;
    let store = world.app().store;
    let leaving = world.send(&text("leaving")).await;
    let attempt = Attempt { id: "a".to_owned(), at: at(0) };
    let claim = store.message_claim(&job(&leaving), &attempt, None).await.unwrap();
    let Claim::Taken(message) = claim else { panic!("{claim:?}") };
    assert_eq!(cancel(&world, &leaving).await.error(), (409, "already_sent", ""));

    let sid = "SM00000000000000000000000000000001".parse().unwrap();
    let told = AtTwilio { sid: &sid, status: &MessageStatus::Queued, error_code: None };
    store.message_sent((&job(&leaving), &message), told, at(1)).await.unwrap();
    assert_eq!(cancel(&world, &leaving).await.error(), (409, "already_sent", ""));

    let failed = world.send(&text("failed")).await;
    store.message_failed(&job(&failed), (Some(30_003), Some("no")), at(1)).await.unwrap();
    assert_eq!(cancel(&world, &failed).await.error(), (409, "already_sent", ""));
}
