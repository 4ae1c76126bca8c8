//! The functions in Node, run by AWS's runtime interface client as on Lambda.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};

use crate::function::Function;

const CLIENT: &str = "node_modules/aws-lambda-ric";
/// What the client calls.
pub(crate) const HANDLER: &str = "index.handler";

/// How a function's peer, below the folder of all, is started, and the file that is deployed.
pub(crate) fn command(
    folder: &Path,
    function: Function,
) -> anyhow::Result<(Vec<PathBuf>, PathBuf)> {
    let client = folder.join(CLIENT);
    let native = client.join("dist/rapid-client.node");
    ensure!(native.exists(), "{} is not built: see bench/README.md", native.display());
    let client = client.join("bin/index.mjs").canonicalize()?;
    let file = folder.join("dist").join(function.name()).join("index.cjs");
    let file = file.canonicalize().with_context(|| format!("{} is not built", file.display()))?;
    Ok((vec![node()?, client, PathBuf::from(HANDLER)], file))
}

/// Node itself: what `PATH` names may be a script that starts it.
fn node() -> anyhow::Result<PathBuf> {
    let told = std::process::Command::new("node").args(["-p", "process.execPath"]).output();
    let told = told.context("node is not installed")?;
    ensure!(told.status.success(), "node -p process.execPath: {}", told.status);
    Ok(PathBuf::from(String::from_utf8(told.stdout)?.trim()))
}
