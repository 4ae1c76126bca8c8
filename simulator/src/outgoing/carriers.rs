//! What carriers of the USA refuse whoever has not registered.

use super::super::accounts::Account;
use super::super::inventory::is_in_canada;
use super::super::messages::Message;

/// Twilio's code for a text to the USA from a number that is in no registered campaign. The message is
/// sent, and `undelivered`: <https://www.twilio.com/docs/api/errors/30034>.
const UNREGISTERED: u32 = 30034;

/// Toll-free codes, whose numbers are verified otherwise.
const TOLL_FREE: [&str; 7] = ["800", "833", "844", "855", "866", "877", "888"];

/// The code with which the carrier turns the message away, if it does.
///
/// A local number of North America needs a registration for texts to the USA, the account's own; a
/// toll-free one does not, nor does a message to Canada or on WhatsApp
/// (<https://www.twilio.com/docs/messaging/compliance/a2p-10dlc>).
pub(super) fn refusal(account: &Account, message: &Message) -> Option<u32> {
    let is_local = national(&message.from).is_some_and(|from| !is_toll_free(from));
    let is_to_usa = national(&message.to).is_some_and(|to| !is_in_canada(to));
    (!account.registered && is_local && is_to_usa).then_some(UNREGISTERED)
}

/// The digits of a North American number after the country code.
fn national(address: &str) -> Option<&str> {
    address.strip_prefix("+1").filter(|digits| digits.len() == 10)
}

fn is_toll_free(national: &str) -> bool {
    TOLL_FREE.iter().any(|code| national.starts_with(code))
}
