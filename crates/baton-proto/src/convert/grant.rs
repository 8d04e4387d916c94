//! Grants.

use baton_core::{EntitlementId, Grant, GrantId, ResourceId};

use super::{
    annotation::{from_anys, to_anys},
    require, require_text,
    resource::id_only,
};
use crate::{Error, connector::v2};

const GRANT: &str = "c1.connector.v2.Grant";

/// Entitlement, its resource and the principal are carried by id only: a file holds many more grants than
/// anything else, and readers take the rest from the records of those three.
impl From<&Grant> for v2::Grant {
    fn from(grant: &Grant) -> Self {
        Self {
            entitlement: Some(v2::Entitlement {
                id: grant.entitlement.as_str().to_owned(),
                resource: Some(id_only(&grant.resource)),
                ..Default::default()
            }),
            principal: Some(id_only(&grant.principal)),
            id: grant.id.as_str().to_owned(),
            annotations: to_anys(&grant.annotations),
            sources: None,
        }
    }
}

/// Fails without one of the four identities, or with a broken annotation of a known type.
impl TryFrom<v2::Grant> for Grant {
    type Error = Error;

    fn try_from(message: v2::Grant) -> Result<Self, Error> {
        let entitlement = require(GRANT, "entitlement", message.entitlement)?;
        let resource = require(GRANT, "entitlement.resource.id", entitlement.resource.and_then(|it| it.id))?;
        let principal = require(GRANT, "principal.id", message.principal.and_then(|it| it.id))?;
        Ok(Self {
            id: GrantId::from_raw(require_text(GRANT, "id", message.id)?),
            entitlement: EntitlementId::from_raw(require_text(GRANT, "entitlement.id", entitlement.id)?),
            resource: ResourceId::try_from(resource)?,
            principal: ResourceId::try_from(principal)?,
            annotations: from_anys(message.annotations)?,
        })
    }
}
