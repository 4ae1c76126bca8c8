//! Pages of lists that are filtered, or put together from several partitions of an index.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use futures::future::try_join_all;

use super::StoreError;
use super::item::{Item, text};
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
        Self { query, partition: ("party_key", party_key(tenant, party)) }
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
            Wanted::All if sources.len() == 1 => (self.limit, 1),
            Wanted::All => (EXAMINED, 1),
            Wanted::Only(_) => (EXAMINED, if self.once { 1 } else { READS }),
        };
        let mut items = Vec::new();
        if !self.is_possible() {
            return Ok(Page { items, next: None });
        }
        let mut position = self.position.clone();
        for _ in 0..reads {
            let found = match sources {
                [source] => self.alone(source, position.as_ref(), amount).await?,
                several => self.together(several, position.as_ref(), amount).await?,
            };
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

    /// One partition is in the index's own order, also where two have the same time.
    async fn alone(
        &self,
        source: &Source,
        position: Option<&Position>,
        amount: i32,
    ) -> Result<Found, StoreError> {
        let partition = (source.partition.0, source.partition.1.as_str());
        let query = self.query(source.query.clone(), partition, position).limit(amount);
        let answer = query.send().await?;
        let goes_on = answer.last_evaluated_key.is_some();
        Ok(Found { items: answer.items.unwrap_or_default(), goes_on })
    }

    /// Several are put into one order. Nobody says in which order an index has records of the same time:
    /// so each is read anew from the position's time on, and what came before it is left out.
    async fn together(
        &self,
        sources: &[Source],
        position: Option<&Position>,
        amount: i32,
    ) -> Result<Found, StoreError> {
        let (time, id) = self.keys();
        let begun = position.map(|at| (at[time].clone(), at[id].clone()));
        let page = match &begun {
            Some((time, _)) => &self.until(time),
            None => self,
        };
        let parts = sources.iter().map(|source| page.alone(source, None, amount));
        let parts = try_join_all(parts).await?;
        Ok(merged(parts, (time, id), begun.as_ref()))
    }
}

/// Records of one partition, or of several in one order.
struct Found {
    items: Vec<Item>,
    /// Whether there is more after these.
    goes_on: bool,
}

/// Each record once. Of a partition that goes on nothing is known from the time of its last record on:
/// what others have from then on has to wait.
fn merged(parts: Vec<Found>, (time, id): (&str, &str), begun: Option<&Place>) -> Found {
    let key = |item: &Item, name| text(item, name).unwrap_or_default().to_owned();
    let last = |part: &Found| part.items.last().filter(|_| part.goes_on).map(|one| key(one, time));
    let known_to = parts.iter().filter_map(last).max();
    let goes_on = parts.iter().any(|part| part.goes_on);
    let items = parts.into_iter().flat_map(|part| part.items);
    let items: BTreeMap<Reverse<Place>, _> =
        items.map(|item| (Reverse((key(&item, time), key(&item, id))), item)).collect();
    let is_wanted = |place: &Place| {
        begun.is_none_or(|begun| place < begun)
            && known_to.as_ref().is_none_or(|known_to| place.0 > *known_to)
    };
    let items = items.into_iter().filter(|(Reverse(place), _)| is_wanted(place));
    Found { items: items.map(|(_, item)| item).collect(), goes_on }
}

#[cfg(test)]
mod tests {
    use super::super::item::value;
    use super::*;

    fn part(goes_on: bool, records: &[(&str, &str)]) -> Found {
        let item = |(time, id): &(&str, &str)| {
            Item::from([("t".to_owned(), value(time)), ("i".to_owned(), value(id))])
        };
        Found { items: records.iter().map(item).collect(), goes_on }
    }

    fn ids(found: &Found) -> Vec<&str> {
        found.items.iter().filter_map(|item| text(item, "i")).collect()
    }

    #[test]
    fn partitions_are_one_list_in_one_order() {
        let parts = || {
            vec![
                part(false, &[("9", "a"), ("7", "b")]),
                part(false, &[("8", "c"), ("7", "d"), ("7", "b")]),
            ]
        };
        let found = merged(parts(), ("t", "i"), None);
        assert_eq!((ids(&found), found.goes_on), (vec!["a", "c", "d", "b"], false));
        let begun = ("7".to_owned(), "d".to_owned());
        assert_eq!(ids(&merged(parts(), ("t", "i"), Some(&begun))), ["b"], "of the same time");
    }

    #[test]
    fn what_may_come_between_has_to_wait() {
        let parts =
            vec![part(true, &[("9", "a"), ("7", "b")]), part(false, &[("8", "c"), ("6", "d")])];
        let found = merged(parts, ("t", "i"), None);
        assert_eq!((ids(&found), found.goes_on), (vec!["a", "c"], true));
    }
}
