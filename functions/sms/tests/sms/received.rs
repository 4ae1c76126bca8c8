//! Messages become records.

use sandbox::Sandbox;
use sandbox::demo::DEMO;
use serde_json::{Value, json};
use twilio_simulator::{Channel, Delivery, InboundMedia, InboundMessage, OptOut};

use crate::{CONTACT, post, sandbox, text};

const SILENCE: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Response/>"#;

async fn send(sandbox: &Sandbox, message: InboundMessage) -> String {
    let sent = sandbox.twilio.send_message(message).await.unwrap();
    let answer = sent.webhook.unwrap();
    assert_eq!((answer.status, answer.body.as_str()), (200, SILENCE));
    sent.sid
}

#[tokio::test]
async fn a_text_becomes_a_message_and_a_conversation() {
    let sandbox = sandbox().await;
    let sid = send(&sandbox, text("Hello & <good> mörning 👋")).await;

    let message = sandbox.only_record("MessagesTable").await.unwrap();
    assert_eq!(message["message_id"], json!(sid));
    assert_eq!(message["tenant_id"], "demo");
    assert_eq!(message["direction"], "inbound");
    assert_eq!(message["from_number"], CONTACT);
    assert_eq!(message["to_number"], DEMO.numbers[0]);
    assert_eq!(message["body"], "Hello & <good> mörning 👋");
    assert_eq!((&message["status"], &message["num_media"]), (&json!("received"), &json!(0)));
    assert_eq!(message["at:received"], message["created_at"]);

    let thread = sandbox.only_record("ThreadsTable").await.unwrap();
    assert_eq!(thread["thread_id"], "sms.15550100001.15550190001");
    assert_eq!((&thread["unread_count"], &thread["tenant_id"]), (&json!(1), &json!("demo")));
    assert_eq!(thread["last_message"], message["body"]);
    assert_eq!(thread["last_activity_at"], message["created_at"]);
    assert!(sandbox.records("JobsTable").await.unwrap().is_empty());
}

#[tokio::test]
async fn pictures_alone_are_a_message_with_a_job_each() {
    let sandbox = sandbox().await;
    let media = (0..10).map(|n| InboundMedia::of_bytes("image/png", &[n; 3])).collect();
    let sid = send(&sandbox, InboundMessage { media, ..text("") }).await;

    let message = sandbox.only_record("MessagesTable").await.unwrap();
    assert_eq!((&message["num_media"], &message["body"]), (&json!(10), &json!("")));
    let attachments = message["media"].as_array().unwrap();
    assert!(attachments.iter().all(|media| media["status"] == "pending"));
    assert!(attachments[9]["url"].as_str().unwrap().starts_with(sandbox.twilio.url()));
    assert_eq!(
        sandbox.only_record("ThreadsTable").await.unwrap()["last_message"],
        "10 attachments"
    );

    let queued = sandbox.aws.sqs().messages("MediaQueue").unwrap();
    let mut queued: Vec<Value> =
        queued.iter().map(|job| serde_json::from_str(&job.body).unwrap()).collect();
    queued.sort_by_key(|job| job["payload"]["target"]["index"].as_u64());
    let ids: Vec<_> = queued.iter().map(|job| job["job_id"].clone()).collect();
    let expected: Vec<_> = (0..10).map(|n| json!(format!("media:{sid}:{n}"))).collect();
    assert_eq!(ids, expected);
    assert_eq!(queued[3]["payload"]["url"], attachments[3]["url"]);
    assert_eq!(sandbox.records("JobsTable").await.unwrap().len(), 10);
}

