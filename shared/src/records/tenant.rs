//! A tenant, and how its calls are treated.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{OpenCalls, Provisioning, Purchases, Suspension, Timestamp};
use crate::ids::TenantId;
use twilio::phone::E164;
use twilio::sid::AccountSid;
use twilio::voice::Voice;

/// The record in the `tenants` table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tenant {
    /// The tenant, as the bearer token names it.
    pub tenant_id: TenantId,
    /// Its Twilio account, once it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_sid: Option<AccountSid>,
    /// The number it calls and writes from unless it says otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub primary_number: Option<E164>,
    /// How it comes, or has come, to its account and its first number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provisioning: Option<Provisioning>,
    /// The account that it has given up last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_account: Option<AccountSid>,
    /// When it has given that up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
    /// Who has closed it. A tenant whose account the operator has closed gets no other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<Suspension>,
    /// How its calls are treated.
    #[serde(default)]
    pub preferences: Preferences,
    /// Calls that it has begun and whose end was not seen yet.
    #[serde(default, skip_serializing_if = "OpenCalls::is_empty")]
    pub open_calls: OpenCalls,
    /// Numbers that it buys, or has bought so lately that they may not be listed yet.
    #[serde(default, skip_serializing_if = "Purchases::is_empty")]
    pub purchases: Purchases,
}

impl Tenant {
    /// A tenant of whom nothing is known.
    pub fn new(tenant_id: TenantId) -> Self {
        Self {
            tenant_id,
            account_sid: None,
            primary_number: None,
            provisioning: None,
            closed_account: None,
            closed_at: None,
            closed_by: None,
            preferences: Preferences::default(),
            open_calls: OpenCalls::new(),
            purchases: Purchases::new(),
        }
    }

    /// Whether it is on its way to an account.
    pub fn is_being_provisioned(&self) -> bool {
        self.provisioning.as_ref().is_some_and(|provisioning| !provisioning.step.is_end())
    }
}

/// How a tenant's calls are treated. The website reads and writes it as it is, but for the uploaded
/// greeting: that has a route of its own, and a link instead of its key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(clippy::struct_excessive_bools, reason = "websites have switches under these names")]
pub struct Preferences {
    /// Whether calls are forwarded.
    pub call_forwarding_enabled: bool,
    /// Where to.
    pub call_forwarding_number: Option<E164>,
    /// Seconds that it rings there, 5 to 60.
    pub forwarding_timeout: u16,
    /// Whether callers can leave a voicemail when nobody answers.
    pub voicemail_enabled: bool,
    /// Whether Twilio is asked to write down what voicemails say.
    pub voicemail_transcription_enabled: bool,
    /// Greeting that is spoken.
    pub greeting_text: Option<String>,
    /// Greeting that is played instead: an audio file.
    pub greeting_url: Option<String>,
    /// Greeting that is played instead of both: the object in the media bucket. There is no
    /// `greeting_url` beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub greeting_key: Option<String>,
    /// Whether forwarded calls are recorded.
    pub recording_enabled: bool,
    /// Whether callers are told so.
    pub recording_notice_enabled: bool,
    /// Choices that callers get before all else.
    pub menu: Option<Menu>,
    /// IANA name of the tenant's time zone.
    pub time_zone: String,
    /// The voice that speaks on the tenant's calls, and so the language of our sentences.
    pub voice: Voice,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            call_forwarding_enabled: false,
            call_forwarding_number: None,
            forwarding_timeout: 20,
            voicemail_enabled: false,
            voicemail_transcription_enabled: true,
            greeting_text: None,
            greeting_url: None,
            greeting_key: None,
            recording_enabled: false,
            recording_notice_enabled: true,
            menu: None,
            time_zone: "UTC".to_owned(),
            voice: Voice::default(),
        }
    }
}

impl Preferences {
    /// Whether calls may be forwarded to any phone.
    pub fn may_ring(&self) -> bool {
        let forwards = |choice: &Choice| matches!(choice, Choice::Forward { .. });
        let in_menu = || self.menu.as_ref().is_some_and(|menu| menu.choices.values().any(forwards));
        self.call_forwarding_enabled || in_menu()
    }

    /// Whether its calls are in English, the only language that Twilio writes down.
    pub fn speaks_english(&self) -> bool {
        self.voice.language().starts_with("en-")
    }
}

twilio::debug_only!(Preferences { call_forwarding_enabled, voicemail_enabled });

/// One level of choices.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Menu {
    /// What callers hear before they press a key.
    pub prompt: String,
    /// What each key does: `0` to `9` and `*`.
    pub choices: BTreeMap<String, Choice>,
}

impl std::fmt::Debug for Menu {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Menu").field("keys", &self.choices.len()).finish_non_exhaustive()
    }
}

/// What a key of the menu does.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Choice {
    /// Calls another number.
    Forward {
        /// That number.
        number: E164,
    },
    /// Takes a voicemail.
    Voicemail,
    /// Says something and hangs up.
    Say {
        /// What.
        text: String,
    },
}

impl std::fmt::Debug for Choice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Choice::Forward { .. } => "Forward",
            Choice::Voicemail => "Voicemail",
            Choice::Say { .. } => "Say",
        })
    }
}
