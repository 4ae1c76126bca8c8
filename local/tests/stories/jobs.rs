//! Jobs and their queues, through the AWS endpoint that the functions use too.

use aws_sdk_sqs::Client;
use aws_sdk_sqs::config::{BehaviorVersion, Config, Credentials, Region};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use sandbox::Tables;
use shared::records::Timestamp;

use crate::world::{World, until};

/// Later than any job is due: the year 2100, in milliseconds.
const END_OF_TIME: i64 = 4_102_444_800_000;
/// More than any story has.
const MOST: i32 = 100;

impl World {
    /// Puts anything into the queue of jobs.
    pub(crate) async fn queue(&self, body: &str) {
        let url = &self.app.config.media_queue_url;
        sqs(self).send_message().queue_url(url).message_body(body).send().await.unwrap();
    }

    /// Waits for a message in the dead-letter queue.
    pub(crate) async fn until_dead(&self, body: &str) {
        let (sqs, url) = (sqs(self), self.dead_letters());
        let received = async || {
            let answer = sqs.receive_message().queue_url(&url).send().await.unwrap();
            let messages = answer.messages.unwrap_or_default();
            messages.iter().any(|message| message.body() == Some(body)).then_some(())
        };
        until("the dead-letter queue", received).await;
    }

    /// Waits until the tenant's jobs are done.
    pub(crate) async fn until_no_jobs(&self) {
        let (store, end) = (&self.app.store, Timestamp::from_millis(END_OF_TIME));
        let done = async || {
            let jobs = store.job_due(end, MOST).await.unwrap();
            let mut tenants = jobs.iter().map(|job| job.payload.tenant_id().as_str());
            (!tenants.any(|tenant| tenant == self.tenant.tenant_id)).then_some(())
        };
        until("the end of all jobs", done).await;
    }

    /// Waits until a job of the tenant is kept where no sweep looks.
    pub(crate) async fn until_held(&self) {
        let config = &self.app.config;
        let tables = Tables::at(config.aws.endpoint.as_deref().unwrap());
        let shard = format!("held:{}", self.tenant.tenant_id);
        let held = async || {
            let jobs = tables.records(&config.tables.jobs).await.unwrap();
            jobs.iter().any(|job| job["shard"] == *shard).then_some(())
        };
        until("a job that is held", held).await;
    }
}

fn sqs(world: &World) -> Client {
    let aws = &world.app.config.aws;
    let (key, secret) = (&aws.access_key_id, &aws.secret_access_key);
    let mut config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(aws.region.clone()))
        .http_client(Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https())
        .credentials_provider(Credentials::new(key, secret, None, None, "stories"));
    config.set_endpoint_url(aws.endpoint.clone());
    Client::from_conf(config.build())
}
