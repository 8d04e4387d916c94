//! Entitlements.

use baton_core::{Entitlement, EntitlementId, Purpose, ResourceId, ResourceTypeId};

use super::{
    annotation::{from_anys, to_anys},
    require, require_text,
    resource::id_only,
};
use crate::{
    Error,
    connector::v2::{self, entitlement::PurposeValue},
};

const ENTITLEMENT: &str = "c1.connector.v2.Entitlement";

/// The resource and the principal types are carried by id only.
impl From<&Entitlement> for v2::Entitlement {
    fn from(entitlement: &Entitlement) -> Self {
        let purpose = match entitlement.purpose {
            Purpose::Assignment => PurposeValue::Assignment,
            Purpose::Permission => PurposeValue::Permission,
            Purpose::Ownership => PurposeValue::Ownership,
            Purpose::Unspecified => PurposeValue::Unspecified,
        };
        let grantable_to = entitlement
            .grantable_to
            .iter()
            .map(|id| v2::ResourceType { id: id.as_str().to_owned(), ..Default::default() });
        Self {
            resource: Some(id_only(&entitlement.resource)),
            id: entitlement.id.as_str().to_owned(),
            display_name: entitlement.display_name.clone(),
            description: entitlement.description.clone(),
            grantable_to: grantable_to.collect(),
            annotations: to_anys(&entitlement.annotations),
            purpose: purpose.into(),
            slug: entitlement.slug.clone(),
        }
    }
}

/// Fails without `id`, without the identity of `resource`, or with a broken annotation of a known type.
impl TryFrom<v2::Entitlement> for Entitlement {
    type Error = Error;

    fn try_from(message: v2::Entitlement) -> Result<Self, Error> {
        let purpose = match message.purpose() {
            PurposeValue::Unspecified => Purpose::Unspecified,
            PurposeValue::Assignment => Purpose::Assignment,
            PurposeValue::Permission => Purpose::Permission,
            PurposeValue::Ownership => Purpose::Ownership,
        };
        let resource =
            require(ENTITLEMENT, "resource.id", message.resource.and_then(|resource| resource.id))?;
        Ok(Self {
            id: EntitlementId::from_raw(require_text(ENTITLEMENT, "id", message.id)?),
            resource: ResourceId::try_from(resource)?,
            slug: message.slug,
            display_name: message.display_name,
            description: message.description,
            grantable_to: message.grantable_to.into_iter().map(|kind| ResourceTypeId::new(kind.id)).collect(),
            purpose,
            annotations: from_anys(message.annotations)?,
        })
    }
}
