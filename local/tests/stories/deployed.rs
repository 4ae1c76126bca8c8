//! A stack that is deployed on this machine, as the environment describes it: the variables of its
//! functions, and three more.

use std::env;
use std::future::Future;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use sandbox::demo::Tenant;
use sandbox::{Deployment, Remote};
use shared::config::Config;
use tokio::runtime::Runtime;

/// `Host` header of the HTTP API; set when the stories are to run in a deployed stack.
const HOST: &str = "DEPLOYED_HOST";
/// Audience of its tokens.
const AUDIENCE: &str = "DEPLOYED_AUDIENCE";
/// URL of its dead-letter queue.
const DEAD_LETTERS: &str = "DEPLOYED_DEAD_LETTERS";

/// What all stories share: the stack knows one domain, one issuer and one Twilio.
pub(crate) struct Deployed {
    pub(crate) config: Config,
    pub(crate) audience: String,
    pub(crate) dead_letters: String,
    pub(crate) remote: Remote,
    /// Each story has a runtime of its own, which ends with it. This one stays.
    runtime: Runtime,
}

static DEPLOYED: LazyLock<Option<Deployed>> = LazyLock::new(|| {
    let host = env::var(HOST).ok()?;
    // On a thread that is in no story's runtime yet.
    Some(std::thread::spawn(|| Deployed::start(host)).join().unwrap())
});

impl Deployed {
    /// The stack, if there is one.
    pub(crate) fn get() -> Option<&'static Self> {
        DEPLOYED.as_ref()
    }

    fn start(host: String) -> Self {
        let (config, audience) = (Config::from_env().unwrap(), env::var(AUDIENCE).unwrap());
        let runtime = Runtime::new().unwrap();
        let deployment = Deployment { config: config.clone(), host, audience: audience.clone() };
        let remote = runtime.block_on(Remote::start(deployment)).unwrap();
        Self { config, audience, dead_letters: env::var(DEAD_LETTERS).unwrap(), remote, runtime }
    }

    /// Does something in the shared outside world, in its runtime: connections that it keeps must
    /// not end with a story.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        doing: impl Future<Output = anyhow::Result<T>> + Send + 'static,
    ) -> anyhow::Result<T> {
        self.runtime.spawn(doing).await.unwrap()
    }

    /// The id of a tenant that no other story has.
    pub(crate) fn tenant_id() -> &'static str {
        tenant_id(next())
    }

    /// What a tenant that no other story has could have at Twilio.
    pub(crate) fn company() -> Tenant {
        let (now, number) = next();
        Tenant {
            tenant_id: tenant_id((now, number)),
            account_sid: format!("AC{:032x}", now + u128::from(number)).leak(),
            auth_token: format!("{now:032x}").leak(),
            numbers: vec![&*format!("+1555011{number:04}").leak()].leak(),
        }
    }

    /// A tenant that no other story has, so that they can run at once.
    pub(crate) async fn tenant(&'static self) -> Tenant {
        let tenant = Self::company();
        let added = tenant.clone();
        self.run(async move { self.remote.add(&added).await }).await.unwrap();
        tenant
    }
}

/// The time in nanoseconds, and the number of the story.
fn next() -> (u128, u32) {
    static STORIES: AtomicU32 = AtomicU32::new(1);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    (now, STORIES.fetch_add(1, Ordering::SeqCst))
}

fn tenant_id((now, number): (u128, u32)) -> &'static str {
    format!("story-{now}-{number}").leak()
}
