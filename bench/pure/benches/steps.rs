//! What a webhook does between event and answer, as far as it needs no network.

use std::hint::black_box;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};
use shared::accounts::OpenAccount;
use shared::lambda;
use shared::records::{Job, Timestamp, Write};
use shared::webhook::{Claim, Decision, Signed, Webhook};

/// The longest body that a webhook reads.
const LONGEST: usize = 64 * 1024;

pub(crate) fn now() -> Timestamp {
    Timestamp::from_millis(1_790_856_000_000)
}

pub(crate) fn request(event: &[u8]) -> Request<Bytes> {
    lambda::request(event, LONGEST).expect("an event")
}

pub(crate) fn signed(request: &Request<Bytes>, open: &Arc<OpenAccount>) -> Signed {
    let claim = Claim::read(None, request).unwrap_or_else(|refused| panic!("{refused}"));
    claim.signed_by(open, now()).expect("the account has signed it")
}

pub(crate) fn decided<W: Webhook>(signed: &Signed) -> Decision {
    let event = W::parse(signed).expect("a form of Twilio's");
    black_box(W::subject(&event));
    black_box(W::early(&event, signed.account(), now()));
    W::decide(event, W::Facts::default(), signed.account(), now())
}

pub(crate) fn answered(response: Response<Bytes>) -> Vec<u8> {
    lambda::answer(response).expect("an answer")
}

/// All of it.
pub(crate) fn served<W: Webhook>(
    event: &[u8],
    open: &Arc<OpenAccount>,
) -> (Vec<u8>, Vec<Write>, Vec<Job>) {
    let signed = signed(&request(event), open);
    let Decision { reply, writes, jobs } = decided::<W>(&signed);
    (answered(reply.into_response()), writes, jobs)
}
