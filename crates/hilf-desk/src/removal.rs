//! Taking a list off the node. Whoever was on it only is then found no more, so one person proposes
//! it and another approves; the run that follows says so on every alert
//! ([`crate::evidence::Gone::ListRemoved`]), and true matches are looked at again.

use hilf_list::store::StoreError;
use hilf_store::{Act, ListRemoval};
use serde_json::{Value as Json, json};

use crate::{Desk, DeskError, Person, Right};

impl Desk {
    /// Proposes to take a list off; gives the proposal's number.
    ///
    /// # Errors
    /// [`DeskError`], also when another proposal waits or there is no other list.
    pub async fn propose_list_removal(
        &self,
        person: &Person,
        name: &str,
        reason: &str,
    ) -> Result<i64, DeskError> {
        if reason.trim().is_empty() {
            return Err(hilf_case::Refusal::NoReason.into());
        }
        self.allow(person, Right::ListChange, &object(name)).await?;
        let own = name.to_owned();
        self.with_lists(move |_, store| {
            store.entry(&own)?;
            match store.entries().len() {
                1 => Err(StoreError::Last(own)),
                _ => Ok(()),
            }
        })
        .await?;
        let details = json!({ "removal": "proposed", "reason": reason.trim() });
        let mut act = self.enter(person, Right::ListChange, object(name), details).await?;
        let n = act.propose_removal(name, reason.trim()).await?;
        let n = n.ok_or(DeskError::missing(
            "it is proposed already that this list be taken off; that proposal waits",
            "اقترحت إزالة هذه القائمة من قبل؛ الاقتراح ينتظر",
        ))?;
        act.commit().await?;
        Ok(n)
    }

    /// The proposal to take a list off that waits for a second person. Looking at it is looking at
    /// the list.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn list_removal(
        &self,
        person: &Person,
        name: &str,
    ) -> Result<Option<ListRemoval>, DeskError> {
        let mut act = self.enter(person, Right::ListView, object(name), Json::Null).await?;
        let open = act.open_removal(name).await?;
        act.commit().await?;
        Ok(open)
    }

    /// Approves what somebody else proposed, by the number of the proposal that was read. The list
    /// is off at once; its snapshots stay.
    ///
    /// # Errors
    /// [`DeskError`]; the list is then live and the proposal waits as before.
    pub async fn approve_list_removal(
        &self,
        person: &Person,
        (name, n): (&str, i64),
        remark: &str,
    ) -> Result<(), DeskError> {
        let details = json!({ "removal": n, "approved": true, "remark": remark.trim() });
        let mut act = self.enter(person, Right::ListRemove, object(name), details).await?;
        let open = waiting(&mut act, name, n).await?;
        if open.proposed_by == person.id {
            return Err(DeskError::missing(
                "nobody approves their own proposal; another person must",
                "لا يقر أحد اقتراحه بنفسه؛ يجب أن يقره شخص آخر",
            ));
        }
        act.decide_removal(n, true, remark.trim()).await?;
        act.commit().await?;
        let (own, reason) = (name.to_owned(), open.reason);
        let removed = self.with_lists(move |_, mut store| store.remove(&own, &reason)).await;
        if removed.is_err() {
            let details = json!({ "removal": n, "failed": true });
            let mut act = self.enter(person, Right::ListRemove, object(name), details).await?;
            act.reopen_removal(n).await?;
            act.commit().await?;
        }
        removed
    }

    /// Turns a proposal down, or takes one's own back.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn refuse_list_removal(
        &self,
        person: &Person,
        (name, n): (&str, i64),
        remark: &str,
    ) -> Result<(), DeskError> {
        if remark.trim().is_empty() {
            return Err(hilf_case::Refusal::NoReason.into());
        }
        let details = json!({ "removal": n, "approved": false, "remark": remark.trim() });
        let mut act = self.enter(person, Right::ListRemove, object(name), details).await?;
        waiting(&mut act, name, n).await?;
        act.decide_removal(n, false, remark.trim()).await?;
        act.commit().await?;
        Ok(())
    }
}

/// The proposal of a number, if it waits.
async fn waiting(act: &mut Act, name: &str, n: i64) -> Result<ListRemoval, DeskError> {
    let open = act.open_removal(name).await?.filter(|open| open.n == n);
    open.ok_or(DeskError::missing(
        "this proposal waits no more; load the page of the list again",
        "لم يعد هذا الاقتراح ينتظر؛ أعد تحميل صفحة القائمة",
    ))
}

/// A list in the audit log.
fn object(name: &str) -> String {
    format!("list:{name}")
}
