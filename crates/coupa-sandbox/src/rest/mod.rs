//! REST under `/api`: which paths there are, what they need, and how reads are answered.

mod body;
mod negotiate;
mod write_group;
mod write_user;

use http::{Method, StatusCode};

use body::reference_id;
pub(crate) use negotiate::{Formats, negotiate};

use crate::fault::FaultKind;
use crate::instance::Instance;
use crate::operation::Operation;
use crate::pages::read_page;
use crate::print::{Node, Printer};
use crate::query::{Listing, Pair, Selection};
use crate::reply::{Format, Problem, Reply};
use crate::schema::{Class, Record, View};
use crate::scope::{ScopeSet, read_scope, write_scope};
use crate::state::UserId;
use crate::switches::{DefaultFilter, EmptyList, RecordDelete, Served, WriteAnswer};

/// What a method on a path means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    List(Class),
    Show(Class, u64),
    Create(Class),
    Update(Class, u64),
    Delete(Class, u64),
    /// The content groups of a user.
    UserContentGroups(u64),
    /// Adding a content group to a user or taking one away; without an id they stand in the body.
    UserContentGroupsChange {
        user: u64,
        group: Option<u64>,
        add: bool,
    },
    /// A path that exists, but not for this method.
    WrongMethod,
    Nothing,
}

/// Finds the meaning of a method and a path such as `/api/users/7`.
pub(crate) fn route(method: &Method, path: &str) -> Action {
    let Some(rest) = path.strip_prefix("/api/") else { return Action::Nothing };
    let parts: Vec<&str> = rest.trim_end_matches('/').split('/').collect();
    let class = match parts[0] {
        "users" => Class::User,
        "user_groups" => Class::UserGroup,
        "user_group_memberships" => Class::Membership,
        "roles" => Class::Role,
        "account_groups" => Class::AccountGroup,
        "business_groups" => Class::ContentGroup,
        "departments" => Class::Department,
        _ => return Action::Nothing,
    };
    let writable = matches!(class, Class::User | Class::UserGroup | Class::Membership);
    let update = *method == Method::PUT || *method == Method::PATCH;
    let id = parts.get(1).and_then(|text| text.parse::<u64>().ok());
    match (parts.len(), id) {
        (1, _) if *method == Method::GET => Action::List(class),
        (1, _) if *method == Method::POST && writable => Action::Create(class),
        (1, _) => Action::WrongMethod,
        (2, Some(id)) if *method == Method::GET => Action::Show(class, id),
        (2, Some(id)) if update && writable => Action::Update(class, id),
        (2, Some(id)) if *method == Method::DELETE => Action::Delete(class, id),
        (2, Some(_)) => Action::WrongMethod,
        _ if class == Class::User => user_route(method, id, &parts[2.min(parts.len())..]),
        _ => Action::Nothing,
    }
}

fn user_route(method: &Method, user: Option<u64>, rest: &[&str]) -> Action {
    let Some(user) = user else { return Action::Nothing };
    let put = *method == Method::PUT || *method == Method::PATCH;
    match rest {
        ["business_groups"] if *method == Method::GET => Action::UserContentGroups(user),
        ["business_groups", verb @ ("add" | "remove")] if put => {
            Action::UserContentGroupsChange { user, group: None, add: *verb == "add" }
        }
        ["business_groups", group, verb @ ("add" | "remove")] if put => match group.parse() {
            Ok(group) => Action::UserContentGroupsChange { user, group: Some(group), add: *verb == "add" },
            Err(_) => Action::Nothing,
        },
        _ => Action::Nothing,
    }
}

impl Action {
    pub(crate) fn operation(self) -> Operation {
        match self {
            Self::List(class) => Operation::list_of(class),
            Self::Show(class, _) => Operation::show_of(class),
            Self::Create(Class::User) => Operation::UsersCreate,
            Self::Create(Class::UserGroup) => Operation::GroupsCreate,
            Self::Create(Class::Membership) => Operation::MembershipsCreate,
            Self::Update(Class::User, _) | Self::UserContentGroupsChange { .. } => Operation::UsersUpdate,
            Self::Update(Class::UserGroup, _) => Operation::GroupsUpdate,
            Self::Update(Class::Membership, _) => Operation::MembershipsUpdate,
            Self::Delete(Class::Membership, _) => Operation::MembershipsDelete,
            Self::UserContentGroups(_) => Operation::UsersContentGroups,
            _ => Operation::Other,
        }
    }

