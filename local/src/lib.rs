//! The whole system on one machine: every function, the sandbox around them, and a few routes for
//! developers.

pub mod addresses;
pub mod arguments;
pub mod dev;
pub mod logs;
mod outside;
mod pages;
pub mod policy;
pub mod ports;
pub mod ready;
mod receiver;
pub mod sign_in;
pub mod whom;

use sandbox::{Registration, api, webhook, worker};

/// Every function there is.
pub fn functions() -> Vec<Registration> {
    vec![
        webhook::<sms::Sms>(),
        webhook::<status::Status>(),
        webhook::<call_status::CallStatus>(),
        webhook::<recording::Recording>(),
        webhook::<voicemail::Voicemail>(),
        worker::<media::Media>(),
        worker::<sweeper::Sweeper>(),
        worker::<announce::Announce>(),
        worker::<deliver::Deliver>(),
        worker::<importer::Importer>(),
        worker::<spool::Spool>(),
        api::<webhooks::Webhooks>(),
        api::<website::Website>(),
        webhook::<voice::Voice>(),
        webhook::<twiml::Twiml>(),
        api::<outbound_call::OutboundCall>(),
        api::<accounts::Accounts>(),
        api::<messages::Messages>(),
        worker::<sender::Sender>(),
        api::<numbers::Numbers>(),
    ]
}
