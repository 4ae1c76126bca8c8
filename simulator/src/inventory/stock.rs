//! What is on offer: every number of the blocks that nobody owns, unless a test says less.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Deserialize;

use super::block::{BLOCKS, Block, Capabilities, NumberKind, SIZE};
use crate::Refusal;

/// How much of an area code or of a whole country is on offer from now on; the body of
/// `POST /sim/inventory`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inventory {
    /// ISO 3166 country code, e.g. `US`.
    pub country: String,
    /// An area code of the USA or Canada, toll-free ones included; `None` is the whole country.
    #[serde(default)]
    pub area_code: Option<u16>,
    /// Numbers on offer. A number that is bought is not replaced by another one; one that is
    /// released comes back. `None`, or more than there are, offers all again.
    pub offers: Option<usize>,
}

/// A number that can be bought.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Offer {
    pub(crate) block: &'static Block,
    /// Its last two digits.
    index: u8,
}

impl Offer {
    /// The number's offer, whether or not it can be had now.
    pub(crate) fn of(phone_number: &str) -> Option<Self> {
        let block = Block::of(phone_number)?;
        let index = phone_number.strip_prefix(&block.prefix)?.parse().ok()?;
        Some(Self { block, index })
    }

    /// E.164.
    pub(crate) fn phone_number(&self) -> String {
        format!("{}{:02}", self.block.prefix, self.index)
    }

    pub(crate) fn capabilities(&self) -> Capabilities {
        self.block.capabilities(self.index)
    }

    /// Whether it is new to Twilio: one number in twenty.
    pub(crate) fn is_beta(&self) -> bool {
        self.index % 20 == 17
    }
}

/// How many of the first numbers of a country or an area code are there at all, where that is not
/// all of them. A restart forgets it.
#[derive(Default)]
pub(crate) struct Stock(Mutex<HashMap<(&'static str, Option<u16>), usize>>);

impl Stock {
    /// What can be bought in a country, in the order in which it is offered. `owned` are the
    /// numbers that somebody has.
    pub(crate) fn offers(&self, country: &str, owned: &HashSet<String>) -> Vec<Offer> {
        let limits = self.limits();
        let is_within = |(position, offer): &(usize, Offer)| {
            let block = offer.block;
            let limit = |area_code| limits.get(&(block.country, area_code)).copied();
            let of_area = limit(block.area_code).filter(|_| block.area_code.is_some());
            limit(None).is_none_or(|limit| *position < limit)
                && of_area.is_none_or(|limit| usize::from(offer.index) < limit)
        };
        let there = all(country).enumerate().filter(is_within).map(|(_, offer)| offer);
        there.filter(|offer| !owned.contains(&offer.phone_number())).collect()
    }

    /// Makes a country or an area code scarce. Fails if there is no such place.
    pub(crate) fn set(
        &self,
        inventory: &Inventory,
        owned: &HashSet<String>,
    ) -> Result<(), Refusal> {
        let area_code = inventory.area_code;
        let is_meant = |offer: &Offer| area_code.is_none() || offer.block.area_code == area_code;
        let meant: Vec<_> = all(&inventory.country).filter(is_meant).collect();
        let Some(first) = meant.first() else {
            let field = if area_code.is_some() { "area_code" } else { "country" };
            return Err(Refusal::bad_request(Some(field), "there are no such numbers here"));
        };
        let key = (first.block.country, area_code);
        let free = |(_, offer): &(usize, &Offer)| !owned.contains(&offer.phone_number());
        let mut beyond = meant.iter().enumerate().filter(free);
        let limit = inventory.offers.and_then(|offers| beyond.nth(offers));
        match limit {
            Some((limit, _)) => self.limits().insert(key, limit),
            None => self.limits().remove(&key),
        };
        Ok(())
    }

    fn limits(&self) -> MutexGuard<'_, HashMap<(&'static str, Option<u16>), usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the country has numbers of this kind.
pub(crate) fn exists(country: &str, kind: NumberKind) -> bool {
    BLOCKS.iter().any(|block| block.country == country && block.kind == kind)
}

/// All numbers of a country, a round through all blocks at a time so that the first ones differ.
fn all(country: &str) -> impl Iterator<Item = Offer> {
    let blocks = move || BLOCKS.iter().filter(move |block| block.country == country);
    (0..SIZE).flat_map(move |index| blocks().map(move |block| Offer { block, index }))
}
