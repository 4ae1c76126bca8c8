//! A website that asks as its signed-in users.

use reqwest::{Method, RequestBuilder};

use crate::Sandbox;

impl Sandbox {
    /// A request to the website API with a token of this tenant.
    pub fn request(&self, tenant_id: &str, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.url());
        self.client.request(method, url).bearer_auth(self.issuer.token(tenant_id))
    }
}
