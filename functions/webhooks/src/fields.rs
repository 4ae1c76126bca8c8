//! What a body says of an endpoint.

use serde_json::Value;
use shared::api::{ApiError, Fields, invalid};
use shared::public_url::Reach;
use shared::records::EventKind;
use url::Url;

/// Longest URL, in bytes.
const MAX_URL: usize = 2_048;
/// Longest description, in characters.
const MAX_DESCRIPTION: usize = 256;
const URL: &str =
    "an https URL, of up to 2048 characters, of a server that the whole internet reaches";

/// Where events go.
pub(crate) fn url(fields: &mut Fields, reach: Reach) -> Result<Option<String>, ApiError> {
    let Some(text) = fields.text("url")? else { return Ok(None) };
    // What is kept may be longer than what was sent.
    let fits = |url: &Url| text.len().max(url.as_str().len()) <= MAX_URL;
    let url = Url::parse(&text).ok().filter(|url| reach.allows(url) && fits(url));
    url.map_or_else(|| invalid("url", URL), |url| Ok(Some(url.into())))
}

/// Which events; none are all.
pub(crate) fn kinds(fields: &mut Fields) -> Result<Option<Vec<EventKind>>, ApiError> {
    let Some(sent) = fields.take("kinds") else { return Ok(None) };
    let named = |one: &Value| {
        EventKind::ALL.iter().copied().find(|kind| one.as_str() == Some(kind.as_str()))
    };
    let kinds = sent.as_array().and_then(|all| all.iter().map(named).collect::<Option<Vec<_>>>());
    let Some(mut kinds) = kinds else {
        return invalid("kinds", "a list of types of events, such as message.received");
    };
    kinds.sort_unstable();
    kinds.dedup();
    Ok(Some(kinds))
}

/// What it is called.
pub(crate) fn description(fields: &mut Fields) -> Result<Option<String>, ApiError> {
    match fields.text("description")? {
        Some(text) if text.chars().count() > MAX_DESCRIPTION => {
            invalid("description", "at most 256 characters")
        }
        text => Ok(text),
    }
}
