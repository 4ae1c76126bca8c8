//! Goes from document to document, and does what stands in each.

use super::super::delivery::{Answer, Delivery};
use super::super::form::Fields;
use super::super::messages::Message;
use super::super::state::State;
use super::super::status_form::StatusForm;
use super::super::target::Target;
use super::super::times;
use super::super::twiml::{self, Element, Product, TwimlError};
use super::super::webhook::{Method, Webhook};
use super::message;

/// More documents than any sensible conversation has.
const MOST_DOCUMENTS: usize = 50;
const IN_CIRCLES: u32 = 14107;
const INVALID_URL: u32 = 11100;

/// An exchange that an inbound message began.
pub(crate) struct Conversation<'a> {
    pub(crate) state: &'a State,
    /// The request that told of the message.
    pub(crate) webhook: &'a Webhook<'a>,
    /// Who texted.
    pub(crate) sender: &'a str,
    /// The number that was texted.
    pub(crate) number: &'a str,
}

/// What came of an answer.
#[derive(Default)]
pub(crate) struct Followed {
    /// SIDs of the messages that it sent.
    pub(crate) replies: Vec<String>,
    /// What was wrong with it, and with the answers that it led to.
    pub(crate) errors: Vec<TwimlError>,
}

impl Followed {
    fn complain(&mut self, code: u32, message: impl Into<String>) {
        self.errors.push(TwimlError { code, message: message.into() });
    }
}

/// A document.
struct Page {
    url: String,
    verbs: Vec<Element>,
}

/// The request for the next document.
struct Next {
    url: String,
    method: Method,
    fields: Fields,
}

/// Carries out the answer to the request that told of the message, which had no error.
pub(crate) async fn follow(
    conversation: &Conversation<'_>,
    answer: &Answer,
) -> anyhow::Result<Followed> {
    let mut followed = Followed::default();
    let mut page = begin(conversation, answer, &mut followed).await?;
    for _ in 0..MOST_DOCUMENTS {
        let Some(open) = page else { return Ok(followed) };
        page = match perform(conversation, &open, &mut followed)? {
            Some(next) => ask(conversation, next, &mut followed).await?,
            None => None,
        };
    }
    let why = format!("more than {MOST_DOCUMENTS} documents: the answers go in circles");
    followed.complain(IN_CIRCLES, why);
    Ok(followed)
}

/// The first document: that of the fallback URL if the answer is none.
async fn begin(
    conversation: &Conversation<'_>,
    answer: &Answer,
    followed: &mut Followed,
) -> anyhow::Result<Option<Page>> {
    let page = conversation.read(answer, followed);
    let webhook = conversation.webhook;
    let is_primary = answer.url == Target::parse(webhook.url)?.url.as_str();
    let Some(error) = followed.errors.last().filter(|_| is_primary) else { return Ok(page) };
    let failed = (error.code, answer.url.as_str());
    let second = conversation.state.poster.fall_back(webhook, failed).await?;
    Ok(second.and_then(|second| conversation.read(&second, followed)))
}

impl Conversation<'_> {
    fn read(&self, answer: &Answer, followed: &mut Followed) -> Option<Page> {
        if let Some(code) = answer.error_code {
            followed.complain(code, format!("{} answered status {}", answer.url, answer.status));
            return None;
        }
        // Nothing to read, and said so.
        if answer.status == 204 {
            return None;
        }
        let document = twiml::read(Product::Messaging, answer.content_type.as_deref(), &answer.raw);
        match document {
            Ok(document) => Some(Page { url: answer.url.clone(), verbs: document.verbs }),
            Err(error) => {
                tracing::warn!(url = answer.url, %error, "the answer to a message is no TwiML");
                self.state.poster.blame(answer, (Some(error.code), &error.message));
                followed.errors.push(error);
                None
            }
        }
    }
}

/// Does what stands in a document, until it leads to another one.
fn perform(
    conversation: &Conversation<'_>,
    page: &Page,
    followed: &mut Followed,
) -> anyhow::Result<Option<Next>> {
    for verb in &page.verbs {
        let next = match verb.name.as_str() {
            "Redirect" => Some(Next {
                url: message::resolve(&page.url, &verb.text),
                method: method(verb),
                fields: conversation.webhook.fields.clone(),
            }),
            _ => reply(conversation, page, (verb, &mut *followed))?,
        };
        if next.is_some() {
            return Ok(next);
        }
    }
    Ok(None)
}

/// POST unless the verb says GET.
fn method(verb: &Element) -> Method {
    verb.attributes.get("method").and_then(|text| Method::parse(text)).unwrap_or_default()
}

/// Sends a `<Message>`; with an `action`, that is asked how to go on.
fn reply(
    conversation: &Conversation<'_>,
    page: &Page,
    (verb, followed): (&Element, &mut Followed),
) -> anyhow::Result<Option<Next>> {
    let Conversation { state, webhook, sender, number } = conversation;
    let form = message::form(verb, &page.url, (number, sender));
    let message = match message::send(state, webhook.account, &form)? {
        Ok(message) => message,
        Err(invalid) => {
            tracing::warn!(code = invalid.code, "a reply was refused: {}", invalid.message);
            followed.complain(invalid.code, invalid.message);
            return Ok(None);
        }
    };
    let action = verb.attributes.get("action").filter(|url| !url.is_empty());
    let next = action.map(|url| Next {
        url: message::resolve(&page.url, url),
        method: method(verb),
        fields: status(state, &message),
    });
    followed.replies.push(message.sid);
    Ok(next)
}

fn status(state: &State, message: &Message) -> Fields {
    let form = StatusForm {
        message,
        status: &message.status,
        error_code: message.error_code,
        event_type: None,
        receipt: times::receipt(state.now()),
    };
    form.fields()
}

async fn ask(
    conversation: &Conversation<'_>,
    next: Next,
    followed: &mut Followed,
) -> anyhow::Result<Option<Page>> {
    if let Err(refusal) = Target::parse(&next.url) {
        followed.complain(INVALID_URL, refusal.message);
        return Ok(None);
    }
    let webhook = Webhook {
        method: next.method,
        url: &next.url,
        fallback_url: None,
        fields: next.fields,
        delivery: &Delivery::default(),
        ..*conversation.webhook
    };
    let answers = conversation.state.poster.send(&webhook).await?;
    Ok(answers.first().and_then(|answer| conversation.read(answer, followed)))
}
