//! Starts the simulator and is the handle to it.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use axum::Router;
use axum::middleware;
use futures::channel::oneshot;
use tokio::net::TcpListener;

use super::accounts::{Account, AccountChange, AccountStatus, Limits, NewAccount};
use super::addresses::{Channel, bare};
use super::calls::{self, Callbacks, OutsideCall, Party, PlayedCall, Switchboard};
use super::cdn;
use super::clock::Clock;
use super::delivery::{Answer, Delivery};
use super::door;
use super::faults::Faults;
use super::feed::Feed;
use super::form::Spaces;
use super::hosts::Hosts;
use super::inbound;
use super::inbound_message::{Delivered, InboundMessage};
use super::inventory::Stock;
use super::links::Links;
use super::log::Log;
use super::media_log::MediaRequest;
use super::numbers::{NewNumber, Number};
use super::outgoing::{self, Deliveries, ReplyLimit};
use super::post::Poster;
use super::state::State;
use super::statuses::{self, StatusCallbacks, StatusesSent};
use super::store::Store;
use super::webhook::{Method, Webhook};
use super::{outside, rest};

/// How to start.
#[derive(Debug, Clone)]
pub struct Options {
    /// Loopback address to listen on; port 0 takes any free one.
    pub addr: SocketAddr,
    /// Directory that keeps the state; without it, the state ends with the simulator.
    pub data: Option<PathBuf>,
    /// Tells the times of accounts, numbers and messages. Calls have clocks of their own.
    pub clock: Clock,
    /// Names in `Host` beside those of loopback and private addresses: hosts, or hosts with a port.
    pub hosts: Vec<String>,
}

/// A running simulator. It stops when the last clone is dropped.
#[derive(Clone)]
pub struct Twilio {
    pub(super) state: Arc<State>,
    _running: Arc<Running>,
}

/// Ends what goes on when it is dropped.
struct Running {
    state: Arc<State>,
    /// Its closing is the server's signal to stop.
    _server: oneshot::Sender<()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.state.deliveries.stop();
        self.state.feed.close();
    }
}

