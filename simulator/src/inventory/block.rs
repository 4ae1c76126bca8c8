//! Blocks of a hundred numbers that only fiction uses: 555-0100 to 555-0199 of every area code, and
//! what regulators in other countries set aside for films.

use std::sync::LazyLock;

use super::areas::{self, Area};
use super::point::Point;
use crate::Geo;

/// Numbers per block.
pub(super) const SIZE: u8 = 100;

/// Something a number can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Capability {
    Voice,
    Sms,
    Mms,
    Fax,
}

/// All that a number can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Capabilities(&'static [Capability]);

impl Capabilities {
    pub(crate) const ALL: Self =
        Self(&[Capability::Voice, Capability::Sms, Capability::Mms, Capability::Fax]);
    const WITHOUT_MMS: Self = Self(&[Capability::Voice, Capability::Sms, Capability::Fax]);
    const VOICE: Self = Self(&[Capability::Voice, Capability::Fax]);
    const MOBILE: Self = Self(&[Capability::Voice, Capability::Sms]);

    pub(crate) fn has(self, capability: Capability) -> bool {
        self.0.contains(&capability)
    }
}

/// The list that a number is offered in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberKind {
    Local,
    TollFree,
    Mobile,
}

impl NumberKind {
    /// As the path of the search spells it.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "Local" => Some(Self::Local),
            "TollFree" => Some(Self::TollFree),
            "Mobile" => Some(Self::Mobile),
            _ => None,
        }
    }

    /// As a number's `type` spells it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::TollFree => "tollfree",
            Self::Mobile => "mobile",
        }
    }
}

/// Where a block is, as far as it is anywhere.
#[derive(Debug, Clone, Default)]
pub(crate) struct Place {
    pub(crate) locality: Option<&'static str>,
    pub(crate) region: Option<&'static str>,
    pub(crate) postal_code: Option<&'static str>,
    pub(crate) lata: Option<&'static str>,
    pub(crate) rate_center: Option<String>,
    pub(crate) point: Option<Point>,
}

/// A hundred numbers that differ in their last two digits.
#[derive(Debug)]
pub(crate) struct Block {
    /// E.164 without the last two digits.
    pub(super) prefix: String,
    pub(crate) country: &'static str,
    pub(crate) kind: NumberKind,
    /// Of the USA and Canada.
    pub(crate) area_code: Option<u16>,
    pub(crate) place: Place,
    /// `none`, `any`, `local` or `foreign`: the address that a buyer must have given.
    pub(crate) address_requirements: &'static str,
    capabilities: Capabilities,
}

/// All blocks.
pub(super) static BLOCKS: LazyLock<Vec<Block>> = LazyLock::new(|| {
    let us = areas::US.iter().map(|area| north_american("US", area));
    let canada = areas::CA.iter().map(|area| north_american("CA", area));
    let toll_free = areas::TOLL_FREE.into_iter().map(toll_free);
    us.chain(canada).chain(toll_free).chain(ABROAD.iter().map(abroad)).collect()
});

/// Prefix, country, kind, city, address requirements.
type Abroad = (&'static str, &'static str, NumberKind, Option<&'static str>, &'static str);

const ABROAD: [Abroad; 7] = [
    ("+4420794600", "GB", NumberKind::Local, Some("London"), "any"),
    ("+4412149600", "GB", NumberKind::Local, Some("Birmingham"), "any"),
    ("+4416149600", "GB", NumberKind::Local, Some("Manchester"), "any"),
    ("+4477009000", "GB", NumberKind::Mobile, None, "none"),
    ("+4477009001", "GB", NumberKind::Mobile, None, "none"),
    ("+49302312500", "DE", NumberKind::Local, Some("Berlin"), "local"),
    ("+49899999800", "DE", NumberKind::Local, Some("Munich"), "local"),
];

fn north_american(country: &'static str, area: &Area) -> Block {
    let (code, region, locality, lata, postal_code, latitude, longitude) = *area;
    let rate_center = locality.to_uppercase().chars().take(10).collect::<String>();
    let place = Place {
        locality: Some(locality),
        region: Some(region),
        postal_code: Some(postal_code),
        lata: Some(lata),
        rate_center: Some(rate_center.trim_end().to_owned()),
        point: Some(Point { latitude, longitude }),
    };
    Block { country, place, ..nowhere(code, NumberKind::Local) }
}

fn toll_free(code: u16) -> Block {
    nowhere(code, NumberKind::TollFree)
}

fn nowhere(code: u16, kind: NumberKind) -> Block {
    Block {
        prefix: format!("+1{code}55501"),
        country: "US",
        kind,
        area_code: Some(code),
        place: Place::default(),
        address_requirements: "none",
        capabilities: Capabilities::ALL,
    }
}

fn abroad(&(prefix, country, kind, locality, address_requirements): &Abroad) -> Block {
    let capabilities = match kind {
        NumberKind::Mobile => Capabilities::MOBILE,
        _ => Capabilities::VOICE,
    };
    let place = Place { locality, ..Place::default() };
    let (prefix, area_code) = (prefix.to_owned(), None);
    Block { prefix, country, kind, area_code, place, address_requirements, capabilities }
}

impl Block {
    /// The block of a number in E.164, if there is one.
    pub(crate) fn of(phone_number: &str) -> Option<&'static Self> {
        let prefix = phone_number.get(..phone_number.len().checked_sub(2)?)?;
        BLOCKS.iter().find(|block| block.prefix == prefix)
    }

    /// The block that shares a number's area code: where the number is from.
    pub(super) fn near(phone_number: &str) -> Option<&'static Self> {
        let code = phone_number.strip_prefix("+1")?.get(..3)?.parse().ok();
        BLOCKS.iter().find(|block| block.area_code == code)
    }

    /// Of every ten numbers of North America the ninth takes no pictures, the tenth only calls.
    pub(super) fn capabilities(&self, index: u8) -> Capabilities {
        match index % 10 {
            8 if self.area_code.is_some() => Capabilities::WITHOUT_MMS,
            9 if self.area_code.is_some() => Capabilities::VOICE,
            _ => self.capabilities,
        }
    }

    /// Where its numbers are from, as webhooks tell it.
    pub(crate) fn geo(&self) -> Geo {
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        Geo {
            city: text(self.place.locality).to_uppercase(),
            state: text(self.place.region),
            zip: text(self.place.postal_code),
            country: self.country.to_owned(),
        }
    }
}
