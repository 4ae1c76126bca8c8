//! A request to a webhook, before and after somebody is known to have signed it.

use twilio::form::Form;

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

/// A request that Twilio has signed with a token of this account.
pub struct Signed {
    /// The form: the body's, or the query's of a GET.
    pub form: Form,
    /// The query of the URL, which is ours.
    pub query: Form,
    /// Scheme, host and path prefix under which Twilio reaches us, without a slash at the end: the
    /// beginning of callback URLs.
    pub base_url: String,
    /// The account, active or suspended.
    pub account: Account,
}
