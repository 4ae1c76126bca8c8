//! The tenant that exists at first start, so that everything can be tried at once.

use shared::app::App;
use shared::records::{Account, AccountStatus};
use shared::secrets::AuthToken;

use crate::twilio::{NewAccount, NewNumber, Twilio};

/// A tenant with a Twilio account and numbers.
#[derive(Debug, Clone)]
pub struct Tenant {
    /// The tenant, as the bearer token names it.
    pub tenant_id: &'static str,
    /// Its Twilio account.
    pub account_sid: &'static str,
    /// That account's token. It opens nothing but the simulated Twilio.
    pub auth_token: &'static str,
    /// Its numbers, the primary one first.
    pub numbers: &'static [&'static str],
}

/// The tenant of the local run and of most tests.
pub const DEMO: Tenant = Tenant {
    tenant_id: "demo",
    account_sid: "ACde30de30de30de30de30de30de30de30",
    auth_token: "dec0dedec0dedec0dedec0dedec0dede",
    numbers: &["+15550100001", "+15550100002"],
};

/// A second tenant, for tests of what tenants must not see of each other.
pub const OTHER: Tenant = Tenant {
    tenant_id: "other",
    account_sid: "AC07e007e007e007e007e007e007e007e0",
    auth_token: "07e00000000000000000000000000007",
    numbers: &["+15550100101"],
};

/// Tells Twilio again after a server error, a timeout or a broken connection.
const RETRIES: &str = "#rp=5xx,ct,rt&rc=2";

/// Creates what the tenant has at Twilio. Its numbers call the webhooks under `public_url`.
pub(crate) fn at_twilio(twilio: &Twilio, tenant: &Tenant, public_url: &str) -> anyhow::Result<()> {
    twilio.create_account(NewAccount {
        sid: Some(tenant.account_sid.to_owned()),
        auth_token: Some(tenant.auth_token.to_owned().into()),
        friendly_name: tenant.tenant_id.to_owned(),
        owner_sid: None,
    })?;
    let sms_url = format!("{public_url}/api/twilio/sms-webhook{RETRIES}");
    for number in tenant.numbers {
        twilio.create_number(&NewNumber {
            account_sid: tenant.account_sid.to_owned(),
            phone_number: (*number).to_owned(),
            sms_url: Some(sms_url.clone()),
            // The same again: it takes repeats, and another try is better than none.
            sms_fallback_url: Some(sms_url.clone()),
            ..NewNumber::default()
        })?;
    }
    Ok(())
}

/// Writes the record of a tenant's account, in place of the one with the same SID.
pub(crate) async fn in_store(
    app: &App,
    tenant_id: &str,
    (account_sid, auth_token): (&str, &str),
) -> anyhow::Result<()> {
    let account_sid = account_sid.parse()?;
    let token = AuthToken::new(auth_token.to_owned());
    let account = Account {
        auth_token: app.secrets.encrypt(&account_sid, &token).await?,
        previous_auth_token: None,
        account_sid,
        tenant_id: tenant_id.parse()?,
        status: AccountStatus::Active,
    };
    Ok(app.store.account_put(&account).await?)
}
