//! How much a file may ask of us before we refuse it.
//!
//! A `.c1z` of a few kilobytes can claim to hold terabytes. Every number a file states about itself is
//! compared with these limits before memory or disk is given to it.

use std::time::Duration;

const MIB: u64 = 1 << 20;

/// Bounds on reading. The defaults are those of the Go SDK 0.25, so that a file it reads is read here too.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Most bytes a file may decompress to. Default 10 GiB.
    pub max_decoded_bytes: u64,
    /// Largest zstd window, as a power of two. Default 27, which is 128 MiB of memory.
    pub max_window_log: u32,
    /// Largest v3 manifest. Default 16 MiB, the format's own bound.
    pub max_manifest_bytes: u32,
    /// Largest single value (text or blob) in the database. Default 64 MiB; a genuine row has a few hundred
    /// bytes, and one asset at most some megabytes.
    pub max_value_bytes: u32,
    /// How long one query on a foreign database may work without producing a row. Default five minutes.
    /// It ends the endless walk through a b-tree whose pages point in a circle.
    pub max_query_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_decoded_bytes: 10 * 1024 * MIB,
            max_window_log: 27,
            max_manifest_bytes: 16 << 20,
            max_value_bytes: 64 << 20,
            max_query_time: Duration::from_secs(300),
        }
    }
}

impl Limits {
    /// Sets the decoded size in MiB, the unit of `BATON_DECODER_MAX_DECODED_SIZE_MB`. Zero keeps the default,
    /// as in the Go SDK.
    #[must_use]
    pub fn with_max_decoded_mib(mut self, mib: u64) -> Self {
        if mib > 0 {
            self.max_decoded_bytes = mib.saturating_mul(MIB);
        }
        self
    }

    /// Sets the decoder's window memory in MiB, the unit of `BATON_DECODER_MAX_MEMORY_MB`. Rounded down to a
    /// power of two between 1 KiB and 1 GiB. Zero keeps the default.
    #[must_use]
    pub fn with_max_window_mib(mut self, mib: u64) -> Self {
        if mib > 0 {
            self.max_window_log = mib.saturating_mul(MIB).ilog2().clamp(10, 30);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_in_mib_become_bytes_and_window_logs() {
        let limits = Limits::default().with_max_decoded_mib(3).with_max_window_mib(100);
        assert_eq!(limits.max_decoded_bytes, 3 << 20);
        assert_eq!(limits.max_window_log, 26);
        assert_eq!(Limits::default().with_max_decoded_mib(0), Limits::default());
        assert_eq!(Limits::default().with_max_window_mib(u64::MAX).max_window_log, 30);
        assert_eq!(Limits::default().with_max_decoded_mib(u64::MAX).max_decoded_bytes, u64::MAX);
    }
}
