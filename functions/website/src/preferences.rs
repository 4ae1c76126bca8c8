//! Preferences: how a tenant's calls are treated.

use futures::future::try_join;
use serde_json::{Map, Value, json};
use shared::api::{ApiError, ApiRequest};
use shared::app::App;
use shared::ids::TenantId;
use shared::media::GREETINGS;
use shared::records::Preferences;
use twilio::phone::E164;

use crate::source::Source;
use crate::stored::{TRIES, contended, discard, stored, view};

pub(crate) async fn get(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    request.query_of(&[])?;
    let preferences = stored(app, &request.tenant).await?;
    Ok(view(app, preferences))
}

/// Replaces all of them.
pub(crate) async fn replace(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let sent = request.json()?;
    let mut copied = None;
    for _ in 0..TRIES {
        let (own, before) =
            try_join(own_numbers(app, &request.tenant), stored(app, &request.tenant)).await?;
        let preferences = read(app, (&request.tenant, &sent), (&own, &before), &mut copied).await?;
        let found = before.greeting_key.as_deref();
        if app.store.preferences_replace(&request.tenant, &preferences, found).await? {
            discard_unused(app, before, &preferences).await;
            return Ok(view(app, preferences));
        }
    }
    Err(given_up(app, copied).await)
}

/// Changes those that are sent, and leaves the others as they are.
pub(crate) async fn change(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let sent = request.json()?;
    let Some(changes) = sent.as_object().filter(|changes| !changes.is_empty()) else {
        return Err(ApiError::Invalid { field: "body", message: "an object with what changes" });
    };
    let mut copied = None;
    for _ in 0..TRIES {
        let (own, before) =
            try_join(own_numbers(app, &request.tenant), stored(app, &request.tenant)).await?;
        let merged = merged(&before, changes);
        let preferences =
            read(app, (&request.tenant, &merged), (&own, &before), &mut copied).await?;
        let fields = written(changes);
        let found = before.greeting_key.as_deref();
        let written = app.store.preferences_change(&request.tenant, (&fields, &preferences), found);
        if let Some(now) = written.await? {
            discard_unused(app, before, &now).await;
            return Ok(view(app, now));
        }
    }
    Err(given_up(app, copied).await)
}

/// The preferences as they would be sent to be as they are with these changes. What is not changed is
/// valid, and so is left out where reading it does more than that.
fn merged(before: &Preferences, changes: &Map<String, Value>) -> Value {
    let mut merged =
        json!(Preferences { greeting_url: None, greeting_key: None, ..before.clone() });
    if changes.contains_key("language") {
        // The voice of before need not speak it.
        merged["voice"] = Value::Null;
    }
    for (name, value) in changes {
        merged[name] = value.clone();
    }
    merged
}

/// Which fields of the record these changes write.
fn written(changes: &Map<String, Value>) -> Vec<&str> {
    let mut fields: Vec<_> = changes.keys().map(String::as_str).collect();
    fields.extend(changes.contains_key("greeting_url").then_some("greeting_key"));
    // The record has the voice alone, which says the language.
    fields.retain(|field| *field != "language" && *field != "voice");
    let spoken = changes.contains_key("language") || changes.contains_key("voice");
    fields.extend(spoken.then_some("voice"));
    fields
}

async fn own_numbers(app: &App, tenant: &TenantId) -> Result<Vec<E164>, ApiError> {
    let numbers = app.store.number_list(tenant).await?;
    Ok(numbers.into_iter().map(|number| number.phone_number).collect())
}

/// A website that sends back what it has got sends our link to the greeting: that keeps it. The audio of
/// any other URL is copied, once all else is known to be valid, and once for all tries.
async fn read(
    app: &App,
    (tenant, sent): (&TenantId, &Value),
    (own, before): (&[E164], &Preferences),
    copied: &mut Option<String>,
) -> Result<Preferences, ApiError> {
    let mut sent = sent.clone();
    let url = sent.get("greeting_url").and_then(Value::as_str).unwrap_or_default();
    let location = url.split('?').next().unwrap_or_default();
    let is_ours = location.starts_with(&app.media.location(GREETINGS));
    let source = Source::read(app, url);
    if is_ours {
        check_current(app, location, before)?;
    }
    if is_ours || source.is_some() {
        sent["greeting_url"] = Value::Null;
    }
    let read = Preferences::parse(&sent, own, &app.config.destinations)?;
    let greeting_key = match (is_ours, source) {
        (true, _) => before.greeting_key.clone(),
        (false, Some(source)) => {
            if copied.is_none() {
                *copied = Some(source.copy(app, tenant).await?);
            }
            copied.clone()
        }
        (false, None) => None,
    };
    Ok(Preferences { greeting_key, ..read })
}

fn check_current(app: &App, location: &str, before: &Preferences) -> Result<(), ApiError> {
    let current = before.greeting_key.as_ref().map(|key| app.media.location(key));
    if current.as_deref() == Some(location) {
        return Ok(());
    }
    let message = "a link to the current greeting, or a URL of your own";
    Err(ApiError::Invalid { field: "greeting_url", message })
}

/// Whoever takes a file's key out of the record deletes the file.
async fn discard_unused(app: &App, before: Preferences, now: &Preferences) {
    if let Some(unused) = before.greeting_key.filter(|key| now.greeting_key.as_ref() != Some(key)) {
        discard(app, &unused).await;
    }
}

async fn given_up(app: &App, copied: Option<String>) -> ApiError {
    if let Some(unused) = copied {
        discard(app, &unused).await;
    }
    contended()
}
