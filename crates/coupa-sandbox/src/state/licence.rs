//! Licence flags: which modules of Coupa a user may use.

use std::fmt;

macro_rules! licences {
    ($( $variant:ident = $name:literal, $written:literal, $revocable:literal, $output_only:literal; )+) => {
        /// A licence flag of a user.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Licence { $( #[doc = concat!("`", $written, "`")] $variant, )+ }

        impl Licence {
            /// All of them.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),+];

            /// The flag in snake case.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Self::$variant => $name ),+ }
            }

            /// The spelling documented for writes: dashes mostly, underscores for four of them.
            #[must_use]
            pub const fn written(self) -> &'static str {
                match self { $( Self::$variant => $written ),+ }
            }

            /// False for the two flags that stay true whatever is written.
            #[must_use]
            pub const fn is_revocable(self) -> bool {
                match self { $( Self::$variant => $revocable ),+ }
            }

            /// True if the documents call the flag output only.
            #[must_use]
            pub const fn is_output_only(self) -> bool {
                match self { $( Self::$variant => $output_only ),+ }
            }
        }
    };
}

licences! {
    Aic = "aic_user", "aic-user", true, false;
    Analytics = "analytics_user", "analytics-user", true, false;
    CategoryPlanner = "category_planner_user", "category_planner_user", true, false;
    CategoryStrategy = "category_strategy_user", "category_strategy_user", true, true;
    Ccw = "ccw_user", "ccw-user", true, false;
    ClmAdvanced = "clm_advanced_user", "clm-advanced-user", true, false;
    Contracts = "contracts_user", "contracts-user", false, false;
    CoupaNaviAiAgent = "coupa_navi_ai_agent_user", "coupa-navi-ai-agent-user", true, false;
    Expense = "expense_user", "expense-user", true, false;
    Intake = "intake_user", "intake-user", true, false;
    Inventory = "inventory_user", "inventory-user", true, false;
    Invoicing = "invoicing_user", "invoicing_user", true, true;
    Purchasing = "purchasing_user", "purchasing-user", false, false;
    RiskAssess = "risk_assess_user", "risk-assess-user", true, false;
    Sourcing = "sourcing_user", "sourcing-user", true, false;
    SpendGuard = "spend_guard_user", "spend-guard-user", true, false;
    SupplyChain = "supply_chain_user", "supply-chain-user", true, false;
    Travel = "travel_user", "travel-user", true, false;
    Treasury = "treasury_user", "treasury_user", true, false;
}

impl Licence {
    /// The licence with this flag, written with dashes or underscores.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let snake = name.replace('-', "_");
        Self::ALL.iter().copied().find(|licence| licence.name() == snake)
    }
}

impl fmt::Display for Licence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The licences of one user: a set that takes four bytes.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct LicenceSet(u32);

impl LicenceSet {
    /// No licence.
    pub const EMPTY: Self = Self(0);

    /// True if the licence is in the set.
    #[must_use]
    pub const fn contains(self, licence: Licence) -> bool {
        self.0 & (1 << licence as u32) != 0
    }

    /// Adds or removes a licence; true if that changed the set.
    pub const fn set(&mut self, licence: Licence, held: bool) -> bool {
        let before = self.0;
        if held {
            self.0 |= 1 << licence as u32;
        } else {
            self.0 &= !(1 << licence as u32);
        }
        self.0 != before
    }

    /// The licences in the set, in the order of [`Licence::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Licence> {
        Licence::ALL.iter().copied().filter(move |licence| self.contains(*licence))
    }
}

impl fmt::Debug for LicenceSet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_nineteen_flags_and_two_are_permanent() {
        assert_eq!(Licence::ALL.len(), 19);
        let permanent: Vec<_> = Licence::ALL.iter().filter(|licence| !licence.is_revocable()).collect();
        assert_eq!(permanent, [&Licence::Contracts, &Licence::Purchasing]);
        let underscored: Vec<_> =
            Licence::ALL.iter().filter(|licence| licence.written().contains('_')).map(|l| l.name()).collect();
        assert_eq!(
            underscored,
            ["category_planner_user", "category_strategy_user", "invoicing_user", "treasury_user"]
        );
    }

    #[test]
    fn a_set_remembers_each_flag_by_itself() {
        let mut set = LicenceSet::EMPTY;
        for licence in Licence::ALL {
            assert!(set.set(*licence, true));
            assert!(!set.set(*licence, true));
        }
        assert!(set.set(Licence::Travel, false));
        assert_eq!(set.iter().count(), 18);
        assert_eq!(Licence::from_name("clm-advanced-user"), Some(Licence::ClmAdvanced));
        assert_eq!(Licence::from_name("clm"), None);
    }
}
