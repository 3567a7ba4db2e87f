//! People and bodies at one event in several reports.

use super::{At, Verdict};
use crate::event::Role;
use crate::picture::RelationKind;

/// Who was there, who was not, and what had been announced.
pub(super) fn between(a: At<'_>, b: At<'_>) -> Option<Verdict> {
    let (x, y) = (a.claim.participant.as_ref()?, b.claim.participant.as_ref()?);
    if !same_person(&x.id, &y.id, a, b) {
        return None;
    }
    if a.cluster.is_none() || a.cluster != b.cluster {
        return None;
    }
    let there =
        |role: Role| matches!(role, Role::Chair | Role::Attended | Role::Host | Role::Joined);
    let (x_planned, y_planned) =
        (a.claim.planned || x.role == Role::Planned, b.claim.planned || y.role == Role::Planned);
    let (x_absent, y_absent) = (x.role == Role::Absent, y.role == Role::Absent);
    let name = &x.name;
    Some(if x_absent != y_absent && (x_planned != y_planned) {
        (
            RelationKind::SupersededPlan,
            format!(
                "one report announced {name}, the other reports the absence: a plan that did not come true, not a contradiction"
            ),
            format!("أعلن أحد التقريرين حضور {name} وأورد الآخر الغياب: خطة لم تتحقق، لا تناقض"),
        )
    } else if x_absent != y_absent {
        (
            RelationKind::Contradict,
            format!("one report says {name} was there, the other that {name} was not"),
            format!("يقول أحد التقريرين إن {name} حضر، ويقول الآخر إنه غاب"),
        )
    } else if x_planned != y_planned && there(x.role) && there(y.role) && x.role != y.role {
        (
            RelationKind::Refines,
            format!(
                "one report announced {name} as {:?}, the other reports {:?}: a plan beside a later account",
                x.role, y.role
            ),
            format!(
                "أعلن أحد التقريرين دورا لـ{name} وأورد الآخر المشاركة بعد وقوعها: خطة ورواية لاحقة"
            ),
        )
    } else {
        (
            RelationKind::Agree,
            format!("both reports say {name} takes part"),
            format!("يذكر التقريران مشاركة {name}"),
        )
    })
}

/// The same id, or an office without a name and its holder on the day of the event.
fn same_person(x: &str, y: &str, a: At<'_>, b: At<'_>) -> bool {
    let holds = |office: &str, person: &str, at: At<'_>| {
        let mut parts = office.strip_prefix("office:").unwrap_or_default().split(':');
        let (Some(role), Some(country)) = (parts.next(), parts.next()) else { return false };
        let day = at.event.and_then(|event| event.earliest.as_ref()?.parse().ok());
        day.and_then(|day| crate::gazetteer::holder(&role.replace('-', " "), country, day))
            .is_some_and(|holder| holder.id == person)
    };
    x == y || holds(x, y, a) || holds(x, y, b) || holds(y, x, a) || holds(y, x, b)
}
