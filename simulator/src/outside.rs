//! `/sim`: all routes of the outside world.

use std::sync::Arc;

use axum::Router;

use super::state::State;
use super::{sim, sim_accounts, sim_calls, sim_feed, sim_media, sim_messages};

pub(super) fn routes() -> Router<Arc<State>> {
    sim::routes()
        .merge(sim_accounts::routes())
        .merge(sim_calls::routes())
        .merge(sim_feed::routes())
        .merge(sim_media::routes())
        .merge(sim_messages::routes())
}
