//! A restart goes on with what was under way.

use super::*;

#[tokio::test]
async fn a_delivery_goes_on_where_it_was() {
    let data = tempfile::tempdir().unwrap();
    let world = World::with("/sms", Some(data.path())).await;
    world.phone(Outcome::Undelivered);
    // The second callback is never answered.
    world.receiver.script([receiver::Scripted::Status(200), receiver::Scripted::Silence]);
    let sid = world.send(&[]).await["sid"].as_str().unwrap().to_owned();
    world.told_at_least(2).await;
    let world = world.restarted(data.path()).await;
    world.twilio.settled().await;
    // The one without an answer comes again, and none after it came twice.
    assert_eq!(world.told(), ["queued", "sending", "sending", "sent", "undelivered"]);
    let message = json(world.get(&world.message(&sid))).await;
    assert_eq!(
        (&message["status"], &message["error_code"]),
        (&json!("undelivered"), &json!(30003))
    );
}

#[tokio::test]
async fn what_is_over_does_not_begin_again() {
    let data = tempfile::tempdir().unwrap();
    let world = World::with("/sms", Some(data.path())).await;
    world.deliver(&[]).await;
    let world = world.restarted(data.path()).await;
    world.twilio.settled().await;
    assert_eq!(world.told().len(), 4);
    assert_eq!(world.twilio.sent_messages(&world.account.sid).unwrap()[0].body, "hello");
}

#[tokio::test]
async fn the_last_handle_takes_deliveries_with_it() {
    let world = World::start().await;
    world.receiver.script([receiver::Scripted::Silence]);
    world.send(&[]).await;
    world.told_at_least(1).await;
    let state = std::sync::Arc::downgrade(&world.twilio.state);
    drop(world.customer);
    // The callback has 15 seconds for its answer; a delivery that goes on keeps the state so long.
    let gone = async {
        while state.upgrade().is_some() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), gone).await.unwrap();
    assert_eq!(world.receiver.seen().len(), 1);
}
