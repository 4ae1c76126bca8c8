//! Pseudo-random bytes of any length that can be made again from their name.

use bytes::Bytes;

const CHUNK: usize = 64 * 1024;

/// The bytes that a medium created with `size` serves, in chunks of up to 64 KiB: the same for the
/// same SID each time, so that a reader can be checked without keeping them.
pub fn generated_bytes(media_sid: &str, size: u64) -> impl Iterator<Item = Bytes> + Send + use<> {
    let seed = media_sid.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let chunk_size = CHUNK as u64;
    (0..size.div_ceil(chunk_size)).map(move |index| {
        let start = index * chunk_size;
        chunk(seed.wrapping_add(start), (size - start).min(chunk_size))
    })
}

fn chunk(seed: u64, size: u64) -> Bytes {
    let size = usize::try_from(size).unwrap_or(CHUNK);
    let mut bytes = vec![0; size.next_multiple_of(8)];
    for (word, i) in bytes.chunks_exact_mut(8).zip(0..) {
        word.copy_from_slice(&mix(seed, i).to_le_bytes());
    }
    bytes.truncate(size);
    bytes.into()
}

/// One good 64-bit word per counter value.
fn mix(seed: u64, counter: u64) -> u64 {
    let z = seed.wrapping_add(counter.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(sid: &str, size: u64) -> Vec<u8> {
        generated_bytes(sid, size).flatten().collect()
    }

    #[test]
    fn sizes_are_exact_and_bytes_repeat() {
        for size in [0, 1, 7, 8, 65_535, 65_536, 65_537, 200_000] {
            assert_eq!(all("ME1", size).len() as u64, size);
        }
        assert_eq!(all("ME1", 100_000), all("ME1", 100_000));
        assert_ne!(all("ME1", 100), all("ME2", 100));
    }

    #[test]
    fn chunks_differ() {
        let bytes = all("ME1", 3 * 65_536);
        assert_ne!(bytes[..65_536], bytes[65_536..131_072]);
    }
}
