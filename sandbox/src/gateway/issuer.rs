//! A token issuer for one machine: what a website's identity provider is in production.

use std::io::Write as _;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use anyhow::Context as _;
use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use axum::http::header::ACCESS_CONTROL_ALLOW_ORIGIN;
use axum::routing::get;
use axum::{Json, Router};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use jiff::Timestamp;
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Map, Value, json};
use tempfile::NamedTempFile;
use twilio_simulator::private;

/// The claim that has the tenant.
pub const TENANT_CLAIM: &str = "tenant_id";
/// The claim that has the role.
pub const ROLE_CLAIM: &str = "role";
/// How long a token is good.
const LIFETIME: Duration = Duration::from_hours(12);

/// Signs tokens with an RSA-2048 key (RS256) and publishes the key. Clones are cheap.
#[derive(Debug, Clone)]
pub struct Issuer(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    url: String,
    audience: String,
    key: EncodingKey,
    public: Jwk,
}

/// Whom a token is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject<'s> {
    /// `tenant_id`.
    pub tenant: &'s str,
    /// `sub`.
    pub user: &'s str,
    /// `role`.
    pub role: &'s str,
}

impl Issuer {
    /// Uses the key in `{dir}/issuer.pem`, which is made at first, readable for the owner alone.
    /// Without a directory it is the key of this process. `url` becomes `iss`, so it must
    /// be where `router` is served; `audience` becomes `aud`.
    pub fn open(dir: Option<&Path>, url: String, audience: String) -> anyhow::Result<Self> {
        let pem = match dir {
            Some(dir) => kept_key(dir)?,
            None => process_key()?,
        };
        let key = EncodingKey::from_rsa_pem(pem.as_bytes()).context("issuer.pem")?;
        let mut public = Jwk::from_encoding_key(&key, Algorithm::RS256)?;
        public.common.key_id = Some(public.thumbprint(ThumbprintHash::SHA256)?);
        public.common.public_key_use = Some(PublicKeyUse::Signature);
        Ok(Self(Arc::new(Inner { url, audience, key, public })))
    }

    /// A token for a tenant whose only user has its name, good for 12 hours from now.
    pub fn token(&self, tenant: &str) -> String {
        self.token_of(tenant, tenant, "owner")
    }

    /// A token for a user (`sub`) of a tenant (`tenant_id`) with a role (`role`), as good.
    pub fn token_of(&self, tenant: &str, user: &str, role: &str) -> String {
        self.sign(&self.claims(Subject { tenant, user, role }, LIFETIME))
    }

    /// What such a token says when it is good for so long from now.
    pub fn claims(&self, Subject { tenant, user, role }: Subject, lifetime: Duration) -> Value {
        let now = Timestamp::now().as_second();
        let until = now.saturating_add_unsigned(lifetime.as_secs());
        let Inner { url, audience, .. } = &*self.0;
        json!({
            "iss": url, "aud": audience, "iat": now, "exp": until,
            "sub": user, TENANT_CLAIM: tenant, ROLE_CLAIM: role,
        })
    }

    /// A token with exactly these claims, true or not.
    ///
    /// # Panics
    /// If the crypto library refuses the key, which it accepted when the key was read.
    pub fn sign(&self, claims: &Value) -> String {
        let mut header = Header::new(Algorithm::RS256);
        header.kid.clone_from(&self.0.public.common.key_id);
        encode(&header, claims, &self.0.key).expect("the key was checked when it was read")
    }

    /// The public key, as published.
    pub(super) fn keys(&self) -> JwkSet {
        JwkSet { keys: vec![self.0.public.clone()] }
    }

    /// Its URL, which is `iss`.
    pub fn url(&self) -> &str {
        &self.0.url
    }

    /// Serves `/.well-known/openid-configuration` and `/.well-known/jwks.json`, which any page may
    /// read. `more` is what the first says beside where the keys are.
    pub fn router(&self, more: &Map<String, Value>) -> Router {
        let mut discovery = json!({
            "issuer": self.0.url,
            "jwks_uri": format!("{}/.well-known/jwks.json", self.0.url.trim_end_matches('/')),
            "id_token_signing_alg_values_supported": ["RS256"],
        });
        if let Some(discovery) = discovery.as_object_mut() {
            discovery.extend(more.clone());
        }
        let (discovery, keys) = (Json(discovery), Json(self.keys()));
        let all = || [(ACCESS_CONTROL_ALLOW_ORIGIN, "*")];
        Router::new()
            .route("/.well-known/openid-configuration", get(async move || (all(), discovery)))
            .route("/.well-known/jwks.json", get(async move || (all(), keys)))
    }
}

/// Made once, since a debug build takes a second for it.
fn process_key() -> anyhow::Result<String> {
    static KEY: OnceLock<String> = OnceLock::new();
    match KEY.get() {
        Some(key) => Ok(key.clone()),
        None => new_key().map(|key| KEY.get_or_init(|| key).clone()),
    }
}

fn kept_key(dir: &Path) -> anyhow::Result<String> {
    let path = dir.join("issuer.pem");
    if !path.exists() {
        private::dir(dir).with_context(|| format!("cannot create {}", dir.display()))?;
        // Whole or not at all, also if two processes start at once. Temporary files are 0600.
        let mut file = NamedTempFile::new_in(dir)?;
        file.write_all(new_key()?.as_bytes())?;
        file.as_file().sync_all()?;
        if let Err(error) = file.persist_noclobber(&path)
            && !path.exists()
        {
            return Err(error.error).with_context(|| format!("cannot write {}", path.display()));
        }
    }
    std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

/// A new private key: PKCS#8 in PEM.
fn new_key() -> anyhow::Result<String> {
    let key = KeyPair::generate(KeySize::Rsa2048).context("no RSA key could be made")?;
    let der = key.as_der().context("the RSA key has no DER form")?;
    let text = BASE64_STANDARD.encode(der.as_ref());
    let mut pem = "-----BEGIN PRIVATE KEY-----\n".to_owned();
    for line in text.as_bytes().chunks(64) {
        pem.extend(line.iter().copied().map(char::from));
        pem.push('\n');
    }
    pem.push_str("-----END PRIVATE KEY-----\n");
    Ok(pem)
}
