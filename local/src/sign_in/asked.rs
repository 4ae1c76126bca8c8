//! What a client asks of the authorization endpoint.

use url::Url;

use super::client::CLIENT;
use super::fields::Fields;
use super::redirects::Redirects;

/// A request that can be granted.
pub(super) struct Asked {
    pub(super) back: Back,
    pub(super) scope: String,
    pub(super) nonce: Option<String>,
    /// The hash, in Base64, of what the client has to show for the code.
    pub(super) challenge: String,
    /// Whether nobody may be asked who they are.
    pub(super) silent: bool,
}

/// Where the answer goes, and what it repeats.
#[derive(Clone)]
pub(super) struct Back {
    pub(super) url: Url,
    /// As it was given, which the token endpoint is to see again.
    pub(super) text: String,
    pub(super) state: Option<String>,
}

/// A request that cannot.
pub(super) enum Wrong {
    /// Nobody can be told but the person: a sentence for the eyes.
    Shown(String),
    /// The client is told, with a code of OAuth 2.0 and a sentence.
    Told(Box<Back>, &'static str, String),
}

impl Asked {
    /// Reads a query. Until client and address are known, nobody is sent anywhere.
    pub(super) fn of(query: &str, redirects: &Redirects) -> Result<Self, Wrong> {
        let fields = Fields::of(query).map_err(|sentence| Wrong::Shown(sentence + "."))?;
        if !fields.is("client_id", CLIENT) {
            return Err(Wrong::Shown(format!("client_id has to be {CLIENT}.")));
        }
        let text = fields.need("redirect_uri").map_err(|sentence| Wrong::Shown(sentence + "."))?;
        let url = redirects.check("redirect_uri", text).map_err(Wrong::Shown)?;
        let state = fields.get("state").map(str::to_owned);
        let back = Back { url, text: text.to_owned(), state };
        let told = |(error, sentence)| Wrong::Told(Box::new(back.clone()), error, sentence);
        let challenge = granted(&fields).map_err(told)?;
        Ok(Self {
            scope: fields.get("scope").unwrap_or_default().to_owned(),
            nonce: fields.get("nonce").map(str::to_owned),
            challenge,
            silent: fields.is("prompt", "none"),
            back,
        })
    }
}

/// The challenge, if all else is what is granted here. Parameters that nobody knows are passed over.
fn granted(fields: &Fields) -> Result<String, (&'static str, String)> {
    let invalid = |sentence: String| ("invalid_request", sentence);
    for name in ["request", "request_uri"] {
        if fields.get(name).is_some() {
            let error = if name == "request" {
                "request_not_supported"
            } else {
                "request_uri_not_supported"
            };
            return Err((error, format!("{name} is not taken")));
        }
    }
    if fields.need("response_type").map_err(invalid)? != "code" {
        return Err(("unsupported_response_type", "response_type has to be code".to_owned()));
    }
    if fields.get("response_mode").is_some_and(|mode| mode != "query") {
        return Err(invalid("response_mode has to be query".to_owned()));
    }
    let scope = fields.get("scope").unwrap_or_default();
    if !scope.split(' ').any(|one| one == "openid") {
        return Err(("invalid_scope", "scope has to have openid".to_owned()));
    }
    if !fields.is("code_challenge_method", "S256") {
        return Err(invalid("code_challenge_method has to be S256".to_owned()));
    }
    let challenge = fields.need("code_challenge").map_err(invalid)?;
    let in_base64 = |one: u8| one.is_ascii_alphanumeric() || b"-_".contains(&one);
    if challenge.len() != 43 || !challenge.bytes().all(in_base64) {
        let sentence = "code_challenge has to be a SHA-256 hash in Base64, which has 43 characters";
        return Err(invalid(sentence.to_owned()));
    }
    let prompts: Vec<_> = fields.get("prompt").unwrap_or_default().split(' ').collect();
    if prompts.contains(&"none") && prompts.len() > 1 {
        return Err(invalid("prompt has none beside others".to_owned()));
    }
    Ok(challenge.to_owned())
}
