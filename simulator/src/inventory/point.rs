//! Distances on the globe.

/// Mean radius of the earth in miles.
const RADIUS: f64 = 3_958.8;

/// A place, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
}

impl Point {
    /// Reads `37.84,-122.29`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (latitude, longitude) = text.split_once(',')?;
        let point = Self {
            latitude: latitude.trim().parse().ok()?,
            longitude: longitude.trim().parse().ok()?,
        };
        let is_on_earth = point.latitude.abs() <= 90.0 && point.longitude.abs() <= 180.0;
        is_on_earth.then_some(point)
    }

    /// The way to another place along a great circle, in miles.
    pub(super) fn miles_to(self, other: Self) -> f64 {
        let (from, to) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
        let haversine = half(other.latitude - self.latitude)
            + from.cos() * to.cos() * half(other.longitude - self.longitude);
        2.0 * RADIUS * haversine.sqrt().asin()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        let point = |text| Point::parse(text).unwrap();
        let miles = point("37.77,-122.42").miles_to(point("34.05, -118.24"));
        assert!((346.0..349.0).contains(&miles), "{miles}");
        assert!(point("1,1").miles_to(point("1,1")) < 0.001);
    }

    #[test]
    fn what_is_no_place() {
        for text in ["", "1", "1,x", "91,0", "0,181", "nan,0", "1,2,3"] {
            assert_eq!(Point::parse(text), None, "{text}");
        }
    }
}
