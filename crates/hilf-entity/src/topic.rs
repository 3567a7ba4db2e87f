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

/// Topics with their English labels, as FollowTheMoney 4.11.2 defines them.
const LABELS: &[(&str, &str)] = &[
    ("asset.frozen", "Frozen asset"),
    ("corp.clone", "Clone of real entity"),
    ("corp.disqual", "Disqualified"),
    ("corp.offshore", "Offshore"),
    ("corp.public", "Public listed company"),
    ("corp.shell", "Shell company"),
    ("crime", "Crime"),
    ("crime.boss", "Criminal leadership"),
    ("crime.cyber", "Cybercrime"),
    ("crime.env", "Environmental violations"),
    ("crime.fin", "Financial crime"),
    ("crime.fraud", "Fraud"),
    ("crime.terror", "Terrorism"),
    ("crime.theft", "Theft"),
    ("crime.traffick", "Trafficking"),
    ("crime.traffick.drug", "Drug trafficking"),
    ("crime.traffick.human", "Human trafficking"),
    ("crime.war", "War crimes"),
    ("debarment", "Debarred"),
    ("export.control", "Export controlled"),
    ("export.control.linked", "Export control-linked"),
    ("export.risk", "Trade risk"),
    ("fin", "Financial services"),
    ("fin.adivsor", "Financial advisor"),
    ("fin.bank", "Bank"),
    ("fin.fund", "Fund"),
    ("forced.labor", "Forced labor"),
    ("geo.risk", "High-risk area"),
    ("gov", "Government"),
    ("gov.admin", "Civil service"),
    ("gov.executive", "Executive branch of government"),
    ("gov.financial", "Central banking and financial integrity"),
    ("gov.head", "Head of government or state"),
    ("gov.igo", "Intergovernmental organization"),
    ("gov.judicial", "Judicial branch of government"),
    ("gov.legislative", "Legislative branch of government"),
    ("gov.muni", "Municipal government"),
    ("gov.national", "National government"),
    ("gov.religion", "Religious leadership"),
    ("gov.security", "Security services"),
    ("gov.soe", "State-owned enterprise"),
    ("gov.state", "State government"),
    ("invest.ban", "Investment ban"),
    ("invest.risk", "Investment risk"),
    ("mare.detained", "Maritime detention"),
    ("mare.shadow", "Shadow fleet"),
    ("mare.sts", "Ship-to-ship transfer"),
    ("mil", "Military"),
    ("poi", "Person of interest"),
    ("pol.party", "Political party"),
    ("pol.union", "Union"),
    ("reg.action", "Regulator action"),
    ("reg.warn", "Regulator warning"),
    ("rel", "Religion"),
    ("role.acct", "Accountant"),
    ("role.act", "Activist"),
    ("role.civil", "Civil servant"),
    ("role.diplo", "Diplomat"),
    ("role.journo", "Journalist"),
    ("role.judge", "Judge"),
    ("role.lawyer", "Lawyer"),
    ("role.lobby", "Lobbyist"),
    ("role.oligarch", "Oligarch"),
    ("role.pep", "PEP"),
    ("role.pep.frmr", "Former PEP"),
    ("role.pep.intl", "International PEP"),
    ("role.pep.natl", "National PEP"),
    ("role.pol", "Politician"),
    ("role.rca", "Close Associate"),
    ("role.spy", "Spy"),
    ("sanction", "Sanctioned"),
    ("sanction.control", "Sanction ownership or control"),
    ("sanction.counter", "Counter-sanctioned"),
    ("sanction.linked", "Sanction-linked"),
    ("wanted", "Wanted"),
];

/// The English label of a topic.
///
/// ```
/// assert_eq!(hilf_entity::topic::label("crime.terror"), Some("Terrorism"));
/// ```
pub fn label(topic: &str) -> Option<&'static str> {
    let place = LABELS.binary_search_by(|(known, _)| known.cmp(&topic)).ok()?;
    Some(LABELS[place].1)
}

/// Whether the topic makes its bearer a target.
pub fn is_risk(topic: &str) -> bool {
    RISK.binary_search(&topic).is_ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_risk_topics_are_sorted_so_that_they_are_found() {
        assert!(super::RISK.is_sorted());
        assert!(super::LABELS.is_sorted());
        assert!(super::RISK.iter().all(|topic| super::label(topic).is_some()));
        assert!(super::is_risk("sanction"));
        assert!(!super::is_risk("gov.national"));
    }
}
