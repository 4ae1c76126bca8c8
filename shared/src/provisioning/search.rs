//! Which numbers are looked for, one search after the other, until one finds something.

use super::run::{Run, Stop, refusal};
use crate::records::{Area, NumberWish, Provisioning, ProvisioningFailure, ProvisioningStep};
use twilio::client::{Near, OfferSearch, Place, PostError};
use twilio::number::NumberKind;

/// Miles around the wanted area code, one after the other.
const CIRCLES: [u16; 3] = [50, 150, 500];
/// Numbers that are given up before it all is.
const MOST_UNAVAILABLE: usize = 20;

impl Run<'_> {
    /// Chooses a number that can be bought.
    pub(super) async fn search(&mut self) -> Result<(), Stop> {
        if self.state.unavailable.len() >= MOST_UNAVAILABLE {
            return self.give_up(ProvisioningFailure::NoNumbers).await;
        }
        for (search, area) in searches(&self.state.wish) {
            let request =
                |within| self.app.twilio().errand(self.parent(), within).number_offers(&search);
            let offers = match self.look(request).await {
                Ok(offers) => offers,
                // The country has no numbers of this kind, or none with what was asked for.
                Err(PostError::Refused(refused)) if matches!(refused.status, 400 | 404) => continue,
                Err(PostError::Refused(refused)) => return self.give_up(refusal(refused)).await,
                Err(error) => return Err(error.into()),
            };
            let mut offers = offers.into_iter().map(|offer| offer.phone_number);
            if let Some(number) = offers.find(|number| !self.state.unavailable.contains(number)) {
                let step = match self.state.account_sid {
                    Some(_) => ProvisioningStep::Number,
                    None => ProvisioningStep::Account,
                };
                let next = Provisioning { number: Some(number), area, ..self.at(step) };
                return self.go_to(next).await;
            }
        }
        self.give_up(ProvisioningFailure::NoNumbers).await
    }
}

/// From the best to the last resort, and where each one finds numbers.
fn searches(wish: &NumberWish) -> Vec<(OfferSearch, Area)> {
    let of = |kind| OfferSearch {
        contains: wish.contains.clone(),
        sms: Some(true),
        voice: Some(true),
        // Those need an address at Twilio, which a new account has not.
        without_address: Some(true),
        ..OfferSearch::new(&wish.country, kind)
    };
    let local = || of(NumberKind::Local);
    let mut all = Vec::new();
    if let Some(code) = wish.area_code {
        all.push((OfferSearch { area_code: Some(code), ..local() }, Area::Wanted));
        all.extend(CIRCLES.map(|miles| {
            let near = Near { place: middle(code), distance: Some(miles) };
            (OfferSearch { near: Some(near), ..local() }, Area::Within(miles))
        }));
    }
    let anywhere = if wish.area_code.is_some() { Area::Elsewhere } else { Area::Wanted };
    all.push((local(), anywhere));
    all.push((of(NumberKind::Mobile), anywhere));
    all
}

/// A number of the area code that nobody has.
fn middle(area_code: u16) -> Place {
    Place::Number(format!("+1{area_code}5550100").parse().expect("area codes have three digits"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(country: &str, area_code: Option<u16>) -> NumberWish {
        NumberWish { country: country.to_owned(), area_code, ..NumberWish::default() }
    }

    #[test]
    fn the_area_code_comes_first_then_its_surroundings_then_the_country() {
        let searches = searches(&wish("US", Some(415)));
        let areas: Vec<_> = searches.iter().map(|(_, area)| *area).collect();
        let circles = [50, 150, 500].map(Area::Within);
        let expected = [&[Area::Wanted], &circles[..], &[Area::Elsewhere; 2]].concat();
        assert_eq!(areas, expected);
        assert_eq!(searches[0].0.area_code, Some(415));
        let near = searches[1].0.near.clone().unwrap();
        assert_eq!(near.place, Place::Number("+14155550100".parse().unwrap()));
        assert!(searches[1..].iter().all(|(search, _)| search.area_code.is_none()));
    }

    #[test]
    fn what_was_not_asked_for_is_never_elsewhere() {
        let searches = searches(&wish("GB", None));
        assert!(searches.iter().all(|(_, area)| *area == Area::Wanted));
        let kinds: Vec<_> = searches.iter().map(|(search, _)| search.kind).collect();
        assert_eq!(kinds, [NumberKind::Local, NumberKind::Mobile]);
        assert!(searches.iter().all(|(search, _)| search.country == "GB"));
    }

    #[test]
    fn every_search_is_for_numbers_that_text_and_call_and_have_the_digits() {
        let contains = Some("777".to_owned());
        let wish = NumberWish { contains, ..wish("US", Some(212)) };
        for (search, area) in searches(&wish) {
            assert_eq!((search.sms, search.voice), (Some(true), Some(true)), "{area:?}");
            assert_eq!(search.contains.as_deref(), Some("777"), "{area:?}");
        }
    }
}
