//! The sound of recordings: made up, but of the right length and format.

mod mp3;
mod wav;

use bytes::Bytes;

/// Formats that a recording can be had in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// PCM, 16 bits, 8 kHz.
    Wav,
    /// MPEG-2 Layer III, 32 kbit/s.
    Mp3,
}

impl Format {
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Wav => "audio/x-wav",
            Self::Mp3 => "audio/mpeg",
        }
    }

    /// A file of so many seconds with one or two channels: a tone as WAV, silence as MP3.
    pub(crate) fn file(self, seconds: u32, channels: u8) -> Bytes {
        match self {
            Self::Wav => wav::tone(seconds, channels),
            Self::Mp3 => mp3::silence(seconds, channels),
        }
        .into()
    }
}
