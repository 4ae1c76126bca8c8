//! How a sandbox differs from a fresh one, and what of that the template is told.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use serde_json::{Map, Value};
use shared::app::Clock;
use twilio_simulator::Twilio;

use crate::demo::PARENT;
use crate::seed::Seed;

/// Audience of the local issuer's tokens.
pub(crate) const AUDIENCE: &str = "patchbay";

/// How a sandbox differs from a fresh one in memory on free ports.
pub struct Setup {
    /// Port of the gateway; Twilio gets the next one, AWS the one after. `None` takes free ports.
    pub port: Option<u16>,
    /// Directory that keeps all state; `None` keeps none.
    pub data: Option<PathBuf>,
    /// What functions take for the time.
    pub clock: Clock,
    /// URL under which Twilio reaches the gateway; `None` is the gateway's own.
    pub public_url: Option<String>,
    /// Where functions find Twilio; `None` is the simulated one.
    pub twilio_api: Option<String>,
    /// Further values of the template's parameters.
    pub parameters: BTreeMap<String, String>,
    /// Which accounts there are at first.
    pub seed: Seed,
    /// Further names in `Host` for the simulated Twilio and AWS: hosts, or hosts with a port.
    pub hosts: Vec<String>,
    /// What the issuer's discovery document says beside where its keys are.
    pub discovery: Map<String, Value>,
    /// What is done about answers that the document does not describe.
    pub answers: Answers,
}

/// What is done about requests and answers that are not as `docs/openapi.yaml` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    /// They fail the test: the sandbox panics when it is dropped.
    Held,
    /// Nothing.
    AsTheyAre,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            port: None,
            data: None,
            clock: Clock::System,
            public_url: None,
            twilio_api: None,
            parameters: BTreeMap::new(),
            seed: Seed::Demo,
            hosts: Vec::new(),
            discovery: Map::new(),
            answers: Answers::Held,
        }
    }
}

impl Setup {
    /// Where what is so far after the gateway listens.
    pub(crate) fn addr(&self, offset: u16) -> SocketAddr {
        SocketAddr::from((Ipv4Addr::LOCALHOST, self.port.map_or(0, |port| port + offset)))
    }

    /// With these values of the template's parameters.
    pub fn with(parameters: &[(&str, &str)]) -> Self {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self { parameters: parameters.iter().map(own).collect(), ..Self::default() }
    }
}

/// Values of the template's parameters.
pub(crate) fn parameters(
    setup: &Setup,
    own_url: &str,
    public_url: &str,
    twilio: &Twilio,
) -> BTreeMap<String, String> {
    let mut parameters = setup.parameters.clone();
    if setup.seed != Seed::Nothing {
        let parent = || PARENT.account_sid.to_owned();
        parameters.entry("TwilioAccountSid".to_owned()).or_insert_with(parent);
    }
    parameters.extend(
        [
            ("JwtIssuer", own_url),
            ("JwtAudience", AUDIENCE),
            ("PublicBaseUrl", public_url),
            ("TwilioApiUrl", setup.twilio_api.as_deref().unwrap_or(twilio.url())),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    parameters
}
