//! A main account that works with the REST API.

use reqwest::{Method as HttpMethod, RequestBuilder};
use serde_json::Value;

use super::*;

/// A simulator with one main account.
pub(super) struct Operator(Customer);

impl Deref for Operator {
    type Target = Customer;

    fn deref(&self) -> &Customer {
        &self.0
    }
}

impl Operator {
    pub(super) async fn start() -> Self {
        Self::of(super::start(None).await)
    }

    pub(super) fn of(twilio: Twilio) -> Self {
        Self(Customer::of(twilio))
    }

    /// A subaccount, created by its handle.
    pub(super) fn subaccount(&self, name: &str) -> Account {
        let owner_sid = Some(self.account.sid.clone());
        let new = NewAccount { friendly_name: name.into(), owner_sid, ..NewAccount::default() };
        self.twilio.create_account(new).unwrap()
    }

    /// The account's list of numbers.
    pub(super) fn numbers_path(&self) -> String {
        self.path("IncomingPhoneNumbers.json")
    }

    /// The same operator with another account's credentials.
    pub(super) fn with(&self, account: &Account) -> Self {
        Self(Customer { account: account.clone(), ..self.0.clone() })
    }

    pub(super) async fn get(&self, path: &str) -> (u16, Value) {
        answer(self.0.get(path)).await
    }

    pub(super) async fn delete(&self, path: &str) -> (u16, Value) {
        answer(self.request(HttpMethod::DELETE, path)).await
    }

    pub(super) async fn post(&self, path: &str, form: &[(&str, &str)]) -> (u16, Value) {
        answer(self.0.post(path, form)).await
    }

    /// What `/sim` answers.
    pub(super) async fn sim(&self, path: &str, body: &Value) -> (u16, Value) {
        answer(self.request(HttpMethod::POST, path).body(body.to_string())).await
    }

    /// Buys a number for the account.
    pub(super) async fn buy(&self, form: &[(&str, &str)]) -> (u16, Value) {
        self.post(&self.numbers_path(), form).await
    }

    /// The numbers that a search finds, in E.164.
    pub(super) async fn search(&self, tail: &str) -> Vec<String> {
        let path = self.path(&format!("AvailablePhoneNumbers/{tail}"));
        let (status, found) = self.get(&path).await;
        assert_eq!(status, 200, "{found}");
        of_each(&found["available_phone_numbers"], "phone_number")
    }
}

/// Status and JSON; null if there is no body.
async fn answer(request: RequestBuilder) -> (u16, Value) {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_str(&response.text().await.unwrap()).unwrap_or_default())
}

/// Status and Twilio's code of a refusal.
pub(super) fn refusal((status, body): (u16, Value)) -> (u16, u64) {
    (status, body["code"].as_u64().unwrap())
}

/// A field of every item of a list.
pub(super) fn of_each(list: &Value, field: &str) -> Vec<String> {
    let items = list.as_array().unwrap().iter();
    items.map(|item| item[field].as_str().unwrap().to_owned()).collect()
}
