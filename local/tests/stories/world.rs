//! The running system and its surroundings.

use std::time::Duration;

use reqwest::Client;
use sandbox::demo::{DEMO, Tenant};
use sandbox::{Sandbox, Setup, Time};
use shared::app::{App, Clock};

use crate::deployed::Deployed;

/// The longest that anything here may take: the sweeper comes by once in it, and more.
const PATIENCE: Duration = Duration::from_mins(2);
/// Who texts.
pub(crate) const CUSTOMER: &str = "+15550190001";
/// A tenant that nobody has heard of.
const NEWCOMER: Tenant =
    Tenant { tenant_id: "newcomer", account_sid: "", auth_token: "", numbers: &[] };

pub(crate) struct World {
    /// Whose website it is.
    pub(crate) tenant: Tenant,
    pub(crate) app: App,
    pub(crate) place: Place,
    pub(crate) client: Client,
}

/// Where the functions run.
pub(crate) enum Place {
    Sandbox(Box<Sandbox>, Option<Time>),
    Deployed(&'static Deployed),
}

impl World {
    /// In the deployed stack if there is one, else in this process. The tenant has an account and
    /// numbers.
    pub(crate) async fn start() -> Self {
        match Deployed::get() {
            Some(deployed) => Self::deployed(deployed, deployed.tenant().await),
            None => Self::in_sandbox().await,
        }
    }

    /// The same, where time goes by itself.
    pub(crate) async fn in_real_time() -> Self {
        match Deployed::get() {
            Some(deployed) => Self::deployed(deployed, deployed.tenant().await),
            None => Self::sandboxed(None).await,
        }
    }

    /// The same with a tenant that has nothing yet.
    pub(crate) async fn of_newcomer() -> Self {
        match Deployed::get() {
            Some(deployed) => {
                let tenant = Tenant { tenant_id: Deployed::tenant_id(), ..NEWCOMER };
                Self::deployed(deployed, tenant)
            }
            None => Self { tenant: NEWCOMER, ..Self::sandboxed(None).await },
        }
    }

    /// In this process, at a time that only the story moves on.
    pub(crate) async fn in_sandbox() -> Self {
        Self::sandboxed(Some(Time::from_now())).await
    }

    /// Without a time of its own it has the system's.
    async fn sandboxed(time: Option<Time>) -> Self {
        let clock = time.as_ref().map_or(Clock::System, Time::clock);
        let setup = Setup { clock, ..Setup::default() };
        let extra = axum::Router::new();
        let sandbox = Sandbox::with(setup, local::functions(), extra).await.unwrap();
        Self::around(sandbox, time)
    }

    /// Where scripts find it: in this process on three ports in a row, as the local run has them.
    pub(crate) async fn beside_scripts() -> Self {
        if let Some(deployed) = Deployed::get() {
            return Self::deployed(deployed, deployed.tenant().await);
        }
        loop {
            let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
            let port = free.port().min(u16::MAX - 2);
            let setup = Setup { port: Some(port), ..Setup::default() };
            // Somebody else may have one of them.
            if let Ok(sandbox) = Sandbox::with(setup, local::functions(), axum::Router::new()).await
            {
                return Self::around(sandbox, None);
            }
        }
    }

    fn around(mut sandbox: Sandbox, time: Option<Time>) -> Self {
        sandbox.run_background();
        let app = sandbox.app("WebsiteFunction").unwrap();
        let place = Place::Sandbox(Box::new(sandbox), time);
        Self { tenant: DEMO, app, place, client: Client::new() }
    }

    fn deployed(deployed: &'static Deployed, tenant: Tenant) -> Self {
        let app = App::new(deployed.config.clone(), Clock::System);
        Self { tenant, app, place: Place::Deployed(deployed), client: Client::new() }
    }

    /// For stories that are told in a sandbox only.
    pub(crate) fn sandbox(&self) -> &Sandbox {
        match &self.place {
            Place::Sandbox(sandbox, _) => sandbox,
            Place::Deployed(_) => panic!("there is no sandbox"),
        }
    }

    pub(crate) fn dead_letters(&self) -> String {
        match &self.place {
            Place::Sandbox(sandbox, _) => {
                format!("{}/000000000000/MediaDeadLetterQueue", sandbox.aws.endpoint())
            }
            Place::Deployed(deployed) => deployed.dead_letters.clone(),
        }
    }

    pub(crate) async fn pass(&self, time: Duration) {
        match &self.place {
            Place::Sandbox(_, Some(own)) => own.pass(time),
            _ => tokio::time::sleep(time).await,
        }
    }

    /// The sweeper comes by. In a deployed stack it does so every minute.
    pub(crate) async fn sweep(&self) {
        if let Place::Sandbox(sandbox, _) = &self.place {
            sandbox.tick("SweeperFunction").await.unwrap();
        }
    }
}

/// Asks until there is an answer.
pub(crate) async fn until<T>(what: &str, ask: impl AsyncFn() -> Option<T>) -> T {
    let asking = async {
        loop {
            if let Some(answer) = ask().await {
                return answer;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, asking).await.unwrap_or_else(|_| panic!("{what} in vain"))
}
