//! Every request that our client of Twilio's REST API can make keeps to Twilio's description of it.
//!
//! `data/twilio_rules.json` has the rules, for the operations that the client uses: each parameter's
//! type, format, pattern, values and whether it must be there. They say what Twilio's `OpenAPI`
//! description `twilio_api_v2010` says, in a shorter form. Those of `/v1/AuthTokens`, which is
//! another API, are written by hand: it takes no parameters.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "twilio_requests/accounts.rs"]
mod accounts;
#[path = "twilio_requests/calls.rs"]
mod calls;
#[path = "twilio_requests/desk.rs"]
mod desk;
#[path = "twilio_requests/every.rs"]
mod every;
#[path = "twilio_requests/messages.rs"]
mod messages;
#[path = "twilio_requests/numbers.rs"]
mod numbers;
#[path = "twilio_requests/offers.rs"]
mod offers;
#[path = "twilio_requests/request.rs"]
mod request;
#[path = "twilio_requests/rules.rs"]
mod rules;
mod twilio_client;
#[path = "twilio_requests/validator.rs"]
mod validator;
#[path = "twilio_requests/values.rs"]
mod values;
