//! Whole calls, one story each: what everybody does, and then, line by line, what everybody has heard
//! and what the record says of it. They are told in the sandbox.

mod clicked;
mod lost;
mod previewed;
mod received;
mod spoken;
mod told;
mod unanswered;

use serde_json::{Value, json};
use twilio_simulator::{Callbacks, Order, Party, PlayedCall, Script, Step};

use crate::world::World;

/// The tenant's own phone.
const PHONE: &str = "+15550190009";
/// Whom the tenant calls.
const LEAD: &str = "+15550190007";

/// Somebody calls the tenant.
struct Received {
    /// What the caller does.
    caller: Vec<Step>,
    /// How the tenant's phone takes it; `None` if calls do not go there.
    phone: Option<Party>,
    /// More preferences. Voicemails are taken, after a short greeting.
    preferences: Value,
    callbacks: Callbacks,
}

impl Default for Received {
    fn default() -> Self {
        Self {
            caller: Vec::new(),
            phone: None,
            preferences: json!({}),
            callbacks: Callbacks::default(),
        }
    }
}

impl Received {
    async fn told(self) -> Vec<String> {
        let (world, played) = self.played().await;
        told::received(&played, &only_call(&world).await)
    }

    async fn played(self) -> (World, PlayedCall) {
        let world = Box::pin(World::in_sandbox()).await;
        let mut preferences = json!({
            "voicemail_enabled": true,
            "greeting_text": "Nobody is here. Please leave a message.",
            "call_forwarding_enabled": self.phone.is_some(),
            "call_forwarding_number": PHONE,
        });
        preferences.as_object_mut().unwrap().extend(self.preferences.as_object().unwrap().clone());
        world.prefer(&preferences).await;
        let parties = self.phone.map(|phone| (PHONE.to_owned(), phone)).into_iter().collect();
        let (caller, callbacks) = (self.caller, self.callbacks);
        let played = world.call(Script { caller, parties, callbacks, ..Script::default() }).await;
        (world, played)
    }
}

/// The tenant has its own phone called, and then the lead.
struct Clicked {
    phone: Party,
    lead: Party,
}

impl Clicked {
    async fn told(self) -> Vec<String> {
        let (world, played) = self.played_with(Callbacks::default()).await;
        told::clicked(&played, &only_call(&world).await)
    }

    async fn played_with(self, callbacks: Callbacks) -> (World, PlayedCall) {
        let world = self.expected(callbacks).await;
        let request = json!({ "to": LEAD });
        let made = world.send_json("POST", "/api/twilio/calls/make", &request).await;
        let sid = made["call_sid"].as_str().unwrap().to_owned();
        let played = world.finished(sid).await;
        (world, played)
    }

    /// The two wait for their calls.
    async fn expected(self, callbacks: Callbacks) -> World {
        let world = Box::pin(World::in_sandbox()).await;
        world.twilio().set_callbacks(callbacks);
        world.forward_to(PHONE, &json!({})).await;
        world.expect_call(PHONE, self.phone).await;
        world.expect_call(LEAD, self.lead).await;
        world
    }
}

impl World {
    async fn finished(&self, sid: String) -> PlayedCall {
        self.at_twilio(|twilio| async move { twilio.finished_call(&sid).await }).await
    }
}

/// None of them ever comes.
fn dropped() -> Callbacks {
    Callbacks { order: Order::Dropped, ..Callbacks::default() }
}

/// As the website reads it once everything is told.
async fn only_call(world: &World) -> Value {
    let page = world.get("/api/calls").await;
    assert_eq!(page["items"].as_array().unwrap().len(), 1, "{page}");
    page["items"][0].clone()
}

/// Presses 1 and talks.
fn takes(seconds: u64) -> Party {
    Party::answering(3, [Step::press("1"), Step::talk(seconds)])
}
