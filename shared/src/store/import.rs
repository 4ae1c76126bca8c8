//! Files of contacts that are taken in. They are kept beside the contacts, whose stream tells of them.

use super::call::lead_key;
use super::contact::ADDRESS;
use super::item::{item, record, value};
use super::transaction::Transacted;
use super::update::Update;
use super::{Store, StoreError};
use crate::ids::{ImportId, TenantId};
use crate::records::{
    BadLine, Contact, Import, ImportCounts, ImportState, Job, MOST_BAD_LINES, NewContact,
    Timestamp, contact_of,
};

/// What keys of imports begin with; those of contacts are hex digits.
pub(super) const IMPORT: &str = "import:";
/// How many of the latest imports are listed.
const LATEST: i32 = 20;
/// How often a line begins anew when somebody else changes its contact.
const TRIES: usize = 4;

/// What a line has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Imported {
    /// There is a new contact.
    Created,
    /// A contact has changed.
    Updated,
    /// It said what was known.
    Known,
}

/// What became of the wish to import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportBegun {
    /// It waits for its turn.
    Queued,
    /// Another one came first.
    Another,
}

/// A line, and the mark that it leaves: which one of which import.
#[derive(Debug)]
pub struct ImportLine<'l> {
    /// The import.
    pub import_id: &'l ImportId,
    /// The line.
    pub line: u64,
    /// What it says: one address.
    pub contact: NewContact,
}

impl ImportLine<'_> {
    fn mark(&self, done: &str) -> String {
        format!("{}:{}:{done}", self.import_id, self.line)
    }

    /// What an earlier run has done with this line.
    fn done_before(&self, known: &Contact) -> Option<Imported> {
        let mark = known.imported.as_ref()?;
        let done = [("created", Imported::Created), ("updated", Imported::Updated)];
        done.into_iter().find(|(done, _)| self.mark(done) == *mark).map(|(_, done)| done)
    }
}

impl Store {
    /// Keeps a new import with its job, unless there is another one since the latest that is known.
    pub async fn import_put(
        &self,
        (import, job): (&Import, &Job),
        latest: Option<&ImportId>,
    ) -> Result<ImportBegun, StoreError> {
        let update =
            item(import).into_iter().filter(|(name, _)| name != "tenant_id").fold(
                self.import(&import.tenant_id, &import.import_id),
                |update, (name, value)| update.set_value(&name, value),
            );
        let key = [("tenant_id", import.tenant_id.as_str())];
        let turn = Update::of(&self.tables.tenants, &key).set("latest_import", &import.import_id);
        let turn = match latest {
            Some(latest) => turn.if_absent_or_equal("latest_import", latest),
            None => turn.if_absent("latest_import"),
        };
        let items = vec![turn.transact(), update.transact(), self.job_item(job)];
        Ok(match self.transact(items).await? {
            Transacted::Applied => ImportBegun::Queued,
            Transacted::Refused(_) => ImportBegun::Another,
        })
    }

    /// The latest imports, the last one first.
    pub async fn import_list(&self, tenant: &TenantId) -> Result<Vec<Import>, StoreError> {
        let query = self
            .client
            .query()
            .table_name(&self.tables.contacts)
            .consistent_read(true)
            .key_condition_expression("tenant_id = :tenant AND begins_with(contact_id, :kind)")
            .expression_attribute_values(":tenant", value(tenant))
            .expression_attribute_values(":kind", value(IMPORT))
            .scan_index_forward(false)
            .limit(LATEST);
        query.send().await?.items.unwrap_or_default().into_iter().map(record).collect()
    }

    /// An import of this tenant, as it is now.
    pub async fn import_get(
        &self,
        tenant: &TenantId,
        id: &ImportId,
    ) -> Result<Option<Import>, StoreError> {
        let place = format!("{IMPORT}{id}");
        let key = [("tenant_id", tenant.as_str()), ("contact_id", place.as_str())];
        self.read_latest((&self.tables.contacts, &key)).await?.map(record).transpose()
    }

