//! Exemptions of a case: asked for, granted by a second person, ended, taken back.

use hilf_case::{Basis, ExemptionRefusal, Terms, currency};
use hilf_desk::{CaseFile, Desk, DeskError, Person, Right};
use hilf_store::ExemptionRow;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::fields::Fields;
use crate::page::queue::Due;
use crate::say::{Text, exemption as words};
use crate::session::Visitor;
use crate::show::{Html, Ui};

/// An exemption on the page of a case.
pub(super) struct ExemptionView {
    pub(super) id: String,
    pub(super) standing: Text,
    pub(super) class: &'static str,
    pub(super) basis: Html,
    pub(super) amount: Html,
    pub(super) period: Html,
    /// How long it still holds, if it does.
    pub(super) clock: Option<Due>,
    pub(super) people: Html,
    pub(super) can_grant: bool,
    pub(super) can_end: bool,
    pub(super) can_withdraw: bool,
}

/// Exemptions that cover the customer of a case, the newest first.
pub(super) fn of(ui: &Ui, visitor: &Visitor, file: &CaseFile) -> Vec<ExemptionView> {
    covering(file).map(|row| view(ui, &visitor.person, row)).collect()
}

fn covering(file: &CaseFile) -> impl Iterator<Item = &ExemptionRow> {
    let customer = &file.alert.customer;
    file.exemptions.iter().filter(move |row| row.terms.subjects.contains(customer))
}

/// Until when a payment of the customer is covered now, if it is.
pub(super) fn in_force_until(file: &CaseFile) -> Option<Timestamp> {
    let now = Timestamp::now();
    covering(file).filter(|row| is_in_force(row, now)).map(|row| row.terms.until).max()
}

fn is_in_force(row: &ExemptionRow, now: Timestamp) -> bool {
    row.granted.is_some()
        && row.ended_at.is_none()
        && row.terms.from <= now
        && now < row.terms.until
}

fn view(ui: &Ui, person: &Person, row: &ExemptionRow) -> ExemptionView {
    let now = Timestamp::now();
    let (terms, is_over) = (&row.terms, row.ended_at.is_some());
    let (standing, class) = match (&row.granted, is_over) {
        (None, true) => (words::TURNED_DOWN, "neutral"),
        (None, false) => (words::WAITING, "partly"),
        (Some(_), true) => (words::ENDED, "neutral"),
        (Some(_), false) if now >= terms.until => (words::RUN_OUT, "neutral"),
        (Some(_), false) if now < terms.from => (words::TO_COME, "partly"),
        (Some(_), false) => (words::IN_FORCE, "for"),
    };
    let basis = match &terms.basis {
        Basis::Humanitarian { provider, project } => {
            ui.fill(words::HUMANITARIAN_OF, &[("provider", provider), ("project", project)])
        }
        Basis::Licence { authority, number } => {
            ui.fill(words::LICENCE_OF, &[("authority", authority), ("number", number)])
        }
    };
    let money = |amount: u64| {
        let written = ui.decimal(&currency::written(amount, &terms.currency));
        format!("{written} {}", terms.currency)
    };
    let amount = match &row.granted {
        Some(granted) => {
            let parts = [("used", &*money(granted.used())), ("ceiling", &*money(terms.ceiling))];
            ui.fill(words::USED, &parts)
        }
        None => ui.fill(words::UP_TO, &[("ceiling", &money(terms.ceiling))]),
    };
    let dated = |at: Timestamp| ui.time(&at.to_string());
    let period = [("from", &dated(terms.from)), ("until", &dated(terms.until))];
    let people = match &row.granted {
        Some(granted) => {
            let [first, second] = granted.granted_by();
            ui.fill(words::GRANTED_BY, &[("first", first), ("second", second)])
        }
        None => ui.fill(words::PROPOSED_BY, &[("who", &row.proposed_by)]),
    };
    let (is_own, waits) = (row.proposed_by == person.id, row.granted.is_none() && !is_over);
    let may_grant = person.may(Right::ExemptionGrant);
    ExemptionView {
        id: row.id.clone(),
        standing,
        class,
        basis,
        amount,
        period: ui.fill_html(words::PERIOD, &period),
        clock: is_in_force(row, now).then(|| Due::of(ui, Some(terms.until))),
        people,
        can_grant: waits && may_grant && !is_own,
        can_end: !is_over && may_grant && !(waits && is_own),
        can_withdraw: waits && is_own && person.may(Right::ExemptionPropose),
    }
}

/// Lays an exemption for the customer of a case before a second person.
pub(super) async fn propose(
    desk: &Desk,
    person: &Person,
    alert: &str,
    form: &Fields,
) -> Result<(), DeskError> {
    let row = desk.alert(person, alert).await?;
    let terms = terms(form, &row.customer, &row.entity)?;
    desk.propose_exemption(person, terms).await.map(drop)
}

/// The terms of a form. What is missing is told by their own check.
fn terms(form: &Fields, customer: &str, entity: &str) -> Result<Terms, ExemptionRefusal> {
    let (who, what) = (form.get("text").to_owned(), form.get("number").to_owned());
    let basis = match form.get("basis") {
        "humanitarian" => Basis::Humanitarian { provider: who, project: what },
        "licence" => Basis::Licence { authority: who, number: what },
        _ => return Err(ExemptionRefusal::Basis),
    };
    let currency = form.get("currency").to_uppercase();
    let ceiling =
        currency::smallest(form.get("ceiling"), &currency).ok_or(ExemptionRefusal::Amount)?;
    let day = |name: &str| form.get(name).parse::<Date>().map_err(|_| ExemptionRefusal::Period);
    let begin = |day: Date| {
        TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).map_err(|_| ExemptionRefusal::Period)
    };
    // The last day belongs to it.
    let after = day("until")?.checked_add(1.day()).map_err(|_| ExemptionRefusal::Period)?;
    Ok(Terms {
        basis,
        entity: entity.to_owned(),
        subjects: vec![customer.to_owned()],
        currency,
        ceiling,
        from: begin(day("from")?)?,
        until: begin(after)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terms_of_a_form_hold_to_the_end_of_the_last_day() {
        let read = |text: &str| terms(&Fields::read(text), "c-1", "un-1");
        let whole = "basis=licence&text=Treasury&number=7&currency=usd&ceiling=1000.50\
                     &from=2026-01-01&until=2026-01-31";
        let own = read(whole).unwrap();
        assert_eq!((own.ceiling, own.currency.as_str()), (100_050, "USD"));
        assert_eq!(own.until.to_string(), "2026-02-01T00:00:00Z");
        assert_eq!(own.check(), Ok(()));
        for (change, refusal) in [
            (("licence", "favour"), ExemptionRefusal::Basis),
            (("1000.50", "much"), ExemptionRefusal::Amount),
            (("2026-01-31", "soon"), ExemptionRefusal::Period),
        ] {
            assert_eq!(read(&whole.replace(change.0, change.1)), Err(refusal));
        }
    }
}
