//! Searching what is live by words, fields and filters: for people and for clients that browse.
//! Whether somebody is listed is a question for screening.

mod directory;
mod scope;
mod syntax;

use std::cmp::Ordering;
use std::collections::HashMap;

use hilf_entity::Schema;
use hilf_match::{Lookup, Nearness};
use thiserror::Error;

pub use directory::{Facet, Order, seconds};
pub use scope::Scope;
pub use syntax::{Expression, SyntaxError, read, read_simple};

pub(crate) use directory::Directory;

use crate::Live;

/// Why a search cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SearchError {
    /// Its text.
    #[error(transparent)]
    Syntax(#[from] SyntaxError),
    /// It asks for a field that does not exist.
    #[error(
        "there is no field `{0}`; fields are id, referents, schema, datasets, target, groups such \
         as countries, topics, dates, identifiers, and properties such as properties.birthDate"
    )]
    Field(String),
    /// It asks for what is only found with those it belongs to.
    #[error(
        "{0} is not searched for by itself; it is given with the listed subject at /entities/ID"
    )]
    Attached(&'static str),
}

/// A search.
#[derive(Debug, Clone)]
pub struct Question {
    /// What is searched for.
    pub expression: Expression,
    /// Whether words that are only like the listed ones count.
    pub fuzzy: bool,
    /// Whether the last word may be the beginning of one.
    pub goes_on: bool,
    /// The kind of subject.
    pub schema: Schema,
    /// Which subjects.
    pub scope: Scope,
    /// Fields and values that they must have.
    pub filters: Vec<(String, String)>,
    /// Whether a subject must have all the values that are named for one field, or one of them.
    pub all_values: bool,
    /// What they are ordered by, and whether from the greatest down; then by relevance and id.
    pub order: Vec<(Order, bool)>,
    /// What they are counted by.
    pub facets: Vec<Facet>,
}

impl Question {
    /// A search for a kind of subject in a scope, without anything else.
    pub fn new(expression: Expression, schema: Schema, scope: Scope) -> Question {
        Question {
            expression,
            fuzzy: false,
            goes_on: false,
            schema,
            scope,
            filters: Vec::new(),
            all_values: false,
            order: Vec::new(),
            facets: Vec::new(),
        }
    }
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// Ordinals of all of them in order.
    pub ordinals: Vec<u32>,
    /// By facet: values with how many have them, most first, then by value; at most 1000 a facet.
    pub counts: Vec<(Facet, Vec<(String, u32)>)>,
}

/// Values of one facet.
const VALUES_MAX: usize = 1000;

/// Subjects with how well they answer to the search; everybody where it says nothing.
enum Answer {
    Everybody,
    These(HashMap<u32, f32>),
}

impl Live {
    /// Every listed subject that answers to a search.
    ///
    /// # Errors
    /// When it names what does not exist.
    pub fn search(&self, question: &Question) -> Result<Found, SearchError> {
        check_schema(question.schema)?;
        let answer = self.answer(question, &question.expression)?;
        let fields = self.fields(question)?;
        let lets = |ordinal: &u32| {
            let card = self.directory().card(*ordinal);
            card.is_some_and(|card| scope::is_of(card.schema, question.schema))
                && fields.iter().all(|with| with.binary_search(ordinal).is_ok())
                && question.scope.lets(self, *ordinal)
        };
        let mut found: Vec<(u32, f32)> = match answer {
            Answer::Everybody => {
                (0..self.directory().len()).filter(lets).map(|ordinal| (ordinal, 1.0)).collect()
            }
            Answer::These(these) => {
                these.into_iter().filter(|(ordinal, _)| lets(ordinal)).collect()
            }
        };
        found.sort_by(|a, b| self.compare(&question.order, *a, *b));
        let ordinals: Vec<u32> = found.into_iter().map(|(ordinal, _)| ordinal).collect();
        let counts = question.facets.iter().map(|f| (*f, self.count(*f, &ordinals))).collect();
        Ok(Found { ordinals, counts })
    }

    /// For each field that is filtered by, the ordinals of those who have its values, in order.
    fn fields(&self, question: &Question) -> Result<Vec<Vec<u32>>, SearchError> {
        let mut fields: Vec<(&str, Vec<u32>)> = Vec::new();
        for (field, value) in &question.filters {
            let with = self.with_value(field, value)?;
            match fields.iter_mut().find(|(known, _)| known == field) {
                Some((_, known)) if !question.all_values => {
                    known.extend(with);
                    known.sort_unstable();
                }
                _ => fields.push((field, with)),
            }
        }
        Ok(fields.into_iter().map(|(_, with)| with).collect())
    }

    fn with_value(&self, field: &str, value: &str) -> Result<Vec<u32>, SearchError> {
        // A bare property is what people type: birthDate:1951.
        let own = |name: String| directory::is_field(&name).then_some(name);
        let field = own(field.to_owned())
            .or_else(|| own(format!("properties.{field}")))
            .ok_or_else(|| SearchError::Field(field.to_owned()))?;
        Ok(self.directory().with_value(&field, value))
    }

