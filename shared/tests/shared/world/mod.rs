//! The real store on a `DynamoDB`, and orders of events to try on it. `DYNAMODB_ENDPOINT` names
//! another `DynamoDB` than the sandbox's, such as the one of `scripts/dynamodb-local`.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use sandbox::{Sandbox, Tables};
use serde_json::{Value, json};
use shared::app::{App, Clock};
use shared::config::Config;
use shared::records::{Job, Write};
use shared::store::{Store, StoreError};

const DELIVERIES: usize = 10;

/// The store, and a look behind it.
pub(crate) struct World {
    pub(crate) store: Store,
    tables: Tables,
    names: BTreeMap<String, String>,
    /// Ends what it serves when it is dropped.
    _sandbox: Sandbox,
}

impl World {
    pub(crate) async fn start() -> Self {
        let sandbox = Sandbox::start(Vec::new()).await.unwrap();
        let mut names = sandbox.aws.environment("StatusFunction");
        names.insert("AWS_ACCESS_KEY_ID".to_owned(), "test".to_owned());
        if let Ok(endpoint) = std::env::var("DYNAMODB_ENDPOINT") {
            create_tables(&Tables::at(&endpoint), &sandbox, &mut names).await;
            names.insert("AWS_ENDPOINT_URL".to_owned(), endpoint);
        }
        let config = Config::from_lookup(|name| names.get(name).cloned()).unwrap();
        let tables = Tables::at(config.aws.endpoint.as_deref().unwrap());
        let store = App::new(config, Clock::System).store;
        Self { store, tables, names, _sandbox: sandbox }
    }

    /// All records of the table that this variable names.
    pub(crate) async fn records(&self, variable: &str) -> Vec<Value> {
        self.tables.records(&self.names[variable]).await.unwrap()
    }
}

/// Creates the template's tables under names of this run's own, and puts these in the environment.
async fn create_tables(
    tables: &Tables,
    sandbox: &Sandbox,
    environment: &mut BTreeMap<String, String>,
) {
    let run = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    for (id, table) in &sandbox.aws.template().tables {
        let name = format!("{id}-{run}");
        let mut table = table.clone();
        table["TableName"] = json!(name);
        tables.create(&table).await.unwrap();
        for value in environment.values_mut().filter(|value| *value == id) {
            value.clone_from(&name);
        }
    }
}

/// Commits as Twilio delivers: what was not taken, on a machine that is too busy, comes again.
pub(crate) async fn deliver(store: &Store, (writes, jobs): (&[Write], &[Job])) {
    for _ in 1..DELIVERIES {
        match store.commit(writes, jobs).await {
            Err(StoreError::Unavailable(_)) => {}
            result => return result.map(drop).unwrap(),
        }
    }
    store.commit(writes, jobs).await.map(drop).unwrap();
}

/// `repeats` of the events again, and all in another order.
pub(crate) fn shuffled<E: Clone>(events: &[E], picks: &[Index], repeats: usize) -> Vec<E> {
    let (again, order) = picks.split_at(repeats);
    let again = again.iter().map(|pick| &events[pick.index(events.len())]);
    let mut left: Vec<_> = events.iter().chain(again).cloned().collect();
    order.iter().map(|pick| left.remove(pick.index(left.len()))).collect()
}

/// This many orders of all events and as many `repeats`, as proptest draws them.
pub(crate) fn orders<E: Clone>(events: &[E], repeats: usize, count: usize) -> Vec<Vec<E>> {
    let strategy = prop::collection::vec(any::<Index>(), events.len() + 2 * repeats);
    let mut runner = proptest::test_runner::TestRunner::default();
    let mut draw = || strategy.new_tree(&mut runner).unwrap().current();
    (0..count).map(|_| shuffled(events, &draw(), repeats)).collect()
}
