//! The `notes` table.

use aws_sdk_dynamodb::types::{
    ConditionCheck, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem,
};

use super::item::{Item, item, record, text, value};
use super::message::thread_key;
use super::page::{Page, PageRequest};
use super::single::deletion;
use super::thread::thread_key as key_of;
use super::transaction::Transacted;
use super::update::Update;
use super::whole::whole;
use super::{Store, StoreError};
use crate::ids::{NoteId, TenantId};
use crate::records::{Note, ThreadId, Timestamp};

/// Users may change notes while they are moved.
const TRIES: usize = 8;

/// Where a note is: whose conversation, which one, which note.
pub(super) type NotePlace<'p> = (&'p TenantId, &'p ThreadId, &'p NoteId);

/// Whose notes may be changed.
#[derive(Debug, Clone, Copy)]
pub enum Written<'a> {
    /// Everybody's.
    ByAnybody,
    /// Those of this user.
    By(&'a str),
}

/// What became of the wish to change a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteChanged {
    /// It is as wished; after a deletion, as it was.
    Changed,
    /// Somebody else has written it.
    Anothers,
    /// There is none.
    Unknown,
}

#[derive(serde::Serialize)]
struct Kept<'n> {
    thread_key: String,
    #[serde(flatten)]
    note: &'n Note,
}

impl Store {
    /// Keeps a new note; `false` if the tenant has no such conversation, also if it was just joined with
    /// another one.
    pub async fn note_put(&self, note: &Note) -> Result<bool, StoreError> {
        let kept = Kept { thread_key: thread_key(&note.tenant_id, &note.thread_id), note };
        let put = Put::builder().table_name(&self.tables.notes).set_item(Some(item(&kept)));
        let put = put.build().expect("table and item are set");
        let thread = key_of(&note.tenant_id, &note.thread_id);
        let check = ConditionCheck::builder().table_name(&self.tables.threads);
        let check = thread
            .iter()
            .fold(check, |check, (name, text)| check.key(*name, value(text)))
            .condition_expression("attribute_exists(thread_id)");
        let check = check.build().expect("table, key and condition are set");
        let items = vec![
            TransactWriteItem::builder().put(put).build(),
            TransactWriteItem::builder().condition_check(check).build(),
        ];
        Ok(matches!(self.transact(items).await?, Transacted::Applied))
    }

    /// The notes about a conversation, the latest first.
    pub async fn note_list(
        &self,
        tenant: &TenantId,
        thread: &ThreadId,
        page: &PageRequest,
    ) -> Result<Page<Note>, StoreError> {
        let query = self.client.query().table_name(&self.tables.notes);
        page.run(query, ("thread_key", &thread_key(tenant, thread)), record).await
    }

    /// Gives a note another text.
    pub async fn note_change(
        &self,
        place: NotePlace<'_>,
        (words, mentions): (Option<&str>, Option<&[String]>),
        (written, at): (Written<'_>, Timestamp),
    ) -> Result<Result<Note, NoteChanged>, StoreError> {
        let (key, note) = (thread_key(place.0, place.1), place.2.as_str());
        let update = || {
            let key = [("thread_key", key.as_str()), ("note_id", note)];
            let update = Update::of(&self.tables.notes, &key).set("updated_at", at);
            let update = update.if_present("note_id");
            let update = match words {
                Some(words) => update.set("text", words),
                None => update,
            };
            let update = match mentions {
                Some(mentions) => update.set("mentions", mentions),
                None => update,
            };
            match written {
                Written::ByAnybody => update,
                Written::By(user) => update.if_equal("author", user),
            }
        };
        Ok(match self.update_or_read(update).await? {
            Ok(note) => Ok(record(note)?),
            Err(found) => Err(refused(&found)),
        })
    }

    /// Deletes a note.
    pub async fn note_delete(
        &self,
        (tenant, thread, note): NotePlace<'_>,
        written: Written<'_>,
    ) -> Result<NoteChanged, StoreError> {
        let place = thread_key(tenant, thread);
        let key = [("thread_key", place.as_str()), ("note_id", note.as_str())];
        let gone = deletion((&self.tables.notes, &key), |delete| {
            let old = ReturnValuesOnConditionCheckFailure::AllOld;
            let delete = delete.return_values_on_condition_check_failure(old);
            match written {
                Written::ByAnybody => delete.condition_expression("attribute_exists(note_id)"),
                Written::By(user) => delete
                    .condition_expression("author = :user")
                    .expression_attribute_values(":user", value(user)),
            }
        });
        Ok(match self.transact(vec![gone]).await? {
            Transacted::Applied => NoteChanged::Changed,
            Transacted::Refused(found) => refused(&found),
        })
    }

    /// Gives the notes about one conversation to another. There must be none of the first any more, so
    /// that nobody adds to it. A note that is changed or deleted meanwhile is read anew.
    pub(super) async fn notes_move(
        &self,
        tenant: &TenantId,
        ids: (&ThreadId, &ThreadId),
    ) -> Result<(), StoreError> {
        let before = thread_key(tenant, ids.0);
        for _ in 0..TRIES {
            let query = self
                .client
                .query()
                .table_name(&self.tables.notes)
                .consistent_read(true)
                .key_condition_expression("thread_key = :thread")
                .expression_attribute_values(":thread", value(&before));
            let mut all = true;
            for note in whole(query).await? {
                all &= self.note_move(tenant, ids, note).await?;
            }
            if all {
                return Ok(());
            }
        }
        Err(StoreError::Unavailable("notes were changed while they were moved".to_owned()))
    }

    /// Whether it is moved, as it was read.
    async fn note_move(
        &self,
        tenant: &TenantId,
        (from, to): (&ThreadId, &ThreadId),
        note: Item,
    ) -> Result<bool, StoreError> {
        let (before, after) = (thread_key(tenant, from), thread_key(tenant, to));
        let Some(id) = text(&note, "note_id").map(str::to_owned) else { return Ok(true) };
        let Some(read) = note.get("updated_at").cloned() else { return Ok(true) };
        let kept = |name: &str| !["thread_key", "note_id", "thread_id"].contains(&name);
        let known: Item = note.into_iter().filter(|(name, _)| kept(name)).collect();
        let place = [("thread_key", after.as_str()), ("note_id", id.as_str())];
        let moved = Update::of(&self.tables.notes, &place).set("thread_id", to).set_once_all(known);
        let place = [("thread_key", before.as_str()), ("note_id", id.as_str())];
        let gone = deletion((&self.tables.notes, &place), |delete| {
            delete
                .condition_expression("updated_at = :read")
                .expression_attribute_values(":read", read)
        });
        let done = self.transact(vec![moved.transact(), gone]).await?;
        Ok(matches!(done, Transacted::Applied))
    }
}

fn refused(found: &Item) -> NoteChanged {
    if found.contains_key("note_id") { NoteChanged::Anothers } else { NoteChanged::Unknown }
}
