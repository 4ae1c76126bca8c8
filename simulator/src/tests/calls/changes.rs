//! The REST API changes calls that go on.

use std::time::Duration;

use super::*;

/// Waits until the call has this status.
async fn until(phones: &Phones, sid: &str, status: &str) {
    let reached = async {
        while phones.twilio.call(sid).unwrap().is_none_or(|call| call.status != status) {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), reached).await.expect(status);
}

async fn change(phones: &Phones, sid: &str, form: &[(&str, &str)]) -> (u16, Value) {
    let path = phones.path(&format!("Calls/{sid}.json"));
    let response = phones.post(&path, form).send().await.unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_str(&response.text().await.unwrap()).unwrap())
}

/// A call whose party stays on the line.
async fn held(voice: &str) -> (Phones, String) {
    let phones = Phones::new(voice).await;
    phones.twilio.set_party(LEAD, Party::answering(2, [Step::hold()]));
    let status = phones.pages.url("/status");
    let call = phones.make(&[("StatusCallback", &status)]).await;
    let sid = call["sid"].as_str().unwrap().to_owned();
    until(&phones, &sid, "in-progress").await;
    (phones, sid)
}

#[tokio::test]
async fn a_call_can_be_hung_up() {
    let (phones, sid) = held("<Say>Hold the line</Say><Say>never</Say>").await;
    assert_eq!(change(&phones, &sid, &[("Status", "completed")]).await.0, 200);
    let call = phones.twilio.finished_call(&sid).await.unwrap();
    assert_eq!((call.status.as_str(), call.heard), ("completed", vec![said("Hold the line")]));
    assert_eq!(phones.pages.only("/status").field("CallStatus"), "completed");
    let (status, error) = change(&phones, &sid, &[("Status", "completed")]).await;
    assert_eq!((status, &error["code"]), (400, &json!(21220)));
}

#[tokio::test]
async fn hanging_up_ends_the_other_leg_too() {
    let phones = Phones::new(&format!(r#"<Dial action="/after">{OTHER}</Dial>"#)).await;
    for address in [LEAD, OTHER] {
        phones.twilio.set_party(address, Party::answering(2, [Step::hold()]));
    }
    let call = phones.make(&[]).await;
    let sid = call["sid"].as_str().unwrap().to_owned();
    until_talking(&phones, &sid).await;
    change(&phones, &sid, &[("Status", "completed")]).await;
    let call = phones.twilio.finished_call(&sid).await.unwrap();
    assert_eq!((call.status.as_str(), call.legs[0].status.as_str()), ("completed", "completed"));
    assert_eq!(phones.pages.only("/after").field("CallStatus"), "completed");
}

async fn until_talking(phones: &Phones, sid: &str) {
    let talking = async {
        let is_talking = |call: PlayedCall| call.legs.first().is_some_and(|leg| leg.bridged);
        while !phones.twilio.call(sid).unwrap().is_some_and(is_talking) {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), talking).await.expect("two who talk");
}

#[tokio::test]
async fn a_call_can_be_sent_elsewhere() {
    let (phones, sid) = held("<Say>Hold the line</Say>").await;
    phones.pages.write("/elsewhere", "<Hangup/>");
    let url = phones.pages.url("/elsewhere");
    let (status, _) = change(&phones, &sid, &[("Url", &url), ("Method", "GET")]).await;
    assert_eq!(status, 200);
    let call = phones.twilio.finished_call(&sid).await.unwrap();
    assert_eq!((call.status.as_str(), of_kind(&call, Kind::Redirect).len()), ("completed", 1));
    let elsewhere = phones.pages.only("/elsewhere");
    assert_eq!((elsewhere.method.as_str(), elsewhere.field("CallSid")), ("GET", sid));
}

#[tokio::test]
async fn text_can_replace_the_document() {
    let (phones, sid) = held("<Say>Hold the line</Say>").await;
    let twiml = "<Response><Reject/></Response>";
    assert_eq!(change(&phones, &sid, &[("Twiml", twiml)]).await.0, 200);
    assert_eq!(phones.twilio.finished_call(&sid).await.unwrap().status, "completed");
}

#[tokio::test]
async fn a_ringing_call_can_be_given_up() {
    let phones = Phones::new("").await;
    phones.twilio.set_party(LEAD, Party::RingsOn);
    let status = phones.pages.url("/status");
    let call = phones.make(&[("StatusCallback", &status)]).await;
    let sid = call["sid"].as_str().unwrap();
    until(&phones, sid, "ringing").await;
    let url = phones.pages.url("/voice");
    assert_eq!(change(&phones, sid, &[("Url", &url)]).await.1["code"], 21220);
    assert_eq!(change(&phones, sid, &[("Status", "canceled")]).await.0, 200);
    assert_eq!(phones.twilio.finished_call(sid).await.unwrap().status, "canceled");
    let told = phones.pages.only("/status");
    assert_eq!(
        (told.field("CallStatus"), told.field("SipResponseCode")),
        ("canceled".into(), "487".into())
    );
}

#[tokio::test]
async fn wishes_must_fit_the_call() {
    let (phones, sid) = held("<Say>Hold the line</Say>").await;
    let cases = [
        (("Status", "canceled"), 21220),
        (("Status", "busy"), 20001),
        (("Colour", "red"), 20001),
        (("Url", "nowhere"), 21205),
    ];
    for (field, code) in cases {
        let (status, error) = change(&phones, &sid, &[field]).await;
        assert_eq!((status, &error["code"]), (400, &json!(code)), "{field:?}");
    }
    assert_eq!(change(&phones, "CA0", &[("Status", "completed")]).await.1["code"], 20404);
    change(&phones, &sid, &[("Status", "completed")]).await;
    phones.twilio.finished_call(&sid).await.unwrap();
}
