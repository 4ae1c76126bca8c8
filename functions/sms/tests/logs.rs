//! What is logged, at which level, and what never is. Alone in its process: log events are switched
//! on and off for the whole process at once.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io;
use std::sync::{Arc, Mutex};

use sandbox::Sandbox;
use sandbox::demo::DEMO;
use sandbox::twilio::{Corruption, Delivery, InboundMessage};
use sms::Sms;
use tracing_subscriber::fmt::MakeWriter;

const CONTACT: &str = "+15550190001";

/// Log lines of the process.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Lines {
    type Writer = Lines;

    fn make_writer(&'w self) -> Lines {
        self.clone()
    }
}

#[tokio::test]
async fn refusals_are_no_errors_and_nothing_private_is_logged() {
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .with_writer(lines.clone())
        .with_max_level(tracing::Level::INFO)
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
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
    let fields = [("AccountSid", DEMO.account_sid), ("From", CONTACT), ("To", "")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let url = format!("{}/api/twilio/sms-webhook", sandbox.url());
    let delivery = Delivery::default();
    let refused = sandbox.twilio.post_webhook(&url, DEMO.account_sid, &fields, &delivery).await;
    assert_eq!(refused.unwrap()[0].status, 400);

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
