//! What happens at Twilio and on the phones beyond it.

use std::future::Future;

use sandbox::demo::Tenant;
use serde_json::Value;
use twilio_simulator::{
    Answer, Delivered, Delivery, InboundMessage, Number, OutsideCall, Party, PlayedCall, Script,
    SentMessage, StatusCallbacks, StatusesSent, Twilio,
};

use crate::world::{CUSTOMER, Place, World};

impl World {
    /// A customer's text to the tenant's first number.
    pub(crate) fn text(&self, body: &str) -> InboundMessage {
        InboundMessage {
            from: CUSTOMER.to_owned(),
            to: self.tenant.numbers[0].to_owned(),
            body: body.to_owned(),
            ..InboundMessage::default()
        }
    }

    pub(crate) async fn send(&self, message: InboundMessage) -> Delivered {
        self.at_twilio(|twilio| async move { twilio.send_message(message).await }).await
    }

    /// Sends a text and expects that it is taken.
    pub(crate) async fn receive(&self, message: InboundMessage) {
        let sent = self.send(message).await;
        assert_eq!(sent.webhook.as_ref().map(|answer| answer.status), Some(200), "{sent:?}");
    }

    pub(crate) async fn report(&self, callbacks: StatusCallbacks) -> StatusesSent {
        self.at_twilio(|twilio| async move { twilio.send_statuses(callbacks).await }).await
    }

    /// The customer calls the tenant's first number.
    pub(crate) async fn call(&self, script: Script) -> PlayedCall {
        let to = self.tenant.numbers[0].to_owned();
        let call = OutsideCall { from: CUSTOMER.to_owned(), to, script, ..OutsideCall::default() };
        self.at_twilio(|twilio| async move { twilio.place_call(call).await }).await
    }

    /// Says how somebody takes the calls that the tenant makes.
    pub(crate) async fn expect_call(&self, address: &str, party: Party) {
        let address = address.to_owned();
        let set = |twilio: Twilio| async move {
            twilio.set_party(&address, party);
            Ok(())
        };
        self.at_twilio(set).await;
    }

    /// Signs a form and posts it.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Vec<Answer> {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let (url, account, fields) =
            (self.url(path), self.tenant.account_sid, fields.collect::<Vec<_>>());
        let post = |twilio: Twilio| async move {
            twilio.post_webhook(&url, account, &fields, &Delivery::default()).await
        };
        self.at_twilio(post).await
    }

    pub(crate) async fn at_twilio<T, F>(&self, doing: impl FnOnce(Twilio) -> F) -> T
    where
        T: Send + 'static,
        F: Future<Output = anyhow::Result<T>> + Send + 'static,
    {
        let twilio = self.twilio().clone();
        let done = match &self.place {
            Place::Sandbox(..) => doing(twilio).await,
            Place::Deployed(deployed) => deployed.run(doing(twilio)).await,
        };
        done.unwrap()
    }

    /// Twilio itself, for what needs no connection.
    pub(crate) fn twilio(&self) -> &Twilio {
        match &self.place {
            Place::Sandbox(sandbox, _) => &sandbox.twilio,
            Place::Deployed(deployed) => &deployed.remote.twilio,
        }
    }

    /// What the tenant's phones have sent, without what Twilio answered by itself.
    pub(crate) fn sent(&self) -> Vec<SentMessage> {
        let mut sent = self.twilio().sent_messages(self.tenant.account_sid).unwrap();
        sent.retain(|message| message.direction == "outbound-api");
        sent
    }

    /// The tenant's numbers as Twilio has them.
    pub(crate) fn numbers(&self) -> Vec<Number> {
        self.twilio().numbers(self.tenant.account_sid).unwrap()
    }

    /// All webhooks of a number lead to the functions.
    pub(crate) fn assert_set_up(&self, number: &Number) {
        let url = |name| Some(self.url(&format!("/api/twilio/{name}#rp=5xx,ct,rt&rc=2")));
        let settings = &number.settings;
        let sms = [&settings.sms_url, &settings.sms_fallback_url];
        assert_eq!(sms, [&url("sms-webhook"), &url("sms-webhook")]);
        let voice = [&settings.voice_url, &settings.voice_fallback_url, &settings.status_callback];
        assert_eq!(voice, [&url("voice-webhook"), &url("voice-twiml"), &url("call-status")]);
    }

    /// From now on the story is about the tenant with what it has been given.
    pub(crate) fn has_got(&mut self, provisioned: &Value) {
        let text = |field: &str| &*provisioned[field].as_str().unwrap().to_owned().leak();
        let account = self.twilio().account(text("account_sid")).unwrap().unwrap();
        self.tenant = Tenant {
            tenant_id: self.tenant.tenant_id,
            account_sid: text("account_sid"),
            auth_token: account.auth_token.reveal().to_owned().leak(),
            numbers: vec![text("phone_number")].leak(),
        };
    }
}
