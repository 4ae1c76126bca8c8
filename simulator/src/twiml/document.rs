//! A document of TwiML, and what can be wrong with it.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

/// The language of verbs a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Product {
    /// Calls: `<Say>`, `<Dial>` and so on.
    Voice,
    /// Messages: `<Message>` and `<Redirect>`.
    Messaging,
}

/// A valid document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What stands in `<Response>`, in order.
    pub verbs: Vec<Element>,
}

/// A verb or noun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Its name, such as `Dial`.
    pub name: String,
    /// Its attributes, unescaped.
    pub attributes: BTreeMap<String, String>,
    /// The elements in it, in order.
    pub children: Vec<Element>,
    /// Its own text, unescaped, without blanks at the ends. The words inside of SSML markup belong
    /// to the `<Say>` around it as well.
    pub text: String,
}

/// Why Twilio would not carry out a document, or something in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TwimlError {
    /// Twilio's error code; 11750, 12100, 12200 or 12300 for a document as such.
    pub code: u32,
    /// What is wrong, with the names of the element and attribute.
    pub message: String,
}

impl TwimlError {
    pub(super) fn parse(reason: impl fmt::Display) -> Self {
        Self { code: 12100, message: format!("Document parse failure: {reason}") }
    }

    pub(super) fn schema(reason: impl fmt::Display) -> Self {
        Self { code: 12200, message: format!("Schema validation warning: {reason}") }
    }
}

impl fmt::Display for TwimlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for TwimlError {}
