//! Looking for numbers to buy (contract §5.4).

use serde::Deserialize;

use super::paging::List;
use super::rest::Parameters;
use super::{Errand, PostError};
use crate::number::{Capabilities, NumberKind};
use crate::phone::E164;
use crate::sid::AccountSid;

/// The most that Twilio puts on a page, and gives for one search.
const MOST: u16 = 1000;

/// A number that can be bought. `Debug` shows the end of the number alone.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Offer {
    /// The number.
    pub phone_number: E164,
    /// The number as people of its country write it.
    pub friendly_name: String,
    /// City or town, in the US and Canada.
    pub locality: Option<String>,
    /// State or province, in the US and Canada.
    pub region: Option<String>,
    /// Postal code, in the US and Canada.
    pub postal_code: Option<String>,
    /// ISO 3166-1 code, two letters.
    pub iso_country: String,
    /// What it can do.
    pub capabilities: Capabilities,
    /// Whether it is new to Twilio.
    pub beta: bool,
}

/// A neighbourhood, in the US and Canada.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// Its middle.
    pub place: Place,
    /// Its radius in miles, at most 500; Twilio takes 25 if there is none.
    pub distance: Option<u16>,
}

/// The middle of a neighbourhood.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// Where this number belongs.
    Number(E164),
    /// A point, in degrees.
    Point {
        /// North is positive.
        latitude: f64,
        /// East is positive.
        longitude: f64,
    },
}

/// Which numbers are looked for. What is `None` does not matter.
#[derive(Debug, Clone, PartialEq)]
pub struct OfferSearch {
    /// ISO 3166-1 code, two letters.
    pub country: String,
    /// What kind of number.
    pub kind: NumberKind,
    /// Area code, in the US and Canada.
    pub area_code: Option<u16>,
    /// 2 to 16 digits or letters of the phone's keys that the number has; `*` and `%` stand for
    /// any.
    pub contains: Option<String>,
    /// Where it shall be.
    pub near: Option<Near>,
    /// City or town.
    pub in_locality: Option<String>,
    /// State or province, in the US and Canada.
    pub in_region: Option<String>,
    /// Postal code, in the US and Canada.
    pub in_postal_code: Option<String>,
    /// Whether it can text.
    pub sms: Option<bool>,
    /// Whether it can text with media.
    pub mms: Option<bool>,
    /// Whether it can call.
    pub voice: Option<bool>,
    /// Whether those that only somebody with an address may buy are left out.
    pub without_address: Option<bool>,
    /// How many at most, 1 to 1,000.
    pub limit: u16,
}

impl OfferSearch {
    /// Any number of a country, at most 50.
    pub fn new(country: &str, kind: NumberKind) -> Self {
        Self {
            country: country.to_owned(),
            kind,
            area_code: None,
            contains: None,
            near: None,
            in_locality: None,
            in_region: None,
            in_postal_code: None,
            sms: None,
            mms: None,
            voice: None,
            without_address: None,
            limit: 50,
        }
    }

    fn path(&self, account: &AccountSid) -> String {
        // Whatever the country is, it is one part of the path.
        let country: String = form_urlencoded::byte_serialize(self.country.as_bytes()).collect();
        format!("Accounts/{account}/AvailablePhoneNumbers/{country}/{}", self.kind.as_str())
    }

    fn page_size(&self) -> u16 {
        self.limit.clamp(1, MOST)
    }

    fn query(&self) -> Parameters {
        let text = |name, value: &Option<String>| value.clone().map(|value| (name, value));
        let flag = |name, value: Option<bool>| value.map(|value| (name, value.to_string()));
        let parts = [
            self.area_code.map(|code| ("AreaCode", code.to_string())),
            text("Contains", &self.contains),
            text("InLocality", &self.in_locality),
            text("InRegion", &self.in_region),
            text("InPostalCode", &self.in_postal_code),
            flag("SmsEnabled", self.sms),
            flag("MmsEnabled", self.mms),
            flag("VoiceEnabled", self.voice),
            flag("ExcludeAllAddressRequired", self.without_address),
        ];
        let mut query: Parameters = parts.into_iter().flatten().collect();
        query.extend(self.near.iter().flat_map(Near::query));
        query.push(("PageSize", self.page_size().to_string()));
        query
    }
}

impl Near {
    fn query(&self) -> Parameters {
        let place = match &self.place {
            Place::Number(number) => ("NearNumber", number.as_str().to_owned()),
            Place::Point { latitude, longitude } => {
                ("NearLatLong", format!("{latitude},{longitude}"))
            }
        };
        let distance = self.distance.map(|miles| ("Distance", miles.to_string()));
        std::iter::once(place).chain(distance).collect()
    }
}

impl Errand<'_> {
    /// Numbers that can be bought now, at most `limit`.
    pub async fn number_offers(self, search: &OfferSearch) -> Result<Vec<Offer>, PostError> {
        let url = self.twilio.resource(&search.path(self.credentials.0));
        let list = List { url, query: search.query() };
        let mut offers: Vec<Offer> = self.first(&list).await?;
        offers.truncate(search.page_size().into());
        Ok(offers)
    }
}

crate::debug_only!(Offer { phone_number, iso_country, capabilities });
