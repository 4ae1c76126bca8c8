//! Pages of other origins.

use http::Method;
use reqwest::Response;
use serde_json::json;

use super::{World, echo, handler};
use crate::cors::Cors;

const SITE: &str = "https://www.example.com";
const ORIGIN: &str = "access-control-allow-origin";

fn cors() -> Cors {
    let texts = |all: &[&str]| all.iter().copied().map(str::to_owned).collect();
    Cors {
        origins: texts(&["https://app.example.com", SITE]),
        methods: texts(&["GET", "PUT"]),
        headers: texts(&["authorization", "content-type"]),
        exposed: texts(&["retry-after"]),
        max_age: Some(60),
    }
}

async fn preflight(world: &World, path: &str, origin: &str) -> Response {
    let url = format!("{}{path}", world.gateway.url());
    let request = world.client.request(Method::OPTIONS, url).header("origin", origin);
    let request = request.header("access-control-request-method", "GET");
    request.header("access-control-request-headers", "authorization").send().await.unwrap()
}

#[tokio::test]
async fn a_preflight_needs_neither_route_nor_token() {
    let world = World::open_to(echo(), cors()).await;
    for path in ["/closed", "/nowhere"] {
        let answer = preflight(&world, path, SITE).await;
        assert_eq!(answer.status(), 204, "{path}");
        assert_eq!(answer.headers()[ORIGIN], SITE);
        assert_eq!(answer.headers()["access-control-allow-methods"], "GET,PUT");
        assert_eq!(answer.headers()["access-control-allow-headers"], "authorization,content-type");
        assert_eq!(answer.headers()["access-control-max-age"], "60");
    }
}

#[tokio::test]
async fn a_stranger_is_told_nothing() {
    let world = World::open_to(echo(), cors()).await;
    let answer = preflight(&world, "/closed", "https://evil.example").await;
    assert!(!answer.headers().contains_key(ORIGIN));
    let got = world.get("/closed").header("origin", "https://evil.example").send().await.unwrap();
    assert!(!got.headers().contains_key(ORIGIN));
}

/// Or the browser would show a page a broken connection in place of them.
#[tokio::test]
async fn refusals_can_be_read_too() {
    let world = World::open_to(echo(), cors()).await;
    for (path, status) in [("/closed", 401), ("/nowhere", 404)] {
        let got = world.get(path).header("origin", SITE).send().await.unwrap();
        assert_eq!(got.status(), status, "{path}");
        assert_eq!(got.headers()[ORIGIN], SITE, "{path}");
        assert_eq!(got.headers()["access-control-expose-headers"], "retry-after");
    }
}

#[tokio::test]
async fn what_a_function_says_of_it_does_not_count() {
    let own = handler(async |_| {
        Ok(json!({"statusCode": 200, "headers": {ORIGIN: "*", "access-control-max-age": "9"}}))
    });
    let world = World::open_to(own, cors()).await;
    let got = world.post("/open").header("origin", SITE).send().await.unwrap();
    assert_eq!(got.headers()[ORIGIN], SITE);
    assert!(!got.headers().contains_key("access-control-max-age"));
}

#[tokio::test]
async fn without_it_a_preflight_is_an_unknown_route() {
    let world = World::with(echo()).await;
    let answer = preflight(&world, "/closed", SITE).await;
    assert_eq!(answer.status(), 404);
    assert!(!answer.headers().contains_key(ORIGIN));
}
