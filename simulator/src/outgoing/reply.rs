//! A message that answers another.

use super::super::accounts::Account;
use super::super::messages::Message;
use super::super::parameters::Invalid;
use super::super::state::State;
use super::accept::accept;
use super::queue::Job;
use super::request::Request;

const TOO_MANY: u32 = 14107;

/// As `accept`. A reply too many is accepted too, and fails at once.
pub(crate) fn accept_reply(
    state: &State,
    account: &Account,
    request: Request,
) -> rusqlite::Result<Result<(Message, Job), Invalid>> {
    let accepted = accept(state, account, request)?;
    Ok(accepted.map(|(mut message, mut job)| {
        "outbound-reply".clone_into(&mut message.direction);
        if !state.replies.allows(&message.from, &message.to, state.now()) {
            "failed".clone_into(&mut message.status);
            message.error_code = Some(TOO_MANY);
            job.untold = vec![message.status.clone()];
        }
        (message, job)
    }))
}
