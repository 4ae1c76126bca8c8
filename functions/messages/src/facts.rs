//! What decides whether and how a message is sent, beside the request.

use futures::future::try_join;
use shared::api::ApiRequest;
use shared::app::App;
use shared::records::{Account, ConsentRecord, Number, Tenant, Thread, ThreadId};
use shared::store::StoreError;
use twilio::phone::{E164, Party};

use crate::target::Receiver;

/// The tenant and its numbers.
pub(crate) struct Facts {
    /// The tenant, if it has a record.
    pub(crate) tenant: Option<Tenant>,
    /// All its numbers.
    pub(crate) numbers: Vec<Number>,
    /// What the receiver wants of any of them.
    pub(crate) consents: Vec<ConsentRecord>,
    /// The conversations that any of them has with the receiver.
    pub(crate) threads: Vec<Thread>,
}

impl Facts {
    pub(crate) async fn load(
        app: &App,
        request: &ApiRequest,
        receiver: &Receiver,
    ) -> Result<Self, StoreError> {
        let tenant = &request.tenant;
        let reads = try_join(app.store.tenant_get(tenant), app.store.number_list(tenant));
        let (record, numbers) = reads.await?;
        let ids: Vec<_> = numbers.iter().map(|own| receiver.thread_id(&own.phone_number)).collect();
        let wishes: Vec<_> =
            numbers.iter().flat_map(|own| receiver.consent_ids(&own.phone_number)).collect();
        let reads =
            try_join(app.store.thread_some(tenant, &ids), app.store.consent_some(tenant, &wishes));
        let (threads, consents) = reads.await?;
        Ok(Self { tenant: record, numbers, consents, threads })
    }

    /// The account that a number belongs to, as of now.
    pub(crate) async fn account(app: &App, number: &Number) -> Result<Option<Account>, StoreError> {
        let account = app.store.account_get(&number.account_sid).await?;
        Ok(account.filter(|account| account.tenant_id == number.tenant_id))
    }

    /// The address that the receiver last wrote from to this number, else the one asked for.
    pub(crate) fn address(&self, receiver: &Receiver, own: &E164) -> Party {
        let id = receiver.thread_id(own);
        let thread = self.threads.iter().find(|thread| thread.thread_id == id);
        let last = thread.and_then(|thread| thread.contact_number.parse().ok());
        last.unwrap_or_else(|| receiver.address.clone())
    }
}

impl Receiver {
    /// What each of its addresses may have said to one of the tenant's numbers.
    pub(crate) fn consent_ids(&self, own: &E164) -> Vec<ThreadId> {
        let own = Party::Number(own.clone());
        self.parties.iter().map(|party| ThreadId::new(self.channel, &own, party)).collect()
    }

    /// The conversation that one of the tenant's numbers has with it.
    pub(crate) fn thread_id(&self, own: &E164) -> ThreadId {
        ThreadId::new(self.channel, &Party::Number(own.clone()), self.person())
    }
}
