//! A sandbox at a time that only the test moves on, and what its Twilio and its records hold.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use futures::{StreamExt, stream};
use reqwest::Method;
use sandbox::demo::{DEMO, PARENT};
use sandbox::{Sandbox, Setup, Time};
use serde_json::{Value, json};
use shared::accounts::{Accounts, OpenAccount};
use shared::app::App;
use shared::ids::TenantId;
use shared::numbers::{drift, settings};
use shared::records::Timestamp;
use tokio::sync::Mutex;
use twilio::auth_token::AuthToken;
use twilio::client::OwnedNumber;
use twilio::sid::AccountSid;
use twilio_simulator::{Account, InboundMessage};

/// Starting is the one thing that keeps a processor busy for long.
static STARTING: Mutex<()> = Mutex::const_new(());
/// Worlds of one test at the same time.
const AT_ONCE: usize = 3;

const AT: i64 = 1_790_856_030_000;
/// Seconds after which nobody who has died is waited for.
pub(crate) const LEASE: u64 = 31;

pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    /// May do anything.
    pub(crate) app: App,
    time: Time,
    newcomers: AtomicUsize,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Got {
    pub(crate) fn code(&self) -> &str {
        self.body["error"]["code"].as_str().unwrap_or_default()
    }
}

impl World {
    pub(crate) async fn start() -> Self {
        Self::with(&[]).await
    }

    pub(crate) async fn with(parameters: &[(&str, &str)]) -> Self {
        Self::from(Setup::with(parameters)).await
    }

    pub(crate) async fn from(setup: Setup) -> Self {
        let time = Time::at(Timestamp::from_millis(AT));
        let setup = Setup { clock: time.clock(), ..setup };
        let functions = vec![
            sandbox::api::<accounts::Accounts>(),
            sandbox::webhook::<sms::Sms>(),
            sandbox::worker::<sweeper::Sweeper>(),
        ];
        let starting = STARTING.lock().await;
        let sandbox = Sandbox::with(setup, functions, Router::new()).await.unwrap();
        drop(starting);
        let app = sandbox.app("AccountsFunction").unwrap();
        Self { sandbox, app, time, newcomers: AtomicUsize::new(0) }
    }

    /// A tenant that has nothing yet.
    pub(crate) fn newcomer(&self) -> String {
        format!("newcomer-{}", self.newcomers.load(Ordering::SeqCst))
    }

    /// From now on another tenant is the newcomer.
    pub(crate) fn next_newcomer(&self) {
        self.newcomers.fetch_add(1, Ordering::SeqCst);
    }

    pub(crate) fn pass(&self, seconds: u64) {
        self.time.pass(Duration::from_secs(seconds));
    }

    /// The next sweep that finds what is overdue.
    pub(crate) async fn sweep(&self) {
        self.pass(61);
        self.sandbox.tick("SweeperFunction").await.unwrap();
    }

    /// An account as a process sees it that has just started.
    pub(crate) async fn open(&self, account: &AccountSid) -> Arc<OpenAccount> {
        let accounts = Accounts::new(self.app.store.clone(), self.app.secrets.clone());
        accounts.open(account).await.unwrap().unwrap()
    }

    pub(crate) async fn get(&self, tenant: &str) -> Got {
        let request = self.sandbox.request(tenant, Method::GET, "/api/twilio/account");
        got(request.send().await.unwrap()).await
    }

    pub(crate) async fn post(&self, tenant: &str, path: &str, body: &Value) -> Got {
        let request = self
            .sandbox
            .request(tenant, Method::POST, &format!("/api/twilio/{path}"))
            .header("content-type", "application/json");
        let request = if body.is_null() { request } else { request.body(body.to_string()) };
        got(request.send().await.unwrap()).await
    }

    /// Asks for a number for the newcomer.
    pub(crate) async fn provision(&self, body: &Value) -> Got {
        self.post(&self.newcomer(), "provision", body).await
    }

    /// Does something with the account of the tenant `demo`.
    pub(crate) async fn change(&self, action: &str) -> Got {
        self.post(DEMO.tenant_id, &format!("account/{action}"), &Value::Null).await
    }

    /// Texts a number from outside; the status of our answer.
    pub(crate) async fn text(&self, to: &str) -> u16 {
        let message = InboundMessage {
            from: "+15550190001".to_owned(),
            to: to.to_owned(),
            body: "hi".to_owned(),
            ..InboundMessage::default()
        };
        let sent = self.sandbox.twilio.send_message(message).await.unwrap();
        sent.webhook.map_or(0, |answer| answer.status)
    }

