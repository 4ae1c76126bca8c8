//! What every webhook refuses, whatever it is for.

use std::time::{Duration, Instant};

use twilio_simulator::{Corruption, Delivery};

use crate::Hook;
use crate::aws::{Fault, Service};
use crate::demo::{DEMO, OTHER};

/// Below the 15 s that Twilio waits.
const PATIENCE: Duration = Duration::from_secs(10);

impl Hook {
    /// Asserts that a form is forbidden when its signature is spoiled, and when it is of an account
    /// that is not known here. Neither leaves a record in the table.
    pub async fn assert_strangers_forbidden(
        &self,
        query: &str,
        fields: &[(&str, &str)],
        table: &str,
    ) {
        for corrupt in [Corruption::Signature, Corruption::Body, Corruption::MissingSignature] {
            let delivery = Delivery { corrupt: Some(corrupt), ..Delivery::default() };
            let answer = self.tell((&DEMO, query), fields, &delivery).await;
            assert_eq!(answer.status, 403, "{corrupt:?}");
        }
        let account = [("AccountSid", OTHER.account_sid)];
        assert_eq!(self.post("", &[&account, fields].concat()).await, 403);
        self.assert_empty(&[table]).await;
    }

    /// Asserts that each of these forms of another tenant is forbidden.
    pub async fn assert_others_forbidden<'f>(
        &self,
        query: &str,
        forms: impl IntoIterator<Item = &'f [(&'f str, &'f str)]>,
    ) {
        for fields in forms {
            let answer = self.tell((&OTHER, query), fields, &Delivery::default()).await;
            assert_eq!(answer.status, 403, "{fields:?}");
        }
    }

    /// Asserts that each of these forms is refused with the names of the fields beside it.
    pub async fn assert_missing_named(&self, forms: &[(&[(&str, &str)], &str)]) {
        for (fields, names) in forms {
            let answer = self.tell((&DEMO, ""), fields, &Delivery::default()).await;
            let body = format!("missing or invalid fields: {names}");
            assert_eq!((answer.status, answer.body), (400, body), "{fields:?}");
        }
    }

    /// Asserts that Twilio is told to try again, and soon, while `DynamoDB` is down. It is up again
    /// afterwards.
    pub async fn assert_told_to_try_again(&self, query: &str, fields: &[(&str, &str)]) {
        self.aws.fail(Service::DynamoDb, Fault::Down);
        let started = Instant::now();
        assert_eq!(self.post(query, fields).await, 503);
        assert!(started.elapsed() < PATIENCE, "Twilio waits 15 s");
        self.aws.heal(Service::DynamoDb);
    }

    /// Asserts that these tables have no records.
    pub async fn assert_empty(&self, tables: &[&str]) {
        for table in tables {
            let records = self.records(table).await.expect("the table is read");
            assert!(records.is_empty(), "{table}: {records:?}");
        }
    }
}
