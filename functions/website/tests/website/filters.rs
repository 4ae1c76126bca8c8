//! Calls and voicemails of one person, one number, one outcome, one time.

use reqwest::Method;
use sandbox::Sandbox;
use sandbox::demo::{self, DEMO, OTHER, Tenant};
use serde_json::{Value, json};
use shared::records::{
    CallContent, CallRef, ContactActivity, Direction, RecordingFacts, Timestamp, VoicemailNews,
    VoicemailReport, Write, contact_of,
};
use twilio::status::{CallStatus, RecordingStatus};

use crate::{ask, each, get, sandbox, send};

const ADA: &str = "+15550190001";
const BOB: &str = "+15550190002";

/// Calls, each a second after the one before.
pub(crate) struct Past<'s> {
    sandbox: &'s Sandbox,
    tenant: &'static Tenant,
    number: u32,
}

impl Past<'_> {
    fn at(&self) -> Timestamp {
        Timestamp::from_millis(1_700_000_000_000 + i64::from(self.number) * 1_000)
    }

    /// With whom, from or to which of the tenant's numbers, and how it ended.
    pub(crate) async fn call(
        &mut self,
        (direction, other): (Direction, &str),
        own: usize,
        (lead, status): (Option<&str>, CallStatus),
    ) {
        self.number += 1;
        let own = self.tenant.numbers[own].to_owned();
        let (from_number, to_number) = match direction {
            Direction::Inbound => (other.to_owned(), own),
            Direction::Outbound => (own, other.to_owned()),
        };
        let id = format!("CA{:032}", self.number).parse().unwrap();
        let content = CallContent {
            from_number,
            to_number,
            lead_id: lead.map(str::to_owned),
            ..demo::call(self.tenant, direction, id, self.at())
        };
        let contact = ContactActivity::of_call(&content).map(Box::new).map(Write::Contact);
        let call = Write::Call(Box::new(content), status);
        let writes: Vec<_> = [call].into_iter().chain(contact).collect();
        let store = self.sandbox.app("WebsiteFunction").unwrap().store;
        store.commit(&writes, &[]).await.unwrap();
    }

    pub(crate) async fn voicemail(&mut self, from: &str, own: usize) {
        self.number += 1;
        let parties = shared::records::Parties {
            from_number: from.to_owned(),
            to_number: self.tenant.numbers[own].to_owned(),
        };
        let id = format!("CA{:032}", self.number);
        let sid = format!("RE{:032}", self.number).parse().unwrap();
        let report = VoicemailReport {
            call: CallRef {
                call_id: id.parse().unwrap(),
                tenant_id: self.tenant.tenant_id.parse().unwrap(),
                account_sid: self.tenant.account_sid.parse().unwrap(),
            },
            news: VoicemailNews {
                parties: Some(parties),
                status: Some(RecordingStatus::Completed),
                facts: RecordingFacts { duration: Some(9), ..RecordingFacts::default() },
                ..VoicemailNews::of(sid)
            },
            at: self.at(),
        };
        let store = self.sandbox.app("WebsiteFunction").unwrap().store;
        store.commit(&report.writes(), &[]).await.unwrap();
    }
}

pub(crate) fn past<'s>(sandbox: &'s Sandbox, tenant: &'static Tenant) -> Past<'s> {
    let number = if tenant.tenant_id == DEMO.tenant_id { 0 } else { 100 };
    Past { sandbox, tenant, number }
}

/// The numbers of the calls that a filter finds.
async fn found(sandbox: &Sandbox, query: &str) -> Vec<u32> {
    let page = get(sandbox, &format!("/api/calls?{query}")).await;
    let numbers = each(&page, "call_id").into_iter().map(|id| id.as_str().unwrap()[2..].parse());
    numbers.map(Result::unwrap).collect()
}

fn contact(number: &str) -> String {
    contact_of(&"demo".parse().unwrap(), &number.parse().unwrap()).to_string()
}

/// 1 and 3 are Ada's, 2 and 4 Bob's; 5 is withheld.
async fn five(sandbox: &Sandbox) {
    let mut past = past(sandbox, &DEMO);
    let (inbound, outbound) = (Direction::Inbound, Direction::Outbound);
    past.call((inbound, ADA), 0, (None, CallStatus::Completed)).await;
    past.call((inbound, BOB), 1, (None, CallStatus::Ringing)).await;
    past.call((outbound, ADA), 1, (None, CallStatus::Busy)).await;
    past.call((outbound, BOB), 0, (Some("crm-2"), CallStatus::Failed)).await;
    past.call((inbound, "anonymous"), 0, (None, CallStatus::Completed)).await;
}

