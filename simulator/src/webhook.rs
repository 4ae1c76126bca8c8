//! A webhook that is to be sent.

use serde::Serialize;

use super::accounts::Account;
use super::delivery::Delivery;
use super::form::{Fields, Spaces};

/// How a URL is requested.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// The fields are in the query.
    Get,
    /// The fields are in the body.
    #[default]
    Post,
}

impl Method {
    /// `GET` or `POST`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        [Self::Get, Self::Post]
            .into_iter()
            .find(|method| text.eq_ignore_ascii_case(method.as_str()))
    }
}

/// A webhook to send.
pub(super) struct Webhook<'a> {
    pub(super) account: &'a Account,
    pub(super) method: Method,
    /// The URL as configured, with its fragment.
    pub(super) url: &'a str,
    /// Where to go when that failed, and how.
    pub(super) fallback_url: Option<(&'a str, Method)>,
    pub(super) fields: Fields,
    pub(super) spaces: Spaces,
    pub(super) delivery: &'a Delivery,
}
