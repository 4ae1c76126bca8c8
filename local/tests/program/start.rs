//! Starting, and what is said when that cannot be.

use std::net::TcpListener;
use std::process::{Command, Stdio};

use reqwest::Method;
use serde_json::{Value, json};

use super::child::{API, DEV, Local, answered, failure, own_ports, program};

/// What it says, in a directory of its own and with backtraces on.
fn says(arguments: &[&str]) -> String {
    let said = failure(program(&[&["--ephemeral"], arguments].concat()).env("RUST_BACKTRACE", "1"));
    assert!(said.starts_with("patchbay: ") && said.lines().count() == 1, "{said}");
    said
}

#[test]
fn a_port_that_is_in_use_is_named_with_its_purpose() {
    let port = own_ports();
    let purposes = ["website API", "simulated Twilio", "AWS", "/dev"];
    for (offset, purpose) in (0..).zip(purposes) {
        let taken = port + offset;
        let _listener = TcpListener::bind(("127.0.0.1", taken)).unwrap();
        let (port, url) = (port.to_string(), "https://tunnel.example");
        let said = says(&["--port", &port, "--public-url", url]);
        let all = [&format!("port {taken},"), purpose, "in use", "PORT=", "--port"];
        assert!(all.iter().all(|part| said.contains(part)), "{said}");
    }
}

#[test]
fn the_option_or_variable_that_is_wrong_is_named() {
    for url in
        ["foo", "ftp://a.example", "https://", "https://u:p@a.example", "https://a.example?x"]
    {
        for option in ["--public-url", "--twilio-api"] {
            let said = says(&[option, url]);
            assert!(said.contains(&format!("{option} {url}")), "{said}");
        }
    }
    for origin in ["http://localhost:5173/", "localhost:5173", "https://a.example/app", "*"] {
        let said = says(&["--website-origin", origin]);
        assert!(said.contains(&format!("--website-origin {origin}")), "{said}");
    }
    assert!(says(&["--allow-host", "a b"]).contains("--allow-host"));
    assert!(says(&["--port", "0"]).contains("--port"));
    assert!(says(&["--port", "65533"]).contains("--port"));
    for lifetime in ["0", "1.5", "an hour"] {
        let output = program(&["--token-lifetime", lifetime]).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("--token-lifetime"), "{said}");
    }
    let file = tempfile::NamedTempFile::new().unwrap();
    let path = file.path().to_str().unwrap();
    let said = failure(&mut program(&["--data", path]));
    assert!(said.contains(&format!("--data {path} is not a directory")), "{said}");
    let real = ["--ephemeral", "--twilio-api", "https://api.twilio.com"];
    let said =
        failure(program(&real).env("TWILIO_ACCOUNT_SID", "ACx").env("TWILIO_AUTH_TOKEN", "t"));
    assert!(said.contains("TWILIO_ACCOUNT_SID") && !said.contains("ACx"), "{said}");
    let said = failure(program(&real).env("TWILIO_AUTH_TOKEN", "secret"));
    assert!(said.contains("TWILIO_ACCOUNT_SID is not") || said.contains("SID is not"), "{said}");
    assert!(!said.contains("secret"), "{said}");
}

#[test]
fn it_tells_its_version_and_its_options() {
    let say = |option| String::from_utf8(program(&[option]).output().unwrap().stdout).unwrap();
    assert_eq!(say("--version").trim(), format!("local {}", env!("CARGO_PKG_VERSION")));
    let help = say("--help");
    for option in
        ["--port", "--data", "--public-url", "--twilio-api", "--allow-host", "--dashboard", "--log"]
    {
        assert!(help.contains(option), "{option} in {help}");
    }
}

#[tokio::test]
async fn lines_of_the_log_are_json_or_for_people() {
    for (form, begins) in [("json", "{"), ("pretty", "20")] {
        let local = Local::start(&["--ephemeral", "--log", form]).await;
        answered(local.ask(Method::GET, API, "/nothing")).await;
        let line = local.logged(&["request refused", "/nothing"]).await;
        assert!(line.starts_with(begins), "{line}");
    }
}

/// `script` is the terminal. Where there is none of this kind, there is nothing to see.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn at_a_terminal_only_what_goes_wrong_is_logged() {
    for (more, tells_all) in [("", false), ("--log=pretty", true)] {
        let mut command = Command::new("sh");
        // It ends with its terminal, also where whoever runs this lives on without one.
        let run =
            r#"exec env --default-signal=HUP script --quiet --return --command "$*" /dev/null"#;
        let program = env!("CARGO_BIN_EXE_local");
        command.args(["-c", run, "sh", program, "--ephemeral", more]).stdin(Stdio::null());
        let local = Local::run(&mut command, own_ports()).await;
        let (status, _) = local.api(API, Method::GET, ("/api/threads", Value::Null)).await;
        assert_eq!(status, 200);
        answered(local.ask(Method::GET, API, "/nothing")).await;
        local.logged(&["WARN", "request refused", "/nothing"]).await;
        let is_info = |line: &String| line.contains("INFO");
        assert_eq!(local.log().iter().any(is_info), tells_all, "{:?}", local.log());
    }
}

#[tokio::test]
async fn a_token_is_of_a_user_with_a_role() {
    let local = Local::start(&["--ephemeral"]).await;
    let ask = |body: Value| {
        let request = local.ask(Method::POST, API, "/dev/token").body(body.to_string());
        answered(request.header("content-type", "application/json"))
    };
    let (_, answer) = ask(json!({ "tenant": "demo", "user": "ada", "role": "viewer" })).await;
    let token = answer["token"].as_str().unwrap();
    let (status, _) =
        answered(local.ask(Method::GET, API, "/api/threads").bearer_auth(token)).await;
    assert_eq!(status, 200);
    let provision = local.ask(Method::POST, API, "/api/twilio/provision").body("{}");
    let (status, answer) = answered(provision.bearer_auth(token)).await;
    assert_eq!((status, &answer["error"]["needed_role"]), (403, &json!("owner")));
    for refused in [
        json!({ "role": "admin" }),
        json!({ "role": null }),
        json!({ "role": ["owner"] }),
        json!({ "user": null }),
        json!({ "user": "" }),
        json!({ "user": "a\u{7}" }),
    ] {
        let mut body = json!({ "tenant": "demo" });
        body.as_object_mut().unwrap().extend(refused.as_object().unwrap().clone());
        assert_eq!(ask(body).await.0, 400, "{refused}");
    }
}

#[tokio::test]
async fn any_tenant_with_an_account_can_be_shown_it() {
    let local = Local::start(&["--ephemeral"]).await;
    let ask = || answered(local.ask(Method::GET, API, "/dev/account?tenant=acme"));
    let (status, answer) = ask().await;
    assert_eq!(status, 404);
    assert!(answer["message"].as_str().unwrap().contains("provision"), "{answer}");
    let request = local.ask(Method::POST, API, "/api/twilio/provision").body("{}");
    let token = local.token(API, "acme").await;
    assert_eq!(answered(request.bearer_auth(token)).await.0, 201);
    let (status, answer) = ask().await;
    assert_eq!((status, answer["numbers"].as_array().unwrap().len()), (200, 1), "{answer}");
    assert!(local.ask(Method::GET, DEV, "/").send().await.is_err(), "only with --public-url");
}
