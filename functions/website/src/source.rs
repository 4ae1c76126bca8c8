//! A greeting that the tenant names by a URL: its audio is copied when it is saved, so that every caller
//! hears it, and who saves it hears what is wrong with it.

use shared::api::ApiError;
use shared::app::App;
use shared::ids::TenantId;
use shared::outside::{FetchError, Outside};
use shared::records::Preferences;
use url::Url;

use crate::audio::Audio;
use crate::greeting::{MAX_BYTES, keep};

/// How much of a content type of others is repeated, in characters.
const MAX_SHOWN: usize = 60;

/// Where the audio is.
pub(crate) struct Source {
    outside: Outside,
    url: Url,
}

impl Source {
    /// `None` for what is no URL that may be fetched.
    pub(crate) fn read(app: &App, text: &str) -> Option<Self> {
        let url = Url::parse(text).ok().filter(|_| text.len() <= Preferences::MAX_URL)?;
        let outside = Outside::new(&app.config.twilio_api_url);
        outside.allows(&url).then_some(Self { outside, url })
    }

    /// Fetches the audio and stores it under a key of its own, which is returned.
    pub(crate) async fn copy(&self, app: &App, tenant: &TenantId) -> Result<String, ApiError> {
        let fetched = self.outside.fetch(&self.url, MAX_BYTES).await;
        let fetched = fetched.map_err(|error| unusable(&reason(&error)))?;
        let named = is_audio(&fetched.content_type);
        match Audio::of(&fetched.body).filter(|_| named) {
            Some(audio) => keep(app, tenant, (audio, fetched.body)).await,
            None => Err(unusable(&no_audio(&fetched.content_type, named))),
        }
    }
}

/// Many servers name no type for audio, or that of any file.
fn is_audio(content_type: &str) -> bool {
    let of_any_file = ["", "application/octet-stream", "binary/octet-stream"];
    content_type.starts_with("audio/") || of_any_file.contains(&content_type)
}

fn reason(error: &FetchError) -> String {
    match error {
        FetchError::TooLarge(_) => "it is larger than 4 MiB".to_owned(),
        error => error.to_string(),
    }
}

fn no_audio(content_type: &str, named: bool) -> String {
    let shown: String = content_type.chars().take(MAX_SHOWN).collect();
    match named {
        true => "its content is neither an MP3 nor a WAV file".to_owned(),
        false => format!("its type is {shown}, and not audio/mpeg or audio/wav"),
    }
}

fn unusable(reason: &str) -> ApiError {
    let message = format!("greeting_url cannot be played: {reason}");
    ApiError::Unusable { field: "greeting_url", message }
}
