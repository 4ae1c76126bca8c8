//! What is checked before the XML is read: size, content type, encoding.

use super::document::TwimlError;

const MAX_BYTES: usize = 64 * 1024;

/// The body as text that may be XML.
pub(super) fn open<'a>(content_type: Option<&str>, body: &'a [u8]) -> Result<&'a str, TwimlError> {
    if body.len() > MAX_BYTES {
        let message = format!("TwiML response body too large: {} bytes", body.len());
        return Err(TwimlError { code: 11750, message });
    }
    expect_xml(content_type)?;
    let text = std::str::from_utf8(body).map_err(TwimlError::parse)?;
    match text.starts_with('\u{feff}') {
        true => Err(TwimlError::parse("a byte order mark precedes the document")),
        false => Ok(text),
    }
}

fn expect_xml(content_type: Option<&str>) -> Result<(), TwimlError> {
    let message = match content_type {
        None => "Content-Type is missing".to_owned(),
        Some(given) => {
            let essence = given.split(';').next().unwrap_or_default().trim();
            if ["text/xml", "application/xml"].iter().any(|xml| essence.eq_ignore_ascii_case(xml)) {
                return Ok(());
            }
            format!("Invalid Content-Type: {given} supplied")
        }
    };
    Err(TwimlError { code: 12300, message })
}
