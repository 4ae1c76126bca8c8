//! By whose arithmetic HTTP clients speak TLS.

use reqwest::{Client, ClientBuilder};

/// A builder of HTTP clients. Their TLS is `ring`'s, unless the program has installed another provider of
/// [`rustls::crypto`] before: it is ready at once, where AWS-LC gathers entropy for 40 ms of CPU time before a
/// process's first connection.
pub fn https() -> ClientBuilder {
    // An error says that there is one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
}
