//! People whom the website knows before they have written.

use http::StatusCode;
use serde_json::Value;
use shared::api::{Answer, ApiError, ApiRequest, Fields, invalid};
use shared::app::App;
use shared::records::NewContact;
use shared::store::ContactCreated;
use twilio::phone::Address;

use crate::contacts::view;

/// Most addresses that a contact is made with.
const MAX_ADDRESSES: usize = 10;

/// `{"addresses": [{"channel": …, "address": …}, …], "name": …, "lead_id": …}`.
pub(crate) async fn create(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
    let mut fields = Fields::of(request.json()?)?;
    let new = NewContact {
        tenant_id: request.tenant.clone(),
        addresses: addresses(&mut fields)?,
        name: fields.contact_name()?,
        lead_id: fields.lead_id()?,
        at: app.now(),
    };
    fields.finish()?;
    match app.store.contact_create(&new).await? {
        ContactCreated::Created(contact) => {
            let body = view(app, request, Some(*contact)).await?;
            Ok(Answer { status: StatusCode::CREATED, body: body.into() })
        }
        ContactCreated::Exists(contact_id) => Err(ApiError::ContactExists { contact_id }),
    }
}

fn addresses(fields: &mut Fields) -> Result<Vec<Address>, ApiError> {
    let Some(Value::Array(named)) = fields.take("addresses") else {
        return invalid("addresses", "a list of objects with `channel` and `address`");
    };
    if named.is_empty() || named.len() > MAX_ADDRESSES {
        return invalid("addresses", "1 to 10 addresses");
    }
    let mut addresses = Vec::new();
    for one in named {
        let mut fields = Fields::of(one)
            .or_else(|_| invalid("addresses", "objects with `channel` and `address`"))?;
        let address = fields.address()?;
        fields.finish()?;
        if !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    Ok(addresses)
}
