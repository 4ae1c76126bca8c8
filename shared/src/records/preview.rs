//! A message in one line, for the list of conversations.

use std::borrow::Cow;

use super::Attachment;
use twilio::form::Details;

/// Longest preview, in characters.
const LONGEST: usize = 160;
/// Media types of contact cards.
const CARDS: [&str; 3] = ["text/directory", "text/vcard", "text/x-vcard"];

/// The beginning of its text, or what it holds instead; never empty.
pub(super) fn of(body: &str, media: &[Attachment], details: &Details) -> String {
    let text: Cow<'_, str> = match (body.trim(), media) {
        ("", []) => without_text(details).into(),
        ("", [card]) if CARDS.contains(&essence(&card.content_type)) => "Contact card".into(),
        ("", [_]) => "1 attachment".into(),
        ("", media) => format!("{} attachments", media.len()).into(),
        _ => Cow::from(body),
    };
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end);
    text[..end].to_owned()
}

fn essence(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}

/// What `WhatsApp` tells in other fields.
fn without_text(details: &Details) -> String {
    let detail = |name: &str| details.get(name).map(|value| value.trim().to_owned());
    if detail("Latitude").is_some() {
        let place = detail("Label").or_else(|| detail("Address"));
        return place.map_or_else(|| "Location".to_owned(), |place| format!("Location: {place}"));
    }
    let chosen = ["ListTitle", "ButtonText"].into_iter().find_map(detail);
    if let Some(chosen) = chosen.filter(|chosen| !chosen.is_empty()) {
        return chosen;
    }
    match detail("MessageType").unwrap_or_default().to_ascii_lowercase().as_str() {
        "" | "text" => "Message without text".to_owned(),
        kind if kind.contains("contact") => "Contact card".to_owned(),
        kind if kind.contains("reaction") => "Reaction".to_owned(),
        kind if kind.contains("call") => "Call".to_owned(),
        kind if kind.contains("location") => "Location".to_owned(),
        kind => format!("Message without text: {kind}"),
    }
}
