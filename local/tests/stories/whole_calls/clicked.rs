//! Calls to a lead, which ring the tenant's own phone first.

use twilio_simulator::{Party, Step};

use super::{Clicked, takes};

#[tokio::test]
async fn the_lead_answers() {
    let lead = Party::answering(4, [Step::talk(20)]);
    assert_eq!(
        Clicked { phone: takes(90), lead }.told().await,
        [
            "phone: 'Your call to 15550190007. Press 1 to be connected.' ×2 (ringing) (talk 20)",
            "lead: (talk 20)",
            "record: completed, answered, talk 20; leg completed; own leg completed",
        ]
    );
}

#[tokio::test]
async fn the_lead_is_busy() {
    assert_eq!(
        Clicked { phone: takes(90), lead: Party::Busy }.told().await,
        [
            "phone: 'Your call to 15550190007. Press 1 to be connected.' ×2 (ringing) 'The line is busy.'",
            "lead: nothing",
            "record: completed, busy, talk 0; leg busy; own leg completed",
        ]
    );
}

#[tokio::test]
async fn the_lead_is_absent() {
    assert_eq!(
        Clicked { phone: takes(90), lead: Party::NoAnswer }.told().await,
        [
            "phone: 'Your call to 15550190007. Press 1 to be connected.' ×2 (ringing) 'Nobody answers.'",
            "lead: nothing",
            "record: completed, lead_not_reached, talk 0; leg no-answer; own leg completed",
        ]
    );
}

#[tokio::test]
async fn the_leads_number_does_not_exist() {
    let lead = Party::Failed { sip_code: 404 };
    assert_eq!(
        Clicked { phone: takes(90), lead }.told().await,
        [
            "phone: 'Your call to 15550190007. Press 1 to be connected.' ×2 (ringing) 'The number cannot be reached.'",
            "lead: nothing",
            "record: completed, lead_not_reached, talk 0; leg failed; own leg completed",
        ]
    );
}

#[tokio::test]
async fn the_phones_mailbox_answers() {
    let phone = Party::Mailbox { after: 5 };
    assert_eq!(
        Clicked { phone, lead: takes(20) }.told().await,
        [
            "phone: 'Your call to 15550190007. Press 1 to be connected.' ×2",
            "record: completed, own_phone_not_answered, talk 0; own leg completed",
        ]
    );
}

#[tokio::test]
async fn the_phone_is_answered_and_the_call_not_wanted() {
    let phone = Party::answering(3, [Step::press("2")]);
    assert_eq!(
        Clicked { phone, lead: takes(20) }.told().await,
        [
            "phone: 'Your call to 15550190007. Press 1 to be connected.' ×2",
            "record: completed, own_phone_not_answered, talk 0; own leg completed",
        ]
    );
}

#[tokio::test]
async fn the_own_phone_is_busy() {
    assert_eq!(
        Clicked { phone: Party::Busy, lead: takes(20) }.told().await,
        ["phone: nothing", "record: busy, own_phone_not_answered, talk 0; own leg busy",]
    );
}

#[tokio::test]
async fn the_own_phone_does_not_answer() {
    assert_eq!(
        Clicked { phone: Party::NoAnswer, lead: takes(20) }.told().await,
        ["phone: nothing", "record: no-answer, own_phone_not_answered, talk 0; own leg no-answer",]
    );
}
