//! Greetings that tenants have uploaded.

use std::time::Duration;

use super::{MediaError, MediaStore};
use crate::records::Preferences;

/// Beginning of the keys of uploaded greetings: `greetings/{tenant}/{ULID}.mp3`.
pub const GREETINGS: &str = "greetings/";

/// How long a link in TwiML works: the caller may listen to a menu and let a phone ring before the
/// greeting is played.
pub const GREETING_LIFETIME: Duration = Duration::from_hours(1);

impl MediaStore {
    /// Where the greeting's audio can be played from, if the tenant has any: a link to the uploaded
    /// file that works for `lifetime`, else the tenant's own URL. Signs, and so calls nobody.
    pub async fn greeting_url(
        &self,
        preferences: &Preferences,
        lifetime: Duration,
    ) -> Result<Option<String>, MediaError> {
        match &preferences.greeting_key {
            Some(key) => self.presigned(key, ("inline", None), lifetime).await.map(Some),
            None => Ok(preferences.greeting_url.clone()),
        }
    }

    /// Where an object is, without the signature that reading it takes. A key's beginning gives the
    /// beginning of the URLs.
    pub async fn location(&self, key: &str) -> Result<String, MediaError> {
        let link = self.presigned(key, ("inline", None), super::LINK_LIFETIME).await?;
        Ok(link.split_once('?').map_or(link.clone(), |(location, _)| location.to_owned()))
    }
}
