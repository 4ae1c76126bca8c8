//! Whom a token is for: somebody in a tenant.

use sandbox::gateway::Subject;
use shared::api::{Role, is_user, tenant_named};

/// Why there is no token for a tenant.
const TENANT: &str = "tenant: 1 to 128 letters, digits and ._@|:+=-, not with a dot first, and none of \
                      null, true, false and operator";
const USER: &str = "user: 1 to 128 characters, none of them a control";
const ROLE: &str = "role: owner, agent or viewer";

/// A user of a tenant with a role, such as the API takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whom {
    tenant: String,
    user: String,
    role: Role,
}

impl Whom {
    /// The error is a sentence that names the field. What is `None` is none.
    pub fn of(tenant: &str, user: Option<&str>, role: Option<&str>) -> Result<Self, &'static str> {
        if tenant_named(tenant).is_none() {
            return Err(TENANT);
        }
        let role = role.and_then(Role::named).ok_or(ROLE)?;
        let user = user.filter(|user| is_user(user)).ok_or(USER)?;
        Ok(Self { tenant: tenant.to_owned(), user: user.to_owned(), role })
    }

    /// As tokens say it.
    pub fn subject(&self) -> Subject<'_> {
        Subject { tenant: &self.tenant, user: &self.user, role: self.role.as_str() }
    }
}
