//! `Debug` of the messages that hold a secret in the clear: everything but the secret.

use std::fmt;

use crate::connector::v2::{PlaintextData, local_credential_options::PlaintextPassword};

/// Stands where the secret would.
const REDACTED: &str = "[redacted]";

impl fmt::Debug for PlaintextPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PlaintextPassword").field("plaintext_password", &format_args!("{REDACTED}")).finish()
    }
}

impl fmt::Debug for PlaintextData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PlaintextData")
            .field("name", &self.name)
            .field("description", &self.description)
            .field("schema", &self.schema)
            .field("bytes", &format_args!("{REDACTED}"))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connector::v2::{LocalCredentialOptions, local_credential_options::Options};

    #[test]
    fn debug_shows_no_secret() {
        let options = LocalCredentialOptions {
            options: Some(Options::PlaintextPassword(PlaintextPassword {
                plaintext_password: "hunter2".to_owned(),
            })),
            force_change_at_next_login: true,
        };
        let text = format!("{options:?}");
        assert!(text.contains(REDACTED) && text.contains("force_change_at_next_login: true"), "{text}");
        assert!(!text.contains("hunter2"), "{text}");

        let data =
            PlaintextData { name: "password".to_owned(), bytes: b"hunter2".to_vec(), ..Default::default() };
        let text = format!("{data:?}");
        assert!(text.contains(REDACTED) && text.contains("password"), "{text}");
        assert!(!text.contains("104"), "the bytes must not appear as numbers either: {text}");
    }
}
