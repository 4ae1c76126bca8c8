//! A4: a tenant's Twilio account.
//!
//! `POST /api/twilio/provision` brings a tenant from nothing to a subaccount with a number that texts
//! and calls. `GET /api/twilio/account` says where it stands, `POST
//! /api/twilio/account/{suspend,reactivate,close}` switches it off and on, and `…/rotate-token`
//! changes its token. No answer holds a token.

mod found;
mod provision;
mod refusal;
mod status;
mod times;
mod token;
mod view;
mod wish;

use http::Method;
use shared::api::{Answer, Api, ApiError, ApiRequest};
use shared::app::App;
use twilio::status::AccountStatus;

/// This part of the website API.
#[derive(Debug)]
pub enum Accounts {}

impl Api for Accounts {
    const NAME: &'static str = "accounts";

    async fn handle(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
        let tenant = &request.tenant;
        match (&request.method, request.segments().as_slice()) {
            (&Method::POST, ["api", "twilio", "provision"]) => {
                provision::answer(app, request).await
            }
            (&Method::GET, ["api", "twilio", "account"]) => {
                request.query_of(&[])?;
                view::answer(app, tenant).await
            }
            (&Method::POST, ["api", "twilio", "account", action]) => match *action {
                "suspend" => status::change(app, tenant, AccountStatus::Suspended).await,
                "reactivate" => status::change(app, tenant, AccountStatus::Active).await,
                "close" => status::change(app, tenant, AccountStatus::Closed).await,
                "rotate-token" => token::rotate(app, tenant).await,
                _ => Err(ApiError::NotFound("route")),
            },
            _ => Err(ApiError::NotFound("route")),
        }
    }
}
