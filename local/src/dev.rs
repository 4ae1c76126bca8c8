//! What exists in the local run alone: the page and the phone, signing in, a bearer token, an account to sign with.
//!
//! Who gets a token is any tenant. So all this is for this machine: where a tunnel leads to the API it
//! has a port of its own, since a tunnel's program may say that it comes from this machine.

mod account;
mod door;
mod refusal;
mod token;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::middleware;
use tokio::net::TcpListener;

use self::door::Door;
use crate::arguments::Arguments;
use crate::ready::Ready;
use crate::{outside, pages, receiver, sign_in};

/// Serves the page, `/dev` and `/sim` on this machine and to nobody beyond it; `/dev` also to pages of
/// this machine that are named as a website's.
pub fn router(ready: &Ready, arguments: &Arguments) -> Router {
    let port = arguments.dev_port().unwrap_or(arguments.port);
    let (addresses, door) = (arguments.addresses(), Door::of(port, &arguments.website_origin));
    let sign_in = sign_in::Options {
        ready: Arc::clone(ready),
        page: addresses.page.clone(),
        named: door.named().to_vec(),
        lifetime: Duration::from_secs(arguments.token_lifetime.into()),
        dashboard: arguments.dashboard.clone(),
    };
    Router::new()
        .merge(token::router(Arc::clone(ready)))
        .merge(account::router(Arc::clone(ready)))
        .merge(sign_in::router(sign_in))
        .merge(receiver::router())
        .merge(outside::router(Arc::clone(ready)))
        .merge(pages::router(&arguments.dashboard, &addresses))
        .layer(middleware::from_fn_with_state(Arc::new(door), door::guard))
}

/// Serves them alone, in the background, until the process ends.
pub fn serve(listener: TcpListener, router: Router) {
    tokio::spawn(axum::serve(listener, router).into_future());
}
