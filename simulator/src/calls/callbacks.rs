//! Sends callbacks, each when its event happens or when the call is over.

use super::super::delivery::Delivery;
use super::super::form::Spaces;
use super::outbox::Callback;
use super::script::Order;
use super::session::Session;
use super::wire::Sending;

impl Session {
    /// Sends a callback, now or at the end of the call. Its answer changes nothing.
    pub(super) async fn callback(&self, callback: Callback) {
        match self.outbox.order() {
            Order::AsSent | Order::BeforeAnswer => {
                self.deliver(callback, self.outbox.copies()).await;
            }
            Order::Dropped => {}
            Order::Reversed | Order::Shuffled => self.outbox.hold(&callback),
        }
    }

    /// Sends what was held back.
    pub(super) async fn flush(&self) {
        for callback in self.outbox.release() {
            self.deliver(callback, 1).await;
        }
    }

    async fn deliver(&self, callback: Callback, repeat: usize) {
        let kind = callback.kind;
        let sending = Sending {
            kind,
            call_sid: callback.call_sid,
            url: callback.url,
            method: callback.method,
            fields: callback.fields,
            spaces: Spaces::Percent,
            delivery: Delivery { repeat, ..Delivery::default() },
        };
        match self.send(&sending).await {
            Ok(answers) => {
                for answer in answers {
                    self.note(&sending, &answer, answer.error_code);
                }
            }
            Err(error) => self.note_unsent(&sending, &error),
        }
        self.outbox.answered(kind);
    }
}
