//! A12: where a tenant's own server is told of events, and what it was told.
//!
//! - `GET`, `POST /api/webhooks`: the endpoints; another one, whose secret is in the answer
//! - `GET`, `PATCH`, `DELETE /api/webhooks/{id}`: an endpoint
//! - `POST /api/webhooks/{id}/secret`: another secret; the one before signs for another day
//! - `POST /api/webhooks/{id}/test`: an event to try it
//! - `GET /api/webhooks/{id}/deliveries`: what it was told, newest first, all or of one status
//! - `POST /api/webhooks/{id}/deliveries/{event_id}/resend`: one of them again
//! - `POST /api/webhooks/{id}/replay`: all events of a span of time again

mod change;
mod create;
mod deliveries;
mod fields;
mod found;
mod name;
mod route;
mod secret;
mod tell;

use shared::api::{Answer, Api, ApiError, ApiRequest};
use shared::app::App;

use route::Route;

/// This part of the website API.
#[derive(Debug)]
pub enum Webhooks {}

impl Api for Webhooks {
    const NAME: &'static str = name::NAME;

    async fn handle(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
        match Route::of(request)? {
            Route::List => found::list(app, request).await,
            Route::Create => create::create(app, request).await,
            Route::Get(id) => found::get(app, request, &id).await,
            Route::Change(id) => change::change(app, request, &id).await,
            Route::Delete(id) => change::delete(app, request, &id).await,
            Route::Rotate(id) => secret::rotate(app, request, &id).await,
            Route::Test(id) => tell::test(app, request, &id).await,
            Route::Deliveries(id) => deliveries::list(app, request, &id).await,
            Route::Resend(id, event) => tell::resend(app, (request, &id), &event).await,
            Route::Replay(id) => tell::replay(app, request, &id).await,
        }
    }
}
