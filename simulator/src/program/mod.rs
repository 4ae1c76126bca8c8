//! The simulator as a program of its own.

mod account;
mod arguments;
mod greeting;

use std::net::{Ipv4Addr, SocketAddr};
use std::{env, io};

use anyhow::Context;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{fmt, registry};
use twilio_simulator::{Clock, Directory, Options, Twilio};

pub(crate) use arguments::Arguments;

/// Starts logging to standard error as `RUST_LOG` says, else as `default` does: levels of all or of modules.
pub(crate) fn log(default: &str) {
    let named = env::var("RUST_LOG").ok().filter(|named| !named.is_empty());
    let filter: Option<Targets> = named.and_then(|named| named.parse().ok());
    let filter = filter.unwrap_or_else(|| default.parse().expect("levels of modules"));
    let lines = fmt::layer().compact().without_time().with_target(false).with_writer(io::stderr);
    registry().with(filter).with(lines).init();
}

/// Runs until somebody stops it.
pub(crate) async fn run(arguments: &Arguments) -> anyhow::Result<()> {
    // From here on they end it as they should, whatever it is doing.
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let account = account::wanted(arguments)?;
    let _lock =
        arguments.data.as_deref().map(|data| Directory::lock(data, arguments.port)).transpose()?;
    let twilio = start(arguments).await?;
    let main = account::open(&twilio, account)?;
    greeting::print(&twilio, &main, arguments.data.as_deref());
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    println!("twilio-simulator has stopped");
    Ok(())
}

async fn start(arguments: &Arguments) -> anyhow::Result<Twilio> {
    let port = arguments.port;
    let addr = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let data = arguments.data.clone();
    let options = Options { addr, data, clock: Clock::System, hosts: arguments.allow_host.clone() };
    Twilio::start(options).await.or_else(|error| {
        let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
        match (kind, &arguments.data) {
            (Some(io::ErrorKind::AddrInUse), _) => {
                anyhow::bail!("port {port} is taken: --port N takes another, --port 0 any free one")
            }
            (Some(io::ErrorKind::PermissionDenied), None) => {
                anyhow::bail!("port {port} is not for everybody: --port N takes another")
            }
            (_, Some(data)) => Err(error).with_context(|| format!("--data {}", data.display())),
            (_, None) => Err(error),
        }
    })
}
