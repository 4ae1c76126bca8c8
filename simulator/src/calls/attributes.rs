//! Attributes of TwiML elements, as values.

use super::super::twiml::Element;
use super::super::webhook::Method;

/// An attribute that is there and not empty.
pub(super) fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.attributes.get(name).map(String::as_str).filter(|value| !value.is_empty())
}

/// Whether a flag is set.
pub(super) fn is_true(element: &Element, name: &str) -> bool {
    attribute(element, name) == Some("true")
}

/// A whole number; what is none counts as absent.
pub(super) fn number(element: &Element, name: &str) -> Option<u64> {
    attribute(element, name)?.parse().ok()
}

/// An HTTP method; POST unless the attribute says GET.
pub(super) fn method(element: &Element, name: &str) -> Method {
    attribute(element, name).and_then(Method::parse).unwrap_or(Method::Post)
}

/// Words between blanks; `default` if the attribute is absent.
pub(super) fn words<'a>(element: &'a Element, name: &str, default: &'a str) -> Vec<&'a str> {
    attribute(element, name).unwrap_or(default).split_whitespace().collect()
}

/// How often a prompt is repeated; 0 stands for as often as Twilio will.
pub(super) fn loops(element: &Element) -> u64 {
    const MOST: u64 = 1_000;
    match number(element, "loop") {
        Some(0) => MOST,
        Some(times) => times.min(MOST),
        None => 1,
    }
}
