//! A file of contacts that is taken in.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Timestamp;
use crate::ids::{ImportId, JobId, TenantId};

/// Most lines that are kept of those that were not taken; all are counted.
pub const MOST_BAD_LINES: usize = 1_000;

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Nobody has begun yet.
    Queued,
    /// Lines are being taken.
    Running,
    /// All lines were looked at.
    Done,
    /// It could not be finished: lines before it stand.
    Failed,
}

/// A line that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadLine {
    /// Its number in the file; the names of the columns are line 1.
    pub line: u64,
    /// The column.
    pub field: String,
    /// What would be valid, for people.
    pub reason: String,
}

/// What became of lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportCounts {
    /// Lines that made a contact.
    pub created: u32,
    /// Lines that changed one.
    pub updated: u32,
    /// Lines that said what was known.
    pub skipped: u32,
    /// Lines that were not taken.
    pub bad: u32,
}

impl ImportCounts {
    /// All of them.
    pub fn all(&self) -> u32 {
        self.created + self.updated + self.skipped + self.bad
    }
}

/// The record in the `contacts` table.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// Its id.
    pub import_id: ImportId,
    /// Whose contacts they are.
    pub tenant_id: TenantId,
    /// How far it is.
    pub state: ImportState,
    /// Lines of the file, without the names of its columns.
    pub rows: u32,
    /// What became of those that were looked at.
    #[serde(flatten)]
    pub counts: ImportCounts,
    /// Lines that were not taken, the first ones.
    #[serde(default)]
    pub bad_lines: Vec<BadLine>,
    /// Why it could not be finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
    /// The user (`sub`) who has sent the file, if the token named one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    /// When it came.
    pub created_at: Timestamp,
    /// When its first line was looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// When it came a step further.
    pub updated_at: Timestamp,
}

twilio::debug_only!(Import { import_id, state });

impl Import {
    /// Whether nothing more happens.
    pub fn is_over(&self) -> bool {
        matches!(self.state, ImportState::Done | ImportState::Failed)
    }

    /// Object key of its file.
    pub fn key(&self) -> String {
        format!("imports/{}/{}.csv", self.tenant_id, self.import_id)
    }

    /// As an event has it.
    pub fn told(&self) -> Value {
        let ImportCounts { created, updated, skipped, bad } = self.counts;
        json!({
            "import_id": self.import_id,
            "state": self.state,
            "rows": self.rows,
            "created": created,
            "updated": updated,
            "skipped": skipped,
            "bad": bad,
            "failure": self.failure,
            "created_by": self.created_by,
            "created_at": self.created_at,
            "started_at": self.started_at,
            "ended_at": self.ended_at,
        })
    }

    /// As the website reads it.
    pub fn view(&self) -> Value {
        let mut view = self.told();
        view["bad_lines"] = json!(self.bad_lines);
        view
    }
}

/// Takes the lines of a file in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportJob {
    /// Whose contacts.
    pub tenant_id: TenantId,
    /// Which file.
    pub import_id: ImportId,
}

impl ImportJob {
    /// The job that does it.
    pub fn job_id(&self) -> JobId {
        format!("import:{}", self.import_id).parse().expect("import ids are letters and digits")
    }
}
