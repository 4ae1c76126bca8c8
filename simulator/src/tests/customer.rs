//! An account at the simulator, which asks the REST API with its credentials.

use reqwest::redirect::Policy;
use reqwest::{Method as HttpMethod, RequestBuilder};
use serde_json::Value;

use super::super::form::{Spaces, encode};
use super::*;

/// The simulator, and one of its accounts.
#[derive(Clone)]
pub(super) struct Customer {
    pub(super) twilio: Twilio,
    pub(super) account: Account,
    pub(super) http: reqwest::Client,
}

impl Customer {
    /// The demo account.
    pub(super) fn of(twilio: Twilio) -> Self {
        let account = twilio.create_account(demo_account()).unwrap();
        Self { twilio, account, http: client(Policy::none()) }
    }

    /// Gives the account the number, or the number these settings.
    pub(super) fn set_up(&self, phone_number: &str, settings: NumberSettings) {
        let number = NewNumber {
            account_sid: self.account.sid.clone(),
            phone_number: phone_number.into(),
            settings,
            ..NewNumber::default()
        };
        self.twilio.create_number(&number).unwrap();
    }

    /// The path of something of the account's.
    pub(super) fn path(&self, tail: &str) -> String {
        format!("{ACCOUNTS}/{}/{tail}", self.account.sid)
    }

    pub(super) fn request(&self, method: HttpMethod, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.twilio.url());
        let token = self.account.auth_token.reveal();
        self.http.request(method, url).basic_auth(&self.account.sid, Some(token))
    }

    pub(super) fn get(&self, path: &str) -> RequestBuilder {
        self.request(HttpMethod::GET, path)
    }

    pub(super) fn post(&self, path: &str, form: &[(&str, &str)]) -> RequestBuilder {
        let fields: Vec<_> =
            form.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        self.request(HttpMethod::POST, path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(encode(&fields, Spaces::Plus))
    }
}

/// Status and code of a refusal.
pub(super) async fn refusal(request: RequestBuilder) -> (u16, u64) {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let error: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
    let code = error["code"].as_u64().unwrap();
    assert_eq!(error["more_info"], format!("https://www.twilio.com/docs/errors/{code}"));
    assert!(!error["message"].as_str().unwrap().is_empty());
    (status, code)
}
