//! Plain types survive the way through messages and bytes, and always make the same bytes.

use baton_core::{
    AccountType, Annotation, Email, Entitlement, EntitlementId, Grant, GrantId, GroupTrait,
    LicenseProfileTrait, Profile, ProfileValue, Purpose, Resource, ResourceId, ResourceType, ResourceTypeId,
    RoleTrait, Status, StructuredName, Trait, TraitData, UserTrait,
};
use baton_proto::{Error, Message, any, connector::v2};
use jiff::Timestamp;
use proptest::{collection::vec, option, prelude::*, sample::select};

/// Any text, with the characters that ids are joined and escaped with.
fn text() -> impl Strategy<Value = String> {
    "[a-zé世:/\\\\ \u{0}]{0,8}"
}

fn id() -> impl Strategy<Value = String> {
    "[a-z0-9é世:/\\\\]{1,8}"
}

fn resource_type_id() -> impl Strategy<Value = ResourceTypeId> {
    id().prop_map(ResourceTypeId::new)
}

fn resource_id() -> impl Strategy<Value = ResourceId> {
    (resource_type_id(), id()).prop_map(|(resource_type, id)| ResourceId::new(resource_type, id))
}

fn timestamp() -> impl Strategy<Value = Timestamp> {
    (Timestamp::MIN.as_nanosecond()..=Timestamp::MAX.as_nanosecond())
        .prop_map(|nanosecond| Timestamp::from_nanosecond(nanosecond).expect("within the range of the type"))
}

fn profile_value() -> impl Strategy<Value = ProfileValue> {
    let leaf = prop_oneof![
        Just(ProfileValue::Null),
        any::<bool>().prop_map(ProfileValue::Bool),
        any::<f64>().prop_filter("NaN equals nothing", |it| !it.is_nan()).prop_map(ProfileValue::Number),
        (-(1_i64 << 53)..=1 << 53).prop_map(|whole| ProfileValue::Number(whole as f64)),
        text().prop_map(ProfileValue::Text),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(ProfileValue::List),
            proptest::collection::btree_map(text(), inner, 0..4).prop_map(ProfileValue::Map),
        ]
    })
}

fn profile() -> impl Strategy<Value = Profile> {
    proptest::collection::btree_map(text(), profile_value(), 0..5)
}

fn annotation() -> impl Strategy<Value = Annotation> {
    prop_oneof![
        Just(Annotation::OptInRequired),
        vec(text(), 0..3).prop_map(Annotation::CapabilityPermissions),
        Just(Annotation::SkipEntitlementsAndGrants),
        (text(), profile())
            .prop_map(|(source_id, metadata)| Annotation::EntitlementImmutable { source_id, metadata }),
        (text(), profile())
            .prop_map(|(source_id, metadata)| Annotation::GrantImmutable { source_id, metadata }),
        text().prop_map(Annotation::ExternalLink),
        ("[a-z./]{0,12}", vec(any::<u8>(), 0..12))
            .prop_map(|(type_url, value)| Annotation::Other { type_url, value }),
    ]
}

fn resource_type() -> impl Strategy<Value = ResourceType> {
    let traits =
        vec(select(vec![Trait::User, Trait::Group, Trait::Role, Trait::App, Trait::LicenseProfile]), 0..4);
    (resource_type_id(), text(), text(), traits, vec(annotation(), 0..3)).prop_map(
        |(id, display_name, description, traits, annotations)| ResourceType {
            id,
            display_name,
            description,
            traits,
            annotations,
        },
    )
}

