//! `DynamoDB` is the crate dynoxide. Its router is private, so it listens on a port of its own, and
//! requests are passed on to it.
//!
//! It answers one request at a time, behind a lock that blocks. So it has a thread of its own: on those of everybody
//! else, requests that wait for the lock would keep the others from going on, and the whole program from answering.

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::thread::{self, JoinHandle};

use anyhow::{Context as _, ensure};
use bytes::Bytes;
use dynoxide::Database;
use dynoxide::actions::{create_table::CreateTableRequest, describe_table::DescribeTableRequest};
use dynoxide::server::serve_on;
use http::{Request, Uri};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use s3s::Body;
use serde_json::{Value, json};
use tokio::sync::oneshot;
use twilio_simulator::private;

use super::reply::{Refusal, Reply};
use super::streams::Streams;

#[derive(Debug)]
pub(super) struct DynamoDb {
    pub(super) streams: Streams,
    url: Uri,
    client: Client<HttpConnector, Body>,
    _server: Server,
}

impl DynamoDb {
    pub(super) fn start(
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
        let streams = Streams::of(database.clone());
        let (server, address) = Server::start(database)?;
        let url = format!("http://{address}/");
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        Ok(Self {
            streams,
            url: url.parse()?,
            client: Client::builder(TokioExecutor::new()).build(connector),
            _server: server,
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

/// The thread on which dynoxide listens. Dropping it ends both.
#[derive(Debug)]
struct Server {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    fn start(database: Database) -> anyhow::Result<(Self, SocketAddr)> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel::<()>();
        let serve = move || {
            runtime.block_on(async {
                let listener =
                    tokio::net::TcpListener::from_std(listener).expect("it does not block");
                tokio::select! {
                    () = serve_on(listener, database) => {}
                    _ = stopped => {}
                }
            });
        };
        let thread = thread::Builder::new().name("dynamodb".to_owned()).spawn(serve)?;
        Ok((Self { stop: Some(stop), thread: Some(thread) }, address))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        // The database's file is free when this returns.
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
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
