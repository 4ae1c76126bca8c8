//! The `tenants` table.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::KeysAndAttributes;

use super::call_read::call;
use super::item::{is_of, record, value};
use super::update::Update;
use super::{Store, StoreError};
use crate::destinations::Destinations;
use crate::ids::{CallId, TenantId};
use crate::records::{Arrival, Call, Number, Preferences, Suspension, Tenant, Timestamp};
use twilio::phone::E164;
use twilio::sid::AccountSid;

/// What decides how an inbound call is treated.
#[derive(Debug, Clone, Default)]
pub struct CallFacts {
    /// The number that was called, if it is this tenant's.
    pub number: Option<Number>,
    /// The caller's number, if it is this tenant's, too.
    pub caller: Option<Number>,
    /// The tenant, if it is known.
    pub tenant: Option<Tenant>,
    /// The call as it is recorded, if that was asked for.
    pub call: Option<Call>,
    /// Earlier calls of the caller to the same number that may still ring, if they were asked for.
    pub others: Vec<Call>,
    /// Where calls may be forwarded. The configuration says; what is read from the table allows none.
    pub destinations: Destinations,
    /// Seconds that a forwarded call lasts at most. The configuration says.
    pub time_limit: u32,
}

/// What else decides it.
#[derive(Debug, Clone, Copy)]
pub enum Also<'a> {
    /// Nothing.
    Nothing,
    /// What is recorded of the call.
    Recorded(&'a CallId),
    /// Other calls like this one.
    Others(&'a Arrival),
}

impl CallFacts {
    /// The tenant's preferences; the default ones if it has set none.
    pub fn preferences(&self) -> Preferences {
        self.tenant.as_ref().map(|tenant| tenant.preferences.clone()).unwrap_or_default()
    }
}

impl Store {
    /// A tenant, as of now.
    pub async fn tenant_get(&self, tenant: &TenantId) -> Result<Option<Tenant>, StoreError> {
        let key = [("tenant_id", tenant.as_str())];
        self.read_latest((&self.tables.tenants, &key)).await?.map(record).transpose()
    }

    /// Writes a tenant, in place of the one that is there.
    pub async fn tenant_put(&self, tenant: &Tenant) -> Result<(), StoreError> {
        self.put(&self.tables.tenants, tenant).await
    }

    /// Takes the tenant's account away, so that it can get another one. It is no error if the tenant
    /// does not have it any more.
    pub async fn tenant_part(
        &self,
        tenant: &TenantId,
        (account, by): (&AccountSid, Suspension),
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let update = || {
            self.tenant(tenant)
                .remove("account_sid")
                .remove("primary_number")
                .remove("provisioning")
                .set("closed_account", account)
                .set("closed_at", at)
                .set("closed_by", by)
                .if_equal("account_sid", account)
        };
        self.try_update(update).await.map(drop)
    }

    pub(super) fn tenant(&self, tenant: &TenantId) -> Update {
        Update::of(&self.tables.tenants, &[("tenant_id", tenant.as_str())])
    }

    /// The number that was called, that of the caller, a tenant, and what is recorded of the call, if that
    /// matters: in one call. One more only if other calls like this one
    /// have come just now, and may ring at a phone of the tenant's.
    pub async fn facts_for_call(
        &self,
        (number, caller): (&E164, Option<&E164>),
        tenant: &TenantId,
        also: Also<'_>,
    ) -> Result<CallFacts, StoreError> {
        let (tenants, numbers) = (&self.tables.tenants, &self.tables.numbers);
        let (calls, arrivals) = (&self.tables.calls, &self.tables.arrivals);
        let both: BTreeSet<_> = caller.into_iter().chain([number]).map(E164::as_str).collect();
        let mut wanted = HashMap::from([
            (tenants.clone(), keys("tenant_id", [tenant.as_str()])),
            (numbers.clone(), keys("phone_number", both)),
        ]);
        match also {
            Also::Nothing => None,
            Also::Recorded(id) => wanted.insert(calls.clone(), keys("call_id", [id.as_str()])),
            Also::Others(arrival) => {
                let pairs = arrival.keys();
                wanted.insert(arrivals.clone(), keys("pair", pairs.iter().map(String::as_str)))
            }
        };
        let mut found = self.read_batch(wanted).await?;
        let known: Option<Tenant> =
            found.remove(tenants).and_then(|mut found| found.pop()).map(record).transpose()?;
        let rings = known.as_ref().is_some_and(|tenant| tenant.preferences.may_ring());
        let others = match (also, found.remove(arrivals)) {
            (Also::Others(arrival), Some(records)) if rings => {
                self.others_of(arrival, records).await.unwrap_or_else(|error| {
                    tracing::error!(%error, "other calls of the caller are not known");
                    Vec::new()
                })
            }
            _ => Vec::new(),
        };
        let recorded = found.remove(calls).into_iter().flatten().find(is_of(tenant));
        let own = found.remove(numbers).unwrap_or_default().into_iter().map(record);
        let own: Vec<Number> = own.collect::<Result<_, _>>()?;
        let of_tenant = |wanted: &E164| {
            let is_it = |own: &&Number| own.phone_number == *wanted && own.tenant_id == *tenant;
            own.iter().find(is_it).cloned()
        };
        Ok(CallFacts {
            number: of_tenant(number),
            caller: caller.and_then(of_tenant),
            tenant: known,
            others,
            call: recorded.map(call).transpose()?.flatten(),
            destinations: Destinations::default(),
            time_limit: 0,
        })
    }
}

fn keys<'k>(name: &str, texts: impl IntoIterator<Item = &'k str>) -> KeysAndAttributes {
    let keys = texts.into_iter().map(|text| HashMap::from([(name.to_owned(), value(text))]));
    KeysAndAttributes::builder().set_keys(Some(keys.collect())).build().expect("there are keys")
}
