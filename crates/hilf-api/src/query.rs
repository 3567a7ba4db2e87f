//! Query strings with repeated parameters; unknown parameters are ignored, as yente does.

use crate::Problem;

/// The parameters of a request, in their order.
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    pub(crate) fn read(query: Option<&str>) -> Parameters {
        Parameters(form_urlencoded::parse(query.unwrap_or("").as_bytes()).into_owned().collect())
    }

    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        let own = self.0.iter().filter(|(key, _)| key == name);
        own.map(|(_, value)| value.clone()).filter(|value| !value.is_empty()).collect()
    }

    /// The query string again, without some of its parameters.
    pub(crate) fn without(&self, names: &[&str]) -> String {
        let kept = self.0.iter().filter(|(name, _)| !names.contains(&name.as_str()));
        form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish()
    }

    pub(crate) fn last(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Yes or no; no where it is not given.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, Problem> {
        match self.last(name).map(str::to_ascii_lowercase).as_deref() {
            None | Some("false" | "0" | "no" | "off" | "f" | "n") => Ok(false),
            Some("true" | "1" | "yes" | "on" | "t" | "y") => Ok(true),
            Some(_) => {
                let message = "Input should be a valid boolean, unable to interpret input";
                Err(Problem::invalid(&["query", name], message, "bool_parsing"))
            }
        }
    }

    /// One of some words, if it is given.
    pub(crate) fn one_of(&self, name: &str, known: &[&str]) -> Result<Option<&str>, Problem> {
        let given = self.last(name);
        if given.is_none_or(|given| known.contains(&given)) {
            return Ok(given);
        }
        let message = format!("Input should be one of '{}'", known.join("', '"));
        Err(Problem::invalid(&["query", name], message, "enum"))
    }

    /// A whole number up to `most`.
    pub(crate) fn count(&self, name: &str, usual: usize, most: usize) -> Result<usize, Problem> {
        let Some(text) = self.last(name) else { return Ok(usual) };
        let number: usize = text.parse().map_err(|_| {
            let message = "Input should be a valid integer, unable to parse string as an integer";
            Problem::invalid(&["query", name], message, "int_parsing")
        })?;
        if number > most {
            let message = format!("Input should be less than or equal to {most}");
            return Err(Problem::invalid(&["query", name], message, "less_than_equal"));
        }
        Ok(number)
    }

    /// A score, 0 to 1.
    pub(crate) fn score(&self, name: &str, usual: f32) -> Result<f32, Problem> {
        let Some(text) = self.last(name) else { return Ok(usual) };
        let number = text.parse().ok().filter(|number| (0.0..=1.0).contains(number));
        number.ok_or_else(|| {
            let message = "Input should be a number between 0 and 1";
            Problem::invalid(&["query", name], message, "float_parsing")
        })
    }

    /// A date or time, filled up to seconds.
    pub(crate) fn time(&self, name: &str) -> Result<Option<String>, Problem> {
        const SHAPE: &str = "0000-00-00T00:00:00";
        let Some(text) = self.last(name) else { return Ok(None) };
        let fits = matches!(text.len(), 10 | 13 | 16 | 19)
            && text.bytes().zip(SHAPE.bytes()).all(|(own, shape)| match shape {
                b'0' => own.is_ascii_digit(),
                _ => own == shape,
            });
        if !fits {
            let message = "String should match pattern YYYY-MM-DD[THH[:MM[:SS]]]";
            return Err(Problem::invalid(&["query", name], message, "string_pattern_mismatch"));
        }
        Ok(Some(format!("{text}{}", &SHAPE[text.len()..])))
    }
}
