//! All goes well.

use reqwest::Method;
use serde_json::{Value, json};

use super::{
    VERIFIER, asked, by_code, by_refresh, callback, choose, claims, code, show, threads, told,
};
use crate::child::{API, DEV, Local, answered};

#[tokio::test]
async fn a_click_signs_in() {
    let local = Local::start(&["--ephemeral"]).await;
    let path = asked(&local, &[]);
    let page = show(&local, &path).await;
    assert_eq!(page.status(), 200);
    let html = page.text().await.unwrap();
    for part in [
        "Sign in to patchbay, on this machine",
        "ada",
        "May do everything.",
        "ben",
        "cleo",
        "Reads, changes nothing.",
        "method=\"post\"",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    let sent = choose(&local, &path, ("demo", "ada", "owner")).await;
    assert_eq!(sent.status(), 303);
    assert!(sent.headers()["location"].to_str().unwrap().starts_with(&callback(&local)));
    assert_eq!(told(&sent, "state").as_deref(), Some("the state & more"));
    let issuer = format!("http://127.0.0.1:{}", local.port);
    assert_eq!(told(&sent, "iss").as_deref(), Some(issuer.as_str()));

    let (status, tokens) = by_code(&local, &told(&sent, "code").unwrap(), VERIFIER).await;
    assert_eq!(status, 200, "{tokens}");
    assert_eq!((&tokens["token_type"], &tokens["expires_in"]), (&json!("Bearer"), &json!(3600)));
    assert_eq!(threads(&local, &tokens["access_token"]).await, 200);
    let (id, access) = (claims(&tokens["id_token"]), claims(&tokens["access_token"]));
    assert_eq!((&id["iss"], &id["aud"]), (&json!(issuer), &json!("dashboard")));
    assert_eq!((&id["sub"], &id["nonce"]), (&json!("ada"), &json!("n-0S6")));
    for claims in [&id, &access] {
        assert_eq!((&claims["tenant_id"], &claims["role"]), (&json!("demo"), &json!("owner")));
        let lifetime = claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap();
        assert_eq!(lifetime, 3600);
    }
    assert_eq!(threads(&local, &tokens["id_token"]).await, 401, "it is for the page alone");
}

#[tokio::test]
async fn whoever_is_chosen_has_their_tenant_and_role() {
    let local = Local::start(&["--ephemeral"]).await;
    let sent = choose(&local, &asked(&local, &[]), ("acme", "zoë@acme.example", "viewer")).await;
    let tokens = by_code(&local, &told(&sent, "code").unwrap(), VERIFIER).await.1;
    let access = claims(&tokens["access_token"]);
    assert_eq!((&access["tenant_id"], &access["role"]), (&json!("acme"), &json!("viewer")));
    assert_eq!(access["sub"], "zoë@acme.example");
    let (status, refused) = {
        let request = local.ask(Method::POST, API, "/api/twilio/provision").body("{}");
        answered(request.bearer_auth(tokens["access_token"].as_str().unwrap())).await
    };
    assert_eq!((status, &refused["error"]["needed_role"]), (403, &json!("owner")));
}

#[tokio::test]
async fn a_refresh_token_is_good_once() {
    let local = Local::start(&["--ephemeral"]).await;
    let first = by_code(&local, &code(&local).await, VERIFIER).await.1;
    let used = first["refresh_token"].as_str().unwrap();
    let (status, second) = by_refresh(&local, used).await;
    assert_eq!(status, 200, "{second}");
    assert_eq!(threads(&local, &second["access_token"]).await, 200);
    let (old, new) = (claims(&first["id_token"]), claims(&second["id_token"]));
    assert_eq!((&old["sub"], &old["auth_time"]), (&new["sub"], &new["auth_time"]));
    let (status, refused) = by_refresh(&local, used).await;
    assert_eq!((status, &refused["error"]), (400, &json!("invalid_grant")));
    assert_eq!(by_refresh(&local, second["refresh_token"].as_str().unwrap()).await.0, 200);
}

#[tokio::test]
async fn without_offline_access_there_is_none() {
    let local = Local::start(&["--ephemeral"]).await;
    let path = asked(&local, &[("scope", "openid")]);
    let sent = choose(&local, &path, ("demo", "ada", "owner")).await;
    let tokens = by_code(&local, &told(&sent, "code").unwrap(), VERIFIER).await.1;
    assert_eq!((&tokens["refresh_token"], &tokens["scope"]), (&Value::Null, &json!("openid")));
}

#[tokio::test]
async fn tokens_are_good_as_long_as_is_wanted() {
    let local = Local::start(&["--ephemeral", "--token-lifetime", "2"]).await;
    let tokens = by_code(&local, &code(&local).await, VERIFIER).await.1;
    assert_eq!(tokens["expires_in"], 2);
    let started = std::time::Instant::now();
    while threads(&local, &tokens["access_token"]).await != 401 {
        assert!(started.elapsed() < std::time::Duration::from_mins(1), "it is good for ever");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let tokens = by_refresh(&local, tokens["refresh_token"].as_str().unwrap()).await.1;
    assert_eq!(threads(&local, &tokens["access_token"]).await, 200);
}

#[tokio::test]
async fn the_second_time_needs_no_click_until_somebody_signs_out() {
    let local = Local::start(&["--ephemeral"]).await;
    let silent = asked(&local, &[("prompt", "none")]);
    let nobody = show(&local, &silent).await;
    assert_eq!(told(&nobody, "error").as_deref(), Some("login_required"));
    assert_eq!(told(&nobody, "state").as_deref(), Some("the state & more"));

    let sent = choose(&local, &asked(&local, &[]), ("demo", "ben", "agent")).await;
    let cookie = sent.headers()["set-cookie"].to_str().unwrap().to_owned();
    for part in ["; Path=/dev;", "; HttpOnly", "; SameSite=Lax"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    let cookie = cookie.split(';').next().unwrap();
    let again = local.ask(Method::GET, API, &silent).header("cookie", format!("a=b; {cookie}"));
    let again = again.send().await.unwrap();
    let tokens = by_code(&local, &told(&again, "code").unwrap(), VERIFIER).await.1;
    let id = claims(&tokens["id_token"]);
    assert_eq!((&id["sub"], &id["role"]), (&json!("ben"), &json!("agent")));

    let home = format!("http://127.0.0.1:{}/", local.port);
    let out = super::form(&[("post_logout_redirect_uri", &home), ("state", "s")]);
    let out = show(&local, &format!("/dev/sign-out?{out}")).await;
    assert_eq!((out.status().as_u16(), told(&out, "state").as_deref()), (303, Some("s")));
    let cookie = out.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.contains("=; ") && cookie.contains("Max-Age=0"), "{cookie}");
    assert_eq!(show(&local, "/dev/sign-out").await.status(), 200);
}

/// The page of a website under development signs people in as the page itself does.
#[tokio::test]
async fn a_named_page_of_this_machine_signs_in_too() {
    const PAGE: &str = "http://localhost:5173";
    let local = Local::start(&["--ephemeral", "--website-origin", PAGE]).await;
    let back = format!("{PAGE}/anything?a=b");
    let path = asked(&local, &[("redirect_uri", &back)]);
    let page = show(&local, &path).await;
    let policy = page.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.contains(&format!("form-action 'self' {PAGE};")), "{policy}");
    let sent = choose(&local, &path, ("demo", "ada", "owner")).await;
    let location = sent.headers()["location"].to_str().unwrap();
    assert!(location.starts_with(&format!("{back}&code=")), "{location}");
}

#[tokio::test]
async fn the_issuer_says_where_all_this_is() {
    for (arguments, port) in [(&[][..], API), (&["--public-url", "https://tunnel.example"], DEV)] {
        let local = Local::start(&[&["--ephemeral"], arguments].concat()).await;
        let request = local.ask(Method::GET, API, "/.well-known/openid-configuration");
        let answer = request.header("origin", "http://localhost:5173").send().await.unwrap();
        assert_eq!(answer.headers()["access-control-allow-origin"], "*");
        let said: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        let base = format!("http://127.0.0.1:{}/dev", local.port + port);
        assert_eq!(said["authorization_endpoint"], format!("{base}/authorize"));
        assert_eq!(said["token_endpoint"], format!("{base}/oauth/token"));
        assert_eq!(said["end_session_endpoint"], format!("{base}/sign-out"));
        assert_eq!(said["code_challenge_methods_supported"], json!(["S256"]));
        assert_eq!(said["issuer"], format!("http://127.0.0.1:{}", local.port));
    }
}

#[tokio::test]
async fn the_page_that_asks_has_no_script_and_is_in_no_frame() {
    let local = Local::start(&["--ephemeral"]).await;
    let page = show(&local, &asked(&local, &[])).await;
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(
        policy.starts_with(
            "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self' "
        ),
        "{policy}"
    );
    assert!(policy.ends_with("frame-ancestors 'none'"), "{policy}");
    // Without its own origin a form would be refused as another site's.
    assert_eq!(page.headers()["referrer-policy"], "same-origin");
    assert!(!page.text().await.unwrap().contains("<script"));
    let style = show(&local, "/dev/sign-in.css").await;
    assert_eq!(style.headers()["content-type"], "text/css; charset=utf-8");
    let style = style.text().await.unwrap();
    for own in ["--surface: light-dark(", "background: var(--surface)"] {
        assert!(style.contains(own), "{own} in {style}");
    }
}
