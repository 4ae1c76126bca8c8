//! Tells a message's status callback, in the order that is set.

use futures::channel::oneshot;

use super::super::calls::{Callbacks, Order};
use super::super::delivery::Delivery;
use super::super::form::Spaces;
use super::super::messages::Message;
use super::super::state::State;
use super::super::status_form::StatusForm;
use super::super::times;
use super::super::webhook::{Method, Webhook};
use super::queue::Job;

/// Sends the callbacks of one message.
pub(super) struct Teller<'a> {
    state: &'a State,
    callbacks: Callbacks,
    /// Is told when the first callback was answered.
    first: Option<oneshot::Sender<()>>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(state: &'a State, callbacks: Callbacks, first: oneshot::Sender<()>) -> Self {
        Self { state, callbacks, first: Some(first) }
    }

    fn holds_back(&self) -> bool {
        matches!(self.callbacks.order, Order::Reversed | Order::Shuffled)
    }

    /// Tells what is untold, unless it is to be held back. What was under way when a process ended
    /// is told again.
    pub(super) async fn tell(&mut self, message: &Message, job: &Job) -> anyhow::Result<()> {
        if self.holds_back() {
            return Ok(());
        }
        for status in &job.untold {
            self.send(status, message, (job, self.copies())).await?;
            self.state.store.outgoing_told(&job.sid)?;
        }
        Ok(())
    }

    /// Tells all that was held back, at the end of the message.
    pub(super) async fn tell_held(&mut self, message: &Message, job: &Job) -> anyhow::Result<()> {
        let copies = job.untold.iter().flat_map(|text| std::iter::repeat_n(text, self.copies()));
        let mut statuses: Vec<_> = copies.collect();
        match self.callbacks.order {
            Order::Shuffled => fastrand::Rng::with_seed(self.callbacks.seed).shuffle(&mut statuses),
            _ => statuses.reverse(),
        }
        for status in statuses {
            self.send(status, message, (job, 1)).await?;
        }
        Ok(())
    }

    fn copies(&self) -> usize {
        self.callbacks.repeat.max(1)
    }

    /// The answer changes nothing. The account's token is the one it has now.
    async fn send(
        &mut self,
        status: &str,
        message: &Message,
        (job, repeat): (&Job, usize),
    ) -> anyhow::Result<()> {
        let account = self.state.store.account(&message.account_sid)?;
        let is_dropped = self.callbacks.order == Order::Dropped;
        let (Some(url), Some(account), false) = (&job.status_callback, account, is_dropped) else {
            return Ok(());
        };
        let form = StatusForm {
            message,
            status,
            error_code: message.error_code,
            event_type: None,
            receipt: times::receipt(self.state.now()),
        };
        let webhook = Webhook {
            account: &account,
            method: Method::Post,
            url,
            fallback_url: None,
            fields: form.fields(),
            spaces: Spaces::Percent,
            delivery: &Delivery { repeat, ..Delivery::default() },
        };
        self.state.poster.send(&webhook).await?;
        // Whoever waited may have gone.
        let _ = self.first.take().map(|first| first.send(()));
        Ok(())
    }
}
