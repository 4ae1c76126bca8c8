//! The look of the pages for signing in: the dashboard's own.

use std::path::Path;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};

const STYLE: &str =
    concat!(include_str!("../../../dashboard/src/theme.css"), "\n", include_str!("page.css"));
/// How the name of the file begins; after it comes what the build makes of its content.
const FONT: &str = "inter-latin-wght-normal-";

pub(super) fn show(dashboard: &Path) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/css; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    let font = font(dashboard).map(|name| face(&name)).unwrap_or_default();
    (headers, font + STYLE).into_response()
}

/// The file of the font, where the page is built.
fn font(dashboard: &Path) -> Option<String> {
    let files = std::fs::read_dir(dashboard.join("assets")).ok()?;
    let mut names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    names.find(|name| name.starts_with(FONT))
}

fn face(name: &str) -> String {
    format!(
        "@font-face {{\n  font-family: \"Inter Variable\";\n  src: url(\"/assets/{name}\") format(\"woff2\");\n  font-weight: 100 900;\n  font-display: swap;\n}}\n\n"
    )
}
