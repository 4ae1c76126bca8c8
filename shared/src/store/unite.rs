//! A user says that two contacts are one person. Each address keeps its key and its conversations; the
//! one contact's says whose it is.

use aws_sdk_dynamodb::types::TransactWriteItem;
use futures::future::try_join;

use super::call::lead_key;
use super::contact::ADDRESS;
use super::contention::pause;
use super::transaction::Transacted;
use super::update::Update;
use super::{Store, StoreError};
use crate::ids::{ContactId, TenantId};
use crate::records::{Contact, contact_of};

/// The most addresses of one person: what is asked for by person is looked up by each.
pub const MOST_ADDRESSES: usize = 20;
/// How often a merge begins again because somebody has written meanwhile.
const TRIES: u32 = 9;

/// What became of a wish to merge.
#[derive(Debug)]
pub enum United {
    /// They are one: this one.
    One(Box<Contact>),
    /// The tenant has no such contact as the one that should stay.
    Unknown,
    /// Nor the other.
    UnknownOther,
    /// Together they have too many addresses.
    TooMany,
}

impl Store {
    /// Makes another contact part of one, with all that was merged into it. Two that are one already
    /// stay so.
    pub async fn contact_unite(
        &self,
        tenant: &TenantId,
        (one, other): (&ContactId, &ContactId),
    ) -> Result<United, StoreError> {
        for attempt in 1..=TRIES {
            let found = try_join(self.contact_get(tenant, one), self.contact_get(tenant, other));
            let (kept, gone) = match found.await? {
                (None, _) => return Ok(United::Unknown),
                (_, None) => return Ok(United::UnknownOther),
                (Some(kept), Some(gone)) => (kept, gone),
            };
            if kept.contact_id == gone.contact_id {
                return Ok(United::One(Box::new(kept)));
            }
            if kept.identities().len() + gone.identities().len() > MOST_ADDRESSES {
                return Ok(United::TooMany);
            }
            // What was applied is read again above, and is one.
            if let Transacted::Refused(_) = self.unite(tenant, &kept, &gone).await? {
                tokio::time::sleep(pause(attempt)).await;
            }
        }
        Err(StoreError::Unavailable("a contact changes all the time".to_owned()))
    }

    async fn unite(
        &self,
        tenant: &TenantId,
        kept: &Contact,
        gone: &Contact,
    ) -> Result<Transacted, StoreError> {
        let items = [self.kept(tenant, kept, gone), self.gone(tenant, kept, gone)];
        let mut items: Vec<TransactWriteItem> = items.map(Update::transact).into();
        // No chains: what was merged into the one that goes is the other's from now on.
        let ids: Vec<_> =
            gone.identities().iter().skip(1).map(|party| contact_of(tenant, party)).collect();
        let merged = self.contact_some(tenant, &ids.iter().collect::<Vec<_>>()).await?;
        let is_merged = |one: &&Contact| {
            one.merged_into.as_ref() == Some(&gone.contact_id) && one.merged_identity.is_none()
        };
        // Somebody may just now have merged them the other way round.
        let others = merged.iter().filter(|one| one.contact_id != kept.contact_id);
        items.extend(others.filter(is_merged).map(|one| {
            self.contact(tenant, &one.contact_id)
                .set("merged_into", &kept.contact_id)
                .if_equal("merged_into", &gone.contact_id)
                .transact()
        }));
        self.transact(items).await
    }

    /// It gets what it lacks, and all addresses; unless it has got others since it was read.
    fn kept(&self, tenant: &TenantId, kept: &Contact, gone: &Contact) -> Update {
        let update = self
            .contact(tenant, &kept.contact_id)
            .add("merges", i64::from(gone.merges) + 1)
            .if_present("created_at")
            .if_absent("merged_into");
        let update = as_merged(update, kept);
        let update = gone.addresses.iter().fold(update, |update, (address, used)| {
            update.set_once(&format!("{ADDRESS}{address}"), used)
        });
        let update = update
            .set_once_if("name", gone.name.as_ref())
            .set_once_if("profile_name", gone.profile_name.as_ref());
        let update = match (&kept.lead_id, &gone.lead_id) {
            (None, Some(lead)) => update
                .set("lead_id", lead)
                .set("lead_key", lead_key(tenant, lead))
                .if_absent("lead_id"),
            _ => update,
        };
        let update = match gone.created_at.filter(|at| Some(*at) < kept.created_at) {
            Some(at) => update.set("created_at", at),
            None => update,
        };
        match gone.last_activity_at.filter(|at| Some(*at) > kept.last_activity_at) {
            Some(at) => {
                update.set("last_activity_at", at).if_absent_or_up_to("last_activity_at", at)
            }
            None => update,
        }
    }

    /// As it was read: what has come since would be lost.
    fn gone(&self, tenant: &TenantId, kept: &Contact, gone: &Contact) -> Update {
        let update = self
            .contact(tenant, &gone.contact_id)
            .set("merged_into", &kept.contact_id)
            .remove("last_activity_at")
            .remove("lead_key")
            .if_absent("merged_into");
        let update = as_merged(update, gone);
        match gone.last_activity_at {
            Some(at) => update.if_equal("last_activity_at", at),
            None => update,
        }
    }
}

/// On the condition that nothing was merged into it since it was read.
fn as_merged(update: Update, read: &Contact) -> Update {
    match read.merges {
        0 => update.if_absent("merges"),
        merges => update.if_equal("merges", merges),
    }
}
