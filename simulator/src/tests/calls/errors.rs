//! Documents and URLs that Twilio would not accept end the call with Twilio's code.

use super::*;

const APOLOGY: &str = "We are sorry. An application error has occurred. Goodbye.";

async fn error(body: &str, kind: (u16, &'static str)) -> (PlayedCall, Option<u32>) {
    let phones = Phones::new("").await;
    phones.pages.put("/voice", kind, body);
    let call = phones.call([]).await;
    let code = call.error.as_ref().and_then(|error| error.code);
    assert_eq!(call.webhooks[0].error_code, code);
    (call, code)
}

#[tokio::test]
async fn bad_documents_have_codes() {
    let xml = (200, "text/xml");
    let verb = |verb: &str| format!("<Response>{verb}</Response>");
    let cases = [
        (verb(""), (500, "text/xml"), 11200),
        (verb(""), (404, "text/xml"), 11200),
        (verb(""), (200, "application/json"), 12300),
        ("<Response>".into(), xml, 12100),
        ("\u{feff}<Response/>".into(), xml, 12100),
        ("<Html/>".into(), xml, 12100),
        (verb("<Shout/>"), xml, 12200),
        (verb("<Say><Dial/></Say>"), xml, 12200),
        (verb(r#"<Record beep="no"/>"#), xml, 12200),
        (verb(r#"<Say voice="Polly.Nobody">x</Say>"#), xml, 12200),
        (verb(&format!("<Say>{}</Say>", "x".repeat(70_000))), xml, 11750),
    ];
    for (body, kind, expected) in cases {
        let (call, code) = error(&body, kind).await;
        assert_eq!(code, Some(expected), "{}", body.chars().take(80).collect::<String>());
        assert_eq!(
            (call.status.as_str(), call.heard),
            ("completed", vec![Heard::Announced(APOLOGY.into())])
        );
    }
}

#[tokio::test]
async fn an_error_in_the_middle_ends_the_call_there() {
    let phones = Phones::new("<Say>one</Say><Redirect>/bad</Redirect>").await;
    phones.pages.put("/bad", (200, "text/plain"), "no");
    let call = phones.call([]).await;
    assert_eq!(call.heard, [said("one"), Heard::Announced(APOLOGY.into())]);
    assert_eq!(call.error.unwrap().code, Some(12300));
    assert_eq!(phones.pages.only("/number-status").field("CallStatus"), "completed");
}

#[tokio::test]
async fn a_dead_server_is_a_connection_failure() {
    let phones = Phones::new("").await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    phones.configure(|number| number.voice_url = Some(format!("http://127.0.0.1:{port}/")));
    let call = phones.call([]).await;
    assert_eq!(call.error.unwrap().code, Some(11205));
    assert_eq!((call.webhooks[0].status, call.webhooks[0].attempts), (502, 2));
}

#[tokio::test]
async fn what_is_not_simulated_is_never_skipped() {
    let phones = Phones::new("<Say>a</Say><Echo/><Say>b</Say>").await;
    let call = phones.call([]).await;
    let error = call.error.unwrap();
    assert_eq!(error.code, None);
    assert!(error.message.contains("<Echo>"), "{}", error.message);
    assert!(!call.heard.contains(&said("b")));
    phones.pages.write("/voice", "<Leave/>");
    assert_eq!(phones.call([]).await.error.unwrap().code, Some(12200));
}

#[tokio::test]
async fn a_call_that_goes_in_circles_is_stopped() {
    let phones = Phones::new("<Redirect>/voice</Redirect>").await;
    let call = phones.call([]).await;
    assert!(call.error.unwrap().message.contains("50 documents"));
    assert_eq!(phones.pages.at("/voice").len(), 50);
}

#[tokio::test]
async fn a_number_without_a_voice_url_takes_no_calls() {
    let phones = Phones::new("").await;
    phones.configure(|number| number.voice_url = None);
    let call = phones.call([]).await;
    assert_eq!(call.status, "failed");
    assert!(call.error.unwrap().message.contains("no voice URL"));
    assert_eq!(phones.pages.only("/number-status").field("CallStatus"), "failed");
}

#[tokio::test]
async fn a_callback_url_that_is_none_is_noted() {
    let phones = Phones::new(&format!(
        r#"<Dial><Number statusCallback="https://a_b.test/">{LEAD}</Number></Dial>"#
    ))
    .await;
    let call = phones.call([]).await;
    let statuses = of_kind(&call, Kind::CallStatus);
    assert_eq!((statuses[0].status, statuses[0].error_code), (0, Some(11100)));
    assert_eq!(call.status, "completed");
}
