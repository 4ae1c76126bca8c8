//! Pages of lists that are filtered, or put together from several partitions of an index.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use futures::future::try_join_all;

use super::StoreError;
use super::item::{Item, text, value};
use super::page::{Page, PageRequest, Position};
use crate::ids::TenantId;
use crate::records::party_key;
use twilio::phone::Party;

/// How many records are looked at in one read when only some of them are wanted.
const EXAMINED: i32 = 200;
/// How often that is done for one page.
const READS: usize = 2;

/// One partition of an index. All of a list have the same keys.
#[derive(Clone)]
pub(super) struct Source {
    pub(super) query: QueryFluentBuilder,
    /// The partition key and its value.
    pub(super) partition: (&'static str, String),
    /// What else a position in the index needs: the table's partition, where that is another key.
    pub(super) table: Option<(&'static str, String)>,
}

/// Whose calls or voicemails a list holds.
#[derive(Debug, Clone, Default)]
pub enum Whose {
    /// Everybody's.
    #[default]
    All,
    /// Of these people, and what names a reference of the website itself.
    Of {
        /// Their addresses.
        parties: Vec<Party>,
        /// The reference.
        lead: Option<String>,
    },
}

/// Which of the records that are read are wanted.
#[derive(Default)]
pub enum Wanted<T> {
    /// Each.
    #[default]
    All,
    /// Those that this is true of.
    Only(Box<dyn Fn(&T) -> bool + Send + Sync>),
}

impl<T: 'static> Wanted<T> {
    /// Only those that this is true of, if there is something to ask.
    pub fn only(asked: Option<impl Fn(&T) -> bool + Send + Sync + 'static>) -> Self {
        Wanted::All.and(asked)
    }

    /// Those of them that this is true of as well, if there is something to ask.
    #[must_use]
    pub fn and(self, asked: Option<impl Fn(&T) -> bool + Send + Sync + 'static>) -> Self {
        match (self, asked) {
            (wanted, None) => wanted,
            (Wanted::All, Some(asked)) => Wanted::Only(Box::new(asked)),
            (Wanted::Only(wanted), Some(asked)) => {
                Wanted::Only(Box::new(move |record| wanted(record) && asked(record)))
            }
        }
    }
}

impl<T> Wanted<T> {
    fn is(&self, record: &T) -> bool {
        match self {
            Wanted::All => true,
            Wanted::Only(is_wanted) => is_wanted(record),
        }
    }
}

/// Where a record stands: sorted by time, then by id.
type Place = (String, String);

impl Source {
    /// The partition of a tenant's records with somebody.
    pub(super) fn of_party(
        query: QueryFluentBuilder,
        (tenant, party): (&TenantId, &Party),
    ) -> Self {
        Self { query, partition: ("party_key", party_key(tenant, party)), table: None }
    }
}

impl PageRequest {
    /// The page of what these partitions hold together. What is looked at for it is bounded, so a page
    /// may be short, or empty, though another one follows.
    pub(super) async fn find<T>(
        &self,
        sources: &[Source],
        wanted: &Wanted<T>,
        read: impl Fn(Item) -> Result<T, StoreError>,
    ) -> Result<Page<T>, StoreError> {
        let (amount, reads) = match wanted {
            Wanted::All => (self.limit, 1),
            Wanted::Only(_) => (EXAMINED.max(self.limit), READS),
        };
        let mut items = Vec::new();
        if !self.is_possible() {
            return Ok(Page { items, next: None });
        }
        let mut position = self.position.clone();
        for _ in 0..reads {
            let one = |source| self.read(source, position.as_ref(), amount);
            let parts = try_join_all(sources.iter().map(one)).await?;
            let found = Found::of(parts, self.keys());
            let mut left = found.items.into_iter().peekable();
            while let Some(item) = left.next() {
                position = Some(self.position_of(&item));
                let record = read(item)?;
                if wanted.is(&record) {
                    items.push(record);
                }
                if items.len() == self.size() && (left.peek().is_some() || found.goes_on) {
                    return Ok(Page { items, next: position.as_ref().map(|at| self.cursor(at)) });
                }
            }
            if !found.goes_on {
                return Ok(Page { items, next: None });
            }
        }
        Ok(Page { items, next: position.as_ref().map(|at| self.cursor(at)) })
    }

    /// The page of records that are all here. `place` is where each stands: the list's time and id.
    pub(super) fn cut<T>(
        &self,
        records: Vec<T>,
        wanted: &Wanted<T>,
        place: impl Fn(&T) -> [String; 2],
    ) -> Page<T> {
        let (time, id) = self.keys();
        let begin = self.position.as_ref().map(|at| [at[time].clone(), at[id].clone()]);
        let is_after = |record: &T| begin.as_ref().is_none_or(|begin| place(record) < *begin);
        let mut items: Vec<_> =
            records.into_iter().filter(|record| is_after(record) && wanted.is(record)).collect();
        items.sort_by_cached_key(|record| Reverse(place(record)));
        let goes_on = items.len() > self.size();
        items.truncate(self.size());
        let last = items.last().filter(|_| goes_on).map(|last| {
            let keys = [time, id].map(str::to_owned);
            self.cursor(&keys.into_iter().zip(place(last)).collect())
        });
        Page { items, next: last }
    }

    async fn read(
        &self,
        source: &Source,
        position: Option<&Position>,
        amount: i32,
    ) -> Result<(Vec<Item>, bool), StoreError> {
        let (name, partition) = (source.partition.0, source.partition.1.as_str());
        let query = self.query(source.query.clone(), (name, partition), position).limit(amount);
        let query = match (&source.table, position) {
            (Some((name, text)), Some(_)) => query.exclusive_start_key(*name, value(text)),
            _ => query,
        };
        let answer = query.send().await?;
        Ok((answer.items.unwrap_or_default(), answer.last_evaluated_key.is_some()))
    }
}

/// What partitions hold, in one order, each record once.
struct Found {
    items: Vec<Item>,
    /// Whether there is more after these.
    goes_on: bool,
}

impl Found {
    fn of(mut parts: Vec<(Vec<Item>, bool)>, keys: (&str, &str)) -> Self {
        match parts.pop() {
            // One partition alone is in the index's own order, also where two have the same time.
            Some((items, goes_on)) if parts.is_empty() => Self { items, goes_on },
            last => Self::merged(parts.into_iter().chain(last).collect(), keys),
        }
    }

    /// Of a partition that goes on nothing is known after its last record: what others have after that
    /// has to wait.
    fn merged(parts: Vec<(Vec<Item>, bool)>, keys: (&str, &str)) -> Self {
        let place = |item: &Item| -> Place {
            let key = |name| text(item, name).unwrap_or_default().to_owned();
            (key(keys.0), key(keys.1))
        };
        let last =
            |(items, goes_on): &(Vec<Item>, bool)| items.last().filter(|_| *goes_on).map(place);
        let known_to = parts.iter().filter_map(last).max();
        let goes_on = parts.iter().any(|(_, goes_on)| *goes_on);
        let items = parts.into_iter().flat_map(|(items, _)| items);
        let items: BTreeMap<_, _> = items.map(|item| (Reverse(place(&item)), item)).collect();
        let is_known =
            |place: &Reverse<Place>| known_to.as_ref().is_none_or(|known_to| place.0 >= *known_to);
        let items = items.into_iter().filter(|(place, _)| is_known(place));
        Self { items: items.map(|(_, item)| item).collect(), goes_on }
    }
}
