//! The directory of the state.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use reqwest::Method;
use serde_json::{Value, json};

use super::child::{API, Local, TWILIO, answered, failure, own_ports, program};

async fn text(local: &Local, to: &Value) -> Value {
    let message = json!({
        "from": "+15550190001", "to": to, "body": "hi",
        "media": [{ "content_type": "image/png", "base64": "cG5n" }],
    });
    let request = local.ask(Method::POST, TWILIO, "/sim/messages").body(message.to_string());
    answered(request).await.1["webhook"]["status"].clone()
}

#[tokio::test]
async fn one_program_at_a_time_uses_a_directory() {
    let folder = tempfile::tempdir().unwrap();
    let data = ["--data", folder.path().to_str().unwrap()];
    let local = Local::start(&data).await;
    let before = fs::read(folder.path().join("lock")).unwrap();
    let other = own_ports().to_string();
    let said = failure(program(&data).args(["--port", &other]));
    let (pid, port) = (format!("process {}", local.pid()), format!("port {}", local.port));
    assert!([&pid, &port, "--data"].iter().all(|part| said.contains(*part)), "{said}");
    assert_eq!(fs::read(folder.path().join("lock")).unwrap(), before);
    assert_eq!(text(&local, &json!("+15550100001")).await, 200);
}

#[tokio::test]
async fn numbers_of_every_tenant_follow_to_another_port() {
    let folder = tempfile::tempdir().unwrap();
    let data = ["--data", folder.path().to_str().unwrap()];
    let number = {
        let local = Local::start(&data).await;
        let request = local.ask(Method::POST, API, "/api/twilio/provision").body("{}");
        let token = local.token(API, "acme").await;
        let (status, answer) = answered(request.bearer_auth(token)).await;
        assert_eq!(status, 201, "{answer}");
        answer["phone_number"].clone()
    };
    let local = Local::start(&data).await;
    assert_eq!(text(&local, &number).await, 200);
    let (_, numbers) = answered(local.ask(Method::GET, TWILIO, "/sim/numbers")).await;
    let own = format!("http://127.0.0.1:{}/", local.port);
    for number in numbers["items"].as_array().unwrap() {
        for url in
            ["sms_url", "sms_fallback_url", "voice_url", "voice_fallback_url", "status_callback"]
        {
            assert!(number[url].as_str().unwrap().starts_with(&own), "{url} of {number}");
        }
    }
}

/// What a directory holds, file by file.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>, std::time::SystemTime)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<_> = entries
        .map(|path| {
            let changed = fs::metadata(&path).unwrap().modified().unwrap();
            let bytes = if path.is_dir() { Vec::new() } else { fs::read(&path).unwrap() };
            (path.display().to_string(), bytes, changed)
        })
        .collect();
    found.sort();
    found
}

#[tokio::test]
async fn a_directory_of_another_version_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let data = ["--data", path];
    drop(Local::start(&data).await);
    let version = folder.path().join("patchbay-version");
    assert_eq!(fs::read_to_string(&version).unwrap(), sandbox::shape::VERSION.to_string());
    // As versions before there was a version left it, and as another one did.
    for other in [None, Some("1"), Some("4000000")] {
        match other {
            None => fs::remove_file(&version).unwrap(),
            Some(other) => fs::write(&version, other).unwrap(),
        }
        let before = contents(folder.path());
        let said = failure(&mut program(&data));
        assert_eq!(said.lines().count(), 1, "{said}");
        let parts = ["patchbay: --data", path, "another version", &format!("rm -r {path}")];
        assert!(parts.iter().all(|part| said.contains(part)), "{said}");
        assert_eq!(contents(folder.path()), before, "{other:?}");
    }
    fs::write(&version, sandbox::shape::VERSION.to_string()).unwrap();
    drop(Local::start(&data).await);
}

#[tokio::test]
async fn a_directory_with_what_is_somebody_elses_can_be_used() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("s3cmd.cfg"), "mine").unwrap();
    drop(Local::start(&["--data", folder.path().to_str().unwrap()]).await);
}

/// Paths under a directory, itself included, with their modes.
fn modes(path: &Path, found: &mut Vec<(String, u32)>) {
    let metadata = fs::symlink_metadata(path).unwrap();
    found.push((path.display().to_string(), metadata.permissions().mode() & 0o777));
    if metadata.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            modes(&entry.unwrap().path(), found);
        }
    }
}

fn assert_private(folder: &Path) {
    let mut found = Vec::new();
    modes(folder, &mut found);
    assert!(found.len() > 12, "{found:?}");
    for (path, mode) in found {
        let wanted = if Path::new(&path).is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode, wanted, "{path} is {mode:o}");
    }
}

#[tokio::test]
async fn all_that_is_kept_is_its_owners_alone() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("state");
    let open = |data: &Path| {
        let mut command = Command::new("sh");
        let (program, data) = (env!("CARGO_BIN_EXE_local"), data.to_str().unwrap().to_owned());
        command.env_clear().args(["-c", "umask 000; exec \"$0\" \"$@\"", program, "--data", &data]);
        command
    };
    let local = Local::run(&mut open(&data), own_ports()).await;
    assert_eq!(text(&local, &json!("+15550100001")).await, 200);
    let thread = "sms.15550100001.15550190001";
    local.newest(API, thread, |message| message["media"][0]["status"] == "stored").await;
    assert_private(&data);
    drop(local);
    // One that was kept otherwise before is put right.
    for name in ["dynamodb.db", "s3", "twilio-media"] {
        fs::set_permissions(data.join(name), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let _local = Local::run(&mut open(&data), own_ports()).await;
    assert_private(&data);
}
