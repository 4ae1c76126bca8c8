//! What must not be: the rules of `docs/ARCHITECTURE.md`, held against the source.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod circles;
mod document;
mod imports;
mod paths;
mod roles;
mod targets;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sandbox::template::Template;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The routes of `template.yaml`: to which function each leads, and whether it needs a token.
fn template() -> BTreeMap<String, (String, bool)> {
    let template = fs::read_to_string(root().join("template.yaml")).unwrap();
    let parameters = [("JwtIssuer", "issuer"), ("JwtAudience", "audience")];
    let parameters = parameters.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let template = Template::parse(&template, "http://127.0.0.1", &parameters.into()).unwrap();
    let mut routes = BTreeMap::new();
    for (id, function) in template.functions {
        for route in function.routes {
            let name = format!("{} {}", route.method, route.path);
            assert!(
                routes.insert(name.clone(), (id.clone(), route.authorized)).is_none(),
                "{name}"
            );
        }
    }
    routes
}

/// The directories of all packages, from the root.
fn packages() -> Vec<String> {
    let mut found = Vec::new();
    let others = ["target", "src", "node_modules"];
    let mut open = vec![root()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(directory).unwrap().map(|entry| entry.unwrap()) {
            let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
            if name == "Cargo.toml" && path.parent() != Some(&root()) {
                let package = path.parent().unwrap().strip_prefix(root()).unwrap();
                found.push(package.to_str().unwrap().to_owned());
            } else if path.is_dir() && !name.starts_with('.') && !others.contains(&&*name) {
                open.push(path);
            }
        }
    }
    found
}

/// Rust files under a directory of the repository, with their paths from its root.
fn sources(directory: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(directory)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
            found.push((name, fs::read_to_string(path).unwrap()));
        }
    }
    assert!(!found.is_empty(), "{directory}");
    found
}

fn functions() -> Vec<String> {
    let folders = fs::read_dir(root().join("functions")).unwrap();
    folders.map(|folder| folder.unwrap().file_name().into_string().unwrap()).collect()
}

/// Files under `directory` that hold one of `words`, except where they may.
fn offenders(directory: &str, words: &[&str], allowed: &[&str]) -> Vec<String> {
    let offends = |(name, text): &(String, String)| {
        !allowed.iter().any(|allowed| name.starts_with(allowed))
            && text.lines().any(|line| {
                let code = line.split("//").next().unwrap_or_default();
                words.iter().any(|word| code.contains(word))
            })
    };
    sources(directory).into_iter().filter(offends).map(|(name, _)| name).collect()
}

const NONE: [String; 0] = [];
const WEBHOOKS: [&str; 7] =
    ["sms", "status", "voice", "twiml", "call-status", "recording", "voicemail"];

#[test]
fn only_the_edge_knows_lambda() {
    let words = ["lambda_http", "lambda_runtime", "aws_lambda_events"];
    assert_eq!(offenders("shared/src", &words, &["shared/src/lambda"]), NONE);
    assert_eq!(offenders("functions", &words, &[]), NONE);
}

/// What of `lambda_http` may be used. Its `run` and its `Request` build a URL of their own.
const EVENT_TYPES: &str = "::aws_lambda_events::";

/// Whether code names more of `lambda_http` than AWS's types of events and answers.
fn uses_lambda_http(text: &str) -> bool {
    let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    let code: Vec<_> = code.flat_map(str::split_whitespace).collect();
    code.concat().split("lambda_http").skip(1).any(|rest| !rest.starts_with(EVENT_TYPES))
}

#[test]
fn nobody_lets_lambda_http_build_a_url() {
    let beyond = sources("shared/src").into_iter().filter(|(_, text)| uses_lambda_http(text));
    assert_eq!(beyond.map(|(name, _)| name).collect::<Vec<_>>(), NONE);
    let edge = ["shared/src/lambda", "local/tests/architecture/main.rs"];
    for directory in ["shared", "functions", "simulator", "sandbox", "local"] {
        let words = ["lambda_http", "lambda_runtime", "aws_lambda_events"];
        assert_eq!(offenders(directory, &words, &edge), NONE);
    }
}

/// The rule above can fail.
#[test]
fn other_parts_of_lambda_http_are_found() {
    for allowed in [
        "use lambda_http::aws_lambda_events::apigw::ApiGatewayV2httpRequest;",
        "// lambda_http::run",
    ] {
        assert!(!uses_lambda_http(allowed), "{allowed}");
    }
    for forbidden in [
        "use lambda_http::Request;",
        "use lambda_http::{\n    RequestExt,\n};",
        "use lambda_http::{self as http, aws_lambda_events};",
        "use lambda_http as http;",
        "use lambda_http ::\n run;",
        "lambda_http::run(service).await",
        "fn of(answer: impl lambda_http::IntoResponse) {}",
    ] {
        assert!(uses_lambda_http(forbidden), "{forbidden}");
    }
}

#[test]
fn only_the_adapters_know_aws() {
    let adapters = [
        "shared/src/aws.rs",
        "shared/src/media",
        "shared/src/queue.rs",
        "shared/src/secrets.rs",
        "shared/src/store/",
    ];
    assert_eq!(offenders("shared/src", &["aws_sdk_"], &adapters), NONE);
    assert_eq!(offenders("functions", &["aws_sdk_"], &[]), NONE);
}

