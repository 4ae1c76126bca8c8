//! Target `body`: a route of the API in the first line, and a body for it. AWS is out of reach, so that
//! an answer of 503 says that the body was taken.

mod world;

use serde_json::{Map, Value, json};
use shared::records::Preferences;

use crate::lines;
use crate::routes::{ROUTES, answer, id};
use world::World;

/// Read by these after what the table has, so never here: their bodies are read by themselves.
const AFTER_THE_TABLE: &str = "/api/preferences";
/// A field that no body has.
const UNKNOWN: &str = "no such field";

pub(crate) fn run(input: &[u8]) {
    let ([named], body) = lines::split(input);
    let route = route(named);
    if route.ends_with(AFTER_THE_TABLE) {
        preferences(body);
        return;
    }
    World::with(|world| {
        let (status, error) = ask(world, route, body);
        let sent: Option<Value> = serde_json::from_slice(body).ok();
        let is_left_out = body.is_empty() && may_be_left_out(route);
        match sent {
            Some(Value::Object(fields)) => if_taken(world, route, (status, fields)),
            _ if is_left_out => assert_eq!(status, 503, "{route} {error}"),
            _ => assert_eq!(status, 400, "{route} takes what is no object: {error}"),
        }
    });
}

/// The route of this name, or one for each other text.
fn route(named: &[u8]) -> &'static str {
    let known = ROUTES.iter().find(|route| route.as_bytes() == named);
    let sum: usize = named.iter().map(|byte| usize::from(*byte)).sum();
    known.unwrap_or(&ROUTES[sum % ROUTES.len()])
}

fn may_be_left_out(route: &str) -> bool {
    ["POST /api/threads/{id}/read", "POST /api/twilio/provision", "PATCH /api/numbers/{id}"]
        .contains(&route)
}

/// The same with a field that means nothing is refused for that.
fn if_taken(world: &World, route: &str, (status, mut fields): (u64, Map<String, Value>)) {
    if status != 503 || fields.contains_key(UNKNOWN) {
        return;
    }
    fields.insert(UNKNOWN.to_owned(), json!(1));
    let (status, error) = ask(world, route, &serde_json::to_vec(&fields).expect("JSON"));
    assert_eq!((status, error["field"].as_str()), (400, Some(UNKNOWN)), "{route} {error}");
}

/// Status and error of the answer.
fn ask(world: &World, route: &str, body: &[u8]) -> (u64, Value) {
    let answer = answer(&world.runtime, &world.app, route, world::event(route, body, id));
    let status = answer["statusCode"].as_u64().unwrap_or_default();
    let body = answer["body"].as_str().unwrap_or_default();
    let body: Value = serde_json::from_str(body).expect("answers are JSON");
    let error = &body["error"];
    let text = |name: &str| error[name].as_str().unwrap_or_default();
    assert!([400, 404, 409, 503].contains(&status), "{route} answers {status}: {body}");
    assert!(!text("code").is_empty() && !text("message").is_empty(), "{route}: {body}");
    assert!(status != 400 || error.get("field").is_some(), "{route} does not say what: {body}");
    (status, error.clone())
}

/// Preferences that are taken are the same when they are sent as they are told.
fn preferences(body: &[u8]) {
    let Ok(sent) = serde_json::from_slice::<Value>(body) else { return };
    let own = ["+15550100001".parse().expect("a number")];
    let destinations = "US,CA".parse().expect("countries");
    match Preferences::parse(&sent, &own, &destinations) {
        Err(refused) => assert!(!refused.to_string().is_empty()),
        Ok(preferences) => {
            let told = json!(preferences);
            let again = Preferences::parse(&told, &own, &destinations).expect("they were taken");
            assert_eq!(json!(again), told);
            if let Value::Object(mut fields) = sent {
                fields.insert(UNKNOWN.to_owned(), json!(1));
                let sent = Value::Object(fields);
                assert!(Preferences::parse(&sent, &own, &destinations).is_err(), "{sent}");
            }
        }
    }
}
