//! Forms as Twilio sends them, kept by tests under a name each.

use std::collections::BTreeMap;

use twilio::form::Form;
use twilio_simulator::{Answer, Delivery};

use crate::Sandbox;
use crate::demo::DEMO;

/// The forms of a JSON file: an object of so many encoded bodies by name.
///
/// # Panics
/// If it is none, or has another number of them.
pub fn samples(json: &str, count: usize) -> BTreeMap<String, Form> {
    let bodies: BTreeMap<String, String> = serde_json::from_str(json).expect("bodies by name");
    assert_eq!(bodies.len(), count);
    bodies.into_iter().map(|(name, body)| (name, Form::parse(body.as_bytes()))).collect()
}

impl Sandbox {
    /// Posts a form, whatever account it was made for, as one of the demo tenant's. `webhook` is as in
    /// [`Sandbox::deliver`].
    ///
    /// # Panics
    /// If there is no answer.
    pub async fn deliver_sample(&self, webhook: &str, form: &Form) -> Answer {
        let fields: Vec<_> = form.fields().filter(|(name, _)| *name != "AccountSid").collect();
        let answer = self.deliver((&DEMO, webhook), &fields, &Delivery::default()).await;
        answer.expect("the webhook answers")
    }
}