/// Others panic where no provider is installed, which is in release builds alone: the sandbox's has one.
#[test]
fn http_clients_have_their_tls_from_one_place() {
    let others = ["Client::builder(", "Client::new()", "reqwest::get("];
    assert_eq!(offenders("shared/twilio/src", &others, &["shared/twilio/src/client/tls.rs"]), NONE);
    assert_eq!(offenders("shared/src", &others, &[]), NONE);
    let functions = offenders("functions", &others, &[]);
    assert_eq!(functions.into_iter().find(|name| !name.contains("/tests/")), None);
}

#[test]
fn the_pure_parts_are_pure() {
    let words = ["async ", ".await", "std::env", "SystemTime", "Instant::now"];
    for pure in [
        "answers",
        "call_fields.rs",
        "callback.rs",
        "destinations",
        "destinations.rs",
        "digest.rs",
        "ids",
        "ids.rs",
        "public_url.rs",
        "records",
    ] {
        assert_eq!(offenders(&format!("shared/src/{pure}"), &words, &[]), NONE);
    }
    assert_eq!(offenders("shared/twilio/src", &words, &["shared/twilio/src/client"]), NONE);
}

#[test]
fn the_protocol_and_the_simulator_stand_alone() {
    let words = ["aws_sdk_", "aws_config", "lambda_", "shared::", "sandbox::"];
    assert_eq!(offenders("shared/twilio/src", &words, &[]), NONE);
    assert_eq!(offenders("simulator/src", &words, &[]), NONE);
    assert_eq!(offenders("shared/twilio/src", &["env::var"], &[]), NONE);
}

#[test]
fn only_the_configuration_reads_the_environment() {
    let words = ["env::var", "env!("];
    assert_eq!(offenders("shared/src", &words, &["shared/src/config.rs"]), NONE);
    for function in functions() {
        assert_eq!(offenders(&format!("functions/{function}/src"), &words, &[]), NONE);
    }
}

#[test]
fn webhooks_never_call_twilio() {
    // Of messages, only `sender` asks.
    for function in WEBHOOKS.into_iter().chain(["messages"]) {
        let directory = format!("functions/{function}/src");
        assert_eq!(offenders(&directory, &["twilio()", "reqwest"], &[]), NONE);
    }
}

#[test]
fn functions_never_depend_on_each_other() {
    let functions = functions();
    for function in &functions {
        let manifest = root().join("functions").join(function).join("Cargo.toml");
        let manifest = fs::read_to_string(manifest).unwrap();
        let own = manifest.split("[dev-dependencies]").next().unwrap();
        let others = functions.iter().filter(|other| {
            // It does again what these have answered without doing it.
            !(function == "spool" && ["voice", "twiml"].contains(&other.as_str()))
        });
        for other in others {
            let is_named =
                own.contains(&format!("\n{other}.")) || own.contains(&format!("\n{other} ="));
            assert!(!is_named, "{function} depends on {other}");
        }
        assert!(!own.contains("\nsandbox."), "{function} depends on the sandbox");
    }
}

#[test]
fn every_function_has_its_resource_event_row_and_tests() {
    let template = fs::read_to_string(root().join("template.yaml")).unwrap();
    let row = fs::read_to_string(root().join("docs/functions.md")).unwrap();
    for function in functions() {
        assert!(
            template.contains(&format!("Binary: {function}}}}}\n")),
            "{function} in template.yaml"
        );
        assert!(row.contains(&format!("`{function}`")), "{function} in docs/functions.md");
        assert!(root().join(format!("events/{function}.json")).exists(), "events/{function}.json");
        let tests = format!("functions/{function}/tests/{}/main.rs", function.replace('-', "_"));
        assert!(root().join(&tests).exists(), "{tests}");
    }
}

/// Of the alarms in `template.yaml` one stands for many functions, and a new one is easily forgotten.
#[test]
fn every_function_is_watched() {
    let template = fs::read_to_string(root().join("template.yaml")).unwrap();
    let workers = ["announce", "deliver", "importer", "media", "sender", "spool", "sweeper"];
    for function in functions() {
        let id: String = function.split('-').map(capitalized).collect();
        let metric = |name: &str| {
            let dimension = format!("[{{Name: FunctionName, Value: !Ref {id}Function}}]");
            template.contains(&format!("MetricName: {name}, Dimensions: {dimension}"))
        };
        let counted = template.contains(&format!("  {id}Failures:\n"));
        assert!(counted || metric("Errors"), "nothing tells of failures of {function}");
        let throttled = workers.contains(&function.as_str()) || metric("Throttles");
        assert!(throttled, "nothing tells of throttles of {function}");
        let slow = !WEBHOOKS.contains(&function.as_str()) || metric("Duration");
        assert!(slow, "nothing tells that {function} is slow");
    }
}

fn capitalized(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

#[test]
fn files_stay_small() {
    let long = [
        "shared",
        "simulator",
        "functions",
        "sandbox",
        "local",
        "bench/floor",
        "bench/harness",
        "bench/load",
        "bench/pure",
        "fuzz/entry",
        "fuzz/src",
    ]
    .into_iter()
    .flat_map(sources);
    let long: Vec<_> =
        long.filter(|(_, text)| text.lines().count() >= 300).map(|(name, _)| name).collect();
    assert_eq!(long, NONE);
}