fn user_trait() -> impl Strategy<Value = UserTrait> {
    let status = select(vec![Status::Unspecified, Status::Enabled, Status::Disabled, Status::Deleted]);
    let account_type =
        select(vec![AccountType::Unspecified, AccountType::Human, AccountType::Service, AccountType::System]);
    let email = (text(), any::<bool>()).prop_map(|(address, is_primary)| Email { address, is_primary });
    let name = (text(), text(), vec(text(), 0..3)).prop_map(|(given_name, family_name, middle_names)| {
        StructuredName { given_name, family_name, middle_names }
    });
    let times = (option::of(timestamp()), option::of(timestamp()));
    let texts = (text(), vec(text(), 0..3), vec(text(), 0..3));
    (status, account_type, vec(email, 0..3), option::of(name), times, texts, profile()).prop_map(
        |(status, account_type, emails, structured_name, times, texts, profile)| UserTrait {
            status,
            emails,
            login: texts.0,
            login_aliases: texts.1,
            profile,
            account_type,
            created_at: times.0,
            last_login_at: times.1,
            structured_name,
            employee_ids: texts.2,
        },
    )
}

fn trait_data() -> impl Strategy<Value = TraitData> {
    let seats = 0..=i64::MAX as u64;
    // Zero seats read as unknown, so they have no way back.
    let license = (text(), option::of(1..=i64::MAX as u64), seats, vec(id(), 0..3)).prop_map(
        |(license_name, purchased_seats, consumed_seats, ids)| LicenseProfileTrait {
            license_name,
            purchased_seats,
            consumed_seats,
            entitlement_ids: ids.into_iter().map(EntitlementId::from_raw).collect(),
        },
    );
    prop_oneof![
        user_trait().prop_map(TraitData::User),
        profile().prop_map(|profile| TraitData::Group(GroupTrait { profile })),
        profile().prop_map(|profile| TraitData::Role(RoleTrait { profile })),
        license.prop_map(TraitData::LicenseProfile),
    ]
}

/// At most one trait of each kind, as in the protocol.
fn traits() -> impl Strategy<Value = Vec<TraitData>> {
    vec(trait_data(), 0..4).prop_map(|mut traits| {
        let mut seen = Vec::new();
        traits.retain(|data| {
            let kind = std::mem::discriminant(data);
            let new = !seen.contains(&kind);
            seen.push(kind);
            new
        });
        traits
    })
}

fn resource() -> impl Strategy<Value = Resource> {
    (resource_id(), option::of(resource_id()), text(), text(), traits(), vec(annotation(), 0..3)).prop_map(
        |(id, parent, display_name, description, traits, annotations)| Resource {
            id,
            parent,
            display_name,
            description,
            traits,
            annotations,
        },
    )
}

fn entitlement() -> impl Strategy<Value = Entitlement> {
    let purpose =
        select(vec![Purpose::Unspecified, Purpose::Assignment, Purpose::Permission, Purpose::Ownership]);
    let texts = (text(), text(), text());
    (id(), resource_id(), texts, vec(resource_type_id(), 0..3), purpose, vec(annotation(), 0..3)).prop_map(
        |(id, resource, (slug, display_name, description), grantable_to, purpose, annotations)| Entitlement {
            id: EntitlementId::from_raw(id),
            resource,
            slug,
            display_name,
            description,
            grantable_to,
            purpose,
            annotations,
        },
    )
}

fn grant() -> impl Strategy<Value = Grant> {
    (id(), id(), resource_id(), resource_id(), vec(annotation(), 0..3)).prop_map(
        |(id, entitlement, resource, principal, annotations)| Grant {
            id: GrantId::from_raw(id),
            entitlement: EntitlementId::from_raw(entitlement),
            resource,
            principal,
            annotations,
        },
    )
}

/// Takes a value to bytes and back. A clone is encoded on its own, so that no shared state can help.
fn check<P, M>(plain: &P) -> Result<(), TestCaseError>
where
    P: Clone + PartialEq + std::fmt::Debug + TryFrom<M, Error = Error>,
    M: Message + Default + for<'a> From<&'a P>,
{
    let bytes = M::from(plain).encode_to_vec();
    prop_assert_eq!(&M::from(&plain.clone()).encode_to_vec(), &bytes);
    let read = M::decode(bytes.as_slice()).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let back = P::try_from(read)?;
    prop_assert_eq!(&back, plain);
    prop_assert_eq!(M::from(&back).encode_to_vec(), bytes);
    Ok(())
}

