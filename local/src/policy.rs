//! What the page may load, and whom it may ask: its Content-Security-Policy.
//!
//! The text is made here alone; a deployment's has to be the same, with other origins.

/// What the page needs beside what comes from where it comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origins {
    /// Whom it asks: the API, the issuer, the channel of events.
    pub connect: Vec<String>,
    /// Where pictures and recordings are, and where files are put.
    pub files: Vec<String>,
}

/// Scripts and styles are files of the page itself: nothing inline, no `eval`, nobody else's.
pub fn content_security_policy(Origins { connect, files }: &Origins) -> String {
    let list = |first: &str, origins: &[&[String]]| {
        let origins = origins.iter().flat_map(|some| some.iter().map(String::as_str));
        std::iter::once(first).chain(origins).collect::<Vec<_>>().join(" ")
    };
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        &list("img-src 'self' data: blob:", &[files]),
        &list("media-src 'self' data: blob:", &[files]),
        &list("connect-src 'self'", &[connect, files]),
        "font-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
    .join("; ")
}
