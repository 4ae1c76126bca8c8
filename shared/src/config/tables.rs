//! Which tables there are.

/// Names of the DynamoDB tables.
#[derive(Debug, Clone)]
pub struct Tables {
    /// Twilio accounts.
    pub accounts: String,
    /// Conversations.
    pub threads: String,
    /// People.
    pub contacts: String,
    /// Who wants messages, and who does not.
    pub consents: String,
    /// Messages.
    pub messages: String,
    /// Calls.
    pub calls: String,
    /// Which calls have come from one number to another.
    pub arrivals: String,
    /// Voicemails.
    pub voicemails: String,
    /// Tenants and their preferences.
    pub tenants: String,
    /// Phone numbers of tenants.
    pub numbers: String,
    /// Jobs that are not done.
    pub jobs: String,
    /// What has happened in the last days.
    pub events: String,
    /// Where tenants want to be told of it.
    pub endpoints: String,
    /// What they are told.
    pub deliveries: String,
    /// What tenants have put together: tags, snippets.
    pub lists: String,
    /// Notes of users about conversations.
    pub notes: String,
    /// What has happened with each person.
    pub timeline: String,
    /// Words of messages, parts of names and numbers.
    pub search: String,
    /// How much of what each tenant has.
    pub counts: String,
}

impl Tables {
    /// Reads their names, by the variable of each.
    pub(super) fn read<E>(required: impl Fn(&'static str) -> Result<String, E>) -> Result<Self, E> {
        Ok(Self {
            accounts: required("ACCOUNTS_TABLE")?,
            threads: required("THREADS_TABLE")?,
            contacts: required("CONTACTS_TABLE")?,
            consents: required("CONSENTS_TABLE")?,
            messages: required("MESSAGES_TABLE")?,
            calls: required("CALLS_TABLE")?,
            arrivals: required("ARRIVALS_TABLE")?,
            voicemails: required("VOICEMAILS_TABLE")?,
            tenants: required("TENANTS_TABLE")?,
            numbers: required("NUMBERS_TABLE")?,
            jobs: required("JOBS_TABLE")?,
            events: required("EVENTS_TABLE")?,
            endpoints: required("ENDPOINTS_TABLE")?,
            deliveries: required("DELIVERIES_TABLE")?,
            lists: required("LISTS_TABLE")?,
            notes: required("NOTES_TABLE")?,
            timeline: required("TIMELINE_TABLE")?,
            search: required("SEARCH_TABLE")?,
            counts: required("COUNTS_TABLE")?,
        })
    }
}
