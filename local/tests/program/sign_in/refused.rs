//! What is refused, to whom it is said, and in which words of OAuth 2.0.

use reqwest::Method;
use serde_json::json;

use super::{VERIFIER, asked, by_code, callback, choose, code, exchange, show, told};
use crate::child::{API, Local, answered};

const PAGE: &str = "http://localhost:5173";
const SITE: &str = "https://www.example.com";
const ADA: (&str, &str, &str) = ("demo", "ada", "owner");

/// A browser is sent nowhere that is not known.
#[tokio::test]
async fn addresses_elsewhere_are_refused_on_the_page() {
    let named = ["--ephemeral", "--website-origin", PAGE, "--website-origin", SITE];
    let local = Local::start(&named).await;
    let own = format!("http://127.0.0.1:{}", local.port);
    for elsewhere in [
        "https://evil.example/sign-in/callback",
        &format!("{SITE}/sign-in/callback"),
        "http://localhost:5174/",
        "http://127.0.0.1.evil.example/",
        &format!("http://127.0.0.1:{}@evil.example/", local.port),
        &format!("http://user@127.0.0.1:{}/", local.port),
        &format!("{own}/dev/sign-out"),
        &format!("{own}/api/threads"),
        &format!("{own}/#fragment"),
        &format!("{own}/sign-in/../dev/sign-out"),
        "//evil.example",
        "javascript:alert(1)",
        "/sign-in",
    ] {
        let path = asked(&local, &[("redirect_uri", elsewhere)]);
        for answer in [show(&local, &path).await, choose(&local, &path, ADA).await] {
            assert_eq!(answer.status(), 400, "{elsewhere}");
            assert!(answer.headers().get("location").is_none(), "{elsewhere}");
            let text = answer.text().await.unwrap();
            assert!(text.contains("redirect_uri has to be of the page"), "{text}");
        }
        let out = super::form(&[("post_logout_redirect_uri", elsewhere)]);
        let out = show(&local, &format!("/dev/sign-out?{out}")).await;
        assert_eq!((out.status().as_u16(), out.headers().get("location")), (400, None));
    }
    for changes in [[("client_id", "other")], [("client_id", "")], [("redirect_uri", "")]] {
        let answer = show(&local, &asked(&local, &changes)).await;
        assert_eq!((answer.status().as_u16(), answer.headers().get("location")), (400, None));
    }
    let twice = format!("{}&client_id=dashboard", asked(&local, &[]));
    let text = show(&local, &twice).await.text().await.unwrap();
    assert!(text.contains("client_id is there twice"), "{text}");
}

#[tokio::test]
async fn what_is_wrong_otherwise_is_told_to_the_page() {
    let local = Local::start(&["--ephemeral"]).await;
    for (changes, error) in [
        ([("response_type", "token")], "unsupported_response_type"),
        ([("response_type", "")], "invalid_request"),
        ([("response_mode", "fragment")], "invalid_request"),
        ([("scope", "offline_access")], "invalid_scope"),
        ([("scope", "")], "invalid_scope"),
        ([("code_challenge", "")], "invalid_request"),
        ([("code_challenge", "short")], "invalid_request"),
        ([("code_challenge_method", "plain")], "invalid_request"),
        ([("code_challenge_method", "")], "invalid_request"),
        ([("request", "eyJ")], "request_not_supported"),
        ([("prompt", "none login")], "invalid_request"),
    ] {
        let path = asked(&local, &changes);
        for answer in [show(&local, &path).await, choose(&local, &path, ADA).await] {
            assert_eq!(answer.status(), 303, "{changes:?}");
            assert_eq!(told(&answer, "error").as_deref(), Some(error), "{changes:?}");
            assert!(
                told(&answer, "error_description").is_some() && told(&answer, "code").is_none()
            );
            assert_eq!(told(&answer, "state").as_deref(), Some("the state & more"));
        }
    }
}

#[tokio::test]
async fn people_that_cannot_be_are_asked_again() {
    let local = Local::start(&["--ephemeral"]).await;
    for (whom, field) in [
        (("", "ada", "owner"), "tenant: "),
        (("operator", "ada", "owner"), "tenant: "),
        (("demo", "", "owner"), "user: "),
        (("demo", "ada", "admin"), "role: "),
        (("demo", "ada", ""), "role: "),
    ] {
        let answer = choose(&local, &asked(&local, &[]), whom).await;
        assert_eq!((answer.status().as_u16(), answer.headers().get("location")), (400, None));
        let text = answer.text().await.unwrap();
        assert!(text.contains(field) && text.contains("Sign in to patchbay"), "{text}");
    }
    let strange = asked(&local, &[("state", "\"><script>")]);
    let text = choose(&local, &strange, ("demo", "", "owner")).await.text().await.unwrap();
    assert!(!text.contains("<script"), "{text}");
}

