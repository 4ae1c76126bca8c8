//! What a message tells of its sender.

use shared::records::{
    Account, Consent, ConsentReport, ContactActivity, ContactAlias, Timestamp, Write,
};
use twilio::phone::{Address, Party};

use crate::event::Event;

/// Who writes, under which addresses, and what that person wants from now on.
pub(crate) fn writes(
    event: &Event,
    person: &Party,
    account: &Account,
    now: Timestamp,
) -> impl Iterator<Item = Write> + use<> {
    let tenant_id = &account.tenant_id;
    let contact = ContactActivity {
        tenant_id: tenant_id.clone(),
        party: person.clone(),
        addresses: addresses(event),
        profile_name: event.profile_name.clone(),
        lead_id: None,
        at: now,
        late: false,
        merged_into: None,
    };
    let alias = event.user_id.as_ref().zip(event.number.as_ref()).map(|(alias, number)| {
        Write::Alias(Box::new(ContactAlias {
            tenant_id: tenant_id.clone(),
            alias: alias.clone(),
            party: number.clone(),
            was_contact: false,
            at: now,
        }))
    });
    let (consent, source) = event.consent;
    let consent = (consent != Consent::Unchanged).then(|| {
        let parties = (event.from.channel, event.to.party.clone(), person.clone());
        let report = ConsentReport::new(tenant_id.clone(), parties, (consent, source), now);
        Write::Consent(Box::new(report))
    });
    [Write::Contact(Box::new(contact))].into_iter().chain(alias).chain(consent)
}

/// The one that it came from, and the user id that the form has beside it.
fn addresses(event: &Event) -> Vec<Address> {
    let channel = event.from.channel;
    let beside = event.user_id.clone().map(|party| Address { channel, party });
    [event.from.clone()].into_iter().chain(beside).collect()
}