impl Twilio {
    /// Opens the state and serves it.
    pub async fn start(options: Options) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(options.addr)
            .await
            .with_context(|| format!("simulated Twilio: listening on {}", options.addr))?;
        let addr = listener.local_addr()?;
        let own = Hosts::of(addr.port()).and_private_addresses();
        let hosts = options.hosts.iter().try_fold(own, |hosts, name| hosts.and(name))?;
        let (deliveries, starts) = Deliveries::new();
        let feed = Arc::new(Feed::default());
        let state = Arc::new(State {
            url: format!("http://{addr}"),
            store: Store::open(options.data.as_deref())?.with_clock(options.clock),
            links: Links::new(format!("localhost:{}", addr.port())),
            media_log: Log::default(),
            poster: Poster::new(Arc::clone(&feed))?,
            feed,
            switchboard: Switchboard::default(),
            limits: Limits::default(),
            stock: Stock::default(),
            deliveries,
            replies: ReplyLimit::default(),
            faults: Faults::default(),
            rest_log: Log::default(),
        });
        let (server, stopped) = oneshot::channel();
        let door = middleware::from_fn_with_state(Arc::new(hosts), door::pass);
        let app = router(&state).with_state(Arc::clone(&state)).layer(door);
        let stop = async move {
            let _ = stopped.await;
        };
        tokio::spawn(axum::serve(listener, app).with_graceful_shutdown(stop).into_future());
        tokio::spawn(outgoing::send_all(Arc::downgrade(&state), starts));
        outgoing::resume(&state)?;
        let running = Running { state: Arc::clone(&state), _server: server };
        Ok(Self { state, _running: Arc::new(running) })
    }

    /// The routes under `/sim`, for another server of this machine that has them at its own port.
    /// Who may ask them is for that one to say.
    pub fn outside(&self) -> Router {
        outside::routes().with_state(Arc::clone(&self.state))
    }

    /// Root of the REST API: `http://127.0.0.1:PORT`.
    pub fn url(&self) -> &str {
        &self.state.url
    }

    /// Creates an account, or returns the one that has this SID already, unchanged.
    pub fn create_account(&self, new: NewAccount) -> anyhow::Result<Account> {
        self.state.store.account_create(new)
    }

    /// The account, if there is one.
    pub fn account(&self, sid: &str) -> anyhow::Result<Option<Account>> {
        Ok(self.state.store.account(sid)?)
    }

    /// Suspends, closes or reactivates an account. Closing releases its numbers.
    pub fn set_account_status(&self, sid: &str, status: AccountStatus) -> anyhow::Result<()> {
        let change = AccountChange { status: Some(status), ..AccountChange::default() };
        self.state.store.account_change(sid, &change).map(drop)
    }

    /// Creates a number, or replaces the settings of the one the account has already.
    pub fn create_number(&self, new: &NewNumber) -> anyhow::Result<Number> {
        self.state.store.number_put(new)
    }

    /// Numbers of an account, oldest first.
    pub fn numbers(&self, account_sid: &str) -> anyhow::Result<Vec<Number>> {
        Ok(self.state.store.numbers(Some(account_sid))?)
    }

    /// Does what `POST /sim/messages` does. Fails with a [`Refusal`](super::Refusal) where that
    /// answers 4xx.
    pub async fn send_message(&self, message: InboundMessage) -> anyhow::Result<Delivered> {
        inbound::send(&self.state, message).await
    }

    /// Does what `POST /sim/statuses` does. Fails with a [`Refusal`](super::Refusal) where that
    /// answers 4xx.
    pub async fn send_statuses(&self, callbacks: StatusCallbacks) -> anyhow::Result<StatusesSent> {
        statuses::send(&self.state, callbacks).await
    }

    /// Signs any form with an account's token, whatever its status, and posts it. Returns the
    /// answers to all copies that `delivery` asks for, at least one. Fails if there is no such
    /// account or the URL is none.
    pub async fn post_webhook(
        &self,
        url: &str,
        account_sid: &str,
        fields: &[(String, String)],
        delivery: &Delivery,
    ) -> anyhow::Result<Vec<Answer>> {
        self.webhook(Method::Post, (url, account_sid), fields, delivery).await
    }

    /// The same with another method: with GET the fields are in the query and signed with it.
    pub async fn webhook(
        &self,
        method: Method,
        (url, account_sid): (&str, &str),
        fields: &[(String, String)],
        delivery: &Delivery,
    ) -> anyhow::Result<Vec<Answer>> {
        let account = &self.account(account_sid)?.context("no such account")?;
        let (fields, spaces) = (fields.to_vec(), Spaces::Plus);
        let webhook =
            Webhook { account, method, url, fallback_url: None, fields, spaces, delivery };
        self.state.poster.send(&webhook).await
    }

    /// Does what `POST /sim/calls` does: plays a call to its end. Fails with a
    /// [`Refusal`](super::Refusal) where that answers 4xx.
    pub async fn place_call(&self, call: OutsideCall) -> anyhow::Result<PlayedCall> {
        calls::place(&self.state, call).await
    }

    /// What has happened so far in a call that this simulator played or plays; `None` if it did
    /// not. What `GET /sim/calls/{CallSid}` shows.
    pub fn call(&self, sid: &str) -> anyhow::Result<Option<PlayedCall>> {
        self.state.switchboard.played(sid, &self.state.store)
    }

    /// Waits until a call is over, its callbacks included; then as [`Twilio::call`].
    pub async fn finished_call(&self, sid: &str) -> anyhow::Result<PlayedCall> {
        self.state.switchboard.wait(sid).await;
        self.call(sid)?.with_context(|| format!("no call {sid} was played here"))
    }

    /// SIDs of an account's calls, legs included, the latest first.
    pub fn calls(&self, account_sid: &str) -> anyhow::Result<Vec<String>> {
        let calls = self.state.store.calls(account_sid)?;
        Ok(calls.into_iter().map(|call| call.sid).collect())
    }

    /// Says how an outside party takes calls, by its address: E.164, `client:…`, `sip:…`,
    /// `conference:NAME` or `queue:NAME`.
    pub fn set_party(&self, address: &str, party: Party) {
        self.state.switchboard.set_party(address.to_owned(), party);
    }

    /// Sets the order of callbacks of calls that the REST API starts from now on.
    pub fn set_callbacks(&self, callbacks: Callbacks) {
        self.state.switchboard.set_callbacks(callbacks);
    }

    /// Requests for media and for the files of recordings so far, oldest first.
    pub fn media_requests(&self) -> Vec<MediaRequest> {
        self.state.media_log.all()
    }

    /// Whether `sender` has told `number` to stop. Addresses may carry `whatsapp:`.
    pub fn is_opted_out(&self, number: &str, sender: &str) -> anyhow::Result<bool> {
        let channel = Channel::Sms.of(sender, number);
        let (number, sender) = (channel.address(bare(number)), channel.address(bare(sender)));
        Ok(self.state.store.is_opted_out(&number, &sender)?)
    }
}

fn router(state: &Arc<State>) -> Router<Arc<State>> {
    let gate = middleware::from_fn_with_state(Arc::clone(state), rest::pass);
    rest::routes().layer(gate).merge(cdn::routes()).merge(outside::routes())
}
