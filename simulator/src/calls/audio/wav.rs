//! WAV files with a tone.

/// Samples per second.
const RATE: u32 = 8_000;
/// Bytes of a sample.
const SAMPLE: u16 = 2;

/// One period of 500 Hz at 8 kHz, as 16-bit samples.
const PERIOD: [i16; 16] = [
    0, 3_061, 5_657, 7_391, 8_000, 7_391, 5_657, 3_061, 0, -3_061, -5_657, -7_391, -8_000, -7_391,
    -5_657, -3_061,
];

/// A tone of 500 Hz.
pub(super) fn tone(seconds: u32, channels: u8) -> Vec<u8> {
    let frame = SAMPLE * u16::from(channels);
    let samples = seconds.saturating_mul(RATE);
    let size = samples.saturating_mul(u32::from(frame));
    let mut file = header(size, u16::from(channels));
    for sample in PERIOD.iter().cycle().zip(0..samples).map(|(sample, _)| sample) {
        for _ in 0..channels {
            file.extend(sample.to_le_bytes());
        }
    }
    file
}

fn header(size: u32, channels: u16) -> Vec<u8> {
    let frame = SAMPLE * channels;
    let mut header = b"RIFF".to_vec();
    header.extend((36 + size).to_le_bytes());
    header.extend(b"WAVEfmt ");
    header.extend(16_u32.to_le_bytes());
    header.extend(1_u16.to_le_bytes());
    header.extend(channels.to_le_bytes());
    header.extend(RATE.to_le_bytes());
    header.extend((RATE * u32::from(frame)).to_le_bytes());
    header.extend(frame.to_le_bytes());
    header.extend((8 * SAMPLE).to_le_bytes());
    header.extend(b"data");
    header.extend(size.to_le_bytes());
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(bytes: &[u8]) -> u32 {
        u32::from_le_bytes(bytes.try_into().unwrap())
    }

    #[test]
    fn sizes_and_rates_agree() {
        let mono = tone(3, 1);
        assert_eq!(mono.len(), 44 + 3 * 16_000);
        assert_eq!(number(&mono[4..8]) as usize, mono.len() - 8);
        assert_eq!(number(&mono[40..44]) as usize, mono.len() - 44);
        // Twilio says 128 kbit/s.
        assert_eq!(number(&mono[28..32]) * 8, 128_000);
        let dual = tone(3, 2);
        assert_eq!((dual.len(), &dual[22..24]), (44 + 3 * 32_000, &[2, 0][..]));
    }

    #[test]
    fn there_is_a_tone_on_every_channel() {
        let dual = tone(1, 2);
        let frames: Vec<_> = dual[44..].chunks(4).collect();
        assert!(frames.iter().all(|frame| frame[..2] == frame[2..]));
        assert_eq!(i16::from_le_bytes([frames[4][0], frames[4][1]]), 8_000);
    }
}
