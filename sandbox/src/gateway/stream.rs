//! `DynamoDB` stream event source mappings: changes of a table become events, in order.
//!
//! As with `ReportBatchItemFailures`: what comes before the first change that the function reports as
//! failed is done; that one and all after it come again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use futures::future::join_all;
use serde_json::{Value, json};
use tokio::sync::Mutex as Turn;
use tokio::time::timeout;
use twilio_simulator::private;

use super::background::{Background, Stop};
use super::functions::Functions;
use crate::aws::{Position, Streams};
use crate::template::{StreamSource, Template};

/// Longest wait before a stream is looked at again.
const LONG_POLL: Duration = Duration::from_secs(20);
/// Wait before changes that have failed come again.
const PAUSE: Duration = Duration::from_millis(500);
/// Where the readers stand, in the directory of the state.
const FILE: &str = "streams.json";

/// All streams that feed functions.
#[derive(Debug, Clone)]
pub struct StreamReaders(Arc<Vec<Reader>>);

/// One stream and the function that it feeds.
struct Reader {
    function: String,
    source: StreamSource,
    functions: Functions,
    streams: Streams,
    positions: Arc<Positions>,
    /// Whoever feeds the function; how often its first change has failed.
    turn: Turn<u64>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {}", self.function, self.source.table)
    }
}

/// Feeds functions from streams. Dropping it reads no more.
#[derive(Debug)]
pub struct StreamPoller(Background);

impl StreamReaders {
    /// The streams that feed functions of the template which have handlers. `data` keeps how far they
    /// have been read.
    pub fn of(
        template: &Template,
        functions: &Functions,
        streams: &Streams,
        data: Option<&Path>,
    ) -> anyhow::Result<Self> {
        let positions = Arc::new(Positions::open(data)?);
        let fed = template.functions.iter().filter(|(id, _)| functions.has(id));
        let fed = fed.flat_map(|(id, f)| f.streams.iter().map(move |source| (id, source)));
        let reader = |(function, source): (&String, &StreamSource)| Reader {
            function: function.clone(),
            source: source.clone(),
            functions: functions.clone(),
            streams: streams.clone(),
            positions: Arc::clone(&positions),
            turn: Turn::new(0),
        };
        Ok(Self(Arc::new(fed.map(reader).collect())))
    }

    /// Feeds what has changed until now, one batch after the other; ends early at a batch of which
    /// something fails.
    pub async fn drain(&self) {
        join_all(self.0.iter().map(|reader| async { while reader.feed().await == Fed::Some {} }))
            .await;
    }

    /// Feeds all that changes from now on, and has changed before.
    pub fn start(self) -> StreamPoller {
        StreamPoller(Background::spawn(|stop| async move {
            join_all(self.0.iter().map(|reader| reader.follow(stop.clone()))).await;
        }))
    }
}

impl StreamPoller {
    /// Reads no more and waits until what was read is handled.
    pub async fn stop(self) {
        self.0.stop().await;
    }
}

/// What became of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fed {
    /// There was none.
    Nothing,
    /// Some of it is done.
    Some,
    /// Its first change has failed.
    Failed,
}

impl Reader {
    async fn follow(&self, mut stop: Stop) {
        loop {
            let changed = self.streams.changed();
            let fed = self.feed().await;
            let wait = async {
                match fed {
                    Fed::Nothing => drop(timeout(LONG_POLL, changed).await),
                    Fed::Some => {}
                    Fed::Failed => tokio::time::sleep(PAUSE).await,
                }
            };
            tokio::select! {
                biased;
                () = stop.requested() => return,
                () = wait => {}
            }
        }
    }

    async fn feed(&self) -> Fed {
        let mut failures = self.turn.lock().await;
        let key = format!("{}/{}", self.function, self.source.table);
        let position = self.positions.get(&key);
        let records = match self.streams.after(&self.source.table, position, self.source.batch_size)
        {
            Ok(records) => records,
            Err(error) => {
                tracing::error!(table = self.source.table, %error, "cannot read a stream");
                return Fed::Failed;
            }
        };
        let Some(last) = records.last().and_then(number) else { return Fed::Nothing };
        let event = json!({ "Records": records });
        let answer = self.functions.invoke(&self.function, event).await;
        let failed = first_failure(answer, &records);
        let first = records.first().and_then(number).unwrap_or(last);
        let done = match failed {
            None => last,
            Some(failed) if failed > first => failed - 1,
            Some(failed) if self.source.retries.is_some_and(|most| *failures >= most) => {
                let (function, table) = (&self.function, &self.source.table);
                tracing::error!(function, table, "a change is left out");
                failed
            }
            Some(_) => {
                *failures += 1;
                return Fed::Failed;
            }
        };
        *failures = 0;
        self.positions.set(&key, done);
        Fed::Some
    }
}

fn number(record: &Value) -> Option<Position> {
    Streams::position(record["dynamodb"]["SequenceNumber"].as_str()?)
}

/// The first change that comes again; all of them, if the function failed.
fn first_failure(answer: Result<Value, String>, records: &[Value]) -> Option<Position> {
    let first = records.first().and_then(number);
    match answer {
        Ok(answer) => {
            let items = answer["batchItemFailures"].as_array()?;
            let position = |item: &Value| Streams::position(item["itemIdentifier"].as_str()?);
            items.iter().map(|item| position(item).or(first)).min().flatten()
        }
        Err(error) => {
            tracing::warn!(error, "a batch of changes failed");
            first
        }
    }
}

/// How far each stream was read, by function and table.
#[derive(Debug)]
struct Positions {
    file: Option<PathBuf>,
    known: Mutex<BTreeMap<String, Position>>,
}

impl Positions {
    fn open(data: Option<&Path>) -> anyhow::Result<Self> {
        let file = data.map(|data| data.join(FILE));
        let known = match &file {
            Some(file) if file.exists() => {
                let text = std::fs::read(file)?;
                serde_json::from_slice(&text).with_context(|| file.display().to_string())?
            }
            _ => BTreeMap::new(),
        };
        Ok(Self { file, known: Mutex::new(known) })
    }

    fn get(&self, key: &str) -> Position {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(key).copied().unwrap_or_default()
    }

    fn set(&self, key: &str, position: Position) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(key.to_owned(), position);
        if let Some(file) = &self.file
            && let Err(error) = keep(file, &known)
        {
            tracing::error!(%error, "how far streams were read is not kept");
        }
    }
}

/// Whole or not at all.
fn keep(file: &Path, known: &BTreeMap<String, Position>) -> anyhow::Result<()> {
    let new = file.with_extension("new");
    private::file(&new)?;
    std::fs::write(&new, serde_json::to_vec(known)?)?;
    Ok(std::fs::rename(&new, file)?)
}
