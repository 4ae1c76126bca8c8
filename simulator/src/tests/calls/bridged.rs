//! Two phones that are played by hand and connected with each other.

use super::hand::{Hand, doing, ended, leg_doing};
use super::*;

#[tokio::test]
async fn two_phones_are_connected_until_one_hangs_up() {
    let hand = Hand::new(&format!(r#"<Dial action="/after">{OTHER}</Dial>"#)).await;
    hand.pages.write("/after", "<Hangup/>");
    hand.takes(&[LEAD, OTHER]).await;
    let made = hand.make(&[]).await;
    let sid = made["sid"].as_str().unwrap();
    hand.later(sid, doing("ringing")).await;
    assert!(hand.does(sid, json!({"answer": true})).await);
    let call = hand.later(sid, leg_doing("ringing")).await;
    assert_eq!(
        (&call["now"]["doing"], &call["status"]),
        (&json!("calling"), &json!("in-progress"))
    );
    let leg = call["legs"][0]["sid"].as_str().unwrap();
    assert!(hand.does(leg, json!({"answer": true})).await);
    let call = hand.until(sid, doing("talking")).await;
    assert_eq!(call["legs"][0]["now"]["doing"], "talking");
    hand.pass(30_000);
    hand.until(sid, doing("talking")).await;
    assert!(hand.does(leg, json!({"hang_up": true})).await);
    hand.until(sid, ended("completed")).await;
    let after = hand.pages.only("/after");
    assert_eq!(after.field("DialCallStatus"), "completed");
    assert!(after.field("DialCallDuration").parse::<u32>().unwrap() >= 30);
}

#[tokio::test]
async fn what_one_says_the_other_hears_while_they_are_connected() {
    let hand = Hand::new(&format!("<Dial>{LEAD}</Dial><Say>Bye</Say>")).await;
    hand.takes(&[LEAD]).await;
    let sid = hand.calls().await;
    let call = hand.later(&sid, leg_doing("ringing")).await;
    assert!(!hand.does(&sid, json!({"say": "Anybody there?"})).await);
    let leg = call["legs"][0]["sid"].as_str().unwrap();
    assert!(hand.does(leg, json!({"answer": true})).await);
    hand.until(&sid, doing("talking")).await;
    assert!(hand.does(&sid, json!({"say": "Hello, it is me."})).await);
    let hello = json!({"said": "Hello, it is me."});
    hand.until(&sid, |call| call["legs"][0]["heard"] == json!([hello])).await;
    assert!(hand.does(leg, json!({"speak": 3, "text": "Who?"})).await);
    assert!(hand.does(leg, json!({"speak": 1})).await, "a cough");
    hand.until(&sid, |call| call["heard"] == json!(["ringing", {"said": "Who?"}])).await;
    assert!(!hand.does(leg, json!({"press": "1"})).await);
    assert!(hand.does(leg, json!({"hang_up": true})).await);
    let call = hand.later(&sid, ended("completed")).await;
    assert_eq!(call["heard"].as_array().unwrap().last(), Some(&json!({"said": "Bye"})));
    assert_eq!(call["legs"][0]["heard"][0], hello);
}
