//! Who may hear what.

use serde::Deserialize;

use super::rule::may_hear;
use crate::aws::{Hub, Line, path};
use crate::gateway::jwt::Authorizer;

/// Subscriptions of one connection.
const MOST_SUBSCRIPTIONS: usize = 100;

/// Why something is not done: a name and a sentence.
pub(super) type Refused = (&'static str, &'static str);

/// Who may hear what, and where it comes from.
pub(super) struct Realtime {
    pub(super) authorizer: Authorizer,
    pub(super) tenant_claim: String,
    /// The domain that pages must name with their token.
    pub(super) host: String,
    pub(super) hub: Hub,
}

/// What a page shows with each connection and subscription.
#[derive(Deserialize)]
pub(super) struct Shown {
    #[serde(rename = "Authorization")]
    pub(super) token: String,
    #[serde(default)]
    pub(super) host: Option<String>,
}

impl Realtime {
    /// Subscribes a page to a channel that its token may hear.
    pub(super) async fn subscribe(
        &self,
        line: &Line,
        (id, channel): (&str, &str),
        shown: &Shown,
    ) -> Result<(), Refused> {
        const DENIED: Refused = ("UnauthorizedException", "Permission denied");
        if id.is_empty() || id.len() > 128 {
            return Err(("BadRequestException", "the id has 1 to 128 characters"));
        }
        let path = path(channel).ok_or(("BadRequestException", "the channel cannot be one"))?;
        let claims = self.authorizer.all_claims(&shown.token).await.map_err(|_| DENIED)?;
        if !may_hear(&claims, &self.tenant_claim, &path) {
            return Err(DENIED);
        }
        if self.hub.count(line) >= MOST_SUBSCRIPTIONS {
            return Err(("MaxSubscriptionsReachedError", "100 subscriptions of a connection"));
        }
        let taken = ("DuplicatedOperationError", "there is a subscription of this id");
        self.hub.subscribe(line, (id, &path)).then_some(()).ok_or(taken)
    }
}
