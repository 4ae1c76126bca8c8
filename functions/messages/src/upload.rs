//! Where to upload a file for a message.

use http::StatusCode;
use serde_json::json;
use shared::api::{Answer, ApiError, ApiRequest, Fields, invalid};
use shared::app::App;
use shared::media::{Stored, UPLOAD_LIFETIME, UploadId};
use shared::whole::whole;

/// Largest picture of a kind that Twilio makes smaller for phones that need it, in bytes, and the
/// most that all files of a message may have (contract §4).
pub(crate) const MAX_TOTAL: u64 = 5 * 1024 * 1024;
/// Largest file of any other type, in bytes (contract §4).
const MAX_OTHER: u64 = 500 * 1024;

/// A voice note. WhatsApp takes Ogg only when its type says that it holds Opus.
const VOICE_NOTE: &str = "audio/ogg; codecs=opus";

/// What can be uploaded, with its extension.
const TYPES: [(&str, &str); 15] = [
    ("application/pdf", "pdf"),
    ("audio/amr", "amr"),
    ("audio/mp4", "m4a"),
    ("audio/mpeg", "mp3"),
    ("audio/ogg", "ogg"),
    (VOICE_NOTE, "ogg"),
    ("image/gif", "gif"),
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("image/webp", "webp"),
    ("text/calendar", "ics"),
    ("text/csv", "csv"),
    ("text/vcard", "vcf"),
    ("video/3gpp", "3gp"),
    ("video/mp4", "mp4"),
];
const RESIZED: [&str; 3] = ["image/gif", "image/jpeg", "image/png"];

/// A type as it stands in [`TYPES`]: in lower case, with one blank before a parameter.
fn canonical(content_type: &str) -> String {
    let parts = content_type.split(';').map(|part| part.trim().to_ascii_lowercase());
    let parts: Vec<_> = parts.map(|part| part.replace('"', "")).collect();
    match parts.join("; ").as_str() {
        "text/x-vcard" => "text/vcard".to_owned(),
        "image/jpg" => "image/jpeg".to_owned(),
        name => name.to_owned(),
    }
}

/// Largest file of a type, in bytes.
pub(crate) fn limit(content_type: &str) -> u64 {
    if RESIZED.contains(&content_type) { MAX_TOTAL } else { MAX_OTHER }
}

/// Answers with a link under which the one file that was announced can be put.
pub(crate) fn begin(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
    let (file, extension) = announced(request)?;
    let upload = UploadId::new(extension);
    let link = app.media.upload_link(&upload.key(&request.tenant), &file)?;
    let body = json!({
        "media_url": upload.url(),
        "upload_url": link,
        "upload_method": "PUT",
        "upload_headers": { "content-type": file.content_type },
        "expires_at": app.now().after(UPLOAD_LIFETIME),
    });
    Ok(Answer { status: StatusCode::CREATED, body: body.into() })
}

fn announced(request: &ApiRequest) -> Result<(Stored, &'static str), ApiError> {
    let mut fields = Fields::of(request.json()?)?;
    let content_type = canonical(&fields.text("content_type")?.unwrap_or_default());
    let size = fields.take("size").and_then(|size| whole(&size));
    fields.finish()?;
    let Some((_, extension)) = TYPES.iter().find(|(name, _)| *name == content_type) else {
        return invalid("content_type", "a type that phones can show, such as image/jpeg");
    };
    match size {
        Some(size) if (1..=limit(&content_type)).contains(&size) => {
            Ok((Stored { content_type, size }, extension))
        }
        _ => invalid("size", "bytes: at most 5 MiB of a JPEG, PNG or GIF, 500 KiB of others"),
    }
}
