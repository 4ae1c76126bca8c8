//! What is shown to whoever signs in: a page without a script.

use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use axum::http::header::{X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use url::Url;

/// Who can be chosen by one click: users of tenant `demo`, their roles, and what these may do.
const PEOPLE: [(&str, &str, &str); 3] = [
    ("ada", "owner", "May do everything."),
    ("ben", "agent", "Texts and calls, no settings."),
    ("cleo", "viewer", "Reads, changes nothing."),
];
const ROLES: [&str; 3] = ["owner", "agent", "viewer"];

/// Asks who it is. Whatever is chosen is posted with the client's own query; then the browser goes to `next`.
pub(super) fn ask(query: &str, next: &Url, wrong: Option<&str>) -> Response {
    let action = escaped(&format!("/dev/authorize?{query}"));
    let people = PEOPLE.map(|person| one_click(&action, person)).concat();
    let roles = ROLES.map(|role| format!("<option>{role}</option>")).concat();
    let wrong =
        wrong.map(|sentence| format!(r#"<p class="wrong" role="alert">{}</p>"#, escaped(sentence)));
    let body = format!(
        r#"<h1>Sign in to patchbay, on this machine</h1>
<p>Choose who you are, without a password: this page is for this machine alone. If you are new, take <strong>ada</strong>.</p>
{people}<details{open}>
<summary>Somebody else</summary>
{wrong}<form method="post" action="{action}">
<label for="tenant">Tenant</label>
<input id="tenant" name="tenant" value="demo" required maxlength="128" autocomplete="off" spellcheck="false">
<label for="user">User</label>
<input id="user" name="user" required maxlength="128" autocomplete="off" spellcheck="false">
<label for="role">Role</label>
<select id="role" name="role">{roles}</select>
<button class="go">Sign in</button>
</form>
</details>
"#,
        open = if wrong.is_some() { " open" } else { "" },
        wrong = wrong.as_deref().unwrap_or_default(),
    );
    let status = if wrong.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    page(status, &body, &format!("'self' {}", next.origin().ascii_serialization()))
}

fn one_click(action: &str, (user, role, may): (&str, &str, &str)) -> String {
    format!(
        r#"<form method="post" action="{action}">
<input type="hidden" name="tenant" value="demo">
<input type="hidden" name="user" value="{user}">
<input type="hidden" name="role" value="{role}">
<button><strong>{user}</strong> <span>{role} of demo</span> <small>{may}</small></button>
</form>
"#
    )
}

/// Says why nobody can sign in.
pub(super) fn wrong(sentence: &str) -> Response {
    let body = format!(
        r#"<h1>This link does not work</h1>
<p class="wrong">{}</p>
<p>Go back to the page and sign in from there.</p>
"#,
        escaped(sentence)
    );
    page(StatusCode::BAD_REQUEST, &body, "'none'")
}

/// Says that it is done.
pub(super) fn signed_out() -> Response {
    page(
        StatusCode::OK,
        "<h1>You are signed out</h1>\n<p>You can close this window.</p>\n",
        "'none'",
    )
}

/// `forms` is where a form may lead, the redirects after it included.
fn page(status: StatusCode, body: &str, forms: &str) -> Response {
    let html = format!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>patchbay</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/dev/sign-in.css">
</head>
<body>
<main>
<img src="/icon.svg" alt="" width="48" height="48">
{body}</main>
</body>
</html>
"#
    );
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action {forms}; base-uri 'none'; frame-ancestors 'none'"
    );
    let headers: [(HeaderName, &str); 6] = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
        (CONTENT_SECURITY_POLICY, &policy),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        // With `no-referrer` a form's own `Origin` would be `null`.
        (REFERRER_POLICY, "same-origin"),
    ];
    let mut response = (status, html).into_response();
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Text as HTML has it, in quotes too.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
