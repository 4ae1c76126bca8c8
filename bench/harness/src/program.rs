//! What is measured.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde_json::Value;

use crate::function::Function;
use crate::options::Options;
use crate::peer;

/// Whose program it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// A function of this repository.
    Product,
    /// The same in Node.
    Peer,
    /// Answers and does nothing else.
    Empty,
    /// Makes the call to `DynamoDB` that `sms` makes, and does nothing else.
    Single,
}

/// A program that runs as a Lambda function.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(crate) side: Side,
    /// Whose events it gets.
    pub(crate) function: Function,
    /// Program and arguments.
    pub(crate) command: Vec<PathBuf>,
    /// Name of the handler, as Lambda gives it.
    pub(crate) handler: &'static str,
    /// The file that is deployed; its folder is the task's root.
    pub(crate) file: PathBuf,
}

impl Program {
    /// What tables call it.
    pub(crate) fn name(&self) -> String {
        match self.side {
            Side::Product => self.function.name().to_owned(),
            Side::Peer => format!("{}, Node", self.function.name()),
            Side::Empty => "empty".to_owned(),
            Side::Single => "one transaction".to_owned(),
        }
    }

    /// Whether it writes records.
    pub(crate) fn writes(&self) -> bool {
        self.side != Side::Empty
    }

    /// Whether this is how it answers.
    pub(crate) fn is_answer(&self, answer: &Value) -> bool {
        match self.side {
            Side::Empty => answer["statusCode"] == 200,
            Side::Product | Side::Peer | Side::Single => self.function.is_answer(answer),
        }
    }

    pub(crate) fn is(&self, side: Side, function: Function) -> bool {
        self.side == side && self.function == function
    }
}

/// All programs, each product beside its peer.
pub(crate) fn all(options: &Options) -> anyhow::Result<Vec<Program>> {
    let mut programs = Vec::new();
    for function in Function::ALL {
        let binary = binary(&options.binaries, function.name())?;
        programs.push(native(Side::Product, function, binary));
        let (command, file) = peer::command(&options.peer, function)?;
        let (side, handler) = (Side::Peer, peer::HANDLER);
        programs.push(Program { side, function, command, handler, file });
    }
    for (side, name) in [(Side::Empty, "empty"), (Side::Single, "single")] {
        programs.push(native(side, Function::Sms, binary(&options.binaries, name)?));
    }
    Ok(programs)
}

fn native(side: Side, function: Function, binary: PathBuf) -> Program {
    Program { side, function, command: vec![binary.clone()], handler: "bootstrap", file: binary }
}

fn binary(folder: &Path, name: &str) -> anyhow::Result<PathBuf> {
    folder.join(name).canonicalize().with_context(|| format!("{name} is not built"))
}
