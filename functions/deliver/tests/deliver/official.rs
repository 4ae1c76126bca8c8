//! Signatures as the reference libraries of Standard Webhooks check them, in Python and Node.
//!
//! `scripts/official-libraries` installs them in `tools` of Cargo's target directory.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::server::Post;
use crate::world::World;

const PYTHON: &str = "
import json, sys
from standardwebhooks import Webhook
given = json.load(sys.stdin)
webhook = Webhook(given['secret'])
print(webhook.verify(given['text'], given['headers'])['id'])
try:
    webhook.verify(given['text'] + ' ', given['headers'])
except Exception as error:
    print(type(error).__name__)
";
const NODE: &str = "
const { Webhook } = require('standardwebhooks');
const given = JSON.parse(require('fs').readFileSync(0));
const webhook = new Webhook(given.secret);
console.log(webhook.verify(given.text, given.headers).id);
try {
  webhook.verify(given.text + ' ', given.headers);
} catch (error) {
  console.log(error.constructor.name);
}
";

/// Where a library is, if it is there.
fn library(name: &str, proof: &str) -> Option<PathBuf> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let library = target.join("tools").join(name);
    library.join(proof).exists().then_some(library)
}

/// Said past the capture of output, which a test that passes would keep to itself.
fn skip(what: &str) {
    let line = format!("skipped: {what}; scripts/official-libraries installs the library\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}

/// What a program prints that is given a post and a secret.
fn printed(mut command: Command, (post, secret): (&Post, &str)) -> Vec<String> {
    let headers = ["webhook-id", "webhook-timestamp", "webhook-signature"];
    let headers: Value =
        headers.map(|name| (name.to_owned(), json!(post.header(name)))).into_iter().collect();
    let given = json!({ "secret": secret, "headers": headers, "text": post.text });
    let pipe = std::process::Stdio::piped;
    let mut child = command.stdin(pipe()).stdout(pipe()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(given.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// A post that two secrets have signed, and both.
async fn signed() -> (Post, [String; 2]) {
    let world = World::start().await;
    let (endpoint, first) = world.endpoint(&["message.received"]).await;
    let path = format!("/api/webhooks/{endpoint}/secret");
    let second = world.demo(("POST", &path), &Value::Null, 200).await;
    world.receive(("+15550190001", "grüße 👋")).await;
    world.until("a post", async || !world.server.posts().is_empty()).await;
    (world.server.posts().remove(0), [first, second["secret"].as_str().unwrap().to_owned()])
}

async fn verified(command: impl Fn() -> Command) {
    let (post, secrets) = signed().await;
    for secret in secrets {
        let id = post.header("webhook-id");
        assert_eq!(printed(command(), (&post, &secret)), [id, "WebhookVerificationError"]);
    }
}

#[tokio::test]
async fn the_library_for_python_verifies_it() {
    let Some(library) = library("standardwebhooks-python", "bin/python") else {
        return skip("signatures in Python");
    };
    verified(|| {
        let mut command = Command::new(library.join("bin/python"));
        command.args(["-c", PYTHON]);
        command
    })
    .await;
}

#[tokio::test]
async fn the_library_for_node_verifies_it() {
    let library = library("standardwebhooks-node", "node_modules/standardwebhooks");
    let Some(library) = library else { return skip("signatures in Node") };
    verified(|| {
        let mut command = Command::new("node");
        command.args(["-e", NODE]).env("NODE_PATH", library.join("node_modules"));
        command
    })
    .await;
}
