//! Every request that our client of Twilio's REST API can make keeps to Twilio's description of it.
//!
//! `data/twilio_rules.json` has the rules, for the operations that the client uses: each parameter's
//! type, format, pattern, values and whether it must be there. They say what Twilio's `OpenAPI`
//! description `twilio_api_v2010` says, in a shorter form. Those of `/v1/AuthTokens`, which is
//! another API, are written by hand: it takes no parameters.

mod accounts;
mod calls;
mod desk;
mod every;
mod messages;
mod numbers;
mod offers;
mod request;
mod rules;
mod validator;
mod values;
