//! From which number a message goes, or why it must not.

use shared::api::{ApiError, invalid};
use shared::records::{Account, ConsentRecord, Number};
use twilio::phone::{Channel, Party};
use twilio::status::AccountStatus;

use crate::ask::Ask;
use crate::facts::Facts;
use crate::target::Receiver;

/// The number that sends: the one asked for, else that of the latest conversation with the receiver,
/// else the tenant's primary one. Texts are sent by numbers that can text.
pub(crate) fn sender<'f>(
    ask: &Ask,
    receiver: &Receiver,
    facts: &'f Facts,
) -> Result<&'f Number, ApiError> {
    let able = |own: &&Number| receiver.channel != Channel::Sms || own.capabilities.sms;
    let find = |wanted: &str| facts.numbers.iter().find(|own| own.phone_number.as_str() == wanted);
    let number = match ask.from.as_ref().or(receiver.own.as_ref()) {
        Some(from) => match find(from.as_str()) {
            Some(number) if able(&number) => number,
            Some(_) => return invalid("from", "a number that can text"),
            None => return invalid("from", "one of your own numbers"),
        },
        None => {
            let latest = facts.threads.iter().max_by_key(|thread| thread.last_activity_at);
            let latest = latest.and_then(|thread| find(&thread.own_number)).filter(able);
            let primary = facts.tenant.as_ref().and_then(|tenant| tenant.primary_number.as_ref());
            let primary = primary.and_then(|primary| find(primary.as_str()));
            latest.or(primary.filter(able)).ok_or(ApiError::Conflict {
                code: "no_number",
                message: "there is no number that can send this: buy one, or make one primary",
            })?
        }
    };
    match receiver.address == Party::Number(number.phone_number.clone()) {
        true => invalid("to", "not the number that sends"),
        false => Ok(number),
    }
}

/// Whether the receiver wants messages from this number.
pub(crate) fn check_consent(
    receiver: &Receiver,
    facts: &Facts,
    from: &Number,
) -> Result<(), ApiError> {
    let ids = receiver.consent_ids(&from.phone_number);
    let wishes = facts.consents.iter().filter(|wish| ids.contains(&wish.consent_id));
    match ConsentRecord::latest(wishes).and_then(|wish| wish.opted_out_at) {
        None => Ok(()),
        Some(_) => Err(ApiError::Conflict {
            code: "opted_out",
            message: "the receiver has asked this number for no more messages",
        }),
    }
}

pub(crate) fn check_account(account: Option<&Account>) -> Result<(), ApiError> {
    match account.map(|account| account.status) {
        Some(AccountStatus::Active) => Ok(()),
        _ => Err(ApiError::Conflict {
            code: "account_not_active",
            message: "the Twilio account of this number is not active",
        }),
    }
}
