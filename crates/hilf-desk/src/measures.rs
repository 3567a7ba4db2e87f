//! Freezes and exemptions: what follows from a true match.

use std::collections::HashMap;

use hilf_case::{Duty, Movement, Terms};
use hilf_store::{Act, ExemptionRow, Freeze};
use jiff::Timestamp;
use serde_json::{Value as Json, json};

use crate::alerts::object;
use crate::settle::is_true_match;
use crate::{Desk, DeskError, Person, Right};

/// Until when payments are exempt, by the ids of the customer and of the listed entity.
pub type ExemptPairs = HashMap<(String, String), Timestamp>;

/// The pairs whose payments are exempt at the time of an act.
pub(crate) async fn exempt_now(act: &mut Act) -> Result<ExemptPairs, DeskError> {
    let now = act.at();
    let terms = act.exemptions_granted().await?.into_iter().map(|row| row.terms);
    let mut pairs = ExemptPairs::new();
    for terms in terms.filter(|terms| terms.from <= now && now < terms.until) {
        for subject in terms.subjects {
            let until = pairs.entry((subject, terms.entity.clone())).or_insert(terms.until);
            *until = terms.until.max(*until);
        }
    }
    Ok(pairs)
}

impl Desk {
    /// Records that a customer's assets were frozen after a true match; `assets` says which, in
    /// words.
    ///
    /// # Errors
    /// [`DeskError`]; only two people's decision that it is the listed person allows it.
    pub async fn freeze(
        &self,
        person: &Person,
        alert: &str,
        assets: &str,
    ) -> Result<Freeze, DeskError> {
        if assets.trim().is_empty() {
            return Err(DeskError::missing(
                "say what was frozen: accounts, amounts",
                "اذكر ما جرى تجميده: الحسابات والمبالغ",
            ));
        }
        let details = json!({ "assets": assets });
        let mut act = self.enter(person, Right::Freeze, object(alert), details).await?;
        let row = act.alert(alert).await?;
        if row.alert.state() != hilf_case::State::Decided || !is_true_match(&row) {
            return Err(DeskError::missing(
                "two people have not decided that this is the listed person; decide the alert first",
                "لم يقرر شخصان بعد أن هذا هو الشخص المدرج؛ احسما التنبيه أولا",
            ));
        }
        let freeze = Freeze {
            alert: row.id.clone(),
            customer: row.customer.clone(),
            entity: row.entity.clone(),
            frozen_at: act.at(),
            frozen_by: person.id.clone(),
            assets: json!({ "text": assets }),
            report: None,
            reported_at: None,
            lift: None,
            lifted_at: None,
        };
        act.put_freeze(&freeze).await?;
        let due = self.jurisdiction.due(Duty::Report, act.at())?;
        act.set_due(alert, Some(due)).await?;
        act.commit().await?;
        Ok(freeze)
    }

