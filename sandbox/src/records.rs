//! What is in the tables, as plain JSON, for tests.

use anyhow::{Context, ensure};
use serde_json::Value;

use crate::Sandbox;
use crate::tables::Tables;

impl Sandbox {
    /// All records of a table, by its logical id, in no order.
    pub async fn records(&self, table: &str) -> anyhow::Result<Vec<Value>> {
        Tables::at(self.aws.endpoint()).records(table).await
    }

    /// The only record of a table.
    pub async fn only_record(&self, table: &str) -> anyhow::Result<Value> {
        let mut records = self.records(table).await?;
        ensure!(records.len() == 1, "{table} has {} records", records.len());
        records.pop().context("there is one")
    }
}
