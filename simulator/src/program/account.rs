//! The main account, and the numbers it has at first.

use std::env;

use anyhow::{Context, ensure};
use twilio_simulator::{Account, AuthToken, NewAccount, NewNumber, Twilio};

use super::arguments::Arguments;

const SID: &str = "AC0123456789abcdef0123456789abcdef";
const TOKEN: &str = "fedcba9876543210fedcba9876543210";
/// What a new main account has: numbers for fiction, in San Francisco and New York.
const NUMBERS: [&str; 2] = ["+14155550100", "+12125550100"];

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Option(&'static str),
    Variable(&'static str),
    Default,
}

/// A value of the main account.
struct Value {
    text: String,
    source: Source,
}

/// The main account to be.
pub(super) struct Wanted {
    sid: Value,
    token: Value,
}

/// The main account as it is.
pub(super) struct Main {
    pub(super) account: Account,
    /// Its token, where it may be shown: not if it came from the environment.
    pub(super) token: Option<AuthToken>,
    pub(super) sid_from: Source,
    pub(super) token_from: Source,
    pub(super) numbers: Vec<String>,
}

/// What the arguments, else the environment, else nothing says of it.
pub(super) fn wanted(arguments: &Arguments) -> anyhow::Result<Wanted> {
    let sid = ("--account-sid", "TWILIO_ACCOUNT_SID", SID);
    let token = ("--auth-token", "TWILIO_AUTH_TOKEN", TOKEN);
    let wanted = Wanted {
        sid: value(arguments.account_sid.as_deref(), sid),
        token: value(arguments.auth_token.as_deref(), token),
    };
    let name = wanted.sid.source.name();
    let digits = wanted.sid.text.strip_prefix("AC").unwrap_or_default();
    let is_sid = digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    ensure!(is_sid, "{name}: {} is not AC and 32 hexadecimal digits", wanted.sid.text);
    ensure!(!wanted.token.text.is_empty(), "{}: it is empty", wanted.token.source.name());
    Ok(wanted)
}

fn value(
    option: Option<&str>,
    (name, variable, default): (&'static str, &'static str, &str),
) -> Value {
    let from_environment = || env::var(variable).ok().filter(|text| !text.is_empty());
    match (option, from_environment()) {
        (Some(text), _) => Value { text: text.to_owned(), source: Source::Option(name) },
        (None, Some(text)) => Value { text, source: Source::Variable(variable) },
        (None, None) => Value { text: default.to_owned(), source: Source::Default },
    }
}

impl Source {
    /// As an error names it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Option(name) | Self::Variable(name) => name,
            Self::Default => "by default",
        }
    }
}

/// Creates the account with its numbers, or takes the one that is there already.
pub(super) fn open(twilio: &Twilio, Wanted { sid, token }: Wanted) -> anyhow::Result<Main> {
    let is_new = twilio.account(&sid.text)?.is_none();
    let account = twilio.create_account(NewAccount {
        sid: Some(sid.text),
        auth_token: Some(token.text.as_str().into()),
        friendly_name: "Main account".to_owned(),
        owner_sid: None,
    })?;
    let is_asked_for = token.source != Source::Default;
    let is_as_asked = account.auth_token.reveal() == token.text;
    ensure!(
        is_as_asked || !is_asked_for,
        "{}: the account {} has another AuthToken in this directory, where it was created",
        token.source.name(),
        account.sid
    );
    if is_new {
        NUMBERS.into_iter().try_for_each(|number| add_number(twilio, &account, number))?;
    }
    let numbers = twilio.numbers(&account.sid)?;
    let is_secret = matches!(token.source, Source::Variable(_));
    Ok(Main {
        token: (!is_secret).then(|| account.auth_token.clone()),
        sid_from: sid.source,
        token_from: token.source,
        numbers: numbers.into_iter().map(|number| number.phone_number).collect(),
        account,
    })
}

fn add_number(twilio: &Twilio, account: &Account, phone_number: &str) -> anyhow::Result<()> {
    let number = NewNumber {
        account_sid: account.sid.clone(),
        phone_number: phone_number.to_owned(),
        ..NewNumber::default()
    };
    twilio.create_number(&number).map(drop).with_context(|| format!("the number {phone_number}"))
}
