//! Calls over real HTTP, with TwiML from pages that tests write.

mod bridged;
mod callbacks;
mod changes;
mod conference;
mod dial;
mod errors;
mod flow;
mod forms;
mod gather;
mod hand;
mod legs;
mod live;
mod outbound;
mod pages;
mod persistence;
mod queue;
mod record;
mod recordings;
mod rest_faults;
mod rest_list;
mod rest_refusals;
mod screening;
mod sim;
mod transcription;

use std::path::Path;

use pages::{Pages, Visit};
use serde_json::{Value, json};

use super::*;

const LEAD: &str = "+15550200001";
const OTHER: &str = "+15550200002";

/// A simulator with one account and one number, whose calls go to pages.
struct Phones {
    customer: Customer,
    pages: Pages,
}

impl Deref for Phones {
    type Target = Customer;

    fn deref(&self) -> &Customer {
        &self.customer
    }
}

impl Phones {
    /// The number's first document is this one.
    async fn new(voice: &str) -> Self {
        Self::with_data(voice, None).await
    }

    /// The same, and what another page says.
    async fn with_page(voice: &str, (path, verbs): (&str, &str)) -> Self {
        let phones = Self::new(voice).await;
        phones.pages.write(path, verbs);
        phones
    }

    async fn with_data(voice: &str, data: Option<&Path>) -> Self {
        Self::at(start(data).await, voice).await
    }

    async fn at(twilio: Twilio, voice: &str) -> Self {
        let pages = Pages::start().await;
        pages.write("/voice", voice);
        let phones = Self { customer: Customer::of(twilio), pages };
        phones.configure(|_| {});
        phones
    }

    fn configure(&self, change: impl FnOnce(&mut NumberSettings)) {
        let mut settings = NumberSettings {
            voice_url: Some(self.pages.url("/voice")),
            status_callback: Some(self.pages.url("/number-status")),
            ..NumberSettings::default()
        };
        change(&mut settings);
        self.set_up(NUMBER, settings);
    }

    async fn call(&self, caller: impl IntoIterator<Item = Step>) -> PlayedCall {
        let caller = caller.into_iter().collect();
        self.play(Script { caller, ..Script::default() }).await
    }

    async fn play(&self, script: Script) -> PlayedCall {
        self.twilio.place_call(outside_call(script)).await.unwrap()
    }

    /// Asks the REST API for a call from the number to the lead; returns the answer.
    async fn make(&self, more: &[(&str, &str)]) -> Value {
        let url = self.pages.url("/voice");
        let mut form = vec![("To", LEAD), ("From", NUMBER), ("Url", &url)];
        form.extend(more);
        let response = self.post(&self.path("Calls.json"), &form).send().await.unwrap();
        assert_eq!(response.status(), 201);
        serde_json::from_str(&response.text().await.unwrap()).unwrap()
    }

    /// The same, and waits for its end.
    async fn make_and_finish(&self, more: &[(&str, &str)]) -> PlayedCall {
        let call = self.make(more).await;
        self.twilio.finished_call(call["sid"].as_str().unwrap()).await.unwrap()
    }
}

fn outside_call(script: Script) -> OutsideCall {
    OutsideCall { from: PHONE.into(), to: NUMBER.into(), script, ..OutsideCall::default() }
}

/// A script in which the lead behaves so.
fn lead(party: Party, caller: impl IntoIterator<Item = Step>) -> Script {
    parties([(LEAD, party)], caller)
}

fn parties<const N: usize>(
    parties: [(&str, Party); N],
    caller: impl IntoIterator<Item = Step>,
) -> Script {
    let parties = parties.map(|(address, party)| (address.to_owned(), party)).into();
    Script { caller: caller.into_iter().collect(), parties, ..Script::default() }
}

fn said(words: &str) -> Heard {
    Heard::Said(words.to_owned())
}

/// The webhooks of one kind, in order.
fn of_kind(call: &PlayedCall, kind: Kind) -> Vec<&Exchange> {
    call.webhooks.iter().filter(|exchange| exchange.kind == kind).collect()
}
