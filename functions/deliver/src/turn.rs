//! A delivery whose turn it is: it is posted, and what becomes of it is written.
//!
//! An endpoint that has failed several times in a row rests: its lanes, which may be thousands, do not
//! all ask it at their times. What falls into a rest counts as a try, but for the last one.

use shared::app::App;
use shared::records::{Endpoint, EventDelivery, SwitchedOff, Timestamp};
use shared::store::Heard;
use shared::worker::NotDone;
use twilio::auth_token::AuthToken;

use crate::name::NAME;
use crate::post::{Answer, Poster};

/// How a lane goes on.
pub(crate) enum Next {
    /// With its next delivery.
    GoesOn,
    /// With the same one, then.
    Waits(Timestamp),
}

/// The deliveries of one endpoint that are made one after the other.
pub(crate) struct Turn<'a> {
    app: &'a App,
    endpoint: Endpoint,
    secrets: Option<Vec<AuthToken>>,
}

impl<'a> Turn<'a> {
    pub(crate) fn of(app: &'a App, endpoint: Endpoint) -> Self {
        Self { app, endpoint, secrets: None }
    }

    pub(crate) async fn take(&mut self, delivery: &EventDelivery) -> Result<Next, NotDone> {
        let now = self.app.now();
        if self.endpoint.switched_off.is_some() {
            return self.refused(delivery, &unasked("the endpoint is switched off"), None).await;
        }
        if delivery.next_try_at > now {
            return Ok(Next::Waits(delivery.next_try_at));
        }
        let next = delivery.pause(now).map(|pause| now.after(pause.mul_f64(jitter())));
        let has_waited = delivery.tries == 0;
        if self.endpoint.rests(now) && (next.is_some() || has_waited) {
            let heard = unasked("not asked: the server has not taken the last events");
            return self.refused(delivery, &heard, next).await;
        }
        let secrets = self.secrets().await?;
        let poster = Poster::of(self.app.config.aws.reach());
        match poster.post(&self.endpoint.url, (delivery, &secrets), now).await {
            Answer::Taken(heard) => self.taken(delivery, &heard).await,
            Answer::Refused(heard) => {
                self.failed().await?;
                self.refused(delivery, &heard, next).await
            }
            Answer::Gone(heard) => {
                self.switch_off(SwitchedOff::Gone).await?;
                self.refused(delivery, &heard, None).await
            }
        }
    }

    async fn taken(&mut self, delivery: &EventDelivery, heard: &Heard) -> Result<Next, NotDone> {
        self.app.store.delivery_taken(delivery, heard, self.app.now()).await?;
        self.app.store.endpoint_well(&self.endpoint).await?;
        self.endpoint.failing_since = None;
        Ok(Next::GoesOn)
    }

    async fn refused(
        &self,
        delivery: &EventDelivery,
        heard: &Heard,
        next: Option<Timestamp>,
    ) -> Result<Next, NotDone> {
        let (app, lane) = (self.app, &delivery.lane);
        app.store.delivery_refused(delivery, (heard, next), app.now()).await?;
        if let Some(next) = next {
            return Ok(Next::Waits(next));
        }
        tracing::warn!(
            function = NAME,
            tenant_id = %lane.tenant_id,
            endpoint_id = %lane.endpoint_id,
            event_id = %delivery.event_id,
            "an event is given up"
        );
        Ok(Next::GoesOn)
    }

    async fn failed(&mut self) -> Result<(), NotDone> {
        let (endpoint, now) = (&self.endpoint, self.app.now());
        self.app.store.endpoint_failed(endpoint, endpoint.rest(), now).await?;
        if endpoint.is_given_up(now) {
            self.switch_off(SwitchedOff::Failing).await?;
        }
        Ok(())
    }

    async fn switch_off(&mut self, reason: SwitchedOff) -> Result<(), NotDone> {
        let Endpoint { tenant_id, endpoint_id, .. } = &self.endpoint;
        if self.app.store.endpoint_switch_off(&self.endpoint, reason).await? {
            let function = NAME;
            tracing::warn!(
                function, %tenant_id, %endpoint_id, ?reason, "an endpoint is switched off"
            );
        }
        self.endpoint.switched_off = Some(reason);
        Ok(())
    }

    async fn secrets(&mut self) -> Result<Vec<AuthToken>, NotDone> {
        if let Some(known) = &self.secrets {
            return Ok(known.clone());
        }
        let pair = self.endpoint.secrets(self.app.now());
        let mut open = Vec::new();
        for secret in [Some(pair.current), pair.previous].into_iter().flatten() {
            let id = &self.endpoint.endpoint_id;
            open.push(self.app.secrets.decrypt_signing(id, secret).await?);
        }
        Ok(self.secrets.insert(open).clone())
    }
}

fn unasked(error: &str) -> Heard {
    Heard { error: Some(error.to_owned()), ..Heard::default() }
}

/// So that lanes that have failed together do not come together.
fn jitter() -> f64 {
    fastrand::f64().mul_add(0.2, 0.9)
}