    /// The accounts at Twilio that were made for a tenant.
    pub(crate) fn made_for(&self, tenant: &str) -> Vec<Account> {
        let mut all = self.sandbox.twilio.subaccounts(PARENT.account_sid).unwrap();
        let name = format!("patchbay {tenant} ");
        all.retain(|account| account.friendly_name.starts_with(&name));
        all
    }

    /// The numbers that an account has at Twilio.
    pub(crate) async fn numbers_of(&self, account: &str) -> Vec<OwnedNumber> {
        let parent: AccountSid = PARENT.account_sid.parse().unwrap();
        let token = AuthToken::new(PARENT.auth_token.to_owned());
        let (owner, within) = (account.parse().unwrap(), Duration::from_secs(5));
        self.app.twilio().errand((&parent, &token), within).number_list(&owner).await.unwrap()
    }

    pub(crate) async fn tenant(&self) -> shared::records::Tenant {
        let tenant: TenantId = self.newcomer().parse().unwrap();
        self.app.store.tenant_get(&tenant).await.unwrap().unwrap()
    }

    /// The newcomer has one account and one number, here as at Twilio, and all is set up.
    pub(crate) async fn assert_provisioned(&self, case: &str) {
        let mut accounts = self.made_for(&self.newcomer());
        accounts.retain(|account| account.status.as_str() != "closed");
        let [account] = &accounts[..] else { panic!("{case}: {accounts:?}") };
        assert_eq!(account.status.as_str(), "active", "{case}");
        let numbers = self.numbers_of(&account.sid).await;
        let [number] = &numbers[..] else { panic!("{case}: {numbers:?}") };
        assert_eq!(drift(number, &settings(self.sandbox.public_url(), None)), [], "{case}");
        let tenant = self.tenant().await;
        let sid = tenant.account_sid.as_ref().unwrap();
        assert_eq!(sid.as_str(), account.sid, "{case}");
        assert_eq!(tenant.primary_number.as_ref(), Some(&number.phone_number), "{case}");
        let store = &self.app.store;
        let record = store.number_get(&tenant.tenant_id, &number.phone_number).await.unwrap();
        let record = record.unwrap();
        assert_eq!((&record.number_sid, &record.account_sid), (&number.sid, sid), "{case}");
        let open = self.open(sid).await;
        assert_eq!(open.token().reveal(), account.auth_token.reveal(), "{case}");
        assert_eq!(open.account.tenant_id, tenant.tenant_id, "{case}");
        assert_eq!(self.jobs().await, Vec::<Value>::new(), "{case}");
        assert_eq!(self.text(number.phone_number.as_str()).await, 200, "{case}");
    }

    /// The newcomer has nothing, here or at Twilio.
    pub(crate) async fn assert_nothing_left(&self, case: &str) {
        for account in self.made_for(&self.newcomer()) {
            assert_eq!(account.status.as_str(), "closed", "{case}");
            assert!(self.numbers_of(&account.sid).await.is_empty(), "{case}");
        }
        let own = |record: &Value| record["tenant_id"] == json!(self.newcomer());
        let mut accounts = self.sandbox.records("AccountsTable").await.unwrap();
        accounts.retain(own);
        assert!(accounts.iter().all(|account| account["status"] == "closed"), "{case}");
        let numbers = self.sandbox.records("NumbersTable").await.unwrap();
        assert!(!numbers.iter().any(own), "{case}");
        let tenant = self.tenant().await;
        assert_eq!((tenant.account_sid, tenant.primary_number), (None, None), "{case}");
        assert_eq!(self.jobs().await, Vec::<Value>::new(), "{case}");
    }

    pub(crate) async fn jobs(&self) -> Vec<Value> {
        self.sandbox.records("JobsTable").await.unwrap()
    }
}

async fn got(response: reqwest::Response) -> Got {
    let status = response.status().as_u16();
    let body = serde_json::from_str(&response.text().await.unwrap()).unwrap();
    Got { status, body }
}

/// Tries cases that mostly wait, several at once.
pub(crate) async fn each<C, F>(cases: impl IntoIterator<Item = C>, try_out: impl Fn(C) -> F)
where
    F: Future<Output = ()>,
{
    let cases: Vec<_> = cases.into_iter().map(try_out).collect();
    stream::iter(cases).buffer_unordered(AT_ONCE).collect::<Vec<()>>().await;
}

/// Tries cases with a newcomer each.
pub(crate) async fn each_newcomer<C: Copy>(cases: Vec<C>, try_out: impl AsyncFn(&World, C)) {
    each(cases.chunks(cases.len().div_ceil(AT_ONCE)), async |cases| {
        let world = World::start().await;
        for case in cases {
            try_out(&world, *case).await;
            world.next_newcomer();
        }
    })
    .await;
}
