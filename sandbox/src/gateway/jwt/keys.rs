//! The issuer's public keys: discovered, fetched and cached.

use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use jsonwebtoken::DecodingKey;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, JwkSet, KeyAlgorithm, PublicKeyUse};
use serde_json::Value;
use tokio::sync::Mutex;

/// API Gateway's limits for the issuer's documents: time and bytes.
const FETCH_TIMEOUT: Duration = Duration::from_millis(1500);
const FETCH_LIMIT: usize = 150_000;
/// How long fetched keys are used without asking again.
const KEPT: Duration = Duration::from_hours(2);
/// An unknown key leads to a new fetch at most this often.
const REFETCH: Duration = Duration::from_secs(5);

/// Keys by `kid`.
pub(super) struct Keys {
    issuer: String,
    client: reqwest::Client,
    refetch: Duration,
    cache: Mutex<Option<Fetched>>,
}

struct Fetched {
    set: JwkSet,
    at: Instant,
}

impl Keys {
    /// Fetches nothing yet.
    pub(super) fn new(issuer: &str) -> anyhow::Result<Self> {
        let client = reqwest::Client::builder()
            .timeout(FETCH_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()?;
        let cache = Mutex::new(None);
        Ok(Self { issuer: issuer.to_owned(), client, refetch: REFETCH, cache })
    }

    /// The RSA key of that id. The error is the reason why there is none.
    pub(super) async fn get(&self, kid: &str) -> Result<DecodingKey, &'static str> {
        let mut cache = self.cache.lock().await;
        let stale = |fetched: &Fetched| {
            let age = fetched.at.elapsed();
            age >= KEPT || (age >= self.refetch && fetched.set.find(kid).is_none())
        };
        if cache.as_ref().is_none_or(stale) {
            let set = self.fetch().await.map_err(|error| {
                tracing::debug!(%error, "no keys from the issuer");
                "OIDC discovery endpoint communication error"
            })?;
            *cache = Some(Fetched { set, at: Instant::now() });
        }
        let key = cache.as_ref().and_then(|fetched| fetched.set.find(kid));
        let key = key.filter(|key| verifies_rs256(key)).ok_or("the kid is unknown")?;
        DecodingKey::from_jwk(key).map_err(|_| "the issuer's key is malformed")
    }

    async fn fetch(&self) -> anyhow::Result<JwkSet> {
        let base = self.issuer.trim_end_matches('/');
        let discovery = self.load(&format!("{base}/.well-known/openid-configuration")).await?;
        let discovery: Value = serde_json::from_slice(&discovery)?;
        ensure!(discovery["issuer"] == self.issuer.as_str(), "discovery names another issuer");
        let uri = discovery["jwks_uri"].as_str().context("discovery has no jwks_uri")?;
        Ok(serde_json::from_slice(&self.load(uri).await?)?)
    }

    async fn load(&self, url: &str) -> anyhow::Result<Vec<u8>> {
        let mut response = self.client.get(url).send().await?.error_for_status()?;
        let mut document = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            document.extend_from_slice(&chunk);
            ensure!(document.len() <= FETCH_LIMIT, "{url} has more than {FETCH_LIMIT} bytes");
        }
        Ok(document)
    }
}

fn verifies_rs256(key: &Jwk) -> bool {
    let common = &key.common;
    matches!(key.algorithm, AlgorithmParameters::RSA(_))
        && common.key_algorithm.is_none_or(|algorithm| algorithm == KeyAlgorithm::RS256)
        && !matches!(common.public_key_use, Some(PublicKeyUse::Encryption))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use axum::extract::Path;
    use axum::routing::get;
    use axum::{Json, Router};
    use serde_json::json;
    use tokio::net::TcpListener;

    use super::*;
    use crate::gateway::Issuer;

    /// An issuer whose key can be exchanged and whose keys' fetches are counted.
    struct Rotating {
        url: String,
        current: Arc<Mutex<Issuer>>,
        fetches: Arc<AtomicUsize>,
    }

    /// An issuer with a key of its own.
    fn issuer(url: &str) -> Issuer {
        let dir = tempfile::tempdir().unwrap();
        Issuer::open(Some(dir.path()), url.to_owned(), "a".to_owned()).unwrap()
    }

    fn kid(issuer: &Issuer) -> String {
        jsonwebtoken::decode_header(issuer.token("t")).unwrap().kid.unwrap()
    }

    async fn rotating() -> Rotating {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let current = Arc::new(Mutex::new(issuer(&url)));
        let fetches = Arc::new(AtomicUsize::new(0));
        let served = (Arc::clone(&current), Arc::clone(&fetches), url.clone());
        let documents = get(async move |Path(name): Path<String>| {
            let (current, fetches, url) = served;
            if name == "openid-configuration" {
                let keys = format!("{url}/.well-known/keys");
                return Json(json!({"issuer": url, "jwks_uri": keys}));
            }
            fetches.fetch_add(1, Ordering::SeqCst);
            Json(json!(current.lock().await.keys()))
        });
        let router: Router = Router::new().route("/.well-known/{name}", documents);
        tokio::spawn(async { axum::serve(listener, router).await });
        Rotating { url, current, fetches }
    }

    #[tokio::test]
    async fn unknown_keys_are_asked_for_but_not_again_at_once() {
        let world = rotating().await;
        let mut keys = Keys::new(&world.url).unwrap();
        let old = kid(&*world.current.lock().await);
        for _ in 0..3 {
            keys.get(&old).await.unwrap();
            assert_eq!(keys.get("other").await.err(), Some("the kid is unknown"));
        }
        assert_eq!(world.fetches.load(Ordering::SeqCst), 1);

        let next = issuer(&world.url);
        *world.current.lock().await = next.clone();
        assert!(keys.get(&kid(&next)).await.is_err());
        keys.refetch = Duration::ZERO;
        keys.get(&kid(&next)).await.unwrap();
        assert!(keys.get(&old).await.is_err());
        assert_eq!(world.fetches.load(Ordering::SeqCst), 3);
    }

    #[tokio::test]
    async fn an_issuer_that_is_away_or_another_gives_no_keys() {
        let world = rotating().await;
        let reason = Some("OIDC discovery endpoint communication error");
        let other = Keys::new(&format!("{}/", world.url)).unwrap();
        assert_eq!(other.get("x").await.err(), reason);
        let away = Keys::new("http://127.0.0.1:1").unwrap();
        assert_eq!(away.get("x").await.err(), reason);
    }
}