    pub(crate) fn scope(self) -> Option<&'static str> {
        match self {
            Self::List(class) | Self::Show(class, _) => Some(read_scope(class)),
            Self::Create(class) | Self::Update(class, _) | Self::Delete(class, _) => Some(write_scope(class)),
            Self::UserContentGroups(_) => Some(read_scope(Class::User)),
            Self::UserContentGroupsChange { .. } => Some(write_scope(Class::User)),
            Self::WrongMethod | Self::Nothing => None,
        }
    }

    fn class(self) -> Option<Class> {
        match self {
            Self::List(class)
            | Self::Show(class, _)
            | Self::Create(class)
            | Self::Update(class, _)
            | Self::Delete(class, _) => Some(class),
            Self::UserContentGroups(_) | Self::UserContentGroupsChange { .. } => Some(Class::User),
            Self::WrongMethod | Self::Nothing => None,
        }
    }

    /// False if a switch takes the path off the instance.
    pub(crate) fn is_served(self, switches: &crate::switches::Switches) -> bool {
        match self {
            Self::Nothing => false,
            Self::Delete(Class::Membership, _) => {
                switches.memberships_rest == Served::On && switches.membership_delete == Served::On
            }
            Self::UserContentGroupsChange { .. } => switches.content_group_calls == Served::On,
            Self::Delete(..) => switches.record_delete != RecordDelete::NotFound,
            _ => match self.class() {
                Some(Class::Role) => switches.roles_rest == Served::On,
                Some(Class::Membership) => switches.memberships_rest == Served::On,
                _ => true,
            },
        }
    }
}

/// A REST request whose token, scope and formats have been checked.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) instance: &'a Instance,
    pub(crate) action: Action,
    pub(crate) pairs: &'a [Pair],
    pub(crate) scopes: &'a ScopeSet,
    pub(crate) client_user: Option<UserId>,
    pub(crate) body: &'a [u8],
    pub(crate) formats: Formats,
    pub(crate) faults: Vec<FaultKind>,
}

