//! What the webhooks make of a form, while nothing is known beside it.

use std::sync::Arc;

use bytes::Bytes;
use http::Request;
use http::header::CONTENT_TYPE;
use shared::accounts::OpenAccount;
use shared::gateway::Gateway;
use shared::records::{Account, EncryptedToken, Timestamp};
use shared::webhook::{Claim, Reply, Signed, Webhook};
use twilio::auth_token::AuthToken;
use twilio::form::{FieldErrors, Form};
use twilio::signature::{HEADER, sign};
use twilio_simulator::twiml::{Product, read};

const TOKEN: &str = "09e4000000000000000000000000a704";
const SID: &str = "ACde30de30de30de30de30de30de30de30";
const TYPE: &str = "application/x-www-form-urlencoded";
/// Most bytes and fields of a form that a webhook reads.
const MOST: (usize, usize) = (64 * 1024, 1_000);

/// Has every webhook read a request with this query and body, as Twilio signs it.
pub(crate) fn run(query: &str, body: &[u8]) {
    let (domain_name, raw_query) = ("example.com".to_owned(), query.to_owned());
    let gateway = Gateway { domain_name, raw_query, ..Gateway::default() };
    let url = gateway.url(&gateway.base_url(None));
    let request = Request::post("/")
        .header(CONTENT_TYPE, TYPE)
        .header(HEADER, sign(TOKEN, &url, &Form::parse(body)))
        .extension(gateway)
        .body(Bytes::copy_from_slice(body))
        .expect("a request");
    let claim = match Claim::read(None, &request) {
        Ok(claim) => claim,
        Err(refused) => return assert!(is_large(query.as_bytes()) || is_large(body), "{refused}"),
    };
    let account = Arc::new(OpenAccount::new(account(), AuthToken::new(TOKEN.to_owned()), None));
    let signed = claim.signed_by(&account, now()).expect("it was signed");
    of::<sms::Sms>(&signed, Product::Messaging);
    of::<status::Status>(&signed, Product::Messaging);
    of::<voice::Voice>(&signed, Product::Voice);
    of::<twiml::Twiml>(&signed, Product::Voice);
    of::<call_status::CallStatus>(&signed, Product::Voice);
    of::<recording::Recording>(&signed, Product::Voice);
    of::<voicemail::Voicemail>(&signed, Product::Voice);
}

fn is_large(form: &[u8]) -> bool {
    form.len() > MOST.0 || form.split(|byte| *byte == b'&').count() > MOST.1
}

fn now() -> Timestamp {
    Timestamp::from_millis(1_790_856_000_000)
}

fn account() -> Account {
    let (sid, tenant) = (SID.parse().expect("a SID"), "demo".parse().expect("a tenant"));
    Account::active(sid, tenant, EncryptedToken(String::new()))
}

fn of<W: Webhook>(signed: &Signed, product: Product) {
    match W::parse(signed) {
        Err(FieldErrors(names)) => {
            assert!(!names.is_empty(), "{} refuses and does not say what", W::NAME);
            let is_name = |name: &String| name.bytes().all(|byte| byte.is_ascii_alphanumeric());
            assert!(names.iter().all(is_name), "{}: {names:?}", W::NAME);
        }
        Ok(event) => {
            assert!(!W::subject(&event).is_empty());
            W::early(&event, signed.account(), now());
            let decision = W::decide(event, W::Facts::default(), signed.account(), now());
            check::<W>(Some(decision.reply), product);
        }
    }
    check::<W>(W::unavailable(signed), product);
    check::<W>(W::inactive(signed), product);
}

/// Whatever the form says, Twilio can carry the answer out.
fn check<W: Webhook>(reply: Option<Reply>, product: Product) {
    if let Some(Reply::Twiml(document)) = reply {
        let document = document.to_string();
        let read = read(product, Some("text/xml"), document.as_bytes());
        read.unwrap_or_else(|refused| panic!("{}: {refused} in {document}", W::NAME));
    }
}
