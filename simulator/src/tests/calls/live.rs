//! Calls that are played by hand.

use super::hand::{Hand, doing, ended, leg_doing};
use super::*;

#[tokio::test]
async fn somebody_calls_and_leaves_a_message() {
    let record = r##"<Say>Nobody is in.</Say>
        <Record action="/done" recordingStatusCallback="/recorded" finishOnKey="#"/>"##;
    let hand = Hand::new(record).await;
    let sid = hand.calls().await;
    let call = hand.until(&sid, doing("saying")).await;
    assert_eq!(
        (&call["heard"], &call["live"]),
        (&json!([{"said": "Nobody is in."}]), &json!(true))
    );
    assert!(!hand.does(&sid, json!({"press": "1"})).await);
    let now = hand.later(&sid, doing("recording")).await["now"].clone();
    let expected =
        json!({"doing": "recording", "finish_on_key": "#", "max_length": 3600, "timeout": 5});
    assert_eq!(now, expected);
    assert!(hand.does(&sid, json!({"speak": 3, "text": "Call me"})).await);
    // A key that does not end it.
    assert!(hand.does(&sid, json!({"press": "1"})).await);
    // It goes on while somebody speaks, and for five seconds of silence.
    for _ in 0..40 {
        hand.pass(100);
        hand.until(&sid, doing("recording")).await;
    }
    assert!(hand.does(&sid, json!({"hang_up": true})).await);
    let call = hand.later(&sid, ended("completed")).await;
    assert_eq!(call.get("now"), None);
    let recording = &call["recordings"][0];
    let done = hand.pages.only("/done");
    assert_eq!(
        (done.field("Digits"), done.field("CallStatus")),
        ("hangup".into(), "completed".into())
    );
    assert_eq!(done.field("RecordingDuration"), recording["duration"].to_string());
    assert_eq!(
        hand.pages.only("/recorded").field("RecordingSid"),
        recording["sid"].as_str().unwrap()
    );
    let url = format!("{}{}", hand.twilio.url(), recording["path"].as_str().unwrap());
    let sound = hand.http.get(url).send().await.unwrap();
    assert_eq!(
        (sound.status().as_u16(), &sound.headers()["content-type"]),
        (200, &"audio/x-wav".parse().unwrap())
    );
}

#[tokio::test]
async fn a_key_ends_the_prompt_and_is_gathered_at_once() {
    let menu =
        r#"<Gather numDigits="1" action="/typed" timeout="7"><Say>Press one.</Say></Gather>"#;
    let hand = Hand::new(menu).await;
    hand.pages.write("/typed", "<Pause length=\"60\"/>");
    let sid = hand.calls().await;
    let call = hand.until(&sid, |call| call["heard"] == json!([{"said": "Press one."}])).await;
    let gathering = json!({"doing": "gathering", "input": ["dtmf"], "num_digits": 1,
        "finish_on_key": "#", "timeout": 7});
    assert_eq!(call["now"], gathering);
    assert!(!hand.does(&sid, json!({"say": "one"})).await);
    assert!(hand.does(&sid, json!({"press": "1"})).await);
    hand.until(&sid, doing("saying")).await;
    assert_eq!(hand.pages.only("/typed").field("Digits"), "1");
    assert!(hand.does(&sid, json!({"hang_up": true})).await);
    hand.until(&sid, ended("completed")).await;
}

