//! What the tenant's website sees and does.

use sandbox::gateway::Issuer;
use serde_json::{Value, json};

use crate::world::{CUSTOMER, Place, World, until};

/// What was answered.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Got {
    /// Status and code of a refusal.
    pub(crate) fn refusal(&self) -> (u16, &str) {
        (self.status, self.body["error"]["code"].as_str().unwrap_or_default())
    }
}

/// A request of the website. Without a body that is null.
pub(crate) struct Ask<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) body: &'a Value,
    /// The `Idempotency-Key`.
    pub(crate) key: Option<&'a str>,
}

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

    pub(crate) async fn ask(&self, ask: Ask<'_>) -> Got {
        let request = self.client.request(ask.method.parse().unwrap(), self.url(ask.path));
        let mut request = request.bearer_auth(self.issuer().token(self.tenant.tenant_id));
        if let Some(key) = ask.key {
            request = request.header("idempotency-key", key);
        }
        if !ask.body.is_null() {
            let body = ask.body.to_string();
            request = request.header("content-type", "application/json").body(body);
        }
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let text = response.text().await.unwrap();
        let body = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{status} {text}"));
        Got { status, body }
    }

    /// Sends JSON, or nothing if that is null.
    pub(crate) async fn asked(&self, method: &str, path: &str, body: &Value) -> Got {
        self.ask(Ask { method, path, body, key: None }).await
    }

    /// Sends JSON and expects 2xx.
    pub(crate) async fn send_json(&self, method: &str, path: &str, body: &Value) -> Value {
        let got = self.asked(method, path, body).await;
        assert!((200..300).contains(&got.status), "{path}: {got:?}");
        got.body
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

/// Messages that the tenant sends.
impl World {
    pub(crate) async fn write(&self, message: &Value) -> Got {
        self.asked("POST", "/api/messages", message).await
    }

    /// Sends a message that is taken over, and says its path.
    pub(crate) async fn written(&self, message: &Value) -> String {
        let got = self.write(message).await;
        assert_eq!(got.status, 202, "{got:?}");
        path_of(&got.body)
    }

    /// Waits until a message has this status.
    pub(crate) async fn until_status(&self, message: &str, status: &str) -> Value {
        self.get_until(message, |message| message["status"] == status).await
    }
}

/// Where a message is.
pub(crate) fn path_of(message: &Value) -> String {
    format!("/api/messages/{}", message["message_id"].as_str().unwrap())
}
