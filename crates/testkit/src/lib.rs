//! For tests only: decode what the connector wrote with code that is not ours, compare it with what the
//! simulated instance holds, and run the binary.

pub mod decode;
pub mod oracle;
pub mod program;
