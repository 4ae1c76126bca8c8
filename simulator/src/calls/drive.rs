//! Plays a call on its own clock, with all that goes on beside it.

use futures::future::join;

use super::session::{Beside, Session};

impl Session {
    /// Plays the call and all that goes on beside it; then sends the callbacks that were held back.
    pub(super) async fn drive<F: Future>(&self, beside: Beside, call: F) -> F::Output {
        let call = async {
            let outcome = call.await;
            self.close();
            outcome
        };
        let all = async {
            let (outcome, ()) = join(call, beside.run()).await;
            self.flush().await;
            outcome
        };
        self.clock.drive(all).await
    }
}
