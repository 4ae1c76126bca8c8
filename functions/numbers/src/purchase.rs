//! Buys a number: writes that it is to be bought, buys it, and writes what became of that.

use shared::accounts::OpenAccount;
use shared::api::{Answer, ApiError, ApiRequest};
use shared::app::App;
use shared::idempotency::Repeats;
use shared::numbers::{Begun, Purchase, PurchaseError};
use shared::records::{Job, JobPayload, PurchaseJob};
use tokio::time::Instant;
use twilio::phone::E164;

use crate::ask::{Ask, What};
use crate::identity::Identity;
use crate::times::{LEASE, PATIENCE};
use crate::{account, begin, found, offers, refusal};

pub(crate) async fn purchase(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
    let until = Instant::now() + PATIENCE;
    let ask = Ask::parse(request.json()?)?;
    let identity = Identity::of(request, &ask)?;
    // Before anything is checked that may have changed since: a repeat is answered as before.
    if identity.repeats == Repeats::Possible
        && let Some(known) = found::known(app, &request.tenant, &identity.key).await?
    {
        return found::answer((app, &request.tenant), known, (&identity, until)).await;
    }
    Order { app, request, ask, identity, until }.carry_out().await
}

/// A request that nobody has heard of before.
struct Order<'a> {
    app: &'a App,
    request: &'a ApiRequest,
    ask: Ask,
    identity: Identity,
    /// When Twilio must have answered.
    until: Instant,
}

impl Order<'_> {
    async fn carry_out(self) -> Result<Answer, ApiError> {
        let Self { app, request, until, .. } = self;
        let account = account::of_tenant(app, &request.tenant).await?;
        let number = self.choose(&account).await?;
        let purchase = self.purchase(&account, number);
        let refused = match begin::begin(app, (&self.job(&purchase), &purchase)).await {
            Ok(true) => None,
            Ok(false) => Some(found::not_bought()),
            // Another request with the same key may have taken the last one.
            Err(refused) => Some(refused),
        };
        if let Some(refused) = refused {
            let known = found::known(app, &request.tenant, &self.identity.key).await?;
            let known = known.ok_or(refused)?;
            return found::answer((app, &request.tenant), known, (&self.identity, until)).await;
        }
        let work = Purchase { app, account: &account, begun: Begun::Now, until };
        match work.carry_out(purchase.clone()).await {
            Ok(ended) => found::verdict(app, &ended).await,
            Err(error) => Err(unfinished(app, &purchase, error).await),
        }
    }

    /// The number that is bought if nobody else buys it meanwhile.
    async fn choose(&self, account: &OpenAccount) -> Result<E164, ApiError> {
        match &self.ask.what {
            What::Exact(number) => {
                let tenant = &self.request.tenant;
                match self.app.store.number_get_latest(tenant, number).await? {
                    Some(_) => Err(found::not_available()),
                    None => Ok(number.clone()),
                }
            }
            What::Any(search) => {
                let offers = offers::find(self.app, account, (search, 1)).await;
                let first = offers.map_err(refusal::failed)?.into_iter().next();
                first.map(|offer| offer.phone_number).ok_or_else(found::no_numbers)
            }
        }
    }

    fn purchase(&self, account: &OpenAccount, phone_number: E164) -> PurchaseJob {
        let search = match &self.ask.what {
            What::Exact(_) => None,
            What::Any(search) => Some(search.clone()),
        };
        let public_base_url = self.app.config.public_base_url.as_deref();
        PurchaseJob {
            tenant_id: self.request.tenant.clone(),
            account_sid: account.account.account_sid.clone(),
            request_key: self.identity.key.clone(),
            request_hash: self.identity.hash.clone(),
            base_url: self.request.gateway.base_url(public_base_url),
            phone_number,
            search,
            friendly_name: self.ask.friendly_name.clone(),
            primary: self.ask.primary,
            outcome: None,
        }
    }

    fn job(&self, purchase: &PurchaseJob) -> Job {
        let now = self.app.now();
        let job = Job::new(JobPayload::Purchase(Box::new(purchase.clone())), now);
        Job { due_at: now.after(LEASE), ..job }
    }
}

/// What was certainly not bought is forgotten, so that its key may be used again. Everything else
/// is due at once: for a repeat, or for the sweeper.
async fn unfinished(app: &App, purchase: &PurchaseJob, error: PurchaseError) -> ApiError {
    let (job_id, tenant_id) = (purchase.job_id(), &purchase.tenant_id);
    let written = match &error {
        PurchaseError::Busy | PurchaseError::NotSent(_) => app.store.job_delete(&job_id).await,
        _ => app.store.job_postpone(&job_id, app.now()).await.map(drop),
    };
    if let Err(error) = written {
        tracing::error!(%error, %tenant_id, %job_id, "a purchase is left to the sweeper");
    }
    refusal::undecided(error)
}
