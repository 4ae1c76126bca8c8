//! Lists, page by page.

use axum::Json;
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

const DEFAULT_SIZE: usize = 50;
const LARGEST_SIZE: usize = 1_000;

/// The page that a request's query asks for with `PageSize` and `Page`.
pub(super) struct Page<'a> {
    uri: &'a Uri,
    size: usize,
    index: usize,
}

impl<'a> Page<'a> {
    /// Reads the query; what cannot be read counts as absent.
    pub(super) fn of(uri: &'a Uri) -> Self {
        let number = |name| parameter(uri, name).and_then(|value| value.parse::<usize>().ok());
        Self {
            uri,
            size: number("PageSize").unwrap_or(DEFAULT_SIZE).clamp(1, LARGEST_SIZE),
            index: number("Page").unwrap_or(0),
        }
    }

    /// This page of `items` under the list's `key`, with the links to the other pages.
    fn render(&self, key: &str, items: &[Value]) -> Value {
        let (start, end) = self.bounds(items);
        let more = end < items.len();
        json!({
            key: items[start..end],
            "page": self.index,
            "page_size": self.size,
            "start": start,
            "end": end.saturating_sub(1).max(start),
            "uri": self.link(self.index),
            "first_page_uri": self.link(0),
            "next_page_uri": more.then(|| self.link(self.index + 1)),
            "previous_page_uri": self.index.checked_sub(1).map(|index| self.link(index)),
        })
    }

    /// The same as an answer.
    pub(super) fn answer(&self, key: &str, items: impl Iterator<Item = Value>) -> Response {
        Json(self.render(key, &items.collect::<Vec<_>>())).into_response()
    }

    /// This page of `items` alone.
    pub(super) fn cut<'i>(&self, items: &'i [Value]) -> &'i [Value] {
        let (start, end) = self.bounds(items);
        &items[start..end]
    }

    fn bounds(&self, items: &[Value]) -> (usize, usize) {
        let start = self.index.saturating_mul(self.size).min(items.len());
        (start, start.saturating_add(self.size).min(items.len()))
    }

    fn link(&self, index: usize) -> String {
        let mut link = format!("{}?", self.uri.path());
        let query = self.uri.query().unwrap_or_default().split('&');
        let is_filter = |pair: &&str| {
            !pair.is_empty() && !pair.starts_with("Page=") && !pair.starts_with("PageSize=")
        };
        for filter in query.filter(is_filter) {
            link.push_str(filter);
            link.push('&');
        }
        link + &format!("PageSize={}&Page={index}", self.size)
    }
}

/// A decoded parameter of the query.
pub(super) fn parameter(uri: &Uri, name: &str) -> Option<String> {
    let url = reqwest::Url::parse(&format!("http://localhost{uri}")).ok()?;
    let mut pairs = url.query_pairs();
    pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(uri: &str, count: usize) -> Value {
        let items: Vec<Value> = (0..count).map(Value::from).collect();
        Page::of(&uri.parse().unwrap()).render("items", &items)
    }

    #[test]
    fn pages_follow_each_other_and_keep_filters() {
        let first = render("/x.json?PageSize=2&Type=a%20b", 3);
        assert_eq!(first["items"], json!([0, 1]));
        assert_eq!(first["next_page_uri"], "/x.json?Type=a%20b&PageSize=2&Page=1");
        assert_eq!(first["previous_page_uri"], Value::Null);
        assert_eq!((&first["start"], &first["end"]), (&json!(0), &json!(1)));

        let last = render(first["next_page_uri"].as_str().unwrap(), 3);
        assert_eq!(last["items"], json!([2]));
        assert_eq!(last["next_page_uri"], Value::Null);
        assert_eq!(last["previous_page_uri"], first["uri"]);
    }

    #[test]
    fn odd_numbers_do_no_harm() {
        let beyond = render("/x.json?Page=18446744073709551615", 3);
        assert_eq!(beyond["items"], json!([]));
        assert_eq!(render("/x.json?PageSize=-1", 0)["page_size"], 50);
        assert_eq!(render("/x.json?PageSize=5000", 0)["page_size"], 1_000);
    }
}
