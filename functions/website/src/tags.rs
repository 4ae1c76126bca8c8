//! The tags that a tenant's conversations may have.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest, Fields, invalid};
use shared::app::App;
use shared::records::Tag;

/// Most tags of a tenant.
const MAX_TAGS: usize = 200;
/// Longest name, in characters.
const MAX_NAME: usize = 40;

pub(crate) async fn list(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    request.query_of(&[])?;
    Ok(json!({ "items": app.store.tags_get(&request.tenant).await? }))
}

/// `{"items": [{"name": …, "color": …}]}`, in the order that they are to be shown in.
pub(crate) async fn replace(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let mut fields = Fields::of(request.json()?)?;
    let items = match fields.take("items") {
        Some(Value::Array(items)) if items.len() <= MAX_TAGS => items,
        _ => return invalid("items", "a list of at most 200 tags"),
    };
    fields.finish()?;
    let tags = items.into_iter().map(tag).collect::<Result<Vec<_>, _>>()?;
    let names: BTreeSet<_> = tags.iter().map(|tag| tag.name.to_lowercase()).collect();
    if names.len() < tags.len() {
        return invalid("name", "unlike that of any other tag");
    }
    app.store.tags_put(&request.tenant, &tags, app.now()).await?;
    Ok(json!({ "items": tags }))
}

fn tag(value: Value) -> Result<Tag, ApiError> {
    let mut fields = Fields::of(value)?;
    let name = fields.text("name")?.unwrap_or_default();
    let is_name = (1..=MAX_NAME).contains(&name.chars().count())
        && name.trim() == name
        && !name.chars().any(char::is_control);
    if !is_name {
        return invalid("name", "1 to 40 characters, without blanks around them");
    }
    let color = fields.text("color")?.unwrap_or_default().to_ascii_lowercase();
    let digits = color.strip_prefix('#').unwrap_or_default();
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return invalid("color", "a colour such as #1a7f37");
    }
    fields.finish()?;
    Ok(Tag { name, color })
}
