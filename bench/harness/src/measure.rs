//! Measures all programs in turns, so that whatever disturbs the machine disturbs all alike.

use std::time::Duration;

use crate::endpoint::Endpoint;
use crate::figures::{Figures, What};
use crate::options::Options;
use crate::process::Process;
use crate::program::Program;
use crate::stats::{mean, median};
use crate::world::World;

/// Warm invocations of a program before it is the next one's turn.
const ROUND: usize = 50;
/// Of so many warm invocations that count, one is made before: until then Node compiles.
const WARM_UP: usize = 10;

pub(crate) async fn all(
    world: &mut World,
    programs: &[Program],
    options: &Options,
) -> anyhow::Result<Figures> {
    let mut figures = Figures::default();
    let endpoints: Vec<_> = Endpoint::ALL.into_iter().filter(|one| world.has(*one)).collect();
    for round in 0..options.cold {
        println!("cold starts, round {} of {}", round + 1, options.cold);
        for &endpoint in &endpoints {
            world.go_to(endpoint);
            for at in turns(programs.len(), round) {
                cold(world, (at, &programs[at]), endpoint, &mut figures).await?;
            }
        }
    }
    warm(world, programs, options.warm, &mut figures).await?;
    Ok(figures)
}

/// The places of all in the order of this round: each is the first once.
fn turns(count: usize, round: usize) -> impl Iterator<Item = usize> {
    (0..count).map(move |turn| (turn + round) % count)
}

/// One cold start with its first invocation.
async fn cold(
    world: &mut World,
    (at, program): (usize, &Program),
    endpoint: Endpoint,
    figures: &mut Figures,
) -> anyhow::Result<()> {
    let event = world.event(program)?;
    let mut process = Process::start(world, program, endpoint).await?;
    let first = process.invoke(event).await?;
    figures.add((at, endpoint, What::Init), millis(process.init));
    figures.add((at, endpoint, What::First), millis(first.wall));
    figures.add((at, endpoint, What::Start), millis(process.init + first.wall));
    figures.add((at, endpoint, What::FirstCpu), millis(first.cpu));
    process.end().await
}

/// A warm process of one program at one endpoint.
struct Warm {
    at: usize,
    endpoint: Endpoint,
    process: Process,
}

async fn warm(
    world: &mut World,
    programs: &[Program],
    count: usize,
    figures: &mut Figures,
) -> anyhow::Result<()> {
    let mut all = Vec::new();
    for endpoint in Endpoint::ALL.into_iter().filter(|endpoint| endpoint.is_for_warm()) {
        world.go_to(endpoint);
        for (at, program) in programs.iter().enumerate() {
            let mut process = Process::start(world, program, endpoint).await?;
            for _ in 0..count.div_ceil(WARM_UP) {
                let event = world.event(program)?;
                process.invoke(event).await?;
            }
            all.push(Warm { at, endpoint, process });
        }
    }
    let rounds = count.div_ceil(ROUND);
    for round in 0..rounds {
        println!("warm invocations, round {} of {rounds}", round + 1);
        for turn in turns(all.len(), round) {
            all[turn].round(world, programs, figures).await?;
        }
    }
    for Warm { at, endpoint, process } in all {
        figures.add((at, endpoint, What::Peak), megabytes(process.peak()?));
        process.end().await?;
    }
    Ok(())
}

impl Warm {
    async fn round(
        &mut self,
        world: &mut World,
        programs: &[Program],
        figures: &mut Figures,
    ) -> anyhow::Result<()> {
        world.go_to(self.endpoint);
        let (mut walls, mut times) = (Vec::new(), Vec::new());
        for _ in 0..ROUND {
            let event = world.event(&programs[self.at])?;
            let invoked = self.process.invoke(event).await?;
            walls.push(millis(invoked.wall));
            times.push(millis(invoked.cpu));
        }
        figures.add((self.at, self.endpoint, What::Warm), median(&walls));
        figures.add((self.at, self.endpoint, What::WarmCpu), mean(&times));
        for wall in walls {
            figures.add((self.at, self.endpoint, What::EachWarm), wall);
        }
        Ok(())
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

#[allow(clippy::cast_precision_loss, reason = "nobody has so much memory")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_first_once() {
        let order: Vec<Vec<_>> = (0..3).map(|round| turns(3, round).collect()).collect();
        assert_eq!(order, [[0, 1, 2], [1, 2, 0], [2, 0, 1]]);
    }
}
