//! WhatsApp's window: a business may write freely for 24 hours after somebody's last message.

use twilio::phone::Party;

use super::super::addresses::bare;
use super::super::messages::Message;
use super::super::state::State;

/// Twilio's code for a message after the window: it is taken, and fails.
/// "You sent a free-form WhatsApp message more than 24 hours after the user's last inbound message":
/// <https://www.twilio.com/docs/api/errors/63016>. There are no templates here, so all is free-form.
pub(super) const CLOSED: u32 = 63016;

/// Seconds after the last inbound message.
const OPEN_FOR: i64 = 24 * 60 * 60;

/// Whether the receiver has written to the sender in the last 24 hours, by the simulator's clock.
/// Spellings of one number are one person.
pub(super) fn is_open(state: &State, message: &Message) -> anyhow::Result<bool> {
    let receiver = identity(&message.to);
    let writers = state.store.writers_since(&message.from, state.now() - OPEN_FOR)?;
    Ok(writers.iter().any(|writer| identity(writer) == receiver))
}

fn identity(address: &str) -> String {
    let party: Result<Party, _> = bare(address).parse();
    party.map_or_else(|_| address.to_owned(), |party| party.identity().as_str().to_owned())
}
