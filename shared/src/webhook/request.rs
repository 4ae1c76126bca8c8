//! A request to a webhook, before and after somebody is known to have signed it.

use std::ops::Deref;
use std::sync::Arc;

use twilio::form::Form;

use crate::accounts::OpenAccount;
use crate::records::Account;

/// A request as it came, before anybody is known to have signed it.
pub struct Received {
    /// The form: the body's, or the query's of a GET.
    pub form: Form,
    /// The query of the URL, which is ours.
    pub query: Form,
    /// Scheme, host and path prefix under which Twilio reaches us, without a slash at the end.
    pub base_url: String,
}

/// A request that Twilio has signed with a token of this account, which is active or suspended.
pub struct Signed {
    request: Arc<Received>,
    open: Arc<OpenAccount>,
}

impl Signed {
    /// Whoever makes one has verified that the account has signed it.
    pub(super) fn by(open: Arc<OpenAccount>, request: Arc<Received>) -> Self {
        Self { request, open }
    }

    /// The account.
    pub fn account(&self) -> &Account {
        &self.open.account
    }
}

impl Deref for Signed {
    type Target = Received;

    fn deref(&self) -> &Received {
        &self.request
    }
}
