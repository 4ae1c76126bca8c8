//! The `search` table: messages by each of their words, people by each part of their names and numbers.
//!
//! A message has an item for each of its first 64 different words, a person one for each end of each word,
//! so that what begins with a text is what has it anywhere. An item has all words of its record beside it:
//! one query answers for several.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::contact::contact;
use super::contact_read::KnownContacts;
use super::derived_item::{Derived, INDEX_KEY, Table};
use super::item::{Item, is_of, item, record, value};
use super::listing::{Source, Wanted};
use super::message::{is_whole, message};
use super::page::{Page, PageRequest};
use super::{Record, Store, StoreError};
use crate::ids::{ContactId, MessageId, TenantId};
use crate::records::{Contact, Direction, Message, ThreadId, contact_of};
use crate::words;
use twilio::phone::{Address, Party};

/// Fewest digits that are a whole number, and no part of one.
const DIALLED: usize = 6;

/// A message that has a word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundMessage {
    /// Which one.
    pub message_id: MessageId,
    /// Its conversation.
    pub thread_id: ThreadId,
    /// Which way it went.
    pub direction: Direction,
    /// The contact that the address has of its own that it is with; in a group, its writer's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<ContactId>,
    /// All its words, with a space between two.
    words: String,
}

/// A person of whom something begins so.
#[derive(Serialize, Deserialize)]
struct FoundContact {
    contact_id: ContactId,
    /// What begins so, to the end of the word.
    end: String,
    /// All words of the person, with a space between two.
    words: String,
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// The word that leaves least, as far as one can tell.
    first: String,
    others: Vec<String>,
}

impl Sought {
    /// Words that a text has to have; `None` without any.
    pub fn words(text: &str) -> Option<Self> {
        let all: BTreeSet<_> = words::words(text).collect();
        let mut all: Vec<_> = all.into_iter().collect();
        // What has digits is mostly one thing's alone.
        let rare = |word: &String| (word.contains(|one: char| one.is_numeric()), word.len());
        let first = (0..all.len()).max_by_key(|at| rare(&all[*at]))?;
        Some(Self { first: all.remove(first), others: all })
    }

    /// Parts of names, or of a number however it is written; `None` without any.
    pub fn parts(text: &str) -> Option<Self> {
        let is_number = |one: char| one.is_ascii_digit() || " +-()./".contains(one);
        if !text.chars().all(is_number) {
            return Self::words(text);
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        // As one dials, at home or abroad: zeros that are not the number's.
        let dialled = digits.trim_start_matches('0');
        let first = if dialled.len() < DIALLED { digits } else { dialled.to_owned() };
        (first.len() > 1).then_some(Self { first, others: Vec::new() })
    }
}

impl Store {
    /// A tenant's messages that have all these words, the latest first.
    pub async fn message_search(
        &self,
        tenant: &TenantId,
        (sought, wanted): (Sought, Wanted<FoundMessage>),
        page: &PageRequest,
    ) -> Result<Page<FoundMessage>, StoreError> {
        let source = self.found((INDEX_KEY, text_key(tenant, &sought.first)));
        let others = sought.others;
        let has_others = (!others.is_empty()).then_some(move |found: &FoundMessage| {
            let has = |word: &String| found.words.split(' ').any(|known| known == word);
            others.iter().all(has)
        });
        page.find(&[source], &wanted.and(has_others), record).await
    }

    /// A tenant's contacts that have all these parts in name, number or reference, by what was found.
    pub async fn contact_search(
        &self,
        tenant: &TenantId,
        sought: Sought,
        page: &PageRequest,
    ) -> Result<Page<ContactId>, StoreError> {
        let source = self.found((INDEX_KEY, part_key(tenant, &sought.first)));
        let page = page.beginning(&sought.first);
        let wanted = Wanted::only(Some(move |found: &FoundContact| {
            found.is_first(&sought.first)
                && sought.others.iter().all(|part| found.words.contains(part.as_str()))
        }));
        let found = page.find(&[source], &wanted, record::<FoundContact>).await?;
        let items = found.items.into_iter().map(|found| found.contact_id).collect();
        Ok(Page { items, next: found.next })
    }

    /// Those of these messages that the tenant has, in no order, and whom these ids stand for: one call for
    /// up to 100, and more if some were merged.
    pub async fn found_some(
        &self,
        tenant: &TenantId,
        (messages, people): (&[MessageId], &[&ContactId]),
    ) -> Result<(Vec<Message>, KnownContacts), StoreError> {
        let tables = &self.tables;
        let messages = messages.iter().map(|id| {
            let key = [("message_id".to_owned(), value(id))];
            (&tables.messages, Item::from(key))
        });
        let people = people.iter().map(|id| {
            let key = [("tenant_id", value(tenant)), ("contact_id", value(id))];
            (&tables.contacts, key.map(|(name, value)| (name.to_owned(), value)).into())
        });
        let mut found = self.read_several(&messages.chain(people).collect::<Vec<_>>()).await?;
        let mut of = |table: &str| found.remove(table).unwrap_or_default().into_iter();
        let messages = of(&tables.messages).filter(is_of(tenant)).filter(is_whole).map(message);
        let messages = messages.collect::<Result<_, _>>()?;
        let people = of(&tables.contacts).map(contact).collect::<Result<_, _>>()?;
        Ok((messages, self.contacts_followed(tenant, people).await?))
    }

