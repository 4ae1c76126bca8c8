//! The whole system on one machine: every function, the sandbox around them, and a few routes for
//! developers.

pub mod dev;

use sandbox::{Registration, api, webhook, worker};

/// Every function there is.
pub fn functions() -> Vec<Registration> {
    vec![
        webhook::<sms::Sms>(),
        webhook::<status::Status>(),
        worker::<media::Media>(),
        worker::<sweeper::Sweeper>(),
        api::<website::Website>(),
    ]
}
