//! Reads TwiML as Twilio does, and refuses with Twilio's error codes what it would complain about.
//!
//! Where Twilio only warns (12200) and skips, this refuses: a document that draws a warning is a
//! mistake of whoever wrote it.

mod check;
mod document;
mod envelope;
mod schema;
#[cfg(test)]
mod tests;

pub use document::{Document, Element, Product, TwimlError};

/// Reads the answer to a request for TwiML: its `Content-Type` and its body.
///
/// Errors: 11750 over 64 kB, 12300 wrong or missing content type, 12100 no XML with a `<Response>`,
/// 12200 elements, nesting, attributes, values or text that the schema does not allow.
pub fn read(
    product: Product,
    content_type: Option<&str>,
    body: &[u8],
) -> Result<Document, TwimlError> {
    let text = envelope::open(content_type, body)?;
    let xml = roxmltree::Document::parse(text).map_err(TwimlError::parse)?;
    Ok(Document { verbs: check::document(product, &xml)? })
}
