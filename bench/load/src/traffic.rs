//! What is sent: of ten webhooks five are texts, three are receipts, and two are of calls.

use sandbox::demo::DEMO;
use twilio::signature;

/// People who text and call.
const PEOPLE: u64 = 5_000;
/// Of so many webhooks one is a text that Twilio sends for the second time.
const AGAIN: u64 = 100;
/// A call ends so many webhooks after it has begun.
const CALL: u64 = 1_000;

/// What a webhook tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text has come.
    Text,
    /// The message with this SID was delivered.
    Receipt,
    /// Somebody calls.
    Call,
    /// This call has ended.
    End,
}

/// One webhook.
#[derive(Debug, Clone)]
pub(crate) struct Webhook {
    pub(crate) kind: Kind,
    /// Of the message or call.
    pub(crate) sid: String,
    /// Number of the person outside.
    pub(crate) person: String,
}

impl Webhook {
    /// The webhook with this number.
    pub(crate) fn new(number: u64) -> Self {
        let (kind, about) = match number % 10 {
            8 => (Kind::Call, number),
            9 if number > CALL => (Kind::End, number - CALL - 1),
            5..=7 => (Kind::Receipt, number),
            1 if number % AGAIN == 1 => (Kind::Text, number - 1),
            _ => (Kind::Text, number),
        };
        let letters = if matches!(kind, Kind::Call | Kind::End) { "CA" } else { "SM" };
        let person = format!("+1555{:07}", 2_000_000 + about % PEOPLE);
        Self { kind, sid: format!("{letters}{about:032x}"), person }
    }

    /// A text with this number, all of one person.
    pub(crate) fn text(number: u64) -> Self {
        let person = "+15552000000".to_owned();
        Self { kind: Kind::Text, sid: format!("SM{number:032x}"), person }
    }

    /// Path and form.
    fn request(&self) -> (String, Vec<(&'static str, &str)>) {
        let own = DEMO.numbers[0];
        let (path, fields) = match self.kind {
            // It says its own SID.
            Kind::Text => {
                let text =
                    [("MessageSid", self.sid.as_str()), ("Body", &self.sid), ("NumMedia", "0")];
                let place = [("FromCity", "OAKLAND"), ("FromState", "CA"), ("FromCountry", "US")];
                ("sms-webhook".to_owned(), [&text[..], &place].concat())
            }
            Kind::Receipt => {
                let told = [("MessageSid", self.sid.as_str()), ("MessageStatus", "delivered")];
                ("status-callback".to_owned(), told.to_vec())
            }
            Kind::Call => ("voice-webhook".to_owned(), self.call("ringing")),
            Kind::End => {
                let length = [("CallDuration", "65")];
                let fields = [&self.call("completed")[..], &length].concat();
                (format!("call-status?call={}", self.sid), fields)
            }
        };
        let parties = match self.kind {
            Kind::Receipt => [("From", own), ("To", self.person.as_str())],
            _ => [("From", self.person.as_str()), ("To", own)],
        };
        let account = [("AccountSid", DEMO.account_sid), ("ApiVersion", "2010-04-01")];
        (format!("/api/twilio/{path}"), [&account[..], &parties, &fields].concat())
    }

    fn call<'a>(&'a self, status: &'a str) -> Vec<(&'static str, &'a str)> {
        vec![("CallSid", self.sid.as_str()), ("CallStatus", status), ("Direction", "inbound")]
    }

    /// URL, signature and body, as they reach a system at `base`.
    pub(crate) fn signed(&self, base: &str) -> (String, String, String) {
        let (path, fields) = self.request();
        let url = format!("{base}{path}");
        let signature = signature::sign(DEMO.auth_token, &url, &fields.iter().collect());
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        (url, signature, body)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_thousand_are_what_is_promised() {
        let all: Vec<_> = (10_000..11_000).map(Webhook::new).collect();
        let count = |kind| all.iter().filter(|webhook| webhook.kind == kind).count();
        let kinds = [Kind::Text, Kind::Receipt, Kind::Call, Kind::End].map(count);
        assert_eq!(kinds, [500, 300, 100, 100]);
        let texts = all.iter().filter(|webhook| webhook.kind == Kind::Text);
        let different: HashSet<_> = texts.map(|webhook| &webhook.sid).collect();
        assert_eq!(different.len(), 490, "ten are sent twice");
    }

    #[test]
    fn a_call_ends_that_has_begun() {
        let end = Webhook::new(20_009);
        let begun = Webhook::new(20_009 - CALL - 1);
        assert_eq!((end.kind, begun.kind), (Kind::End, Kind::Call));
        assert_eq!((end.sid, end.person), (begun.sid, begun.person));
    }
}
