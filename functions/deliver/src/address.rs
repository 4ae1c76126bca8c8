//! Which addresses are connected to. A name that is public by itself may still lead into a private
//! network: so its addresses are looked at when it is connected to, and no others are used.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use shared::public_url::Reach;

/// A name that has an address in a private network.
#[derive(Debug, thiserror::Error)]
#[error("the name leads to a private address")]
pub(crate) struct Private;

/// Finds the addresses of names.
pub(crate) trait Lookup: Send + Sync + 'static {
    fn look_up(&self, name: &str) -> impl Future<Output = io::Result<Vec<SocketAddr>>> + Send;
}

/// As the system does.
pub(crate) struct System;

impl Lookup for System {
    async fn look_up(&self, name: &str) -> io::Result<Vec<SocketAddr>> {
        Ok(tokio::net::lookup_host((name, 0)).await?.collect())
    }
}

/// Finds addresses, and none if one of them is private.
pub(crate) struct Guarded<L> {
    lookup: Arc<L>,
    reach: Reach,
}

impl<L: Lookup> Guarded<L> {
    pub(crate) fn new(lookup: L, reach: Reach) -> Self {
        Self { lookup: Arc::new(lookup), reach }
    }
}

impl<L: Lookup> Resolve for Guarded<L> {
    fn resolve(&self, name: Name) -> Resolving {
        let (lookup, reach) = (Arc::clone(&self.lookup), self.reach);
        Box::pin(async move {
            let found = lookup.look_up(name.as_str()).await?;
            if found.iter().any(|found| !reach.allows_address(name.as_str(), found.ip())) {
                return Err(Private.into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}
