//! Who may have an account made.

use serde_json::json;
use shared::records::Tenant;

use crate::world::World;

#[tokio::test]
async fn only_invited_tenants_are_provisioned() {
    let world = World::with(&[("Provisioning", "invited")]).await;
    let newcomer = world.newcomer();
    let got = world.post(&newcomer, "provision", &json!({})).await;
    assert_eq!((got.status, got.code()), (409, "not_invited"), "{got:?}");
    assert!(world.made_for(&newcomer).is_empty());

    let tenant = Tenant::new(newcomer.parse().unwrap());
    world.app.store.tenant_put(&tenant).await.unwrap();
    let got = world.post(&newcomer, "provision", &json!({})).await;
    assert_eq!(got.status, 201, "{got:?}");
}
