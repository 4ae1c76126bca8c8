//! The page and the phone as files, when they are built and when they are not.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;

use local::policy::{Origins, content_security_policy};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::child::{API, AWS, DEV, Local, answered};

const PUBLIC: &str = "https://tunnel.example";
const SCRIPT: &str = "/assets/index-abc123.js";

fn text_of_script() -> String {
    "let more = 1;\n".repeat(1000)
}

/// What a build leaves, with a secret beside it.
fn built() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in [
        ("secret", "secret"),
        ("dist/index.html", "<!doctype html><title>inbox</title>"),
        ("dist/secret", "secret"),
        ("dist/icon.svg", "<svg/>"),
        ("dist/assets/index-abc123.js", &text_of_script()),
        ("dist-phone/index.html", "<!doctype html><title>phone</title>"),
        ("dist-phone/assets/phone-abc123.css", "phone {}"),
    ] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let dist = folder.path().join("dist");
    (folder, dist)
}

async fn start(dist: &std::path::Path, arguments: &[&str]) -> Local {
    let dashboard = ["--ephemeral", "--dashboard", dist.to_str().unwrap()];
    Local::start(&[&dashboard[..], arguments].concat()).await
}

async fn get(local: &Local, port: u16, path: &str) -> Response {
    local.ask(Method::GET, port, path).send().await.unwrap()
}

fn header<'r>(response: &'r Response, name: &str) -> Option<&'r str> {
    response.headers().get(name).map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn the_page_is_at_every_path_that_it_knows() {
    let (_folder, dist) = built();
    let local = start(&dist, &[]).await;
    for path in [
        "/",
        "/inbox",
        "/inbox/",
        "/inbox/sms.15550100001.15550190001?mine=1",
        "/calls",
        "/calls/CA1",
        "/voicemails",
        "/contacts/a/b",
        "/numbers",
        "/settings/webhooks",
        "/health",
        "/sign-in/callback?code=x",
    ] {
        let page = get(&local, API, path).await;
        assert_eq!(
            (page.status().as_u16(), header(&page, "cache-control")),
            (200, Some("no-cache")),
            "{path}"
        );
        assert_eq!(header(&page, "content-type"), Some("text/html; charset=utf-8"));
        assert!(page.text().await.unwrap().contains("inbox"), "{path}");
    }
    for path in ["/inboxes", "/healthz/x", "/secret", "/index.html/x", "/api/nothing"] {
        assert_eq!(get(&local, API, path).await.status(), 404, "{path}");
    }
    assert_eq!(get(&local, API, "/healthz").await.text().await.unwrap(), "");
}

