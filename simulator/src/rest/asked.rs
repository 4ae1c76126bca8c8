//! Who asks the API, and for what: requests that their credentials have let in.

use std::sync::Arc;

use axum::extract::{FromRequestParts, OriginalUri, Path};
use axum::http::Uri;
use axum::http::request::Parts;
use axum::response::Response;
use serde_json::Value;

use super::super::accounts::Account;
use super::super::state::State;
use super::auth;
use super::error::RestError;
use super::page::Page;

/// A request with the credentials of an account.
pub(super) struct Caller {
    pub(super) state: Arc<State>,
    pub(super) account: Account,
}

impl FromRequestParts<Arc<State>> for Caller {
    type Rejection = RestError;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<State>) -> Result<Self, RestError> {
        let account = auth::caller(state, &parts.headers)?;
        Ok(Self { state: Arc::clone(state), account })
    }
}

/// A request about something of the account that its path names first, which may be the caller's own
/// or one below it.
pub(super) struct Asked {
    pub(super) state: Arc<State>,
    pub(super) caller: Account,
    pub(super) account: Account,
    pub(super) uri: Uri,
    /// What the path names below the account, the last as a file.
    names: Vec<String>,
}

impl FromRequestParts<Arc<State>> for Asked {
    type Rejection = RestError;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<State>) -> Result<Self, RestError> {
        let Caller { state, account: caller } = Caller::from_request_parts(parts, state).await?;
        let OriginalUri(uri) = OriginalUri::from_request_parts(parts, &state).await?;
        let Path(mut names) = Path::<Vec<String>>::from_request_parts(parts, &state).await?;
        let account = auth::of_caller(&state, &caller, &names.remove(0))?;
        Ok(Self { state, caller, account, uri, names })
    }
}

impl Asked {
    /// The request, unless the account is suspended or closed: its parent gets this far even then.
    pub(super) fn of_active(self) -> Result<Self, RestError> {
        match self.state.store.account_is_active(&self.account)? {
            true => Ok(self),
            false => Err(RestError::INACTIVE),
        }
    }

    /// What the path names at this place below the account.
    pub(super) fn name(&self, place: usize) -> &str {
        self.names.get(place).map_or("", String::as_str)
    }

    /// The SID that the path ends in, or another name, before its `.json`.
    pub(super) fn sid(&self) -> Result<&str, RestError> {
        let file = self.names.last().and_then(|file| file.strip_suffix(".json"));
        file.ok_or_else(|| self.not_found())
    }

    /// No such resource.
    pub(super) fn not_found(&self) -> RestError {
        RestError::not_found(self.uri.path())
    }

    /// The page of `items` that is asked for, under the list's `key`.
    pub(super) fn page(&self, key: &str, items: impl Iterator<Item = Value>) -> Response {
        Page::of(&self.uri).answer(key, items)
    }
}
