//! Calls that the REST API makes.

use super::*;

#[tokio::test]
async fn a_call_is_queued_and_then_played() {
    let phones = Phones::new("<Say>Hello lead</Say>").await;
    let status = phones.pages.url("/status");
    let queued = phones.make(&[("StatusCallback", &status)]).await;
    assert_eq!(
        (&queued["status"], &queued["direction"]),
        (&json!("queued"), &json!("outbound-api"))
    );
    assert_eq!((&queued["start_time"], &queued["duration"]), (&Value::Null, &Value::Null));
    let sid = queued["sid"].as_str().unwrap();
    let call = phones.twilio.finished_call(sid).await.unwrap();
    assert_eq!((call.status.as_str(), call.heard), ("completed", vec![said("Hello lead")]));
    assert_eq!(phones.pages.only("/status").field("CallStatus"), "completed");
    let voice = phones.pages.only("/voice");
    let fields = ["CallStatus", "Direction", "From", "To"];
    assert_eq!(fields.map(|name| voice.field(name)), ["in-progress", "outbound-api", NUMBER, LEAD]);
    let fetched = json(phones.get(queued["uri"].as_str().unwrap())).await;
    assert_eq!((&fetched["status"], &fetched["duration"]), (&json!("completed"), &json!("1")));
    assert_eq!(fetched["to_formatted"], "(555) 020-0001");
    assert!(fetched["start_time"].as_str().unwrap().ends_with("+0000"));
    // The number's own callback is for inbound calls.
    assert!(phones.pages.at("/number-status").is_empty());
}

#[tokio::test]
async fn every_shape_of_the_resource_is_there() {
    let phones = Phones::new("").await;
    let call = phones.make(&[]).await;
    let names = [
        "sid",
        "date_created",
        "date_updated",
        "parent_call_sid",
        "account_sid",
        "to",
        "to_formatted",
        "from",
        "from_formatted",
        "phone_number_sid",
        "status",
        "start_time",
        "end_time",
        "duration",
        "price",
        "price_unit",
        "direction",
        "answered_by",
        "api_version",
        "forwarded_from",
        "group_sid",
        "caller_name",
        "queue_time",
        "trunk_sid",
        "uri",
        "subresource_uris",
    ];
    for name in names {
        assert!(call.get(name).is_some(), "{name}");
    }
    assert_eq!(call.as_object().unwrap().len(), names.len());
}

#[tokio::test]
async fn whoever_is_called_may_not_be_there() {
    let cases = [
        (Party::Busy, "busy"),
        (Party::NoAnswer, "no-answer"),
        (Party::Failed { sip_code: 404 }, "failed"),
    ];
    for (party, status) in cases {
        let phones = Phones::new("").await;
        phones.twilio.set_party(LEAD, party);
        let url = phones.pages.url("/status");
        let call = phones.make_and_finish(&[("StatusCallback", &url), ("Timeout", "10")]).await;
        assert_eq!(call.status, status);
        assert_eq!(phones.pages.only("/status").field("CallStatus"), status);
        assert!(phones.pages.at("/voice").is_empty());
    }
}