proptest! {
    #[test]
    fn resource_types(plain in resource_type()) {
        check::<_, v2::ResourceType>(&plain)?;
    }

    #[test]
    fn resources(plain in resource()) {
        check::<_, v2::Resource>(&plain)?;
    }

    #[test]
    fn entitlements(plain in entitlement()) {
        check::<_, v2::Entitlement>(&plain)?;
    }

    #[test]
    fn grants(plain in grant()) {
        check::<_, v2::Grant>(&plain)?;
    }
}

#[test]
fn the_bytes_of_a_grant() {
    let role = ResourceId::new(ResourceTypeId::from_static("role"), "4");
    let user = ResourceId::new(ResourceTypeId::from_static("user"), "17");
    let bytes = v2::Grant::from(&Grant::on(role, "member", user)).encode_to_vec();
    let expected = [
        &b"\x0a\x1c"[..],         // entitlement, 28 bytes
        b"\x0a\x0b\x0a\x09",      // its resource, and the id of that
        b"\x0a\x04role\x12\x014", // type and id
        b"\x12\x0drole:4:member", // its own id
        b"\x12\x0c\x0a\x0a",      // principal, and the id of that
        b"\x0a\x04user\x12\x0217",
        b"\x1a\x15role:4:member:user:17",
    ]
    .concat();
    assert_eq!(bytes, expected);
}

#[test]
fn a_grant_without_an_identity_is_refused() {
    let whole = v2::Grant::from(&Grant::on(
        ResourceId::new(ResourceTypeId::from_static("role"), "4"),
        "member",
        ResourceId::new(ResourceTypeId::from_static("user"), "17"),
    ));
    let check = |spoil: fn(&mut v2::Grant), expected: &str| {
        let mut message = whole.clone();
        spoil(&mut message);
        assert_eq!(Grant::try_from(message).unwrap_err().to_string(), expected);
    };
    check(|grant| grant.id.clear(), "c1.connector.v2.Grant has no `id`");
    check(|grant| grant.entitlement = None, "c1.connector.v2.Grant has no `entitlement`");
    check(
        |grant| grant.entitlement.as_mut().unwrap().id.clear(),
        "c1.connector.v2.Grant has no `entitlement.id`",
    );
    check(
        |grant| grant.entitlement.as_mut().unwrap().resource = None,
        "c1.connector.v2.Grant has no `entitlement.resource.id`",
    );
    check(|grant| grant.principal = None, "c1.connector.v2.Grant has no `principal.id`");
    check(
        |grant| grant.principal.as_mut().unwrap().id.as_mut().unwrap().resource_type.clear(),
        "c1.connector.v2.ResourceId has no `resource_type`",
    );
}

#[test]
fn a_grant_may_embed_more_than_identities() {
    let mut message = v2::Grant::from(&Grant::on(
        ResourceId::new(ResourceTypeId::from_static("role"), "4"),
        "member",
        ResourceId::new(ResourceTypeId::from_static("user"), "17"),
    ));
    let slim = Grant::try_from(message.clone()).unwrap();
    message.entitlement.as_mut().unwrap().resource.as_mut().unwrap().display_name = "Approver".to_owned();
    message.principal.as_mut().unwrap().annotations.push(any::pack(&v2::UserTrait::default()));
    message.sources = Some(v2::GrantSources::default());
    assert_eq!(Grant::try_from(message).unwrap(), slim);
}

#[test]
fn a_broken_annotation_is_refused_and_a_strange_one_kept() {
    let mut message = v2::ResourceType { id: "user".to_owned(), ..Default::default() };
    message
        .annotations
        .push(prost_types::Any { type_url: "a.example/Strange".to_owned(), value: vec![0xff] });
    let plain = ResourceType::try_from(message.clone()).unwrap();
    let strange = Annotation::Other { type_url: "a.example/Strange".to_owned(), value: vec![0xff] };
    assert_eq!(plain.annotations, [strange]);

    message.annotations[0].type_url = "type.googleapis.com/c1.connector.v2.ExternalLink".to_owned();
    let error = ResourceType::try_from(message).unwrap_err();
    assert!(matches!(error, Error::Unpack { .. }), "{error}");
}
