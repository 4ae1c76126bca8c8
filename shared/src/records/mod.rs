//! What is stored, as types. No async, no clock, no environment.

mod account;
mod arrival;
mod attachment;
mod call;
mod call_report;
mod consent;
mod contact;
mod delivery;
mod dial_end;
mod direction;
mod endpoint;
mod event;
mod import;
mod job;
mod lease;
mod message;
mod new_contact;
mod note;
mod number;
mod number_search;
mod open_call;
mod outcome;
mod party_key;
mod preferences;
mod preview;
mod progress;
mod provisioning;
mod purchase;
mod send;
mod snippet;
mod tenant;
mod thread;
mod thread_state;
mod timeline;
mod timestamp;
mod unsettled;
mod voicemail;
mod write;

pub use account::{Account, EncryptedToken, Suspension};
pub use arrival::Arrival;
pub use attachment::{Attachment, AttachmentStatus};
pub use call::{Call, CallContent, CallRequest};
pub use call_report::{
    Asked, CallRef, CallReport, DialReport, LegReport, MenuTurn, Parties, Placement,
    RecordingReport, Step, TurnReport,
};
pub use consent::{Consent, ConsentRecord, ConsentReport, ConsentSource};
pub use contact::{Contact, ContactActivity, ContactAlias, ContactView, contact_of};
pub use delivery::{
    ANSWER_MAX, DELIVERIES_KEPT, DeliveryStatus, EventDelivery, LaneJob, ReplayJob, TEST_EVENT,
};
pub use dial_end::DialEnd;
pub use direction::Direction;
pub use endpoint::{Endpoint, EndpointView, SecretPair, SwitchedOff};
pub use event::{EVENTS_KEPT, EVENTS_SETTLE, Event, EventKind};
pub use import::{BadLine, Import, ImportCounts, ImportJob, ImportState, MOST_BAD_LINES};
pub use job::{GRACE, Job, JobPayload, MediaJob, MediaTarget};
pub use lease::Lease;
pub use message::{Delivery, Message, MessageContent, MessageRequest, Sending, StatusReport};
pub use new_contact::NewContact;
pub use note::Note;
pub use number::Number;
pub use number_search::NumberSearch;
pub use open_call::{OpenCalls, minutes_of_ended};
pub use outcome::CallOutcome;
pub(crate) use party_key::party_key;
pub use preferences::InvalidPreference;
pub use progress::{Leg, Progress, Recording, RecordingFacts};
pub use provisioning::{Area, NumberWish, Provisioning, ProvisioningFailure, ProvisioningStep};
pub use purchase::{PURCHASE_KEPT, PurchaseJob, PurchaseOutcome, Purchases};
pub use send::SendJob;
pub use snippet::{SNIPPET_VARIABLES, Snippet, has_known_variables};
pub use tenant::{Choice, Menu, Preferences, Tenant};
pub use thread::{Stage, Thread, ThreadActivity, ThreadId};
pub use thread_state::{Tag, ThreadChange, ThreadStatus};
pub use timeline::{ConsentChange, ENTRY_KINDS, Entry, Placed};
pub use timestamp::Timestamp;
pub use unsettled::{UNANSWERED, UNENDED, UnsettledCall};
pub use voicemail::{
    CallVoicemail, Transcription, TranscriptionStatus, VOICEMAIL_MIN, Voicemail, VoicemailNews,
    VoicemailReport, VoicemailStatus,
};
pub use write::Write;
