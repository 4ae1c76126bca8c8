//! What an application answers to an inbound message: the `conversation` goes from document to
//! document, and sends each `<Message>` as a `message` of the REST API is sent.

mod conversation;
mod message;

pub(super) use conversation::{Conversation, Followed, follow};
