//! Ids that are made from a tenant and its `Idempotency-Key`. Whoever knows both can compute one, so
//! it says whose it is: nobody else gets to write a record under it.

use super::TenantId;
use crate::digest::digest;

/// Hexadecimal digits of the tenant, and of the whole.
const OWNER: usize = 16;
const LENGTH: usize = 48;

/// The id of what a tenant asks for with this key: 48 hexadecimal digits.
pub fn keyed_id(tenant: &TenantId, key: &str) -> String {
    owner(tenant) + &digest(&[tenant.as_str().as_bytes(), b"\0", key.as_bytes()])
}

/// Whether an id is of this form, and another tenant's.
pub fn is_keyed_by_another(id: &str, tenant: &TenantId) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    id.len() == LENGTH && id.bytes().all(is_digit) && !id.starts_with(&owner(tenant))
}

fn owner(tenant: &TenantId) -> String {
    let mut owner = digest(&[b"tenant\0", tenant.as_str().as_bytes()]);
    owner.truncate(OWNER);
    owner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyed_id_is_one_tenants() {
        let (demo, other) = ("demo".parse().unwrap(), "other".parse().unwrap());
        let id = keyed_id(&demo, "order-1");
        assert_eq!((id.len(), &id), (48, &keyed_id(&demo, "order-1")));
        assert_ne!(id, keyed_id(&demo, "order-2"));
        assert!(!is_keyed_by_another(&id, &demo));
        assert!(is_keyed_by_another(&id, &other));
    }

    #[test]
    fn other_ids_are_nobodys() {
        let demo = "demo".parse().unwrap();
        let keyed = keyed_id(&"other".parse().unwrap(), "k");
        let (longer, upper) = (format!("{keyed}0"), keyed.to_uppercase());
        for id in ["01JZ", "CA00000000000000000000000000000001", &keyed[1..], &longer, &upper] {
            assert!(!is_keyed_by_another(id, &demo), "{id}");
        }
    }
}
