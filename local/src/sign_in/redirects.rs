//! Where a browser is sent back to: pages of this machine, and nowhere else.

use url::Url;

use crate::pages::screens::is_screen;

/// The page's own base URL, and the origins of other pages of this machine that are named.
pub(super) struct Redirects {
    pub(super) page: String,
    pub(super) named: Vec<String>,
}

impl Redirects {
    /// The URL, if it is one of a page that people may sign in to. The error is a sentence for the eyes.
    pub(super) fn check(&self, name: &str, text: &str) -> Result<Url, String> {
        let refused = || {
            let page = &self.page;
            format!(
                "{name} has to be of the page at {page}, or of a page of this machine that --website-origin names."
            )
        };
        let url = Url::parse(text).map_err(|_| refused())?;
        let is_plain =
            url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
        let origin = url.origin().ascii_serialization();
        let is_own = origin == self.page && is_screen(url.path());
        let is_named = self.named.contains(&origin);
        if is_plain && (is_own || is_named) { Ok(url) } else { Err(refused()) }
    }
}

/// The URL with these parameters beside those that it has.
pub(super) fn with(mut url: Url, parameters: &[(&str, Option<&str>)]) -> Url {
    let given = parameters.iter().filter_map(|(name, value)| value.map(|value| (*name, value)));
    url.query_pairs_mut().extend_pairs(given);
    if url.query() == Some("") {
        url.set_query(None);
    }
    url
}
