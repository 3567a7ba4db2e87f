//! Labelled sets from files.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

use hilf_entity::{Entity, FuzzyDate, Schema, country};
use hilf_list::{ListError, Source};
use serde::Deserialize;
use thiserror::Error;

/// Why a set cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EvalError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] ListError),
    /// A row is not one of a table.
    #[error("{file}: {source}")]
    Csv {
        /// The file.
        file: String,
        /// The cause.
        source: csv::Error,
    },
    /// The file is no set of checks.
    #[error("{file}: {reason}")]
    Yaml {
        /// The file.
        file: String,
        /// The cause.
        reason: String,
    },
    /// A column is missing.
    #[error("{file} has no column `{column}`")]
    Column {
        /// The file.
        file: String,
        /// The column.
        column: &'static str,
    },
}

/// A query with what must be found.
#[derive(Debug, Clone)]
pub struct ScreeningCase {
    /// The name.
    pub query: String,
    /// Its schema.
    pub schema: Schema,
    /// Date of birth, as given.
    pub birth_date: Option<FuzzyDate>,
    /// Country code.
    pub country: Option<&'static str>,
    /// References of entities any of which is right; empty if none may be found.
    pub expected: Vec<String>,
    /// How the query was made.
    pub kind: String,
    /// Group that is reported.
    pub group: String,
    /// What it was made from; of a near miss the reference of the entity imitated.
    pub base: String,
}

/// Two descriptions that are of one and the same or not.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The one searched for.
    pub query: Entity,
    /// Whether the schema of the query is known.
    pub is_schema_known: bool,
    /// The listed one.
    pub listed: Entity,
    /// Whether they are the same.
    pub is_match: bool,
    /// Group that is reported.
    pub group: String,
    /// How certain the label is, where the set says so.
    pub quality: String,
}

struct Rows {
    file: String,
    columns: HashMap<String, usize>,
    rows: Vec<csv::StringRecord>,
}

impl Rows {
    fn open(path: &Path) -> Result<Rows, EvalError> {
        let file = path.display().to_string();
        let source = Source::open(path)?;
        let member = source.members().first();
        let reader = match member {
            Some(member) => member.open()?,
            None => Box::new(std::io::empty()),
        };
        let mut reader = csv::Reader::from_reader(reader);
        let fail = |source| EvalError::Csv { file: file.clone(), source };
        let headers = reader.headers().map_err(fail)?.clone();
        let columns = headers.iter().map(str::to_owned).zip(0..).collect();
        let rows = reader.records().collect::<Result<_, _>>().map_err(fail)?;
        Ok(Rows { file, columns, rows })
    }

    fn need(&self, column: &'static str) -> Result<(), EvalError> {
        if self.columns.contains_key(column) {
            return Ok(());
        }
        Err(EvalError::Column { file: self.file.clone(), column })
    }

    fn text<'a>(&self, row: &'a csv::StringRecord, column: &str) -> &'a str {
        let at = self.columns.get(column);
        at.and_then(|at| row.get(*at)).unwrap_or("")
    }
}

/// Reads a CSV file of queries with columns `query`, `schema`, `expected_id`, `kind`, `group`, and
/// where known `dob`, `country`, `base`.
///
/// # Errors
/// When the file cannot be read or lacks a column.
pub fn screening_cases(path: &Path) -> Result<Vec<ScreeningCase>, EvalError> {
    let rows = Rows::open(path)?;
    if !rows.columns.contains_key("query") && rows.columns.contains_key("full_name") {
        return Ok(people_of_no_list(&rows));
    }
    ["query", "schema", "expected_id", "group"].iter().try_for_each(|c| rows.need(c))?;
    let case = |row: &csv::StringRecord| {
        let text = |column: &str| rows.text(row, column);
        let expected = text("expected_id").split('|').filter(|id| !id.is_empty());
        Some(ScreeningCase {
            query: text("query").to_owned(),
            schema: Schema::named(text("schema")).or_else(|| Schema::named("LegalEntity"))?,
            birth_date: FuzzyDate::parse(text("dob")).ok(),
            country: country::code(text("country")),
            expected: expected.map(str::to_owned).collect(),
            kind: text("kind").to_owned(),
            group: text("group").to_owned(),
            base: text("base").to_owned(),
        })
    };
    Ok(rows.rows.iter().filter_map(case).collect())
}

