//! `<Enqueue>`, `<Leave>` and `<Dial><Queue>`.

use super::*;

const ENQUEUE: &str = r#"<Enqueue action="/left" waitUrl="/wait">support</Enqueue><Say>next</Say>"#;

async fn queue(wait: &str) -> Phones {
    let phones = Phones::new(ENQUEUE).await;
    phones.pages.write("/wait", wait);
    phones.pages.write("/left", "<Say>Bye</Say>");
    phones
}

fn result(phones: &Phones) -> (String, String) {
    let left = phones.pages.only("/left");
    (left.field("QueueResult"), left.field("QueueTime"))
}

#[tokio::test]
async fn an_agent_takes_the_call() {
    let phones = queue(r#"<Say>Wait</Say><Pause length="10"/>"#).await;
    let agent = Party::answering(25, [Step::talk(40)]);
    let call = phones.play(parties([("queue:support", agent)], [])).await;
    assert_eq!(result(&phones), ("bridged".into(), "25".into()));
    assert_eq!(call.heard[call.heard.len() - 2..], [Heard::Talked(40), said("Bye")]);
    let waits = phones.pages.at("/wait");
    assert_eq!(waits.len(), 3);
    assert_eq!(
        (waits[0].field("QueuePosition"), waits[0].field("QueueTime")),
        ("1".into(), "0".into())
    );
    assert_eq!(waits[1].field("QueueSid"), phones.pages.only("/left").field("QueueSid"));
}

#[tokio::test]
async fn a_caller_can_be_sent_away() {
    let phones = queue("<Say>Closed</Say><Leave/>").await;
    let call = phones.call([Step::silent()]).await;
    assert_eq!(call.heard, [said("Closed"), said("Bye")]);
    assert_eq!(result(&phones).0, "leave");
}

#[tokio::test]
async fn a_caller_can_hang_up() {
    let phones = queue(r#"<Pause length="10"/>"#).await;
    phones.call([Step::hang_up().after(15)]).await;
    assert_eq!(result(&phones), ("hangup".into(), "15".into()));
    assert_eq!(phones.pages.only("/left").field("CallStatus"), "completed");
    // Who has nothing to do does not wait for nobody.
    let phones = queue(r#"<Pause length="10"/>"#).await;
    assert_eq!(phones.call([]).await.duration, 10);
}

#[tokio::test]
async fn a_wait_without_time_is_an_error() {
    let phones = queue("").await;
    let call = phones.call([Step::hang_up().after(15)]).await;
    assert!(call.error.unwrap().message.contains("takes no time"));
}

#[tokio::test]
async fn an_agent_can_dial_a_queue() {
    let phones =
        Phones::new(r#"<Dial timeout="10"><Queue>support</Queue></Dial><Say>none</Say>"#).await;
    let empty = phones.call([]).await;
    assert_eq!(
        (empty.legs[0].status.as_str(), empty.heard.last()),
        ("no-answer", Some(&said("none")))
    );
    let waiting = Party::answering(0, [Step::talk(9)]);
    let call = phones.play(parties([("queue:support", waiting)], [])).await;
    assert_eq!((call.legs[0].bridged, call.legs[0].to.as_str()), (true, "queue:support"));
}
