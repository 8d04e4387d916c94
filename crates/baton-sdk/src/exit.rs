//! The codes with which a connector ends.
//!
//! Zero is success. Otherwise the code is the gRPC status that describes the failure best, as the Go
//! SDK does since 0.25 (`pkg/exit`); older Go connectors end with 1 whatever happened.
//! Source of the numbers: the gRPC status codes (`google.rpc.Code`).

use std::process::{ExitCode, Termination};

/// How a run ended, as the number that the shell sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
#[repr(u8)]
pub enum Code {
    /// Everything that was asked for is done.
    Ok = 0,
    /// Somebody interrupted the run.
    Cancelled = 1,
    /// A failure of no particular kind; also wrong flags and configuration files.
    Unknown = 2,
    /// The remote system says that what we asked makes no sense.
    InvalidArgument = 3,
    /// It took longer than allowed.
    DeadlineExceeded = 4,
    /// The thing asked for does not exist.
    NotFound = 5,
    /// The thing to be made exists.
    AlreadyExists = 6,
    /// Known to the remote system, but not allowed.
    PermissionDenied = 7,
    /// A limit is used up: quota, disk, memory.
    ResourceExhausted = 8,
    /// The world is not in the state that this needs, and waiting will not change it.
    FailedPrecondition = 9,
    /// A conflict with somebody else's change.
    Aborted = 10,
    /// Past the end of what there is.
    OutOfRange = 11,
    /// This build does not do that.
    Unimplemented = 12,
    /// A bug, here or there.
    Internal = 13,
    /// Out of reach for now; trying again may help.
    Unavailable = 14,
    /// Data is gone or damaged.
    DataLoss = 15,
    /// Not known to the remote system: credentials are missing or wrong.
    Unauthenticated = 16,
}

impl Code {
    /// Every code, in the order of their numbers.
    pub const ALL: [Self; 17] = [
        Self::Ok,
        Self::Cancelled,
        Self::Unknown,
        Self::InvalidArgument,
        Self::DeadlineExceeded,
        Self::NotFound,
        Self::AlreadyExists,
        Self::PermissionDenied,
        Self::ResourceExhausted,
        Self::FailedPrecondition,
        Self::Aborted,
        Self::OutOfRange,
        Self::Unimplemented,
        Self::Internal,
        Self::Unavailable,
        Self::DataLoss,
        Self::Unauthenticated,
    ];

    /// The number that the shell sees.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The code of a gRPC status; a number that gRPC does not define is [`Code::Unknown`].
    #[must_use]
    pub fn from_grpc(number: i32) -> Self {
        let known = usize::try_from(number).ok().and_then(|index| Self::ALL.get(index));
        known.copied().unwrap_or(Self::Unknown)
    }
}

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        Self::from(code.number())
    }
}

impl Termination for Code {
    fn report(self) -> ExitCode {
        self.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_grpc() {
        for (index, code) in Code::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(code.number()), index, "{code:?}");
            assert_eq!(Code::from_grpc(i32::from(code.number())), code);
        }
        assert_eq!(Code::Unauthenticated.number(), 16);
        assert_eq!(Code::from_grpc(17), Code::Unknown);
        assert_eq!(Code::from_grpc(-1), Code::Unknown);
    }
}
