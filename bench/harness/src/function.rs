//! The functions that there are on both sides.

use serde_json::Value;

/// A webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    /// An inbound message.
    Sms,
    /// A delivery receipt.
    Status,
    /// An incoming call.
    Voice,
}

impl Function {
    pub(crate) const ALL: [Function; 3] = [Function::Sms, Function::Status, Function::Voice];

    /// Its folder and binary.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Function::Sms => "sms",
            Function::Status => "status",
            Function::Voice => "voice",
        }
    }

    /// Its logical id in the template.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Function::Sms => "SmsFunction",
            Function::Status => "StatusFunction",
            Function::Voice => "VoiceFunction",
        }
    }

    /// The event that its forms are made of.
    pub(crate) fn sample(self) -> &'static str {
        match self {
            Function::Sms => include_str!("../../../events/sms.json"),
            Function::Status => include_str!("../../../events/status.json"),
            Function::Voice => include_str!("../../../events/voice.json"),
        }
    }

    /// The fields of its form that are another invocation's: they get its id after these two letters.
    pub(crate) fn sids(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Function::Sms => ("SM", &["MessageSid", "SmsSid", "SmsMessageSid"]),
            Function::Status => ("SM", &["MessageSid", "SmsSid"]),
            Function::Voice => ("CA", &["CallSid"]),
        }
    }

    /// The fields with the number of the person outside.
    pub(crate) fn parties(self) -> &'static [&'static str] {
        match self {
            Function::Sms => &["From"],
            Function::Status => &["To"],
            Function::Voice => &["From", "Caller"],
        }
    }

    /// The table of its record, and the record's key.
    pub(crate) fn record(self) -> (&'static str, &'static str) {
        match self {
            Function::Sms | Function::Status => ("MessagesTable", "message_id"),
            Function::Voice => ("CallsTable", "call_id"),
        }
    }

    /// Whether this is how it answers.
    pub(crate) fn is_answer(self, answer: &Value) -> bool {
        let body = answer["body"].as_str().unwrap_or_default();
        let status = answer["statusCode"].as_u64();
        match self {
            Function::Sms => status == Some(200) && body.trim_end().ends_with("<Response/>"),
            Function::Status => status == Some(204) && body.is_empty(),
            Function::Voice => status == Some(200) && body.contains("<Response><Say"),
        }
    }
}
