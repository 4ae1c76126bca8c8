//! An `OpenID` provider for one machine: whoever signs in says who they are, by a click.
//!
//! All else is as in production: the authorization code flow with PKCE, tokens that are good for a while,
//! and refresh tokens that are good once.

mod asked;
mod authorize;
mod chosen;
mod client;
mod discovery;
mod fields;
pub mod grants;
mod page;
mod provider;
mod redirects;
mod sign_out;
mod style;
mod token;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::routing::{get, post};

pub use self::client::CLIENT;
pub use self::discovery::discovery;
use self::provider::Provider;
use self::redirects::Redirects;
use crate::ready::Ready;

/// What somebody may sign in to, and from where.
pub(crate) struct Options {
    pub(crate) ready: Ready,
    /// The base URL of the page, where these routes are too.
    pub(crate) page: String,
    /// Origins of other pages of this machine that may have people sign in.
    pub(crate) named: Vec<String>,
    /// How long tokens are good.
    pub(crate) lifetime: Duration,
    /// Where the built page is, whose font is used here too.
    pub(crate) dashboard: PathBuf,
}

/// Serves the endpoints that [`discovery()`] names.
pub(crate) fn router(options: Options) -> Router {
    let Options { ready, page, named, lifetime, dashboard } = options;
    let redirects = Redirects { page, named };
    let provider = Provider { ready, redirects, lifetime, grants: Mutex::default() };
    Router::new()
        .route("/dev/authorize", get(authorize::show).post(authorize::choose))
        .route("/dev/sign-in.css", get(move || std::future::ready(style::show(&dashboard))))
        .route("/dev/oauth/token", post(token::exchange))
        .route("/dev/sign-out", get(sign_out::sign_out))
        .with_state(Arc::new(provider))
}