#[tokio::test]
async fn calls_are_narrowed_by_what_they_were() {
    let sandbox = sandbox().await;
    five(&sandbox).await;
    self::past(&sandbox, &OTHER)
        .call((Direction::Inbound, ADA), 0, (Some("crm-2"), CallStatus::Completed))
        .await;
    let (ada, bob) = (contact(ADA), contact(BOB));
    for (query, expected) in [
        ("direction=inbound".to_owned(), vec![5, 2, 1]),
        ("outcome=missed".to_owned(), vec![5, 1]),
        ("outcome=failed,own_phone_not_answered".to_owned(), vec![4, 3]),
        ("outcome=answered".to_owned(), vec![]),
        ("own_number=%2B15550100002".to_owned(), vec![3, 2]),
        ("number=%2B15550190001".to_owned(), vec![3, 1]),
        ("number=%2B15550190001&direction=inbound".to_owned(), vec![1]),
        (format!("contact_id={ada}"), vec![3, 1]),
        (format!("contact_id={ada}&number=%2B15550190001"), vec![3, 1]),
        (format!("contact_id={ada}&number=%2B15550190002"), vec![]),
        (format!("contact_id={bob}&lead_id=crm-2&outcome=failed"), vec![4]),
        (format!("contact_id={}", "0".repeat(32)), vec![]),
        ("created_after=2023-11-14T22:13:23Z".to_owned(), vec![5, 4, 3]),
        ("created_before=2023-11-14T22:13:23Z".to_owned(), vec![2, 1]),
        (
            "created_after=2023-11-14T23:13:22%2B01:00&created_before=2023-11-14T22:13:24.001Z"
                .to_owned(),
            vec![4, 3, 2],
        ),
        (
            "created_after=2024-01-01T00:00:00Z&created_before=2023-01-01T00:00:00Z".to_owned(),
            vec![],
        ),
        (format!("contact_id={ada}&created_after=2023-11-14T22:13:22Z"), vec![3]),
    ] {
        assert_eq!(found(&sandbox, &query).await, expected, "{query}");
    }
    let theirs = format!("/api/calls?contact_id={ada}");
    let (status, page) = ask(&sandbox, "other", (Method::GET, &theirs)).await;
    assert_eq!((status, &page["items"]), (200, &json!([])), "another tenant's contact");
}

#[tokio::test]
async fn a_reference_finds_what_came_before_it_was_given() {
    let sandbox = sandbox().await;
    five(&sandbox).await;
    let ada = format!("/api/contacts/{}", contact(ADA));
    let describe = async |lead: Value| {
        let (status, _) = send(&sandbox, (Method::PATCH, &ada), &json!({ "lead_id": lead })).await;
        assert_eq!(status, 200);
    };
    describe(json!("crm-1")).await;
    assert_eq!(found(&sandbox, "lead_id=crm-1").await, [3, 1]);
    assert_eq!(found(&sandbox, "lead_id=crm-2").await, [4, 2], "by the call, and by the contact");
    let page = get(&sandbox, "/api/calls").await;
    assert_eq!(
        each(&page, "lead_id"),
        [&Value::Null, &json!("crm-2"), &json!("crm-1"), &json!("crm-2"), &json!("crm-1")]
    );
    let one = get(&sandbox, &format!("/api/calls/CA{:032}", 1)).await;
    assert_eq!((&one["lead_id"], &one["contact_id"]), (&json!("crm-1"), &json!(contact(ADA))));

    let mut walked = Vec::new();
    let mut path = "/api/calls?lead_id=crm-2&limit=1".to_owned();
    loop {
        let page = get(&sandbox, &path).await;
        walked.extend(each(&page, "call_id").into_iter().cloned());
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/api/calls?lead_id=crm-2&limit=1&cursor={next}");
    }
    assert_eq!(walked, [4, 2].map(|number| json!(format!("CA{number:032}"))));

    describe(json!("crm-9")).await;
    assert_eq!(found(&sandbox, "lead_id=crm-1").await, Vec::<u32>::new());
    assert_eq!(found(&sandbox, "lead_id=crm-9").await, [3, 1]);
    let (_, page) = ask(&sandbox, "other", (Method::GET, "/api/calls?lead_id=crm-9")).await;
    assert_eq!(page["items"], json!([]), "another tenant's reference");
}

