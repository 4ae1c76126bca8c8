//! The credentials of the process, and when they are over.
//!
//! Lambda puts them into the environment of a process when it starts it. It should replace the process before
//! they end, but processes that are always busy have been seen to outlive them, for up to an hour. Then
//! nothing works any more until there is a new process, so this one ends.

use std::sync::atomic::{AtomicBool, Ordering};

use aws_credential_types::Credentials;

use crate::config::AwsConfig;

/// What the services call it.
const CODES: [&str; 2] = ["ExpiredToken", "ExpiredTokenException"];

/// The environment is the process's, and so are they.
static OVER: AtomicBool = AtomicBool::new(false);

/// AWS does not take this process's requests any more.
#[derive(Debug, thiserror::Error)]
#[error("the credentials that Lambda gave this process are over")]
pub(crate) struct Over;

/// Those of the environment.
pub(crate) fn of(aws: &AwsConfig) -> Credentials {
    let (id, secret) = (&aws.access_key_id, &aws.secret_access_key);
    Credentials::new(id, secret, aws.session_token.clone(), None, "environment")
}

/// Takes notice of the code of an error.
pub(crate) fn heard(code: &str) {
    if CODES.contains(&code) && !OVER.swap(true, Ordering::Relaxed) {
        tracing::warn!("the credentials are over");
    }
}

/// Fails once they are over.
pub(crate) fn check() -> Result<(), Over> {
    if OVER.load(Ordering::Relaxed) { Err(Over) } else { Ok(()) }
}