    fn answer(&self, question: &Question, to: &Expression) -> Result<Answer, SearchError> {
        let near = if question.fuzzy { Nearness::Like } else { Nearness::Same };
        let lookup = Lookup { near, goes_on: false, in_order: false };
        let these = |lookup, text: &str| Answer::These(self.with_words(text, lookup));
        Ok(match to {
            Expression::All => Answer::Everybody,
            Expression::Words(text) => these(Lookup { goes_on: question.goes_on, ..lookup }, text),
            Expression::Phrase(text) => these(Lookup { in_order: true, ..lookup }, text),
            Expression::Beginning(text) => these(Lookup { goes_on: true, ..lookup }, text),
            Expression::Like(text) => these(Lookup { near: Nearness::Like, ..lookup }, text),
            Expression::Field(field, value) if field == "name" => these(lookup, value),
            Expression::Field(field, value) => {
                let with = self.with_value(field, value)?;
                Answer::These(with.into_iter().map(|ordinal| (ordinal, 1.0)).collect())
            }
            Expression::Not(_) => self.all_of(question, std::slice::from_ref(to))?,
            Expression::And(all) => self.all_of(question, all)?,
            Expression::Or(ways) => self.any_of(question, ways)?,
        })
    }

    /// Those found in names by their words, and those known under the text as an id or a number.
    fn with_words(&self, text: &str, lookup: Lookup) -> HashMap<u32, f32> {
        let mut found: HashMap<u32, f32> = HashMap::new();
        for (ordinal, relevance) in self.named(text, lookup) {
            let known = found.entry(ordinal).or_default();
            *known = known.max(relevance);
        }
        found.extend(self.directory().known_as(text).into_iter().map(|ordinal| (ordinal, 1.0)));
        found
    }

    fn any_of(&self, question: &Question, ways: &[Expression]) -> Result<Answer, SearchError> {
        let mut found: HashMap<u32, f32> = HashMap::new();
        for way in ways {
            match self.answer(question, way)? {
                Answer::Everybody => return Ok(Answer::Everybody),
                Answer::These(these) => {
                    for (ordinal, relevance) in these {
                        let known = found.entry(ordinal).or_default();
                        *known = known.max(relevance);
                    }
                }
            }
        }
        Ok(Answer::These(found))
    }

    fn all_of(&self, question: &Question, all: &[Expression]) -> Result<Answer, SearchError> {
        let mut answer = Answer::Everybody;
        let (denied, wanted): (Vec<_>, Vec<_>) =
            all.iter().partition(|one| matches!(one, Expression::Not(_)));
        for one in wanted {
            answer = both(answer, self.answer(question, one)?);
        }
        for one in denied {
            let Expression::Not(inner) = one else { continue };
            let without = match self.answer(question, inner)? {
                Answer::Everybody => return Ok(Answer::These(HashMap::new())),
                Answer::These(without) => without,
            };
            let rest = match answer {
                Answer::Everybody => (0..self.directory().len()).map(|o| (o, 1.0)).collect(),
                Answer::These(these) => these,
            };
            let stays = |(ordinal, _): &(u32, f32)| !without.contains_key(ordinal);
            answer = Answer::These(rest.into_iter().filter(stays).collect());
        }
        Ok(answer)
    }

    fn compare(&self, order: &[(Order, bool)], a: (u32, f32), b: (u32, f32)) -> Ordering {
        let directory = self.directory();
        let (Some(own), Some(other)) = (directory.card(a.0), directory.card(b.0)) else {
            return a.0.cmp(&b.0);
        };
        for (order, is_down) in order {
            let way = |ordering: Ordering| if *is_down { ordering.reverse() } else { ordering };
            let ordering = match order {
                Order::Relevance => way(a.1.total_cmp(&b.1)),
                _ => {
                    let both =
                        (directory.ordered_by(own, *order), directory.ordered_by(other, *order));
                    match both {
                        (Some(own), Some(other)) => way(own.cmp(other)),
                        // Who has none stands last, whichever way the rest is ordered.
                        (own, other) => other.is_some().cmp(&own.is_some()),
                    }
                }
            };
            if ordering != Ordering::Equal {
                return ordering;
            }
        }
        b.1.total_cmp(&a.1).then_with(|| own.id.cmp(&other.id))
    }

    fn count(&self, facet: Facet, ordinals: &[u32]) -> Vec<(String, u32)> {
        let directory = self.directory();
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for card in ordinals.iter().filter_map(|ordinal| directory.card(*ordinal)) {
            for value in directory.values(card, facet) {
                *counts.entry(value).or_default() += 1;
            }
        }
        let mut counts: Vec<(&str, u32)> = counts.into_iter().collect();
        counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        counts.truncate(VALUES_MAX);
        counts.into_iter().map(|(value, count)| (value.to_owned(), count)).collect()
    }
}

fn both(a: Answer, b: Answer) -> Answer {
    match (a, b) {
        (Answer::Everybody, other) | (other, Answer::Everybody) => other,
        (Answer::These(a), Answer::These(b)) => {
            let mean = |(ordinal, own): (u32, f32)| Some((ordinal, (own + b.get(&ordinal)?) / 2.0));
            Answer::These(a.into_iter().filter_map(mean).collect())
        }
    }
}

/// Only subjects are searched for: a sanction or an address is found with its bearer.
fn check_schema(schema: Schema) -> Result<(), SearchError> {
    let has_subjects = Schema::all().any(|s| s.is_matchable() && scope::is_of(s, schema));
    if has_subjects { Ok(()) } else { Err(SearchError::Attached(schema.name())) }
}

#[cfg(test)]
mod tests;
