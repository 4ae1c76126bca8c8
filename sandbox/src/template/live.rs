//! The channel by which pages hear of events: the namespace of an `AppSync` Event API.

use anyhow::{Context as _, ensure};
use serde_json::json;

use super::document::{Document, NAMESPACE, Resource};
use super::intrinsics::Scope;

/// Who may publish, and who may hear: the sandbox knows nothing else.
const MODES: [(&str, &str); 2] =
    [("/PublishAuthModes", "AWS_IAM"), ("/SubscribeAuthModes", "OPENID_CONNECT")];

/// The namespace of all channels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Live {
    /// What publishers need the right for.
    pub namespace_arn: String,
    /// Its name, the first segment of its channels.
    pub namespace: String,
    /// Claim of a token that names the tenant.
    pub tenant_claim: String,
}

impl Live {
    pub(super) fn read(document: &Document, scope: &Scope<'_>) -> anyhow::Result<Option<Self>> {
        let mut namespaces = document.of(NAMESPACE);
        let Some((id, resource)) = namespaces.next() else { return Ok(None) };
        ensure!(namespaces.next().is_none(), "the sandbox knows one namespace of channels");
        Self::new((id, resource), scope).with_context(|| id.clone()).map(Some)
    }

    fn new((id, resource): (&str, &Resource), scope: &Scope<'_>) -> anyhow::Result<Self> {
        for (modes, only) in MODES {
            let found = scope.resolve(resource.property(modes))?;
            ensure!(
                found == json!([{ "AuthType": only }]),
                "the sandbox knows {modes} {only} alone"
            );
        }
        Ok(Self {
            namespace_arn: scope.text(&json!({ "Fn::GetAtt": [id, "ChannelNamespaceArn"] }))?,
            namespace: scope.text(resource.property("/Name"))?,
            tenant_claim: scope.text(&json!({ "Ref": "TenantClaim" }))?,
        })
    }
}
