//! The audio that callers hear: uploaded here, played by Twilio.

use bytes::Bytes;
use futures::stream;
use serde_json::Value;
use shared::api::{ApiError, ApiRequest};
use shared::app::App;
use shared::ids::TenantId;
use shared::media::GREETINGS;
use shared::records::Preferences;
use ulid::Ulid;

use crate::audio::Audio;
use crate::stored::{TRIES, contended, discard, stored, view};

/// Largest file, in bytes. A request reaches Lambda as JSON of at most 6 MB, with the file in Base64,
/// which makes it a third longer.
pub(crate) const MAX_BYTES: usize = 4 * 1024 * 1024;

/// Stores the body as the greeting, in place of the one before.
pub(crate) async fn replace(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let audio = checked(request)?;
    let key = keep(app, &request.tenant, (audio, request.body.clone())).await?;
    // After an error the record may name the file all the same, so it stays.
    let preferences = set(app, &request.tenant, Some(&key)).await?;
    Ok(view(app, preferences))
}

/// Stores audio under a key of its own, which is returned.
pub(crate) async fn keep(
    app: &App,
    tenant: &TenantId,
    (audio, file): (Audio, Bytes),
) -> Result<String, ApiError> {
    let key = format!("{GREETINGS}{tenant}/{}.{}", Ulid::generate(), audio.extension());
    app.media.put(&key, audio.content_type(), stream::iter([Ok(file)])).await?;
    Ok(key)
}

/// Takes the audio away: callers hear the text again.
pub(crate) async fn remove(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let preferences = set(app, &request.tenant, None).await?;
    Ok(view(app, preferences))
}

fn checked(request: &ApiRequest) -> Result<Audio, ApiError> {
    let audio = Audio::named(&request.headers)?;
    let field = "body";
    if request.body.len() > MAX_BYTES {
        return Err(ApiError::TooLarge { field, message: "an audio file of at most 4 MiB" });
    }
    if audio.begins(&request.body) {
        return Ok(audio);
    }
    let message = match audio {
        Audio::Mp3 => "an MP3 file, as its content type says",
        Audio::Wav => "a WAV file, as its content type says",
    };
    Err(ApiError::Invalid { field, message })
}

/// Whoever takes a file's key out of the record deletes the file.
async fn set(app: &App, tenant: &TenantId, key: Option<&str>) -> Result<Preferences, ApiError> {
    for _ in 0..TRIES {
        let before = stored(app, tenant).await?.greeting_key;
        let set = app.store.preferences_set_greeting(tenant, key, before.as_deref()).await?;
        if let Some(preferences) = set {
            // The same key: an earlier try was written, and its answer lost.
            if let Some(unused) = before.filter(|before| Some(before.as_str()) != key) {
                discard(app, &unused).await;
            }
            return Ok(preferences);
        }
    }
    Err(contended())
}
