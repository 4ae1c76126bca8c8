//! Fetches documents, from the fallback URL if need be.

use super::super::delivery::Delivery;
use super::super::form::Spaces;
use super::super::twiml::{self, Element, Product};
use super::super::webhook::Method;
use super::forms;
use super::leg::Leg;
use super::report::{CallError, Kind};
use super::session::Session;
use super::source::{Request, Source};
use super::wire::Sending;

/// More documents than any sensible call has.
const MOST_DOCUMENTS: usize = 50;

/// A document.
pub(super) struct Page {
    /// Where it came from; `None` if it was given as text.
    pub(super) url: Option<String>,
    pub(super) verbs: Vec<Element>,
}

/// Gets a document for a leg. Errors of HTTP and of TwiML alike lead to the fallback URL, which
/// only the parent leg has.
pub(super) async fn open(session: &Session, leg: &Leg, source: Source) -> Result<Page, CallError> {
    let request = match source {
        Source::Request(request) => request,
        Source::Twiml(text) => {
            let verbs = read(Some("text/xml"), text.as_bytes())?;
            return Ok(Page { url: None, verbs });
        }
    };
    // Whoever waits in a queue may hear the same again and again.
    let counts = request.kind != Kind::QueueWait;
    if counts && session.count_document() >= MOST_DOCUMENTS {
        let message = format!("more than {MOST_DOCUMENTS} documents: the call goes in circles");
        return Err(CallError::not_simulated(message));
    }
    let fallback = session.setting.fallback.as_ref().filter(|_| leg.ends.parent.is_none());
    match (ask(session, leg, &request).await, fallback) {
        (Ok(verbs), _) => Ok(Page { url: Some(request.url), verbs }),
        (Err(error), None) => Err(error),
        (Err(error), Some((url, method))) => {
            let again = instead(&request, &error, (url, *method));
            let verbs = ask(session, leg, &again).await?;
            Ok(Page { url: Some(again.url), verbs })
        }
    }
}

/// Makes a request whose answer nobody is there to hear.
pub(super) async fn tell(session: &Session, leg: &Leg, request: &Request) {
    // Errors are in the session's notes; the call is over anyway.
    let _ = ask(session, leg, request).await;
}

fn instead(failed: &Request, error: &CallError, (url, method): (&str, Method)) -> Request {
    let code = error.code.map(|code| code.to_string());
    let mut fields = failed.fields.clone();
    let bare = failed.url.split('#').next().map(str::to_owned);
    fields.extend(forms::present([("ErrorCode", code), ("ErrorUrl", bare)]));
    Request { kind: failed.kind, url: url.to_owned(), method, fields }
}

async fn ask(session: &Session, leg: &Leg, request: &Request) -> Result<Vec<Element>, CallError> {
    let sending = Sending {
        kind: request.kind,
        call_sid: leg.sid.clone(),
        url: request.url.clone(),
        method: request.method,
        fields: forms::voice(session, leg, request.kind, &request.fields),
        spaces: Spaces::Plus,
        delivery: Delivery::default(),
    };
    let answer = match session.send(&sending).await {
        Ok(mut answers) => answers.remove(0),
        Err(error) => {
            session.note_unsent(&sending, &error);
            return Err(error);
        }
    };
    let verbs = match answer.error_code {
        Some(code) => Err(CallError::new(code, format!("HTTP status {}", answer.status))),
        None => read(answer.content_type.as_deref(), &answer.raw).inspect_err(|error| {
            session.state.poster.blame(&answer, (error.code, &error.message));
        }),
    };
    session.note(&sending, &answer, verbs.as_ref().err().and_then(|error| error.code));
    verbs
}

fn read(content_type: Option<&str>, body: &[u8]) -> Result<Vec<Element>, CallError> {
    let document = twiml::read(Product::Voice, content_type, body);
    document
        .map(|document| document.verbs)
        .map_err(|error| CallError::new(error.code, error.message))
}
