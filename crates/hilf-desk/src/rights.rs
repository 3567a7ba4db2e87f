//! Who may do what: one table, and nothing that is not in it.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

/// What a person is trusted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Screens, looks at alerts and proposes.
    Analyst,
    /// Approves or returns what others propose.
    Reviewer,
    /// Answers for freezes, reports and exemptions.
    Officer,
    /// Reads everything, the audit log too, and changes nothing.
    Auditor,
    /// Takes up and updates lists and starts runs.
    ListManager,
    /// Manages accounts; sees no customers.
    Administrator,
}

impl Role {
    /// Every role, in the order of the table.
    pub const ALL: [Role; 6] = [
        Role::Analyst,
        Role::Reviewer,
        Role::Officer,
        Role::Auditor,
        Role::ListManager,
        Role::Administrator,
    ];

    /// Its name in records.
    pub fn name(self) -> &'static str {
        match self {
            Role::Analyst => "analyst",
            Role::Reviewer => "reviewer",
            Role::Officer => "officer",
            Role::Auditor => "auditor",
            Role::ListManager => "list_manager",
            Role::Administrator => "administrator",
        }
    }

    /// Its name in Arabic.
    pub fn arabic(self) -> &'static str {
        match self {
            Role::Analyst => "محلل",
            Role::Reviewer => "مراجع",
            Role::Officer => "مسؤول الامتثال",
            Role::Auditor => "مدقق",
            Role::ListManager => "مدير القوائم",
            Role::Administrator => "مدير النظام",
        }
    }

    /// The role of a name.
    pub fn named(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }
}

macro_rules! rights {
    ($($(#[$doc:meta])* $right:ident $name:literal : $($role:ident)*;)*) => {
        /// Something that can be done. Its name is what stands in the audit log.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Right {
            $($(#[$doc])* $right,)*
        }

        impl Right {
            /// Every right, in the order of the table.
            pub const ALL: &[Right] = &[$(Right::$right,)*];

            /// Its name in records.
            pub fn name(self) -> &'static str {
                match self {
                    $(Right::$right => $name,)*
                }
            }

            fn roles(self) -> &'static [Role] {
                match self {
                    $(Right::$right => &[$(Role::$role,)*],)*
                }
            }
        }
    };
}

rights! {
    /// Look somebody up who is no customer; needs a purpose.
    Lookup "subject.lookup": Analyst Reviewer Officer;
    /// See the lists, their versions and their entities.
    ListView "list.view": Analyst Reviewer Officer Auditor ListManager;
    /// Take up or update a list, or propose to take it off.
    ListChange "list.change": ListManager;
    /// Approve that a list is taken off the node, as somebody else proposed, or turn it down.
    ListRemove "list.remove": Officer ListManager;
    /// See a customer.
    CustomerView "customer.view": Analyst Reviewer Officer Auditor;
    /// Register or change customers.
    CustomerRegister "customer.register": Analyst Officer;
    /// Erase a customer.
    CustomerErase "customer.erase": Officer;
    /// Screen everybody again.
    RunStart "run.start": Officer ListManager;
    /// See what was screened when.
    RunView "run.view": Analyst Reviewer Officer Auditor ListManager;
    /// See alerts and their case files.
    AlertView "alert.view": Analyst Reviewer Officer Auditor;
    /// Assign, note, attach and propose.
    AlertWork "alert.work": Analyst Reviewer Officer;
    /// Work on several alerts at once, as far as the policy of work together allows.
    AlertTogether "alert.together": Analyst Officer;
    /// Approve or return what somebody else proposed.
    AlertDecide "alert.decide": Reviewer Officer;
    /// Compute a decision anew from what was recorded.
    AlertReplay "alert.replay": Analyst Reviewer Officer Auditor;
    /// Record a freeze or its report to the authority.
    Freeze "freeze.record": Officer;
    /// Record that a freeze was lifted.
    Unfreeze "freeze.lift": Officer;
    /// Propose an exemption.
    ExemptionPropose "exemption.propose": Analyst Officer;
    /// Grant, turn down or end an exemption.
    ExemptionGrant "exemption.grant": Reviewer Officer;
    /// Count a payment against an exemption.
    ExemptionUse "exemption.use": Analyst Officer;
    /// See the profile in force and what is proposed.
    ProfileView "profile.view": Analyst Reviewer Officer Auditor;
    /// Preview and propose another profile.
    ProfilePropose "profile.propose": Reviewer Officer;
    /// Approve a profile somebody else proposed, or turn it down.
    ProfileApprove "profile.approve": Reviewer Officer;
    /// See press reports as they are read, and what was noted on them.
    PressView "press.view": Analyst Reviewer Officer Auditor;
    /// Note something on press reports, and take one's own note back.
    PressNote "press.note": Analyst Reviewer Officer;
    /// Take back what somebody else noted.
    PressOverrule "press.overrule": Reviewer Officer;
    /// Purge what is older than it is to be kept.
    Purge "retention.purge": Officer;
    /// See figures without personal data.
    Statistics "statistics.view": Analyst Reviewer Officer Auditor ListManager Administrator;
    /// Read the audit log.
    AuditView "audit.view": Auditor;
    /// Make, change and close accounts.
    AccountManage "account.manage": Administrator;
    /// Make and revoke tokens of one's own.
    TokenOwn "token.own": Analyst Reviewer Officer Auditor ListManager Administrator;
    /// Copy the node's data.
    Backup "backup.take": Administrator;
}

impl Right {
    /// The right of a name.
    pub fn named(name: &str) -> Option<Right> {
        Right::ALL.iter().copied().find(|right| right.name() == name)
    }
}

/// Whether a role has a right.
pub fn may(role: Role, right: Right) -> bool {
    right.roles().contains(&role)
}

/// The whole table as text, a right to a line: what the repository keeps and reviewers read.
pub fn policy_table() -> String {
    let mut table = format!("{:<20}", "right");
    for role in Role::ALL {
        table += &format!(" {:<13}", role.name());
    }
    let mut lines = vec![table.trim_end().to_owned()];
    for right in Right::ALL {
        let mut line = format!("{:<20}", right.name());
        for role in Role::ALL {
            line += &format!(" {:<13}", if may(role, *right) { "yes" } else { "-" });
        }
        lines.push(line.trim_end().to_owned());
    }
    lines.join("\n") + "\n"
}

/// Somebody who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The account's id; two people have two.
    pub id: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// If they act through a token: the only rights it has, however many the roles give.
    pub scopes: Option<Vec<Right>>,
    /// Why they act, where they must say so.
    pub purpose: Option<String>,
}

