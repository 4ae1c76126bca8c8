//! Calls and voicemails in the real store, on the sandbox's `DynamoDB`.

mod begin;
mod events;
mod files;
mod lists;
mod orders;
mod reports;
mod tenants;
mod voicemails;

use sandbox::Sandbox;
use shared::ids::TenantId;
use shared::records::{Call, Timestamp};
use shared::store::{Outcome, Store};

use events::{Event, Scene};

/// A store with nothing but the demo tenant in it. The sandbox ends when it is dropped.
async fn store() -> (Sandbox, Store) {
    let sandbox = Sandbox::start(Vec::new()).await.unwrap();
    let store = sandbox.app("StatusFunction").unwrap().store;
    (sandbox, store)
}

fn demo() -> TenantId {
    "demo".parse().unwrap()
}

fn other() -> TenantId {
    "other".parse().unwrap()
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

/// Call `number` of the demo tenant, at this time.
fn scene(number: usize, millis: i64) -> Scene {
    Scene { tenant: "demo", number, at: at(millis) }
}

async fn commit(store: &Store, scene: &Scene, event: Event) -> Outcome {
    let (writes, jobs) = scene.decision(&event);
    store.commit(&writes, &jobs).await.unwrap()
}

/// Call `number` as the demo tenant reads it.
async fn read(store: &Store, number: usize) -> Option<Call> {
    store.call_get(&demo(), &events::call_id(number)).await.unwrap()
}
