//! What the program does: one file for each command.

pub(crate) mod audit;
pub(crate) mod check;
pub(crate) mod demo;
pub(crate) mod provision;
pub(crate) mod recover;
pub(crate) mod sandbox;
pub(crate) mod sync;
