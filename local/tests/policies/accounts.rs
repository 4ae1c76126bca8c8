//! Accounts from nothing to closed, here and in the sweeper.

use std::time::Duration;

use reqwest::Method;
use shared::records::{Job, JobPayload, SendJob};
use twilio_simulator::{Fault, Resource, RestFault};

use crate::life::Life;

const TENANT: &str = "newcomer";

impl Life {
    /// A tenant gets an account and gives it up; another one's is set up, and gets another token,
    /// by the sweeper.
    pub(crate) async fn accounts(&self) {
        let twilio = &self.sandbox.twilio;
        assert_eq!(self.account(TENANT, "provision").await, 201);
        assert_eq!(self.account(TENANT, "provision").await, 200);
        assert_eq!(self.account(TENANT, "account/suspend").await, 200);
        self.hold().await;
        for action in ["reactivate", "rotate-token", "close"] {
            assert_eq!(self.account(TENANT, &format!("account/{action}")).await, 200, "{action}");
        }

        self.cut(Resource::Search, 0);
        assert_eq!(self.account("second", "provision").await, 202);
        twilio.heal();
        self.tick().await;
        assert_eq!(self.account("second", "provision").await, 200);
        // Its second token is made and kept, but not promoted.
        self.cut(Resource::Tokens, 1);
        assert_eq!(self.account("second", "account/rotate-token").await, 503);
        twilio.heal();
        self.tick().await;
    }

    /// Twilio answers nothing any more that is asked of it, after so many requests.
    fn cut(&self, resource: Resource, skip: usize) {
        let fault = RestFault::CutBefore;
        self.sandbox.twilio.fail(Fault { resource, method: None, fault, times: 99, skip });
    }

    /// A message waits for the tenant's account.
    async fn hold(&self) {
        let store = self.sandbox.app("AccountsFunction").unwrap().store;
        let tenant = store.tenant_get(&TENANT.parse().unwrap()).await.unwrap().unwrap();
        let (tenant_id, account_sid) = (tenant.tenant_id, tenant.account_sid.unwrap());
        let job = SendJob {
            tenant_id: tenant_id.clone(),
            account_sid: account_sid.clone(),
            message_id: "held".parse().unwrap(),
            base_url: self.sandbox.url(),
            send_at: None,
        };
        let now = self.time.now();
        let job = Job::new(JobPayload::Send(job), now);
        store.job_put(&job).await.unwrap();
        assert!(store.job_hold(&job.job_id, (&tenant_id, &account_sid)).await.unwrap());
    }

    async fn tick(&self) {
        self.time.pass(Duration::from_secs(61));
        self.sandbox.tick("SweeperFunction").await.unwrap();
    }

    async fn account(&self, tenant: &str, path: &str) -> u16 {
        let path = format!("/api/twilio/{path}");
        let request = self.sandbox.request(tenant, Method::POST, &path);
        request.send().await.unwrap().status().as_u16()
    }
}
