//! The way of a call through its documents.

use super::*;

#[tokio::test]
async fn a_greeting_and_no_more() {
    let phones = Phones::new("<Say>Hello there</Say><Hangup/><Say>never</Say>").await;
    let call = phones.call([]).await;
    assert_eq!((call.status.as_str(), call.direction.as_str()), ("completed", "inbound"));
    assert_eq!(call.heard, [said("Hello there")]);
    assert!(call.error.is_none() && call.legs.is_empty() && call.recordings.is_empty());
    assert_eq!(phones.pages.paths(), ["/voice", "/number-status"]);
    assert_eq!(phones.pages.only("/voice").field("CallStatus"), "ringing");
}

#[tokio::test]
async fn a_long_call_takes_no_time() {
    let started = std::time::Instant::now();
    let phones = Phones::new(r#"<Pause length="3600"/><Say>a b c d e</Say>"#).await;
    let call = phones.call([]).await;
    // The pause comes before the answer.
    assert_eq!((call.heard.len(), call.duration), (2, 2));
    phones.pages.write("/voice", r#"<Say>a</Say><Pause length="3600"/>"#);
    assert_eq!(phones.call([]).await.duration, 3_600);
    assert!(started.elapsed() < std::time::Duration::from_secs(20));
}

#[tokio::test]
async fn redirects_are_followed_wherever_they_point() {
    let phones = Phones::new(r#"<Redirect method="GET">next?step=2</Redirect>"#).await;
    let absolute = phones.pages.url("/last");
    phones.pages.write("/next", &format!("<Say>two</Say><Redirect>{absolute}</Redirect>"));
    phones.pages.write("/last", "<Say>three</Say>");
    let call = phones.call([]).await;
    assert_eq!(call.heard, [said("two"), said("three")]);
    let next = phones.pages.only("/next");
    assert_eq!((next.method.as_str(), next.field("step").as_str()), ("GET", "2"));
    assert_eq!(next.field("CallSid"), call.sid);
    assert_eq!(phones.pages.only("/last").method, "POST");
}

#[tokio::test]
async fn a_number_can_ask_with_get() {
    let phones = Phones::new("<Say>Hi</Say>").await;
    phones.configure(|number| {
        number.voice_url = Some(phones.pages.url("/voice?tenant=demo"));
        number.voice_method = Method::Get;
        number.status_callback_method = Method::Get;
    });
    let call = phones.call([]).await;
    assert_eq!(call.heard, [said("Hi")]);
    let voice = phones.pages.only("/voice");
    assert_eq!((voice.method.as_str(), voice.body.as_str()), ("GET", ""));
    assert!(voice.query.starts_with("tenant=demo&AccountSid=AC"), "{}", voice.query);
    assert_eq!(voice.field("From"), PHONE);
    assert_eq!(phones.pages.only("/number-status").method, "GET");
    assert_eq!(call.webhooks[0].path, "/voice?tenant=demo");
    let numbers = json(phones.get(&phones.path("IncomingPhoneNumbers.json"))).await;
    let number = &numbers["incoming_phone_numbers"][0];
    assert_eq!(
        (&number["voice_method"], &number["voice_fallback_method"]),
        (&json!("GET"), &json!("POST"))
    );
}

#[tokio::test]
async fn any_request_can_be_made_with_get() {
    let phones = Phones::new("").await;
    let url = phones.pages.url("/any?tenant=1");
    let fields = [("CallerName".to_owned(), "O'BRIEN & CO".to_owned())];
    let account = &phones.account.sid;
    let corrupt = Delivery { corrupt: Some(Corruption::Body), ..Delivery::default() };
    phones
        .twilio
        .webhook(Method::Get, (&url, account), &fields, &Delivery::default())
        .await
        .unwrap();
    let visit = phones.pages.only("/any");
    assert_eq!(visit.query, "tenant=1&CallerName=O%27BRIEN+%26+CO");
    phones.twilio.webhook(Method::Get, (&url, account), &fields, &corrupt).await.unwrap();
    assert_eq!(phones.pages.unsigned(), 1);
}

#[tokio::test]
async fn only_the_first_verb_can_reject() {
    let phones = Phones::new(r#"<Reject reason="busy"/>"#).await;
    let call = phones.call([]).await;
    assert_eq!((call.status.as_str(), call.duration), ("busy", 0));
    assert_eq!(call.heard, [Heard::Busy]);
    assert_eq!(phones.pages.only("/number-status").field("CallStatus"), "busy");
    phones.pages.write("/voice", "<Reject/>");
    assert_eq!(phones.call([]).await.status, "no-answer");
    phones.pages.write("/voice", "<Say>wait</Say><Reject/>");
    let call = phones.call([]).await;
    assert_eq!((call.status.as_str(), call.heard), ("completed", vec![said("wait")]));
}

#[tokio::test]
async fn an_empty_document_answers_and_hangs_up() {
    let phones = Phones::new("").await;
    let call = phones.call([]).await;
    assert_eq!((call.status.as_str(), call.duration), ("completed", 0));
}

#[tokio::test]
async fn a_caller_can_hang_up_at_any_time() {
    let phones = Phones::new(r#"<Say>a b c d e</Say><Pause length="60"/><Say>late</Say>"#).await;
    let call = phones.call([Step::hang_up().after(10)]).await;
    assert_eq!((call.status.as_str(), call.duration), ("completed", 10));
    assert!(!call.heard.contains(&said("late")));
    let status = phones.pages.only("/number-status");
    assert_eq!((status.field("CallDuration"), status.field("Duration")), ("10".into(), "1".into()));
    phones.pages.write("/voice", r#"<Pause length="60"/>"#);
    assert_eq!(phones.call([Step::hang_up().after(10)]).await.status, "no-answer");
}

#[tokio::test]
async fn sound_files_are_fetched() {
    let phones = Phones::new("<Play loop=\"2\">/files/greeting.mp3</Play><Say>end</Say>").await;
    phones.pages.put("/files/greeting.mp3", (200, "audio/mpeg"), "sound");
    let call = phones.call([]).await;
    let played = Heard::Played(phones.pages.url("/files/greeting.mp3"));
    assert_eq!(call.heard, [played.clone(), played, said("end")]);
    phones.pages.put("/files/greeting.mp3", (404, "text/plain"), "");
    let call = phones.call([]).await;
    assert_eq!(call.heard, [said("end")]);
    assert_eq!(of_kind(&call, Kind::Play)[0].error_code, Some(11200));
    phones.pages.put("/files/greeting.mp3", (200, "text/html"), "");
    assert_eq!(of_kind(&phones.call([]).await, Kind::Play)[0].error_code, Some(12300));
}

#[tokio::test]
async fn a_fallback_takes_over_from_a_failure() {
    let phones = Phones::new("").await;
    phones.pages.put("/voice", (500, "text/plain"), "down");
    phones.pages.write("/fallback", r#"<Gather action="more"><Say>sorry</Say></Gather>"#);
    phones.pages.write("/more", "<Say>more</Say>");
    phones.configure(|number| {
        number.voice_url = Some(phones.pages.url("/voice?x=1#rp=5xx&rc=2"));
        number.voice_fallback_url = Some(phones.pages.url("/fallback"));
    });
    let call = phones.call([Step::press("1#")]).await;
    assert_eq!(call.heard, [said("sorry"), said("more")]);
    assert!(call.error.is_none());
    let fallback = phones.pages.only("/fallback");
    assert_eq!(fallback.field("ErrorCode"), "11200");
    assert_eq!(fallback.field("ErrorUrl"), phones.pages.url("/voice?x=1"));
    assert_eq!(fallback.field("CallSid"), call.sid);
    assert_eq!((call.webhooks[0].attempts, call.webhooks[0].error_code), (3, Some(11200)));
    phones.pages.put("/voice", (200, "text/html"), "<Response/>");
    phones.call([Step::press("1#")]).await;
    assert_eq!(phones.pages.at("/fallback")[1].field("ErrorCode"), "12300");
}

#[tokio::test]
async fn calls_do_not_disturb_each_other() {
    let phones = Phones::new(r#"<Gather numDigits="1" action="/typed"/>"#).await;
    phones.pages.write("/typed", r#"<Pause length="5"/><Say>done</Say>"#);
    let keys = ["1", "2", "3", "4", "5", "6", "7", "8"];
    let calls = futures::future::join_all(keys.map(|key| phones.call([Step::press(key)]))).await;
    let mut sids: Vec<_> = calls.iter().map(|call| call.sid.clone()).collect();
    let typed = phones.pages.at("/typed");
    for (call, key) in calls.iter().zip(keys) {
        assert_eq!((call.status.as_str(), call.duration), ("completed", 5));
        let mine = typed.iter().find(|visit| visit.field("CallSid") == call.sid).unwrap();
        assert_eq!(mine.field("Digits"), key);
    }
    sids.sort();
    sids.dedup();
    assert_eq!(sids.len(), keys.len());
}
