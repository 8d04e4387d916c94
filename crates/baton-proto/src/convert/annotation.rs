//! Annotations, packed and unpacked.

use baton_core::Annotation;
use prost_types::Any;

use super::profile::{optional_struct, profile_from_struct};
use crate::{Result, any, connector::v2};

/// Packs an annotation.
#[must_use]
pub fn annotation_to_any(annotation: &Annotation) -> Any {
    match annotation {
        Annotation::OptInRequired => any::pack(&v2::OptInRequired {}),
        Annotation::CapabilityPermissions(permissions) => any::pack(&capability_permissions(permissions)),
        Annotation::SkipEntitlementsAndGrants => any::pack(&v2::SkipEntitlementsAndGrants {}),
        Annotation::EntitlementImmutable { source_id, metadata } => any::pack(&v2::EntitlementImmutable {
            source_id: source_id.clone(),
            metadata: optional_struct(metadata),
        }),
        Annotation::GrantImmutable { source_id, metadata } => any::pack(&v2::GrantImmutable {
            source_id: source_id.clone(),
            metadata: optional_struct(metadata),
        }),
        Annotation::ExternalLink(url) => any::pack(&v2::ExternalLink { url: url.clone() }),
        Annotation::Other { type_url, value } => Any { type_url: type_url.clone(), value: value.clone() },
    }
}

/// Unpacks an annotation. One of an unknown type is kept as it came.
///
/// # Errors
///
/// [`Error::Unpack`](crate::Error::Unpack) if it is of a known type and does not decode.
pub fn annotation_from_any(packed: Any) -> Result<Annotation> {
    if let Some(message) = any::unpack::<v2::OptInRequired>(&packed) {
        return message.map(|v2::OptInRequired {}| Annotation::OptInRequired);
    }
    if let Some(message) = any::unpack::<v2::CapabilityPermissions>(&packed) {
        let permissions = message?.permissions.into_iter().map(|entry| entry.permission);
        return Ok(Annotation::CapabilityPermissions(permissions.collect()));
    }
    if let Some(message) = any::unpack::<v2::SkipEntitlementsAndGrants>(&packed) {
        return message.map(|v2::SkipEntitlementsAndGrants {}| Annotation::SkipEntitlementsAndGrants);
    }
    if let Some(message) = any::unpack::<v2::EntitlementImmutable>(&packed) {
        let v2::EntitlementImmutable { source_id, metadata } = message?;
        let metadata = metadata.map(profile_from_struct).unwrap_or_default();
        return Ok(Annotation::EntitlementImmutable { source_id, metadata });
    }
    if let Some(message) = any::unpack::<v2::GrantImmutable>(&packed) {
        let v2::GrantImmutable { source_id, metadata } = message?;
        let metadata = metadata.map(profile_from_struct).unwrap_or_default();
        return Ok(Annotation::GrantImmutable { source_id, metadata });
    }
    if let Some(message) = any::unpack::<v2::ExternalLink>(&packed) {
        return message.map(|link| Annotation::ExternalLink(link.url));
    }
    Ok(Annotation::Other { type_url: packed.type_url, value: packed.value })
}

pub(super) fn to_anys(annotations: &[Annotation]) -> Vec<Any> {
    annotations.iter().map(annotation_to_any).collect()
}

pub(super) fn from_anys(packed: Vec<Any>) -> Result<Vec<Annotation>> {
    packed.into_iter().map(annotation_from_any).collect()
}

pub(super) fn capability_permissions(permissions: &[String]) -> v2::CapabilityPermissions {
    let permissions =
        permissions.iter().map(|permission| v2::CapabilityPermission { permission: permission.clone() });
    v2::CapabilityPermissions { permissions: permissions.collect() }
}
