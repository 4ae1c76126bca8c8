//! Preferences: how a tenant's calls are treated.

use futures::future::try_join;
use serde_json::Value;
use shared::api::{ApiError, ApiRequest};
use shared::app::App;
use shared::ids::TenantId;
use shared::media::GREETINGS;
use shared::records::Preferences;
use twilio::phone::E164;

use crate::stored::{TRIES, contended, discard, stored, view};

pub(crate) async fn get(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    request.query_of(&[])?;
    let preferences = stored(app, &request.tenant).await?;
    Ok(view(app, preferences).await?)
}

/// Replaces all of them.
pub(crate) async fn replace(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let sent = request.json()?;
    for _ in 0..TRIES {
        let (own, before) =
            try_join(own_numbers(app, &request.tenant), stored(app, &request.tenant)).await?;
        let preferences = read(app, &sent, (&own, &before)).await?;
        let found = before.greeting_key.as_deref();
        if app.store.preferences_replace(&request.tenant, &preferences, found).await? {
            if let Some(unused) = before.greeting_key.filter(|_| preferences.greeting_key.is_none())
            {
                discard(app, &unused).await;
            }
            return Ok(view(app, preferences).await?);
        }
    }
    Err(contended())
}

/// Changes those that are sent, and leaves the others as they are.
pub(crate) async fn change(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let sent = request.json()?;
    let Some(changes) = sent.as_object().filter(|changes| !changes.is_empty()) else {
        return Err(ApiError::Invalid { field: "body", message: "an object with what changes" });
    };
    for _ in 0..TRIES {
        let (own, before) =
            try_join(own_numbers(app, &request.tenant), stored(app, &request.tenant)).await?;
        let mut merged = view(app, before.clone()).await?;
        for (name, value) in changes {
            merged[name] = value.clone();
        }
        let preferences = read(app, &merged, (&own, &before)).await?;
        let mut fields: Vec<_> = changes.keys().map(String::as_str).collect();
        let (found, greeting) =
            (before.greeting_key.as_deref(), changes.contains_key("greeting_url"));
        fields.extend(greeting.then_some("greeting_key"));
        let written = app.store.preferences_change(&request.tenant, (&fields, &preferences), found);
        if let Some(now) = written.await? {
            if let Some(unused) = before.greeting_key.filter(|_| now.greeting_key.is_none()) {
                discard(app, &unused).await;
            }
            return Ok(view(app, now).await?);
        }
    }
    Err(contended())
}

async fn own_numbers(app: &App, tenant: &TenantId) -> Result<Vec<E164>, ApiError> {
    let numbers = app.store.number_list(tenant).await?;
    Ok(numbers.into_iter().map(|number| number.phone_number).collect())
}

/// A website that sends back what it has got sends our link to the uploaded greeting: that keeps it.
async fn read(
    app: &App,
    sent: &Value,
    (own, before): (&[E164], &Preferences),
) -> Result<Preferences, ApiError> {
    let mut sent = sent.clone();
    let url = sent.get("greeting_url").and_then(Value::as_str).unwrap_or_default();
    let location = url.split('?').next().unwrap_or_default();
    let is_ours = location.starts_with(&app.media.location(GREETINGS).await?);
    if is_ours {
        check_current(app, location, before).await?;
        sent["greeting_url"] = Value::Null;
    }
    let read = Preferences::parse(&sent, own, &app.config.destinations)?;
    let greeting_key = before.greeting_key.clone().filter(|_| is_ours);
    Ok(Preferences { greeting_key, ..read })
}

async fn check_current(app: &App, location: &str, before: &Preferences) -> Result<(), ApiError> {
    let current = match &before.greeting_key {
        Some(key) => Some(app.media.location(key).await?),
        None => None,
    };
    if current.as_deref() == Some(location) {
        return Ok(());
    }
    let message = "a link to the current greeting, or a URL of your own";
    Err(ApiError::Invalid { field: "greeting_url", message })
}
