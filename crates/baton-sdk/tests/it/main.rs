//! The runtime as a connector uses it: through its public items only.

mod cli;
