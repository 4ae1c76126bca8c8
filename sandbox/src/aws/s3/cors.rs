//! Pages of other origins, as S3 treats them: the first rule that fits counts, and a preflight that
//! none fits is refused.

use std::collections::BTreeMap;

use http::request::Parts;
use http::{HeaderMap, Response};
use s3s::Body;

use crate::aws::Service;
use crate::aws::reply::{Refusal, Reply};
use crate::cors::{Cors, Page};

/// Rules by the bucket's name.
#[derive(Debug)]
pub(super) struct Rules(BTreeMap<String, Vec<Cors>>);

impl Rules {
    pub(super) fn new(buckets: &BTreeMap<String, Vec<Cors>>) -> Self {
        let named = |(id, rules): (&String, &Vec<Cors>)| (id.to_lowercase(), rules.clone());
        Self(buckets.iter().map(named).collect())
    }

    /// The answer to a preflight; `None` if the request is none. It needs no signature.
    pub(super) fn preflight(&self, parts: &Parts) -> Option<Reply> {
        let page = Page::of(parts).filter(Page::is_preflight)?;
        let Some(rule) = self.of(parts).iter().find(|rule| rule.grants(&page)) else {
            let message = "CORSResponse: This CORS request is not allowed.".to_owned();
            let refusal = Refusal { status: 403, code: "AccessForbidden", message };
            return Some(refusal.reply(Service::S3));
        };
        let mut reply = Response::new(Body::empty());
        rule.mark_preflight(&page, reply.headers_mut());
        Some(reply)
    }

    pub(super) fn mark(&self, parts: &Parts, headers: &mut HeaderMap) {
        let Some(page) = Page::of(parts) else { return };
        if let Some(rule) = self.of(parts).iter().find(|rule| rule.covers(&page, &parts.method)) {
            rule.mark(&page, headers);
        }
    }

    fn of(&self, parts: &Parts) -> &[Cors] {
        let path = parts.uri.path().trim_start_matches('/');
        let bucket = path.split('/').next().unwrap_or(path);
        self.0.get(bucket).map_or(&[], Vec::as_slice)
    }
}
