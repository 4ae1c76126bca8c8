//! The Lambda binary: see the library of the same name.

fn main() -> Result<(), shared::lambda::Error> {
    shared::lambda::run_worker::<spool::Spool>()
}
