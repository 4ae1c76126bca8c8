//! What the program is told.

use std::path::PathBuf;

use clap::Parser;

/// A simulated Twilio on this machine, for applications in any language: a REST API for Twilio's own
/// libraries, signed webhooks, and the phones outside under /sim.
///
/// It costs nothing, sends nothing to anybody, and listens at 127.0.0.1 only.
#[derive(Parser)]
#[command(name = "twilio-simulator", version, after_help = AFTER)]
pub(crate) struct Arguments {
    /// Port to listen on; 0 takes any free one
    #[arg(long, value_name = "N", default_value_t = 3001)]
    pub(super) port: u16,
    /// Directory that keeps all state; without it the state ends with the program
    #[arg(long, value_name = "DIR")]
    pub(super) data: Option<PathBuf>,
    /// SID of the main account
    #[arg(long, value_name = "SID", help = SID)]
    pub(super) account_sid: Option<String>,
    /// Its `AuthToken`
    #[arg(long, value_name = "TOKEN", help = TOKEN)]
    pub(super) auth_token: Option<String>,
    /// Other names that it answers to
    #[arg(long, value_name = "HOST", help = HOST)]
    pub(super) allow_host: Vec<String>,
}

const SID: &str = "SID of the main account; else TWILIO_ACCOUNT_SID, else always the same";
const TOKEN: &str = "AuthToken of it; else TWILIO_AUTH_TOKEN, else always the same";
const HOST: &str =
    "Another name in Host than 127.0.0.1, localhost or a private address; again for more";
const AFTER: &str = "\
What it does is logged to standard error; RUST_LOG=warn shows only what goes wrong.
Ctrl-C and SIGTERM stop it.";