/// Twilio repeats nothing that is refused.
#[tokio::test]
async fn a_bad_attachment_never_costs_the_text() {
    let picture = ("MediaUrl0", "https://api.twilio.com/a");
    for (fields, statuses) in [
        (vec![("NumMedia", "2"), picture], vec!["pending", "failed"]),
        (vec![("NumMedia", "1")], vec!["failed"]),
        (vec![("NumMedia", "x"), picture], vec!["pending"]),
        (vec![("NumMedia", "x")], vec![]),
        (vec![("NumMedia", "0"), picture], vec!["pending"]),
        (vec![("NumMedia", "1000000")], vec!["failed"; 50]),
    ] {
        let sandbox = sandbox().await;
        let message = [
            ("MessageSid", "MM00000000000000000000000000000001"),
            ("AccountSid", DEMO.account_sid),
            ("From", CONTACT),
            ("To", DEMO.numbers[0]),
            ("Body", "look"),
        ];
        let all = [&message[..], &fields].concat();
        assert_eq!(post(&sandbox, &all, &Delivery::default()).await.status, 200, "{fields:?}");
        let message = sandbox.only_record("MessagesTable").await.unwrap();
        assert_eq!(message["body"], "look");
        assert_eq!(message["num_media"], statuses.len(), "{fields:?}");
        let media = message["media"].as_array().unwrap();
        let kept: Vec<_> = media.iter().map(|media| media["status"].clone()).collect();
        assert_eq!(json!(kept), json!(statuses), "{fields:?}");
        let pending = statuses.iter().filter(|status| **status == "pending").count();
        assert_eq!(sandbox.records("JobsTable").await.unwrap().len(), pending);
    }
}

#[tokio::test]
async fn a_message_without_text_has_a_preview() {
    let cases: [(&[(&str, &str)], &str); 9] = [
        (&[("Latitude", "49.2"), ("Longitude", "6.9"), ("Label", "Office")], "Location: Office"),
        (&[("Latitude", "49.2"), ("Longitude", "6.9"), ("Address", "1 Main")], "Location: 1 Main"),
        (&[("Latitude", "49.2"), ("Longitude", "6.9")], "Location"),
        (&[("MessageType", "interactive"), ("ListTitle", "Option 1")], "Option 1"),
        (&[("MessageType", "button"), ("ButtonText", "Yes")], "Yes"),
        (&[("MessageType", "contacts")], "Contact card"),
        (&[("MessageType", "reaction")], "Reaction"),
        (&[("MessageType", "call")], "Call"),
        (&[("MessageType", "sticker_pack")], "Message without text: sticker_pack"),
    ];
    for (fields, preview) in cases {
        let sandbox = sandbox().await;
        let message = [
            ("MessageSid", "SM00000000000000000000000000000001"),
            ("AccountSid", DEMO.account_sid),
            ("From", "whatsapp:+15550190001"),
            ("To", "whatsapp:+15550100001"),
            ("Body", ""),
            ("NumMedia", "0"),
        ];
        let all = [&message[..], fields].concat();
        assert_eq!(post(&sandbox, &all, &Delivery::default()).await.status, 200);
        let thread = sandbox.only_record("ThreadsTable").await.unwrap();
        assert_eq!(thread["last_message"], preview, "{fields:?}");
    }
}

#[tokio::test]
async fn whatsapp_is_a_conversation_of_its_own() {
    let sandbox = sandbox().await;
    send(&sandbox, text("by sms")).await;
    let profile_name = Some("Ada".to_owned());
    let channel = Channel::Whatsapp;
    send(&sandbox, InboundMessage { channel, profile_name, ..text("by whatsapp") }).await;

    let threads = sandbox.records("ThreadsTable").await.unwrap();
    let whatsapp = threads.iter().find(|thread| thread["channel"] == "whatsapp").unwrap();
    assert_eq!((threads.len(), &whatsapp["contact_number"]), (2, &json!(CONTACT)));
    let messages = sandbox.records("MessagesTable").await.unwrap();
    let message = messages.iter().find(|message| message["channel"] == "whatsapp").unwrap();
    assert_eq!(message["from_number"], CONTACT);
    assert_eq!(message["details"]["ProfileName"], "Ada");
}