impl Call<'_> {
    pub(crate) fn answer(&self) -> Result<Reply, Problem> {
        match self.action {
            Action::List(class) => self.list(class),
            Action::Show(class, id) => {
                let view = self.instance.view();
                let record = view.get(class, id).ok_or(Problem::Missing(class))?;
                self.record(StatusCode::OK, &view, &record, false)
            }
            Action::UserContentGroups(id) => {
                let view = self.instance.view();
                let user = view.state.user(UserId(id)).ok_or(Problem::Missing(Class::User))?;
                let ids: Vec<u64> = user.content_groups.iter().map(|group| group.0).collect();
                let groups = view.many(Class::ContentGroup, &ids);
                self.records(&view, Class::ContentGroup, &groups)
            }
            Action::Create(_)
            | Action::Update(..)
            | Action::Delete(..)
            | Action::UserContentGroupsChange { .. } => self.write(),
            Action::WrongMethod => Err(Problem::Method),
            Action::Nothing => Err(Problem::NoPath),
        }
    }

    fn list(&self, class: Class) -> Result<Reply, Problem> {
        let view = self.instance.view();
        let listing = Listing::rest(self.pairs, class, &view.switches)?;
        let selection = self.selection(&view, class, false)?;
        let page = read_page(self.instance, &view, class, &listing, &self.faults);
        let printer = Printer { view: &view, scopes: self.scopes };
        let mut node = printer.list(class, &page.records, &selection);
        if let Node::List(_, entries) = &mut node {
            if let Some(place) = page.without_id_at
                && let Some(Node::Object(_, fields)) = entries.get_mut(place)
            {
                fields.retain(|(name, _)| name != "id");
            }
            if let Some(entry) = page.null_at.and_then(|place| entries.get_mut(place)) {
                *entry = Node::Null;
            }
        }
        self.finish_list(&view, &node)
    }

    fn records(&self, view: &View, class: Class, records: &[Record]) -> Result<Reply, Problem> {
        let selection = self.selection(view, class, false)?;
        let printer = Printer { view, scopes: self.scopes };
        self.finish_list(view, &printer.list(class, records, &selection))
    }

    fn finish_list(&self, view: &View, node: &Node) -> Result<Reply, Problem> {
        let empty = matches!(node, Node::List(_, entries) if entries.is_empty());
        if empty && (self.formats.answer == Format::Xml || view.switches.empty_list == EmptyList::NotFound) {
            return Err(Problem::EmptyList);
        }
        Ok(Reply::node(StatusCode::OK, self.formats.answer, node, &view.switches))
    }

    fn record(
        &self,
        status: StatusCode,
        view: &View,
        record: &Record,
        write: bool,
    ) -> Result<Reply, Problem> {
        let mut selection = self.selection(view, record.class(), write)?;
        if write && matches!(record.class(), Class::User | Class::Membership) {
            selection = match view.switches.write_answer {
                WriteAnswer::Selected => selection,
                WriteAnswer::IdOnly => Selection::Ids,
                WriteAnswer::Empty => Selection::Nothing,
            };
        }
        if selection == Selection::Nothing {
            return Ok(Reply::empty(status));
        }
        let node = Printer { view, scopes: self.scopes }.record(record, &selection);
        Ok(Reply::node(status, self.formats.answer, &node, &view.switches))
    }

    fn selection(&self, view: &View, class: Class, write: bool) -> Result<Selection, Problem> {
        let chosen = Selection::compile(self.pairs, class, &view.switches, write)?;
        let filtered = class == Class::User && view.switches.default_filter == DefaultFilter::Short;
        Ok(chosen.unwrap_or(if filtered { Selection::Short } else { Selection::Full }))
    }

    fn write(&self) -> Result<Reply, Problem> {
        // A selection that makes no sense must not be noticed only after the write was applied.
        if let Some(class) = self.action.class() {
            self.selection(&self.instance.view(), class, true)?;
        }
        match self.action {
            Action::Create(Class::User) => {
                let id = write_user::create(self)?;
                self.written(StatusCode::CREATED, Class::User, id)
            }
            Action::Update(Class::User, id) => {
                write_user::update(self, id)?;
                self.written(StatusCode::OK, Class::User, id)
            }
            Action::UserContentGroupsChange { user, group, add } => {
                write_user::content_groups(self, user, group, add)?;
                self.written(StatusCode::OK, Class::User, user)
            }
            Action::Create(Class::UserGroup) => {
                let id = write_group::create_group(self)?;
                self.written(StatusCode::CREATED, Class::UserGroup, id)
            }
            Action::Update(Class::UserGroup, id) => {
                write_group::update_group(self, id)?;
                self.written(StatusCode::OK, Class::UserGroup, id)
            }
            Action::Create(Class::Membership) => {
                let id = write_group::create_membership(self)?;
                self.written(StatusCode::CREATED, Class::Membership, id)
            }
            Action::Update(Class::Membership, id) => {
                write_group::update_membership(self, id)?;
                self.written(StatusCode::OK, Class::Membership, id)
            }
            Action::Delete(Class::Membership, id) => {
                let view = self.instance.view();
                let record = view.get(Class::Membership, id).ok_or(Problem::Missing(Class::Membership))?;
                let reply = self.record(StatusCode::OK, &view, &record, true)?;
                drop(view);
                write_group::delete_membership(self, id)?;
                Ok(reply)
            }
            _ => Err(Problem::Method),
        }
    }

    fn written(&self, status: StatusCode, class: Class, id: u64) -> Result<Reply, Problem> {
        let view = self.instance.view();
        let record = view.get(class, id).ok_or(Problem::Missing(class))?;
        self.record(status, &view, &record, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_one_meaning_each() {
        let check = |method: Method, path: &str, expected: Action| {
            assert_eq!(route(&method, path), expected, "{path}")
        };
        check(Method::GET, "/api/users", Action::List(Class::User));
        check(Method::GET, "/api/users/", Action::List(Class::User));
        check(Method::GET, "/api/users/7", Action::Show(Class::User, 7));
        check(Method::PATCH, "/api/users/7", Action::Update(Class::User, 7));
        check(Method::DELETE, "/api/users/7", Action::Delete(Class::User, 7));
        check(Method::GET, "/api/users/7/business_groups", Action::UserContentGroups(7));
        check(
            Method::PUT,
            "/api/users/7/business_groups/28/remove",
            Action::UserContentGroupsChange { user: 7, group: Some(28), add: false },
        );
        check(
            Method::PUT,
            "/api/users/7/business_groups/add",
            Action::UserContentGroupsChange { user: 7, group: None, add: true },
        );
        check(Method::POST, "/api/roles", Action::WrongMethod);
        check(Method::GET, "/api/users/seven", Action::Nothing);
        check(Method::GET, "/api/suppliers", Action::Nothing);
        check(Method::GET, "/users", Action::Nothing);
    }
}
