//! Who asks for what, for the log.

use crate::gateway::Gateway;
use crate::ids::TenantId;

/// A request as the log names it. Of the path only the route: it may hold phone numbers.
#[derive(Clone, Copy)]
pub(super) struct Asked<'r> {
    pub(super) function: &'static str,
    pub(super) route: &'r str,
    pub(super) tenant_id: &'r str,
    /// The user inside the tenant: claim `sub`.
    pub(super) user: &'r str,
}

impl<'r> Asked<'r> {
    pub(super) fn of(
        function: &'static str,
        gateway: &'r Gateway,
        tenant: Option<&'r TenantId>,
    ) -> Self {
        Self {
            function,
            route: &gateway.route,
            tenant_id: tenant.map_or("", TenantId::as_str),
            user: gateway.claims.get("sub").map_or("", String::as_str),
        }
    }
}
