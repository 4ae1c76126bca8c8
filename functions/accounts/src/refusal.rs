//! Why something is not done, in the API's words.

use shared::api::{ApiError, Limit, Refusals};
use shared::provisioning::ProvisioningError;
use shared::records::ProvisioningFailure;
use shared::rotation::RotationError;
use shared::standing::StandingError;
use twilio::client::Refused;

/// In Twilio's own words.
const REFUSALS: Refusals = Refusals { what: "", sentence: |_| None };

pub(crate) const CLOSED: ApiError =
    ApiError::Conflict { code: "account_closed", message: "the Twilio account is closed for good" };

pub(crate) const NOT_INVITED: ApiError =
    ApiError::Limit { limit: Limit::Invitation, retry_after: None };

/// Only who runs the deployment lifts it.
const BY_OPERATOR: ApiError = ApiError::Conflict {
    code: "suspended_by_operator",
    message: "the operator of this service has suspended the Twilio account",
};

pub(crate) const NOT_ACTIVE: ApiError = ApiError::Conflict {
    code: "account_not_active",
    message: "the Twilio account is suspended or closed",
};

pub(crate) const PROVISIONING: ApiError = ApiError::Conflict {
    code: "provisioning",
    message: "the Twilio account is still being set up",
};

/// Suspending it would suspend every tenant.
pub(crate) const MAIN_ACCOUNT: ApiError = ApiError::Conflict {
    code: "main_account",
    message: "the tenant uses the main Twilio account, which is not changed here",
};

const NO_NUMBERS: ApiError = ApiError::Conflict {
    code: "no_numbers",
    message: "Twilio offers no number that could be had; nothing was bought",
};

/// Why a tenant has neither account nor number.
pub(crate) fn failed(failure: Option<&ProvisioningFailure>) -> ApiError {
    match failure {
        Some(ProvisioningFailure::Refused { twilio_code, message }) => {
            REFUSALS.error(*twilio_code, message)
        }
        Some(ProvisioningFailure::NoNumbers) | None => NO_NUMBERS,
    }
}

pub(crate) fn provisioning(error: ProvisioningError) -> ApiError {
    match error {
        ProvisioningError::Accounts(error) => error.into(),
        ProvisioningError::NotConfigured => ApiError::Conflict {
            code: "provisioning_not_configured",
            message: "this deployment has no main Twilio account",
        },
    }
}

pub(crate) fn standing(error: StandingError) -> ApiError {
    match error {
        StandingError::Closed => CLOSED,
        StandingError::ByOperator => BY_OPERATOR,
        StandingError::MainAccount => MAIN_ACCOUNT,
        StandingError::Gone => ApiError::NotFound("account"),
        StandingError::Contended => ApiError::TooMany { retry_after: 1 },
        StandingError::Twilio(error) => REFUSALS.failed(error),
        StandingError::Provisioning(error) => provisioning(error),
    }
}

pub(crate) fn rotation(error: RotationError) -> ApiError {
    match error {
        RotationError::Accounts(error) => error.into(),
        RotationError::Refused(Refused { code, message, .. }) => REFUSALS.error(code, &message),
        error @ RotationError::Later(_) => ApiError::Unavailable(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twilios_words_are_shown_but_not_logged() {
        let message = "no more than 1000".to_owned();
        let failure = ProvisioningFailure::Refused { twilio_code: Some(20_006), message };
        let error = failed(Some(&failure));
        assert_eq!(error.to_string(), "Twilio refuses, code 20006");
        let ApiError::TwilioRefused { message, .. } = error else { panic!("{error}") };
        assert_eq!(message, "Twilio refuses: no more than 1000");
    }
}
