//! What goes wrong with requests to the REST API, and with which.

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::Method;
use serde::{Deserialize, Serialize, Serializer};

use super::refusal::Refusal;

/// What goes wrong with a request to the REST API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RestFault {
    /// Nothing is done; the answer is 429 with code 20429.
    TooManyRequests,
    /// Nothing is done; the answer is 500 with code 20500.
    ServerError,
    /// It is done, and the answer is 500 with code 20500 all the same.
    ServerErrorAfter,
    /// Nothing is done; the connection is cut instead of an answer.
    CutBefore,
    /// It is done, and the connection is cut instead of an answer.
    CutAfter,
    /// It is done, and the answer comes only when the first status callback of the call or message
    /// was answered, or all of them are over.
    CallbackFirst,
    /// It is done, and the answer comes after so many milliseconds.
    Slow(u64),
}

impl RestFault {
    /// Those that keep from the client what it asked for.
    pub const FAILURES: [Self; 5] = [
        Self::TooManyRequests,
        Self::ServerError,
        Self::ServerErrorAfter,
        Self::CutBefore,
        Self::CutAfter,
    ];
}

/// A part of the REST API, by the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resource {
    /// `…/Messages`, without their media.
    Messages,
    /// `…/Messages/{SM}/Media`.
    Media,
    /// `…/Calls`, without their recordings.
    Calls,
    /// `…/Recordings`.
    Recordings,
    /// `/Accounts` themselves.
    Accounts,
    /// `…/IncomingPhoneNumbers`.
    Numbers,
    /// `…/AvailablePhoneNumbers`.
    Search,
    /// `/v1/AuthTokens`.
    Tokens,
    /// All of them.
    Any,
}

impl Resource {
    /// The resource that a path is about; `None` for what is not of the REST API.
    pub(super) fn of_path(path: &str) -> Option<Self> {
        let path = path.strip_suffix(".json").unwrap_or(path);
        if path.starts_with("/v1/AuthTokens") {
            return Some(Self::Tokens);
        }
        let mut parts = path.strip_prefix("/2010-04-01/Accounts")?.split('/').skip(2);
        let (collection, part) = (parts.next(), parts.nth(1));
        Some(match (collection, part) {
            (Some("Messages"), Some("Media")) => Self::Media,
            (Some("Messages"), _) => Self::Messages,
            (Some("Recordings"), _) | (Some("Calls"), Some("Recordings")) => Self::Recordings,
            (Some("Calls"), _) => Self::Calls,
            (Some("IncomingPhoneNumbers"), _) => Self::Numbers,
            (Some("AvailablePhoneNumbers"), _) => Self::Search,
            (None, _) => Self::Accounts,
            _ => Self::Any,
        })
    }
}

/// A fault to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The resource that it waits for.
    #[serde(rename = "on")]
    pub resource: Resource,
    /// The method that it waits for; `None` is any.
    #[serde(serialize_with = "as_text", skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// What goes wrong.
    pub fault: RestFault,
    /// With how many requests.
    pub times: usize,
    /// How many requests get through before.
    pub skip: usize,
}

#[expect(clippy::ref_option, reason = "serde passes a field so")]
fn as_text<S: Serializer>(method: &Option<Method>, serializer: S) -> Result<S::Ok, S::Error> {
    method.as_ref().map(Method::as_str).serialize(serializer)
}

impl Fault {
    /// The next request for the resource, by whatever method.
    pub fn next(resource: Resource, fault: RestFault) -> Self {
        Self { resource, method: None, fault, times: 1, skip: 0 }
    }

    fn fits(&self, resource: Resource, method: &Method) -> bool {
        (self.resource == Resource::Any || self.resource == resource)
            && self.method.as_ref().is_none_or(|wanted| wanted == method)
    }

    /// Whether this request is the one, or one of those, that goes wrong.
    fn strikes(&mut self) -> bool {
        if self.skip > 0 {
            self.skip -= 1;
            return false;
        }
        self.times = self.times.saturating_sub(1);
        true
    }
}

