//! A process that speaks to the Runtime API: this test binary itself, running `bootstrap` alone.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::template;
use crate::gateway::Functions;
use crate::gateway::runtime_api::Process;

/// A script that is being written cannot be run, and a process that is being started may hold
/// other threads' files for a moment. So both happen one after the other.
static STARTING: Mutex<()> = Mutex::new(());

fn start(environment: &[(&str, &str)]) -> (TempDir, Process) {
    let _alone = STARTING.lock().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let script = dir.path().join("bootstrap");
    let binary = std::env::current_exe().unwrap();
    let name = "gateway::tests::runtime_api::bootstrap";
    let text =
        format!("#!/bin/sh\nexec '{}' --exact {name} --ignored --nocapture\n", binary.display());
    std::fs::write(&script, text).unwrap();
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o700)).unwrap();
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let environment: BTreeMap<_, _> = environment.iter().map(owned).collect();
    let process = Process::spawn(&script, &environment).unwrap();
    (dir, process)
}

/// Not a test of its own: the process that the tests start.
#[tokio::test]
#[ignore = "runs as the child process of the other tests"]
async fn bootstrap() {
    let Ok(api) = std::env::var("AWS_LAMBDA_RUNTIME_API") else { return };
    let api = format!("http://{api}/2018-06-01/runtime");
    let client = reqwest::Client::new();
    let post = async |path: &str, body: String| {
        client.post(format!("{api}/{path}")).body(body).send().await.unwrap().status().as_u16()
    };
    if std::env::var("FAIL_INIT").is_ok() {
        let error = json!({"errorMessage": "no table", "errorType": "Init"});
        assert_eq!(post("init/error", error.to_string()).await, 202);
        std::process::exit(1);
    }
    loop {
        let next = client.get(format!("{api}/invocation/next")).send().await.unwrap();
        let headers = next.headers().clone();
        let header = |name: &str| headers[name].to_str().unwrap().to_owned();
        let id = header("lambda-runtime-aws-request-id");
        let event: Value = serde_json::from_slice(&next.bytes().await.unwrap()).unwrap();
        let (response, error) =
            (format!("invocation/{id}/response"), format!("invocation/{id}/error"));
        match event["do"].as_str() {
            Some("fail") => {
                let body = json!({"errorMessage": "bad luck", "errorType": "Luck"});
                assert_eq!(post(&error, body.to_string()).await, 202);
            }
            Some("exit") => std::process::exit(3),
            Some("grow") => assert_eq!(post(&response, "x".repeat(7 << 20)).await, 413),
            Some("stray") => {
                println!("stray {}", post("invocation/0/response", "1".to_owned()).await);
                eprintln!("stray error");
                assert_eq!(post(&response, "not JSON".to_owned()).await, 202);
            }
            _ => {
                let names = ["deadline-ms", "invoked-function-arn", "trace-id"];
                let headers = names.map(|name| header(&format!("lambda-runtime-{name}")));
                let variables: BTreeMap<_, _> = std::env::vars().collect();
                let answer = json!({"event": event, "headers": headers, "environment": variables});
                assert_eq!(post(&response, answer.to_string()).await, 202);
            }
        }
    }
}

#[tokio::test]
async fn events_go_in_and_responses_come_out() {
    let (_dir, process) = start(&[("TABLE", "t"), ("AWS_REGION", "eu-west-1")]);
    let found = process.invoke(json!({"a": [1, "é"]})).await.unwrap();
    assert_eq!(found["event"], json!({"a": [1, "é"]}));
    let environment = &found["environment"];
    assert_eq!(environment["TABLE"], "t");
    assert_eq!(environment["AWS_REGION"], "eu-west-1");
    assert_eq!(environment["AWS_LAMBDA_FUNCTION_NAME"], "bootstrap");
    assert_eq!(environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"], "256");
    assert_eq!(environment.get("CARGO_MANIFEST_DIR"), None);
    let deadline: i64 = found["headers"][0].as_str().unwrap().parse().unwrap();
    let left = deadline - jiff::Timestamp::now().as_millisecond();
    assert!((1..=900_000).contains(&left), "{left}");
    let arn = "arn:aws:lambda:us-east-1:000000000000:function:bootstrap";
    assert_eq!(found["headers"][1], arn);
    assert!(process.peak_rss_bytes().unwrap() > 1 << 20);
    let both = tokio::join!(process.invoke(json!(1)), process.invoke(json!(2)));
    assert_eq!(
        (both.0.unwrap()["event"].clone(), both.1.unwrap()["event"].clone()),
        (1.into(), 2.into())
    );
}

#[tokio::test]
async fn errors_and_output_are_seen() {
    let (_dir, process) = start(&[]);
    let failed = process.invoke(json!({"do": "fail"})).await;
    assert_eq!(failed.unwrap_err(), "Luck: bad luck");
    let large = process.invoke(json!({"do": "grow"})).await.unwrap_err();
    assert!(large.contains("over 6 MB"), "{large}");
    let stray = process.invoke(json!({"do": "stray"})).await.unwrap_err();
    assert!(stray.starts_with("Runtime.InvalidResponse"), "{stray}");
    assert_eq!(process.wait_for_line("stray 4").await.unwrap(), "stray 400");
    process.wait_for_line("stray error").await.unwrap();
    let lines = process.lines();
    assert!(lines.iter().any(|line| line == "stray 400"), "{lines:?}");
}

#[tokio::test]
async fn a_process_that_ends_fails_its_calls() {
    let (_dir, process) = start(&[]);
    let calls = tokio::join!(process.invoke(json!({"do": "exit"})), process.invoke(json!({})));
    assert_eq!(calls.0.unwrap_err(), "Runtime exited: exit status: 3");
    assert_eq!(calls.1.unwrap_err(), "Runtime exited: exit status: 3");
    assert!(process.invoke(json!({})).await.is_err());
    assert!(process.wait_for_line("no such line").await.is_err());

    let (_dir, process) = start(&[("FAIL_INIT", "1")]);
    assert_eq!(process.invoke(json!({})).await.unwrap_err(), "Init: no table");
}

#[tokio::test]
async fn a_handler_keeps_the_process_and_dropping_kills_it() {
    let (_dir, process) = start(&[]);
    let process = Arc::new(process);
    let mut functions = Functions::new(&template("http://issuer"));
    functions.insert("Echo", process.handler()).unwrap();
    let status = format!("/proc/{}", process.pid());
    drop(process);
    assert_eq!(functions.invoke("Echo", json!(5)).await.unwrap()["event"], 5);
    assert!(std::fs::exists(&status).unwrap());
    drop(functions);
    let gone = async {
        while std::fs::exists(&status).unwrap() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), gone).await.unwrap();
}
