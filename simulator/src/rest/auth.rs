//! Who may see an account: itself and its parent, by SID and token.

use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::super::accounts::Account;
use super::super::state::State;
use super::error::RestError;

/// The account that the path names, if the request's credentials open it.
pub(super) fn account(
    state: &State,
    headers: &HeaderMap,
    account_sid: &str,
) -> Result<Account, RestError> {
    let caller = caller(state, headers)?;
    of_caller(state, &caller, account_sid)
}

/// The account that the path names, if the caller may act on it.
pub(super) fn of_caller(
    state: &State,
    caller: &Account,
    account_sid: &str,
) -> Result<Account, RestError> {
    let not_found = || RestError::not_found(&format!("/Accounts/{account_sid}.json"));
    let account = state.store.account(account_sid)?.ok_or_else(not_found)?;
    if caller.sid != account.sid && caller.sid != account.owner_sid {
        return Err(RestError::UNAUTHORIZED);
    }
    Ok(account)
}

/// The account whose credentials the request carries. Both of its tokens open it.
pub(super) fn caller(state: &State, headers: &HeaderMap) -> Result<Account, RestError> {
    let (sid, token) = credentials(headers).ok_or(RestError::UNAUTHORIZED)?;
    let account = state.store.account(&sid)?.ok_or(RestError::UNAUTHORIZED)?;
    if !account.opens_with(&token) {
        return Err(RestError::UNAUTHORIZED);
    }
    if !state.store.account_is_active(&account)? {
        return Err(RestError::INACTIVE);
    }
    Ok(account)
}

fn credentials(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (sid, token) = decoded.split_once(':')?;
    Some((sid.to_owned(), token.to_owned()))
}