#[tokio::test]
async fn keys_come_one_by_one_until_the_last() {
    let hand = Hand::new(r#"<Gather action="/typed"/>"#).await;
    hand.pages.write("/typed", "<Hangup/>");
    let sid = hand.calls().await;
    hand.until(&sid, doing("gathering")).await;
    for key in ["1", "2", "#"] {
        assert!(hand.does(&sid, json!({"press": key})).await);
    }
    hand.until(&sid, ended("completed")).await;
    let typed = hand.pages.only("/typed");
    assert_eq!((typed.field("Digits"), typed.field("FinishedOnKey")), ("12".into(), "#".into()));
}

#[tokio::test]
async fn a_gather_waits_as_long_as_it_says_for_every_key() {
    let hand = Hand::new(r#"<Gather timeout="9" action="/typed"/>"#).await;
    hand.pages.write("/typed", "<Pause length=\"60\"/>");
    let sid = hand.calls().await;
    hand.until(&sid, doing("gathering")).await;
    hand.pass(8_999);
    assert!(hand.does(&sid, json!({"press": "1"})).await);
    // Every key gives as much time again.
    hand.pass(8_999);
    hand.until(&sid, doing("gathering")).await;
    hand.pass(9_000);
    hand.until(&sid, doing("saying")).await;
    assert_eq!(hand.pages.only("/typed").field("Digits"), "1");
}

#[tokio::test]
async fn words_are_gathered_where_words_are_wanted() {
    let hand =
        Hand::new(r#"<Gather input="speech" action="/said"><Say>Whom?</Say></Gather>"#).await;
    hand.pages.write("/said", "<Hangup/>");
    let sid = hand.calls().await;
    hand.until(&sid, doing("gathering")).await;
    assert!(!hand.does(&sid, json!({"press": "1"})).await);
    assert!(hand.does(&sid, json!({"say": "sales please"})).await);
    hand.later(&sid, ended("completed")).await;
    assert_eq!(hand.pages.only("/said").field("SpeechResult"), "sales please");
}

/// How a call to the lead ends whose phone rings and does that.
async fn received(step: Value) -> (Hand, Value) {
    let hand = Hand::new(&format!(r#"<Dial action="/after" timeout="20">{LEAD}</Dial>"#)).await;
    hand.pages.write("/after", "<Hangup/>");
    hand.takes(&[LEAD]).await;
    let sid = hand.calls().await;
    let call = hand.later(&sid, leg_doing("ringing")).await;
    let leg = call["legs"][0]["sid"].as_str().unwrap();
    if step.is_null() {
        hand.pass(20_000);
    } else {
        assert!(hand.does(leg, step).await);
    }
    let call = hand.until(&sid, |call| call["now"]["doing"] != "calling").await;
    (hand, call)
}

#[tokio::test]
async fn a_phone_that_rings_is_declined_or_left_alone() {
    let (hand, call) = received(json!({"decline": true})).await;
    hand.until(call["sid"].as_str().unwrap(), ended("completed")).await;
    assert_eq!(hand.pages.only("/after").field("DialCallStatus"), "busy");
    let (hand, call) = received(Value::Null).await;
    hand.until(call["sid"].as_str().unwrap(), ended("completed")).await;
    assert_eq!(hand.pages.only("/after").field("DialCallStatus"), "no-answer");
}

#[tokio::test]
async fn a_phones_own_mailbox_answers() {
    let (hand, call) = received(json!({"mailbox": true})).await;
    let leg = &call["legs"][0];
    assert_eq!((&leg["status"], &leg["live"]), (&json!("in-progress"), &json!(false)));
    let sid = call["sid"].as_str().unwrap();
    assert_eq!(hand.call(sid).await["now"]["doing"], "talking");
    assert!(hand.does(sid, json!({"hang_up": true})).await);
    hand.until(sid, ended("completed")).await;
}

#[tokio::test]
async fn a_mailbox_is_a_machine() {
    let hand = Hand::new("<Hangup/>").await;
    hand.takes(&[LEAD]).await;
    let made = hand.make(&[("MachineDetection", "Enable")]).await;
    let sid = made["sid"].as_str().unwrap();
    hand.later(sid, doing("ringing")).await;
    assert!(hand.does(sid, json!({"mailbox": true})).await);
    hand.later(sid, ended("completed")).await;
    assert_eq!(hand.pages.only("/voice").field("AnsweredBy"), "machine_start");
}

#[tokio::test]
async fn the_star_ends_a_talk_and_not_the_call() {
    let dial = format!(r#"<Dial hangupOnStar="true">{LEAD}</Dial><Pause length="60"/>"#);
    let hand = Hand::new(&dial).await;
    let sid = hand.calls().await;
    let call = hand.later(&sid, doing("talking")).await;
    assert_eq!(call["now"]["hangup_on_star"], true);
    assert!(!hand.does(&sid, json!({"press": "1"})).await);
    assert!(hand.does(&sid, json!({"press": "*"})).await);
    let call = hand.until(&sid, doing("saying")).await;
    assert_eq!(call["legs"][0]["status"], "completed");
}

#[tokio::test]
async fn who_does_nothing_for_ten_minutes_is_gone() {
    let hand = Hand::new("<Enqueue>support</Enqueue>").await;
    let sid = hand.calls().await;
    hand.until(&sid, doing("queued")).await;
    hand.pass(599_000);
    assert!(!hand.does(&sid, json!({"press": "1"})).await);
    hand.until(&sid, doing("queued")).await;
    hand.pass(600_000);
    hand.until(&sid, ended("completed")).await;
}

#[tokio::test]
async fn a_room_is_left_by_hanging_up() {
    let hand = Hand::new("<Dial><Conference>room</Conference></Dial>").await;
    let sid = hand.calls().await;
    hand.until(&sid, doing("talking")).await;
    hand.pass(60_000);
    hand.until(&sid, doing("talking")).await;
    assert!(!hand.does(&sid, json!({"say": "Hello?"})).await, "nobody else is there");
    assert!(hand.does(&sid, json!({"hang_up": true})).await);
    hand.until(&sid, ended("completed")).await;
}

#[tokio::test]
async fn what_cannot_be_done_is_refused() {
    let hand = Hand::new(&format!("<Dial>{LEAD}</Dial>")).await;
    let refused = async |sid: &str, step: Value, expected: (u16, &str)| {
        let (status, answer) = hand.tell(&format!("/sim/calls/{sid}/steps"), &step).await;
        let message = answer["error"]["message"].as_str().unwrap_or_default().to_owned();
        assert!(status == expected.0 && message.contains(expected.1), "{status} {message}");
    };
    let press = json!({"press": "1"});
    refused("CA0", press.clone(), (404, "CA0")).await;
    hand.takes(&[LEAD]).await;
    let sid = hand.calls().await;
    refused(&sid, json!({"answer": true}), (409, "does not ring")).await;
    refused(&sid, json!({"talk": 5}), (400, "`talk`")).await;
    let call = hand.later(&sid, leg_doing("ringing")).await;
    refused(call["legs"][0]["sid"].as_str().unwrap(), press.clone(), (409, "`answer`")).await;
    assert!(hand.does(&sid, json!({"hang_up": true})).await);
    hand.until(&sid, ended("completed")).await;
    refused(&sid, press.clone(), (409, "over")).await;

    let queue = json!({"address": "queue:support", "behaviour": {"live": true}});
    assert_eq!(hand.tell("/sim/parties", &queue).await.0, 400);
    let both = json!({"from": PHONE, "to": NUMBER, "live": true, "script": [{"press": "1"}]});
    assert_eq!(hand.tell("/sim/calls", &both).await.1["error"]["field"], "live");
}

#[tokio::test]
async fn a_scripted_phone_takes_no_steps() {
    let phones = Phones::new("<Pause length=\"5\"/>").await;
    let call = outside_call(Script { caller: vec![Step::hold()], ..Script::default() });
    let twilio = phones.twilio.clone();
    let placed = tokio::spawn(async move { twilio.place_call(call).await.unwrap() });
    let sid = loop {
        let calls = json(phones.get("/sim/calls")).await;
        if let Some(sid) = calls["items"][0]["sid"].as_str() {
            break sid.to_owned();
        }
        tokio::task::yield_now().await;
    };
    let url = format!("{}/sim/calls/{sid}/steps", phones.twilio.url());
    let step = phones.http.post(url).body(json!({"hang_up": true}).to_string());
    assert_eq!(step.send().await.unwrap().status(), 409);
    let path = phones.path(&format!("Calls/{sid}.json"));
    assert_eq!(phones.post(&path, &[("Status", "completed")]).send().await.unwrap().status(), 200);
    assert_eq!(placed.await.unwrap().status, "completed");
}

#[tokio::test]
async fn the_calls_of_a_phone_are_listed_the_latest_first() {
    let phones = Phones::new(&format!("<Dial>{LEAD}</Dial>")).await;
    let first = phones.call([]).await;
    let second = phones.call([]).await;
    let listed = async |query: &str| {
        let list = json(phones.get(&format!("/sim/calls{query}"))).await;
        let items = list["items"].as_array().unwrap().clone();
        items.iter().map(|call| call["sid"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let both = listed("?phone=%2B15550200001").await;
    assert!(both.len() == 2 && both.contains(&first.sid) && both.contains(&second.sid));
    assert_eq!(listed("?limit=1").await.len(), 1);
    assert!(listed("?phone=%2B15550200002").await.is_empty());
}
