//! Plays documents, verb by verb.

use std::sync::Arc;

use futures::future::BoxFuture;

use super::super::twiml::Element;
use super::attributes::attribute;
use super::fetch;
use super::leg::Leg;
use super::report::{CallError, Heard, Kind};
use super::scene::{Next, Role, Scene};
use super::session::Session;
use super::source::{Request, Source};
use super::status::Status;
use super::stop::Stop;
use super::{attributes, dial, gather, prompts, queue, record};

/// What a caller hears when an error ends the call.
const APPLICATION_ERROR: &str = "We are sorry. An application error has occurred. Goodbye.";
/// How long that takes, in milliseconds.
const APOLOGY: i64 = 5_000;

/// Plays a call from its first document to its end, wherever the REST API sends it; returns why it
/// ended. An error is announced.
pub(super) async fn perform(scene: &Scene, mut source: Source) -> Stop {
    let stop = loop {
        match play(scene, source).await {
            Ok(()) => break Stop::HangUp,
            Err(Stop::Redirected(other)) => source = other,
            Err(stop) => break stop,
        }
    };
    if let Stop::Failed(error) = &stop {
        scene.session.notes.fail(error.clone());
        if scene.answer().await.is_ok() {
            scene.leg.hears(Heard::Announced(APPLICATION_ERROR.to_owned()));
            // Whether it is heard to the end changes nothing.
            let _ = scene.pass(APOLOGY).await;
        }
    }
    stop
}

/// Plays documents until one has no more verbs.
async fn play(scene: &Scene, mut source: Source) -> Result<(), Stop> {
    loop {
        let page = fetch::open(&scene.session, &scene.leg, source).await.map_err(Stop::Failed)?;
        match run(&scene.at(page.url), &page.verbs).await? {
            Next::Document(request) => source = Source::Request(request),
            Next::Verb => return Ok(()),
        }
    }
}

/// The scene of a call's parent leg.
pub(super) fn scene(session: &Arc<Session>, leg: &Arc<Leg>) -> Scene {
    Scene::new(session, leg, play_within)
}

/// The same for documents within documents.
fn play_within(scene: &Scene, source: Source) -> BoxFuture<'_, Result<(), Stop>> {
    Box::pin(play(scene, source))
}

async fn run(scene: &Scene, verbs: &[Element]) -> Result<Next, Stop> {
    for (position, verb) in verbs.iter().enumerate() {
        expect_allowed(scene.role, verb)?;
        let next = match verb.name.as_str() {
            "Say" => prompts::say(scene, verb).await?,
            "Play" => prompts::play(scene, verb).await?,
            "Pause" => prompts::pause(scene, verb).await?,
            "Gather" => gather::gather(scene, verb).await?,
            "Record" => record::record(scene, verb).await?,
            "Dial" => dial::dial(scene, verb).await?,
            "Enqueue" => queue::enqueue(scene, verb).await?,
            "Redirect" => Next::Document(redirect(scene, verb)?),
            "Leave" => return Err(Stop::Leave),
            "Hangup" => return Err(Stop::HangUp),
            "Reject" => return Err(reject(scene, verb, position)),
            other => {
                let message = format!("<{other}> is not simulated");
                return Err(Stop::Failed(CallError::not_simulated(message)));
            }
        };
        if let Next::Document(_) = next {
            return Ok(next);
        }
    }
    Ok(Next::Verb)
}

/// Documents for a dialled party or a waiting caller may not do everything.
fn expect_allowed(role: Role, verb: &Element) -> Result<(), Stop> {
    const PROMPTS: [&str; 6] = ["Say", "Play", "Pause", "Gather", "Redirect", "Hangup"];
    let name = verb.name.as_str();
    let (allowed, place) = match role {
        Role::Parent => (name != "Leave", "outside of a queue"),
        Role::Screening => (PROMPTS.contains(&name), "for a party that is being dialled"),
        Role::Waiting => (PROMPTS.contains(&name) || name == "Leave", "in a queue"),
    };
    match allowed {
        true => Ok(()),
        false => {
            let message = format!("<{name}> is not allowed in a document {place}");
            Err(Stop::Failed(CallError::new(12200, message)))
        }
    }
}

fn redirect(scene: &Scene, verb: &Element) -> Result<Request, Stop> {
    Ok(Request {
        kind: Kind::Redirect,
        url: scene.resolve(&verb.text)?,
        method: attributes::method(verb, "method"),
        fields: Vec::new(),
    })
}

/// Only the first verb can refuse a call; later it was answered.
fn reject(scene: &Scene, verb: &Element, position: usize) -> Stop {
    if position > 0 || scene.leg.is_answered() {
        return Stop::HangUp;
    }
    match attribute(verb, "reason") {
        Some("busy") => {
            scene.leg.hears(Heard::Busy);
            Stop::Rejected(Status::Busy)
        }
        _ => {
            let message = "The number you have dialed is not in service.";
            scene.leg.hears(Heard::Announced(message.to_owned()));
            Stop::Rejected(Status::NoAnswer)
        }
    }
}
