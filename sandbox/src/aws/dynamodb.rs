//! `DynamoDB` is the crate dynoxide. Its router is private, so it listens on a port of its own, and
//! requests are passed on to it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context as _, ensure};
use bytes::Bytes;
use dynoxide::Database;
use dynoxide::actions::{create_table::CreateTableRequest, describe_table::DescribeTableRequest};
use http::{Request, Uri};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use s3s::Body;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::AbortHandle;
use twilio_simulator::private;

use super::reply::{Refusal, Reply};
use super::streams::Streams;

#[derive(Debug)]
pub(super) struct DynamoDb {
    pub(super) streams: Streams,
    url: Uri,
    client: Client<HttpConnector, Body>,
    server: AbortHandle,
}

impl Drop for DynamoDb {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl DynamoDb {
    pub(super) async fn start(
        file: Option<PathBuf>,
        tables: &BTreeMap<String, Value>,
    ) -> anyhow::Result<Self> {
        let (database, _connection) = match file {
            Some(file) => {
                private::file(&file)?;
                Streams::file(&file)
            }
            None => Streams::memory(),
        }
        .context("cannot open the DynamoDB database")?;
        for (name, table) in tables {
            create(&database, table).with_context(|| format!("table {name}"))?;
        }
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}/", listener.local_addr()?);
        let streams = Streams::of(database.clone());
        let server = tokio::spawn(dynoxide::server::serve_on(listener, database));
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        Ok(Self {
            streams,
            url: url.parse()?,
            client: Client::builder(TokioExecutor::new()).build(connector),
            server: server.abort_handle(),
        })
    }

    /// Passes a request on with its headers, which dynoxide checks for a signature.
    pub(super) async fn forward(&self, request: Request<Bytes>) -> Result<Reply, Refusal> {
        let mut request = request.map(Body::from);
        *request.uri_mut() = self.url.clone();
        let answer = self.client.request(request).await;
        Ok(answer.map_err(Refusal::internal)?.map(Body::from))
    }
}

fn create(database: &Database, table: &Value) -> anyhow::Result<()> {
    let name = json!({ "TableName": table["TableName"] });
    let describe: DescribeTableRequest = serde_json::from_value(name)?;
    if let Ok(found) = database.describe_table(describe) {
        let found = serde_json::to_value(found)?;
        ensure!(
            schema(&found["Table"]) == schema(table),
            "the stored table has another schema than the template's; start with new data"
        );
        return Ok(());
    }
    let request: CreateTableRequest = serde_json::from_value(table.clone())?;
    database.create_table(request)?;
    Ok(())
}

/// Key schemas of the table and its indexes, by index name; the table's own name is empty.
fn schema(table: &Value) -> BTreeMap<String, Value> {
    let indexes = ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"];
    let indexes = indexes.iter().filter_map(|kind| table[kind].as_array());
    let named = indexes.flatten().map(|index| {
        let name = index["IndexName"].as_str().unwrap_or_default();
        (name.to_owned(), index["KeySchema"].clone())
    });
    named.chain([(String::new(), table["KeySchema"].clone())]).collect()
}
