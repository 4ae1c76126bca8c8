//! Repeats of a request: answered from the record. If nobody works on the purchase any more, the
//! repeat goes on with it.

use std::time::Duration;

use http::StatusCode;
use shared::api::{Answer, ApiError};
use shared::app::App;
use shared::ids::TenantId;
use shared::numbers::{ResumeError, resume};
use shared::records::{Job, Number, PurchaseJob, PurchaseOutcome};
use shared::store::StoreError;
use tokio::time::Instant;

use crate::identity::Identity;
use crate::times::LEASE;
use crate::{account, refusal, view};

const PAUSE: Duration = Duration::from_millis(100);

/// What is there of a request.
pub(crate) enum Known {
    /// It is being bought, or that has ended a moment ago.
    Purchase(Box<(Job, PurchaseJob)>),
    /// It was bought.
    Number(Box<Number>),
}

/// What is known of the request with this key.
pub(crate) async fn known(
    app: &App,
    tenant: &TenantId,
    key: &str,
) -> Result<Option<Known>, StoreError> {
    if let Some(purchase) = app.store.purchase_get(tenant, key).await? {
        return Ok(Some(Known::Purchase(Box::new(purchase))));
    }
    let numbers = app.store.number_list(tenant).await?;
    let number = numbers.into_iter().find(|number| number.request_key.as_deref() == Some(key));
    Ok(number.map(|number| Known::Number(Box::new(number))))
}

/// Answers a repeat. If somebody is buying just now, waits for what comes of it.
pub(crate) async fn answer(
    (app, tenant): (&App, &TenantId),
    mut known: Known,
    (identity, until): (&Identity, Instant),
) -> Result<Answer, ApiError> {
    known.check(&identity.hash)?;
    known.check_account(app).await?;
    loop {
        let (job, purchase) = match known {
            Known::Number(number) => return bought(app, &number).await,
            Known::Purchase(found) => *found,
        };
        if purchase.outcome.is_some() {
            return verdict(app, &purchase).await;
        }
        if job.due_at <= app.now() && app.store.job_lease(&job, app.now().after(LEASE)).await? {
            return go_on(app, purchase, until).await;
        }
        if until.saturating_duration_since(Instant::now()) < PAUSE {
            return Err(ApiError::Unavailable("the purchase is under way".into()));
        }
        tokio::time::sleep(PAUSE).await;
        // Twilio was not reached: the other request is told so, and this one is.
        known = self::known(app, tenant, &identity.key).await?.ok_or_else(not_bought)?;
    }
}

impl Known {
    /// Nobody can go on with a purchase for an account that is not active.
    async fn check_account(&self, app: &App) -> Result<(), ApiError> {
        match self {
            Known::Purchase(found) if found.1.outcome.is_none() => {
                account::active(app, &found.1.account_sid, &found.1.tenant_id).await.map(drop)
            }
            _ => Ok(()),
        }
    }

    fn check(&self, hash: &str) -> Result<(), ApiError> {
        let before = match self {
            Known::Purchase(found) => Some(found.1.request_hash.as_str()),
            Known::Number(number) => number.request_hash.as_deref(),
        };
        if before == Some(hash) {
            return Ok(());
        }
        Err(ApiError::Conflict {
            code: "idempotency_key_reused",
            message: "this Idempotency-Key belongs to another request",
        })
    }
}

async fn go_on(app: &App, purchase: PurchaseJob, until: Instant) -> Result<Answer, ApiError> {
    let within = until.saturating_duration_since(Instant::now());
    let job_id = purchase.job_id();
    let error = match resume(app, purchase, within).await {
        Ok(ended) => return verdict(app, &ended).await,
        Err(error) => error,
    };
    app.store.job_postpone(&job_id, app.now()).await?;
    Err(match error {
        ResumeError::NotActive => account::not_active(),
        ResumeError::Accounts(error) => error.into(),
        ResumeError::Purchase(error) => refusal::undecided(error),
    })
}

/// The answer to a purchase that has ended.
pub(crate) async fn verdict(app: &App, purchase: &PurchaseJob) -> Result<Answer, ApiError> {
    let (tenant, number) = (&purchase.tenant_id, &purchase.phone_number);
    match &purchase.outcome {
        Some(PurchaseOutcome::Bought) => {
            let number = app.store.number_get_latest(tenant, number).await?;
            let own = |number: &Number| number.request_key.as_ref() == Some(&purchase.request_key);
            let released = ApiError::Conflict {
                code: "released",
                message: "the number that this request has bought was given back",
            };
            bought(app, &number.filter(own).ok_or(released)?).await
        }
        Some(PurchaseOutcome::Refused { code, message }) => Err(refusal::error(*code, message)),
        Some(PurchaseOutcome::Gone) if purchase.search.is_some() => Err(no_numbers()),
        Some(PurchaseOutcome::Gone) => Err(not_available()),
        None => Err(ApiError::Unavailable("the purchase has not ended".into())),
    }
}

async fn bought(app: &App, number: &Number) -> Result<Answer, ApiError> {
    let tenant = app.store.tenant_get(&number.tenant_id).await?;
    Ok(Answer { status: StatusCode::CREATED, body: view::of(number, tenant.as_ref()).into() })
}

pub(crate) fn not_bought() -> ApiError {
    ApiError::Unavailable("the number was not bought".into())
}

pub(crate) fn no_numbers() -> ApiError {
    ApiError::Conflict { code: "no_numbers", message: "no number like that is for sale" }
}

pub(crate) fn not_available() -> ApiError {
    ApiError::Conflict { code: "not_available", message: "this number is not for sale" }
}
