//! Holds functions to the policies of the template. A function is known by its access key, which is
//! its logical id; any other key may do anything.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use http::HeaderMap;
use http::header::AUTHORIZATION;
use http::request::Parts;

use super::fault::Service;
use super::needs::Needs;
use super::reply::Refusal;
use crate::template::{Grant, Permission, Template};

/// What functions may do, and what they have done.
#[derive(Debug)]
pub(super) struct Access {
    granted: BTreeMap<String, Vec<Grant>>,
    log: Mutex<Log>,
}

#[derive(Debug, Default)]
struct Log {
    used: BTreeSet<(String, Permission)>,
    denied: BTreeSet<(String, Permission)>,
}

impl Access {
    pub(super) fn new(template: &Template) -> Self {
        let granted = |(id, function): (&String, &crate::template::Function)| {
            (id.clone(), function.permissions.clone())
        };
        Self {
            granted: template.functions.iter().map(granted).collect(),
            log: Mutex::new(Log::default()),
        }
    }

    /// Refuses a request that needs more than its caller's role allows.
    pub(super) fn check(
        &self,
        service: Service,
        parts: &Parts,
        Needs { permissions, context }: Needs,
    ) -> Result<(), Refusal> {
        let Some((function, granted)) =
            access_key(parts).and_then(|key| self.granted.get_key_value(key))
        else {
            return Ok(());
        };
        let mut log = self.log();
        for permission in permissions {
            let entry = (function.clone(), permission);
            if !granted.iter().any(|granted| granted.allows(&entry.1, &context)) {
                let refusal = denied(service, &entry);
                tracing::error!("{refusal}");
                log.denied.insert(entry);
                return Err(refusal);
            }
            log.used.insert(entry);
        }
        Ok(())
    }

    pub(super) fn used(&self) -> BTreeSet<(String, Permission)> {
        self.log().used.clone()
    }

    pub(super) fn denied(&self) -> BTreeSet<(String, Permission)> {
        self.log().denied.clone()
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn denied(service: Service, (function, permission): &(String, Permission)) -> Refusal {
    let Permission { action, resource } = permission;
    let message = format!("{function} is not authorized to perform {action} on {resource}");
    let (status, code) = match service {
        Service::S3 => (403, "AccessDenied"),
        Service::AppSync | Service::Sqs => (403, "AccessDeniedException"),
        Service::DynamoDb | Service::Kms | Service::EventBridge => (400, "AccessDeniedException"),
    };
    Refusal { status, code, message }
}

/// The access key that a request is signed with, in its header or in a presigned URL.
fn access_key(parts: &Parts) -> Option<&str> {
    let credential = signed(&parts.headers).or_else(|| presigned(parts.uri.query()?))?;
    credential.split(['/', '%']).next()
}

fn signed(headers: &HeaderMap) -> Option<&str> {
    let header = headers.get(AUTHORIZATION)?.to_str().ok()?;
    header.split_once("Credential=").map(|(_, credential)| credential)
}

fn presigned(query: &str) -> Option<&str> {
    query.split('&').find_map(|pair| pair.strip_prefix("X-Amz-Credential="))
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    fn key_of(request: http::request::Builder) -> Option<String> {
        let (parts, ()) = request.body(()).unwrap().into_parts();
        access_key(&parts).map(str::to_owned)
    }

    #[test]
    fn the_key_is_in_the_header_or_in_the_url() {
        let header =
            "AWS4-HMAC-SHA256 Credential=SmsFunction/20260101/r/s/aws4_request, Signature=0";
        let signed = Request::get("/").header(AUTHORIZATION, header);
        assert_eq!(key_of(signed).as_deref(), Some("SmsFunction"));
        let url = "/b/k?X-Amz-Date=1&X-Amz-Credential=WebsiteFunction%2F20260101%2Fr";
        assert_eq!(key_of(Request::get(url)).as_deref(), Some("WebsiteFunction"));
        assert_eq!(key_of(Request::get("/b/k?x=1")), None);
    }
}
