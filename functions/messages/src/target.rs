//! To whom a message goes: an address, or the other side of a conversation.

use serde::Serialize;
use shared::api::{ApiError, Fields, invalid};
use shared::app::App;
use shared::ids::TenantId;
use shared::records::{Thread, ThreadId};
use shared::store::StoreError;
use twilio::phone::{Channel, E164, Party};

use crate::limits;

/// The receiver as the website names it.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub(crate) enum Target {
    Address(Address),
    Thread(ThreadId),
}

/// An address on a channel.
#[derive(Debug, PartialEq, Serialize)]
pub(crate) struct Address {
    pub(crate) channel: Channel,
    #[serde(serialize_with = "text")]
    pub(crate) to: Party,
}

/// Who receives a message.
pub(crate) struct Receiver {
    pub(crate) channel: Channel,
    /// The address that is written to, unless the person last wrote from another one.
    pub(crate) address: Party,
    /// All addresses that the person has on this channel, first the one that stands for all.
    pub(crate) parties: Vec<Party>,
    /// The tenant's side, if a conversation says which.
    pub(crate) own: Option<E164>,
}

impl Target {
    pub(crate) fn take(fields: &mut Fields) -> Result<Self, ApiError> {
        let channel = fields.channel()?;
        let Some(thread_id) = fields.text("thread_id")? else {
            let channel = channel.unwrap_or(Channel::Sms);
            return Ok(Self::Address(Address { channel, to: fields.party("to", channel)? }));
        };
        if fields.take("to").is_some() {
            return invalid("to", "absent beside `thread_id`");
        }
        if channel.is_some() {
            return invalid("channel", "absent beside `thread_id`, which says it");
        }
        match thread_id.parse() {
            Ok(id) => Ok(Self::Thread(id)),
            Err(_) => invalid("thread_id", "one of your conversations"),
        }
    }

    /// The field of the request that says it.
    pub(crate) fn field(&self) -> &'static str {
        match self {
            Target::Address(_) => "to",
            Target::Thread(_) => "thread_id",
        }
    }

    /// Finds out who that is, and whether Twilio sends there at all.
    pub(crate) async fn receiver(
        &self,
        app: &App,
        tenant: &TenantId,
    ) -> Result<Receiver, ApiError> {
        let receiver = match self {
            Target::Address(Address { channel, to }) => {
                Receiver::of(app, tenant, (*channel, to.clone(), None)).await?
            }
            Target::Thread(id) => match app.store.thread_get(tenant, id).await? {
                Some(thread) => of_thread(app, tenant, &thread).await?,
                None => return invalid("thread_id", "one of your conversations"),
            },
        };
        if let Party::Number(number) = &receiver.address {
            limits::check_destination(app, (self.field(), number))?;
        }
        Ok(receiver)
    }
}

async fn of_thread(app: &App, tenant: &TenantId, thread: &Thread) -> Result<Receiver, ApiError> {
    if thread.thread_id.is_group() {
        return Err(ApiError::Conflict {
            code: "group",
            message: "a group cannot be answered as one: Twilio sends to one receiver at a time; \
                      write to a member",
        });
    }
    let address: Party = thread.contact_number.parse().unwrap_or(Party::Anonymous);
    let is_person = matches!(address, Party::Number(_)) || address.is_user_id();
    match thread.channel {
        Channel::Sms | Channel::Whatsapp if is_person => {}
        Channel::Sms | Channel::Whatsapp => {
            return Err(ApiError::Conflict {
                code: "not_answerable",
                message: "Twilio sends nothing to short codes, names and withheld numbers",
            });
        }
        Channel::Rcs | Channel::Messenger => {
            return Err(ApiError::Conflict {
                code: "not_answerable",
                message: "Twilio answers RCS through a Messaging Service and Messenger from a page, \
                          and numbers here have neither",
            });
        }
    }
    let own = thread.own_number.parse().ok();
    Ok(Receiver::of(app, tenant, (thread.channel, address, own)).await?)
}

impl Receiver {
    async fn of(
        app: &App,
        tenant: &TenantId,
        (channel, address, own): (Channel, Party, Option<E164>),
    ) -> Result<Self, StoreError> {
        let parties = app.store.contact_parties(tenant, channel, &address).await?;
        Ok(Self { channel, address, parties, own })
    }

    /// The address that stands for all that the person has.
    pub(crate) fn person(&self) -> &Party {
        self.parties.first().unwrap_or(&self.address)
    }
}

fn text<S: serde::Serializer>(party: &Party, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(party.as_str())
}
