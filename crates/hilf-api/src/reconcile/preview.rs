//! A small page about an entity, in Arabic and English, to be shown within others' pages.

use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use hilf_entity::{Entity, country};
use hilf_node::Live;

use super::extend::caption;
use crate::answer::live;
use crate::model::{ErrorView, InvalidView};
use crate::query::Parameters;
use crate::{Context, Problem};

/// Values of one property that are shown.
const VALUES_MAX: usize = 8;

/// What is shown, in this order, with what it is called in Arabic and English.
const ROWS: &[(&str, &str, &str)] = &[
    ("name", "الاسم", "Name"),
    ("alias", "أسماء أخرى", "Other names"),
    ("weakAlias", "ألقاب", "By-names"),
    ("previousName", "أسماء سابقة", "Former names"),
    ("birthDate", "تاريخ الميلاد", "Born"),
    ("birthPlace", "مكان الميلاد", "Place of birth"),
    ("incorporationDate", "تاريخ التأسيس", "Founded"),
    ("nationality", "الجنسية", "Nationality"),
    ("country", "البلد", "Country"),
    ("jurisdiction", "الولاية القضائية", "Jurisdiction"),
    ("passportNumber", "رقم جواز السفر", "Passport"),
    ("idNumber", "رقم الهوية", "Identity number"),
    ("registrationNumber", "رقم السجل", "Registration number"),
    ("imoNumber", "رقم المنظمة البحرية", "IMO number"),
    ("topics", "التصنيف", "Topics"),
    ("sourceUrl", "المصدر", "Source"),
];

/// A small page about an entity
#[utoipa::path(
    get,
    path = "/reconcile/{dataset}/preview",
    tag = "Reconciliation",
    params(
        ("dataset" = String, Path, description = "`default`, a list, or a dataset"),
        ("id" = String, Query, description = "Id of the entity"),
    ),
    responses(
        (status = 200, description = "The page", body = String, content_type = "text/html"),
        (status = 404, description = "No such dataset, or no such entity", body = ErrorView),
        (status = 422, description = "The id is missing", body = InvalidView),
        (status = 503, description = "No lists are live, or the node is busy", body = ErrorView),
    ),
)]
pub(crate) async fn preview(
    State(context): State<Context>,
    Path(dataset): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let live = live(&context)?;
    if !live.has_dataset(&dataset) {
        return Err(Problem::no_dataset());
    }
    let id = wanted(&Parameters::read(query.as_deref()))?;
    let piece = move || Ok::<_, Problem>(page(&entity(&live, &id)?));
    let page = context.node.work().run(piece).await??;
    // What a list says is foreign text: nothing of it may run, whatever escapes us.
    let policy = [
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    Ok((policy, Html(page)).into_response())
}

/// The id that is asked for.
pub(super) fn wanted(query: &Parameters) -> Result<String, Problem> {
    let id = query.last("id").filter(|id| !id.is_empty());
    let missing = || Problem::invalid(&["query", "id"], "Field required", "missing");
    id.map(str::to_owned).ok_or_else(missing)
}

pub(super) fn entity(live: &Live, id: &str) -> Result<Entity, Problem> {
    let id = live.merged_into(id).unwrap_or(id);
    live.entity(id)?.ok_or_else(Problem::no_entity)
}

fn page(entity: &Entity) -> String {
    let title = escaped(entity.caption());
    let lines = lines(entity);
    format!(
        "<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\">\n<head><meta charset=\"utf-8\">\
         <title>{title}</title><style>body{{font:14px/1.5 sans-serif;margin:8px}}\
         h1{{font-size:16px;margin:0 0 4px}}table{{border-collapse:collapse}}\
         th{{text-align:start;vertical-align:top;font-weight:normal;color:#555;\
         padding-inline-end:12px}}small{{display:block}}</style></head>\n<body>{lines}</body>\n\
         </html>\n"
    )
}

/// The lines of the page, each value in the direction of its own script.
pub(super) fn lines(entity: &Entity) -> String {
    let schema = entity.schema().label();
    let mut html = format!(
        "<h1><bdi>{}</bdi></h1><p><bdi dir=\"ltr\">{}</bdi> · <bdi dir=\"ltr\">{}</bdi></p><table>",
        escaped(entity.caption()),
        escaped(schema),
        escaped(entity.id()),
    );
    for (property, arabic, english) in ROWS {
        let kind = entity.schema().property(property).map(|property| property.kind);
        let values: Vec<String> = entity
            .texts(property)
            .take(VALUES_MAX)
            .map(|value| {
                let shown = kind.and_then(|kind| caption(kind, value)).unwrap_or(value);
                let own = country::arabic_name(value).filter(|_| shown != value);
                let both = own.map_or(shown.to_owned(), |arabic| format!("{arabic} / {shown}"));
                format!("<bdi>{}</bdi>", escaped(&both))
            })
            .collect();
        if !values.is_empty() {
            let more = entity.get(property).len().saturating_sub(VALUES_MAX);
            let more = if more > 0 { format!(" (+{more})") } else { String::new() };
            html.push_str(&format!(
                "<tr><th>{arabic}<small lang=\"en\" dir=\"ltr\">{english}</small></th>\
                 <td>{}{more}</td></tr>",
                values.join("<br>")
            ));
        }
    }
    html.push_str("</table>");
    html
}

/// Text that is no markup; characters that turn the direction of what follows are left out.
fn escaped(text: &str) -> String {
    let turns = |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    hilf_text::html::escape(&text.chars().filter(|c| !turns(c)).collect::<String>())
}

#[cfg(test)]
mod tests {
    use hilf_entity::Schema;

    use super::*;

    #[test]
    fn what_a_list_says_is_never_markup() {
        let mut person = Entity::new("x\"><script>", Schema::named("Person").unwrap());
        person.add("name", "<img src=x onerror=alert(1)> & \u{202e}co");
        person.add("nationality", "iq");
        let page = page(&person);
        assert!(!page.contains("<img") && !page.contains("<script"), "{page}");
        assert!(page.contains("&lt;img src=x onerror=alert(1)&gt; &amp; co"), "{page}");
        assert!(page.contains("العراق / Iraq"), "{page}");
    }
}
