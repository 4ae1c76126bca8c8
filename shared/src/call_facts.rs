//! What has to be known to answer an incoming call.

use crate::app::App;
use crate::ids::TenantId;
use crate::media::GREETING_LIFETIME;
use crate::store::{Also, CallFacts, StoreError};
use twilio::phone::E164;

/// Both numbers, the tenant and what else matters, in one call to the store, and where and how long calls may be forwarded. An uploaded greeting
/// has a link that Twilio can play from; without one the greeting is spoken.
///
/// # Errors
/// If `DynamoDB` does not answer.
pub async fn call_facts(
    app: &App,
    (number, caller): (&E164, Option<&E164>),
    tenant: &TenantId,
    also: Also<'_>,
) -> Result<CallFacts, StoreError> {
    let mut facts = app.store.facts_for_call((number, caller), tenant, also).await?;
    facts.destinations = app.config.destinations.clone();
    facts.time_limit = app.config.calls.time_limit();
    if let Some(tenant) = &mut facts.tenant {
        let link = app.media.greeting_url(&tenant.preferences, GREETING_LIFETIME);
        tenant.preferences.greeting_url = link;
    }
    Ok(facts)
}
