//! What a tenant may ask for at most, as the answer and the log name it.

use http::StatusCode;

/// A limit of the deployment. Each has a parameter in the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// `MessagesPerMinute`.
    MessagesPerMinute,
    /// `MessagesPerDay`.
    MessagesPerDay,
    /// `CallsPerMinute`.
    CallsPerMinute,
    /// `OpenCallsPerTenant`.
    OpenCalls,
    /// `CallMinutesPerDay`.
    CallMinutesPerDay,
    /// `NumbersPerTenant`.
    Numbers,
    /// `Provisioning` is `invited`.
    Invitation,
    /// `ProvisioningPauseHours`.
    ProvisioningPause,
}

impl Limit {
    /// Every one.
    pub const ALL: [Limit; 8] = [
        Limit::MessagesPerMinute,
        Limit::MessagesPerDay,
        Limit::CallsPerMinute,
        Limit::OpenCalls,
        Limit::CallMinutesPerDay,
        Limit::Numbers,
        Limit::Invitation,
        Limit::ProvisioningPause,
    ];

    /// Its name in the log, which is the metric's dimension.
    pub fn as_str(self) -> &'static str {
        match self {
            Limit::MessagesPerMinute => "messages_minute",
            Limit::MessagesPerDay => "messages_day",
            Limit::CallsPerMinute => "calls_minute",
            Limit::OpenCalls => "open_calls",
            Limit::CallMinutesPerDay => "call_minutes_day",
            Limit::Numbers => "numbers",
            Limit::Invitation => "provisioning_invited",
            Limit::ProvisioningPause => "provisioning_pause",
        }
    }

    pub(super) fn status_and_code(self) -> (StatusCode, &'static str) {
        match self {
            Limit::Numbers => (StatusCode::CONFLICT, "too_many_numbers"),
            Limit::Invitation => (StatusCode::CONFLICT, "not_invited"),
            _ => (StatusCode::TOO_MANY_REQUESTS, "too_many_requests"),
        }
    }

    /// For people.
    pub(super) fn sentence(self) -> &'static str {
        match self {
            Limit::MessagesPerMinute => "the tenant has asked for all messages of this minute",
            Limit::MessagesPerDay => "the tenant has asked for all messages of this day",
            Limit::CallsPerMinute => "the tenant has begun all calls of this minute",
            Limit::OpenCalls => "the tenant has as many calls open as it may have at the same time",
            Limit::CallMinutesPerDay => "the tenant has used up the call minutes of this day",
            Limit::Numbers => "the tenant has as many numbers as it may have",
            Limit::Invitation => "the operator of this service has not invited this tenant",
            Limit::ProvisioningPause => {
                "the tenant has closed an account a short while ago and has to wait for another one"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_has_a_name_and_a_sentence_of_its_own() {
        let names: BTreeSet<_> = Limit::ALL.into_iter().map(Limit::as_str).collect();
        let sentences: BTreeSet<_> = Limit::ALL.into_iter().map(Limit::sentence).collect();
        assert_eq!((names.len(), sentences.len()), (Limit::ALL.len(), Limit::ALL.len()));
    }
}
