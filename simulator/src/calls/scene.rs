//! Where a verb is played: on which leg, in which part of the call, out of which document.

use std::sync::Arc;

use futures::future::BoxFuture;
use reqwest::Url;

use super::super::form::Fields;
use super::super::twiml::Element;
use super::super::webhook::Method;
use super::attributes::{self, attribute};
use super::leg::Leg;
use super::report::{CallError, Kind};
use super::session::Session;
use super::source::{Request, Source};
use super::status::Status;
use super::stop::Stop;

/// What comes after a verb.
#[derive(Debug)]
pub(super) enum Next {
    /// The one that follows it.
    Verb,
    /// Another document.
    Document(Request),
}

/// The part of the call that documents are played in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The parent leg.
    Parent,
    /// A leg that was dialled and is not connected yet.
    Screening,
    /// Waiting in a queue.
    Waiting,
}

/// Where a verb is played.
#[derive(Clone)]
pub(super) struct Scene {
    pub(super) session: Arc<Session>,
    pub(super) leg: Arc<Leg>,
    pub(super) role: Role,
    /// URL of the document.
    pub(super) url: Option<String>,
    plays: Plays,
}

/// Plays documents on a scene. Verbs have documents of their own, and the player of documents plays
/// verbs: so they know of each other by this only.
pub(super) type Plays = for<'a> fn(&'a Scene, Source) -> BoxFuture<'a, Result<(), Stop>>;

impl Scene {
    /// The parent leg, before its first document.
    pub(super) fn new(session: &Arc<Session>, leg: &Arc<Leg>, plays: Plays) -> Self {
        let (session, leg) = (Arc::clone(session), Arc::clone(leg));
        Self { session, leg, role: Role::Parent, url: None, plays }
    }

    /// Another leg or part of the same call, before its first document.
    pub(super) fn part(&self, leg: &Arc<Leg>, role: Role) -> Self {
        Self { leg: Arc::clone(leg), role, url: None, ..self.clone() }
    }

    /// Plays a document here, and those that it leads to.
    pub(super) async fn play(&self, source: Source) -> Result<(), Stop> {
        (self.plays)(self, source).await
    }

    /// The same, but in a document from this URL.
    pub(super) fn at(&self, url: Option<String>) -> Self {
        Self { url, ..self.clone() }
    }

    pub(super) fn now(&self) -> i64 {
        self.session.clock.now()
    }

    /// Answers the call, if it still rings.
    pub(super) async fn answer(&self) -> Result<(), Stop> {
        if !self.leg.is_answered() {
            self.session.enter(&self.leg, Status::InProgress).await?;
        }
        Ok(())
    }

    /// Lets time pass on the leg, unless it ends meanwhile.
    pub(super) async fn pass(&self, millis: i64) -> Result<(), Stop> {
        self.leg.pass(&self.session.clock, millis).await
    }

    /// The verb's `action`, or the document's own URL: the default for verbs that gather something.
    pub(super) fn action(
        &self,
        element: &Element,
        kind: Kind,
        fields: Fields,
    ) -> Result<Request, Stop> {
        let url = self.resolve(attribute(element, "action").unwrap_or_default())?;
        Ok(Request { kind, url, method: attributes::method(element, "method"), fields })
    }

    /// A URL out of the document, which may be relative to it; an empty one is its own. Documents
    /// that were given as text have none.
    pub(super) fn resolve(&self, written: &str) -> Result<String, Stop> {
        if Url::parse(written).is_ok() {
            return Ok(written.to_owned());
        }
        let invalid = || {
            let message = format!("Invalid URL format: `{written}` in a document without a URL");
            Stop::Failed(CallError::invalid_url(message))
        };
        let own = self.url.as_ref().ok_or_else(invalid)?;
        if written.is_empty() {
            return Ok(own.clone());
        }
        let joined = Url::parse(own).and_then(|base| base.join(written));
        joined.map(String::from).map_err(|_| invalid())
    }

    /// A callback URL in an attribute, and its method.
    pub(super) fn callback(
        &self,
        element: &Element,
        name: &str,
    ) -> Result<Option<(String, Method)>, Stop> {
        let Some(written) = attribute(element, name) else { return Ok(None) };
        let method = attributes::method(element, &format!("{name}Method"));
        Ok(Some((self.resolve(written)?, method)))
    }
}
