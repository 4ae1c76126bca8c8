//! What the operator does with `scripts/account` and the AWS CLI. Without that CLI, which
//! `scripts/deploy-check` installs, these stories are skipped. In a deployed stack each command takes a
//! minute, so there is one for each story.

use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use serde_json::json;
use twilio_simulator::{NewAccount, NewNumber};

use crate::deployed::Deployed;
use crate::world::{Place, World};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
/// Name of the deployed stack.
const STACK: &str = "DEPLOYED_STACK";
/// What the script says on standard error, which comes last here.
const WAITS: &str = "account: waiting for the sweeper, which does it within a minute or two\n";

/// `PATH` with the AWS CLI.
fn path() -> Option<String> {
    let target =
        env::var_os("CARGO_TARGET_DIR").map_or(Path::new(ROOT).join("target"), PathBuf::from);
    let tools = target.join("tools/aws/bin");
    let path = env::var("PATH").unwrap();
    let there = tools.join("aws").is_file();
    if !there {
        println!("skipped: there is no AWS CLI in {}", tools.display());
    }
    there.then(|| format!("{}:{path}", tools.display()))
}

/// The script, with this on its standard input, while the sweeper comes by.
async fn account(world: &World, path: &str, (arguments, input): (&[&str], &str)) -> (bool, String) {
    let stack = match &world.place {
        Place::Sandbox(sandbox, _) => {
            format!("local:{}", sandbox.url().rsplit(':').next().unwrap())
        }
        Place::Deployed(_) => env::var(STACK).unwrap(),
    };
    let mut command = Command::new(Path::new(ROOT).join("scripts/account"));
    command.arg(stack).args(arguments).env("PATH", path).env("AWS_DEFAULT_REGION", "us-east-1");
    let input = input.to_owned();
    let mut running = tokio::task::spawn_blocking(move || run(command, &input));
    let output = loop {
        match tokio::time::timeout(Duration::from_millis(500), &mut running).await {
            Ok(output) => break output.unwrap(),
            Err(_) => world.sweep().await,
        }
    };
    let text = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
    (output.status.success(), text)
}

fn run(mut command: Command, input: &str) -> Output {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    // It may have ended before it reads.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

#[tokio::test]
async fn an_account_is_suspended_and_no_tenant_lifts_it() {
    let Some(path) = path() else { return };
    let world = World::beside_scripts().await;
    let sid = world.tenant.account_sid;
    let tenant = world.tenant.tenant_id;
    let (done, printed) = account(&world, &path, (&[sid, "suspend"], "")).await;
    let status = format!("{sid} of tenant {tenant}: suspended by operator\n");
    assert!(done && printed.starts_with(&status), "{printed}");
    assert!(printed.ends_with(WAITS), "{printed}");
    for number in world.tenant.numbers {
        assert!(printed.contains(&format!("  {number}\n")), "{printed}");
    }
    let got = world.asked("POST", "/api/twilio/account/reactivate", &json!(null)).await;
    assert_eq!(got.refusal(), (409, "suspended_by_operator"), "{got:?}");
    if Deployed::get().is_some() {
        return;
    }
    let (done, printed) = account(&world, &path, (&[sid, "reactivate"], "")).await;
    assert!(
        done && printed.starts_with(&format!("{sid} of tenant {tenant}: active\n")),
        "{printed}"
    );
    assert_eq!(world.get("/api/twilio/account").await["status"], "active");
}

#[tokio::test]
async fn an_account_that_a_company_has_is_linked() {
    let Some(path) = path() else { return };
    let mut world = World::beside_scripts().await;
    let next = Deployed::company();
    world.tenant = next.clone();
    let (sid, number, token) = (next.account_sid, next.numbers[0], next.auth_token);
    world
        .at_twilio(move |twilio| async move {
            let account = NewAccount {
                sid: Some(sid.to_owned()),
                auth_token: Some(token.to_owned().into()),
                friendly_name: "Company".to_owned(),
                owner_sid: Some(sandbox::demo::PARENT.account_sid.to_owned()),
            };
            twilio.create_account(account)?;
            let (account_sid, phone_number) = (sid.to_owned(), number.to_owned());
            let new = NewNumber { account_sid, phone_number, ..NewNumber::default() };
            twilio.create_number(&new)
        })
        .await;
    let base = world.url("");
    let link = [sid, "link", next.tenant_id, "--base-url", &base];
    let linked = format!("{sid} of tenant {}: active\n  {number}\n{WAITS}", next.tenant_id);
    let token = format!("{token}\n");
    if Deployed::get().is_none() {
        // With a wrong token it is refused and nothing is left of it, also not the tenant.
        let wrong = [sid, "link", "somebody-else", "--base-url", &base];
        let wrong = account(&world, &path, (&wrong, "00000000000000000000000000000000\n")).await;
        assert!(!wrong.0 && wrong.1.contains("command refused"), "{wrong:?}");
    }
    assert_eq!(account(&world, &path, (&link, &token)).await, (true, linked.clone()));
    world.receive(world.text("hello")).await;
    let shown = world.get("/api/twilio/account").await;
    assert_eq!(shown["primary_number"], json!(number), "{shown}");
    if Deployed::get().is_none() {
        // It is there: no token is needed.
        assert_eq!(account(&world, &path, (&link, "")).await, (true, linked));
        let other = account(&world, &path, (&[sid, "link", "somebody-else"], "")).await;
        assert!(!other.0 && other.1.contains("another tenant"), "{other:?}");
        assert_closed(&world, &path).await;
    }
}

/// The operator closes the account, and the tenant gets no other.
async fn assert_closed(world: &World, path: &str) {
    let (sid, tenant) = (world.tenant.account_sid, world.tenant.tenant_id);
    let asked = account(world, path, (&[sid, "close"], "")).await;
    assert!(!asked.0 && asked.1.contains("--yes"), "{asked:?}");
    let closed = account(world, path, (&[sid, "close", "--yes"], "")).await;
    assert_eq!(closed, (true, format!("{sid} of tenant {tenant}: closed\n{WAITS}")));
    let got = world.asked("POST", "/api/twilio/provision", &json!({})).await;
    assert_eq!(got.refusal(), (409, "account_closed"), "{got:?}");
}
