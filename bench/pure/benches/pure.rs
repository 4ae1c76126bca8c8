//! What a webhook does between event and answer, without network: time and allocations of each step, and
//! of the whole. `make bench-pure`.

mod samples;

use std::hint::black_box;
use std::sync::Arc;

use bytes::Bytes;
use divan::{AllocProfiler, Bencher};
use http::{Request, Response};
use shared::accounts::OpenAccount;
use shared::lambda;
use shared::records::Timestamp;
use shared::webhook::{Claim, Decision, Reply, Signed, Webhook};
use sms::Sms;
use twilio::form::Form;
use twilio::twiml;
use voice::Voice;

use samples::{Sample, account};

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

/// The longest body that a webhook reads.
const LONGEST: usize = 64 * 1024;

fn main() {
    divan::main();
}

fn now() -> Timestamp {
    Timestamp::from_millis(1_790_856_000_000)
}

fn request(event: &[u8]) -> Request<Bytes> {
    lambda::request(event, LONGEST).expect("an event")
}

fn signed(request: &Request<Bytes>, open: &Arc<OpenAccount>) -> Signed {
    let claim = Claim::read(None, request).unwrap_or_else(|refused| panic!("{refused}"));
    claim.signed_by(open, now()).expect("the account has signed it")
}

fn decided<W: Webhook>(signed: &Signed) -> Decision {
    let event = W::parse(signed).expect("a form of Twilio's");
    black_box(W::subject(&event));
    black_box(W::early(&event, signed.account(), now()));
    W::decide(event, W::Facts::default(), signed.account(), now())
}

fn answered(response: Response<Bytes>) -> Vec<u8> {
    lambda::answer(response).expect("an answer")
}

/// All of it: as much of what a function does as needs no network.
fn whole<W: Webhook>(bencher: Bencher, sample: &Sample) {
    let open = account();
    bencher.bench(|| {
        let signed = signed(&request(black_box(&sample.event)), &open);
        let Decision { reply, writes, jobs } = decided::<W>(&signed);
        (answered(reply.into_response()), writes, jobs)
    });
}

#[divan::bench]
fn inbound_message(bencher: Bencher) {
    whole::<Sms>(bencher, &Sample::message());
}

#[divan::bench]
fn inbound_call(bencher: Bencher) {
    whole::<Voice>(bencher, &Sample::call());
}

#[divan::bench]
fn step_1_event_in(bencher: Bencher) {
    let sample = Sample::message();
    bencher.bench(|| request(black_box(&sample.event)));
}

#[divan::bench]
fn step_2_form(bencher: Bencher) {
    let sample = Sample::message();
    bencher.bench(|| Form::parse(black_box(sample.body.as_bytes())));
}

#[divan::bench]
fn step_3_verify_with_form(bencher: Bencher) {
    let sample = Sample::message();
    let (request, open) = (request(&sample.event), account());
    bencher.bench(|| signed(black_box(&request), &open));
}

#[divan::bench]
fn step_4_parse(bencher: Bencher) {
    let sample = Sample::message();
    let signed = signed(&request(&sample.event), &account());
    bencher.bench(|| Sms::parse(black_box(&signed)).expect("a message"));
}

#[divan::bench]
fn step_5_decide(bencher: Bencher) {
    let sample = Sample::message();
    let signed = signed(&request(&sample.event), &account());
    bencher
        .with_inputs(|| Sms::parse(&signed).expect("a message"))
        .bench_values(|event| Sms::decide(event, None, signed.account(), now()));
}

#[divan::bench]
fn step_6_answer_out(bencher: Bencher) {
    bencher.bench(|| answered(Reply::Twiml(black_box(twiml::Response::empty())).into_response()));
}

#[divan::bench]
fn step_6_answer_of_a_call(bencher: Bencher) {
    let sample = Sample::call();
    let signed = signed(&request(&sample.event), &account());
    bencher
        .with_inputs(|| decided::<Voice>(&signed).reply)
        .bench_values(|reply| answered(reply.into_response()));
}
