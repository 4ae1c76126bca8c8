//! What `POST …/Calls.json` refuses, and with which code.

use super::*;

const URL: (&str, &str) = ("Url", "https://example.com/voice");

async fn refusal(phones: &Phones, form: &[(&str, &str)]) -> (u16, u64) {
    customer::refusal(phones.post(&phones.path("Calls.json"), form)).await
}

#[tokio::test]
async fn numbers_and_documents_are_required() {
    let phones = Phones::new("").await;
    let long = "x".repeat(4_001);
    let cases: [(&[(&str, &str)], u64); 10] = [
        (&[("From", NUMBER), URL], 21201),
        (&[("To", "555"), ("From", NUMBER), URL], 21211),
        (&[("To", LEAD), URL], 21213),
        (&[("To", LEAD), ("From", "555"), URL], 21212),
        (&[("To", LEAD), ("From", "+15550999999"), URL], 21210),
        (&[("To", LEAD), ("From", NUMBER)], 21205),
        (&[("To", LEAD), ("From", NUMBER), ("Url", "/voice")], 21205),
        (&[("To", LEAD), ("From", NUMBER), ("Url", "https://a_b.test/")], 21205),
        (&[("To", LEAD), ("From", NUMBER), ("Twiml", &long)], 32018),
        (&[("To", LEAD), ("From", NUMBER), ("ApplicationSid", "AP0")], 21218),
    ];
    for (form, code) in cases {
        assert_eq!(refusal(&phones, form).await, (400, code), "{form:?}");
    }
    assert!(phones.twilio.calls(&phones.account.sid).unwrap().is_empty());
}

#[tokio::test]
async fn parameters_are_held_to_their_values() {
    let phones = Phones::new("").await;
    let cases = [
        (("Colour", "red"), 20001),
        (("Method", "PUT"), 21209),
        (("StatusCallback", "nowhere"), 21609),
        (("StatusCallbackMethod", "PUT"), 21209),
        (("StatusCallbackEvent", "ended"), 21626),
        (("FallbackUrl", "nowhere"), 21205),
        (("Timeout", "soon"), 21208),
        (("Timeout", "601"), 21208),
        (("TimeLimit", "-1"), 20001),
        (("SendDigits", "1,2"), 21206),
        (("Record", "yes"), 20001),
        (("RecordingChannels", "3"), 20001),
        (("RecordingStatusCallback", "nowhere"), 21205),
        (("MachineDetection", "Maybe"), 20001),
        (("AsyncAmd", "1"), 20001),
        (("AsyncAmdStatusCallback", "nowhere"), 21205),
    ];
    for (field, code) in cases {
        let form = [("To", LEAD), ("From", NUMBER), URL, field];
        assert_eq!(refusal(&phones, &form).await, (400, code), "{field:?}");
    }
    assert!(phones.twilio.calls(&phones.account.sid).unwrap().is_empty());
}

#[tokio::test]
async fn every_parameter_of_the_api_is_accepted() {
    let phones = Phones::new("").await;
    let url = phones.pages.url("/any");
    let call = phones
        .make_and_finish(&[
            ("Method", "GET"),
            ("FallbackUrl", &url),
            ("FallbackMethod", "GET"),
            ("StatusCallback", &url),
            ("StatusCallbackEvent", "completed"),
            ("StatusCallbackMethod", "POST"),
            ("Timeout", "30"),
            ("Record", "false"),
            ("RecordingChannels", "mono"),
            ("RecordingStatusCallback", &url),
            ("RecordingStatusCallbackMethod", "POST"),
            ("RecordingStatusCallbackEvent", "completed"),
            ("RecordingTrack", "both"),
            ("SipAuthUsername", "u"),
            ("SipAuthPassword", "p"),
            ("MachineDetection", "Enable"),
            ("MachineDetectionTimeout", "30"),
            ("MachineDetectionSpeechThreshold", "2400"),
            ("MachineDetectionSpeechEndThreshold", "1200"),
            ("MachineDetectionSilenceTimeout", "5000"),
            ("AsyncAmd", "true"),
            ("AsyncAmdStatusCallback", &url),
            ("AsyncAmdStatusCallbackMethod", "POST"),
            ("Trim", "trim-silence"),
            ("CallerId", NUMBER),
            ("Byoc", "BY00000000000000000000000000000001"),
            ("CallReason", "test"),
            ("CallToken", "{}"),
            ("TimeLimit", "60"),
            ("ClientNotificationUrl", &url),
            ("Twiml", "ignored beside Url"),
        ])
        .await;
    assert_eq!(call.status, "completed");
}

#[tokio::test]
async fn only_the_account_itself_may_call() {
    let phones = Phones::new("").await;
    let other = phones.twilio.create_account(NewAccount::default()).unwrap();
    let body = "To=%2B15550200001&From=%2B15550100001&Url=http%3A%2F%2Fa.test";
    let post = |account: &str, (user, password): (&str, &str)| {
        let path = format!("{}/2010-04-01/Accounts/{account}/Calls.json", phones.twilio.url());
        phones.http.post(path).basic_auth(user, Some(password)).body(body)
    };
    let stranger = (other.sid.as_str(), other.auth_token.reveal());
    let response = post(&phones.account.sid, stranger).send().await.unwrap();
    assert_eq!(response.status(), 401);
    let error = json(post(&other.sid, stranger)).await;
    // The number belongs to somebody else.
    assert_eq!(error["code"], 21210);
}
