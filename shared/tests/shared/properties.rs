//! What holds for any input.

use proptest::prelude::*;
use shared::records::{ThreadId, Timestamp};
use twilio::phone::{Channel, Party};

proptest! {
    #[test]
    fn different_contacts_have_different_threads(a in ".{1,40}", b in ".{1,40}") {
        let (Ok(a), Ok(b)) = (a.parse::<Party>(), b.parse::<Party>()) else { return Ok(()) };
        let own: Party = "+15550100001".parse().unwrap();
        let thread = |contact| ThreadId::new(Channel::Sms, &own, contact);
        prop_assert_eq!(thread(&a) == thread(&b), a == b);
        prop_assert!(thread(&a).as_str().parse::<ThreadId>().is_ok());
    }

    #[test]
    fn times_sort_as_text(a in 0_i64..253_402_300_799_999, b in 0_i64..253_402_300_799_999) {
        let (a, b) = (Timestamp::from_millis(a), Timestamp::from_millis(b));
        prop_assert_eq!(a.to_string().cmp(&b.to_string()), a.cmp(&b));
        prop_assert_eq!(a.to_string().len(), 24);
    }
}
