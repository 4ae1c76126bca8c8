//! Whom a list is narrowed to.

use futures::future::try_join;
use shared::api::{ApiError, ApiRequest};
use shared::app::App;
use shared::ids::ContactId;
use shared::records::{Call, Contact, contact_of};
use shared::store::{KnownContacts, StoreError, Wanted, Whose};
use twilio::phone::Party;

use crate::filters::Filters;

/// Whom `contact_id`, `number` and `lead_id` name.
pub(crate) struct People {
    /// The contact, or the number, or nobody when both are asked for and differ; `None`: neither is.
    named: Option<Vec<Party>>,
    /// The contact, if one is named and known.
    known: Option<Contact>,
    lead: Option<Lead>,
}

/// Who is known by a reference of the website.
#[derive(Clone)]
struct Lead {
    id: String,
    parties: Vec<Party>,
}

impl People {
    /// Reads who that is now, by all addresses: one call, or several at once, and one more of a lead.
    pub(crate) async fn of(
        app: &App,
        request: &ApiRequest,
        filters: &Filters,
    ) -> Result<Self, ApiError> {
        let (contact, lead) = (filters.contact()?, filters.lead()?);
        let number = filters.number("number")?.map(|number| Party::Number(number.identity()));
        let tenant = &request.tenant;
        let known = async {
            match (&contact, &number) {
                (Some(id), _) => app.store.contact_get(tenant, id).await,
                (None, Some(number)) => {
                    app.store.contact_get(tenant, &contact_of(tenant, number)).await
                }
                (None, None) => Ok(None),
            }
        };
        let of_lead = async {
            let Some(id) = lead else { return Ok(None) };
            let parties = app.store.contact_of_lead(tenant, &id).await?;
            Ok(Some(Lead { id, parties }))
        };
        let (known, lead) = try_join(known, of_lead).await?;
        let parties = known.as_ref().map(Contact::identities);
        let named = match (contact, number) {
            (Some(_), Some(number)) => {
                Some(parties.filter(|known| known.contains(&number)).unwrap_or_default())
            }
            (Some(_), None) => Some(parties.unwrap_or_default()),
            (None, Some(number)) => Some(parties.unwrap_or_else(|| vec![number])),
            (None, None) => None,
        };
        Ok(Self { named, known, lead })
    }

    /// Whom these ids stand for, of whom all are among these people: read, unless it is known.
    pub(crate) async fn behind(
        &self,
        app: &App,
        request: &ApiRequest,
        ids: impl Iterator<Item = ContactId>,
    ) -> Result<KnownContacts, StoreError> {
        match &self.known {
            Some(contact) => Ok(KnownContacts::of(&request.tenant, contact)),
            None => app.store.contacts_behind(&request.tenant, &ids.collect()).await,
        }
    }

    /// All of them; `None` is everybody.
    pub(crate) fn parties(&self) -> Option<Vec<Party>> {
        match (self.named.clone(), self.lead.clone()) {
            (Some(named), Some(Lead { parties, .. })) => {
                Some(named.into_iter().filter(|party| parties.contains(party)).collect())
            }
            (named, lead) => named.or_else(|| lead.map(|lead| lead.parties)),
        }
    }

    /// Where their calls are, and which of those count. A call that was made with a reference has that
    /// one; any other has its contact's, whenever the contact got it.
    pub(crate) fn calls(&self) -> (Whose, Wanted<Call>) {
        let lead = self.lead.clone();
        let wanted = Wanted::only(lead.clone().map(|lead| {
            move |call: &Call| match &call.content.lead_id {
                Some(own) => *own == lead.id,
                None => {
                    let other = call.content.other_side().map(|party| party.identity());
                    other.is_some_and(|other| lead.parties.contains(&other))
                }
            }
        }));
        let whose = match (&self.named, lead) {
            (None, None) => Whose::All,
            (Some(parties), _) => Whose::Of { parties: parties.clone(), lead: None },
            (None, Some(Lead { id, parties })) => Whose::Of { parties, lead: Some(id) },
        };
        (whose, wanted)
    }
}
