//! Any form to any webhook of ours, as Twilio would send it.

use crate::Sandbox;
use crate::demo::Tenant;
use twilio_simulator::{Answer, Delivery};

impl Sandbox {
    /// Posts a form to `/api/twilio/{webhook}`, signed with the token of the tenant's account.
    /// `webhook` may have a query; a form without `AccountSid` gets the tenant's. Returns the answer
    /// to the first copy.
    pub async fn deliver(
        &self,
        (tenant, webhook): (&Tenant, &str),
        fields: &[(&str, &str)],
        delivery: &Delivery,
    ) -> anyhow::Result<Answer> {
        let url = format!("{}/api/twilio/{webhook}", self.url());
        let account = ("AccountSid", tenant.account_sid);
        let named = fields.iter().any(|(name, _)| *name == account.0);
        let fields = [account].into_iter().skip(usize::from(named)).chain(fields.iter().copied());
        let fields: Vec<_> = fields.map(|(name, value)| (name.into(), value.into())).collect();
        let answers = self.twilio.post_webhook(&url, tenant.account_sid, &fields, delivery).await?;
        answers.into_iter().next().ok_or_else(|| anyhow::anyhow!("no copy was sent"))
    }
}
