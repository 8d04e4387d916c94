//! The licence flags of a user, and the many spellings each of them has.

/// A licence that Coupa keeps as a boolean flag on the user.
///
/// Not every instance has every module; a flag of a module that is absent may be unknown to the
/// instance's schema. The list and the spellings come from Coupa's user API page, current sample
/// records, and what public connectors send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum LicenseFlag {
    /// AI classification.
    AiClassification,
    /// Analytics.
    Analytics,
    /// Category planner.
    CategoryPlanner,
    /// Category strategy.
    CategoryStrategy,
    /// Contingent workforce.
    ContingentWorkforce,
    /// Contract lifecycle management, advanced.
    ClmAdvanced,
    /// Contracts.
    Contracts,
    /// Navi AI agents.
    NaviAiAgent,
    /// Expenses.
    Expense,
    /// Intake.
    Intake,
    /// Inventory.
    Inventory,
    /// Invoicing.
    Invoicing,
    /// Purchasing.
    Purchasing,
    /// Risk assessment.
    RiskAssess,
    /// Sourcing.
    Sourcing,
    /// Spend guard.
    SpendGuard,
    /// Supply chain.
    SupplyChain,
    /// Travel.
    Travel,
    /// Treasury.
    Treasury,
}

/// What is known of one flag.
struct Facts {
    flag: LicenseFlag,
    /// Spelling in a write, and the stable id.
    id: &'static str,
    graphql: &'static str,
    rest: &'static str,
    response: &'static str,
    name: &'static str,
    revocable: bool,
    long_known: bool,
}

/// One row per flag: id, GraphQL name, REST `fields` name, spelling in responses, display name,
/// revocable, known to the first public connector.
macro_rules! flags {
    ($($flag:ident $id:literal $graphql:literal $rest:literal $response:literal $name:literal $revocable:literal $long_known:literal;)*) => {
        const FACTS: [Facts; LicenseFlag::ALL.len()] = [$(Facts {
            flag: LicenseFlag::$flag,
            id: $id,
            graphql: $graphql,
            rest: $rest,
            response: $response,
            name: $name,
            revocable: $revocable,
            long_known: $long_known,
        }),*];

        impl LicenseFlag {
            /// Every flag, in alphabetical order of ids.
            pub const ALL: [Self; 19] = [$(Self::$flag),*];
        }
    };
}

flags! {
    AiClassification "aic-user" "aicUser" "aic_user" "aic-user" "AI classification" true true;
    Analytics "analytics-user" "analyticsUser" "analytics_user" "analytics-user" "Analytics" true true;
    CategoryPlanner "category_planner_user" "categoryPlannerUser" "category_planner_user" "category-planner-user" "Category Planner" true false;
    CategoryStrategy "category_strategy_user" "categoryStrategyUser" "category_strategy_user" "category-strategy-user" "Category Strategy" true false;
    ContingentWorkforce "ccw-user" "ccwUser" "ccw_user" "ccw-user" "Contingent Workforce" true true;
    ClmAdvanced "clm-advanced-user" "clmAdvancedUser" "clm_advanced_user" "clm-advanced-user" "CLM Advanced" true false;
    Contracts "contracts-user" "contractsUser" "contracts_user" "contracts-user" "Contracts" false true;
    NaviAiAgent "coupa-navi-ai-agent-user" "coupaNaviAiAgentUser" "coupa_navi_ai_agent_user" "coupa-navi-ai-agent-user" "Coupa Navi AI Agent" true false;
    Expense "expense-user" "expenseUser" "expense_user" "expense-user" "Expense" true true;
    Intake "intake-user" "intakeUser" "intake_user" "intake-user" "Intake" true false;
    Inventory "inventory-user" "inventoryUser" "inventory_user" "inventory-user" "Inventory" true true;
    Invoicing "invoicing_user" "invoicingUser" "invoicing_user" "invoicing-user" "Invoicing" true false;
    Purchasing "purchasing-user" "purchasingUser" "purchasing_user" "purchasing-user" "Purchasing" false true;
    RiskAssess "risk-assess-user" "riskAssessUser" "risk_assess_user" "risk-assess-user" "Risk Assess" true true;
    Sourcing "sourcing-user" "sourcingUser" "sourcing_user" "sourcing-user" "Sourcing" true true;
    SpendGuard "spend-guard-user" "spendGuardUser" "spend_guard_user" "spend-guard-user" "Spend Guard" true true;
    SupplyChain "supply-chain-user" "supplyChainUser" "supply_chain_user" "supply-chain-user" "Supply Chain" true true;
    Travel "travel-user" "travelUser" "travel_user" "travel-user" "Travel" true true;
    Treasury "treasury_user" "treasuryUser" "treasury_user" "treasury-user" "Treasury" true true;
}

