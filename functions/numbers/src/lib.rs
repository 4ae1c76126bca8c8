//! A3: the phone numbers of a tenant.
//!
//! - `GET /api/twilio/available-numbers`: numbers that can be bought
//! - `POST /api/twilio/purchase-number`: buys one, that number or any that would do, and sets it up
//! - `GET /api/numbers`: the tenant's numbers (`?check=true`: and how Twilio has them)
//! - `GET /api/numbers/{id}`: a number, and how Twilio has it
//! - `PATCH /api/numbers/{id}`: sets it up again, names it, makes it the primary one
//! - `DELETE /api/numbers/{id}`: gives it back
//!
//! A number costs money and Twilio's API knows no idempotency key, so the intention is written
//! first, under an id made from the request's key: whoever writes it buys, and the sweeper goes on
//! if that process dies. Every repeat is answered from the record.

mod account;
mod ask;
mod begin;
mod change;
mod check;
mod found;
mod identity;
mod list;
mod offers;
mod purchase;
mod refusal;
mod release;
mod route;
mod search;
mod times;
mod view;

use shared::api::{Answer, Api, ApiError, ApiRequest};
use shared::app::App;

use route::Route;

/// This part of the website API.
#[derive(Debug)]
pub enum Numbers {}

impl Api for Numbers {
    const NAME: &'static str = "numbers";

    async fn handle(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
        match Route::of(request)? {
            Route::Available => offers::list(app, request).await.map(Answer::from),
            Route::Purchase => Box::pin(purchase::purchase(app, request)).await,
            Route::List => list::list(app, request).await.map(Answer::from),
            Route::Get(number) => list::get(app, request, &number).await.map(Answer::from),
            Route::Change(number) => change::change(app, request, &number).await.map(Answer::from),
            Route::Release(number) => {
                release::release(app, request, &number).await.map(Answer::from)
            }
        }
    }
}
