//! Which channel a token may hear: the same as `onSubscribe` of the template decides.

use serde_json::{Map, Value};
use shared::live::channel;

/// Whether somebody with these claims may hear the channel of this path: that of the own tenant alone.
pub fn may_hear(claims: &Map<String, Value>, tenant_claim: &str, path: &str) -> bool {
    let tenant = claims.get(tenant_claim).and_then(Value::as_str);
    tenant.and_then(channel).is_some_and(|own| own == path)
}
