//! What is kept of codes and refresh tokens, and for how long.

use std::time::{Duration, Instant};

use local::sign_in::grants::{CODE_LIFETIME, Code, Grant, Grants, MOST};
use local::whom::Whom;

fn grant() -> Grant {
    let whom = Whom::of("demo", Some("ada"), Some("owner")).unwrap();
    Grant { whom, scope: "openid".to_owned(), at: 0 }
}

fn code() -> Code {
    let [redirect_uri, challenge] = ["http://127.0.0.1:3000/", "challenge"].map(str::to_owned);
    Code { grant: grant(), redirect_uri, challenge, nonce: None }
}

#[test]
fn a_code_is_good_for_a_minute() {
    let (mut grants, start) = (Grants::default(), Instant::now());
    let [first, second] = [(); 2].map(|()| grants.code(code(), start));
    assert_ne!(first, second);
    assert_eq!(CODE_LIFETIME, Duration::from_mins(1));
    let last = start + CODE_LIFETIME.saturating_sub(Duration::from_millis(1));
    assert_eq!(grants.take_code(&first, last), Some(code()));
    assert_eq!(grants.take_code(&first, last), None);
    assert_eq!(grants.take_code(&second, start + CODE_LIFETIME), None);
}

#[test]
fn the_oldest_go_when_there_are_too_many() {
    let (mut grants, now) = (Grants::default(), Instant::now());
    let codes: Vec<_> = (0..=MOST).map(|_| grants.code(code(), now)).collect();
    let refreshes: Vec<_> = (0..=MOST).map(|_| grants.refresh(grant())).collect();
    assert_eq!(grants.take_code(&codes[0], now), None);
    assert_eq!(grants.take_refresh(&refreshes[0]), None);
    assert!(codes[1..].iter().all(|one| grants.take_code(one, now).is_some()));
    assert!(refreshes[1..].iter().all(|one| grants.take_refresh(one).is_some()));
}
