//! The running system, and the website that looks at it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use reqwest::Client;
use sandbox::demo::DEMO;
use sandbox::twilio::InboundMessage;
use sandbox::{Sandbox, Setup};
use serde_json::Value;
use shared::app::Clock;

/// The longest that anything here may take.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    clock: Arc<AtomicI64>,
    client: Client,
}

impl World {
    pub(crate) async fn start() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
        let clock = Arc::new(AtomicI64::new(i64::try_from(now).unwrap()));
        let setup = Setup { clock: Clock::Manual(Arc::clone(&clock)), ..Setup::default() };
        let extra = axum::Router::new();
        let mut sandbox = Sandbox::with(setup, local::functions(), extra).await.unwrap();
        sandbox.run_background();
        Self { sandbox, clock, client: Client::new() }
    }

    pub(crate) fn pass(&self, time: Duration) {
        self.clock.fetch_add(i64::try_from(time.as_millis()).unwrap(), Ordering::SeqCst);
    }

    /// What the demo tenant's website gets.
    pub(crate) async fn get(&self, path: &str) -> Value {
        let token = self.sandbox.issuer.token(DEMO.tenant_id);
        let url = format!("{}{path}", self.sandbox.url());
        let response = self.client.get(url).bearer_auth(token).send().await.unwrap();
        serde_json::from_str(&response.text().await.unwrap()).unwrap()
    }

    pub(crate) async fn download(&self, link: &str) -> Vec<u8> {
        let response = self.client.get(link).send().await.unwrap().error_for_status().unwrap();
        response.bytes().await.unwrap().to_vec()
    }

    /// Asks until the answer is as wanted.
    pub(crate) async fn get_until(&self, path: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let asking = async {
            loop {
                let answer = self.get(path).await;
                if wanted(&answer) {
                    return answer;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(PATIENCE, asking).await.unwrap_or_else(|_| panic!("{path} in vain"))
    }
}

pub(crate) fn to_demo(body: &str) -> InboundMessage {
    InboundMessage {
        from: "+15550190001".to_owned(),
        to: DEMO.numbers[0].to_owned(),
        body: body.to_owned(),
        ..InboundMessage::default()
    }
}
