//! `POST …/Calls/{CA}.json`: the REST API changes a call.

use twilio::form::Form;

use super::super::parameters::{Invalid, expect_known};
use super::super::state::State;
use super::control::Command;
use super::leg::Leg;
use super::outbound_request::document;
use super::report::Kind;
use super::source::{Request, Source};
use super::status::Status;

const PARAMETERS: [&str; 10] = [
    "Url",
    "Method",
    "Status",
    "FallbackUrl",
    "FallbackMethod",
    "StatusCallback",
    "StatusCallbackMethod",
    "Twiml",
    "TimeLimit",
    "ApplicationSid",
];

/// Passes the wish on to whoever plays the call. Refuses what the call is too far for.
pub(crate) fn change(state: &State, sid: &str, form: &Form) -> Result<(), Invalid> {
    expect_known(form, &PARAMETERS)?;
    let leg = state.switchboard.leg(sid);
    let command = match form.text("Status") {
        Some("completed") => Command::Complete,
        Some("canceled") => Command::Cancel,
        Some(other) => return Err(Invalid::new(20001, format!("Invalid Status: {other}"))),
        None => Command::Redirect(redirected(document(form)?)),
    };
    match leg.filter(|leg| fits(&command, leg)) {
        Some(leg) => {
            leg.control.give(command);
            Ok(())
        }
        None => Err(Invalid::new(21220, "Call is not in-progress. Cannot redirect.")),
    }
}

fn redirected(source: Source) -> Source {
    match source {
        Source::Request(request) => Source::Request(Request { kind: Kind::Redirect, ..request }),
        Source::Twiml(text) => Source::Twiml(text),
    }
}

fn fits(command: &Command, leg: &Leg) -> bool {
    let status = leg.status();
    match command {
        Command::Complete => !status.is_final(),
        Command::Cancel => !status.is_final() && status != Status::InProgress,
        Command::Redirect(_) => status == Status::InProgress,
    }
}
