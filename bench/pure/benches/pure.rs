//! What a webhook does between event and answer, without network: time and allocations of each step, and
//! of the whole. `make bench-pure`.

mod samples;
mod steps;

use std::hint::black_box;

use divan::{AllocProfiler, Bencher};
use shared::webhook::{Reply, Webhook};
use sms::Sms;
use twilio::form::Form;
use twilio::twiml;
use voice::Voice;

use samples::{Sample, account};
use steps::{answered, decided, now, request, served, signed};

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

fn whole<W: Webhook>(bencher: Bencher, sample: &Sample) {
    let open = account();
    bencher.bench(|| served::<W>(black_box(&sample.event), &open));
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
