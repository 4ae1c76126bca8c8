//! `Debug` of types that hold more than may be logged.

/// Implements `Debug` so that it shows these fields and nothing else of the type: what is left out is
/// secret, private or long.
#[macro_export]
macro_rules! debug_only {
    ($name:ident { $($field:ident),+ }) => {
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(stringify!($name))
                    $(.field(stringify!($field), &self.$field))+
                    .finish_non_exhaustive()
            }
        }
    };
}

#[cfg(test)]
mod tests {
    struct Letter {
        id: u8,
        sent: bool,
        text: &'static str,
    }

    debug_only!(Letter { id, sent });

    #[test]
    fn nothing_else_is_shown() {
        let letter = Letter { id: 7, sent: true, text: "Dear" };
        assert_eq!(format!("{letter:?}"), "Letter { id: 7, sent: true, .. }");
        assert_eq!(letter.text, "Dear");
    }
}
