//! What sending costs at most: where messages go, and how many in a minute and a day.

use shared::api::{ApiError, Limit};
use shared::app::App;
use shared::ids::TenantId;
use shared::records::Timestamp;
use shared::store::{Allowance, StoreError};
use twilio::phone::E164;

/// Whether messages may go there. `field` is what names the receiver.
pub(crate) fn check_destination(
    app: &App,
    (field, to): (&'static str, &E164),
) -> Result<(), ApiError> {
    match app.config.message_destinations.allow(to) {
        true => Ok(()),
        false => Err(ApiError::NotAllowed {
            code: "destination_not_allowed",
            field,
            message: "messages to this country or kind of number are not allowed here",
        }),
    }
}

/// A message that was counted.
pub(crate) struct Counted<'a> {
    app: &'a App,
    tenant: &'a TenantId,
    at: Timestamp,
}

impl<'a> Counted<'a> {
    /// Counts one more message, unless the tenant has asked for too many.
    pub(crate) async fn take(app: &'a App, tenant: &'a TenantId) -> Result<Self, ApiError> {
        let at = app.now();
        let [minute, day] = allowances(app);
        if !app.store.allowance_take(tenant, &minute, at).await? {
            return Err(used_up(Limit::MessagesPerMinute, minute, at));
        }
        if !app.store.allowance_take(tenant, &day, at).await? {
            app.store.allowance_return(tenant, &minute, at).await?;
            return Err(used_up(Limit::MessagesPerDay, day, at));
        }
        Ok(Self { app, tenant, at })
    }

    /// It was not taken over.
    pub(crate) async fn give_back(self) -> Result<(), StoreError> {
        let Self { app, tenant, at } = self;
        for allowance in allowances(app) {
            app.store.allowance_return(tenant, &allowance, at).await?;
        }
        Ok(())
    }
}

fn used_up(limit: Limit, allowance: Allowance, at: Timestamp) -> ApiError {
    ApiError::Limit { limit, retry_after: Some(allowance.retry_after(at)) }
}

fn allowances(app: &App) -> [Allowance; 2] {
    let (minute, day) = app.config.messages_per;
    [
        Allowance { name: "messages_minute", seconds: 60, limit: minute },
        Allowance { name: "messages_day", seconds: 24 * 60 * 60, limit: day },
    ]
}
