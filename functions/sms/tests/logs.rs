//! What is logged, at which level, and what never is. Alone in its process: log events are switched
//! on and off for the whole process at once.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use sandbox::demo::DEMO;
use sandbox::{Lines, Sandbox};
use sms::Sms;
use twilio_simulator::{Corruption, Delivery, InboundMessage};

const CONTACT: &str = "+15550190001";

#[tokio::test]
async fn refusals_are_no_errors_and_nothing_private_is_logged() {
    let lines = Lines::listen(tracing::Level::INFO);
    let sandbox = Sandbox::start(vec![sandbox::webhook::<Sms>()]).await.unwrap();
    for (corrupt, status) in
        [(None, 200), (Some(Corruption::Signature), 403), (Some(Corruption::MissingSignature), 403)]
    {
        let message = InboundMessage {
            from: CONTACT.to_owned(),
            to: DEMO.numbers[0].to_owned(),
            body: "a private matter".to_owned(),
            delivery: Delivery { corrupt, ..Delivery::default() },
            ..InboundMessage::default()
        };
        let sent = sandbox.twilio.send_message(message).await.unwrap();
        assert_eq!(sent.webhook.unwrap().status, status);
    }
    let fields = [("From", CONTACT), ("To", "")];
    let refused = sandbox.deliver((&DEMO, "sms-webhook"), &fields, &Delivery::default()).await;
    assert_eq!(refused.unwrap().status, 400);

    let log = lines.text();
    assert!(
        log.contains(r#""tenant_id":"demo""#) && log.contains(r#""outcome":"Applied""#),
        "{log}"
    );
    assert!(log.lines().all(|line| line.contains(r#""request_id":""#)), "{log}");
    assert!(log.contains("the signature is not valid") && log.contains("MessageSid"), "{log}");
    assert!(!log.contains("ERROR"), "{log}");
    for private in ["a private matter", &CONTACT[1..], &DEMO.numbers[0][1..], DEMO.auth_token] {
        assert!(!log.contains(private), "{private} in {log}");
    }
}
