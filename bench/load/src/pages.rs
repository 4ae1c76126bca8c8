//! Pages that are open while webhooks come: each has to hear of each text, once and soon.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::ensure;
use reqwest::Client;
use sandbox::Page;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use crate::api;
use crate::outcome::Sent;
use crate::report::Percentiles;
use crate::system::System;
use crate::traffic::Kind;

/// Until then the last page has heard the last text.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(250);

/// When a page has heard of each text, and how often.
type Heard = Arc<Mutex<HashMap<String, (Instant, usize)>>>;

/// Pages that listen.
pub(crate) struct Pages(Vec<(Heard, JoinHandle<anyhow::Result<()>>)>);

impl Pages {
    /// Opens so many, of one tenant.
    pub(crate) async fn open(system: &System, count: usize) -> anyhow::Result<Self> {
        let client = Client::builder().no_proxy().build()?;
        let token = api::token(&client, &system.url, "demo").await?;
        let live = api::get(&client, &format!("{}/api/live", system.url), &token).await?;
        let mut pages = Vec::with_capacity(count);
        for _ in 0..count {
            let page = Page::open(&live, &token).await?;
            let heard = Heard::default();
            pages.push((Arc::clone(&heard), tokio::spawn(listen(page, heard))));
        }
        println!("{count} pages are open");
        Ok(Self(pages))
    }

    /// Waits until all have heard of every text that was answered, and says how soon they have.
    pub(crate) async fn told(self, sent: &[Sent]) -> anyhow::Result<Told> {
        let texts = sent.iter().filter(|one| one.webhook.kind == Kind::Text && one.is_answered());
        let mut answered: HashMap<&str, Instant> = HashMap::new();
        for one in texts {
            // Of two, the first has told it.
            let first = answered.entry(&one.webhook.sid).or_insert(one.due + one.took);
            *first = (*first).min(one.due + one.took);
        }
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until
            && self.0.iter().any(|(heard, _)| missing(heard, &answered) > 0)
        {
            sleep(PAUSE).await;
        }
        let mut told = Told { pages: self.0.len(), ..Told::default() };
        let mut times = Vec::new();
        for (heard, reader) in self.0 {
            ensure!(!reader.is_finished(), "a page was cut off");
            reader.abort();
            told.missed += missing(&heard, &answered);
            let heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
            told.again += heard.values().map(|(_, times)| times - 1).sum::<usize>();
            let delay = |(sid, at): (&&str, &Instant)| {
                heard.get(*sid).map(|(heard, _)| heard.saturating_duration_since(*at))
            };
            times.extend(answered.iter().filter_map(delay));
        }
        told.times = Percentiles::of(times);
        Ok(told)
    }
}

fn missing(heard: &Heard, answered: &HashMap<&str, Instant>) -> usize {
    let heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
    answered.keys().filter(|sid| !heard.contains_key(**sid)).count()
}

async fn listen(mut page: Page, heard: Heard) -> anyhow::Result<()> {
    loop {
        let event = page.event().await?;
        if event["type"] != "message.received" {
            continue;
        }
        // A text says its own SID.
        let sid = event["data"]["body"].as_str().unwrap_or_default().to_owned();
        let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.entry(sid).or_insert((Instant::now(), 0)).1 += 1;
    }
}

/// What pages have heard.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pages: usize,
    missed: usize,
    again: usize,
    times: Percentiles,
}

impl Told {
    pub(crate) fn is_right(&self) -> bool {
        self.missed == 0
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pages, missed, again, times } = self;
        write!(
            f,
            "{pages} pages: {missed} texts missed, {again} heard again, from the answer until heard {times}"
        )
    }
}
