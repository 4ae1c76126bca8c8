//! That nobody is quick by doing less: the programs write the same, and all of it is there.

use std::collections::{BTreeMap, HashSet};

use anyhow::{Context as _, ensure};
use serde_json::Value;

use crate::endpoint::Endpoint;
use crate::event::Event;
use crate::function::Function;
use crate::process::Process;
use crate::program::{Program, Side};
use crate::world::World;

const TABLES: [&str; 5] =
    ["MessagesTable", "ThreadsTable", "ContactsTable", "CallsTable", "ArrivalsTable"];
/// What follows from a record's own id or the time.
const OWN: [&str; 2] = ["settle_shard", "expires_at"];

/// Records without what is each one's own, by table.
type Records = BTreeMap<&'static str, Vec<BTreeMap<String, String>>>;

/// Has every program serve one event, and holds answer and records against those of the product.
pub(crate) async fn same_records(world: &mut World, programs: &[Program]) -> anyhow::Result<()> {
    world.go_to(Endpoint::Plain);
    let mut written = Vec::new();
    for program in programs.iter().filter(|program| program.writes()) {
        let event = world.event(program)?;
        let mut process = Process::start(world, program, Endpoint::Plain).await?;
        let invoked = process.invoke(event.clone()).await?;
        process.end().await?;
        written.push((program, (invoked.answer, records(world, &event).await?)));
    }
    for function in Function::ALL {
        let product = written.iter().find(|(program, _)| program.is(Side::Product, function));
        let (_, expected) = product.context("the product answers")?;
        for (program, found) in written.iter().filter(|(program, _)| program.function == function) {
            let name = program.name();
            ensure!(found == expected, "{name}:\n{found:#?}\ninstead of\n{expected:#?}");
        }
    }
    println!("all answer and write the same");
    Ok(())
}

/// What is there of an event.
async fn records(world: &World, event: &Event) -> anyhow::Result<Records> {
    let mut found = Records::new();
    for table in TABLES {
        let records = world.sandbox.records(table).await?;
        let texts = records.iter().map(|record| (record, record.to_string()));
        let person = &event.number[1..];
        let of_event = texts.filter(|(_, text)| text.contains(&event.sid) || text.contains(person));
        let of_event = of_event.map(|(record, _)| bare(record, event)).collect::<Vec<_>>();
        if !of_event.is_empty() {
            found.insert(table, of_event);
        }
    }
    ensure!(!found.is_empty(), "nothing is written of {}", event.sid);
    Ok(found)
}

/// A record with the same text wherever there is something of its own.
fn bare(record: &Value, event: &Event) -> BTreeMap<String, String> {
    let common = |text: &str| {
        let text = text.replace(&event.sid, "SID").replace(&event.number[1..], "NUMBER");
        match text.rsplit_once('#') {
            // The time of an arrival.
            Some((pair, slot)) if slot.parse::<u64>().is_ok() => format!("{pair}#SLOT"),
            _ => text,
        }
    };
    let fields = record.as_object().into_iter().flatten().map(|(name, value)| {
        let value = match value {
            _ if OWN.contains(&name.as_str()) => "OWN".to_owned(),
            Value::String(text) if is_time(text) => "TIME".to_owned(),
            Value::String(text) if is_hash(text) => "HASH".to_owned(),
            Value::String(text) => common(text),
            // In the order of names, whatever the order in the record.
            Value::Object(fields) => format!("{:?}", fields.iter().collect::<BTreeMap<_, _>>()),
            other => other.to_string(),
        };
        (common(name), value)
    });
    fields.collect()
}

fn is_time(text: &str) -> bool {
    text.len() == "2026-10-01T12:00:00.000Z".len() && text.ends_with('Z') && text.contains('T')
}

fn is_hash(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Fails if a record is missing of anything that was answered.
pub(crate) async fn all_there(world: &World) -> anyhow::Result<()> {
    let mut there = HashSet::new();
    for function in [Function::Sms, Function::Voice] {
        let (table, key) = function.record();
        let records = world.sandbox.records(table).await?;
        there.extend(records.iter().filter_map(|record| Some(record[key].as_str()?.to_owned())));
    }
    let missing = world.written.iter().filter(|(_, sid)| !there.contains(sid)).count();
    ensure!(missing == 0, "{missing} of {} records are missing", world.written.len());
    println!("all {} records are there", world.written.len());
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_each_ones_own_is_not_compared() {
        let of = |number: u64, hash: &str, time: &str| {
            let event = Event::new(Function::Voice, number, "https://a.b").unwrap();
            let record = json!({
                "call_id": event.sid,
                "contact_id": hash.repeat(32),
                format!("address:{}", event.number): time,
                "pair": format!("demo#+15550100001#{}#{number}", event.number),
                "settle_shard": number,
                "body": "text",
            });
            bare(&record, &event)
        };
        let one = of(1_000_001, "a", "2026-10-01T12:00:00.000Z");
        assert_eq!(one, of(1_000_002, "b", "2026-10-02T13:00:00.123Z"));
        assert_eq!(one["pair"], "demo#+15550100001#+NUMBER#SLOT");
        assert_eq!(one["body"], "text");
        let event = Event::new(Function::Voice, 1, "https://a.b").unwrap();
        assert_ne!(bare(&json!({"body": "other"}), &event), bare(&json!({"body": "x"}), &event));
    }
}
