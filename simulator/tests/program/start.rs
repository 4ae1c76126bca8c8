//! Starting, refusing to start, and stopping.

use std::io::{Read, Write};
use std::net::TcpStream;

use super::child::{failure, simulator, started, success};

const SID: &str = "AC00000000000000000000000000000009";

/// The answer to a request for `/sim/messages`.
fn messages(port: u16, method: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let length = body.len();
    let head = format!("{method} /sim/messages HTTP/1.0\r\nContent-Length: {length}\r\n\r\n");
    stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn line<'a>(seen: &'a [String], beginning: &str) -> &'a str {
    seen.iter().map(|line| line.trim_start()).find(|line| line.starts_with(beginning)).unwrap()
}

#[test]
fn it_says_what_is_needed_to_begin() {
    let (running, port, seen) = started(&mut simulator(&["--port", "0"]));
    assert!(line(&seen, "AccountSid").contains("AC0123456789abcdef0123456789abcdef"));
    assert!(line(&seen, "AuthToken").contains("fedcba9876543210fedcba9876543210"));
    let example = seen.last().unwrap().split_once("-d '").unwrap().1.strip_suffix('\'').unwrap();
    assert!(messages(port, "POST", example).contains("\"sid\":\"SM"));
    assert!(running.ends_well_by("-TERM"));
}

#[test]
fn a_directory_keeps_the_state_for_one_program_at_a_time() {
    let data = tempfile::tempdir().unwrap();
    let arguments = ["--port", "0", "--data", data.path().to_str().unwrap()];
    let (running, port, _) = started(&mut simulator(&arguments));
    let example = r#"{"from":"+14155550199","to":"+12125550100","body":"kept"}"#;
    assert!(messages(port, "POST", example).contains("200 OK"));
    let refused = failure(&mut simulator(&arguments));
    assert!(refused.contains("--data") && refused.contains("in use"), "{refused}");
    assert!(running.ends_well_by("-TERM"));

    let (_running, port, seen) = started(&mut simulator(&arguments));
    assert!(line(&seen, "State").contains(arguments[3]));
    let answer = messages(port, "GET", "");
    assert!(answer.contains("\"body\":\"kept\""), "{answer}");
}

#[test]
fn the_account_is_that_of_the_environment_or_of_the_options() {
    let mut command = simulator(&["--port", "0", "--account-sid", SID]);
    let (_running, _, seen) = started(command.env("TWILIO_AUTH_TOKEN", "a-secret"));
    assert!(line(&seen, "AccountSid").contains(SID));
    let token = line(&seen, "AuthToken");
    assert!(token.contains("TWILIO_AUTH_TOKEN") && !seen.iter().any(|l| l.contains("a-secret")));
}

#[test]
fn another_token_for_an_account_that_is_there_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let arguments = ["--port", "0", "--data", data.path().to_str().unwrap()];
    drop(started(&mut simulator(&arguments)));
    let other = [&arguments[..], &["--auth-token", "wanted-one"]].concat();
    let refused = failure(&mut simulator(&other));
    assert!(refused.contains("--auth-token") && !refused.contains("wanted-one"), "{refused}");
}

#[test]
fn refusals_name_the_option() {
    let (_running, port, _) = started(&mut simulator(&["--port", "0"]));
    let taken = failure(&mut simulator(&["--port", &port.to_string()]));
    assert!(taken.contains(&format!("port {port} is taken: --port N")), "{taken}");
    assert!(failure(&mut simulator(&["--account-sid", "AC12"])).contains("--account-sid"));
    let sid = failure(simulator(&[]).env("TWILIO_ACCOUNT_SID", "x"));
    assert!(sid.contains("TWILIO_ACCOUNT_SID"), "{sid}");
    assert!(failure(&mut simulator(&["--port", "70000"])).contains("--port"));
    let file = tempfile::NamedTempFile::new().unwrap();
    let path = file.path().to_str().unwrap();
    assert!(failure(&mut simulator(&["--data", path])).contains(&format!("--data {path}")));
}

#[test]
fn help_names_every_option_and_variable() {
    let help = success(&mut simulator(&["--help"]));
    let names =
        ["--port", "--data", "--account-sid", "--auth-token", "TWILIO_AUTH_TOKEN", "RUST_LOG"];
    assert!(names.iter().all(|name| help.contains(name)), "{help}");
    assert!(!help.contains('`'), "{help}");
}

#[test]
fn an_interrupt_ends_it_well() {
    let (running, _, _) = started(&mut simulator(&["--port", "0"]));
    assert!(running.ends_well_by("-INT"));
}
