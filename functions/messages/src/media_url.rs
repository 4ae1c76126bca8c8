//! What a message may carry: a file that anybody can fetch, or one that was uploaded here.

use serde::{Serialize, Serializer};
use shared::api::{ApiError, invalid};
use shared::media::UploadId;
use shared::public_url::is_public;
use url::Url;

const FIELD: &str = "media_urls";
/// Longest URL, in characters.
const MAX_URL: usize = 2_048;

/// One of `media_urls`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MediaUrl {
    /// Twilio fetches it from there.
    External(Url),
    /// `upload:{id}`, as `POST /api/media` has given it.
    Uploaded(UploadId),
}

impl MediaUrl {
    pub(crate) fn parse(text: &str) -> Result<Self, ApiError> {
        if let Some(id) = text.strip_prefix(UploadId::SCHEME) {
            let id = id.parse().map(Self::Uploaded);
            return id.or_else(|_| invalid(FIELD, "an upload that `POST /api/media` has begun"));
        }
        let url = Url::parse(text).ok().filter(|_| text.len() <= MAX_URL);
        match url {
            Some(url) if is_public(&url) => Ok(Self::External(url)),
            _ => invalid(FIELD, "https URLs of files that anybody on the internet can fetch"),
        }
    }
}

impl Serialize for MediaUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            MediaUrl::External(url) => serializer.serialize_str(url.as_str()),
            MediaUrl::Uploaded(id) => serializer.collect_str(&id.url()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_on_the_internet_and_uploads() {
        for good in [
            "https://files.example.com/a.png?x=1#y",
            "https://93.184.216.34:8443/a",
            "https://[2606:2800:220:1::1]/a",
            "upload:01J0000000000000000000000A.png",
        ] {
            assert!(MediaUrl::parse(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn nothing_that_leads_into_a_private_network() {
        for bad in [
            "",
            "a.png",
            "http://files.example.com/a.png",
            "https://db.internal/a",
            "https://169.254.169.254/latest/meta-data",
            "https://home.arpa/a",
            "upload:../greetings/x",
            "upload:",
        ] {
            assert!(MediaUrl::parse(bad).is_err(), "{bad}");
        }
        assert!(MediaUrl::parse(&format!("https://a.example/{}", "x".repeat(2_048))).is_err());
    }
}
