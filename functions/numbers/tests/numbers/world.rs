//! A sandbox at a time that only the test moves on, and what is asked of it.

use std::time::Duration;

use axum::Router;
use numbers::Numbers;
use reqwest::{Client, Method};
use sandbox::demo::{DEMO, OTHER, Tenant};
use sandbox::{Sandbox, Setup, Time};
use serde_json::{Value, json};
use shared::app::App;
use shared::records::Timestamp;
use sweeper::Sweeper;
use twilio::status::AccountStatus;
use twilio_simulator::{Inventory, Number};

const AT: i64 = 1_790_856_030_000;

/// A tenant that has an account and no number yet.
pub(crate) const NEW: Tenant = Tenant {
    tenant_id: "new",
    account_sid: "AC11e111e111e111e111e111e111e111e1",
    auth_token: "11e00000000000000000000000000011",
    numbers: &[],
};

/// Functions for numbers, and the sweeper that goes on with what they could not end.
pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    time: Time,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) retry_after: Option<String>,
    pub(crate) body: Value,
}

impl Got {
    /// Status, code and field of a refusal.
    pub(crate) fn refusal(&self) -> (u16, &str, Option<&str>) {
        let error = &self.body["error"];
        (self.status, error["code"].as_str().unwrap_or_default(), error["field"].as_str())
    }

    pub(crate) fn number(&self) -> &str {
        self.body["phone_number"].as_str().unwrap_or_else(|| panic!("no number in {self:?}"))
    }

    /// The numbers of a list.
    pub(crate) fn numbers(&self) -> Vec<&str> {
        self.body["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| text(item, "phone_number"))
            .collect()
    }
}

pub(crate) fn text<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap_or_else(|| panic!("no {field} in {value}"))
}

/// A request to be made.
pub(crate) struct Ask<'a> {
    pub(crate) method: Method,
    pub(crate) path: &'a str,
    pub(crate) tenant: &'a str,
    pub(crate) key: Option<&'a str>,
    pub(crate) body: Option<&'a Value>,
}

impl World {
    pub(crate) async fn start() -> Self {
        Self::with(&[]).await
    }

    /// Under these parameters of the template.
    pub(crate) async fn with(parameters: &[(&str, &str)]) -> Self {
        let time = Time::at(Timestamp::from_millis(AT));
        let setup = Setup { clock: time.clock(), ..Setup::with(parameters) };
        let functions = vec![sandbox::api::<Numbers>(), sandbox::worker::<Sweeper>()];
        let sandbox = Sandbox::with(setup, functions, Router::new()).await.unwrap();
        sandbox.add(&OTHER).await.unwrap();
        sandbox.add(&NEW).await.unwrap();
        Self { sandbox, time }
    }

    pub(crate) fn pass(&self, seconds: u64) {
        self.time.pass(Duration::from_secs(seconds));
    }

    pub(crate) async fn sweep(&self) -> u64 {
        self.sandbox.tick("SweeperFunction").await.unwrap().as_u64().unwrap()
    }

    pub(crate) fn app(&self) -> App {
        self.sandbox.app("NumbersFunction").unwrap()
    }

    pub(crate) async fn ask(&self, ask: Ask<'_>) -> Got {
        let request = self.sandbox.request(ask.tenant, ask.method, ask.path);
        let request = match ask.body {
            Some(body) => request.body(body.to_string()),
            None => request,
        };
        let (status, retry_after, body) = sandbox::answered(request, ask.key).await;
        Got { status, retry_after, body }
    }

    async fn plain(&self, method: Method, path: &str, body: Option<&Value>) -> Got {
        self.ask(Ask { method, path, tenant: DEMO.tenant_id, key: None, body }).await
    }

    pub(crate) async fn get(&self, path: &str) -> Got {
        self.plain(Method::GET, path, None).await
    }

    pub(crate) async fn search(&self, query: &str) -> Got {
        self.get(&format!("/api/twilio/available-numbers?{query}")).await
    }

    pub(crate) async fn patch(&self, number: &str, body: &Value) -> Got {
        self.plain(Method::PATCH, &path(number), Some(body)).await
    }

    pub(crate) async fn delete(&self, number: &str) -> Got {
        self.plain(Method::DELETE, &path(number), None).await
    }

    /// Buys as tenant `demo`.
    pub(crate) async fn purchase(&self, key: Option<&str>, body: &Value) -> Got {
        self.purchase_as(DEMO.tenant_id, key, body).await
    }

