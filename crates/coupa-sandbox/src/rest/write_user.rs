//! Writing users: scalars, references, lists, licences and the quiet failures among them.

use serde_json::Value as Json;

use super::body::{Body, clears_list, flag, number};
use super::{Call, reference_id};
use crate::reply::Problem;
use crate::schema::Class;
use crate::state::{
    ADMIN_ROLE, AccountGroupId, ContentGroupId, CustomValue, DepartmentId, GroupId, Licence, RoleId, State,
    User, UserId,
};
use crate::switches::{
    LastAdmin, LicenceSeats, LicenceSpelling, ListWrite, ManagerDeactivation, OutputOnlyLicences,
    PermanentLicences, ScalarNull, Switches, UnknownRefs,
};

const MAX_NAME: usize = 40;
const MAX_TEXT: usize = 255;

pub(super) fn create(call: &Call<'_>) -> Result<u64, Problem> {
    let body = Body::read(call.body, call.formats.body)?;
    let switches = call.instance.switches();
    call.instance.write(|state| {
        let id = state.next_user();
        let mut blank = state.user_blank(id);
        blank.created_by = call.client_user;
        blank.content_groups = vec![crate::state::EVERYONE];
        let plan = Plan::make(state, &switches, &blank, &body, true)?;
        state.user_put(blank);
        plan.apply(state, id, call.client_user);
        Ok(id.0)
    })
}

pub(super) fn update(call: &Call<'_>, id: u64) -> Result<(), Problem> {
    let body = Body::read(call.body, call.formats.body)?;
    let switches = call.instance.switches();
    call.instance.write(|state| {
        let user = state.user(UserId(id)).cloned().ok_or(Problem::Missing(Class::User))?;
        let plan = Plan::make(state, &switches, &user, &body, false)?;
        plan.apply(state, UserId(id), call.client_user);
        Ok(())
    })
}

/// `business_groups/:id/add`, `business_groups/:id/remove` and the collection forms with ids in the body.
pub(super) fn content_groups(
    call: &Call<'_>,
    user: u64,
    group: Option<u64>,
    add: bool,
) -> Result<(), Problem> {
    let body = Body::read(call.body, call.formats.body)?;
    call.instance.write(|state| {
        if state.user(UserId(user)).is_none() {
            return Err(Problem::Missing(Class::User));
        }
        let mut references = Vec::new();
        if let Some(group) = group {
            references.push(Json::from(group));
        } else if let Some(Json::Array(listed)) =
            body.get("content_groups").or_else(|| body.get("business_groups"))
        {
            references.extend(listed.iter().cloned());
        } else if let Some(id) = body.get("id") {
            references.push(id.clone());
        }
        if references.is_empty() {
            return Err(invalid("Content group can't be blank"));
        }
        let mut ids = Vec::new();
        for reference in &references {
            match reference_id(state, Class::ContentGroup, reference) {
                Some(id) => ids.push(ContentGroupId(id)),
                None if group.is_some() => return Err(Problem::Missing(Class::ContentGroup)),
                None => return Err(invalid(&not_found(Class::ContentGroup, "content_groups"))),
            }
        }
        for id in ids {
            if add {
                state.content_group_grant(UserId(user), id);
            } else {
                state.content_group_revoke(UserId(user), id);
            }
        }
        Ok(())
    })
}

/// What a write comes to, once everything in it has been checked. Nothing is applied before.
struct Plan {
    user: User,
    groups: Vec<GroupId>,
    scalars_changed: bool,
}

impl Plan {
    fn make(
        state: &State,
        switches: &Switches,
        before: &User,
        body: &Body,
        creating: bool,
    ) -> Result<Self, Problem> {
        let mut writer = Writer {
            state,
            switches,
            user: before.clone(),
            groups: before.groups.clone(),
            messages: Vec::new(),
        };
        for (name, spelled, value) in &body.values {
            writer.value(name, spelled, value);
        }
        writer.check(before, creating);
        let Writer { user, groups, messages, .. } = writer;
        if !messages.is_empty() {
            return Err(Problem::Invalid(Class::User, messages));
        }
        let mut compared = user.clone();
        compared.roles.clone_from(&before.roles);
        compared.account_groups.clone_from(&before.account_groups);
        compared.content_groups.clone_from(&before.content_groups);
        compared.licences = before.licences;
        let scalars_changed = compared != *before;
        Ok(Self { user, groups, scalars_changed })
    }

