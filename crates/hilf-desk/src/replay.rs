//! A decision computed anew from what was recorded: the same snapshot, matcher and profile must
//! give the same score for the same reasons.

use hilf_list::snapshot::Snapshot;
use hilf_list::store::ListStore;
use hilf_match::{Collection, MATCHER, Profile, Screener};
use hilf_store::AlertRow;
use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::alerts::object;
use crate::customers::subject;
use crate::evidence::{entities, thousandths};
use crate::{Desk, DeskError, Person, Right};

/// What computing anew gave.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Replayed {
    /// The alert.
    pub alert: String,
    /// Score that was recorded, in thousandths; 0 where the pair was no hit.
    pub recorded: i64,
    /// Score as computed now.
    pub computed: i64,
    /// Whether score and explanation are the same to the letter.
    pub is_same: bool,
    /// Snapshot.
    pub snapshot: String,
    /// Matcher that was recorded.
    pub matcher: String,
    /// Matcher of this program; where it differs another score is no error.
    pub matcher_now: String,
    /// Profile.
    pub profile: String,
}

impl Desk {
    /// Computes an alert's evidence anew.
    ///
    /// # Errors
    /// [`DeskError`], also when the recorded snapshot or profile is no longer kept.
    pub async fn replay(&self, person: &Person, id: &str) -> Result<Replayed, DeskError> {
        let mut act = self.enter(person, Right::AlertReplay, object(id), Json::Null).await?;
        let alert = act.alert(id).await?;
        let profile = act.profile(text(&alert.content["profile"])).await?;
        act.commit().await?;
        let profile = Profile::read(&profile).map_err(|_| {
            DeskError::missing(
                "the recorded profile cannot be read",
                "تعذرت قراءة ملف الإعدادات المسجل",
            )
        })?;
        let folder = self.store.place().folder.join("lists");
        let piece = move || compute(&alert, &profile, &folder);
        self.node.work().run(piece).await?
    }
}

fn text(json: &Json) -> &str {
    json.as_str().unwrap_or("")
}

fn compute(
    alert: &AlertRow,
    profile: &Profile,
    folder: &std::path::Path,
) -> Result<Replayed, DeskError> {
    let gone = |_| {
        DeskError::missing(
            "a recorded snapshot is no longer kept; put it back from a backup",
            "لم تعد إحدى اللقطات المسجلة محفوظة؛ استعدها من نسخة احتياطية",
        )
    };
    let store = ListStore::open(folder).map_err(gone)?;
    let content = &alert.content;
    let ids = content["lists"].as_array().into_iter().flatten().map(text);
    let snapshots: Result<Vec<Snapshot>, _> = ids.map(|id| store.snapshot(id)).collect();
    let collection = Collection::open(snapshots.map_err(gone)?, &store.folder().join("indexes"));
    let collection = collection.map_err(|_| {
        DeskError::missing("the index cannot be built anew", "تعذر بناء الفهرس من جديد")
    })?;
    let subjects = entities(&content["subject"]);
    let customer = subjects.first().ok_or_else(|| {
        DeskError::missing("the recorded subject cannot be read", "تعذرت قراءة العميل المسجل")
    })?;
    let customer = subject(customer, content["is_schema_known"].as_bool().unwrap_or(false));
    let screener = Screener::new(collection.index(), &collection, profile);
    let hits = screener.screen(&mut screener.search(), &customer)?;
    let hit = hits.iter().find(|hit| hit.record.entity.id() == alert.entity);
    let explanation = hit.map_or(Json::Null, |hit| json!(hit.explanation));
    let computed = hit.map_or(0, |hit| thousandths(hit.score));
    Ok(Replayed {
        alert: alert.id.clone(),
        recorded: alert.score,
        computed,
        is_same: computed == alert.score && explanation == content["explanation"],
        snapshot: text(&content["snapshot"]).to_owned(),
        matcher: text(&content["matcher"]).to_owned(),
        matcher_now: MATCHER.to_owned(),
        profile: text(&content["profile"]).to_owned(),
    })
}
