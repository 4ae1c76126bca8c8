//! Begins a purchase, unless the tenant has as many numbers as it may have.
//!
//! What it has is in an index that lags a little. So purchases are counted in the tenant's record,
//! from their beginning until their numbers are listed for certain; and a purchase begins only if
//! nothing of that has changed since it was read.

use shared::api::{ApiError, Limit};
use shared::app::App;
use shared::records::{Job, PurchaseJob};
use shared::store::PurchaseBegun;

/// Other purchases of the tenant that may begin meanwhile.
const TRIES: usize = 50;

/// Writes the purchase; `false` if the request has begun before.
pub(crate) async fn begin(
    app: &App,
    (job, purchase): (&Job, &PurchaseJob),
) -> Result<bool, ApiError> {
    let tenant_id = &purchase.tenant_id;
    for _ in 0..TRIES {
        let tenant = app.store.tenant_get(tenant_id).await?;
        let known = tenant.map(|tenant| tenant.purchases).unwrap_or_default();
        // In this order: whatever counts no longer here is listed there.
        let mut counted = app.store.purchases_that_count(&known).await?;
        let numbers = app.store.number_list(tenant_id).await?;
        let is_counted = |key: Option<&String>| key.is_some_and(|key| counted.contains_key(key));
        let others = numbers.iter().filter(|number| !is_counted(number.request_key.as_ref()));
        let (all, limit) = (others.count() + counted.len(), app.config.numbers_per_tenant);
        if all >= usize::try_from(limit).unwrap_or(usize::MAX) {
            return Err(ApiError::Limit { limit: Limit::Numbers, retry_after: None });
        }
        counted.insert(purchase.request_key.clone(), app.now());
        match app.store.purchase_begin((job, tenant_id), &known, &counted).await? {
            PurchaseBegun::Begun => return Ok(true),
            PurchaseBegun::Before => return Ok(false),
            PurchaseBegun::Changed => {}
        }
    }
    Err(ApiError::TooMany { retry_after: 1 })
}
