//! The running system, its surroundings, and the website that looks at it.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use reqwest::Client;
use sandbox::demo::{DEMO, Tenant};
use sandbox::gateway::Issuer;
use sandbox::twilio::{
    Answer, Delivered, Delivery, InboundMessage, OutsideCall, Party, PlayedCall, Script,
    StatusCallbacks, StatusesSent, Twilio,
};
use sandbox::{Sandbox, Setup};
use serde_json::{Value, json};
use shared::app::{App, Clock};

use crate::deployed::Deployed;

/// The longest that anything here may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// Who texts.
pub(crate) const CUSTOMER: &str = "+15550190001";

pub(crate) struct World {
    /// Whose website it is.
    pub(crate) tenant: Tenant,
    pub(crate) app: App,
    place: Place,
    client: Client,
}

/// Where the functions run.
enum Place {
    Sandbox(Box<Sandbox>, Arc<AtomicI64>),
    Deployed(&'static Deployed),
}

impl World {
    /// In the deployed stack if there is one, else in this process.
    pub(crate) async fn start() -> Self {
        let Some(deployed) = Deployed::get() else { return Self::in_sandbox().await };
        let app = App::new(deployed.config.clone(), Clock::System);
        let tenant = deployed.tenant().await;
        Self { tenant, app, place: Place::Deployed(deployed), client: Client::new() }
    }

    pub(crate) async fn in_sandbox() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
        let clock = Arc::new(AtomicI64::new(i64::try_from(now).unwrap()));
        let setup = Setup { clock: Clock::Manual(Arc::clone(&clock)), ..Setup::default() };
        let extra = axum::Router::new();
        let mut sandbox = Sandbox::with(setup, local::functions(), extra).await.unwrap();
        sandbox.run_background();
        let app = sandbox.app("WebsiteFunction").unwrap();
        let place = Place::Sandbox(Box::new(sandbox), clock);
        Self { tenant: DEMO, app, place, client: Client::new() }
    }

    /// For stories that are told in a sandbox only.
    pub(crate) fn sandbox(&self) -> &Sandbox {
        match &self.place {
            Place::Sandbox(sandbox, _) => sandbox,
            Place::Deployed(_) => panic!("there is no sandbox"),
        }
    }

    pub(crate) fn dead_letters(&self) -> String {
        match &self.place {
            Place::Sandbox(sandbox, _) => {
                format!("{}/000000000000/MediaDeadLetterQueue", sandbox.aws.endpoint())
            }
            Place::Deployed(deployed) => deployed.dead_letters.clone(),
        }
    }

    pub(crate) async fn pass(&self, time: Duration) {
        match &self.place {
            Place::Sandbox(_, clock) => {
                clock.fetch_add(i64::try_from(time.as_millis()).unwrap(), Ordering::SeqCst);
            }
            Place::Deployed(_) => tokio::time::sleep(time).await,
        }
    }
}

/// What happens at Twilio.
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

    async fn at_twilio<T, F>(&self, doing: impl FnOnce(Twilio) -> F) -> T
    where
        T: Send + 'static,
        F: Future<Output = anyhow::Result<T>> + Send + 'static,
    {
        let done = match &self.place {
            Place::Sandbox(sandbox, _) => doing(sandbox.twilio.clone()).await,
            Place::Deployed(deployed) => deployed.run(doing(deployed.remote.twilio.clone())).await,
        };
        done.unwrap()
    }
}

/// What the tenant's website sees.
impl World {
    pub(crate) fn url(&self, path: &str) -> String {
        match &self.place {
            Place::Sandbox(sandbox, _) => format!("{}{path}", sandbox.url()),
            Place::Deployed(deployed) => format!("{}{path}", deployed.remote.url()),
        }
    }

    /// Path of the messages with the customer.
    pub(crate) fn thread(&self) -> String {
        let (own, other) = (&self.tenant.numbers[0][1..], &CUSTOMER[1..]);
        format!("/api/threads/sms.{own}.{other}/messages")
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.get_as(path, &self.issuer().token(self.tenant.tenant_id)).await
    }

    /// Sends JSON and expects 2xx.
    pub(crate) async fn send_json(&self, method: &str, path: &str, body: &Value) -> Value {
        let method = method.parse().unwrap();
        let request = self.client.request(method, self.url(path));
        let request = request.bearer_auth(self.issuer().token(self.tenant.tenant_id));
        let request = request.header("content-type", "application/json").body(body.to_string());
        let response = request.send().await.unwrap();
        let (status, text) = (response.status(), response.text().await.unwrap());
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap()
    }

    /// The tenant wants its calls treated so, and everything else as by default.
    pub(crate) async fn prefer(&self, preferences: &Value) {
        self.send_json("PUT", "/api/preferences", preferences).await;
    }

    /// Calls go to this phone, which has to accept them; with further preferences.
    pub(crate) async fn forward_to(&self, phone: &str, more: &Value) {
        let mut preferences =
            json!({ "call_forwarding_enabled": true, "call_forwarding_number": phone });
        preferences.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.prefer(&preferences).await;
    }

    /// What the holder of another token gets.
    pub(crate) async fn get_as(&self, path: &str, token: &str) -> Value {
        let response = self.client.get(self.url(path)).bearer_auth(token).send().await.unwrap();
        serde_json::from_str(&response.text().await.unwrap()).unwrap()
    }

    pub(crate) async fn status(&self, path: &str, token: &str) -> u16 {
        let request = self.client.get(self.url(path)).bearer_auth(token);
        request.send().await.unwrap().status().as_u16()
    }

    /// A token like the tenant's, but with these claims.
    pub(crate) fn token_with(&self, claims: &Value) -> String {
        let mut token = json!({
            "iss": self.url(""),
            "aud": self.audience(),
            "sub": self.tenant.tenant_id,
            "exp": 4_102_444_800_i64,
        });
        token.as_object_mut().unwrap().extend(claims.as_object().unwrap().clone());
        self.issuer().sign(&token)
    }

    pub(crate) async fn download(&self, link: &str) -> Vec<u8> {
        let response = self.client.get(link).send().await.unwrap().error_for_status().unwrap();
        response.bytes().await.unwrap().to_vec()
    }

    /// Asks until the answer is as wanted.
    pub(crate) async fn get_until(&self, path: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        until(path, async || Some(self.get(path).await).filter(&wanted)).await
    }

    fn audience(&self) -> &str {
        match &self.place {
            Place::Sandbox(sandbox, _) => &sandbox.aws.template().jwt_audience[0],
            Place::Deployed(deployed) => &deployed.audience,
        }
    }

    fn issuer(&self) -> &Issuer {
        match &self.place {
            Place::Sandbox(sandbox, _) => &sandbox.issuer,
            Place::Deployed(deployed) => &deployed.remote.issuer,
        }
    }
}

/// Asks until there is an answer.
pub(crate) async fn until<T>(what: &str, ask: impl AsyncFn() -> Option<T>) -> T {
    let asking = async {
        loop {
            if let Some(answer) = ask().await {
                return answer;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, asking).await.unwrap_or_else(|_| panic!("{what} in vain"))
}
