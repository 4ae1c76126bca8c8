//! Receipt handles: they name the queue, the message and the receive.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::aws::Refusal;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Receipt {
    pub(super) queue: String,
    pub(super) message_id: String,
    /// New for each receive.
    pub(super) receive: String,
}

impl Receipt {
    pub(super) fn handle(&self) -> String {
        BASE64.encode(format!("{} {} {}", self.queue, self.message_id, self.receive))
    }
}

/// Reads a handle that must be of `queue`.
pub(super) fn parse(queue: &str, handle: &str) -> Result<Receipt, Refusal> {
    let found = BASE64.decode(handle).ok().and_then(|text| read(&text));
    found.filter(|receipt| receipt.queue == queue).ok_or_else(|| {
        let message = format!("the receipt handle is not one of {queue}");
        Refusal::sender("ReceiptHandleIsInvalid", message)
    })
}

fn read(text: &[u8]) -> Option<Receipt> {
    let mut parts = std::str::from_utf8(text).ok()?.split(' ').map(str::to_owned);
    let (queue, message_id, receive) = (parts.next()?, parts.next()?, parts.next()?);
    parts.next().is_none().then_some(Receipt { queue, message_id, receive })
}