    pub(crate) async fn purchase_as(&self, tenant: &str, key: Option<&str>, body: &Value) -> Got {
        let path = "/api/twilio/purchase-number";
        self.ask(Ask { method: Method::POST, path, tenant, key, body: Some(body) }).await
    }

    /// What a tenant has bought at Twilio, beside what it had at first.
    pub(crate) fn bought(&self, tenant: &Tenant) -> Vec<Number> {
        let mut numbers = self.sandbox.twilio.numbers(tenant.account_sid).unwrap();
        numbers.retain(|number| !tenant.numbers.contains(&number.phone_number.as_str()));
        numbers
    }

    /// Numbers of tenants in our records, beside those that were there at first.
    pub(crate) async fn records(&self) -> Vec<Value> {
        let at_first = [DEMO.numbers, OTHER.numbers].concat();
        let mut records = self.sandbox.records("NumbersTable").await.unwrap();
        records.retain(|record| !at_first.contains(&text(record, "phone_number")));
        records
    }

    pub(crate) async fn jobs(&self) -> Vec<Value> {
        self.sandbox.records("JobsTable").await.unwrap()
    }

    /// How many numbers of an area code are on offer.
    pub(crate) fn offer(&self, area_code: u16, offers: usize) {
        let inventory = Inventory {
            country: "US".to_owned(),
            area_code: Some(area_code),
            offers: Some(offers),
        };
        self.sandbox.twilio.set_inventory(&inventory).unwrap();
    }

    /// How often Twilio was asked to sell a number.
    pub(crate) fn purchases(&self) -> usize {
        let asked = self.sandbox.twilio.requests();
        let buys = |path: &str| path.ends_with("/IncomingPhoneNumbers.json");
        asked.iter().filter(|asked| asked.method == "POST" && buys(&asked.path)).count()
    }

    /// Asks Twilio itself, with the tenant's credentials.
    pub(crate) async fn at_twilio(&self, tenant: &Tenant, path: &str, form: &str) -> Value {
        let sid = tenant.account_sid;
        let url = format!("{}/2010-04-01/Accounts/{sid}/{path}", self.sandbox.twilio.url());
        let request = Client::new()
            .post(url)
            .basic_auth(sid, Some(tenant.auth_token))
            .header("content-type", "application/x-www-form-urlencoded");
        let response = request.body(form.to_owned()).send().await.unwrap();
        assert!(response.status().is_success(), "{}", response.status());
        serde_json::from_str(&response.text().await.unwrap()).unwrap()
    }

    /// Changes the status of an account, at Twilio and in its record.
    pub(crate) async fn set_status(&self, tenant: &Tenant, status: AccountStatus) {
        use twilio_simulator::AccountStatus as AtTwilio;
        let at_twilio = match status {
            AccountStatus::Active => AtTwilio::Active,
            AccountStatus::Suspended => AtTwilio::Suspended,
            AccountStatus::Closed => AtTwilio::Closed,
        };
        self.sandbox.twilio.set_account_status(tenant.account_sid, at_twilio).unwrap();
        let store = self.sandbox.app("SmsFunction").unwrap().store;
        let sid = tenant.account_sid.parse().unwrap();
        let mut account = store.account_get(&sid).await.unwrap().unwrap();
        account.status = status;
        store.account_put(&account).await.unwrap();
        // As long as an account that was read may still count as fresh.
        tokio::time::sleep(Duration::from_millis(1_100)).await;
    }

    pub(crate) async fn primary(&self, tenant: &Tenant) -> Option<String> {
        let tenant = self.app().store.tenant_get(&tenant.tenant_id.parse().unwrap()).await.unwrap();
        tenant.unwrap().primary_number.map(|number| number.as_str().to_owned())
    }

    /// That all webhooks of a number lead here.
    pub(crate) fn assert_set_up(&self, number: &Number) {
        let base = self.sandbox.public_url();
        let url = |route| Some(format!("{base}/api/twilio/{route}#rp=5xx,ct,rt&rc=2"));
        let settings = &number.settings;
        let sms = [&settings.sms_url, &settings.sms_fallback_url];
        assert_eq!(sms, [&url("sms-webhook"), &url("sms-webhook")]);
        let voice = [&settings.voice_url, &settings.voice_fallback_url, &settings.status_callback];
        assert_eq!(voice, [&url("voice-webhook"), &url("voice-twiml"), &url("call-status")]);
    }
}

pub(crate) fn path(number: &str) -> String {
    format!("/api/numbers/{}", number.trim_start_matches('+'))
}

/// Any number of this area code.
pub(crate) fn any(area_code: u16) -> Value {
    json!({ "area_code": area_code })
}
