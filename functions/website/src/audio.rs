//! Which audio files are taken: what Twilio plays, and what says so itself.

use http::{HeaderMap, header};
use shared::api::ApiError;

/// A kind of audio file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audio {
    Mp3,
    Wav,
}

impl Audio {
    /// The kind that the content type names.
    pub(crate) fn named(headers: &HeaderMap) -> Result<Self, ApiError> {
        let named = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let essence = named.and_then(|text| text.split(';').next()).unwrap_or_default().trim();
        match essence.to_ascii_lowercase().as_str() {
            "audio/mpeg" | "audio/mp3" => Ok(Audio::Mp3),
            "audio/wav" | "audio/wave" | "audio/x-wav" | "audio/vnd.wave" => Ok(Audio::Wav),
            _ => Err(ApiError::Unsupported {
                field: "content-type",
                message: "audio/mpeg or audio/wav",
            }),
        }
    }

    /// The kind that a file is.
    pub(crate) fn of(file: &[u8]) -> Option<Self> {
        [Audio::Mp3, Audio::Wav].into_iter().find(|audio| audio.begins(file))
    }

    /// Its content type, in the one spelling that is stored.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Audio::Mp3 => "audio/mpeg",
            Audio::Wav => "audio/wav",
        }
    }

    pub(crate) fn extension(self) -> &'static str {
        match self {
            Audio::Mp3 => "mp3",
            Audio::Wav => "wav",
        }
    }

    /// Whether a file begins as one of this kind does.
    pub(crate) fn begins(self, file: &[u8]) -> bool {
        match self {
            Audio::Mp3 => file.starts_with(b"ID3") || is_mp3_frame(file),
            Audio::Wav => file.starts_with(b"RIFF") && file.get(8..12) == Some(b"WAVE"),
        }
    }
}

/// The header of an MPEG audio frame (ISO 11172-3, 2.4.1.3): eleven bits set, a version, layer III, a
/// bit rate and a sampling rate that exist.
fn is_mp3_frame(file: &[u8]) -> bool {
    let &[0xff, second, third, _, ..] = file else {
        return false;
    };
    let (sync, version, layer) = (second >> 5, second >> 3 & 3, second >> 1 & 3);
    let (bit_rate, sampling_rate) = (third >> 4, third >> 2 & 3);
    sync == 7 && version != 1 && layer == 1 && bit_rate != 15 && sampling_rate != 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_first_bytes() {
        let wav = b"RIFF\x24\0\0\0WAVEfmt ";
        for (kind, file) in [
            (Audio::Mp3, &b"ID3\x04\0"[..]),
            (Audio::Mp3, &[0xff, 0xfb, 0x90, 0x64]),
            (Audio::Mp3, &[0xff, 0xf3, 0x40, 0xc0]),
            (Audio::Wav, wav),
        ] {
            assert!(kind.begins(file), "{kind:?} {file:?}");
        }
        for (kind, file) in [
            (Audio::Mp3, &wav[..]),
            (Audio::Mp3, &[0xff, 0xfb]),
            (Audio::Mp3, &[0xff, 0xf9, 0x50, 0x80]), // AAC
            (Audio::Mp3, &[0xff, 0xfb, 0xf0, 0x64]), // no such bit rate
            (Audio::Mp3, b"<html>"),
            (Audio::Wav, b"RIFF\x24\0\0\0AVI "),
            (Audio::Wav, b"RIFF"),
            (Audio::Wav, b"ID3\x04\0"),
        ] {
            assert!(!kind.begins(file), "{kind:?} {file:?}");
        }
    }
}
