//! Sends at a fixed rate, whether answers come or not.

use std::time::Duration;

use reqwest::{Client, StatusCode};
use tokio::sync::mpsc;
use tokio::time::{Instant, interval};

use crate::outcome::{Said, Sent};
use crate::system::System;
use crate::traffic::Webhook;

/// How long Twilio waits.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often it is looked what is due.
const TICK: Duration = Duration::from_millis(2);
const PROGRESS: Duration = Duration::from_secs(10);

/// Sends so many a second for so long, and waits for all answers.
pub(crate) async fn at(system: &System, rate: u32, time: Duration) -> anyhow::Result<Vec<Sent>> {
    let client =
        Client::builder().no_proxy().timeout(PATIENCE).pool_max_idle_per_host(512).build()?;
    let (done, mut outcomes) = mpsc::unbounded_channel();
    let all = u64::from(rate) * time.as_secs();
    let (started, mut next) = (Instant::now(), 0);
    let (mut tick, mut told) = (interval(TICK), Instant::now());
    let mut sent = Vec::with_capacity(usize::try_from(all)?);
    while next < all {
        tick.tick().await;
        let due = started.elapsed().as_millis() * u128::from(rate) / 1_000;
        while next < all && u128::from(next) < due {
            let at = started + Duration::from_secs(1) * u32::try_from(next)? / rate;
            let (client, done, url) = (client.clone(), done.clone(), system.url.clone());
            let webhook = Webhook::new(next);
            tokio::spawn(async move {
                let said = send(&client, &url, &webhook).await;
                let _ = done.send(Sent { webhook, said, due: at, took: at.elapsed() });
            });
            next += 1;
        }
        while let Ok(outcome) = outcomes.try_recv() {
            sent.push(outcome);
        }
        if told.elapsed() >= PROGRESS {
            told = Instant::now();
            progress(&sent, (next, all));
        }
    }
    drop(done);
    while let Some(outcome) = outcomes.recv().await {
        sent.push(outcome);
    }
    Ok(sent)
}

fn progress(sent: &[Sent], (begun, all): (u64, u64)) {
    let answered = sent.iter().filter(|one| one.is_answered()).count();
    println!("{begun} of {all} sent, {answered} answered, {} refused", sent.len() - answered);
}

/// Sends a webhook, and waits for the answer.
pub(crate) async fn send(client: &Client, base: &str, webhook: &Webhook) -> Said {
    let (url, signature, body) = webhook.signed(base);
    let request = client
        .post(url)
        .header("x-twilio-signature", signature)
        .header("content-type", "application/x-www-form-urlencoded; charset=UTF-8")
        .body(body);
    let Ok(answer) = request.send().await else {
        return Said::Nothing;
    };
    let status = answer.status();
    // The answer is over when its body is.
    match (status, answer.bytes().await) {
        (_, Err(_)) => Said::Nothing,
        (status, _) if status.is_success() => Said::Yes,
        (StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS, _) => Said::Busy,
        (status, _) => Said::No(status),
    }
}
