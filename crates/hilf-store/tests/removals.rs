//! Lists that are to be taken off, on both databases.

#![allow(clippy::unwrap_used, missing_docs)]

mod places;

use hilf_store::{Act, Deed, StoreError};
use places::{Stand, stands};

async fn act(stand: &Stand, by: &str) -> Act {
    stand.store.act(Deed::new(by, "list.change", "list:own")).await.unwrap()
}

#[tokio::test]
async fn of_a_list_one_proposal_waits_and_is_decided_once() {
    for stand in stands().await {
        let mut own = act(&stand, "ada").await;
        let n = own.propose_removal("own", "no longer kept").await.unwrap().unwrap();
        assert_eq!(own.propose_removal("own", "again").await.unwrap(), None);
        assert!(own.propose_removal("other", "x").await.unwrap().is_some());
        own.commit().await.unwrap();
        let mut other = act(&stand, "bo").await;
        let open = other.open_removal("own").await.unwrap().unwrap();
        assert_eq!((open.n, open.proposed_by.as_str()), (n, "ada"));
        assert_eq!((open.list.as_str(), open.reason.as_str()), ("own", "no longer kept"));
        other.decide_removal(n, true, "seen").await.unwrap();
        let again = other.decide_removal(n, false, "no").await;
        assert!(matches!(again, Err(StoreError::Unknown { .. })), "{again:?}");
        other.commit().await.unwrap();
        let mut later = act(&stand, "bo").await;
        assert_eq!(later.open_removal("own").await.unwrap(), None);
        later.reopen_removal(n).await.unwrap();
        assert!(later.open_removal("own").await.unwrap().is_some());
    }
}
