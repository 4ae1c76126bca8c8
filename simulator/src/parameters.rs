//! Parameters of the REST API, held to what it takes.

use twilio::form::Form;

/// A parameter that the API refuses, with Twilio's error code.
#[derive(Debug)]
pub(super) struct Invalid {
    pub(super) code: u32,
    pub(super) message: String,
}

impl Invalid {
    pub(super) fn new(code: u32, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// Refuses what the API does not know, by name.
pub(super) fn expect_known(form: &Form, known: &[&str]) -> Result<(), Invalid> {
    match form.fields().find(|(name, _)| !known.contains(name)) {
        Some((name, _)) => Err(Invalid::new(20001, format!("Unknown parameter: {name}"))),
        None => Ok(()),
    }
}

/// Whether the parameter says `true`.
pub(super) fn flag(form: &Form, name: &str) -> Result<bool, Invalid> {
    match form.text(name) {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(text) => Err(Invalid::new(20001, format!("{name} is neither true nor false: {text}"))),
    }
}

/// A whole number; what is none is refused with the code.
pub(super) fn number_in(form: &Form, name: &str, code: u32) -> Result<Option<u64>, Invalid> {
    let invalid = |text| Invalid::new(code, format!("{name} is not a number: {text}"));
    form.text(name).map(|text| text.parse().map_err(|_| invalid(text))).transpose()
}
