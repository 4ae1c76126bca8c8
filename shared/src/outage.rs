//! Errors that say that a service is down or slow: whoever asked us may ask again.

use std::error::Error;

use crate::accounts::AccountsError;
use crate::deadline::Late;
use crate::media::MediaError;
use crate::secrets::SecretsError;
use crate::store::StoreError;

/// Such an error.
pub(crate) trait Outage: Error + Send + Sync + 'static {}

impl Outage for AccountsError {}
impl Outage for Late {}
impl Outage for MediaError {}
impl Outage for SecretsError {}
impl Outage for StoreError {}
