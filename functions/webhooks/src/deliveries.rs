//! What an endpoint was told.

use serde_json::json;
use shared::api::{Answer, ApiError, ApiRequest, invalid};
use shared::app::App;
use shared::ids::EndpointId;
use shared::records::{DeliveryStatus, EventDelivery};
use shared::store::{List, PageRequest};

use crate::found::endpoint;

pub(crate) async fn list(
    app: &App,
    request: &ApiRequest,
    id: &EndpointId,
) -> Result<Answer, ApiError> {
    let query = request.query_of(&["limit", "cursor", "status"])?;
    let page = PageRequest::parse(List::Deliveries, query.text("limit"), query.text("cursor"));
    let page = match page {
        Ok(page) => page,
        Err(field @ "limit") => return invalid(field, "a number from 1 to 200"),
        Err(field) => return invalid(field, "the `next` of an earlier page of this list"),
    };
    let status = match query.text("status") {
        None => None,
        Some(text) => {
            let known = DeliveryStatus::ALL.into_iter().find(|status| status.as_str() == text);
            let Some(known) = known else {
                return invalid("status", "pending, delivered or failed");
            };
            Some(known)
        }
    };
    endpoint(app, request, id).await?;
    let found = app.store.delivery_list((&request.tenant, id), status, &page).await?;
    let items: Vec<_> = found.items.iter().map(EventDelivery::view).collect();
    Ok(json!({ "items": items, "next": found.next }).into())
}
