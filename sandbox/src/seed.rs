//! What there is when a sandbox starts: the main account, and tenant `demo` with its numbers.

use anyhow::Context as _;
use serde_json::json;
use shared::app::App;
use shared::ids::TenantId;
use shared::records::{self, Account};
use twilio::auth_token::AuthToken;
use twilio::phone::E164;
use twilio::sid::AccountSid;
use twilio_simulator::Twilio;

use crate::demo::{self, DEMO, PARENT, Tenant};
use crate::tables::Tables;

/// Which accounts there are at first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Seed {
    /// The main account and tenant `demo`, with the tokens that the source names.
    #[default]
    Demo,
    /// The same, with tokens that nobody else knows: the source's are replaced, also in records that
    /// are there already. For a sandbox that strangers reach.
    DemoWithOwnTokens,
    /// None, and what an earlier start made of them is taken away. For a real Twilio, which has
    /// neither these accounts nor these numbers.
    Nothing,
}

/// Where accounts are kept, at Twilio and in the tables.
pub(crate) struct Ground<'g> {
    /// May do anything.
    pub(crate) app: &'g App,
    pub(crate) twilio: &'g Twilio,
    pub(crate) tables: Tables,
    /// Where numbers have their webhooks.
    pub(crate) public_url: &'g str,
}

impl Ground<'_> {
    pub(crate) async fn sow(&self, seed: Seed) -> anyhow::Result<()> {
        if seed == Seed::Nothing {
            return self.clear().await;
        }
        demo::parent_at_twilio(self.twilio)?;
        if seed == Seed::DemoWithOwnTokens {
            demo::account_at_twilio(self.twilio, &DEMO)?;
            for tenant in [&PARENT, &DEMO] {
                self.replace_token(tenant).await?;
            }
        }
        self.connect_once(&PARENT).await?;
        self.come_back().await?;
        self.add(&DEMO).await
    }

    /// Gives a tenant an account that exists at whichever Twilio is used. What numbers it has from
    /// another account stay in the tables and out of use.
    pub(crate) async fn adopt(&self, tenant: &str, account: (&str, &str)) -> anyhow::Result<()> {
        demo::in_store(self.app, tenant, account).await?;
        self.move_to(&tenant.parse()?, Some(account.0.parse()?), None).await
    }

    /// Creates a tenant at Twilio and in the store, unless it is there.
    pub(crate) async fn add(&self, tenant: &Tenant) -> anyhow::Result<()> {
        let numbers = demo::at_twilio(self.twilio, tenant, self.public_url)?;
        self.connect_once(tenant).await?;
        demo::numbers_in_store(&self.app.store, tenant, &numbers).await
    }

    /// Writes the record of a tenant's account, unless there is one.
    async fn connect_once(&self, tenant: &Tenant) -> anyhow::Result<()> {
        if self.app.store.account_get(&tenant.account_sid.parse()?).await?.is_none() {
            let account = self.twilio.account(tenant.account_sid)?.context("it was just made")?;
            let account = (tenant.account_sid, account.auth_token.reveal());
            demo::in_store(self.app, tenant.tenant_id, account).await?;
        }
        Ok(())
    }

    /// Sees to it that the token of the source is none of the account's, at Twilio or in its record.
    async fn replace_token(&self, tenant: &Tenant) -> anyhow::Result<()> {
        let sid: AccountSid = tenant.account_sid.parse()?;
        let mut at_twilio = self.twilio.account(tenant.account_sid)?.context("it was just made")?;
        if at_twilio.auth_token.reveal() == tenant.auth_token {
            at_twilio = self.twilio.replace_token(tenant.account_sid)?;
        }
        let Some(found) = self.app.store.account_get_latest(&sid).await? else {
            return Ok(());
        };
        if self.is_signed_by(&found, tenant.auth_token).await? {
            let token = AuthToken::new(at_twilio.auth_token.reveal().to_owned());
            let account = Account {
                auth_token: self.app.secrets.encrypt(&sid, &token).await?,
                previous_auth_token: None,
                previous_until: None,
                rotation: None,
                ..found
            };
            self.app.store.account_put(&account).await?;
        }
        Ok(())
    }

    async fn is_signed_by(&self, account: &Account, token: &str) -> anyhow::Result<bool> {
        for stored in [Some(&account.auth_token), account.previous_auth_token.as_ref()] {
            let Some(stored) = stored else { continue };
            let open = self.app.secrets.decrypt(&account.account_sid, stored).await?;
            if open.reveal() == token {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Takes away what the simulated Twilio has of tenant `demo`, and the main account.
    async fn clear(&self) -> anyhow::Result<()> {
        let tenant_id = DEMO.tenant_id.parse()?;
        let store = &self.app.store;
        for number in store.number_list(&tenant_id).await? {
            if self.is_simulated(&number.account_sid)? {
                let now = self.app.now();
                store.account_numbers_delete(&tenant_id, &number.account_sid, now).await?;
            }
        }
        let tenant = store.tenant_get(&tenant_id).await?;
        if let Some(account) = tenant.and_then(|tenant| tenant.account_sid)
            && self.is_simulated(&account)?
        {
            self.move_to(&tenant_id, None, None).await?;
        }
        for sid in [DEMO.account_sid, PARENT.account_sid] {
            let key = json!({ "account_sid": { "S": sid } });
            self.tables.delete("AccountsTable", &key).await?;
        }
        Ok(())
    }

    /// Ends what [`Seed::Nothing`] and [`Ground::adopt`] have made of tenant `demo`.
    async fn come_back(&self) -> anyhow::Result<()> {
        let tenant_id = DEMO.tenant_id.parse()?;
        let Some(tenant) = self.app.store.tenant_get(&tenant_id).await? else {
            return Ok(());
        };
        let is_away = match &tenant.account_sid {
            Some(account) => !self.is_simulated(account)?,
            None => tenant.closed_account.is_none() && !tenant.is_being_provisioned(),
        };
        if is_away {
            let primary = DEMO.numbers.first().map(|number| number.parse()).transpose()?;
            self.move_to(&tenant_id, Some(DEMO.account_sid.parse()?), primary).await?;
        }
        Ok(())
    }

    /// Writes that a tenant has this account, and nothing of the one before.
    async fn move_to(
        &self,
        tenant_id: &TenantId,
        account_sid: Option<AccountSid>,
        primary_number: Option<E164>,
    ) -> anyhow::Result<()> {
        let store = &self.app.store;
        let tenant = store.tenant_get(tenant_id).await?;
        let tenant = tenant.unwrap_or_else(|| records::Tenant::new(tenant_id.clone()));
        if account_sid.is_some() && tenant.account_sid == account_sid {
            return Ok(());
        }
        let moved = records::Tenant {
            account_sid,
            primary_number,
            provisioning: None,
            closed_account: None,
            closed_at: None,
            closed_by: None,
            ..tenant
        };
        Ok(store.tenant_put(&moved).await?)
    }

    /// Whether the account is one of the simulated Twilio's, which another Twilio does not know.
    fn is_simulated(&self, account: &AccountSid) -> anyhow::Result<bool> {
        Ok(account.as_str() == DEMO.account_sid || self.twilio.account(account.as_str())?.is_some())
    }
}
