//! The tenant that exists at first start, so that everything can be tried at once.

use shared::app::App;
use shared::ids::CallId;
use shared::records::{self, Account, CallContent, CallRequest, Direction, Timestamp};
use shared::store::Store;
use twilio::auth_token::AuthToken;
use twilio::form::Details;
use twilio::number::Capabilities;

use twilio_simulator::{NewAccount, NewNumber, Number, NumberSettings, Twilio};

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

/// The main account that all tenants' accounts belong to. It has no numbers, and its record is kept
/// beside theirs under a tenant id that no tenant has.
pub const PARENT: Tenant = Tenant {
    tenant_id: "operator",
    account_sid: "AC09e4a70409e4a70409e4a70409e4a704",
    auth_token: "09e4000000000000000000000000a704",
    numbers: &[],
};

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

/// A phone outside that calls the tenants, or is called.
pub const OUTSIDE: &str = "+15550190001";

/// A call between the outside phone and the tenant's first number, as it is first recorded.
///
/// # Panics
/// If the tenant's ids are none, or it has no number.
pub fn call(tenant: &Tenant, direction: Direction, call_id: CallId, at: Timestamp) -> CallContent {
    let (from, to) = match direction {
        Direction::Inbound => (OUTSIDE, tenant.numbers[0]),
        Direction::Outbound => (tenant.numbers[0], OUTSIDE),
    };
    CallContent {
        call_id,
        call_sid: None,
        tenant_id: tenant.tenant_id.parse().expect("a tenant's id"),
        account_sid: tenant.account_sid.parse().expect("an account's SID"),
        direction,
        from_number: from.to_owned(),
        to_number: to.to_owned(),
        lead_id: None,
        recording_enabled: None,
        request: CallRequest::default(),
        details: Details::default(),
        created_at: at,
    }
}

/// Tells Twilio again after a server error, a timeout or a broken connection.
const RETRIES: &str = "#rp=5xx,ct,rt&rc=2";

/// Creates the main account at Twilio.
pub(crate) fn parent_at_twilio(twilio: &Twilio) -> anyhow::Result<()> {
    twilio.create_account(new_account(&PARENT, None)).map(drop)
}

/// Creates the tenant's account at Twilio, under the main account.
pub(crate) fn account_at_twilio(twilio: &Twilio, tenant: &Tenant) -> anyhow::Result<()> {
    let owner = Some(PARENT.account_sid.to_owned());
    twilio.create_account(new_account(tenant, owner)).map(drop)
}

/// Creates what the tenant has at Twilio, under the main account. Its numbers call the webhooks under `public_url`.
pub(crate) fn at_twilio(
    twilio: &Twilio,
    tenant: &Tenant,
    public_url: &str,
) -> anyhow::Result<Vec<Number>> {
    account_at_twilio(twilio, tenant)?;
    let url = |webhook: &str| Some(format!("{public_url}/api/twilio/{webhook}{RETRIES}"));
    let numbers = tenant.numbers.iter().map(|number| {
        twilio.create_number(&NewNumber {
            account_sid: tenant.account_sid.to_owned(),
            phone_number: (*number).to_owned(),
            settings: NumberSettings {
                sms_url: url("sms-webhook"),
                // The same again: it takes repeats, and another try is better than none.
                sms_fallback_url: url("sms-webhook"),
                voice_url: url("voice-webhook"),
                voice_fallback_url: url("voice-twiml"),
                status_callback: url("call-status"),
                ..NumberSettings::default()
            },
            ..NewNumber::default()
        })
    });
    numbers.collect()
}

fn new_account(tenant: &Tenant, owner_sid: Option<String>) -> NewAccount {
    NewAccount {
        sid: Some(tenant.account_sid.to_owned()),
        auth_token: Some(tenant.auth_token.to_owned().into()),
        friendly_name: tenant.tenant_id.to_owned(),
        owner_sid,
    }
}

/// Writes the record of a tenant's account, in place of the one with the same SID.
pub(crate) async fn in_store(
    app: &App,
    tenant_id: &str,
    (account_sid, auth_token): (&str, &str),
) -> anyhow::Result<()> {
    let account_sid = account_sid.parse()?;
    let token = AuthToken::new(auth_token.to_owned());
    let sealed = app.secrets.encrypt(&account_sid, &token).await?;
    let account = Account::active(account_sid, tenant_id.parse()?, sealed);
    Ok(app.store.account_put(&account).await?)
}

/// Writes the records of a tenant, unless it is known, and of the numbers it has at Twilio.
pub(crate) async fn numbers_in_store(
    store: &Store,
    tenant: &Tenant,
    numbers: &[Number],
) -> anyhow::Result<()> {
    let (tenant_id, account_sid) = (tenant.tenant_id.parse()?, tenant.account_sid.parse()?);
    if store.tenant_get(&tenant_id).await?.is_none() {
        let primary = numbers.first().map(|number| number.phone_number.parse()).transpose()?;
        store
            .tenant_put(&records::Tenant {
                tenant_id: tenant_id.clone(),
                account_sid: Some(account_sid),
                primary_number: primary,
                ..records::Tenant::new(tenant_id.clone())
            })
            .await?;
    }
    for number in numbers {
        let record = records::Number {
            phone_number: number.phone_number.parse()?,
            tenant_id: tenant_id.clone(),
            account_sid: number.account_sid.parse()?,
            number_sid: number.sid.parse()?,
            friendly_name: Some(number.friendly_name.clone()),
            capabilities: Capabilities { voice: true, sms: true, mms: true, fax: false },
            created_at: None,
            webhooks_base: None,
            request_key: None,
            request_hash: None,
        };
        store.number_put(&record).await?;
    }
    Ok(())
}
