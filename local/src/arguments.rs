//! What the program is told, and what it makes of it.

use std::path::PathBuf;

use anyhow::{Context as _, bail, ensure};
use clap::{Parser, ValueEnum};
use sandbox::gateway::{ROLE_CLAIM, TENANT_CLAIM};
use sandbox::{Answers, Seed, Setup};
use twilio::sid::AccountSid;
use twilio_simulator::Hosts;

use crate::addresses::Addresses;
use crate::sign_in;

/// Variables that name a real account.
const SID: &str = "TWILIO_ACCOUNT_SID";
const TOKEN: &str = "TWILIO_AUTH_TOKEN";

/// Runs patchbay on this machine, without an AWS or a Twilio account.
#[derive(Parser)]
#[command(name = "local", version)]
pub struct Arguments {
    /// Port of the website API and the webhooks; the simulated Twilio gets the next one, AWS the
    /// one after, and with --public-url the routes under /dev the one after that
    #[arg(long, default_value_t = 3000)]
    pub port: u16,
    /// Directory that keeps all state
    #[arg(long, default_value = ".local", conflicts_with = "ephemeral")]
    pub data: PathBuf,
    /// Keep no state
    #[arg(long)]
    pub ephemeral: bool,
    /// URL under which Twilio reaches this machine, such as a tunnel's to --port. What is for
    /// developers is then not at that port, and the demo account has a token of its own
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// Origin of a website whose pages may call the API, and if it is on this machine ask for tokens,
    /// such as <http://localhost:5173>; again for more
    #[arg(long, value_name = "URL")]
    pub website_origin: Vec<String>,
    /// Another Twilio than the simulated one, such as <https://api.twilio.com>. Tenant `demo` then
    /// has the account `TWILIO_ACCOUNT_SID` with `TWILIO_AUTH_TOKEN`, if they are set, and none else
    #[arg(long, value_name = "URL")]
    pub twilio_api: Option<String>,
    /// Another name in Host by which containers reach the simulated Twilio and AWS, beside private
    /// addresses; again for more
    #[arg(long, value_name = "HOST")]
    pub allow_host: Vec<String>,
    /// Directory of the built page; the phone is beside it, in the one with `-phone` at the end
    #[arg(long, value_name = "DIR", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../dashboard/dist"))]
    pub dashboard: PathBuf,
    /// How long the tokens of a sign-in are good, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 3600, value_parser = clap::value_parser!(u32).range(1..))]
    pub token_lifetime: u32,
    /// How lines of the log look. By default all are JSON; at a terminal they are for people, and
    /// only what goes wrong
    #[arg(long, value_enum, value_name = "FORM")]
    pub log: Option<Log>,
}

/// The form of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Log {
    /// One JSON object a line, as on Lambda
    Json,
    /// Time, what happened and its fields, for people: all lines
    Pretty,
}

impl Arguments {
    /// How the sandbox starts. Errors name the option.
    pub fn setup(&self) -> anyhow::Result<Setup> {
        let last = self.port.checked_add(3).context("--port must leave room for three more")?;
        ensure!(self.port > 0 && last > 0, "--port must be a fixed one");
        let public_url = self.public_url.as_deref().map(|url| base("--public-url", url));
        let twilio_api = self.twilio_api.as_deref().map(|url| base("--twilio-api", url));
        for host in &self.allow_host {
            Hosts::of(self.port).and(host).context("--allow-host")?;
        }
        let (public_url, twilio_api) = (public_url.transpose()?, twilio_api.transpose()?);
        for origin in &self.website_origin {
            let rest = origin.split_once("://").map_or("/", |(_, rest)| rest);
            let is_origin = !rest.contains(['/', '?', '#', '*']) && base("", origin).is_ok();
            let example = "an origin such as http://localhost:5173, without a slash at the end";
            ensure!(is_origin, "--website-origin {origin} is not {example}");
        }
        Ok(Setup {
            port: Some(self.port),
            data: (!self.ephemeral).then(|| self.data.clone()),
            seed: self.seed(twilio_api.as_deref()),
            public_url,
            twilio_api,
            hosts: self.allow_host.clone(),
            parameters: [
                ("WebsiteOrigins".to_owned(), self.origins().join(",")),
                ("TenantClaim".to_owned(), TENANT_CLAIM.to_owned()),
                ("RoleClaim".to_owned(), ROLE_CLAIM.to_owned()),
            ]
            .into(),
            discovery: sign_in::discovery(&self.addresses().page),
            answers: Answers::AsTheyAre,
            ..Setup::default()
        })
    }

    /// Where everything is. The port must be one that [`Arguments::setup`] has taken.
    pub fn addresses(&self) -> Addresses {
        let at = |offset| format!("http://127.0.0.1:{}", self.port.saturating_add(offset));
        let api = at(0);
        let (scheme, rest) =
            self.public_url.as_deref().unwrap_or(&api).split_once("://").unwrap_or_default();
        let host = rest.split('/').next().unwrap_or_default();
        Addresses {
            live: format!("{}://{host}", if scheme == "https" { "wss" } else { "ws" }),
            aws: at(2),
            page: at(if self.public_url.is_some() { 3 } else { 0 }),
            api,
        }
    }

    /// Whose pages may call the API: its own, and those that are named.
    fn origins(&self) -> Vec<String> {
        let own = self.addresses().page;
        std::iter::once(own).chain(self.website_origin.iter().cloned()).collect()
    }

    /// Whether the routes under `/dev` are at a port of their own.
    pub fn dev_port(&self) -> Option<u16> {
        self.public_url.as_ref().and_then(|_| self.port.checked_add(3))
    }

    /// SID and token of the real account that the environment names, if it names one.
    pub fn account(&self) -> anyhow::Result<Option<(String, String)>> {
        let variable = |name| std::env::var(name).ok().filter(|text| !text.is_empty());
        if self.twilio_api.is_none() {
            return Ok(None);
        }
        match (variable(SID), variable(TOKEN)) {
            (Some(sid), Some(token)) => {
                let parsed: Result<AccountSid, _> = sid.parse();
                ensure!(parsed.is_ok(), "{SID} is not AC and 32 hexadecimal digits");
                Ok(Some((sid, token)))
            }
            (None, None) => Ok(None),
            (Some(_), None) => bail!("{SID} is set and {TOKEN} is not: they go together"),
            (None, Some(_)) => bail!("{TOKEN} is set and {SID} is not: they go together"),
        }
    }

    fn seed(&self, twilio_api: Option<&str>) -> Seed {
        let simulated = ["127.0.0.1", "localhost"]
            .map(|host| format!("http://{host}:{}", self.port.saturating_add(1)));
        match twilio_api {
            Some(other) if !simulated.iter().any(|own| own == other) => Seed::Nothing,
            _ if self.public_url.is_some() => Seed::DemoWithOwnTokens,
            _ => Seed::Demo,
        }
    }
}

/// A URL without slashes at its end.
fn base(option: &str, url: &str) -> anyhow::Result<String> {
    let is_base = Hosts::of(0).and_of(url).is_ok() && !url.contains(['?', '#']);
    ensure!(is_base, "{option} {url} is not a URL such as https://name.example");
    Ok(url.trim_end_matches('/').to_owned())
}
