//! What takes place in real time: pages hear of events at once, by the channel that the sandbox has in place of
//! AWS's, and calls are played by hand.

mod by_hand;
mod example;
mod gap;
mod handler;
mod latency;
mod strangers;

use std::time::Duration;

use sandbox::Page;
use sandbox::demo::DEMO;
use serde_json::Value;

use crate::world::World;

/// The longest that anything here is waited for.
const PATIENCE: Duration = Duration::from_mins(1);

impl World {
    /// Where the tenant's pages connect.
    async fn live(&self) -> Value {
        self.get("/api/live").await
    }

    fn own_token(&self) -> String {
        self.sandbox().issuer.token(DEMO.tenant_id)
    }

    /// A page that hears the tenant's channel.
    async fn page(&self) -> Page {
        Page::open(&self.live().await, &self.own_token()).await.unwrap()
    }
}

/// The next event, soon.
async fn event(page: &mut Page) -> Value {
    tokio::time::timeout(PATIENCE, page.event()).await.expect("an event").unwrap()
}