impl Person {
    /// A person with roles.
    pub fn new(id: impl Into<String>, roles: &[Role]) -> Person {
        Person { id: id.into(), roles: roles.to_vec(), scopes: None, purpose: None }
    }

    /// Whoever works on the machine itself: they can open the database anyway.
    pub fn local(id: impl Into<String>) -> Person {
        Person::new(id, &Role::ALL)
    }

    /// With a purpose.
    #[must_use]
    pub fn because(mut self, purpose: &str) -> Person {
        self.purpose = Some(purpose.trim().to_owned()).filter(|purpose| !purpose.is_empty());
        self
    }

    /// Whether they may.
    pub fn may(&self, right: Right) -> bool {
        let is_in_scope = self.scopes.as_ref().is_none_or(|scopes| scopes.contains(&right));
        is_in_scope && self.roles.iter().any(|role| may(*role, right))
    }

    pub(crate) fn with_purpose(&self, details: Json) -> Json {
        match (&self.purpose, details) {
            (None, details) => details,
            (Some(purpose), Json::Null) => json!({ "purpose": purpose }),
            (Some(purpose), mut details) => {
                if let Some(object) = details.as_object_mut() {
                    object.insert("purpose".to_owned(), purpose.clone().into());
                }
                details
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_one_that_was_reviewed() {
        insta::assert_snapshot!(policy_table());
    }

    #[test]
    fn a_token_has_no_more_than_its_scopes_and_its_owners_roles() {
        let mut person = Person::new("ada", &[Role::Analyst]);
        assert!(person.may(Right::CustomerView) && !person.may(Right::AuditView));
        person.scopes = Some(vec![Right::Lookup, Right::AuditView]);
        assert!(person.may(Right::Lookup));
        assert!(!person.may(Right::CustomerView), "not in its scopes");
        assert!(!person.may(Right::AuditView), "not in the roles");
        assert!(Right::ALL.iter().all(|right| !Person::new("nobody", &[]).may(*right)));
    }
}