/// The faults to come, in the order they were planned.
#[derive(Default)]
pub(super) struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    pub(super) fn plan(&self, fault: Fault) {
        if fault.times > 0 {
            self.lock().push(fault);
        }
    }

    /// What is still to come.
    pub(super) fn planned(&self) -> Vec<Fault> {
        self.lock().clone()
    }

    /// Forgets what was planned.
    pub(super) fn heal(&self) {
        self.lock().clear();
    }

    /// What goes wrong with this request: the first planned fault that fits it and lets no more
    /// requests through.
    pub(super) fn take(&self, resource: Resource, method: &Method) -> Option<RestFault> {
        let mut planned = self.lock();
        let mut fitting = planned.iter_mut().filter(|fault| fault.fits(resource, method));
        let fault = fitting.find_map(|fault| fault.strikes().then_some(fault.fault));
        planned.retain(|fault| fault.times > 0);
        fault
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The body of `POST /sim/faults`: `on` and `fault`, or `calls` alone for requests that start calls.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlannedFault {
    on: Option<Resource>,
    method: Option<PlannedMethod>,
    fault: Option<RestFault>,
    calls: Option<RestFault>,
    #[serde(default = "once")]
    times: usize,
    #[serde(default)]
    skip: usize,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum PlannedMethod {
    Get,
    Post,
    Delete,
}

fn once() -> usize {
    1
}

impl PlannedFault {
    pub(super) fn read(self) -> Result<Fault, Refusal> {
        let method = self.method.map(|method| match method {
            PlannedMethod::Get => Method::GET,
            PlannedMethod::Post => Method::POST,
            PlannedMethod::Delete => Method::DELETE,
        });
        let (resource, method, fault) = match (self.on, self.fault, self.calls) {
            (Some(resource), Some(fault), None) => (resource, method, fault),
            (None, None, Some(fault)) => (Resource::Calls, Some(Method::POST), fault),
            _ => {
                let message = "give either `on` and `fault`, or `calls`";
                return Err(Refusal::bad_request(Some("fault"), message));
            }
        };
        Ok(Fault { resource, method, fault, times: self.times, skip: self.skip })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_name_their_resource() {
        let of = |path: &str| Resource::of_path(&format!("/2010-04-01/Accounts{path}"));
        for (path, resource) in [
            (".json", Resource::Accounts),
            ("/AC1.json", Resource::Accounts),
            ("/AC1/Messages.json", Resource::Messages),
            ("/AC1/Messages/SM1.json", Resource::Messages),
            ("/AC1/Messages/SM1/Media.json", Resource::Media),
            ("/AC1/Messages/SM1/Media/ME1", Resource::Media),
            ("/AC1/Calls.json", Resource::Calls),
            ("/AC1/Calls/CA1/Recordings.json", Resource::Recordings),
            ("/AC1/Recordings/RE1.mp3", Resource::Recordings),
            ("/AC1/IncomingPhoneNumbers/PN1.json", Resource::Numbers),
            ("/AC1/AvailablePhoneNumbers/US/Local.json", Resource::Search),
            ("/AC1/Nothing.json", Resource::Any),
        ] {
            assert_eq!(of(path), Some(resource), "{path}");
        }
        assert_eq!(Resource::of_path("/v1/AuthTokens/Promote"), Some(Resource::Tokens));
        assert_eq!(Resource::of_path("/sim/messages"), None);
    }

    #[test]
    fn a_fault_waits_for_its_resource_method_and_turn() {
        let faults = Faults::default();
        let method = Some(Method::POST);
        let fault = RestFault::ServerError;
        faults.plan(Fault { resource: Resource::Messages, method, fault, times: 2, skip: 1 });
        let take = |resource, method| faults.take(resource, &method).is_some();
        assert!(!take(Resource::Messages, Method::GET));
        assert!(!take(Resource::Calls, Method::POST));
        let posted: Vec<_> = (0..4).map(|_| take(Resource::Messages, Method::POST)).collect();
        assert_eq!(posted, [false, true, true, false]);
        faults.plan(Fault::next(Resource::Any, fault));
        faults.heal();
        assert!(!take(Resource::Calls, Method::GET));
    }
}
