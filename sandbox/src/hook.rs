//! A webhook as its tests ask it: any form, signed for a tenant, and what becomes of a call.

use std::ops::Deref;

use shared::records::{Call, CallContent, Direction, Write};
use twilio_simulator::{Answer, Delivery};

use crate::demo::{self, DEMO, Tenant};
use crate::{Registration, Sandbox};

/// A webhook in a sandbox of its own. It panics where the sandbox does not do what it shall.
pub struct Hook {
    sandbox: Sandbox,
    webhook: &'static str,
}

impl Deref for Hook {
    type Target = Sandbox;

    fn deref(&self) -> &Sandbox {
        &self.sandbox
    }
}

impl Hook {
    /// Starts these functions, of which one answers at `/api/twilio/{webhook}`.
    pub async fn start(webhook: &'static str, functions: Vec<Registration>) -> Self {
        let sandbox = Sandbox::start(functions).await.expect("the sandbox starts");
        Self { sandbox, webhook }
    }

    /// Posts a form of this tenant's account, with a query that begins with `?` or is empty.
    pub async fn tell(
        &self,
        (tenant, query): (&Tenant, &str),
        fields: &[(&str, &str)],
        delivery: &Delivery,
    ) -> Answer {
        let webhook = format!("{}{query}", self.webhook);
        let answer = self.sandbox.deliver((tenant, &webhook), fields, delivery).await;
        answer.expect("the webhook answers")
    }

    /// Posts a form of the demo tenant; returns the status of the answer.
    pub async fn post(&self, query: &str, fields: &[(&str, &str)]) -> u16 {
        self.tell((&DEMO, query), fields, &Delivery::default()).await.status
    }

    /// Writes a call of the demo tenant as whoever first knows of it does: the webhook that Twilio
    /// asks about an inbound one, or the request for an outbound one. `call` is its id, which of an
    /// inbound one is its SID.
    pub async fn begin(&self, direction: Direction, call: &str) {
        let app = self.app("WebsiteFunction").expect("the template has the function");
        let id = call.parse().expect("a call's id");
        let content = demo::call(&DEMO, direction, id, app.now());
        let (call_sid, status) = match direction {
            Direction::Inbound => (Some(call.parse().expect("a call's SID")), "ringing"),
            Direction::Outbound => (None, "queued"),
        };
        let content = Box::new(CallContent { call_sid, ..content });
        let write = Write::Call(content, status.parse().expect("a call's status"));
        app.store.commit(&[write], &[]).await.expect("the call is written");
    }

    /// The demo tenant's call as the website reads it.
    pub async fn call(&self, call_id: &str) -> Option<Call> {
        let store = self.app("WebsiteFunction").expect("the template has the function").store;
        let tenant = DEMO.tenant_id.parse().expect("a tenant's id");
        let call = store.call_get(&tenant, &call_id.parse().expect("a call's id")).await;
        call.expect("the call is read")
    }
}