#[tokio::test]
async fn voicemails_are_narrowed_too() {
    let sandbox = sandbox().await;
    let mut past = past(&sandbox, &DEMO);
    for (from, own) in [(ADA, 0), (BOB, 1), (ADA, 1)] {
        past.call((Direction::Inbound, from), own, (None, CallStatus::Completed)).await;
        past.voicemail(from, own).await;
    }
    let ada = contact(ADA);
    let lead = json!({ "lead_id": "crm-1" });
    send(&sandbox, (Method::PATCH, &format!("/api/contacts/{ada}")), &lead).await;
    let heard = json!({ "status": "listened" });
    send(&sandbox, (Method::PATCH, &format!("/api/voicemails/RE{:032}", 2)), &heard).await;
    for (query, expected) in [
        (format!("contact_id={ada}"), vec![6, 2]),
        (format!("contact_id={ada}&status=new"), vec![6]),
        ("lead_id=crm-1".to_owned(), vec![6, 2]),
        ("lead_id=crm-1&own_number=%2B15550100002".to_owned(), vec![6]),
        (format!("lead_id=crm-2&contact_id={ada}"), vec![]),
        ("number=%2B15550190002".to_owned(), vec![4]),
        ("own_number=%2B15550100002".to_owned(), vec![6, 4]),
        ("status=new&created_after=2023-11-14T22:13:25Z".to_owned(), vec![6]),
        ("created_before=2023-11-14T22:13:26Z".to_owned(), vec![4, 2]),
    ] {
        let page = get(&sandbox, &format!("/api/voicemails?{query}")).await;
        let expected: Vec<_> = expected.iter().map(|one| json!(format!("RE{one:032}"))).collect();
        assert_eq!(each(&page, "recording_sid"), expected.iter().collect::<Vec<_>>(), "{query}");
        let (status, page) =
            ask(&sandbox, "other", (Method::GET, &format!("/api/voicemails?{query}"))).await;
        assert_eq!((status, &page["items"]), (200, &json!([])), "{query}");
    }
}

/// What is looked at for one page is bounded: whoever asks for the rare finds it further on.
#[tokio::test]
async fn a_rare_call_is_found_after_pages_without_one() {
    let sandbox = sandbox().await;
    let mut past = past(&sandbox, &DEMO);
    for own in [1].into_iter().chain([0; 450]).chain([1]) {
        past.call((Direction::Inbound, ADA), own, (None, CallStatus::Completed)).await;
    }
    let path = "/api/calls?own_number=%2B15550100002&limit=1".to_owned();
    let (mut page, mut walked) = (get(&sandbox, &path).await, Vec::new());
    let mut pages = 1;
    loop {
        walked.extend(each(&page, "call_id").into_iter().cloned());
        sandbox.aws.clear_calls();
        let Some(next) = page["next"].as_str() else { break };
        page = get(&sandbox, &format!("{path}&cursor={next}")).await;
        pages += 1;
        assert!(sandbox.aws.calls().len() <= 3, "two reads, and the contacts");
    }
    assert_eq!(walked, [452, 1].map(|number| json!(format!("CA{number:032}"))));
    assert_eq!(pages, 3, "the first, one without any, the last");
}

#[tokio::test]
async fn what_several_people_left_is_one_list() {
    let sandbox = sandbox().await;
    let mut past = past(&sandbox, &DEMO);
    for from in [ADA, BOB, BOB, ADA, ADA, BOB] {
        past.call((Direction::Inbound, from), 0, (None, CallStatus::Completed)).await;
        past.voicemail(from, 0).await;
    }
    for contact in [contact(ADA), contact(BOB)] {
        let path = format!("/api/contacts/{contact}");
        send(&sandbox, (Method::PATCH, &path), &json!({ "lead_id": "crm-1" })).await;
    }
    for (list, id, last) in [("calls", "call_id", 11), ("voicemails", "recording_sid", 12)] {
        let path = format!("/api/{list}?lead_id=crm-1&limit=2");
        let (mut page, mut walked) = (get(&sandbox, &path).await, Vec::new());
        loop {
            walked
                .extend(each(&page, id).into_iter().map(|id| id.as_str().unwrap()[2..].to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            page = get(&sandbox, &format!("{path}&cursor={next}")).await;
        }
        let expected = (0..6).map(|back| format!("{:032}", last - 2 * back));
        assert_eq!(walked, expected.collect::<Vec<_>>(), "{list}");
    }
}
