//! How a leg gets on: every step is written where the REST API looks, and told to who wants to know.

use std::sync::Arc;

use super::forms;
use super::leg::Leg;
use super::outbox::Callback;
use super::report::Kind;
use super::resource::CallResource;
use super::session::Session;
use super::status::Status;

impl Session {
    /// Makes a leg known.
    pub(super) fn add(&self, mut leg: Leg) -> anyhow::Result<Arc<Leg>> {
        leg.feed = Some(Arc::clone(&self.state.feed));
        let leg = Arc::new(leg);
        self.notes.add(&leg);
        self.save(&leg)?;
        Ok(leg)
    }

    /// Moves a leg on, and tells who wants to know. Does nothing once it has ended.
    pub(super) async fn enter(&self, leg: &Leg, status: Status) -> anyhow::Result<()> {
        let before = leg.enter(status, self.clock.now());
        if before.is_final() {
            return Ok(());
        }
        self.save(leg)?;
        // A call that never left the queue fires none.
        let event = status.event().filter(|_| before != Status::Queued || !status.is_final());
        let (Some(event), Some(wish)) = (event, &leg.subscription) else { return Ok(()) };
        if wish.events.contains(&event) {
            let fields = forms::call_status(self, leg);
            self.callback(Callback {
                kind: Kind::CallStatus,
                call_sid: leg.sid.clone(),
                url: wish.url.clone(),
                method: wish.method,
                fields,
            })
            .await;
        }
        Ok(())
    }

    /// Writes a leg as it stands now.
    fn save(&self, leg: &Leg) -> anyhow::Result<()> {
        self.state.store.call_put(&resource(self, leg))?;
        leg.tell();
        Ok(())
    }
}

/// A leg of a call that is being played, as the REST API shows it now.
pub(super) fn resource(session: &Session, leg: &Leg) -> CallResource {
    let condition = leg.condition().clone();
    let extra = |name: &str| {
        let found = session.setting.extra.iter().find(|(key, _)| key == name);
        found.filter(|_| leg.ends.parent.is_none()).map(|(_, value)| value.clone())
    };
    let started = condition.status != Status::Queued;
    let number = session.setting.number.as_ref().filter(|_| leg.ends.parent.is_none());
    CallResource {
        sid: leg.sid.clone(),
        account_sid: session.setting.account.sid.clone(),
        parent_call_sid: leg.ends.parent.clone(),
        from: leg.ends.from.clone(),
        to: leg.ends.to.clone(),
        phone_number_sid: number.map(|number| number.sid.clone()),
        status: condition.status.as_str().to_owned(),
        direction: leg.ends.direction.as_str().to_owned(),
        start_time: condition.answered_at.or(started.then_some(leg.created)).map(whole),
        end_time: condition.ended_at.map(whole),
        duration: condition.ended_at.map(|_| condition.duration()),
        answered_by: condition.answered_by,
        forwarded_from: extra("ForwardedFrom"),
        caller_name: extra("CallerName"),
        created: whole(leg.created),
        updated: whole(session.clock.now()),
    }
}

fn whole(millis: i64) -> i64 {
    millis.div_euclid(1_000)
}
