//! One number of an account that is linked.

use std::time::Duration;

use tokio::time::Instant;

use super::order::{FOR_ONE, LinkError, Order};
use crate::accounts::OpenAccount;
use crate::app::App;
use crate::numbers::{self, Wanted};
use crate::records::Number;
use crate::store::NumberClaimed;
use twilio::client::{Again, NumberSettings, OwnedNumber, PostError, ask};

/// Without this much time left a number waits for the next sweep.
const SHORTEST: Duration = Duration::from_secs(2);

/// What a number has become.
pub(super) enum Became {
    /// The tenant's.
    Linked(Box<Number>),
    /// It will not be, which is logged.
    Refused,
    /// There was no time.
    Late,
    /// Twilio was not reached.
    Failed(PostError),
}

/// What all numbers of an account have in common.
#[derive(Clone, Copy)]
pub(super) struct Run<'a> {
    pub(super) app: &'a App,
    pub(super) order: Order<'a>,
    pub(super) account: &'a OpenAccount,
    pub(super) settings: &'a NumberSettings,
    pub(super) until: Instant,
}

impl Run<'_> {
    /// Sets a number up at Twilio, then writes its record; only what is not as it shall be.
    pub(super) async fn number(
        self,
        owned: OwnedNumber,
        known: Option<&Number>,
    ) -> Result<Became, LinkError> {
        let owned = match self.at_twilio(owned).await {
            Ok(owned) => owned,
            Err(became) => return Ok(became),
        };
        let number = self.record(&owned, known);
        if known == Some(&number) {
            return Ok(Became::Linked(Box::new(number)));
        }
        match self.app.store.number_claim(&number).await? {
            NumberClaimed::Ours => Ok(Became::Linked(Box::new(number))),
            NumberClaimed::Foreign => {
                self.refuse(&owned, "the number has a record of another tenant");
                Ok(Became::Refused)
            }
            NumberClaimed::NotActive => Err(LinkError::NotActive),
        }
    }

    async fn at_twilio(self, owned: OwnedNumber) -> Result<OwnedNumber, Became> {
        if numbers::drift(&owned, self.settings).is_empty() {
            return Ok(owned);
        }
        if self.until.saturating_duration_since(Instant::now()) < SHORTEST {
            return Err(Became::Late);
        }
        let wanted = Wanted {
            credentials: (self.order.account_sid, self.account.token()),
            owner: self.order.account_sid,
            number: &owned.phone_number,
            settings: self.settings,
        };
        let repair = |within| wanted.repair(self.app, &owned, within);
        ask(Again::WhileUnknown, self.until.min(Instant::now() + FOR_ONE), repair).await.map_err(
            |error| match error {
                PostError::Refused(refused) => {
                    self.refuse(&owned, &refused.to_string());
                    Became::Refused
                }
                error => Became::Failed(error),
            },
        )
    }

    /// What is known of how the tenant came to it stays.
    fn record(self, owned: &OwnedNumber, known: Option<&Number>) -> Number {
        let Order { tenant_id, base_url, .. } = self.order;
        let new = numbers::record(owned, tenant_id, base_url, self.app.now());
        let same = |known: &&Number| {
            (&known.number_sid, &known.account_sid) == (&new.number_sid, &new.account_sid)
        };
        match known.filter(same) {
            Some(known) => Number {
                created_at: known.created_at,
                request_key: known.request_key.clone(),
                request_hash: known.request_hash.clone(),
                ..new
            },
            None => new,
        }
    }

    fn refuse(self, owned: &OwnedNumber, reason: &str) {
        let (Order { tenant_id, account_sid, .. }, number_sid) = (self.order, &owned.sid);
        tracing::error!(%tenant_id, %account_sid, %number_sid, reason, "number not linked");
    }
}
