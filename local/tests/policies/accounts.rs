//! Accounts from nothing to closed, here and in the sweeper.

use std::sync::atomic::Ordering;
use std::time::Duration;

use reqwest::Client;
use sandbox::aws::{Fault, Service};
use sandbox::twilio::{Resource, RestFault};

use crate::life::Life;

const TENANT: &str = "newcomer";
/// More tries than anything makes.
const ALL: usize = 99;

impl Life {
    /// A tenant gets an account and gives it up; another one's is set up, and gets another token,
    /// by the sweeper.
    pub(crate) async fn accounts(&self) {
        let twilio = &self.sandbox.twilio;
        assert_eq!(self.account(TENANT, "provision").await, 201);
        assert_eq!(self.account(TENANT, "provision").await, 200);
        for action in ["suspend", "reactivate", "rotate-token", "close"] {
            assert_eq!(self.account(TENANT, &format!("account/{action}")).await, 200, "{action}");
        }

        for _ in 0..ALL {
            twilio.fail_next(Resource::Search, RestFault::CutBefore);
        }
        assert_eq!(self.account("second", "provision").await, 202);
        twilio.heal();
        self.tick().await;
        assert_eq!(self.account("second", "provision").await, 200);
        // Its second token is kept and promoted, but not used.
        let slow = Fault::Slow(Duration::ZERO);
        self.sandbox.aws.fail_next(Service::DynamoDb, "UpdateItem", 2, slow);
        self.sandbox.aws.fail_next(Service::DynamoDb, "UpdateItem", 9, Fault::Down);
        assert_eq!(self.account("second", "account/rotate-token").await, 503);
        self.sandbox.aws.heal(Service::DynamoDb);
        self.tick().await;
    }

    async fn tick(&self) {
        self.clock.fetch_add(61_000, Ordering::SeqCst);
        self.sandbox.tick("SweeperFunction").await.unwrap();
    }

    async fn account(&self, tenant: &str, path: &str) -> u16 {
        let request = Client::new()
            .post(format!("{}/api/twilio/{path}", self.sandbox.url()))
            .bearer_auth(self.sandbox.issuer.token(tenant));
        request.send().await.unwrap().status().as_u16()
    }
}
