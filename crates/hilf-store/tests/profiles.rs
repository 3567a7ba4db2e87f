//! Changes of the profile, on both databases.

#![allow(clippy::unwrap_used, missing_docs)]

mod places;

use hilf_store::{Deed, NewProfileChange, StoreError};
use places::stands;
use serde_json::json;

fn change(profile: &str, replaces: &str) -> NewProfileChange {
    NewProfileChange {
        profile: profile.to_owned(),
        body: format!("{{\"name\":\"{profile}\"}}"),
        replaces: replaces.to_owned(),
        reason: "سبب".to_owned(),
        impact: json!({ "before": replaces, "after": profile }),
        hash: format!("hash of {profile}"),
    }
}

#[tokio::test]
async fn a_change_is_decided_once_and_the_one_approved_last_is_in_force() {
    for stand in stands().await {
        let act = async |by| stand.store.act(Deed::new(by, "profile.test", "profiles")).await;
        assert_eq!(stand.store.profile_in_force().await.unwrap(), None);
        let mut own = act("ada").await.unwrap();
        let first = own.propose_profile(&change("kyc-a", "kyc-1")).await.unwrap();
        let second = own.propose_profile(&change("kyc-b", "kyc-1")).await.unwrap();
        own.commit().await.unwrap();
        let mut other = act("bo").await.unwrap();
        other.decide_profile(second, true, "agreed").await.unwrap();
        assert_eq!(other.profile_in_force().await.unwrap().unwrap().0, "kyc-b");
        other.commit().await.unwrap();
        let mut other = act("bo").await.unwrap();
        let again = other.decide_profile(second, false, "no").await;
        assert!(matches!(again, Err(StoreError::Unknown { .. })), "{again:?}");
        // The order of approval counts, not that of the proposals.
        other.decide_profile(first, true, "").await.unwrap();
        other.commit().await.unwrap();
        let (id, body) = stand.store.profile_in_force().await.unwrap().unwrap();
        assert_eq!((id.as_str(), body), ("kyc-a", change("kyc-a", "").body));
        let mut seen = act("aud").await.unwrap();
        let all = seen.profile_changes(10).await.unwrap();
        assert_eq!(all.iter().map(|own| own.n).collect::<Vec<_>>(), [second, first]);
        let known = seen.profile_change(second).await.unwrap();
        let decision = known.decision.unwrap();
        assert!(decision.is_approved && decision.by == "bo" && decision.remark == "agreed");
        assert_eq!((known.what.reason.as_str(), known.proposed_by.as_str()), ("سبب", "ada"));
        assert!(matches!(seen.profile_change(99).await, Err(StoreError::Unknown { .. })));
    }
}
