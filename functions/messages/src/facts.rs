//! What decides whether and how a message is sent, beside the request.

use futures::future::try_join;
use shared::api::ApiRequest;
use shared::app::App;
use shared::records::{Account, Number, Tenant, Thread, ThreadId};
use shared::store::StoreError;
use twilio::phone::{E164, Party};

use crate::ask::Ask;

/// The tenant and its numbers.
pub(crate) struct Facts {
    /// The tenant, if it has a record.
    pub(crate) tenant: Option<Tenant>,
    /// All its numbers.
    pub(crate) numbers: Vec<Number>,
    /// The conversations that any of them has with the receiver.
    pub(crate) threads: Vec<Thread>,
}

impl Facts {
    pub(crate) async fn load(
        app: &App,
        request: &ApiRequest,
        ask: &Ask,
    ) -> Result<Self, StoreError> {
        let tenant = &request.tenant;
        let reads = try_join(app.store.tenant_get(tenant), app.store.number_list(tenant));
        let (record, numbers) = reads.await?;
        let ids: Vec<_> = numbers.iter().map(|own| thread_id(ask, &own.phone_number)).collect();
        let threads = app.store.thread_some(tenant, &ids).await?;
        Ok(Self { tenant: record, numbers, threads })
    }

    /// The account that a number belongs to, as of now.
    pub(crate) async fn account(app: &App, number: &Number) -> Result<Option<Account>, StoreError> {
        let account = app.store.account_get(&number.account_sid).await?;
        Ok(account.filter(|account| account.tenant_id == number.tenant_id))
    }
}

/// The conversation between one of the tenant's numbers and the receiver.
pub(crate) fn thread_id(ask: &Ask, own: &E164) -> ThreadId {
    ThreadId::new(ask.channel, &Party::Number(own.clone()), &Party::Number(ask.to.clone()))
}
