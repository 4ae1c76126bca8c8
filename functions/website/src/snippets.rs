//! Texts that users put into messages.

use http::StatusCode;
use serde_json::{Value, json};
use shared::api::{Answer, ApiError, ApiRequest, Fields, invalid};
use shared::app::App;
use shared::ids::SnippetId;
use shared::records::{Snippet, has_known_variables};
use shared::store::SnippetRefused;
use ulid::Ulid;

/// Longest name, in characters.
const MAX_NAME: usize = 60;
/// Longest text, in characters: that of a message.
const MAX_TEXT: usize = 1_600;
const NAME: &str = "1 to 60 characters, without blanks around them";
const TEXT: &str = "a text of 1 to 1,600 characters, of whose variables each is {{contact.name}}, \
                    {{contact.number}}, {{contact.lead_id}} or {{own_number}}";

pub(crate) async fn list(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    request.query_of(&[])?;
    Ok(json!({ "items": app.store.snippet_list(&request.tenant).await? }))
}

pub(crate) async fn create(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
    let (Some(name), Some(text)) = wanted(request)? else {
        return invalid("body", "`name` and `text`");
    };
    let now = app.now();
    let snippet = Snippet {
        snippet_id: Ulid::generate().to_string().parse().expect("letters and digits are an id"),
        name,
        text,
        created_by: request.user().map(str::to_owned),
        created_at: now,
        updated_at: now,
    };
    app.store.snippet_put(&request.tenant, &snippet).await?.map_err(refused)?;
    Ok(Answer { status: StatusCode::CREATED, body: json!(snippet).into() })
}

/// What is not named stays.
pub(crate) async fn change(
    app: &App,
    request: &ApiRequest,
    id: &SnippetId,
) -> Result<Value, ApiError> {
    Fields::of(request.json()?)?.never_null(&["name", "text"])?;
    let (name, text) = wanted(request)?;
    if name.is_none() && text.is_none() {
        return invalid("body", "`name`, `text`, or both");
    }
    let now = app.now();
    let change = |before: Snippet| Snippet {
        name: name.clone().unwrap_or(before.name),
        text: text.clone().unwrap_or(before.text),
        updated_at: now,
        ..before
    };
    let changed = app.store.snippet_change((&request.tenant, id), change).await?;
    Ok(json!(changed.map_err(refused)?))
}

pub(crate) async fn delete(
    app: &App,
    request: &ApiRequest,
    id: &SnippetId,
) -> Result<Value, ApiError> {
    app.store.snippet_delete((&request.tenant, id)).await?.map_err(refused)?;
    Ok(json!({ "snippet_id": id }))
}

fn wanted(request: &ApiRequest) -> Result<(Option<String>, Option<String>), ApiError> {
    let mut fields = Fields::of(request.json()?)?;
    let (name, text) = (fields.text("name")?, fields.text("text")?);
    fields.finish()?;
    let is_name = |name: &String| {
        (1..=MAX_NAME).contains(&name.chars().count())
            && name.trim() == name
            && !name.chars().any(char::is_control)
    };
    let is_text = |text: &String| {
        !text.trim().is_empty() && text.chars().count() <= MAX_TEXT && has_known_variables(text)
    };
    if !name.as_ref().is_none_or(is_name) {
        return invalid("name", NAME);
    }
    if !text.as_ref().is_none_or(is_text) {
        return invalid("text", TEXT);
    }
    Ok((name, text))
}

fn refused(why: SnippetRefused) -> ApiError {
    match why {
        SnippetRefused::Unknown => ApiError::NotFound("snippet"),
        SnippetRefused::NameTaken => {
            ApiError::Conflict { code: "name_taken", message: "another snippet has this name" }
        }
        SnippetRefused::TooMany => ApiError::Conflict {
            code: "too_many_snippets",
            message: "a tenant has at most 500 snippets",
        },
    }
}
