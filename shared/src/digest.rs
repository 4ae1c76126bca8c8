//! A short name for content that is the same.

use sha2::{Digest, Sha256};

/// The first 128 bits of a SHA-256, in hexadecimal.
pub fn digest(parts: &[&[u8]]) -> String {
    let hash = parts.iter().fold(Sha256::new(), Digest::chain_update);
    let bits = hash.finalize().first_chunk().map_or(0, |bytes| u128::from_be_bytes(*bytes));
    format!("{bits:032x}")
}
