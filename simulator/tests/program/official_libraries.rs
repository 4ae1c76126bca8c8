//! The blocks of the README, done in a fresh folder with Twilio's own libraries and nothing of this
//! repository but the program.
//!
//! `scripts/official-libraries` installs the libraries in `tools` of Cargo's target directory;
//! `TWILIO_LIBRARIES` names another place with a `twilio-python` (a virtual environment) and a
//! `twilio-node` (with `node_modules`).

use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::child::{Running, exists, free_port, simulator, started, success, wait_for};
use super::readme::{block, blocks};

/// Where the libraries are, if they are there. A place that was named must have them.
fn library(name: &str, proof: &str) -> Option<PathBuf> {
    let named = env::var_os("TWILIO_LIBRARIES").map(PathBuf::from);
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let library = named.clone().unwrap_or_else(|| target.join("tools")).join(name);
    if library.join(proof).exists() {
        return Some(library);
    }
    assert!(named.is_none(), "TWILIO_LIBRARIES: there is no {}", library.display());
    None
}

/// Said past the capture of output, which a test that passes would keep to itself.
fn skip(what: &str) {
    let line = format!("skipped: {what}\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}

/// The README's text with the ports of this test.
fn with_ports(text: &str, simulator: u16, app: u16) -> String {
    text.replace("127.0.0.1:3001", &format!("127.0.0.1:{simulator}"))
        .replace("5000", &app.to_string())
}

/// Runs the application and the ten lines, and waits for what the README says they print.
fn follow(language: &str, extension: &str, (command, expected): (&dyn Fn() -> Command, &str)) {
    let comment = if language == "python" { "#" } else { "//" };
    let (_simulator, port, _) = started(&mut simulator(&["--port", "0"]));
    let (folder, app_port) = (tempfile::tempdir().unwrap(), free_port());
    let file = |name: &str| {
        let name = format!("{name}.{extension}");
        let text = block(language, &format!("{comment} {name}"));
        std::fs::write(folder.path().join(&name), with_ports(&text, port, app_port)).unwrap();
        let mut command = command();
        command.current_dir(folder.path()).arg(name);
        command
    };
    let app = Running::start(&mut file("app"));
    wait_for(app_port);
    let printed = success(&mut file("try"));
    let (by_app, by_lines): (Vec<_>, Vec<_>) =
        expected.lines().partition(|line| line.starts_with('/'));
    assert_eq!(printed.lines().collect::<Vec<_>>(), by_lines);
    let mut seen = Vec::new();
    for line in by_app {
        app.find(&mut seen, |printed| (printed == line).then_some(()));
    }
    assert!(!seen.iter().any(|line| line.contains("forged")), "{seen:#?}");
}

#[test]
fn ten_lines_of_python_do_as_the_readme_says() {
    let Some(library) = library("twilio-python", "bin/python") else {
        return skip("the README in Python; scripts/official-libraries installs the library");
    };
    let command = || Command::new(library.join("bin/python"));
    follow("python", "py", (&command, &blocks("text")[0]));
}

#[test]
fn ten_lines_of_node_do_as_the_readme_says() {
    let node = Path::new("node");
    let library = library("twilio-node", "node_modules/twilio").filter(|_| exists(node));
    let Some(library) = library else {
        return skip("the README in Node; scripts/official-libraries installs the library");
    };
    let command = || {
        let mut command = Command::new(node);
        command.env("NODE_PATH", library.join("node_modules"));
        command
    };
    follow("js", "js", (&command, &blocks("text")[1]));
}

#[test]
fn every_route_takes_the_example_of_the_readme() {
    if !exists(Path::new("curl")) {
        return skip("the README's examples; they need curl");
    }
    let (_simulator, port, _) = started(&mut simulator(&["--port", "0"]));
    let folder = tempfile::tempdir().unwrap();
    let script = block("sh", "sim=http://127.0.0.1:3001");
    let script = with_ports(&script, port, free_port());
    let printed =
        success(Command::new("sh").args(["-eu", "-c", &script]).current_dir(folder.path()));
    assert!(printed.contains("\"heard\"") && printed.contains("+14155550100"), "{printed}");
}

/// Gives the first number a document that the simulator itself keeps, as somebody's attachment.
const A_VOICE_URL: &str = r#"
root=http://127.0.0.1:3001
account=AC0123456789abcdef0123456789abcdef
curl -fsS $root/sim/messages -d '{"from":"+14155550199","to":"+14155550100","media":[{
  "content_type":"text/xml","base64":"PFJlc3BvbnNlPjxHYXRoZXIvPjxQYXVzZSBsZW5ndGg9IjYwIi8+PC9SZXNwb25zZT4="}]}'
document=$(curl -fsS "$root/sim/messages?limit=1" | grep -o '/sim/media/[^"]*')
number=$(curl -fsS $root/sim/numbers | grep -o 'PN[0-9a-f]*' | head -n 1)
curl -fsS -u $account:fedcba9876543210fedcba9876543210 -d VoiceMethod=GET -d VoiceUrl=$root$document \
  $root/2010-04-01/Accounts/$account/IncomingPhoneNumbers/$number.json
"#;

#[test]
fn a_phone_is_played_by_hand_as_the_readme_says() {
    if !exists(Path::new("curl")) {
        return skip("the README's call by hand; it needs curl");
    }
    let (_simulator, port, _) = started(&mut simulator(&["--port", "0"]));
    let by_hand = block("sh", "sim=http://127.0.0.1:3001/sim");
    let script = with_ports(&format!("{A_VOICE_URL}{by_hand}"), port, free_port());
    let printed = success(Command::new("sh").args(["-eu", "-c", &script]));
    for expected in [r#""live":true"#, r#""now":{"doing":""#, r#"{"taken":true}"#] {
        assert!(printed.contains(expected), "{expected}: {printed}");
    }
}
