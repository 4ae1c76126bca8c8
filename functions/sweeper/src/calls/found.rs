//! What Twilio says of a call that it knows, and what is written of it.

use shared::records::{Call, CallRef, CallReport, LegReport, Parties, Step, Timestamp, Write};
use shared::store::Outcome;
use shared::worker::NotDone;
use twilio::client::{FoundCall, PostError, Refused};
use twilio::phone::Party;
use twilio::sid::CallSid;

use super::{Look, PATIENCE, Unsettled};
use crate::name::NAME;

const UNKNOWN: &str = "What became of this call is not known: Twilio does not know it any more.";
const NOT_FOUND: u16 = 404;

impl Look<'_> {
    /// Asks for a call by its SID.
    pub(super) async fn at_known(&self, call: &Call, sid: &CallSid) -> Result<(), NotDone> {
        let twilio = self.of.app.twilio();
        match twilio.errand(self.credentials(), PATIENCE).call_get(sid).await {
            Ok(found) => self.write(call, &found).await,
            Err(PostError::Refused(Refused { status: NOT_FOUND, .. })) => {
                self.of.give_up(call, UNKNOWN).await
            }
            Err(error) => Err(NotDone::new(error)),
        }
    }

    /// Writes what its callbacks would have told. Once it is over, the phones that it rang come first:
    /// after the end of the call itself nobody looks again.
    pub(super) async fn write(&self, call: &Call, found: &FoundCall) -> Result<(), NotDone> {
        let Unsettled { app, record, now } = self.of;
        let content = &call.content;
        let whose = CallRef {
            call_id: content.call_id.clone(),
            tenant_id: content.tenant_id.clone(),
            account_sid: content.account_sid.clone(),
        };
        let is_over = found.status.is_final();
        if is_over {
            self.write_legs(&whose, found).await?;
        }
        let (call_sid, step) = (found.sid.clone(), step(found));
        let report = CallReport { call: whose, call_sid, inbound: None, step, at: now };
        let written = app.store.commit(&[Write::CallStatus(Box::new(report))], &[]).await?;
        if is_over {
            if written == Outcome::Duplicate {
                app.store.unsettled_end(record).await?;
            }
            let (id, status) = (&content.call_id, &found.status);
            tracing::info!(function = NAME, call_id = %id, %status, "the end of a call was looked up");
        }
        Ok(())
    }

    async fn write_legs(&self, whose: &CallRef, found: &FoundCall) -> Result<(), NotDone> {
        let Unsettled { app, now, .. } = self.of;
        let errand = app.twilio().errand(self.credentials(), PATIENCE);
        for child in errand.call_children(&found.sid).await.map_err(NotDone::new)? {
            let (call, leg, parties) = (whose.clone(), child.sid.clone(), Some(parties(&child)));
            let report = LegReport { call, leg, parties, step: step(&child), at: now };
            app.store.commit(&[Write::Leg(Box::new(report))], &[]).await?;
        }
        Ok(())
    }
}

fn step(found: &FoundCall) -> Step {
    let ended = found.ended.filter(|_| found.status.is_final());
    Step {
        status: Some(found.status.clone()),
        duration: found.duration,
        time: ended.map(|time| Timestamp::from_millis(time.as_millisecond())),
        answered_by: found.answered_by.clone(),
        ..Step::default()
    }
}

fn parties(found: &FoundCall) -> Parties {
    let shown = |address: &str| {
        let party = Party::caller(address).unwrap_or(Party::Anonymous);
        party.as_str().to_owned()
    };
    Parties { from_number: shown(&found.from), to_number: shown(&found.to) }
}
