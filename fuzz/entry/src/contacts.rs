//! Target `contacts`: a file of contacts, as somebody uploads it.

use shared::contact_file::{ContactFile, MOST_ROWS};
use shared::ids::TenantId;
use shared::records::{NewContact, Timestamp};
use twilio::phone::Channel;

/// Longest reason of a refusal, in bytes: it is shown, and kept for each line.
const LONGEST: usize = 200;

pub(crate) fn run(input: &[u8]) {
    match ContactFile::read(input) {
        Err(reason) => refused(&reason),
        Ok(file) => {
            assert!(std::str::from_utf8(input).is_ok(), "it was read, and is no UTF-8");
            let taken = lines(&file, input);
            again(&taken);
        }
    }
}

fn refused(reason: &str) {
    assert!((1..=LONGEST).contains(&reason.len()), "{reason}");
}

/// The contacts of a file.
fn lines(file: &ContactFile<'_>, input: &[u8]) -> Vec<NewContact> {
    let (tenant, at) = (tenant(), Timestamp::from_millis(0));
    let lines: Vec<_> = file.lines((&tenant, at), 0).collect();
    match file.count() {
        Ok(count) => assert_eq!(count, lines.len()),
        Err(reason) => refused(&reason),
    }
    let half = lines.len() / 2;
    let later: Vec<_> = file.lines((&tenant, at), half).collect();
    assert!(later == lines[half..], "from the {half}th on");
    let most = input.split(|byte| *byte == b'\n').count() as u64;
    let mut before = 0;
    let mut taken = Vec::new();
    for line in lines {
        let number = match &line {
            Ok((number, _)) => *number,
            Err(bad) => {
                assert!(!bad.field.is_empty());
                refused(&bad.reason);
                bad.line
            }
        };
        assert!(before <= number && number <= most, "line {number} after {before}");
        before = number;
        taken.extend(line.ok().map(|(_, contact)| contact));
    }
    taken
}

fn tenant() -> TenantId {
    "demo".parse().expect("a tenant")
}

/// What was read can be written, and is read as the same.
fn again(contacts: &[NewContact]) {
    let contacts = &contacts[..contacts.len().min(MOST_ROWS)];
    if contacts.is_empty() {
        return;
    }
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(["channel", "address", "name", "lead_id"]).expect("memory");
    for contact in contacts {
        let [address] = contact.addresses.as_slice() else { panic!("{contact:?}") };
        let channel = match address.channel {
            Channel::Sms => "sms",
            Channel::Whatsapp => "whatsapp",
            Channel::Rcs => "rcs",
            Channel::Messenger => "messenger",
        };
        let (name, lead) = (contact.name.as_deref(), contact.lead_id.as_deref());
        let row = [channel, address.party.as_str(), name.unwrap_or(""), lead.unwrap_or("")];
        csv.write_record(row).expect("memory");
    }
    let file = csv.into_inner().expect("memory");
    let file = ContactFile::read(&file).expect("a file of ours");
    assert_eq!(file.count(), Ok(contacts.len()));
    let (tenant, at) = (tenant(), Timestamp::from_millis(0));
    let read: Result<Vec<_>, _> = file.lines((&tenant, at), 0).collect();
    let read: Vec<_> = read.expect("each was taken").into_iter().map(|(_, one)| one).collect();
    assert!(read == contacts, "written and read again");
}
