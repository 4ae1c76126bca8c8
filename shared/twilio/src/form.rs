//! A webhook's form: every field as received, and a reader that names all that is wrong at once.

use std::collections::BTreeMap;
use std::str::FromStr;

/// The most further fields that are kept, and the most bytes of a name and of a value.
const MAX_DETAILS: usize = 60;
const MAX_NAME: usize = 64;
const MAX_DETAIL: usize = 4 * 1024;

/// Decoded form fields in the order received, duplicates and unknown names included: all of them
/// are signed, and Twilio adds names without notice.
#[derive(Clone, Default)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// Decodes `application/x-www-form-urlencoded`. Bytes that are not UTF-8 become U+FFFD.
    pub fn parse(body: &[u8]) -> Self {
        if body.is_empty() {
            return Self::default();
        }
        let mut fields = Vec::with_capacity(body.split(|byte| *byte == b'&').count());
        fields.extend(form_urlencoded::parse(body).into_owned());
        Self(fields)
    }

    /// All fields.
    pub fn fields(&self) -> &[(String, String)] {
        &self.0
    }

    /// The first value of a field; `Some("")` when it was sent empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The first value of a field, unless it is empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// The fields that have no place of their own in a record, as far as there is something in
    /// them: at most 60, each cut at 4,096 bytes. Names over 64 bytes are left out.
    pub fn details(&self, is_placed: impl Fn(&str) -> bool) -> BTreeMap<String, String> {
        let kept = |name: &str| name.len() <= MAX_NAME && !is_placed(name);
        let told = self.0.iter().filter(|(name, value)| !value.is_empty() && kept(name));
        let cut = |value: &str| value[..value.floor_char_boundary(MAX_DETAIL)].to_owned();
        told.take(MAX_DETAILS).map(|(name, value)| (name.clone(), cut(value))).collect()
    }

    /// A field that is no reason to refuse the form: as good as absent when it cannot be read.
    pub fn readable<T: FromStr>(&self, name: &str) -> Option<T> {
        self.text(name)?.parse().ok()
    }
}

impl FromIterator<(String, String)> for Form {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(fields: I) -> Self {
        Self(fields.into_iter().collect())
    }
}

/// Names of the fields that a form lacks or that cannot be read. Values are never part of it.
#[derive(Debug, Default, Clone, PartialEq, Eq, thiserror::Error)]
#[error("missing or invalid fields: {}", .0.join(", "))]
pub struct FieldErrors(pub Vec<String>);

/// Reads typed fields and remembers which ones failed.
pub struct Fields<'f> {
    form: &'f Form,
    errors: FieldErrors,
}

impl<'f> Fields<'f> {
    /// Starts reading a form.
    pub fn of(form: &'f Form) -> Self {
        Self { form, errors: FieldErrors::default() }
    }

    /// A field that must be there and parse.
    pub fn required<T: FromStr>(&mut self, name: &str) -> Option<T> {
        let parsed = self.form.get(name).and_then(|value| value.parse().ok());
        if parsed.is_none() {
            self.reject(name);
        }
        parsed
    }

    /// A field that may be absent or empty, but must parse when it is there.
    pub fn optional<T: FromStr>(&mut self, name: &str) -> Option<T> {
        let parsed = self.form.text(name)?.parse().ok();
        if parsed.is_none() {
            self.reject(name);
        }
        parsed
    }

    /// Records a field as unusable.
    pub fn reject(&mut self, name: &str) {
        self.errors.0.push(name.to_owned());
    }

    /// What was built from the fields, or the names of those that failed.
    pub fn finish<T>(self, built: Option<T>) -> Result<T, FieldErrors> {
        match built {
            Some(built) if self.errors.0.is_empty() => Ok(built),
            _ => Err(self.errors),
        }
    }
}
