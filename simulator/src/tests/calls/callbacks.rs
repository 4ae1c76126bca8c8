//! The order of callbacks.

use super::*;

const DIAL: &str = r#"
    <Dial action="/after" record="record-from-answer" recordingStatusCallback="/recording"
        recordingStatusCallbackEvent="in-progress completed">
        <Number statusCallback="/leg" statusCallbackEvent="initiated ringing answered completed"
            >+15550200001</Number>
    </Dial>"#;

async fn told(callbacks: Callbacks) -> (Vec<String>, PlayedCall) {
    let phones = Phones::new(DIAL).await;
    phones.pages.write("/after", "<Hangup/>");
    let call = phones.play(Script { callbacks, ..Script::default() }).await;
    let told = phones.pages.visits().into_iter().filter(|visit| visit.path != "/voice");
    let name = |visit: Visit| {
        let status = if visit.path == "/recording" { "RecordingStatus" } else { "CallStatus" };
        format!("{} {}", visit.path, visit.field(status))
    };
    (told.map(name).collect(), call)
}

const IN_ORDER: [&str; 8] = [
    "/leg initiated",
    "/leg ringing",
    "/leg in-progress",
    "/recording in-progress",
    "/leg completed",
    "/after in-progress",
    "/number-status completed",
    "/recording completed",
];

fn without_documents() -> Vec<&'static str> {
    IN_ORDER.into_iter().filter(|name| !name.starts_with("/after")).collect()
}

#[tokio::test]
async fn by_default_they_come_as_things_happen() {
    let (told, call) = told(Callbacks::default()).await;
    assert_eq!(told, IN_ORDER);
    let at: Vec<_> = call.webhooks.iter().map(|exchange| exchange.at).collect();
    // Setup, answer, a minute of talk, and two seconds to make a file of it.
    assert_eq!(at, [0, 0, 1, 2, 2, 62, 62, 62, 64]);
}

#[tokio::test]
async fn they_can_be_reversed() {
    let (told, _) = told(Callbacks { order: Order::Reversed, ..Callbacks::default() }).await;
    let mut expected = without_documents();
    expected.push("/after in-progress");
    expected.reverse();
    assert_eq!(told, expected);
}

#[tokio::test]
async fn they_can_be_repeated() {
    let (told, call) = told(Callbacks { repeat: 3, ..Callbacks::default() }).await;
    for name in without_documents() {
        assert_eq!(told.iter().filter(|told| *told == name).count(), 3, "{name}");
    }
    assert_eq!(told.iter().filter(|told| told.starts_with("/after")).count(), 1);
    assert_eq!(call.webhooks.len(), 2 + 3 * 7);
}

#[tokio::test]
async fn they_can_be_shuffled() {
    let shuffled = |seed| told(Callbacks { order: Order::Shuffled, repeat: 2, seed });
    let (first, _) = shuffled(1).await;
    let (again, _) = shuffled(1).await;
    let (other, _) = shuffled(2).await;
    assert_eq!(first, again);
    assert_ne!(first, other);
    let sorted = |mut told: Vec<String>| {
        told.sort();
        told
    };
    assert_eq!(sorted(first.clone()), sorted(other));
    assert_eq!(first.len(), 1 + 2 * 7);
}

#[tokio::test]
async fn they_can_be_dropped() {
    let (told, call) = told(Callbacks { order: Order::Dropped, ..Callbacks::default() }).await;
    assert_eq!(told, ["/after in-progress"]);
    assert_eq!(call.status, "completed");
}

#[tokio::test]
async fn the_first_can_come_before_the_answer() {
    let phones = Phones::new("").await;
    phones.twilio.set_callbacks(Callbacks { order: Order::BeforeAnswer, ..Callbacks::default() });
    let status = phones.pages.url("/status");
    let wanted = [("StatusCallback", status.as_str()), ("StatusCallbackEvent", "initiated")];
    phones.make(&wanted).await;
    assert_eq!(phones.pages.at("/status")[0].field("CallStatus"), "initiated");
}
