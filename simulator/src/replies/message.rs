//! A `<Message>` verb: the same as a message of the REST API, and held to the same rules.

use reqwest::Url;
use twilio::form::Form;

use super::super::accounts::Account;
use super::super::messages::Message;
use super::super::outgoing;
use super::super::parameters::Invalid;
use super::super::state::State;
use super::super::twiml::Element;

const INVALID_CALLBACK: u32 = 21609;
/// What an invalid `statusCallback` is called where it is an attribute.
const INVALID_ATTRIBUTE: u32 = 14105;

/// An absolute URL, or one that is relative to that of the document.
pub(super) fn resolve(document: &str, url: &str) -> String {
    let resolved = Url::parse(document).and_then(|document| document.join(url));
    resolved.map_or_else(|_| url.to_owned(), String::from)
}

/// The parameters that the verb stands for, in a document that was asked for because of a message
/// from `to`.
pub(super) fn form(verb: &Element, document: &str, (from, to): (&str, &str)) -> Form {
    let attribute = |name: &str| verb.attributes.get(name).filter(|value| !value.is_empty());
    let end =
        |name: &str, default: &str| attribute(name).map_or(default, String::as_str).to_owned();
    let nouns = |name: &'static str| verb.children.iter().filter(move |noun| noun.name == name);
    let body: String =
        [&verb.text].into_iter().chain(nouns("Body").map(|noun| &noun.text)).cloned().collect();
    let named = [("To", end("to", to)), ("From", end("from", from)), ("Body", body)];
    let media = nouns("Media").map(|noun| ("MediaUrl", resolve(document, &noun.text)));
    let callback =
        attribute("statusCallback").map(|url| ("StatusCallback", resolve(document, url)));
    let fields = named.into_iter().chain(media).chain(callback);
    fields.map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Puts the message on its way, or says why not.
pub(super) fn send(
    state: &State,
    account: &Account,
    form: &Form,
) -> anyhow::Result<Result<Message, Invalid>> {
    let request = match outgoing::read(form, state.now()) {
        Ok(request) => request,
        Err(invalid) if invalid.code == INVALID_CALLBACK => {
            return Ok(Err(Invalid::new(INVALID_ATTRIBUTE, invalid.message)));
        }
        Err(invalid) => return Ok(Err(invalid)),
    };
    match outgoing::accept_reply(state, account, request)? {
        Ok((message, job)) => {
            state.store.outgoing_add(&message, &job)?;
            state.message_changed(&message.sid);
            drop(state.deliveries.add(&job.sid, None));
            Ok(Ok(message))
        }
        Err(invalid) => Ok(Err(invalid)),
    }
}
