//! What fuzzing calls: a function for each target. It takes any bytes, and panics where something does
//! not hold that holds for all of them.
//!
//! `cargo fuzz` calls them with what libFuzzer invents (`make fuzz`), `tests/fuzz_entry` with the corpus
//! and with what proptest invents, as part of `make test`.

mod body;
mod contacts;
mod cursor;
mod event;
mod form;
mod lines;
mod routes;
mod signature;
mod twiml;
mod webhooks;

pub use routes::ROUTES;

/// Something that reads what others send.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name, which is its corpus's folder.
    pub name: &'static str,
    /// Reads an input, and checks what comes of it.
    pub run: fn(&[u8]),
}

/// Every target.
pub const TARGETS: [Target; 7] = [
    Target { name: "form", run: form::run },
    Target { name: "signature", run: signature::run },
    Target { name: "twiml", run: twiml::run },
    Target { name: "event", run: event::run },
    Target { name: "cursor", run: cursor::run },
    Target { name: "body", run: body::run },
    Target { name: "contacts", run: contacts::run },
];

/// Reads an input as the target of this name does.
///
/// # Panics
/// If there is none, and where something does not hold.
pub fn run(name: &str, input: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name);
    (target.unwrap_or_else(|| panic!("no target {name}")).run)(input);
}
