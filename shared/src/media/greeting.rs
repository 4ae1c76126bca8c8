//! Greetings that tenants have uploaded.

use std::time::Duration;

use super::MediaStore;
use crate::records::Preferences;

/// Beginning of the keys of uploaded greetings: `greetings/{tenant}/{ULID}.mp3`.
pub const GREETINGS: &str = "greetings/";

/// How long a link in TwiML works: the caller may listen to a menu and let a phone ring before the
/// greeting is played.
pub const GREETING_LIFETIME: Duration = Duration::from_hours(1);

impl MediaStore {
    /// Where the greeting's audio can be played from, if the tenant has any: a link to the uploaded
    /// file that works for `lifetime`, else the tenant's own URL. Signs, and so calls nobody.
    pub fn greeting_url(&self, preferences: &Preferences, lifetime: Duration) -> Option<String> {
        match &preferences.greeting_key {
            Some(key) => Some(self.links.read(key, ("inline", None), lifetime)),
            None => preferences.greeting_url.clone(),
        }
    }

    /// Where an object is, without the signature that reading it takes. A key's beginning gives the
    /// beginning of the URLs.
    pub fn location(&self, key: &str) -> String {
        self.links.location(key)
    }
}
