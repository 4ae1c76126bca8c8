//! `EventBridge` Scheduler: calls functions at the periods that the template gives.

use std::time::Duration;

use futures::future::join_all;
use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use super::background::{Background, Stop};
use super::functions::{Functions, request_id};
use crate::place::{ACCOUNT, REGION};
use crate::template::Template;

/// Runs the schedules of a template. Dropping it ends them.
#[derive(Debug)]
pub struct Scheduler(Background);

impl Scheduler {
    /// Starts the schedules of the functions that have handlers. Each fires at once and then every period, also while an earlier call
    /// still runs. A failed call is not repeated: the next period comes.
    pub fn start(template: &Template, functions: &Functions) -> Self {
        let due = template.functions.iter().filter(|(id, _)| functions.has(id));
        let due = due.flat_map(|(id, f)| f.schedules.iter().map(|period| (id.clone(), *period)));
        let due: Vec<_> = due.filter(|(_, period)| !period.is_zero()).collect();
        let functions = functions.clone();
        Self(Background::spawn(|stop| async move {
            let all = due.into_iter();
            join_all(all.map(|(id, period)| every(period, id, functions.clone(), stop.clone())))
                .await;
        }))
    }

    /// Fires no more and waits for the calls that run.
    pub async fn stop(self) {
        self.0.stop().await;
    }
}

/// Calls one function now, as its schedule would.
pub async fn tick(functions: &Functions, id: &str) -> Result<Value, String> {
    functions.invoke(id, event(id)).await
}

async fn every(period: Duration, id: String, functions: Functions, mut stop: Stop) {
    let mut clock = tokio::time::interval(period);
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut running = JoinSet::new();
    loop {
        tokio::select! {
            biased;
            () = stop.requested() => break,
            Some(_) = running.join_next() => {}
            _ = clock.tick() => { running.spawn(fire(functions.clone(), id.clone())); }
        }
    }
    running.join_all().await;
}

async fn fire(functions: Functions, id: String) {
    if let Err(error) = tick(&functions, &id).await {
        tracing::warn!(function = id, error, "a scheduled call failed");
    }
}

/// The event of a schedule that has no input of its own.
fn event(id: &str) -> Value {
    json!({
        "version": "0",
        "id": request_id(),
        "detail-type": "Scheduled Event",
        "source": "aws.scheduler",
        "account": ACCOUNT,
        "time": Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        "region": REGION,
        "resources": [format!("arn:aws:scheduler:{REGION}:{ACCOUNT}:schedule/default/{id}")],
        "detail": "{}",
    })
}
