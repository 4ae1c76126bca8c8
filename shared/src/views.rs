//! Records as the website reads them, where more than one function answers with them.

mod announced;
mod call;
mod file;
mod message;
mod reason;
mod thread;

pub use announced::announced;
pub use call::CallView;
pub use file::FileView;
pub use message::message;
pub use reason::Reason;
pub use thread::threads;