    fn found(&self, partition: (&'static str, String)) -> Source {
        Source { query: self.client.query().table_name(&self.tables.search), partition }
    }
}

impl FoundContact {
    /// Whether it is the first place where the person is found so: "an" is in "Ana Banana" four times.
    fn is_first(&self, part: &str) -> bool {
        let ends = self.words.split(' ').flat_map(words::ends);
        ends.filter(|end| end.starts_with(part)).min() == Some(&self.end)
    }
}

/// What a record is found by.
pub(super) fn terms(tenant: &TenantId, record: &Record) -> Derived {
    match record {
        Record::Message(message) => of_message(tenant, message),
        Record::Contact(contact) => of_contact(tenant, contact),
        _ => Derived::new(),
    }
}

fn of_message(tenant: &TenantId, message: &Message) -> Derived {
    let content = &message.content;
    let all = words::distinct(&content.body);
    let found = item(&FoundMessage {
        message_id: content.message_id.clone(),
        thread_id: content.thread_id.clone(),
        direction: content.direction,
        contact_id: content.other_side().map(|party| contact_of(tenant, &party)),
        words: joined(&all),
    });
    let place = format!("{}#{}", content.created_at, content.message_id);
    let key = |word: &String| (Table::Search, text_key(tenant, word), place.clone());
    all.iter().map(|word| (key(word), found.clone())).collect()
}

/// Another address of somebody is found as that person.
fn of_contact(tenant: &TenantId, contact: &Contact) -> Derived {
    if contact.merged_into.is_some() || contact.created_at.is_none() {
        return Derived::new();
    }
    let names = [&contact.name, &contact.profile_name, &contact.lead_id];
    let names = names.into_iter().flatten().map(String::as_str);
    let digits = names.clone().filter_map(words::joined_digits);
    let names = names.collect::<Vec<_>>().join(" ");
    let addresses = contact.addresses.keys().filter_map(|address| address.parse::<Address>().ok());
    let all: BTreeSet<_> = addresses
        .flat_map(|address| parts(&address.party))
        .chain(words::distinct(&names))
        .chain(digits)
        .collect();
    let words = joined(&all);
    let found = |end: &str| {
        let contact_id = contact.contact_id.clone();
        let place = format!("{end}#{contact_id}");
        let found = FoundContact { contact_id, end: end.to_owned(), words: words.clone() };
        ((Table::Search, part_key(tenant, end), place), item(&found))
    };
    all.iter().flat_map(|word| words::ends(word)).map(found).collect()
}

/// Both spellings that a number may have are looked for.
fn parts(party: &Party) -> BTreeSet<String> {
    match party {
        Party::Number(number) => [number.clone(), number.identity()]
            .map(|number| number.as_str().trim_start_matches('+').to_owned())
            .into(),
        _ => words::distinct(party.as_str()),
    }
}

fn joined(words: &BTreeSet<String>) -> String {
    words.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn text_key(tenant: &TenantId, word: &str) -> String {
    format!("{tenant}#text#{word}")
}

/// A partition for each beginning of two characters, so that none holds everything.
fn part_key(tenant: &TenantId, part: &str) -> String {
    let begin: String = part.chars().take(2).collect();
    format!("{tenant}#part#{begin}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for() {
        let sought = |first: &str, others: &[&str]| {
            let others = others.iter().map(|text| (*text).to_owned()).collect();
            Some(Sought { first: first.to_owned(), others })
        };
        assert_eq!(Sought::words("the Invoice of May"), sought("invoice", &["may", "of", "the"]));
        assert_eq!(Sought::words("imported b77"), sought("b77", &["imported"]));
        assert_eq!(Sought::words(" ?! a"), None);
        assert_eq!(Sought::parts("+1 (555) 010-0001"), sought("15550100001", &[]));
        assert_eq!(Sought::parts("0170 123"), sought("170123", &[]));
        assert_eq!(Sought::parts("0004"), sought("0004", &[]));
        assert_eq!(Sought::parts("0044 20 79"), sought("442079", &[]));
        assert_eq!(Sought::parts("0"), None);
        assert_eq!(Sought::parts("Änn"), sought("ann", &[]));
        assert_eq!(Sought::parts("7"), None);
    }

    #[test]
    fn somebody_is_found_once() {
        let (contact_id, words) = ("0".repeat(32).parse().unwrap(), "ana banana".to_owned());
        let found = |end: &str| FoundContact {
            contact_id: ContactId::clone(&contact_id),
            end: end.to_owned(),
            words: words.clone(),
        };
        let ends = ["ana", "na", "banana", "anana", "nana"];
        assert_eq!(ends.iter().filter(|end| found(end).is_first("an")).count(), 1);
        assert_eq!(ends.iter().filter(|end| found(end).is_first("na")).count(), 1);
        assert!(!found("ana").is_first("ban"));
    }
}
