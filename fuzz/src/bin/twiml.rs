//! Target `twiml`: see `fuzz_entry`.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| fuzz_entry::run("twiml", input));
