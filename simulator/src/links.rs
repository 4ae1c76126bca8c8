//! Links to the media CDN: signed, and expiring.

use aws_lc_rs::hmac;

use super::sids;

/// How long a link works, in seconds.
const LIFETIME: i64 = 300;

/// Makes and checks the tokens of links.
pub(super) struct Links {
    key: hmac::Key,
    host: String,
}

impl Links {
    /// Links to `host`, signed with a new key.
    pub(super) fn new(host: String) -> Self {
        Self { key: hmac::Key::new(hmac::HMAC_SHA256, &sids::random_bytes()), host }
    }

    /// A link to a medium that works for five minutes from `now`.
    pub(super) fn make(&self, media_sid: &str, now: i64) -> String {
        let expires = now + LIFETIME;
        let tag = hmac::sign(&self.key, signed(&self.host, media_sid, expires).as_bytes());
        let token = sids::with_bytes(&format!("{expires}-"), tag.as_ref());
        format!("http://{}/cdn/{token}/{media_sid}", self.host)
    }

    /// Whether `token` lets the medium be read from `host` at `now`.
    pub(super) fn allows(&self, token: &str, (host, media_sid): (&str, &str), now: i64) -> bool {
        let Some((expires, tag)) = token.split_once('-') else { return false };
        let Ok(expires) = expires.parse::<i64>() else { return false };
        let Some(tag) = from_hex(tag) else { return false };
        let text = signed(host, media_sid, expires);
        hmac::verify(&self.key, text.as_bytes(), &tag).is_ok() && now < expires
    }
}

fn signed(host: &str, media_sid: &str, expires: i64) -> String {
    format!("{host}/{media_sid}/{expires}")
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let bytes = text.as_bytes().chunks(2);
    bytes.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "localhost:1";

    fn token(links: &Links) -> String {
        let link = links.make("ME1", 1_000);
        let tail = link.strip_prefix("http://localhost:1/cdn/").unwrap();
        tail.strip_suffix("/ME1").unwrap().to_owned()
    }

    #[test]
    fn a_link_works_for_its_medium_host_and_time_only() {
        let links = Links::new(HOST.into());
        let token = token(&links);
        assert!(links.allows(&token, (HOST, "ME1"), 1_299));
        assert!(!links.allows(&token, (HOST, "ME1"), 1_300));
        assert!(!links.allows(&token, (HOST, "ME2"), 1_000));
        assert!(!links.allows(&token, ("127.0.0.1:1", "ME1"), 1_000));
        assert!(!Links::new(HOST.into()).allows(&token, (HOST, "ME1"), 1_000));
    }

    #[test]
    fn garbage_is_no_token() {
        let links = Links::new(HOST.into());
        for token in ["", "-", "9999-zz", "9999-é", "x-00", &token(&links).replace('-', "0-")] {
            assert!(!links.allows(token, (HOST, "ME1"), 1_000), "{token}");
        }
    }
}
