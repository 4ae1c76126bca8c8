//! MP3 files with silence.

/// Sync word, MPEG-2, Layer III, no checksum.
const VERSION: [u8; 2] = [0xFF, 0xF3];
/// 32 kbit/s at 16 kHz, no padding.
const RATES: u8 = 0x48;
/// Bytes of a frame: 72 × 32,000 / 16,000, header included.
const FRAME: usize = 144;
/// Microseconds of a frame: 576 samples at 16 kHz.
const FRAME_TIME: u64 = 36_000;

/// Frames in which everything is zero: no bits of Huffman data, so all frequencies are silent.
pub(super) fn silence(seconds: u32, channels: u8) -> Vec<u8> {
    let mode = if channels == 1 { 0b1100_0000 } else { 0b0000_0000 };
    let mut frame = [0; FRAME];
    frame[..4].copy_from_slice(&[VERSION[0], VERSION[1], RATES, mode]);
    let frames = (u64::from(seconds) * 1_000_000).div_ceil(FRAME_TIME);
    frame.repeat(usize::try_from(frames).unwrap_or(usize::MAX / FRAME))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a decoder makes of a header, by the tables of ISO/IEC 13818-3: bits per second, samples
    /// per second, channels.
    fn header(frame: &[u8]) -> (u32, u32, u8) {
        assert_eq!((frame[0], frame[1] & 0xE0), (0xFF, 0xE0), "sync");
        assert_eq!((frame[1] >> 3) & 3, 2, "MPEG-2");
        assert_eq!((frame[1] >> 1) & 3, 1, "Layer III");
        let bits = [0, 8, 16, 24, 32, 40, 48, 56][usize::from(frame[2] >> 4)] * 1_000;
        let samples = [22_050, 24_000, 16_000][usize::from((frame[2] >> 2) & 3)];
        assert_eq!(frame[2] & 2, 0, "padding");
        (bits, samples, if frame[3] >> 6 == 3 { 1 } else { 2 })
    }

    #[test]
    fn every_frame_follows_the_one_before() {
        for channels in [1, 2] {
            let file = silence(7, channels);
            assert_eq!(file.len() % FRAME, 0);
            for frame in file.chunks(FRAME) {
                let (bits, samples, found) = header(frame);
                assert_eq!((bits, found), (32_000, channels));
                assert_eq!(u64::from(72 * bits / samples), FRAME as u64);
                assert!(frame[4..].iter().all(|byte| *byte == 0));
            }
        }
    }

    #[test]
    fn the_length_is_right() {
        // 4,000 bytes a second, up to a frame more.
        assert_eq!(silence(0, 1).len(), 0);
        let size = silence(60, 1).len();
        assert!((240_000..240_000 + FRAME).contains(&size), "{size}");
    }
}
