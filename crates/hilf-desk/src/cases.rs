//! Cases: what was found on one customer, together. Decisions stay with the alerts.

use hilf_store::{AlertRow, Case, CaseFilter};
use serde_json::{Value as Json, json};

use crate::report::alert_json;
use crate::{Desk, DeskError, Person, Right};

impl Desk {
    /// A page of cases in the order of the queue.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn cases(
        &self,
        person: &Person,
        filter: &CaseFilter,
        most: u32,
    ) -> Result<Vec<Case>, DeskError> {
        let mut act = self.enter(person, Right::AlertView, "cases", Json::Null).await?;
        let cases = act.cases(filter, most).await?;
        let seen: Vec<i64> = cases.iter().map(|case| case.number).collect();
        act.note("case.seen", "cases", json!({ "cases": seen })).await?;
        act.commit().await?;
        Ok(cases)
    }

    /// A case with its alerts, the most urgent first.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn case(
        &self,
        person: &Person,
        number: i64,
    ) -> Result<(Case, Vec<AlertRow>), DeskError> {
        let object = format!("case:{number}");
        let mut act = self.enter(person, Right::AlertView, object, Json::Null).await?;
        let (case, alerts) = act.case(number).await?;
        for alert in &alerts {
            act.note("alert.seen", &crate::alerts::object(&alert.id), Json::Null).await?;
        }
        act.commit().await?;
        Ok((case, alerts))
    }

    /// A case as JSON; with its alerts where they are given.
    pub fn case_json(case: &Case, alerts: Option<&[AlertRow]>) -> Json {
        let mut told = json!({
            "id": case.id(),
            "customer": case.customer,
            "opened_at": case.opened_at,
            "is_open": case.is_open,
            "priority": case.priority,
            "due_at": case.due_at,
            "alert_count": case.alerts,
            "undecided": case.undecided,
        });
        if let Some(alerts) = alerts {
            told["alerts"] = alerts.iter().map(alert_json).collect();
        }
        told
    }
}
