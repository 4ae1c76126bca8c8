//! Tasks that run until they are asked to stop.

use std::future::Future;

use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A background task. Dropping it asks the task to stop, without waiting.
#[derive(Debug)]
pub(super) struct Background {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

/// The task's view of the request to stop.
#[derive(Debug, Clone)]
pub(super) struct Stop(watch::Receiver<bool>);

impl Background {
    /// Starts the task. It must end soon after `Stop::requested` does.
    pub(super) fn spawn<F>(work: impl FnOnce(Stop) -> F) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let (stop, stopped) = watch::channel(false);
        Self { stop, task: tokio::spawn(work(Stop(stopped))) }
    }

    /// Asks the task to stop and waits until it has.
    pub(super) async fn stop(self) {
        self.stop.send_replace(true);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "a background task failed");
        }
    }
}

impl Stop {
    /// Ends when the task shall stop.
    pub(super) async fn requested(&mut self) {
        // An error means that the owner is gone, which is a request to stop too.
        let _ = self.0.wait_for(|stop| *stop).await;
    }
}