#[tokio::test]
async fn a_tenants_phone_is_connected_with_a_lead() {
    let phones =
        Phones::new(&format!(r#"<Dial callerId="{NUMBER}" action="/after">{LEAD}</Dial>"#)).await;
    phones.twilio.set_party(OTHER, Party::answering(3, []));
    phones.twilio.set_party(LEAD, Party::answering(4, [Step::talk(20)]));
    let call = phones.make_and_finish(&[("To", OTHER)]).await;
    // The first `To` counts, as with a form that has two.
    assert_eq!(call.to, LEAD);
    let url = phones.pages.url("/voice");
    let form = [("To", OTHER), ("From", NUMBER), ("Url", url.as_str())];
    let answer = json(phones.post(&phones.path("Calls.json"), &form)).await;
    let call = phones.twilio.finished_call(answer["sid"].as_str().unwrap()).await.unwrap();
    assert_eq!((call.legs[0].to.as_str(), call.legs[0].bridged), (LEAD, true));
    let children =
        json(phones.get(&phones.path(&format!("Calls.json?ParentCallSid={}", call.sid)))).await;
    assert_eq!(children["calls"][0]["sid"], call.legs[0].sid);
    assert_eq!(phones.pages.at("/after").pop().unwrap().field("DialCallStatus"), "completed");
}

#[tokio::test]
async fn a_document_can_be_given_as_text() {
    let phones = Phones::new("").await;
    let form = |twiml: &'static str| [("To", LEAD), ("From", NUMBER), ("Twiml", twiml)];
    let play = async |twiml: &'static str| {
        let answer = json(phones.post(&phones.path("Calls.json"), &form(twiml))).await;
        phones.twilio.finished_call(answer["sid"].as_str().unwrap()).await.unwrap()
    };
    assert_eq!(play("<Response><Say>Hi</Say></Response>").await.heard, [said("Hi")]);
    assert_eq!(play("<Response>").await.error.unwrap().code, Some(12100));
    // There is nothing a relative URL could be relative to.
    let relative = "<Response><Redirect>/voice</Redirect></Response>";
    assert_eq!(play(relative).await.error.unwrap().code, Some(11100));
}

#[tokio::test]
async fn machines_are_detected_before_or_beside() {
    let cases = [
        (Party::Mailbox { after: 5 }, "Enable", "machine_start"),
        (Party::Mailbox { after: 5 }, "DetectMessageEnd", "machine_end_beep"),
        (Party::default(), "Enable", "human"),
    ];
    for (party, detection, expected) in cases {
        let phones = Phones::new(r#"<Pause length="20"/>"#).await;
        phones.twilio.set_party(LEAD, party);
        phones.make_and_finish(&[("MachineDetection", detection)]).await;
        assert_eq!(phones.pages.only("/voice").field("AnsweredBy"), expected);
        let amd = phones.pages.url("/amd");
        let form = [
            ("MachineDetection", detection),
            ("AsyncAmd", "true"),
            ("AsyncAmdStatusCallback", amd.as_str()),
        ];
        let call = phones.make_and_finish(&form).await;
        assert!(!phones.pages.at("/voice")[1].has("AnsweredBy"));
        let amd = phones.pages.only("/amd");
        assert_eq!(
            amd.names(),
            ["CallSid", "AccountSid", "AnsweredBy", "MachineDetectionDuration"]
        );
        assert_eq!((amd.field("CallSid"), amd.field("AnsweredBy")), (call.sid, expected.into()));
    }
}

#[tokio::test]
async fn whole_calls_are_recorded() {
    let phones = Phones::new(r#"<Pause length="20"/>"#).await;
    let (status, recording) = (phones.pages.url("/status"), phones.pages.url("/recording"));
    let form = [
        ("Record", "true"),
        ("RecordingChannels", "dual"),
        ("RecordingStatusCallback", recording.as_str()),
        ("RecordingStatusCallbackEvent", "in-progress completed"),
        ("StatusCallback", status.as_str()),
    ];
    let call = phones.make_and_finish(&form).await;
    let recording = &call.recordings[0];
    assert_eq!((recording.source.as_str(), recording.channels), ("OutboundAPI", 2));
    assert_eq!(recording.duration, Some(20));
    assert_eq!(phones.pages.only("/status").field("RecordingSid"), recording.sid);
    assert_eq!(phones.pages.at("/recording").len(), 2);
}

#[tokio::test]
async fn digits_time_limit_and_fallback() {
    let phones = Phones::new("").await;
    phones.pages.put("/voice", (500, "text/plain"), "");
    phones.pages.write("/fallback", r#"<Pause length="600"/>"#);
    let fallback = phones.pages.url("/fallback");
    let form = [("SendDigits", "1w2"), ("TimeLimit", "30"), ("FallbackUrl", fallback.as_str())];
    let call = phones.make_and_finish(&form).await;
    assert_eq!(call.heard, [Heard::Digits("1w2".into()), Heard::Silence(600)]);
    assert_eq!((call.status.as_str(), call.duration), ("completed", 30));
    assert_eq!(phones.pages.only("/fallback").field("ErrorCode"), "11200");
}

#[tokio::test]
async fn callbacks_of_such_calls_can_be_disordered() {
    let phones = Phones::new("").await;
    phones.twilio.set_callbacks(Callbacks { order: Order::Reversed, ..Callbacks::default() });
    let status = phones.pages.url("/status");
    let form = [
        ("StatusCallback", status.as_str()),
        ("StatusCallbackEvent", "ringing answered completed"),
    ];
    phones.make_and_finish(&form).await;
    let told: Vec<_> =
        phones.pages.at("/status").iter().map(|visit| visit.field("CallStatus")).collect();
    assert_eq!(told, ["completed", "in-progress", "ringing"]);
}
