//! `events/` holds what AWS and Twilio send to each function, for `sam local invoke` and
//! `make lambda-check`. It is written by this code, which also shows that each file still works:
//! `UPDATE_EVENTS=1 cargo test -p local --test events` writes the files anew.

mod background;
mod browser;
mod calls;
mod cases;
mod forms;
mod gateway;
mod twilio;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use sandbox::Sandbox;
use serde_json::Value;
use shared::lambda;

use cases::cases;

const DIRECTORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../events");

#[tokio::test]
async fn the_files_are_what_this_code_writes() -> anyhow::Result<()> {
    let written: BTreeMap<_, _> =
        cases().await?.iter().map(|case| (case.file.to_owned(), case.text())).collect();
    if std::env::var_os("UPDATE_EVENTS").is_some_and(|value| !value.is_empty()) {
        for (file, text) in &written {
            std::fs::write(Path::new(DIRECTORY).join(file), text)?;
        }
    }
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(DIRECTORY)? {
        let entry = entry?;
        let file = entry.file_name().to_string_lossy().into_owned();
        found.insert(file, std::fs::read_to_string(entry.path())?);
    }
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(&written), "write the files anew, or list the new ones");
    for (file, text) in &written {
        assert_eq!(&found[file], text, "{file}: write the files anew");
    }
    Ok(())
}

#[tokio::test]
async fn every_event_is_answered_as_it_should_be() -> anyhow::Result<()> {
    let (sandbox, _twilio) = cases::sandbox().await?;
    for case in cases().await? {
        let answer = Box::pin(answer(&sandbox, case.file, case.event)).await.context(case.file)?;
        let (pointer, expected) = case.answer;
        assert_eq!(answer.pointer(pointer), Some(&expected), "{}: {answer}", case.file);
    }
    Ok(())
}

#[tokio::test]
async fn every_function_has_an_event() -> anyhow::Result<()> {
    let cases = cases().await?;
    let (sandbox, _twilio) = cases::sandbox().await?;
    for function in sandbox.aws.template().functions.values() {
        let file = format!("{}.json", function.binary);
        assert!(cases.iter().any(|case| case.file == file), "there is no {file}");
    }
    Ok(())
}

/// What the function that a file is named for answers.
pub(crate) async fn answer(sandbox: &Sandbox, file: &str, event: Value) -> anyhow::Result<Value> {
    let name = file.split('.').next().unwrap_or_default();
    let functions = &sandbox.aws.template().functions;
    let function = functions.iter().find(|(_, function)| function.binary == name);
    let (id, _) = function.with_context(|| format!("the template has no function {name}"))?;
    let app = sandbox.app(id)?;
    let answer = match name {
        "sms" => lambda::webhook::<sms::Sms>(&app, event).await,
        "status" => lambda::webhook::<status::Status>(&app, event).await,
        "call-status" => lambda::webhook::<call_status::CallStatus>(&app, event).await,
        "recording" => lambda::webhook::<recording::Recording>(&app, event).await,
        "voicemail" => lambda::webhook::<voicemail::Voicemail>(&app, event).await,
        "media" => lambda::worker::<media::Media>(&app, event).await,
        "announce" => lambda::worker::<announce::Announce>(&app, event).await,
        "deliver" => lambda::worker::<deliver::Deliver>(&app, event).await,
        "importer" => lambda::worker::<importer::Importer>(&app, event).await,
        "spool" => lambda::worker::<spool::Spool>(&app, event).await,
        "webhooks" => Box::pin(lambda::api::<webhooks::Webhooks>(&app, event)).await,
        "sweeper" => lambda::worker::<sweeper::Sweeper>(&app, event).await,
        "website" => Box::pin(lambda::api::<website::Website>(&app, event)).await,
        "voice" => Box::pin(lambda::webhook::<voice::Voice>(&app, event)).await,
        "twiml" => Box::pin(lambda::webhook::<twiml::Twiml>(&app, event)).await,
        "messages" => Box::pin(lambda::api::<messages::Messages>(&app, event)).await,
        "numbers" => Box::pin(lambda::api::<numbers::Numbers>(&app, event)).await,
        "sender" => lambda::worker::<sender::Sender>(&app, event).await,
        "accounts" => Box::pin(lambda::api::<accounts::Accounts>(&app, event)).await,
        "outbound-call" => lambda::api::<outbound_call::OutboundCall>(&app, event).await,
        _ => bail!("this test does not run {name} yet"),
    };
    answer.map_err(|error| anyhow!(error))
}
