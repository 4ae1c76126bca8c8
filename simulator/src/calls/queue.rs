//! `<Enqueue>`: the caller waits until somebody takes the call, as the script says.

use super::super::form::Fields;
use super::super::sids;
use super::super::twiml::Element;
use super::super::webhook::Method;
use super::activity::Activity;
use super::actor::{Actor, millis};
use super::attributes::attribute;
use super::fetch;
use super::forms;
use super::leg::seconds;
use super::party::Party;
use super::report::{CallError, Heard, Kind};
use super::scene::{Next, Role, Scene};
use super::source::{Request, Source};
use super::stop::Stop;

/// As many as a queue takes.
const LARGEST_QUEUE: &str = "1000";

/// A caller in a queue.
struct Waiting<'a> {
    scene: &'a Scene,
    verb: &'a Element,
    queue_sid: String,
    since: i64,
}

pub(super) async fn enqueue(scene: &Scene, verb: &Element) -> Result<Next, Stop> {
    scene.answer().await?;
    let name = format!("queue:{}", verb.text);
    let seed = format!("{}/{name}", scene.session.setting.account.sid);
    let waiting =
        Waiting { scene, verb, queue_sid: sids::derived("QU", &seed), since: scene.now() };
    let agent = scene.session.party(&name);
    let queued = scene.leg.begins(Activity::Queued);
    let outcome = waiting.wait(agent.as_ref()).await;
    drop(queued);
    let waited = seconds(scene.now() - waiting.since);
    let (result, stop) = match outcome {
        Ok(party) => ("bridged", waiting.talk(party).await),
        Err(Stop::Leave) => ("leave", None),
        Err(stop @ (Stop::Gone | Stop::HangUp)) => ("hangup", Some(stop)),
        Err(stop) => return Err(stop),
    };
    waiting.go_on((result, waited), stop).await
}

impl Waiting<'_> {
    /// Until somebody takes the call.
    async fn wait<'p>(&self, agent: Option<&'p Party>) -> Result<&'p Party, Stop> {
        let arrival = agent.and_then(|party| Some((party, millis(party.answers_after()?))));
        let comes = async {
            let Some((party, after)) = arrival else { return std::future::pending().await };
            self.scene.session.clock.sleep_until(self.since + after).await;
            party
        };
        tokio::select! {
            biased;
            party = comes => Ok(party),
            stop = self.hold_on(arrival.is_none()) => Err(stop),
        }
    }

    /// Hears what is played to those who wait, until it ends the wait. Who waits for nobody and has
    /// nothing else to do hangs up.
    async fn hold_on(&self, for_nobody: bool) -> Stop {
        let is_hopeless = || {
            let actor = self.scene.leg.actor();
            let is_live = self.scene.leg.handset().is_some();
            for_nobody && actor.hangs_up_at().is_none() && !actor.holds() && !is_live
        };
        let (url, method) = match self.scene.callback(self.verb, "waitUrl") {
            Ok(Some(wait)) => wait,
            Ok(None) => {
                self.scene.leg.hears(Heard::Music);
                if is_hopeless() {
                    return Stop::Gone;
                }
                return self.scene.leg.gone(&self.scene.session.clock).await;
            }
            Err(stop) => return stop,
        };
        loop {
            let began = self.scene.now();
            if let Err(stop) = self.play(&url, method).await {
                return stop;
            }
            if is_hopeless() {
                return Stop::Gone;
            }
            if self.scene.now() == began {
                let message = "the document of `waitUrl` takes no time, so it would go in circles";
                return Stop::Failed(CallError::not_simulated(message));
            }
        }
    }

    async fn play(&self, url: &str, method: Method) -> Result<(), Stop> {
        let scene = self.scene.part(&self.scene.leg, Role::Waiting);
        let waited = seconds(self.scene.now() - self.since).to_string();
        let fields = forms::present([
            ("QueuePosition", Some("1".to_owned())),
            ("QueueSid", Some(self.queue_sid.clone())),
            ("QueueTime", Some(waited.clone())),
            ("AvgQueueTime", Some(waited)),
            ("CurrentQueueSize", Some("1".to_owned())),
            ("MaxQueueSize", Some(LARGEST_QUEUE.to_owned())),
        ]);
        let request = Request { kind: Kind::QueueWait, url: url.to_owned(), method, fields };
        scene.play(Source::Request(request)).await
    }

    /// Talks to whoever took the call; returns why the caller cannot go on, if so.
    async fn talk(&self, party: &Party) -> Option<Stop> {
        let (leg, clock) = (&self.scene.leg, &self.scene.session.clock);
        let began = clock.now();
        let other = Actor::party(party.actions(), began).talks_until(began);
        let caller = leg.actor().talks_until(began);
        let _talking = leg.begins(Activity::Talking { hangup_on_star: false, is_heard: false });
        let other_done = async {
            match other {
                Some(time) => clock.sleep_until(time).await,
                None => std::future::pending().await,
            }
        };
        let stop = tokio::select! {
            biased;
            stop = leg.commanded(clock) => Some(stop),
            () = other_done => None,
            () = leg.has_enough(clock, caller) => Some(Stop::Gone),
        };
        leg.hears(Heard::Talked(seconds(clock.now() - began)));
        stop
    }

    async fn go_on(&self, (result, waited): (&str, i64), stop: Option<Stop>) -> Result<Next, Stop> {
        if attribute(self.verb, "action").is_none() {
            return stop.map_or(Ok(Next::Verb), Err);
        }
        let fields = self.fields(result, waited);
        let mut action = self.scene.action(self.verb, Kind::EnqueueAction, fields)?;
        match stop {
            None => Ok(Next::Document(action)),
            Some(stop @ (Stop::Gone | Stop::HangUp)) => {
                action.fields.push(("CallStatus".to_owned(), "completed".to_owned()));
                fetch::tell(&self.scene.session, &self.scene.leg, &action).await;
                Err(stop)
            }
            Some(stop) => Err(stop),
        }
    }

    fn fields(&self, result: &str, waited: i64) -> Fields {
        forms::present([
            ("QueueResult", Some(result.to_owned())),
            ("QueueSid", Some(self.queue_sid.clone())),
            ("QueueTime", Some(waited.to_string())),
        ])
    }
}
