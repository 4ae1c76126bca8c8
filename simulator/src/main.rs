//! `cargo run -p twilio-simulator`: see `--help` and the README.

mod program;

use std::process::ExitCode;

use clap::Parser;
use program::Arguments;

/// What it does and what is wrong with it. Of the libraries only what is wrong.
const LOGS: &str = "warn,twilio_simulator=debug";

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    program::log(LOGS);
    match program::run(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("twilio-simulator: {error:#}");
            ExitCode::FAILURE
        }
    }
}
