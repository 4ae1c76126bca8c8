//! Makes a system as large as it is to be.

use futures::{StreamExt as _, TryStreamExt as _, stream};
use reqwest::{Client, StatusCode};

use crate::outcome::Said;
use crate::system::System;
use crate::traffic::Webhook;
use crate::{api, drive};

/// Webhooks or sign-ups under way. Texts in one conversation wait for each other.
const AT_ONCE: usize = 8;
/// So many are done between two words of progress.
const TOLD: u64 = 10_000;
/// Tries of a text that was refused for now, or of a sign-up that is still under way.
const TRIES: usize = 100;

/// What a system has, beside the demo tenant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fill {
    /// Of the one conversation of the demo tenant that is measured.
    pub(super) messages: u64,
    pub(super) tenants: u64,
}

impl Fill {
    pub(super) async fn apply(self, system: &System) -> anyhow::Result<()> {
        let client = Client::builder().no_proxy().build()?;
        each(self.messages, "messages", |number| {
            let (client, webhook) = (client.clone(), Webhook::text(number));
            async move { text(&client, &system.url, &webhook).await }
        })
        .await?;
        each(self.tenants, "tenants", |number| sign_up(&client, &system.url, number)).await
    }
}

async fn each<F>(count: u64, what: &str, act: impl Fn(u64) -> F) -> anyhow::Result<()>
where
    F: Future<Output = anyhow::Result<()>>,
{
    let said = |number: u64| {
        if number > 0 && number.is_multiple_of(TOLD) {
            println!("{number} {what}");
        }
        Ok(number)
    };
    stream::iter(0..count).map(said).try_for_each_concurrent(AT_ONCE, act).await
}

async fn text(client: &Client, url: &str, webhook: &Webhook) -> anyhow::Result<()> {
    for _ in 0..TRIES {
        match drive::send(client, url, webhook).await {
            Said::Yes => return Ok(()),
            Said::Busy => {}
            said => anyhow::bail!("a text was answered {said:?}"),
        }
    }
    anyhow::bail!("a text was refused {TRIES} times")
}

/// Gives a new tenant an account and a number.
async fn sign_up(client: &Client, url: &str, number: u64) -> anyhow::Result<()> {
    let token = api::token(client, url, &format!("tenant-{number}")).await?;
    for _ in 0..TRIES {
        let asked = client.post(format!("{url}/api/twilio/provision")).bearer_auth(&token);
        let answer = asked.send().await?;
        match answer.status() {
            StatusCode::OK | StatusCode::CREATED => return Ok(()),
            StatusCode::ACCEPTED | StatusCode::SERVICE_UNAVAILABLE => {}
            status => anyhow::bail!("a sign-up was answered {status}: {}", answer.text().await?),
        }
    }
    anyhow::bail!("a sign-up is still under way")
}
