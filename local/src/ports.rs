//! Whether the ports are free, said before anything is touched.

use std::io::ErrorKind;
use std::net::TcpListener;

use anyhow::{Context as _, bail};

use crate::arguments::Arguments;

/// Fails with the port that cannot be had, and what it is for.
pub fn check(arguments: &Arguments) -> anyhow::Result<()> {
    let port = arguments.port;
    let wanted = [
        (Some(port), "the website API and the webhooks"),
        (port.checked_add(1), "the simulated Twilio"),
        (port.checked_add(2), "AWS"),
        (arguments.dev_port(), "the routes under /dev"),
    ];
    for (port, purpose) in wanted {
        if let Some(port) = port {
            can_be_had(port, purpose)?;
        }
    }
    Ok(())
}

fn can_be_had(port: u16, purpose: &str) -> anyhow::Result<()> {
    let kind = match TcpListener::bind(("127.0.0.1", port)) {
        Ok(_) => return Ok(()),
        Err(error) => error.kind(),
    };
    let others = "take others with `make run PORT=4000`, or with --port";
    match kind {
        ErrorKind::AddrInUse => bail!("port {port}, for {purpose}, is in use: {others}"),
        ErrorKind::PermissionDenied => {
            bail!("port {port}, for {purpose}, needs rights that you do not have: {others}")
        }
        kind => Err(std::io::Error::from(kind))
            .with_context(|| format!("port {port}, for {purpose}; {others}")),
    }
}