#[tokio::test]
async fn files_named_by_what_is_in_them_are_kept_for_ever() {
    let (_folder, dist) = built();
    let local = start(&dist, &[]).await;
    let script = get(&local, API, SCRIPT).await;
    assert_eq!(header(&script, "cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(header(&script, "content-type"), Some("text/javascript"));
    let script = script.text().await.unwrap();
    assert_eq!(script, text_of_script());
    let compressed = local.ask(Method::GET, API, SCRIPT).header("accept-encoding", "gzip, br");
    let compressed = compressed.send().await.unwrap();
    assert_eq!(header(&compressed, "content-encoding"), Some("gzip"));
    assert_eq!(header(&compressed, "cache-control"), Some("public, max-age=31536000, immutable"));
    assert!(compressed.bytes().await.unwrap().len() < script.len() / 2);
    let none = get(&local, API, "/assets/none.js").await;
    assert_eq!((none.status().as_u16(), header(&none, "cache-control")), (404, None));
    assert_eq!(get(&local, API, "/assets/").await.status(), 404);
    let icon = get(&local, API, "/icon.svg").await;
    assert_eq!(header(&icon, "content-type"), Some("image/svg+xml"));
    assert_eq!(header(&icon, "cache-control"), Some("no-cache"));
}

#[tokio::test]
async fn the_phone_is_beside_the_page() {
    let (_folder, dist) = built();
    let local = start(&dist, &[]).await;
    for path in ["/phone", "/phone/"] {
        let page = get(&local, API, path).await;
        assert_eq!(header(&page, "cache-control"), Some("no-cache"));
        assert!(page.text().await.unwrap().contains("phone"), "{path}");
    }
    let style = get(&local, API, "/phone/assets/phone-abc123.css").await;
    assert_eq!(header(&style, "content-type"), Some("text/css"));
    assert_eq!(get(&local, API, "/assets/phone-abc123.css").await.status(), 404);
    local.logged(&["inbox ", &format!("http://127.0.0.1:{}/", local.port)]).await;
    local.logged(&["phone ", &format!("http://127.0.0.1:{}/phone", local.port)]).await;
    assert!(local.log()[1].trim().starts_with("inbox"), "the page comes first: {:?}", local.log());
}

#[tokio::test]
async fn no_path_leads_out_of_the_folder() {
    let (_folder, dist) = built();
    let local = start(&dist, &[]).await;
    for path in [
        "/assets/../secret",
        "/assets/..%2fsecret",
        "/assets/%2e%2e/secret",
        "/assets/../../secret",
        "/assets/..%5csecret",
        "/assets//secret",
        "/assets/%00",
        "/phone/assets/../../dist/secret",
        "/inbox/../secret",
    ] {
        // A client that makes no path shorter.
        let mut stream = TcpStream::connect(("127.0.0.1", local.port)).unwrap();
        let host = format!("Host: 127.0.0.1:{}\r\nConnection: close", local.port);
        write!(stream, "GET {path} HTTP/1.1\r\n{host}\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 "), "{answer}");
        assert!(!answer.ends_with("secret"), "{path}: {answer}");
    }
}

#[tokio::test]
async fn the_page_may_ask_this_run_and_nobody_else() {
    let (_folder, dist) = built();
    let local = start(&dist, &[]).await;
    let at = |offset: u16| format!("127.0.0.1:{}", local.port + offset);
    let [http, ws] = ["http", "ws"].map(|scheme| move |host: String| format!("{scheme}://{host}"));
    let origins = Origins { connect: vec![http(at(API)), ws(at(API))], files: vec![http(at(AWS))] };
    let policy = content_security_policy(&origins);
    for path in ["/", "/phone", SCRIPT, "/config.json"] {
        let answer = get(&local, API, path).await;
        assert_eq!(header(&answer, "content-security-policy"), Some(policy.as_str()), "{path}");
        assert_eq!(header(&answer, "x-content-type-options"), Some("nosniff"));
        assert_eq!(header(&answer, "referrer-policy"), Some("no-referrer"));
        let permissions = "microphone=(self), camera=(), geolocation=()";
        assert_eq!(header(&answer, "permissions-policy"), Some(permissions));
    }
    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
    for part in ["default-src 'none'; ", "script-src 'self'; ", "frame-ancestors 'none'"] {
        assert!(policy.contains(part), "{part} in {policy}");
    }
}

#[tokio::test]
async fn the_page_is_told_where_everything_is() {
    let local = Local::start(&["--ephemeral"]).await;
    let api = format!("http://127.0.0.1:{}", local.port);
    let (status, config) = answered(local.ask(Method::GET, API, "/config.json")).await;
    let expected = json!({
        "api": api, "issuer": api, "client_id": "dashboard", "scope": "openid offline_access",
        "audience": null, "role_claim": "role", "local": true, "token": "access_token",
    });
    assert_eq!((status, config), (200, expected));
}

#[tokio::test]
async fn one_name_of_this_machine_is_the_pages_own() {
    let (_folder, dist) = built();
    let local = start(&dist, &[]).await;
    for path in ["/", "/inbox?mine=1", "/phone"] {
        let request = local.ask(Method::GET, API, path);
        let request = request.header("host", format!("localhost:{}", local.port));
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 307, "{path}");
        let home = format!("http://127.0.0.1:{}{path}", local.port);
        assert_eq!(header(&answer, "location"), Some(home.as_str()));
    }
}

