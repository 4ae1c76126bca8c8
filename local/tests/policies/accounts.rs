//! Accounts from nothing to closed, here and in the sweeper.

use std::time::Duration;

use reqwest::Method;
use sandbox::demo::DEMO;
use shared::records::{Job, JobPayload, SendJob};
use twilio::status::AccountStatus;
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
        self.link().await;
        self.close("second").await;
    }

    /// The operator closes an account that has a number.
    async fn close(&self, tenant: &str) {
        let store = self.sandbox.app("AccountsFunction").unwrap().store;
        let tenant_id = tenant.parse().unwrap();
        let account = store.tenant_get(&tenant_id).await.unwrap().unwrap().account_sid.unwrap();
        let payload = JobPayload::Standing {
            tenant_id,
            account_sid: account.clone(),
            status: AccountStatus::Closed,
        };
        store.job_put(&Job::new(payload, self.time.now())).await.unwrap();
        self.tick().await;
        let account = store.account_get(&account).await.unwrap().unwrap();
        assert_eq!(account.status, AccountStatus::Closed);
    }

    /// The operator links an account that a tenant has, whose numbers call something else.
    async fn link(&self) {
        let store = self.sandbox.app("AccountsFunction").unwrap().store;
        for base_url in ["https://elsewhere.example", self.sandbox.public_url()] {
            let payload = JobPayload::Link {
                tenant_id: DEMO.tenant_id.parse().unwrap(),
                account_sid: DEMO.account_sid.parse().unwrap(),
                base_url: base_url.to_owned(),
            };
            let job = Job::new(payload, self.time.now());
            store.job_put(&job).await.unwrap();
            self.tick().await;
            let mut numbers = self.sandbox.records("NumbersTable").await.unwrap();
            numbers.retain(|number| number["account_sid"] == DEMO.account_sid);
            assert_eq!(numbers.len(), DEMO.numbers.len());
            for number in numbers {
                assert_eq!(number["webhooks_base"], base_url, "{number}");
            }
        }
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