/// A file of invented people (`full_name`, `date_of_birth`, `nationality`), none of whom is listed.
fn people_of_no_list(rows: &Rows) -> Vec<ScreeningCase> {
    let case = |row: &csv::StringRecord| {
        Some(ScreeningCase {
            query: rows.text(row, "full_name").to_owned(),
            schema: Schema::named("Person")?,
            birth_date: FuzzyDate::parse(rows.text(row, "date_of_birth")).ok(),
            country: country::code(rows.text(row, "nationality")),
            expected: Vec::new(),
            kind: "neg_synthetic".to_owned(),
            group: "negative".to_owned(),
            base: String::new(),
        })
    };
    rows.rows.iter().filter_map(case).collect()
}

/// Reads pairs: a CSV file with `name1`, `name2`, `is_match` or with `query`, `listed`,
/// `expected_match`, or a YAML file of `checks` with properties.
///
/// # Errors
/// When the file cannot be read or lacks a column.
pub fn pairs(path: &Path) -> Result<Vec<Pair>, EvalError> {
    let name = path.display().to_string();
    if name.ends_with(".yml") || name.ends_with(".yaml") {
        return checks(path);
    }
    let rows = Rows::open(path)?;
    let [one, other, label, group] = if rows.columns.contains_key("name1") {
        ["name1", "name2", "is_match", "case_group"]
    } else {
        ["query", "listed", "expected_match", "phenomenon"]
    };
    [one, other, label].iter().try_for_each(|column| rows.need(column))?;
    let pair = |row: &csv::StringRecord| {
        let schema = Schema::named(rows.text(row, "schema"));
        let entity = |column: &str| {
            let schema = schema.or_else(|| Schema::named("LegalEntity"))?;
            let mut entity = Entity::new(column, schema);
            entity.add("name", rows.text(row, column));
            Some(entity)
        };
        Some(Pair {
            query: entity(one)?,
            is_schema_known: schema.is_some(),
            listed: entity(other)?,
            is_match: matches!(rows.text(row, label), "1" | "true" | "True"),
            group: rows.text(row, group).to_owned(),
            quality: rows.text(row, "quality").to_owned(),
        })
    };
    Ok(rows.rows.iter().filter_map(pair).collect())
}

#[derive(Deserialize)]
struct Checks {
    checks: Vec<Check>,
}

#[derive(Deserialize)]
struct Check {
    #[serde(rename = "match")]
    is_match: bool,
    schema: Option<String>,
    label: Option<String>,
    query: HashMap<String, serde_json::Value>,
    candidate: HashMap<String, serde_json::Value>,
}

fn checks(path: &Path) -> Result<Vec<Pair>, EvalError> {
    let file = path.display().to_string();
    let fail = |reason: String| EvalError::Yaml { file: file.clone(), reason };
    let mut text = String::new();
    let source = Source::open(path)?;
    for member in source.members() {
        member.open()?.read_to_string(&mut text).map_err(|e| fail(e.to_string()))?;
    }
    let checks: Checks = serde_saphyr::from_str(&text).map_err(|e| fail(e.to_string()))?;
    let pair = |check: Check| {
        let entity = |id: &str, fields: &HashMap<String, serde_json::Value>| {
            let own = fields.get("schema").and_then(|s| s.as_str()).or(check.schema.as_deref());
            let schema = own.and_then(Schema::named).or_else(|| Schema::named("LegalEntity"))?;
            let mut entity = Entity::new(id, schema);
            for (key, value) in fields.iter().filter(|(key, _)| *key != "schema") {
                add(&mut entity, key, value);
            }
            Some(entity)
        };
        Some(Pair {
            query: entity("query", &check.query)?,
            is_schema_known: check.schema.is_some() || check.query.contains_key("schema"),
            listed: entity("listed", &check.candidate)?,
            is_match: check.is_match,
            group: "checks".to_owned(),
            quality: check.label.unwrap_or_default(),
        })
    };
    Ok(checks.checks.into_iter().filter_map(pair).collect())
}

fn add(entity: &mut Entity, property: &str, value: &serde_json::Value) {
    match value {
        serde_json::Value::Array(values) => values.iter().for_each(|v| add(entity, property, v)),
        serde_json::Value::String(text) => entity.add(property, text.as_str()),
        serde_json::Value::Null => {}
        other => entity.add(property, other.to_string()),
    }
}
