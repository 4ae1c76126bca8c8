//! A website that asks as its signed-in users.

use reqwest::{Method, RequestBuilder};
use serde_json::Value;

use crate::Sandbox;

impl Sandbox {
    /// A request to the website API with a token of this tenant.
    pub fn request(&self, tenant_id: &str, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.url());
        self.client.request(method, url).bearer_auth(self.issuer.token(tenant_id))
    }

    /// A request of a user of this tenant with a role, where `TenantClaim` is `tenant_id` and `RoleClaim`
    /// is `role`.
    pub fn request_as(
        &self,
        (tenant_id, user, role): (&str, &str, &str),
        method: Method,
        path: &str,
    ) -> RequestBuilder {
        let url = format!("{}{path}", self.url());
        self.client.request(method, url).bearer_auth(self.issuer.token_of(tenant_id, user, role))
    }
}

/// Sends a request, with an `Idempotency-Key` if there is one. Returns status, `Retry-After` and body
/// of the answer.
///
/// # Panics
/// If there is no answer, or one without JSON.
pub async fn answered(request: RequestBuilder, key: Option<&str>) -> (u16, Option<String>, Value) {
    let request = match key {
        Some(key) => request.header("Idempotency-Key", key),
        None => request,
    };
    let response = request.send().await.expect("an answer");
    let retry_after = response.headers().get("retry-after");
    let retry_after = retry_after.map(|value| value.to_str().expect("a text").to_owned());
    let status = response.status().as_u16();
    let body = response.text().await.expect("a text");
    (status, retry_after, serde_json::from_str(&body).expect("JSON"))
}
