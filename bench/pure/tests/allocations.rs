//! How often a webhook allocates between event and answer. Time is measured elsewhere, by `make bench-pure`: it says
//! something on a quiet machine alone, and this always.

#[path = "../benches/samples.rs"]
mod samples;
#[path = "../benches/steps.rs"]
mod steps;

use allocation_counter::measure;
use shared::webhook::Webhook;
use sms::Sms;
use twilio::form::Form;
use voice::Voice;

use samples::{Sample, account};
use steps::served;

fn allocations<W: Webhook>(sample: &Sample) -> u64 {
    let open = account();
    // What is made once in a process is made here.
    served::<W>(&sample.event, &open);
    measure(|| drop(served::<W>(&sample.event, &open))).count_total
}

#[test]
fn a_text_of_25_fields_allocates_at_most_sixty_times() {
    let made = allocations::<Sms>(&Sample::message());
    assert!(made <= 60, "{made} times");
}

#[test]
fn a_call_of_25_fields_allocates_at_most_a_hundred_times() {
    let made = allocations::<Voice>(&Sample::call());
    assert!(made <= 100, "{made} times");
}

#[test]
fn a_form_is_two_allocations() {
    let body = Sample::message().body;
    assert_eq!(measure(|| drop(Form::parse(body.as_bytes()))).count_total, 2);
}
