//! `cargo run -p local`: see `--help` and the README.

use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use anyhow::{Context as _, ensure};
use clap::Parser;
use local::arguments::Arguments;
use local::ready::health;
use local::{dev, logs, ports};
use sandbox::demo::DEMO;
use sandbox::{Sandbox, Seed, Setup, shape};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use twilio_simulator::Directory;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    logs::start(arguments.log);
    match run(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("patchbay: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let (setup, account) = (arguments.setup()?, arguments.account()?);
    let data = setup.data.as_deref();
    // Before anything in it is touched.
    data.map(shape::check).transpose()?;
    let _directory = data.map(|data| Directory::lock(data, arguments.port)).transpose()?;
    ports::check(arguments)?;
    let ready = Arc::new(OnceLock::new());
    let (mut routes, here) = (health(Arc::clone(&ready)), dev::router(&ready, arguments));
    match arguments.dev_port() {
        None => routes = routes.merge(here),
        Some(port) => {
            let listener = TcpListener::bind(("127.0.0.1", port)).await;
            dev::serve(listener.with_context(|| format!("port {port}, for /dev"))?, here);
        }
    }
    let seed = setup.seed;
    let mut sandbox = start(setup, routes).await?;
    if let Some((sid, token)) = &account {
        sandbox.connect(DEMO.tenant_id, (sid, token)).await?;
    }
    sandbox.run_background();
    greet(&sandbox, arguments, seed);
    ensure!(ready.set(sandbox).is_ok(), "the sandbox is started once");
    stopped().await
}

async fn start(setup: Setup, routes: axum::Router) -> anyhow::Result<Sandbox> {
    let place = setup.data.as_ref().map(|data| format!("--data {}", data.display()));
    let started = Sandbox::with(setup, local::functions(), routes).await;
    started.context(place.unwrap_or_else(|| "--ephemeral".to_owned()))
}

fn greet(sandbox: &Sandbox, arguments: &Arguments, seed: Seed) {
    let page = arguments.addresses().page;
    println!("patchbay is ready");
    println!("  inbox   {page}/");
    println!("  phone   {page}/phone");
    println!();
    println!("  website API and webhooks  {}", sandbox.url());
    println!("  simulated Twilio          {}", sandbox.twilio.url());
    println!("  AWS endpoint              {}", sandbox.aws.endpoint());
    if let Some(port) = arguments.dev_port() {
        println!("  routes under /dev         http://127.0.0.1:{port}");
        println!("  for Twilio and visitors   {}", sandbox.public_url());
    }
    match seed {
        Seed::Nothing => println!("  demo account              none: this is another Twilio"),
        _ => println!("  demo numbers              {}", DEMO.numbers.join(" ")),
    }
}

async fn stopped() -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => {}
        interrupted = tokio::signal::ctrl_c() => interrupted?,
    }
    Ok(())
}
