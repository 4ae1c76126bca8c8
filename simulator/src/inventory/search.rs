//! The filters of a search.

use super::block::{Block, Capability, NumberKind, Place};
use super::pattern::Pattern;
use super::point::Point;
use super::stock::Offer;

/// What a number must be; `None`, `false` and empty lists do not matter.
#[derive(Debug, Default)]
pub(crate) struct Search {
    pub(crate) kind: Option<NumberKind>,
    pub(crate) area_code: Option<u16>,
    pub(crate) contains: Option<Pattern>,
    /// What it must be able to do, or must not.
    pub(crate) able: Vec<(Capability, bool)>,
    /// Address requirements that rule a number out.
    pub(crate) excluded: Vec<&'static str>,
    pub(crate) without_beta: bool,
    pub(crate) near: Option<Near>,
    pub(crate) places: Vec<InPlace>,
}

/// A circle.
#[derive(Debug)]
pub(crate) struct Near {
    pub(crate) point: Point,
    pub(crate) miles: f64,
}

/// A property of places, and the value it must have.
#[derive(Debug)]
pub(crate) struct InPlace {
    property: Property,
    value: String,
}

/// A way to name a place.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Property {
    PostalCode,
    Region,
    RateCenter,
    Lata,
    Locality,
}

impl Property {
    fn of(self, place: &Place) -> Option<&str> {
        match self {
            Self::PostalCode => place.postal_code,
            Self::Region => place.region,
            Self::RateCenter => place.rate_center.as_deref(),
            Self::Lata => place.lata,
            Self::Locality => place.locality,
        }
    }
}

impl InPlace {
    /// The property must be `value`, or what it is for the phone number that `value` is.
    pub(crate) fn new(property: Property, value: &str) -> Self {
        let of_number = Block::near(value).and_then(|block| property.of(&block.place));
        Self { property, value: of_number.unwrap_or(value).to_owned() }
    }

    fn fits(&self, place: &Place) -> bool {
        self.property.of(place).is_some_and(|value| value.eq_ignore_ascii_case(&self.value))
    }
}

/// Where a phone number of North America is from.
pub(crate) fn locate(phone_number: &str) -> Option<Point> {
    Block::near(phone_number)?.place.point
}

impl Search {
    pub(crate) fn fits(&self, offer: &Offer) -> bool {
        let block = offer.block;
        self.kind.is_none_or(|kind| kind == block.kind)
            && self.area_code.is_none_or(|code| Some(code) == block.area_code)
            && self.is_able(offer)
            && self.is_there(&block.place)
            && !self.excluded.contains(&block.address_requirements)
            && !(self.without_beta && offer.is_beta())
            && self.contains.as_ref().is_none_or(|pattern| pattern.fits(&offer.phone_number()))
    }

    fn is_able(&self, offer: &Offer) -> bool {
        let able = offer.capabilities();
        self.able.iter().all(|(capability, wanted)| able.has(*capability) == *wanted)
    }

    fn is_there(&self, place: &Place) -> bool {
        let is_near =
            |near: &Near| place.point.is_some_and(|point| point.miles_to(near.point) <= near.miles);
        self.near.as_ref().is_none_or(is_near)
            && self.places.iter().all(|wanted| wanted.fits(place))
    }
}
