//! Statuses with a rank: the higher rank wins, whatever arrives first.

/// How far something has come, as one of its status names says.
pub trait Ranked: Sized {
    /// How far; `None` for a status that Twilio has added since.
    fn rank(&self) -> Option<u8>;

    /// The furthest of several; `None` when none of them is known.
    fn furthest(statuses: impl IntoIterator<Item = Self>) -> Option<Self> {
        let known = statuses.into_iter().filter(|status| status.rank().is_some());
        known.max_by_key(Self::rank)
    }
}

/// Defines a status from Twilio's names and our ranks. Beside the variants it has `Unknown`, which
/// is kept in the history and moves nothing.
macro_rules! ranked_status {
    (
        $(#[$doc:meta])* $name:ident {
            $($(#[$variant_doc:meta])* $variant:ident = $text:literal, $rank:literal;)+
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
            /// A status Twilio has added since; kept in the history, moves nothing.
            Unknown($crate::label::Label),
        }

        impl $name {
            /// The status as Twilio writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Unknown(name) => name.as_str(),
                }
            }

            /// How far it has come; `None` for an unknown status.
            pub fn rank(&self) -> Option<u8> {
                match self {
                    $(Self::$variant => Some($rank),)+
                    Self::Unknown(_) => None,
                }
            }
        }

        impl $crate::ranked::Ranked for $name {
            fn rank(&self) -> Option<u8> {
                self.rank()
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::label::InvalidLabel;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    other => other.parse().map(Self::Unknown),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<T: serde::Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        #[cfg(test)]
        impl $name {
            /// Every known status, by rising rank.
            pub(crate) const KNOWN: &'static [Self] = &[$(Self::$variant,)+];
        }
    };
}

pub(crate) use ranked_status;

#[cfg(test)]
mod tests {
    use crate::status::{CallStatus, MessageStatus, RecordingStatus};

    macro_rules! check {
        ($name:ident) => {
            for status in $name::KNOWN {
                assert_eq!(status.as_str().parse::<$name>().as_ref(), Ok(status));
            }
            let ranks = $name::KNOWN.iter().map(|status| status.rank().unwrap());
            assert!(ranks.collect::<Vec<_>>().is_sorted_by(|a, b| a < b));
            let status: $name = "deferred".parse().unwrap();
            assert_eq!((status.as_str(), status.rank()), ("deferred", None));
            assert!("".parse::<$name>().is_err());
            assert!("a b".parse::<$name>().is_err());
            assert!("x".repeat(65).parse::<$name>().is_err());
        };
    }

    #[test]
    fn every_known_status_reads_back_and_an_unknown_one_has_no_rank() {
        check!(MessageStatus);
        check!(CallStatus);
        check!(RecordingStatus);
    }

    #[test]
    fn the_furthest_is_a_known_one() {
        use super::Ranked;
        let statuses = ["ringing", "deferred", "completed", "in-progress"];
        let statuses = statuses.map(|text| text.parse::<CallStatus>().unwrap());
        assert_eq!(CallStatus::furthest(statuses), Some(CallStatus::Completed));
        assert_eq!(CallStatus::furthest(["deferred".parse().unwrap()]), None);
    }
}
