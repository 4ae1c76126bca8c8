//! Pages of other origins, as API Gateway treats them once CORS is configured: a preflight never gets
//! to a route or its authorizer, and every answer says who may read it, a refusal too.

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Response, StatusCode};

use crate::cors::{Cors, Page};

/// The answer to a preflight; `None` if the request is none. The browser decides by what is in it.
pub fn preflight(cors: &Cors, parts: &Parts) -> Option<Response<Body>> {
    let page = Page::of(parts).filter(Page::is_preflight)?;
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    cors.mark_preflight(&page, response.headers_mut());
    Some(response)
}

/// What a function says of CORS is replaced by what the API is configured to say.
pub fn mark(cors: &Cors, parts: &Parts, headers: &mut HeaderMap) {
    let Some(page) = Page::of(parts).filter(|page| !page.is_preflight()) else { return };
    let own: Vec<_> = headers.keys().filter(|name| is_of_cors(name.as_str())).cloned().collect();
    for name in own {
        headers.remove(name);
    }
    cors.mark(&page, headers);
}

fn is_of_cors(name: &str) -> bool {
    name.starts_with("access-control-")
}
