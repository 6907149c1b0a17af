//! What the program can be told to do, one file a command.

pub(crate) mod audit;
pub(crate) mod bench;
pub(crate) mod check;
mod embedded_sandbox;
mod failure;
mod installation;
mod kept_secret;
mod listen;
mod output;
pub(crate) mod sandbox;
pub(crate) mod serve;
mod shutdown;
pub(crate) mod staff;

use failure::Failure;
