//! The lines of a file, some hundred at a time.

use std::collections::{BTreeMap, BTreeSet};

use futures::{StreamExt, TryStreamExt, stream};
use shared::app::App;
use shared::contact_file::ContactFile;
use shared::ids::ContactId;
use shared::records::{BadLine, Import, ImportCounts, NewContact};
use shared::store::{ImportLine, Imported, KnownContacts, StoreError};
use shared::worker::NotDone;

/// Lines after which it is noted how far the import is.
const AT_ONCE: usize = 500;
/// Contacts that are written at the same time.
const SIDE_BY_SIDE: usize = 32;

/// Takes all lines that are left, and returns the import as it is then.
pub(crate) async fn all(
    app: &App,
    mut import: Import,
    file: &ContactFile<'_>,
) -> Result<Import, NotDone> {
    loop {
        let from = usize::try_from(import.counts.all()).unwrap_or(usize::MAX);
        let (tenant, at) = (import.tenant_id.clone(), import.created_at);
        let lines: Vec<_> = file.lines((&tenant, at), from).take(AT_ONCE).collect();
        if lines.is_empty() {
            return Ok(import);
        }
        let (good, bad): (Vec<_>, Vec<_>) = lines.into_iter().partition(Result::is_ok);
        let good = good.into_iter().filter_map(Result::ok).collect();
        let bad: Vec<BadLine> = bad.into_iter().filter_map(Result::err).collect();
        let mut counts = some(app, &import, good).await?;
        counts.bad = u32::try_from(bad.len()).unwrap_or(u32::MAX);
        let noted = app.store.import_progress(&import, (&counts, &bad), app.now()).await?;
        import = noted.ok_or_else(|| NotDone::new("another worker takes the same lines"))?;
    }
}

/// Takes these lines: of one contact one after the other, of several side by side.
async fn some(
    app: &App,
    import: &Import,
    lines: Vec<(u64, NewContact)>,
) -> Result<ImportCounts, StoreError> {
    let id = |contact: &NewContact| contact.contact_id();
    let ids: BTreeSet<_> = lines.iter().filter_map(|(_, contact)| id(contact)).collect();
    let known = app.store.contacts_behind(&import.tenant_id, &ids).await?;
    let mut people: BTreeMap<ContactId, Vec<(u64, NewContact)>> = BTreeMap::new();
    for (line, contact) in lines {
        if let Some(id) = id(&contact) {
            people.entry(known.id(id)).or_default().push((line, contact));
        }
    }
    let writes = stream::iter(people).map(|(id, lines)| one(app, import, (id, lines), &known));
    let writes = writes.buffer_unordered(SIDE_BY_SIDE);
    let counts = writes.try_fold(ImportCounts::default(), async |sum, one| {
        Ok(ImportCounts {
            created: sum.created + one.created,
            updated: sum.updated + one.updated,
            skipped: sum.skipped + one.skipped,
            bad: 0,
        })
    });
    counts.await
}

/// The lines about one contact; the later one counts.
async fn one(
    app: &App,
    import: &Import,
    (id, lines): (ContactId, Vec<(u64, NewContact)>),
    known: &KnownContacts,
) -> Result<ImportCounts, StoreError> {
    let mut counts = ImportCounts::default();
    let mut known = known.behind(&id).cloned();
    for (number, (line, contact)) in lines.into_iter().enumerate() {
        if number > 0 {
            known = app.store.contact_get(&import.tenant_id, &id).await?;
        }
        let line = ImportLine { import_id: &import.import_id, line, contact };
        match app.store.contact_import(known.as_ref(), &line).await? {
            Imported::Created => counts.created += 1,
            Imported::Updated => counts.updated += 1,
            Imported::Known => counts.skipped += 1,
        }
    }
    Ok(counts)
}
