//! Asks as Twilio does, and takes only answers that Twilio would carry out. The tests of `twiml` use it
//! too: whoever does says which function is asked, and where.

use reqwest::{Client, Method, RequestBuilder};
use sandbox::Sandbox;
use sandbox::demo::DEMO;
use shared::records::Preferences;
use twilio::form::Form;
use twilio::signature;
use twilio::status::AccountStatus;
use twilio_simulator::twiml::{Element, Product, read};
use url::form_urlencoded::Serializer;

use crate::{Function, SUBJECT};

pub(crate) const CALL: &str = "CA00000000000000000000000000000001";
pub(crate) const CALLER: &str = "+15550190001";
pub(crate) const PHONE: &str = "+15550190009";

pub(crate) type Field = (&'static str, &'static str);

/// What Twilio says of an outbound call that a machine has answered.
pub(crate) const BY_A_MACHINE: &[Field] = &[
    ("AnsweredBy", "machine_end_beep"),
    ("CallStatus", "in-progress"),
    ("Direction", "outbound-api"),
    ("From", DEMO.numbers[0]),
    ("To", CALLER),
];

/// An answer; our address in it is `https://a.b`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Heard {
    pub(crate) status: u16,
    pub(crate) text: String,
}

pub(crate) async fn sandbox() -> Sandbox {
    Sandbox::start(vec![sandbox::webhook::<Function>()]).await.unwrap()
}

/// The tenant wants this from now on.
pub(crate) async fn prefer(sandbox: &Sandbox, preferences: &Preferences) {
    let store = sandbox.app("WebsiteFunction").unwrap().store;
    store.preferences_replace(&DEMO.tenant_id.parse().unwrap(), preferences, None).await.unwrap();
}

pub(crate) async fn set_status(sandbox: &Sandbox, status: AccountStatus) {
    let store = sandbox.app("WebsiteFunction").unwrap().store;
    let account = store.account_get(&DEMO.account_sid.parse().unwrap()).await.unwrap().unwrap();
    store.account_put(&shared::records::Account { status, ..account }).await.unwrap();
}

/// A request of an inbound call to the demo tenant, with further fields. The first of a name counts.
pub(crate) fn fields(more: &[Field]) -> Vec<(String, String)> {
    let all = [
        ("AccountSid", DEMO.account_sid),
        ("ApiVersion", "2010-04-01"),
        ("CallSid", CALL),
        ("CallStatus", "ringing"),
        ("Direction", "inbound"),
        ("From", CALLER),
        ("To", DEMO.numbers[0]),
    ];
    let kept = all.iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    more.iter().chain(kept).map(|(name, value)| ((*name).into(), (*value).into())).collect()
}

/// Asks by POST, signed for the demo account. `query` is ours, without `?`.
pub(crate) async fn post(sandbox: &Sandbox, query: &str, fields: &[(String, String)]) -> Heard {
    send(sandbox, (Method::POST, query), fields, DEMO.auth_token).await
}

/// Asks by GET, signed for the demo account.
pub(crate) async fn get(sandbox: &Sandbox, query: &str, fields: &[(String, String)]) -> Heard {
    send(sandbox, (Method::GET, query), fields, DEMO.auth_token).await
}

pub(crate) async fn send(
    sandbox: &Sandbox,
    (method, query): (Method, &str),
    fields: &[(String, String)],
    token: &str,
) -> Heard {
    let url = format!("{}{SUBJECT}", sandbox.url());
    let form = Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = match method {
        Method::GET => {
            let ours = if query.is_empty() { String::new() } else { format!("{query}&") };
            signed(method, format!("{url}?{ours}{form}"), &Form::default(), token)
        }
        _ => {
            let url = if query.is_empty() { url } else { format!("{url}?{query}") };
            let form_type = "application/x-www-form-urlencoded; charset=UTF-8";
            let fields = fields.iter().collect();
            signed(method, url, &fields, token).header("content-type", form_type).body(form)
        }
    };
    heard(sandbox, request).await
}

fn signed(method: Method, url: String, form: &Form, token: &str) -> RequestBuilder {
    let signature = signature::sign(token, &url, form);
    Client::new().request(method, url).header(signature::HEADER, signature)
}

async fn heard(sandbox: &Sandbox, request: RequestBuilder) -> Heard {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let content_type = response.headers().get("content-type").cloned();
    let text = response.text().await.unwrap().replace(&sandbox.url(), "https://a.b");
    if status == 200 {
        let content_type = content_type.as_ref().map(|value| value.to_str().unwrap());
        let document = read(Product::Voice, content_type, text.as_bytes());
        let document = document.unwrap_or_else(|error| panic!("{error}: {text}"));
        assert!(document.verbs.iter().all(has_action), "{text}");
    }
    Heard { status, text }
}

/// Without an `action` these verbs ask the same URL again.
fn has_action(element: &Element) -> bool {
    let asks = ["Dial", "Gather", "Record"].contains(&element.name.as_str());
    (!asks || element.attributes.contains_key("action")) && element.children.iter().all(has_action)
}