impl LicenseFlag {
    fn facts(self) -> &'static Facts {
        // The table holds a row per flag, in the order of the variants; a test proves it.
        &FACTS[self as usize]
    }

    /// The stable id, which is also the key sent in a write: `aic-user`, `treasury_user`.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.facts().id
    }

    /// The name in GraphQL: `treasuryUser`.
    #[must_use]
    pub fn graphql_name(self) -> &'static str {
        self.facts().graphql
    }

    /// The name in a REST `fields` parameter and in query conditions: `treasury_user`.
    #[must_use]
    pub fn rest_name(self) -> &'static str {
        self.facts().rest
    }

    /// The key in a REST response: `treasury-user`.
    #[must_use]
    pub fn response_name(self) -> &'static str {
        self.facts().response
    }

    /// The name for people: `Treasury`.
    #[must_use]
    pub fn display_name(self) -> &'static str {
        self.facts().name
    }

    /// Whether Coupa's API can take the licence away. It was observed to leave Contracts and
    /// Purchasing set after a write of `false`.
    #[must_use]
    pub fn revocable(self) -> bool {
        self.facts().revocable
    }

    /// Whether the first public Coupa connector knew the flag; the others were added later.
    #[must_use]
    pub fn known_to_first_connector(self) -> bool {
        self.facts().long_known
    }

    /// Finds a flag by its id or any of its spellings, without regard to case.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        let wanted = super::record::plain_key(name);
        FACTS.iter().find(|facts| super::record::plain_key(facts.graphql) == wanted).map(|facts| facts.flag)
    }
}

impl std::fmt::Display for LicenseFlag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_variants() {
        for (flag, facts) in LicenseFlag::ALL.into_iter().zip(&FACTS) {
            assert_eq!(flag, facts.flag);
            assert_eq!(flag.facts().id, facts.id);
        }
    }

    #[test]
    fn every_spelling_of_a_flag_is_the_same_word() {
        for flag in LicenseFlag::ALL {
            for spelling in [flag.id(), flag.graphql_name(), flag.rest_name(), flag.response_name()] {
                assert_eq!(LicenseFlag::find(spelling), Some(flag), "{spelling}");
            }
            assert!(flag.rest_name().chars().all(|c| c.is_ascii_lowercase() || c == '_'));
            assert!(flag.response_name().chars().all(|c| c.is_ascii_lowercase() || c == '-'));
        }
        assert_eq!(LicenseFlag::find("api-user"), None);
    }

    #[test]
    fn ids_are_the_spelling_of_a_write() {
        let underscored: Vec<_> =
            LicenseFlag::ALL.into_iter().map(LicenseFlag::id).filter(|id| id.contains('_')).collect();
        assert_eq!(
            underscored,
            ["category_planner_user", "category_strategy_user", "invoicing_user", "treasury_user"]
        );
        assert_eq!(LicenseFlag::ALL.iter().filter(|flag| flag.known_to_first_connector()).count(), 13);
        let kept: Vec<_> = LicenseFlag::ALL.into_iter().filter(|flag| !flag.revocable()).collect();
        assert_eq!(kept, [LicenseFlag::Contracts, LicenseFlag::Purchasing]);
    }
}