    fn apply(self, state: &mut State, id: UserId, by: Option<UserId>) {
        let Some(before) = state.user(id).cloned() else { return };
        let listed = self.user.roles != before.roles
            || self.user.account_groups != before.account_groups
            || self.user.content_groups != before.content_groups
            || self.user.licences != before.licences;
        let stamp = self.scalars_changed || listed && !state.bumps.keeps_user();
        let mut after = User { groups: before.groups.clone(), ..self.user };
        if stamp {
            after.updated_at = state.now;
            after.updated_by = by;
        }
        state.user_put(after);
        for group in before.groups.iter().filter(|group| !self.groups.contains(group)) {
            state.membership_remove(id, *group);
        }
        for group in self.groups.iter().filter(|group| !before.groups.contains(group)) {
            state.membership_add(id, *group);
        }
    }
}

struct Writer<'a> {
    state: &'a State,
    switches: &'a Switches,
    user: User,
    groups: Vec<GroupId>,
    messages: Vec<String>,
}

impl Writer<'_> {
    fn value(&mut self, name: &str, spelled: &str, value: &Json) {
        if !self.switches.knows_user_field(name) {
            return;
        }
        if let Some(licence) = Licence::from_name(name) {
            return self.licence(licence, spelled, value);
        }
        match name {
            "login" => self.required(value, "Login", MAX_TEXT, |user| &mut user.login),
            "email" => self.required(value, "Email", MAX_TEXT, |user| &mut user.email),
            "firstname" => self.required(value, "First Name", MAX_NAME, |user| &mut user.firstname),
            "lastname" => self.required(value, "Last Name", MAX_NAME, |user| &mut user.lastname),
            "authentication_method" => self.method(value),
            "default_locale" => self.required(value, "Default Locale", 10, |user| &mut user.default_locale),
            "employee_payment_channel" => {
                self.required(value, "Employee Payment Channel", MAX_TEXT, |user| {
                    &mut user.employee_payment_channel
                });
            }
            "middlename" => self.optional(value, "Middle Name", |user| &mut user.middlename),
            "employee_number" => self.optional(value, "Employee Number", |user| &mut user.employee_number),
            "sso_identifier" => self.optional(value, "Sso Identifier", |user| &mut user.sso_identifier),
            "mention_name" => self.optional(value, "Mention Name", |user| &mut user.mention_name),
            "seniority_level" => self.optional(value, "Seniority Level", |user| &mut user.seniority_level),
            "salesforce_id" => self.optional(value, "Salesforce Id", |user| &mut user.salesforce_id),
            "active" => match flag(value) {
                Some(active) => self.user.active = active,
                None if value.is_null() => self.null_refused("Active"),
                None => self.messages.push("Active is invalid".to_owned()),
            },
            "account_security_type" => {
                self.small(value, "Account Security Type", 2, |user| &mut user.account_security_type);
            }
            "business_group_security_type" => {
                self.small(value, "Business Group Security Type", 1, |user| {
                    &mut user.business_group_security_type
                });
            }
            "manager" => {
                if let Some(id) = self.reference(Class::User, "manager", value) {
                    self.user.manager = id.map(UserId);
                }
            }
            "department" => {
                if let Some(id) = self.reference(Class::Department, "department", value) {
                    self.user.department = id.map(DepartmentId);
                }
            }
            "default_currency" => {
                if let Some(id) = self.reference(Class::Currency, "default_currency", value) {
                    self.user.default_currency = id;
                }
            }
            "roles" => {
                let old = self.user.roles.iter().map(|role| role.0).collect();
                let new = self.list(Class::Role, name, value, old);
                self.user.roles = new.into_iter().map(RoleId).collect();
            }
            "user_groups" => {
                let old = self.groups.iter().map(|group| group.0).collect();
                let new = self.list(Class::UserGroup, name, value, old);
                self.groups = new.into_iter().map(GroupId).collect();
            }
            "account_groups" => {
                let old = self.user.account_groups.iter().map(|group| group.0).collect();
                let new = self.list(Class::AccountGroup, name, value, old);
                self.user.account_groups = new.into_iter().map(AccountGroupId).collect();
            }
            "content_groups" | "business_groups" => {
                let old = self.user.content_groups.iter().map(|group| group.0).collect();
                let new = self.list(Class::ContentGroup, name, value, old);
                self.user.content_groups = new.into_iter().map(ContentGroupId).collect();
            }
            "custom_fields" => self.custom(value),
            // Everything else is output only or unknown, and skipped without a word as documented.
            _ => {}
        }
    }

    fn required(&mut self, value: &Json, label: &str, max: usize, place: fn(&mut User) -> &mut String) {
        match value {
            Json::Null => self.null_refused(label),
            Json::String(text) if text.trim().is_empty() => {
                self.messages.push(format!("{label} can't be blank"))
            }
            Json::String(text) if text.chars().count() > max => {
                self.messages.push(format!("{label} is too long (maximum is {max} characters)"));
            }
            Json::String(text) => place(&mut self.user).clone_from(text),
            _ => self.messages.push(format!("{label} is invalid")),
        }
    }

    /// `null` for a value that must not be empty.
    fn null_refused(&mut self, label: &str) {
        if self.switches.scalar_null != ScalarNull::Ignore {
            self.messages.push(format!("{label} can't be blank"));
        }
    }

    fn optional(&mut self, value: &Json, label: &str, place: fn(&mut User) -> &mut Option<String>) {
        match (value, self.switches.scalar_null) {
            (Json::Null, ScalarNull::Clear) => *place(&mut self.user) = None,
            (Json::Null, ScalarNull::Ignore) => {}
            (Json::Null, ScalarNull::Refuse) => self.messages.push(format!("{label} can't be cleared")),
            (Json::String(text), _) if text.chars().count() > MAX_TEXT => {
                self.messages.push(format!("{label} is too long (maximum is {MAX_TEXT} characters)"));
            }
            (Json::String(text), _) => {
                *place(&mut self.user) = (!text.is_empty()).then(|| text.clone());
            }
            (Json::Number(digits), _) => *place(&mut self.user) = Some(digits.to_string()),
            _ => self.messages.push(format!("{label} is invalid")),
        }
    }

    fn small(&mut self, value: &Json, label: &str, max: u64, place: fn(&mut User) -> &mut i64) {
        match number(value).filter(|number| *number <= max) {
            Some(small) => *place(&mut self.user) = i64::try_from(small).unwrap_or(0),
            None if value.is_null() => self.null_refused(label),
            None => self.messages.push(format!("{label} is not included in the list")),
        }
    }

    fn method(&mut self, value: &Json) {
        match value.as_str() {
            Some(method @ ("coupa_credentials" | "ldap" | "saml")) => {
                self.user.authentication_method = method.to_owned();
            }
            None if value.is_null() => self.null_refused("Authentication Method"),
            _ => self.messages.push("Authentication Method is not included in the list".to_owned()),
        }
    }

    /// The new id of a reference: `None` leaves the old one, `Some(None)` clears it.
    fn reference(&mut self, class: Class, name: &str, value: &Json) -> Option<Option<u64>> {
        if value.is_null() {
            return match self.switches.scalar_null {
                ScalarNull::Clear => Some(None),
                ScalarNull::Ignore => None,
                ScalarNull::Refuse => {
                    self.messages.push(format!("{name} can't be cleared"));
                    None
                }
            };
        }
        let found = reference_id(self.state, class, value);
        if found.is_none() && self.switches.unknown_refs == UnknownRefs::Refuse {
            self.messages.push(not_found(class, name));
        }
        found.map(Some)
    }

    fn list(&mut self, class: Class, name: &str, value: &Json, old: Vec<u64>) -> Vec<u64> {
        if let Some(clears) = clears_list(value, self.switches) {
            return if clears { Vec::new() } else { old };
        }
        let Json::Array(entries) = value else {
            self.messages.push(format!("{name} must be a list"));
            return old;
        };
        let mut new = match self.switches.list_write {
            ListWrite::Mixed if class == Class::ContentGroup => Vec::new(),
            ListWrite::Merge | ListWrite::Mixed => old.clone(),
            ListWrite::Replace => Vec::new(),
        };
        for entry in entries {
            match (reference_id(self.state, class, entry), self.switches.unknown_refs) {
                (Some(id), _) => new.push(id),
                (None, UnknownRefs::Refuse) => self.messages.push(not_found(class, name)),
                (None, UnknownRefs::Ignore) => {}
                (None, UnknownRefs::Unchanged) => return old,
            }
        }
        new.sort_unstable();
        new.dedup();
        new
    }

    fn licence(&mut self, licence: Licence, spelled: &str, value: &Json) {
        let switches = self.switches;
        if switches.licence_spelling == LicenceSpelling::Documented && spelled != licence.written()
            || switches.output_only_licences == OutputOnlyLicences::Ignored && licence.is_output_only()
        {
            return;
        }
        let Some(wanted) = flag(value) else {
            if !value.is_null() {
                self.messages.push(format!("{licence} is invalid"));
            }
            return;
        };
        let held = self.user.licences.contains(licence);
        if held && !wanted && !licence.is_revocable() {
            match switches.permanent_licences {
                PermanentLicences::Keep => return,
                PermanentLicences::Refuse => {
                    return self.messages.push(format!("{licence} cannot be revoked"));
                }
                PermanentLicences::Revoke => {}
            }
        }
        if !held
            && wanted
            && switches.licence_seats == LicenceSeats::Counted
            && let Some(seats) = self.seats(licence)
            && self.state.licence_holders(licence) >= seats
        {
            return self.messages.push(format!("No licenses left for {licence}: all {seats} are in use"));
        }
        self.user.licences.set(licence, wanted);
    }

    /// The contracted seats; under `exhausted_licences` as many as are in use.
    fn seats(&self, licence: Licence) -> Option<u64> {
        if self.switches.exhausted_licences.contains(licence.name()) {
            return Some(self.state.licence_holders(licence));
        }
        self.state.seats(licence)
    }

    /// Only the keys that are sent are touched.
    fn custom(&mut self, value: &Json) {
        let Json::Object(object) = value else { return };
        for (key, value) in object {
            let key = crate::query::snake_case(key);
            if !crate::seed::CUSTOM_FIELDS.contains(&key.as_str()) {
                continue;
            }
            match value {
                Json::Null => {
                    self.user.custom_fields.remove(&key);
                }
                Json::Bool(flag) => {
                    self.user.custom_fields.insert(key, CustomValue::Flag(*flag));
                }
                Json::String(text) => {
                    self.user.custom_fields.insert(key, CustomValue::Text(text.clone()));
                }
                Json::Number(digits) => {
                    self.user.custom_fields.insert(key, CustomValue::Text(digits.to_string()));
                }
                // Lookup values have to exist already and there is no way to name one here.
                Json::Object(_) | Json::Array(_) => {}
            }
        }
    }

    /// Rules that need the whole record.
    fn check(&mut self, before: &User, creating: bool) {
        let mut blank = |text: &str, label: &str| {
            let message = format!("{label} can't be blank");
            if text.is_empty() && !self.messages.contains(&message) {
                self.messages.push(message);
            }
        };
        blank(&self.user.login, "Login");
        blank(&self.user.email, "Email");
        blank(&self.user.firstname, "First Name");
        blank(&self.user.lastname, "Last Name");
        if !self.user.email.is_empty() && !self.user.email.contains('@') {
            self.messages.push("Email is invalid".to_owned());
        }
        self.check_unique(before);
        if self.user.manager == Some(self.user.id) {
            self.messages.push("Manager is invalid".to_owned());
        }
        if !creating
            && self.switches.manager_deactivation == ManagerDeactivation::Refused
            && before.active
            && !self.user.active
            && self.state.users().any(|other| other.active && other.manager == Some(before.id))
        {
            self.messages.push("User is the manager of active users and cannot be deactivated".to_owned());
        }
        let admin = |user: &User| user.active && user.roles.contains(&ADMIN_ROLE);
        if !creating
            && self.switches.last_admin == LastAdmin::Refused
            && admin(before)
            && !admin(&self.user)
            && self.state.users().filter(|user| admin(user)).count() == 1
        {
            self.messages.push("The last active administrator cannot be taken away".to_owned());
        }
    }

    fn check_unique(&mut self, before: &User) {
        let login = self.user.login.to_lowercase();
        let email = self.user.email.to_lowercase();
        let check_login = self.user.login != before.login;
        let check_email = self.user.email != before.email;
        let check_number =
            self.user.employee_number.is_some() && self.user.employee_number != before.employee_number;
        if !check_login && !check_email && !check_number {
            return;
        }
        let (mut login_taken, mut email_taken, mut number_taken) = (false, false, false);
        for other in self.state.users().filter(|other| other.id != self.user.id) {
            login_taken |= check_login && other.login.to_lowercase() == login;
            email_taken |= check_email && other.email.to_lowercase() == email;
            number_taken |= check_number && other.employee_number == self.user.employee_number;
        }
        for (taken, label) in
            [(login_taken, "Login"), (email_taken, "Email"), (number_taken, "Employee Number")]
        {
            if taken {
                self.messages.push(format!("{label} has already been taken"));
            }
        }
    }
}

pub(super) fn not_found(class: Class, name: &str) -> String {
    let keys = match class {
        Class::User => "id, login, email, employee-number",
        Class::Currency => "id, code",
        _ => "id, name",
    };
    let attribute = name.replace('_', "-");
    format!("{} for {attribute} could not be found; it can be looked up by {keys}", class.graphql())
}

fn invalid(message: &str) -> Problem {
    Problem::Invalid(Class::User, vec![message.to_owned()])
}
