//! A webhook's form: every field as received, and a reader that names all that is wrong at once.

mod details;
mod pairs;

use std::mem::replace;
use std::str::FromStr;

use memchr::{memchr, memchr_iter, memchr2};

use pairs::Pairs;

pub use details::Details;

/// The most further fields that are kept, and the most bytes of a name and of a value.
const MAX_DETAILS: usize = 60;
const MAX_NAME: usize = 64;
const MAX_DETAIL: usize = 4 * 1024;

/// Decoded form fields in the order received, duplicates and unknown names included: all of them
/// are signed, and Twilio adds names without notice.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Form(Pairs);

impl Form {
    /// Decodes `application/x-www-form-urlencoded` by the [URL
    /// standard](https://url.spec.whatwg.org/#urlencoded-parsing). Bytes that are not UTF-8 become U+FFFD.
    pub fn parse(body: &[u8]) -> Self {
        if body.is_empty() {
            return Self::default();
        }
        let mut text = Vec::with_capacity(body.len());
        let mut ends = Vec::with_capacity(Self::most_fields(body));
        for pair in split(body).filter(|pair| !pair.is_empty()) {
            let middle = memchr(b'=', pair).unwrap_or(pair.len());
            decode(&pair[..middle], &mut text);
            let name_end = text.len();
            decode(pair.get(middle + 1..).unwrap_or_default(), &mut text);
            ends.push((name_end, text.len()));
        }
        Self(match String::from_utf8(text) {
            Ok(text) if are_characters(&text, &ends) => Pairs { text, ends },
            Ok(text) => replaced(text.as_bytes(), &ends),
            Err(other) => replaced(other.as_bytes(), &ends),
        })
    }

    /// How many fields a body has at most, without reading them.
    pub fn most_fields(body: &[u8]) -> usize {
        memchr_iter(b'&', body).count() + 1
    }

    /// Names and values of all fields.
    pub fn fields(&self) -> impl ExactSizeIterator<Item = (&str, &str)> + Clone {
        self.0.iter()
    }

    /// Bytes of all names and values.
    pub(crate) fn len(&self) -> usize {
        self.0.text.len()
    }

    /// The first value of a field; `Some("")` when it was sent empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name)
    }

    /// The first value of a field, unless it is empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// The fields that have no place of their own in a record, as far as there is something in
    /// them: at most 60, each cut at 4,096 bytes. Names over 64 bytes are left out.
    pub fn details(&self, is_placed: impl Fn(&str) -> bool) -> Details {
        let kept = |name: &str| name.len() <= MAX_NAME && !is_placed(name);
        let told = self.fields().filter(|(name, value)| !value.is_empty() && kept(name));
        let cut = told.map(|(name, value)| (name, &value[..value.floor_char_boundary(MAX_DETAIL)]));
        let mut fields = Vec::with_capacity(self.fields().len().min(MAX_DETAILS));
        fields.extend(cut.take(MAX_DETAILS));
        Details::of(fields)
    }

    /// A field that is no reason to refuse the form: as good as absent when it cannot be read.
    pub fn readable<T: FromStr>(&self, name: &str) -> Option<T> {
        self.text(name)?.parse().ok()
    }
}

impl<N: AsRef<str>, V: AsRef<str>> FromIterator<(N, V)> for Form {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(fields: I) -> Self {
        Self(fields.into_iter().collect())
    }
}

impl<'f, N: AsRef<str>, V: AsRef<str>> FromIterator<&'f (N, V)> for Form {
    fn from_iter<I: IntoIterator<Item = &'f (N, V)>>(fields: I) -> Self {
        fields.into_iter().map(|(name, value)| (name, value)).collect()
    }
}

fn split(body: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut begin = 0;
    let ends = memchr_iter(b'&', body).chain([body.len()]);
    ends.map(move |end| &body[replace(&mut begin, end + 1)..end])
}

/// Appends the bytes that a name or a value stands for.
fn decode(mut encoded: &[u8], text: &mut Vec<u8>) {
    while let Some(plain) = memchr2(b'%', b'+', encoded) {
        text.extend_from_slice(&encoded[..plain]);
        let (byte, length) = unescaped(&encoded[plain..]);
        text.push(byte);
        encoded = &encoded[plain + length..];
    }
    text.extend_from_slice(encoded);
}

/// Whether each name and value is UTF-8 by itself, of a text that is as a whole.
fn are_characters(text: &str, ends: &[(usize, usize)]) -> bool {
    ends.iter().all(|(name, value)| text.is_char_boundary(*name) && text.is_char_boundary(*value))
}

fn replaced(text: &[u8], ends: &[(usize, usize)]) -> Pairs {
    let mut begin = 0;
    let mut next = |end| String::from_utf8_lossy(&text[replace(&mut begin, end)..end]);
    ends.iter().map(|(name, value)| (next(*name), next(*value))).collect()
}

/// The byte that an escape stands for, and how long the escape is. A percent sign before anything but two
/// hexadecimal digits stands for itself.
fn unescaped(escape: &[u8]) -> (u8, usize) {
    match *escape {
        [b'+', ..] => (b' ', 1),
        [percent, high, low, ..] => {
            hex(high).zip(hex(low)).map_or((percent, 1), |(high, low)| (high << 4 | low, 3))
        }
        _ => (b'%', 1),
    }
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
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
