#![doc = include_str!("../README.md")]
//!
//! # Inside
//!
//! One HTTP server plays three hosts: the REST API (`/2010-04-01`), the media CDN (`/cdn`, under
//! the name `localhost`) and the outside world (`/sim`), from which people text and phone and
//! carriers report. It signs and sends webhooks to whatever URLs the numbers name.

mod accounts;
mod addresses;
mod calls;
mod cdn;
mod clock;
mod columns;
mod delivery;
mod directory;
mod door;
mod faults;
mod feed;
mod form;
mod generated;
mod geo;
mod handle;
mod hosts;
mod inbound;
mod inbound_form;
mod inbound_message;
mod inventory;
mod links;
mod log;
mod media;
mod media_body;
mod media_log;
mod messages;
mod numbers;
mod opt_out;
mod outgoing;
mod outside;
mod overrides;
mod parameters;
mod post;
pub mod private;
mod refusal;
mod replies;
mod rest;
mod rest_log;
mod rows;
pub mod scripted;
mod segments;
mod sent;
mod server;
mod shown;
mod sids;
mod signed;
mod sim;
mod sim_accounts;
mod sim_calls;
mod sim_feed;
mod sim_media;
mod sim_messages;
mod state;
mod status_form;
mod statuses;
mod store;
mod tables;
mod target;
#[cfg(test)]
mod tests;
mod times;
pub mod twiml;
mod webhook;
mod webhook_log;
mod webhook_note;

pub use accounts::{Account, AccountStatus, AuthToken, NewAccount};
pub use addresses::Channel;
pub use calls::{
    Activity, CallError, Callbacks, Exchange, Heard, Kind, Order, OutsideCall, Party, PlayedCall,
    PlayedLeg, PlayedRecording, RecordingFaults, Script, Step,
};
pub use clock::Clock;
pub use delivery::{Answer, Corruption, Delivery};
pub use directory::Directory;
pub use faults::{Fault, Resource, RestFault};
pub use generated::generated_bytes;
pub use geo::Geo;
pub use hosts::Hosts;
pub use inbound_message::{Delivered, InboundMessage};
pub use inventory::Inventory;
pub use media::InboundMedia;
pub use media_log::MediaRequest;
pub use numbers::{NewNumber, Number, NumberDetails, NumberSettings};
pub use opt_out::OptOut;
pub use outgoing::{Outcome, Phone};
pub use refusal::Refusal;
pub use rest_log::RestRequest;
pub use sent::{SentMedia, SentMessage};
pub use server::{Options, Twilio};
pub use shown::shown_path;
pub use statuses::{StatusCallbacks, StatusesSent};
pub use webhook::Method;
