//! What a message tells of its sender.

use shared::records::{
    Account, Consent, ConsentReport, ContactActivity, ContactAlias, Timestamp, Write,
};
use twilio::phone::Party;

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
        address: event.from.clone(),
        profile_name: event.profile_name.clone(),
        lead_id: None,
        at: now,
        late: false,
    };
    let alias = event.user_id.as_ref().zip(event.number.as_ref()).map(|(alias, number)| {
        Write::Alias(Box::new(ContactAlias {
            tenant_id: tenant_id.clone(),
            alias: alias.clone(),
            party: number.clone(),
            own: event.to.party.clone(),
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
