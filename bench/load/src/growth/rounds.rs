//! The same requests to systems of different sizes, in turn.

use std::time::Instant;

use anyhow::{Context as _, ensure};
use reqwest::Client;

use crate::report::Percentiles;
use crate::system::System;
use crate::traffic::Webhook;
use crate::{api, drive};

/// Of each page.
const PAGES: u64 = 1_000;
/// Of the webhook, each of which is one message more.
const TEXTS: u64 = 300;
/// Entries of a page, as many as the smallest has.
const LIMIT: &str = "limit=10";

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Request {
    Threads,
    Messages,
    Timeline,
    Counts,
    Text,
}

impl Request {
    const PAGES: [Self; 4] = [Self::Threads, Self::Messages, Self::Timeline, Self::Counts];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Threads => "first page of conversations",
            Self::Messages => "latest messages of the conversation",
            Self::Timeline => "latest of the person's timeline",
            Self::Counts => "counts",
            Self::Text => "webhook of a text in the conversation",
        }
    }
}

/// A system and what is asked of it.
struct Asked<'a> {
    system: &'a System,
    token: String,
    thread: String,
    contact: String,
}

/// All requests, in the order of [`Request`], and what each took in each system.
pub(super) async fn of(systems: &[System]) -> anyhow::Result<Vec<(Request, Vec<Percentiles>)>> {
    let client = Client::builder().no_proxy().build()?;
    let mut asked = Vec::new();
    for system in systems {
        asked.push(Asked::new(&client, system).await?);
    }
    let mut measured = Vec::new();
    for request in Request::PAGES.into_iter().chain([Request::Text]) {
        let rounds = if request == Request::Text { TEXTS } else { PAGES };
        let mut times = vec![Vec::new(); asked.len()];
        for round in 0..rounds {
            for (one, times) in asked.iter().zip(&mut times) {
                let begun = Instant::now();
                one.request(&client, request, round).await?;
                times.push(begun.elapsed());
            }
        }
        measured.push((request, times.into_iter().map(Percentiles::of).collect()));
    }
    Ok(measured)
}

impl<'a> Asked<'a> {
    async fn new(client: &Client, system: &'a System) -> anyhow::Result<Self> {
        let token = api::token(client, &system.url, "demo").await?;
        let page = api::get(client, &format!("{}/api/threads?{LIMIT}", system.url), &token).await?;
        let id = |name: &str| page["items"][0][name].as_str().context("a conversation");
        let (thread, contact) = (id("thread_id")?.to_owned(), id("contact_id")?.to_owned());
        Ok(Self { system, token, thread, contact })
    }

    async fn request(&self, client: &Client, request: Request, round: u64) -> anyhow::Result<()> {
        let Self { system, token, thread, contact } = self;
        let path = match request {
            Request::Threads => format!("threads?{LIMIT}"),
            Request::Messages => format!("threads/{thread}/messages?{LIMIT}"),
            Request::Timeline => format!("contacts/{contact}/timeline?{LIMIT}"),
            Request::Counts => "counts".to_owned(),
            Request::Text => {
                let said = drive::send(client, &system.url, &Webhook::text(u64::MAX - round)).await;
                ensure!(said.is_yes(), "a text was answered {said:?}");
                return Ok(());
            }
        };
        api::get(client, &format!("{}/api/{path}", system.url), token).await?;
        Ok(())
    }
}
