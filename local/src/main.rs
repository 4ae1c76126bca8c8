//! `cargo run -p local`: see `--help` and the README.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use anyhow::{Context, bail, ensure};
use clap::Parser;
use sandbox::demo::DEMO;
use sandbox::{Sandbox, Setup};
use tokio::signal::unix::{SignalKind, signal};

/// The functions' logs. What the emulated services think of a request is in the answer they give.
const LOGS: &str = "info,s3s=off,s3s_fs=off,dynoxide=error";

/// Runs patchbay on this machine, without an AWS or a Twilio account.
#[derive(Parser)]
struct Arguments {
    /// Port of the website API and the webhooks; the simulated Twilio gets the next one, AWS the
    /// one after
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// Directory that keeps all state
    #[arg(long, default_value = ".local", conflicts_with = "ephemeral")]
    data: PathBuf,
    /// Keep no state
    #[arg(long)]
    ephemeral: bool,
    /// URL under which Twilio reaches this machine, such as a tunnel's
    #[arg(long)]
    public_url: Option<String>,
    /// Origin of a website whose pages may call the API, such as <http://localhost:5173>; more than
    /// once for several
    #[arg(long)]
    website_origin: Vec<String>,
    /// Another Twilio than the simulated one, such as <https://api.twilio.com>. Tenant `demo` then
    /// uses the account `TWILIO_ACCOUNT_SID` with `TWILIO_AUTH_TOKEN`, if they are set
    #[arg(long)]
    twilio_api: Option<String>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    shared::telemetry::init(LOGS);
    let ready = Arc::new(OnceLock::new());
    let mut sandbox = Sandbox::with(
        setup(&arguments)?,
        local::functions(),
        local::dev::router(Arc::clone(&ready)),
    )
    .await?;
    if arguments.twilio_api.is_some() {
        connect(&sandbox).await?;
    }
    sandbox.run_background();
    greet(&sandbox);
    ensure!(ready.set(sandbox).is_ok(), "the sandbox is started once");
    stopped().await
}

fn setup(arguments: &Arguments) -> anyhow::Result<Setup> {
    let last = arguments.port.checked_add(2).context("--port must leave room for two more")?;
    ensure!(arguments.port > 0 && last > 0, "--port must be a fixed one");
    Ok(Setup {
        port: Some(arguments.port),
        data: (!arguments.ephemeral).then(|| arguments.data.clone()),
        public_url: arguments.public_url.as_ref().map(|url| url.trim_end_matches('/').to_owned()),
        twilio_api: arguments.twilio_api.clone(),
        parameters: [("WebsiteOrigins".to_owned(), arguments.website_origin.join(","))].into(),
        ..Setup::default()
    })
}

/// Gives tenant `demo` the real account that the environment names, if it names one.
async fn connect(sandbox: &Sandbox) -> anyhow::Result<()> {
    let variable = |name| std::env::var(name).ok();
    match (variable("TWILIO_ACCOUNT_SID"), variable("TWILIO_AUTH_TOKEN")) {
        (Some(sid), Some(token)) => sandbox.connect(DEMO.tenant_id, (&sid, &token)).await,
        (None, None) => Ok(()),
        _ => bail!("TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN go together"),
    }
}

fn greet(sandbox: &Sandbox) {
    println!("patchbay is ready");
    println!("  website API and webhooks  {}", sandbox.url());
    println!("  simulated Twilio          {}", sandbox.twilio.url());
    println!("  AWS endpoint              {}", sandbox.aws.endpoint());
    println!("  demo numbers              {}", DEMO.numbers.join(" "));
}

async fn stopped() -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => {}
        interrupted = tokio::signal::ctrl_c() => interrupted?,
    }
    Ok(())
}
