//! What has to be known before a call can go on.

use shared::app::App;
use shared::call_facts::call_facts;
use shared::records::{Account, Call, DialEnd, Direction};
use shared::store::{Also, CallFacts, StoreError};

use crate::event::{Event, News, Turn};

/// What is known.
#[derive(Default)]
pub enum Facts {
    /// Nothing: the step does not need it, or it could not be read.
    #[default]
    None,
    /// How the tenant wants its calls treated.
    Tenant(Box<CallFacts>),
    /// The outbound call, and the seconds that it lasts at most; `None` if it is not there.
    Outbound(Option<Box<(Call, u32)>>),
}

impl Facts {
    /// Reads what this step needs, in one call to the store.
    pub(crate) async fn read(app: &App, event: &Event, own: &Account) -> Result<Self, StoreError> {
        let Event::Turn(turn) = event else {
            return Ok(Facts::None);
        };
        match (&turn.news, turn.direction, turn.call.called()) {
            (News::Answered(_) | News::Ready(_), _, _) => {
                let call = app.store.call_get(&own.tenant_id, &turn.call.call_id).await?;
                let time_limit = app.config.calls.time_limit();
                Ok(Facts::Outbound(call.map(|call| Box::new((call, time_limit)))))
            }
            (_, Direction::Inbound, Some(number)) if depends_on_tenant(turn) => {
                let numbers = (number, turn.call.caller());
                let facts = call_facts(app, numbers, &own.tenant_id, also(turn)).await?;
                Ok(Facts::Tenant(Box::new(facts)))
            }
            _ => Ok(Facts::None),
        }
    }
}

fn depends_on_tenant(turn: &Turn) -> bool {
    match &turn.news {
        News::Dialled(_, end) => end.as_ref().and_then(DialEnd::spoken) != Some(true),
        News::Chosen(_) | News::ChosenAgain(_) => true,
        _ => false,
    }
}

/// The call whose record says whether the two have spoken, if Twilio does not.
fn also(turn: &Turn) -> Also<'_> {
    match &turn.news {
        News::Dialled(_, Some(end)) if end.spoken().is_none() => Also::Recorded(&turn.call.call_id),
        _ => Also::Nothing,
    }
}
