//! How Twilio has a tenant's numbers, now.

use std::collections::{BTreeMap, HashMap};

use futures::future::try_join_all;
use serde_json::{Value, json};
use shared::api::ApiError;
use shared::app::App;
use shared::numbers::{drift, settings};
use shared::records::Number;
use twilio::client::OwnedNumber;
use twilio::phone::E164;

use crate::times::PATIENCE;
use crate::{account, refusal};

/// The numbers of the tenant's accounts, as Twilio has them.
pub(crate) struct AtTwilio(HashMap<E164, OwnedNumber>);

impl AtTwilio {
    /// Asks for all numbers of the accounts that these numbers belong to.
    pub(crate) async fn of(app: &App, numbers: &[Number]) -> Result<Self, ApiError> {
        let accounts = numbers.iter().map(|number| (number.account_sid.as_str(), number));
        let accounts: BTreeMap<_, _> = accounts.collect();
        let lists = try_join_all(accounts.into_values().map(|number| listed(app, number))).await?;
        let all = lists.into_iter().flatten();
        Ok(Self(all.map(|number| (number.phone_number.clone(), number)).collect()))
    }

    /// Says of a number that is shown whether Twilio has it, and what of its webhooks is not as
    /// numbers are set up under this base.
    pub(crate) fn add_to(&self, view: &mut Value, number: &Number, base_url: &str) {
        let found = self.0.get(&number.phone_number);
        view["missing"] = json!(found.is_none());
        view["webhooks"] = found.map_or(Value::Null, |found| webhooks(found, base_url));
    }
}

/// What of a number's webhooks is not as numbers are set up under this base.
pub(crate) fn webhooks(found: &OwnedNumber, base_url: &str) -> Value {
    let drift = drift(found, &settings(base_url, None));
    json!({ "ok": drift.is_empty(), "drift": drift })
}

async fn listed(app: &App, number: &Number) -> Result<Vec<OwnedNumber>, ApiError> {
    let sid = &number.account_sid;
    let account = account::active(app, sid, &number.tenant_id).await?;
    let list = app.twilio().errand((sid, account.token()), PATIENCE).number_list(sid).await;
    list.map_err(refusal::failed)
}