    /// Notes what became of the next lines; `None` if another worker was faster.
    pub async fn import_progress(
        &self,
        before: &Import,
        (counts, bad_lines): (&ImportCounts, &[BadLine]),
        now: Timestamp,
    ) -> Result<Option<Import>, StoreError> {
        let was = &before.counts;
        let kept: Vec<_> = before.bad_lines.iter().chain(bad_lines).take(MOST_BAD_LINES).collect();
        let update = || {
            self.import(&before.tenant_id, &before.import_id)
                .set("state", ImportState::Running)
                .set("created", was.created + counts.created)
                .set("updated", was.updated + counts.updated)
                .set("skipped", was.skipped + counts.skipped)
                .set("bad", was.bad + counts.bad)
                .set("bad_lines", &kept)
                .set_once("started_at", now)
                .set("updated_at", now)
                .if_equal("state", before.state)
                .if_equal("created", was.created)
                .if_equal("updated", was.updated)
                .if_equal("skipped", was.skipped)
                .if_equal("bad", was.bad)
        };
        self.update_and_read(update).await?.map(record).transpose()
    }

    /// Ends an import, and its job with it.
    pub async fn import_end(
        &self,
        import: &Import,
        (failure, job): (Option<&str>, Option<&Job>),
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let state = if failure.is_some() { ImportState::Failed } else { ImportState::Done };
        let end = self
            .import(&import.tenant_id, &import.import_id)
            .set("state", state)
            .set_or_remove("failure", failure)
            .set("ended_at", now)
            .set("updated_at", now)
            .if_equal("state", import.state);
        let mut items = vec![end.transact()];
        items.extend(job.map(|job| self.job_deletion(&job.job_id)));
        match self.transact(items).await? {
            Transacted::Applied => Ok(()),
            Transacted::Refused(_) => {
                Err(StoreError::Unavailable("another worker ends the same import".to_owned()))
            }
        }
    }

    /// Makes a contact of a line, or gives what it says to the one that is `known` by its address.
    pub async fn contact_import(
        &self,
        known: Option<&Contact>,
        line: &ImportLine<'_>,
    ) -> Result<Imported, StoreError> {
        let new = &line.contact;
        let identities = new.identities();
        let Some(identity) = identities.first() else {
            return Err(StoreError::Broken("a line has no address".to_owned()));
        };
        let mut known = known.cloned();
        for _ in 0..TRIES {
            let done = match &known {
                None => {
                    let mark = line.mark("created");
                    let update = || self.new_contact(new, identity).set("imported", &mark);
                    self.try_update(update).await?.is_none().then_some(Imported::Created)
                }
                Some(known) => self.line_on(known, line).await?,
            };
            if let Some(done) = done {
                return Ok(done);
            }
            let id = contact_of(&new.tenant_id, identity);
            known = self.contact_get(&new.tenant_id, &id).await?;
        }
        Err(StoreError::Unavailable("a contact changes all the time".to_owned()))
    }

    /// `None` if the contact was merged meanwhile.
    async fn line_on(
        &self,
        known: &Contact,
        line: &ImportLine<'_>,
    ) -> Result<Option<Imported>, StoreError> {
        if let Some(done) = line.done_before(known) {
            return Ok(Some(done));
        }
        let new = &line.contact;
        let is_new = |address: &&String| !known.addresses.contains_key(*address);
        let addresses: Vec<_> = new.addresses.iter().map(ToString::to_string).collect();
        let addresses: Vec<_> = addresses.iter().filter(is_new).collect();
        let name = new.name.as_ref().filter(|name| known.name.as_ref() != Some(name));
        let lead = new.lead_id.as_ref().filter(|lead| known.lead_id.as_ref() != Some(lead));
        if addresses.is_empty() && name.is_none() && lead.is_none() {
            return Ok(Some(Imported::Known));
        }
        let mark = line.mark("updated");
        let update = || {
            let update = self
                .contact(&new.tenant_id, &known.contact_id)
                .set("imported", &mark)
                .if_present("created_at")
                .if_absent("merged_into");
            let update = addresses.iter().fold(update, |update, address| {
                update.set_once(&format!("{ADDRESS}{address}"), new.at)
            });
            let update = match name {
                Some(name) => update.set("name", name),
                None => update,
            };
            match lead {
                Some(lead) => {
                    update.set("lead_id", lead).set("lead_key", lead_key(&new.tenant_id, lead))
                }
                None => update,
            }
        };
        Ok(self.try_update(update).await?.is_none().then_some(Imported::Updated))
    }

    fn import(&self, tenant: &TenantId, id: &ImportId) -> Update {
        let place = format!("{IMPORT}{id}");
        let key = [("tenant_id", tenant.as_str()), ("contact_id", place.as_str())];
        Update::of(&self.tables.contacts, &key)
    }
}