#[tokio::test]
async fn stop_and_start_set_and_clear_the_opt_out() {
    let sandbox = sandbox().await;
    let opted_out_at = async || {
        let consents = sandbox.records("ConsentsTable").await.unwrap();
        consents.first()?.get("opted_out_at").cloned()
    };
    send(&sandbox, text("hello")).await;
    assert_eq!(opted_out_at().await, None);
    send(&sandbox, text("Stop ")).await;
    let since = opted_out_at().await.unwrap();
    send(&sandbox, text("STOP")).await;
    assert_eq!(opted_out_at().await, Some(since), "the first STOP counts");
    send(&sandbox, text("HELP")).await;
    assert!(opted_out_at().await.is_some());
    send(&sandbox, text("START")).await;
    assert_eq!(opted_out_at().await, None);
    let opt_out_type = Some(OptOut::Stop);
    send(&sandbox, InboundMessage { opt_out_type, ..text("basta") }).await;
    assert!(opted_out_at().await.is_some(), "Advanced Opt-Out says so");
    assert_eq!(sandbox.records("MessagesTable").await.unwrap().len(), 6, "all are messages");
}

#[tokio::test]
async fn a_repeat_changes_nothing() {
    let sandbox = sandbox().await;
    let delivery = Delivery { repeat: 8, ..Delivery::default() };
    let media = vec![InboundMedia::of_bytes("image/png", b"png")];
    let sent =
        sandbox.twilio.send_message(InboundMessage { delivery, media, ..text("once") }).await;
    assert!(sent.unwrap().webhooks.iter().all(|answer| answer.status == 200));

    sandbox.only_record("MessagesTable").await.unwrap();
    sandbox.only_record("JobsTable").await.unwrap();
    assert_eq!(sandbox.only_record("ThreadsTable").await.unwrap()["unread_count"], 1);
    assert_eq!(sandbox.aws.sqs().messages("MediaQueue").unwrap().len(), 1);
}

#[tokio::test]
async fn a_withheld_sender_is_a_contact_too() {
    let sandbox = sandbox().await;
    send(&sandbox, InboundMessage { from: "anonymous".to_owned(), ..text("hi") }).await;
    let thread = sandbox.only_record("ThreadsTable").await.unwrap();
    assert_eq!(thread["contact_number"], "anonymous");
    assert_eq!(thread["thread_id"], "sms.15550100001.~anonymous");
}

/// Forms as Twilio sends them, signed anew for the demo account.
#[tokio::test]
async fn every_sample_of_twilio_is_stored() {
    for (name, form) in sandbox::samples(include_str!("../data/forms.json"), 5) {
        let sandbox = sandbox().await;
        let answer = sandbox.deliver_sample("sms-webhook", &form).await;
        assert_eq!((answer.status, answer.body.as_str()), (200, SILENCE), "{name}");

        let message = sandbox.only_record("MessagesTable").await.unwrap();
        let thread = sandbox.only_record("ThreadsTable").await.unwrap();
        assert_eq!(message["message_sid"], json!(form.get("MessageSid")), "{name}");
        assert_eq!(message["body"], json!(form.get("Body")), "{name}");
        let count: usize = form.get("NumMedia").unwrap().parse().unwrap();
        assert_eq!(message["media"].as_array().unwrap().len(), count, "{name}");
        for (index, media) in message["media"].as_array().unwrap().iter().enumerate() {
            assert_eq!(media["url"], json!(form.get(&format!("MediaUrl{index}"))), "{name}");
        }
        let whatsapp = form.get("From").unwrap().starts_with("whatsapp:");
        assert_eq!(thread["channel"], if whatsapp { "whatsapp" } else { "sms" }, "{name}");
        let stopped = form.get("OptOutType") == Some("STOP");
        let consents = sandbox.records("ConsentsTable").await.unwrap();
        let out = consents.iter().any(|consent| consent.get("opted_out_at").is_some());
        assert_eq!(out, stopped, "{name}");
        for field in ["Latitude", "Address", "ReferralCtwaClid", "ProfileName", "OptOutType"] {
            assert_eq!(
                message["details"].get(field).and_then(Value::as_str),
                form.get(field),
                "{name}"
            );
        }
    }
}
