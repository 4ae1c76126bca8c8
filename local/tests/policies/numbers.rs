//! Numbers from search to release, here and in the sweeper.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};
use twilio_simulator::{Fault, Resource, RestFault};

use crate::life::Life;

const TENANT: &str = "buyer";
const PURCHASE: &str = "/api/twilio/purchase-number";

impl Life {
    /// A tenant buys numbers, changes one and gives one back. Twilio is too busy for a purchase,
    /// and does not say what became of another: the account is suspended before anybody knows.
    pub(crate) async fn numbers(&self) {
        let post = Method::POST;
        assert_eq!(self.buyer(post.clone(), "/api/twilio/provision", "").await.0, 201);
        let any = json!({ "area_code": "415" }).to_string();
        let (status, bought) = self.buyer(post.clone(), PURCHASE, &any).await;
        assert_eq!(status, 201, "{bought}");
        let number = bought["phone_number"].as_str().unwrap().trim_start_matches('+');
        let path = format!("/api/numbers/{number}");
        assert_eq!(self.buyer(Method::GET, "/api/numbers?check=true", "").await.0, 200);
        assert_eq!(self.buyer(Method::PATCH, &path, r#"{"friendly_name": "Desk"}"#).await.0, 200);
        assert_eq!(self.buyer(Method::DELETE, &path, "").await.0, 200);

        self.fail_numbers(RestFault::TooManyRequests);
        assert_eq!(self.buyer(post.clone(), PURCHASE, &any).await.0, 429);
        self.fail_numbers(RestFault::CutAfter);
        assert_eq!(self.buyer(post.clone(), PURCHASE, &any).await.0, 503);
        self.sandbox.twilio.heal();
        for action in ["suspend", "reactivate"] {
            let path = format!("/api/twilio/account/{action}");
            assert_eq!(self.buyer(post.clone(), &path, "").await.0, 200, "{action}");
            // For a second an account may be as it was.
            tokio::time::sleep(Duration::from_millis(1_100)).await;
            self.time.pass(Duration::from_mins(10));
            self.sandbox.tick("SweeperFunction").await.unwrap();
        }
    }

    fn fail_numbers(&self, fault: RestFault) {
        self.sandbox.twilio.heal();
        let resource = Resource::Numbers;
        self.sandbox.twilio.fail(Fault { resource, method: None, fault, times: 99, skip: 0 });
    }

    async fn buyer(&self, method: Method, path: &str, body: &str) -> (u16, Value) {
        // Every request is another one.
        self.time.pass(Duration::from_millis(1));
        let request = self.sandbox.request(TENANT, method, path);
        let key = format!("key-{}", self.time.now().as_millis());
        let request = request.header("idempotency-key", key);
        let response = request.body(body.to_owned()).send().await.unwrap();
        let status = response.status().as_u16();
        (status, serde_json::from_str(&response.text().await.unwrap()).unwrap())
    }
}
