//! Who may do what inside a tenant: `roles.tsv` names the role that each route needs.

use std::sync::LazyLock;

use serde::Serialize;

use crate::gateway::Gateway;

/// The table: a route and the role that it needs, with a tab between.
pub const ROLES: &str = include_str!("roles.tsv");

static NEEDED: LazyLock<Vec<(&str, Role)>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let (route, role) = line.split_once('\t')?;
        Some((route, Role::named(role)?))
    };
    ROLES.lines().filter_map(row).collect()
});

/// What a user may do inside the tenant. Whoever has a later one may do all that the earlier ones may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads.
    Viewer,
    /// Works with people: writes, calls, takes notes.
    Agent,
    /// Also says how the tenant works, and spends on numbers.
    Owner,
}

impl Role {
    const ALL: [Self; 3] = [Self::Viewer, Self::Agent, Self::Owner];

    /// The role as claims and the table name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Viewer => "viewer",
            Role::Agent => "agent",
            Role::Owner => "owner",
        }
    }

    /// The role of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }

    /// The role that a route needs. One that the table does not know is the owner's alone.
    pub(super) fn needed(route: &str) -> Self {
        let row = NEEDED.iter().find(|(known, _)| *known == route);
        row.map_or(Role::Owner, |(_, role)| *role)
    }

    /// The role that `claim` gives who asks; without a claim everybody is the owner. The error is the role
    /// that it would take.
    pub(super) fn of(gateway: &Gateway, claim: Option<&str>) -> Result<Self, Self> {
        let needed = Role::needed(&gateway.route);
        let Some(claim) = claim else { return Ok(Role::Owner) };
        match gateway.claims.get(claim).and_then(|name| Role::named(name)) {
            Some(role) if role >= needed => Ok(role),
            _ => Err(needed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(route: &str, role: &str) -> Option<Role> {
        let claims = [("role".to_owned(), role.to_owned())].into();
        let gateway = Gateway { route: route.to_owned(), claims, ..Gateway::default() };
        Role::of(&gateway, Some("role")).ok()
    }

    #[test]
    fn each_role_may_what_the_one_before_may() {
        assert_eq!(of("GET /api/threads", "viewer"), Some(Role::Viewer));
        assert_eq!(of("POST /api/messages", "viewer"), None);
        assert_eq!(of("POST /api/messages", "agent"), Some(Role::Agent));
        assert_eq!(of("PUT /api/preferences", "agent"), None);
        assert_eq!(of("PUT /api/preferences", "owner"), Some(Role::Owner));
    }

    #[test]
    fn what_is_no_role_may_nothing() {
        for name in ["", "Owner", "admin", "[owner]", "owner agent"] {
            assert_eq!(of("GET /api/threads", name), None, "{name}");
        }
        let gateway = Gateway { route: "GET /api/threads".to_owned(), ..Gateway::default() };
        assert!(Role::of(&gateway, Some("role")).is_err(), "without the claim");
    }

    #[test]
    fn an_unknown_route_is_the_owners() {
        assert_eq!(of("POST /api/new", "agent"), None);
        assert_eq!(of("", "agent"), None);
        assert_eq!(of("POST /api/new", "owner"), Some(Role::Owner));
    }

    #[test]
    fn every_row_can_be_read() {
        assert_eq!(NEEDED.len(), ROLES.lines().count());
    }
}
