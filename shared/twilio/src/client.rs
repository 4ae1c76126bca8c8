//! Twilio's REST API and media: which hosts, with which credentials, along which redirects.
//!
//! Media URLs need Basic auth and redirect to a CDN that must not get the credentials
//! (contract §4). The URL comes from a signed webhook, but it is still only followed to Twilio.
//! Requests to the REST API go to the configured host and follow nothing.

mod accounts;
mod again;
mod call_search;
mod calls;
mod download;
mod failure;
mod hosts;
mod message_search;
mod messages;
mod numbers;
mod offers;
mod owned_number;
mod paging;
mod rest;
mod tls;
mod tokens;

pub use accounts::TwilioAccount;
pub use again::{Again, ask};
pub use call_search::{CallSearch, FoundCall};
pub use calls::{Detection, MachineDetection, NewCall, PlacedCall};
pub use download::{Download, FetchError};
pub use failure::{PostError, Refused};
pub use hosts::Twilio;
pub use message_search::{FoundMessage, MessageSearch};
pub use messages::{NewMessage, SentMessage};
pub use numbers::NumberSettings;
pub use offers::{Near, Offer, OfferSearch, Place};
pub use owned_number::{OwnedNumber, Precedence};
pub use rest::{Credentials, Errand};
pub use tls::https;

pub use crate::number::NumberKind;