#[tokio::test]
async fn a_code_is_good_once_and_for_who_asked() {
    let local = Local::start(&["--ephemeral"]).await;
    let used = code(&local).await;
    assert_eq!(by_code(&local, &used, VERIFIER).await.0, 200);
    let wrong = "0".repeat(43);
    for (code, verifier) in
        [(used.as_str(), VERIFIER), (&code(&local).await, &wrong), ("unknown", VERIFIER)]
    {
        let (status, refused) = by_code(&local, code, verifier).await;
        assert_eq!((status, &refused["error"]), (400, &json!("invalid_grant")), "{refused}");
    }
    // Whoever guesses has one guess.
    let guessed = code(&local).await;
    by_code(&local, &guessed, &wrong).await;
    assert_eq!(by_code(&local, &guessed, VERIFIER).await.0, 400);
    let (code, inbox) = (code(&local).await, format!("http://127.0.0.1:{}/inbox", local.port));
    let (status, refused) = exchange(
        &local,
        &[
            ("grant_type", "authorization_code"),
            ("client_id", "dashboard"),
            ("code", &code),
            ("redirect_uri", &inbox),
            ("code_verifier", VERIFIER),
        ],
    )
    .await;
    assert_eq!((status, &refused["error"]), (400, &json!("invalid_grant")));
    assert!(refused["error_description"].as_str().unwrap().contains("redirect_uri"), "{refused}");
}

#[tokio::test]
async fn the_token_endpoint_says_what_it_needs() {
    let local = Local::start(&["--ephemeral"]).await;
    let back = callback(&local);
    let client = ("client_id", "dashboard");
    let by_code = ("grant_type", "authorization_code");
    for (fields, error, part) in [
        (vec![by_code], "invalid_client", "client_id"),
        (vec![by_code, ("client_id", "other")], "invalid_client", "client_id"),
        (vec![client], "invalid_request", "grant_type"),
        (vec![client, ("grant_type", "password")], "unsupported_grant_type", "grant_type"),
        (vec![client, ("grant_type", "refresh_token")], "invalid_request", "refresh_token"),
        (vec![client, by_code], "invalid_request", "redirect_uri"),
        (vec![client, by_code, ("redirect_uri", &back)], "invalid_request", "code_verifier"),
        (vec![client, client, by_code], "invalid_request", "client_id is there twice"),
    ] {
        let (status, refused) = exchange(&local, &fields).await;
        assert_eq!((status, &refused["error"]), (400, &json!(error)), "{fields:?}");
        let said = refused["error_description"].as_str().unwrap();
        assert!(said.contains(part), "{said}");
    }
    let request = local.ask(Method::POST, API, "/dev/oauth/token").body("{}");
    let request = request.header("content-type", "application/json");
    let answer = request.send().await.unwrap();
    assert_eq!(answer.headers()["cache-control"], "no-store");
    assert!(answer.text().await.unwrap().contains("x-www-form-urlencoded"));
}

/// Tokens and choices are for pages of this machine that are named.
#[tokio::test]
async fn pages_of_other_sites_sign_nobody_in() {
    let local = Local::start(&["--ephemeral", "--website-origin", PAGE]).await;
    let path = asked(&local, &[]);
    for origin in ["https://evil.example", "null"] {
        for path in [path.as_str(), "/dev/oauth/token"] {
            let request = local.ask(Method::POST, API, path).header("origin", origin);
            let form = "application/x-www-form-urlencoded";
            let request = request.header("content-type", form).body("tenant=demo");
            assert_eq!(answered(request).await.0, 403, "{path} from {origin}");
        }
    }
    for (origin, allowed) in [(PAGE, Some(PAGE)), ("http://localhost:5174", None)] {
        let request = local.ask(Method::POST, API, "/dev/oauth/token").header("origin", origin);
        let answer = request.send().await.unwrap();
        let said = answer.headers().get("access-control-allow-origin");
        assert_eq!(said.map(|said| said.to_str().unwrap()), allowed, "{origin}");
    }
}
