//! Risk topics (OpenSanctions/FollowTheMoney topic codes).

/// Topics that make an entity a screening target, as OpenSanctions defines `target`.
pub const RISK: &[&str] = &[
    "corp.clone",
    "corp.disqual",
    "crime",
    "crime.boss",
    "crime.fin",
    "crime.fraud",
    "crime.terror",
    "crime.theft",
    "crime.traffick",
    "crime.war",
    "debarment",
    "export.control",
    "export.control.linked",
    "export.risk",
    "geo.risk",
    "invest.ban",
    "invest.risk",
    "mare.detained",
    "mare.shadow",
    "poi",
    "reg.action",
    "reg.warn",
    "role.oligarch",
    "role.pep",
    "role.rca",
    "sanction",
    "sanction.control",
    "sanction.counter",
    "sanction.linked",
    "wanted",
];

/// Whether the topic makes its bearer a target.
pub fn is_risk(topic: &str) -> bool {
    RISK.binary_search(&topic).is_ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_risk_topics_are_sorted_so_that_they_are_found() {
        assert!(super::RISK.is_sorted());
        assert!(super::is_risk("sanction"));
        assert!(!super::is_risk("gov.national"));
    }
}
