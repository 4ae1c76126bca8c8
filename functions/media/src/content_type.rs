//! Media types: what was announced against what is served, and the file extension.

/// Says only that it is bytes.
const GENERIC: [&str; 4] =
    ["", "application/octet-stream", "binary/octet-stream", "application/x-www-form-urlencoded"];

/// Different names of the same type, the registered one second.
const ALIASES: [(&str, &str); 13] = [
    ("image/jpg", "image/jpeg"),
    ("image/pjpeg", "image/jpeg"),
    ("image/x-png", "image/png"),
    ("audio/amr-nb", "audio/amr"),
    ("audio/mp3", "audio/mpeg"),
    ("audio/mpeg3", "audio/mpeg"),
    ("audio/x-mpeg", "audio/mpeg"),
    ("audio/x-wav", "audio/wav"),
    ("audio/wave", "audio/wav"),
    ("audio/vnd.wave", "audio/wav"),
    ("audio/x-m4a", "audio/mp4"),
    ("text/x-vcard", "text/vcard"),
    ("text/directory", "text/vcard"),
];

const EXTENSIONS: [(&str, &str); 36] = [
    ("application/mp4", "mp4"),
    ("application/msword", "doc"),
    ("application/ogg", "ogg"),
    ("application/pdf", "pdf"),
    ("application/vnd.ms-excel", "xls"),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ("application/zip", "zip"),
    ("audio/3gpp", "3gp"),
    ("audio/aac", "aac"),
    ("audio/ac3", "ac3"),
    ("audio/amr", "amr"),
    ("audio/mp4", "m4a"),
    ("audio/mpeg", "mp3"),
    ("audio/ogg", "ogg"),
    ("audio/opus", "opus"),
    ("audio/wav", "wav"),
    ("image/bmp", "bmp"),
    ("image/gif", "gif"),
    ("image/heic", "heic"),
    ("image/heif", "heif"),
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("image/svg+xml", "svg"),
    ("image/tiff", "tiff"),
    ("image/webp", "webp"),
    ("text/calendar", "ics"),
    ("text/csv", "csv"),
    ("text/plain", "txt"),
    ("text/vcard", "vcf"),
    ("video/3gpp", "3gp"),
    ("video/mp4", "mp4"),
    ("video/mpeg", "mpeg"),
    ("video/quicktime", "mov"),
    ("video/webm", "webm"),
];

/// What errors are served as.
const PAGES: [&str; 6] = [
    "application/json",
    "application/problem+json",
    "application/xhtml+xml",
    "application/xml",
    "text/html",
    "text/xml",
];

/// The type that a file is kept under: the answer's, unless that only says "bytes". Files are often
/// announced as a kin of what they are. `None` when an error page is served in place of a file.
pub(crate) fn agreed(announced: &str, served: &str) -> Option<String> {
    let (announced, served) = (canonical(announced), canonical(served));
    let (vague, silent) = (GENERIC.contains(&announced), GENERIC.contains(&served));
    match (vague, silent) {
        (true, true) => Some("application/octet-stream".to_owned()),
        (_, false) if vague || announced == served => Some(served.to_owned()),
        (false, true) => Some(announced.to_owned()),
        _ if PAGES.contains(&served) => None,
        _ => Some(served.to_owned()),
    }
}

fn canonical(content_type: &str) -> &str {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    ALIASES.iter().find(|(alias, _)| *alias == essence).map_or(essence, |(_, name)| name)
}

/// The extension of a stored file; `bin` for types that have none here.
pub(crate) fn extension(content_type: &str) -> &'static str {
    EXTENSIONS
        .iter()
        .find(|(name, _)| *name == content_type)
        .map_or("bin", |(_, extension)| extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_served_type_wins_unless_it_is_an_error_page() {
        let cases = [
            ("image/jpeg", "image/jpeg", Some("image/jpeg")),
            ("image/jpg", "image/jpeg", Some("image/jpeg")),
            ("audio/mpeg", "audio/mp3; charset=binary", Some("audio/mpeg")),
            ("image/png", "application/octet-stream", Some("image/png")),
            ("image/png", "", Some("image/png")),
            ("application/octet-stream", "video/mp4", Some("video/mp4")),
            ("application/octet-stream", "", Some("application/octet-stream")),
            ("image/png", "text/html", None),
            ("image/png", "application/problem+json; charset=utf-8", None),
            ("image/png", "image/jpeg", Some("image/jpeg")),
            ("image/heic", "image/jpeg", Some("image/jpeg")),
            ("audio/ogg", "application/ogg", Some("application/ogg")),
            ("audio/amr", "audio/amr-nb", Some("audio/amr")),
            ("text/vcard", "text/plain", Some("text/plain")),
            ("application/json", "application/json", Some("application/json")),
        ];
        for (announced, served, expected) in cases {
            assert_eq!(agreed(announced, served).as_deref(), expected, "{announced} {served}");
        }
    }

    #[test]
    fn extensions_are_sorted_and_known() {
        assert!(EXTENSIONS.is_sorted());
        assert_eq!((extension("image/jpeg"), extension("x/y")), ("jpg", "bin"));
    }
}
