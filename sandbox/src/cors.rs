//! The headers by which a server lets pages of other origins read its answers.

use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_REQUEST_METHOD, HeaderName, ORIGIN, VARY,
};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method};

/// What pages of some origins may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cors {
    /// Such as `https://www.example.com`, or `*` for all.
    pub origins: Vec<String>,
    /// Methods that they may use.
    pub methods: Vec<String>,
    /// Headers that they may send, or `*` for all.
    pub headers: Vec<String>,
    /// Headers of answers that they may read.
    pub exposed: Vec<String>,
    /// Seconds that a browser may remember this.
    pub max_age: Option<u64>,
}

/// What a browser asks and says on behalf of a page of another origin.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    origin: String,
    /// Of a preflight: the method and the headers that shall follow.
    asks: Option<(String, Vec<String>)>,
}

impl Page {
    /// `None` if no page of another origin asks.
    pub(crate) fn of(parts: &Parts) -> Option<Self> {
        let text = |name: &HeaderName| {
            parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let method =
            text(&ACCESS_CONTROL_REQUEST_METHOD).filter(|_| parts.method == Method::OPTIONS);
        let headers = text(&ACCESS_CONTROL_REQUEST_HEADERS).unwrap_or_default();
        let headers = headers.split(',').map(|name| name.trim().to_ascii_lowercase());
        let headers = headers.filter(|name| !name.is_empty()).collect();
        Some(Self { origin: text(&ORIGIN)?, asks: method.map(|method| (method, headers)) })
    }

    /// Whether it only asks what it may do.
    pub(crate) fn is_preflight(&self) -> bool {
        self.asks.is_some()
    }
}

impl Cors {
    /// Whether all that a preflight asks for is allowed.
    pub(crate) fn grants(&self, page: &Page) -> bool {
        let (method, headers) = page.asks.clone().unwrap_or_default();
        let named = |all: &[String], one: &str| {
            all.iter().any(|allowed| allowed == "*" || allowed.eq_ignore_ascii_case(one))
        };
        self.knows(page)
            && named(&self.methods, &method)
            && headers.iter().all(|header| named(&self.headers, header))
    }

    /// Whether a page of its origin may read the answer to a request of this method.
    pub(crate) fn covers(&self, page: &Page, method: &Method) -> bool {
        self.knows(page) && self.methods.iter().any(|allowed| allowed == method.as_str())
    }

    fn knows(&self, page: &Page) -> bool {
        self.origins.iter().any(|one| one == "*" || one.eq_ignore_ascii_case(&page.origin))
    }

    /// Adds what the answer to a page says, if its origin is allowed.
    pub(crate) fn mark(&self, page: &Page, headers: &mut HeaderMap) {
        if !self.knows(page) {
            return;
        }
        let all = self.origins.iter().any(|one| one == "*");
        let origin = if all { "*" } else { page.origin.as_str() };
        set(headers, ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        set(headers, ACCESS_CONTROL_EXPOSE_HEADERS, &self.exposed.join(","));
        headers.insert(VARY, HeaderValue::from_static("Origin"));
    }

    /// Adds what the answer to a preflight says.
    pub(crate) fn mark_preflight(&self, page: &Page, headers: &mut HeaderMap) {
        if !self.knows(page) {
            return;
        }
        self.mark(page, headers);
        set(headers, ACCESS_CONTROL_ALLOW_METHODS, &self.methods.join(","));
        set(headers, ACCESS_CONTROL_ALLOW_HEADERS, &self.headers.join(","));
        let age = self.max_age.map(|seconds| seconds.to_string());
        set(headers, ACCESS_CONTROL_MAX_AGE, &age.unwrap_or_default());
    }
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Some(value) = HeaderValue::from_str(value).ok().filter(|value| !value.is_empty()) {
        headers.insert(name, value);
    }
}