#[tokio::test]
async fn what_is_missing_is_said_and_the_rest_runs() {
    let folder = tempfile::tempdir().unwrap();
    let dist = folder.path().join("dist");
    let local = start(&dist, &[]).await;
    for path in ["/", "/inbox", "/phone"] {
        let answer = get(&local, API, path).await;
        assert_eq!(answer.status(), 503, "{path}");
        let text = answer.text().await.unwrap();
        assert!(
            text.contains("Node 20 or newer builds the page: npm --prefix dashboard ci"),
            "{text}"
        );
        assert_eq!(text.lines().count(), 1, "{text}");
    }
    assert_eq!(get(&local, API, SCRIPT).await.status(), 404);
    // A build is seen at once.
    fs::create_dir(&dist).unwrap();
    fs::write(dist.join("index.html"), "built").unwrap();
    assert_eq!(get(&local, API, "/").await.text().await.unwrap(), "built");
    let threads = local.api(API, Method::GET, ("/api/threads", Value::Null)).await;
    assert_eq!(threads.0, 200);
}

/// A link to the page may be anywhere; what a page of another site may not do is look into it.
#[tokio::test]
async fn links_from_elsewhere_open_the_page() {
    let (_folder, dist) = built();
    let local = start(&dist, &[]).await;
    let visit = |path: &str, mode: &str, destination: &str| {
        let request = local.ask(Method::GET, API, path).header("sec-fetch-site", "cross-site");
        request.header("sec-fetch-mode", mode).header("sec-fetch-dest", destination).send()
    };
    assert_eq!(visit("/inbox", "navigate", "document").await.unwrap().status(), 200);
    assert_eq!(visit("/inbox", "navigate", "iframe").await.unwrap().status(), 403);
    assert_eq!(visit("/config.json", "cors", "empty").await.unwrap().status(), 403);
    assert_eq!(visit(SCRIPT, "no-cors", "script").await.unwrap().status(), 403);
}

#[tokio::test]
async fn the_page_that_asks_who_it_is_has_the_font_of_the_page() {
    let (_folder, dist) = built();
    let local = start(&dist, &[]).await;
    let style = async || get(&local, API, "/dev/sign-in.css").await.text().await.unwrap();
    assert!(!style().await.contains("@font-face"));
    let font = "/assets/inter-latin-wght-normal-abc123.woff2";
    fs::write(dist.join(&font[1..]), "wOF2").unwrap();
    assert!(style().await.contains(&format!("url(\"{font}\")")));
    assert_eq!(get(&local, API, font).await.status(), 200);
}

#[tokio::test]
async fn behind_a_tunnel_the_page_is_where_the_tunnel_does_not_lead() {
    let (_folder, dist) = built();
    let local = start(&dist, &["--public-url", PUBLIC]).await;
    for path in [
        "/",
        "/inbox",
        SCRIPT,
        "/phone",
        "/config.json",
        "/dev/authorize",
        "/dev/sign-in.css",
        "/dev/sign-out",
        "/dev/oauth/token",
    ] {
        for host in ["tunnel.example".to_owned(), format!("127.0.0.1:{}", local.port)] {
            let request = local.ask(Method::GET, API, path).header("host", host);
            assert_eq!(request.send().await.unwrap().status(), 404, "{path}");
        }
    }
    let page = get(&local, DEV, "/inbox").await;
    let policy = header(&page, "content-security-policy").unwrap().to_owned();
    let api = format!("http://127.0.0.1:{}", local.port);
    assert!(policy.contains(&format!("connect-src 'self' {api} ")), "{policy}");
    assert!(policy.contains(" wss://tunnel.example "), "{policy}");
    let config = answered(local.ask(Method::GET, DEV, "/config.json")).await.1;
    assert_eq!((&config["api"], &config["issuer"]), (&json!(api), &json!(api)));
    local.logged(&["inbox ", &format!("127.0.0.1:{}/", local.port + DEV)]).await;
}

/// The page is at another port then, and to a browser of another origin.
#[tokio::test]
async fn behind_a_tunnel_the_page_may_call_the_api() {
    let local = Local::start(&["--ephemeral", "--public-url", PUBLIC]).await;
    let own = format!("http://127.0.0.1:{}", local.port + DEV);
    for (origin, allowed) in [(own.as_str(), Some(own.as_str())), ("http://127.0.0.1:1", None)] {
        let request = local.ask(Method::OPTIONS, API, "/api/threads").header("origin", origin);
        let request = request.header("access-control-request-method", "GET");
        let answer = request.header("access-control-request-headers", "authorization");
        let answer = answer.send().await.unwrap();
        assert_eq!(header(&answer, "access-control-allow-origin"), allowed, "{origin}");
    }
}
