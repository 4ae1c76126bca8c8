//! What the tenant's users have said about a conversation.

use serde::{Deserialize, Serialize};

use crate::ids::TenantId;

/// Whether somebody still has to see to a conversation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThreadStatus {
    /// Somebody has.
    #[default]
    Open,
    /// It is done, until the contact writes again.
    Done,
}

impl ThreadStatus {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            ThreadStatus::Open => "open",
            ThreadStatus::Done => "done",
        }
    }

    /// The partition of the index that holds a tenant's conversations in this state.
    pub fn key(self, tenant: &TenantId) -> String {
        format!("{tenant}#{}", self.as_str())
    }
}

/// What changes about a conversation; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ThreadChange {
    /// Whether it is done.
    pub status: Option<ThreadStatus>,
    /// Whose it is: a user of the tenant, or nobody's.
    pub assigned_to: Option<Option<String>>,
    /// Names of the tenant's tags.
    pub tags: Option<Vec<String>>,
}

/// A tag that the tenant's conversations may have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// What it is called, unlike any other of the tenant.
    pub name: String,
    /// As `#rrggbb`.
    pub color: String,
}
