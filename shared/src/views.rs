//! Records as the website reads them, where more than one function answers with them.

mod call;
mod file;
mod message;

pub use call::CallView;
pub use file::FileView;
pub use message::message;