    /// Records that a freeze was reported to the authority, and under which reference.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn report_freeze(
        &self,
        person: &Person,
        alert: &str,
        reference: &str,
    ) -> Result<(), DeskError> {
        let details = json!({ "reference": reference });
        let mut act = self.enter(person, Right::Freeze, object(alert), details).await?;
        act.report_freeze(alert, reference).await?;
        act.set_due(alert, None).await?;
        act.commit().await?;
        Ok(())
    }

    /// Records that a freeze was lifted, after another person than the one who lifts it decided
    /// anew that nothing holds it: the listing ended, or it is somebody else.
    ///
    /// # Errors
    /// [`DeskError`]; while the last decision is a true match on a listing that stands, a freeze
    /// cannot be lifted.
    pub async fn lift_freeze(
        &self,
        person: &Person,
        alert: &str,
        reason: &str,
    ) -> Result<(), DeskError> {
        if reason.trim().is_empty() {
            return Err(hilf_case::Refusal::NoReason.into());
        }
        let details = json!({ "reason": reason });
        let mut act = self.enter(person, Right::Unfreeze, object(alert), details).await?;
        let row = act.alert(alert).await?;
        let decided = row.alert.state() == hilf_case::State::Decided;
        if !decided || is_true_match(&row) {
            return Err(DeskError::missing(
                "the decision that holds the freeze stands; two people must decide the alert anew \
                 first",
                "لا يزال القرار الذي يستند إليه التجميد قائما؛ يجب أن يعيد شخصان حسم التنبيه أولا",
            ));
        }
        let decisions = row.alert.decisions().last();
        let by = decisions.map(|d| json!([d.proposal.by, d.approved_by])).unwrap_or(Json::Null);
        let lift = json!({ "by": person.id, "decided_by": by, "reason": reason });
        act.lift_freeze(alert, &lift).await?;
        act.set_due(alert, None).await?;
        act.commit().await?;
        Ok(())
    }

    /// The freeze of an alert, in force or lifted.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn freeze_of(
        &self,
        person: &Person,
        alert: &str,
    ) -> Result<Option<Freeze>, DeskError> {
        let mut act = self.enter(person, Right::AlertView, object(alert), Json::Null).await?;
        let freeze = act.freeze(alert).await?;
        act.commit().await?;
        Ok(freeze)
    }

    /// Freezes in force, the oldest first.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn freezes(&self, person: &Person) -> Result<Vec<Freeze>, DeskError> {
        let mut act = self.enter(person, Right::AlertView, "freezes", Json::Null).await?;
        let freezes = act.freezes_in_force().await?;
        act.commit().await?;
        Ok(freezes)
    }

    /// Lays an exemption before a second person; gives its id.
    ///
    /// # Errors
    /// [`DeskError`], also when the terms lack something.
    pub async fn propose_exemption(
        &self,
        person: &Person,
        terms: Terms,
    ) -> Result<String, DeskError> {
        self.allow(person, Right::ExemptionPropose, "exemptions").await?;
        terms.check()?;
        let details = json!({ "terms": terms });
        let mut act = self.enter(person, Right::ExemptionPropose, "exemptions", details).await?;
        let row = ExemptionRow {
            id: format!("x{:x}", act.at().as_microsecond()),
            terms,
            proposed_by: person.id.clone(),
            proposed_at: act.at(),
            granted: None,
            ended_at: None,
        };
        act.put_exemption(&row).await?;
        act.commit().await?;
        Ok(row.id)
    }

    /// Grants an exemption somebody else proposed.
    ///
    /// # Errors
    /// [`DeskError`]; proposer and grantor are two people.
    pub async fn grant_exemption(
        &self,
        person: &Person,
        id: &str,
    ) -> Result<ExemptionRow, DeskError> {
        let object = format!("exemption:{id}");
        let mut act = self.enter(person, Right::ExemptionGrant, object, Json::Null).await?;
        let mut row = act.exemption(id).await?;
        if row.granted.is_some() || row.ended_at.is_some() {
            return Err(DeskError::missing(
                "this exemption has been granted or ended already",
                "منح هذا الاستثناء أو أنهي من قبل",
            ));
        }
        row.granted = Some(row.terms.clone().grant(&row.proposed_by, &person.id)?);
        act.put_exemption(&row).await?;
        act.commit().await?;
        Ok(row)
    }

    /// Turns a proposed exemption down, or ends a granted one before its time.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn end_exemption(
        &self,
        person: &Person,
        id: &str,
        reason: &str,
    ) -> Result<(), DeskError> {
        let (object, details) = (format!("exemption:{id}"), json!({ "reason": reason }));
        let mut act = self.enter(person, Right::ExemptionGrant, object, details).await?;
        let mut row = act.exemption(id).await?;
        if row.ended_at.is_some() {
            return Err(DeskError::missing(
                "this exemption has ended already",
                "انتهى هذا الاستثناء من قبل",
            ));
        }
        row.ended_at = Some(act.at());
        act.put_exemption(&row).await?;
        act.commit().await?;
        Ok(())
    }

    /// Takes one's own proposal of an exemption back, while nobody has granted it.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn withdraw_exemption(
        &self,
        person: &Person,
        id: &str,
        reason: &str,
    ) -> Result<(), DeskError> {
        let (object, details) = (format!("exemption:{id}"), json!({ "withdrawn": reason }));
        let mut act = self.enter(person, Right::ExemptionPropose, object, details).await?;
        let mut row = act.exemption(id).await?;
        let is_waiting = row.granted.is_none() && row.ended_at.is_none();
        if row.proposed_by != person.id || !is_waiting {
            return Err(DeskError::missing(
                "only whoever proposed an exemption takes it back, and only before it is granted",
                "لا يسحب الاستثناء إلا من اقترحه، وقبل أن يمنح",
            ));
        }
        row.ended_at = Some(act.at());
        act.put_exemption(&row).await?;
        act.commit().await?;
        Ok(())
    }

    /// Counts a payment against an exemption; gives what is left of its ceiling.
    ///
    /// # Errors
    /// [`DeskError`]; a payment that is not covered is not counted.
    pub async fn use_exemption(
        &self,
        person: &Person,
        id: &str,
        subject: &str,
        (amount, currency): (u64, &str),
    ) -> Result<u64, DeskError> {
        let object = format!("exemption:{id}");
        let details = json!({ "subject": subject, "amount": amount, "currency": currency });
        let mut act = self.enter(person, Right::ExemptionUse, object, details).await?;
        let mut row = act.exemption(id).await?;
        let not_in_force =
            DeskError::missing("this exemption is not in force", "هذا الاستثناء غير ساري المفعول");
        if row.ended_at.is_some() {
            return Err(not_in_force);
        }
        let granted = row.granted.as_mut().ok_or(not_in_force)?;
        let (entity, at) = (row.terms.entity.clone(), act.at());
        granted.draw(Movement { subject, entity: &entity, currency, amount, at })?;
        let left = granted.terms().ceiling.saturating_sub(granted.used());
        act.put_exemption(&row).await?;
        act.commit().await?;
        Ok(left)
    }

    /// Exemptions that cover a payment now, by the id of the customer and of the listed entity, each
    /// with the moment at which the last of them ends.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn exempt_pairs(&self, person: &Person) -> Result<ExemptPairs, DeskError> {
        let mut act = self.enter(person, Right::AlertView, "exemptions", Json::Null).await?;
        let pairs = exempt_now(&mut act).await?;
        act.commit().await?;
        Ok(pairs)
    }

    /// Exemptions, the newest first; those on one listed entity, or all.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn exemptions(
        &self,
        person: &Person,
        entity: Option<&str>,
    ) -> Result<Vec<ExemptionRow>, DeskError> {
        let mut act = self.enter(person, Right::AlertView, "exemptions", Json::Null).await?;
        let rows = act.exemptions(entity).await?;
        act.commit().await?;
        Ok(rows)
    }
}
