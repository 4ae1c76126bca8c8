//! Downloads: media and recordings, along Twilio's redirects.

use bytes::Bytes;
use futures::Stream;
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION};
use reqwest::{Response, StatusCode};
use url::Url;

use super::failure::brief;
use super::hosts::{Twilio, is_twilio};
use crate::auth_token::AuthToken;
use crate::sid::AccountSid;

const REDIRECTS: usize = 4;

/// Why a file could not be fetched, by what the caller does next.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Another try may work: not there yet, an overloaded or broken server, a cut connection.
    #[error("{0}")]
    Again(String),
    /// No try will work: the URL leads elsewhere than to Twilio, or is none.
    #[error("{0}")]
    Never(String),
}

/// A file that is being fetched.
pub struct Download {
    /// Media type as served, without parameters; empty when the server named none.
    pub content_type: String,
    /// Length as served, if the server named it.
    pub length: Option<u64>,
    response: Response,
}

impl Download {
    /// The content, in chunks as they arrive. What breaks it off is [`FetchError::Again`].
    pub fn stream(self) -> impl Stream<Item = Result<Bytes, FetchError>> {
        futures::stream::try_unfold(self.response, async |mut response| {
            let chunk = response.chunk().await.map_err(|error| FetchError::Again(brief(&error)))?;
            Ok(chunk.map(|chunk| (chunk, response)))
        })
    }
}

impl Twilio {
    /// Opens a file with an account's credentials and follows Twilio's redirects.
    pub async fn download(
        &self,
        url: &str,
        account: &AccountSid,
        token: &AuthToken,
    ) -> Result<Download, FetchError> {
        let mut url = Url::parse(url).map_err(|_| FetchError::Never("not a URL".to_owned()))?;
        for _ in 0..=REDIRECTS {
            url = self.permitted(url)?;
            let request = self.files().get(url.clone());
            let request = match self.is_api(&url) {
                true => request.basic_auth(account, Some(token.reveal())),
                false => request,
            };
            let response =
                request.send().await.map_err(|error| FetchError::Again(brief(&error)))?;
            match next(&url, &response)? {
                Some(location) => url = location,
                None => return Ok(opened(response)),
            }
        }
        Err(FetchError::Again("Twilio redirects in circles".to_owned()))
    }

    /// Old recording URLs say `http`; Twilio serves the same over `https`.
    fn permitted(&self, mut url: Url) -> Result<Url, FetchError> {
        if self.is_sandbox(&url) {
            return Ok(url);
        }
        let host = url.host_str().unwrap_or_default();
        if !is_twilio(host) || url.port().is_some() {
            return Err(FetchError::Never(
                "the URL leads to a host that is not Twilio's".to_owned(),
            ));
        }
        if url.scheme() == "http" {
            url.set_scheme("https").map_err(|()| FetchError::Never("not a web URL".to_owned()))?;
        }
        match url.scheme() {
            "https" => Ok(url),
            _ => Err(FetchError::Never("not a web URL".to_owned())),
        }
    }
}

/// Where a response leads: `None` to its own body.
fn next(url: &Url, response: &Response) -> Result<Option<Url>, FetchError> {
    let status = response.status();
    if status == StatusCode::OK {
        return Ok(None);
    }
    if !status.is_redirection() {
        return Err(FetchError::Again(format!("Twilio answered {}", status.as_u16())));
    }
    let location = header(response.headers(), LOCATION);
    let location =
        url.join(&location).map_err(|_| FetchError::Never("a broken redirect".to_owned()));
    location.map(Some)
}

fn opened(response: Response) -> Download {
    let content_type = header(response.headers(), CONTENT_TYPE);
    let content_type =
        content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let length = header(response.headers(), CONTENT_LENGTH).parse().ok();
    Download { content_type, length, response }
}

fn header(headers: &HeaderMap, name: reqwest::header::HeaderName) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twilio(api: &str) -> Twilio {
        Twilio::new(&Url::parse(api).unwrap())
    }

    fn permitted(twilio: &Twilio, url: &str) -> Option<String> {
        twilio.permitted(Url::parse(url).unwrap()).ok().map(String::from)
    }

    #[test]
    fn only_twilio_is_fetched_and_only_over_https() {
        let twilio = twilio("https://api.twilio.com");
        for good in [
            "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1",
            "https://api.dublin.ie1.twilio.com/x",
            "https://mms.twiliocdn.com/x?a=b",
        ] {
            assert_eq!(permitted(&twilio, good).as_deref(), Some(good));
        }
        assert_eq!(
            permitted(&twilio, "http://api.twilio.com/x").as_deref(),
            Some("https://api.twilio.com/x")
        );
        for bad in [
            "https://twilio.com.evil.example/x",
            "https://eviltwilio.com/x",
            "https://twilio.com/x",
            "https://api.twilio.com:8443/x",
            "https://api.twilio.com@evil.example/x",
            "http://127.0.0.1/x",
            "http://localhost:3001/x",
            "http://169.254.169.254/latest/meta-data",
            "file:///etc/passwd",
            "ftp://api.twilio.com/x",
        ] {
            assert_eq!(permitted(&twilio, bad), None, "{bad}");
        }
    }

    #[test]
    fn loopback_opens_only_for_a_sandbox_and_only_its_port() {
        let twilio = twilio("http://127.0.0.1:3001");
        assert!(permitted(&twilio, "http://127.0.0.1:3001/x").is_some());
        assert!(permitted(&twilio, "http://localhost:3001/x").is_some());
        assert!(permitted(&twilio, "http://127.0.0.1:9001/x").is_none());
        assert!(permitted(&twilio, "http://10.0.0.1:3001/x").is_none());
    }
}
