//! The first bytes of a `.c1z` file, and what they promise about the rest.
//!
//! Source: the bytes of files written by the Go SDK 0.2.58 and 0.25, kept in `tests/golden/`.

/// Length of the magic prefix, in bytes.
pub const MAGIC_LEN_BYTES: usize = 5;

/// The prefix of the SQLite layout.
pub const MAGIC_V1: [u8; MAGIC_LEN_BYTES] = *b"C1ZF\0";

/// The prefix of the key-value layout.
pub const MAGIC_V3: [u8; MAGIC_LEN_BYTES] = *b"C1Z3\0";

/// The layout a file announces in its magic prefix. Never taken from the file's extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// `C1ZF\0`, then one or more zstd frames that hold one SQLite database.
    V1,
    /// `C1Z3\0`, then a manifest and a packed key-value store. Only the manifest is read here.
    V3,
}

impl Format {
    /// Reads the layout from the first bytes of a file, or `None` if they announce neither.
    #[must_use]
    pub fn detect(magic: &[u8]) -> Option<Self> {
        match magic.get(..MAGIC_LEN_BYTES)? {
            prefix if prefix == MAGIC_V1 => Some(Self::V1),
            prefix if prefix == MAGIC_V3 => Some(Self::V3),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_decides() {
        let check = |bytes: &[u8], expected| assert_eq!(Format::detect(bytes), expected, "{bytes:?}");
        check(b"C1ZF\0", Some(Format::V1));
        check(b"C1ZF\0and more", Some(Format::V1));
        check(b"C1Z3\0", Some(Format::V3));
        check(b"C1ZF\x01", None);
        check(b"C1ZF", None);
        check(b"", None);
        check(b"PK\x03\x04\x05", None);
    }
}
