//! The handle's part for what the REST API does: subaccounts that it opens, numbers that it sells,
//! messages that it sends, and what goes wrong.

use anyhow::Context as _;

use super::accounts::Account;
use super::addresses::bare;
use super::calls::Callbacks;
use super::faults::{Fault, Resource, RestFault};
use super::inventory::Inventory;
use super::messages::Wanted;
use super::outgoing::Phone;
use super::rest_log::RestRequest;
use super::sent::{self, SentMessage};
use super::server::Twilio;

impl Twilio {
    /// An account's subaccounts, closed ones included, oldest first.
    pub fn subaccounts(&self, owner_sid: &str) -> anyhow::Result<Vec<Account>> {
        Ok(self.state.store.subaccounts(owner_sid)?)
    }

    /// Gives an account another token, which signs from now on; the old one is worth nothing.
    pub fn replace_token(&self, sid: &str) -> anyhow::Result<Account> {
        self.state.store.token_replace(sid)?;
        self.account(sid)?.with_context(|| format!("no account {sid}"))
    }

    /// Has every number that calls a URL under one base call the same under another. Both are
    /// without a slash at the end. Says how many numbers that changed.
    pub fn move_webhooks(&self, from: &str, to: &str) -> anyhow::Result<usize> {
        let mut moved = 0;
        for mut number in self.state.store.numbers(None)? {
            let before = number.settings.clone();
            number.settings.rebase(from, to);
            if number.settings != before && self.state.store.number_update(&number)? {
                moved += 1;
            }
        }
        Ok(moved)
    }

    /// Sets how many subaccounts that are not closed each account may have; at first 1,000. What
    /// `POST /sim/limits` does.
    pub fn limit_subaccounts(&self, most: u32) {
        self.state.limits.set(most);
    }

    /// Does what `POST /sim/inventory` does. Fails if there is no such country or area code.
    pub fn set_inventory(&self, inventory: &Inventory) -> anyhow::Result<()> {
        Ok(self.state.stock.set(inventory, &self.state.store.owned_numbers()?)?)
    }

    /// What an account has sent, replies by Twilio itself included, the oldest first.
    pub fn sent_messages(&self, account_sid: &str) -> anyhow::Result<Vec<SentMessage>> {
        let wanted = Wanted { account_sid: Some(account_sid.to_owned()), ..Wanted::default() };
        let mut messages = sent::list(&self.state, &wanted)?;
        messages.retain(|message| message.direction != "inbound");
        Ok(messages)
    }

    /// Says how a phone takes messages from now on, by its number. A restart keeps it.
    pub fn set_phone(&self, number: &str, phone: Phone) -> anyhow::Result<()> {
        self.state.store.phone_set(bare(number), phone)
    }

    /// Sets the order of callbacks of messages that are sent from now on.
    pub fn set_message_callbacks(&self, callbacks: Callbacks) {
        self.state.deliveries.set_callbacks(callbacks);
    }

    /// Waits until no message is under way, callbacks included, but those scheduled for later.
    pub async fn settled(&self) {
        self.state.deliveries.settled(|| self.state.now()).await;
    }

    /// Makes something go wrong with the next request for a resource, and no other. Several faults
    /// wait for several requests.
    pub fn fail_next(&self, resource: Resource, fault: RestFault) {
        self.fail(Fault::next(resource, fault));
    }

    /// Makes something go wrong with requests to the REST API, after those that were planned
    /// before.
    pub fn fail(&self, fault: Fault) {
        self.state.faults.plan(fault);
    }

    /// Nothing that was planned goes wrong any more.
    pub fn heal(&self) {
        self.state.faults.heal();
    }

    /// Requests to the REST API so far, those that went wrong included, in the order they were
    /// answered.
    pub fn requests(&self) -> Vec<RestRequest> {
        self.state.rest_log.all()
    }
}
