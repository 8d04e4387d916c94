//! Actions: named operations on the remote system, with the shape of what they take and return.

use crate::ResourceTypeId;

/// What an action is called, takes and returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionSchema {
    /// The name by which it is invoked, such as `disable_user`.
    pub name: String,
    /// The name people see.
    pub display_name: String,
    /// What it does, in a sentence.
    pub description: String,
    /// What it takes, in the order of a form.
    pub arguments: Vec<Field>,
    /// What its result holds.
    pub return_types: Vec<Field>,
    /// What it is good for.
    pub kinds: Vec<ActionKind>,
    /// The type of the resources it works on, if it belongs to one type.
    pub resource_type: Option<ResourceTypeId>,
}

/// One argument or one part of a result; also one setting of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The key.
    pub name: String,
    /// The label people see.
    pub display_name: String,
    /// What it means; may be empty.
    pub description: String,
    /// An example of a value; may be empty.
    pub placeholder: String,
    /// Whether it has to be given.
    pub is_required: bool,
    /// What kind of value it takes.
    pub kind: FieldKind,
}

impl Field {
    /// A field that may be left out.
    #[must_use]
    pub fn new(name: &str, display_name: &str, kind: FieldKind) -> Self {
        Self {
            name: name.to_owned(),
            display_name: display_name.to_owned(),
            description: String::new(),
            placeholder: String::new(),
            is_required: false,
            kind,
        }
    }

    /// Makes it one that has to be given.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    /// Says what it means.
    #[must_use]
    pub fn described(mut self, description: &str) -> Self {
        description.clone_into(&mut self.description);
        self
    }

    /// Shows an example of a value.
    #[must_use]
    pub fn placeholder(mut self, placeholder: &str) -> Self {
        placeholder.clone_into(&mut self.placeholder);
        self
    }
}

/// What kind of value a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Text.
    Text,
    /// True or false.
    Bool,
    /// A whole number.
    Int,
    /// A list of texts.
    Texts,
    /// Texts by key.
    TextMap,
}

/// What an action is good for.
///
/// Within one resource type no two actions may share a kind other than [`ActionKind::Dynamic`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionKind {
    /// Anything that has no kind of its own.
    Dynamic,
    /// Something about accounts.
    Account,
    /// Changes the profile of an account.
    AccountUpdateProfile,
    /// Keeps an account from signing in.
    AccountDisable,
    /// Lets an account sign in again.
    AccountEnable,
}
