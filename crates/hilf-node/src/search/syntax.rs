//! The language of searches: a part of Lucene's query strings that says what can be answered, and
//! refuses the rest with a reason.

use thiserror::Error;

/// Brackets within brackets beyond which nobody means it.
const DEPTH_MAX: usize = 16;
/// Bytes of a search.
const TEXT_MAX: usize = 2000;

/// Why a search cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SyntaxError {
    /// A quotation mark or a bracket without its other half.
    #[error("the search has {0} without its other half")]
    Open(&'static str),
    /// An operator without what it stands before.
    #[error("nothing stands after `{0}`")]
    Empty(String),
    /// Something of Lucene's language that is not offered.
    #[error("{0} cannot be searched with; set simple=true to search for it as it stands")]
    NotOffered(&'static str),
    /// Longer or deeper than anybody means it.
    #[error(
        "the search is longer than {TEXT_MAX} bytes or has more than {DEPTH_MAX} brackets in each other"
    )]
    TooLarge,
}

/// A search that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// Everything.
    All,
    /// Words in names, or an id, a reference or an identifier.
    Words(String),
    /// Words that follow each other in one name.
    Phrase(String),
    /// A word that a word of a name begins with.
    Beginning(String),
    /// A word that a word of a name is like.
    Like(String),
    /// A value of a property or of a group of properties.
    Field(String, String),
    /// All of them.
    And(Vec<Expression>),
    /// One of them.
    Or(Vec<Expression>),
    /// Not this.
    Not(Box<Expression>),
}

/// Reads a search in the whole language: words, `"phrases"`, `begin*`, `like~`, `field:value`,
/// `AND`, `OR`, `NOT`, `+`, `-`, brackets.
///
/// # Errors
/// When it cannot be understood, or wants what is not offered.
pub fn read(text: &str) -> Result<Expression, SyntaxError> {
    let tokens = tokens(text, false)?;
    let mut reader = Reader { tokens: &tokens, at: 0, depth: 0 };
    let expression = reader.any_of()?;
    match reader.next() {
        None => Ok(expression),
        Some(_) => Err(SyntaxError::Open("a closing bracket")),
    }
}

/// Reads what a person types into a box: words, `"phrases"`, `begin*`, `|`, `+`, `-`. There is no
/// error in it; what has no sense is searched for as it stands.
pub fn read_simple(text: &str) -> Expression {
    let text: String = text.chars().take(TEXT_MAX / 4).collect();
    let tokens = tokens(&text, true).unwrap_or_default();
    let mut reader = Reader { tokens: &tokens, at: 0, depth: 0 };
    reader.any_of().unwrap_or(Expression::Words(text))
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Phrase(String),
    Field(String),
    Or,
    And,
    Not,
    Must,
    Open,
    Close,
}

fn tokens(text: &str, simple: bool) -> Result<Vec<Token>, SyntaxError> {
    if text.len() > TEXT_MAX {
        return Err(SyntaxError::TooLarge);
    }
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        // A sign is one only where a word begins: al-Qadiri holds none.
        let (token, left) = match first {
            '"' | '“' | '”' => match after.split_once(['"', '“', '”']) {
                Some((phrase, left)) => (Token::Phrase(phrase.to_owned()), left),
                None if simple => (Token::Word(after.to_owned()), ""),
                None => return Err(SyntaxError::Open("a quotation mark")),
            },
            '|' => (Token::Or, after.trim_start_matches('|')),
            '&' if after.starts_with('&') => (Token::And, &after[1..]),
            '(' if !simple => (Token::Open, after),
            ')' if !simple => (Token::Close, after),
            '+' if goes_on(after) => (Token::Must, after),
            '-' if goes_on(after) => (Token::Not, after),
            '!' if !simple => (Token::Not, after),
            '[' | '{' if !simple => return Err(SyntaxError::NotOffered("A range")),
            '/' if !simple => return Err(SyntaxError::NotOffered("A regular expression")),
            _ => word(rest, simple)?,
        };
        tokens.push(token);
        rest = left.trim_start();
    }
    Ok(tokens)
}

/// A sign with nothing at it is a dash between words.
fn goes_on(after: &str) -> bool {
    after.chars().next().is_some_and(|next| !next.is_whitespace())
}

/// A word up to the next space, bracket or quotation mark, and what follows it.
fn word(text: &str, simple: bool) -> Result<(Token, &str), SyntaxError> {
    let mut word = String::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            _ if letter.is_whitespace() => return Ok((named(word, simple), &text[at..])),
            '"' | '|' => return Ok((named(word, simple), &text[at..])),
            '(' | ')' if !simple => return Ok((named(word, simple), &text[at..])),
            '\\' if !simple => word.extend(letters.next().map(|(_, letter)| letter)),
            ':' if !simple && is_field(&word) => {
                return Ok((Token::Field(word), &text[at + 1..]));
            }
            '^' if !simple => return Err(SyntaxError::NotOffered("A boost (^)")),
            '?' if !simple => return Err(SyntaxError::NotOffered("A wildcard within a word (?)")),
            _ => word.push(letter),
        }
    }
    Ok((named(word, simple), ""))
}

fn is_field(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '_')
}

fn named(word: String, simple: bool) -> Token {
    match word.as_str() {
        "OR" if !simple => Token::Or,
        "AND" if !simple => Token::And,
        "NOT" if !simple => Token::Not,
        _ => Token::Word(word),
    }
}

struct Reader<'t> {
    tokens: &'t [Token],
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<&Token> {
        self.at += 1;
        self.tokens.get(self.at - 1)
    }

    fn any_of(&mut self) -> Result<Expression, SyntaxError> {
        let mut ways = vec![self.all_of()?];
        while self.peek() == Some(&Token::Or) {
            self.next();
            ways.push(self.all_of()?);
        }
        ways.retain(|way| *way != Expression::And(Vec::new()));
        Ok(match ways.len() {
            0 => Expression::All,
            1 => ways.swap_remove(0),
            _ => Expression::Or(ways),
        })
    }

    /// Neighbouring plain words are one text: `Abd al Rahman` is one name of three words.
    fn all_of(&mut self) -> Result<Expression, SyntaxError> {
        let mut all: Vec<Expression> = Vec::new();
        while !matches!(self.peek(), None | Some(Token::Or | Token::Close)) {
            match (self.one()?, all.last_mut()) {
                (Some(Expression::Words(word)), Some(Expression::Words(text))) => {
                    text.push(' ');
                    text.push_str(&word);
                }
                (Some(expression), _) => all.push(expression),
                (None, _) => {}
            }
        }
        Ok(if all.len() == 1 { all.swap_remove(0) } else { Expression::And(all) })
    }

    fn one(&mut self) -> Result<Option<Expression>, SyntaxError> {
        Ok(match self.next().cloned() {
            Some(Token::Word(word)) => Some(plain(word)?),
            Some(Token::Phrase(text)) if text.trim().is_empty() => None,
            Some(Token::Phrase(text)) => Some(Expression::Phrase(text)),
            Some(Token::Field(field)) => Some(self.value(field)?),
            Some(Token::Not) => {
                let denied = self.operand("-")?;
                Some(Expression::Not(Box::new(denied)))
            }
            Some(Token::Must) => Some(self.operand("+")?),
            Some(Token::Open) => Some(self.bracket()?),
            _ => None,
        })
    }

    fn operand(&mut self, sign: &str) -> Result<Expression, SyntaxError> {
        self.deeper()?;
        let operand = match self.peek() {
            None | Some(Token::Or | Token::And | Token::Close) => None,
            _ => self.one()?,
        };
        self.depth -= 1;
        operand.ok_or_else(|| SyntaxError::Empty(sign.to_owned()))
    }

    fn bracket(&mut self) -> Result<Expression, SyntaxError> {
        self.deeper()?;
        let inner = self.any_of()?;
        self.depth -= 1;
        match self.next() {
            Some(Token::Close) => Ok(inner),
            _ => Err(SyntaxError::Open("an opening bracket")),
        }
    }

    fn value(&mut self, field: String) -> Result<Expression, SyntaxError> {
        match self.next().cloned() {
            Some(Token::Word(value) | Token::Phrase(value)) => Ok(Expression::Field(field, value)),
            Some(Token::Open) => {
                let inner = self.bracket()?;
                fielded(&field, inner)
            }
            _ => Err(SyntaxError::Empty(format!("{field}:"))),
        }
    }

    fn deeper(&mut self) -> Result<(), SyntaxError> {
        self.depth += 1;
        if self.depth > DEPTH_MAX { Err(SyntaxError::TooLarge) } else { Ok(()) }
    }
}

/// `field:(a OR b)`: the field holds for everything in the brackets.
fn fielded(field: &str, inner: Expression) -> Result<Expression, SyntaxError> {
    let each = |all: Vec<Expression>| -> Result<Vec<Expression>, SyntaxError> {
        all.into_iter().map(|one| fielded(field, one)).collect()
    };
    Ok(match inner {
        Expression::Words(text) => {
            let words = text.split_whitespace();
            let mut all: Vec<Expression> =
                words.map(|word| Expression::Field(field.to_owned(), word.to_owned())).collect();
            if all.len() == 1 { all.swap_remove(0) } else { Expression::And(all) }
        }
        Expression::Phrase(value) => Expression::Field(field.to_owned(), value),
        Expression::And(all) => Expression::And(each(all)?),
        Expression::Or(all) => Expression::Or(each(all)?),
        Expression::Not(one) => Expression::Not(Box::new(fielded(field, *one)?)),
        _ => return Err(SyntaxError::NotOffered("A pattern within a field's brackets")),
    })
}

fn plain(word: String) -> Result<Expression, SyntaxError> {
    if word == "*" {
        return Ok(Expression::All);
    }
    let (start, tail) = match word.rfind('~') {
        Some(at) if word[at + 1..].chars().all(|c| c.is_ascii_digit() || c == '.') => {
            (&word[..at], Some(()))
        }
        _ => (word.as_str(), None),
    };
    if tail.is_some() && !start.is_empty() {
        return Ok(Expression::Like(start.to_owned()));
    }
    match word.strip_suffix('*') {
        Some(beginning) if beginning.contains('*') => {
            Err(SyntaxError::NotOffered("A wildcard within a word (*)"))
        }
        Some(beginning) => Ok(Expression::Beginning(beginning.to_owned())),
        None if word.contains('*') => Err(SyntaxError::NotOffered("A wildcard within a word (*)")),
        None => Ok(Expression::Words(word)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Expression::*;
    use super::*;

    fn words(text: &str) -> Expression {
        Words(text.into())
    }

    fn field(name: &str, value: &str) -> Expression {
        Field(name.into(), value.into())
    }

    #[test]
    fn words_beside_each_other_are_one_text() {
        assert_eq!(read("Abd al-Rahman  Nasir"), Ok(words("Abd al-Rahman Nasir")));
        assert_eq!(read(""), Ok(All));
        assert_eq!(read("*"), Ok(All));
        let both = And(vec![words("a"), words("b")]);
        assert_eq!(read("a AND b && c"), Ok(words("a b c")), "all words are wanted anyway");
        assert_eq!(read("(a) (b)"), Ok(words("a b")));
        assert_ne!(read("a b"), Ok(both));
    }

    #[test]
    fn signs_and_patterns_are_read() {
        assert_eq!(
            read("\"Abu Tariq\" -Qad* topics:sanction"),
            Ok(And(vec![
                Phrase("Abu Tariq".into()),
                Not(Box::new(Beginning("Qad".into()))),
                field("topics", "sanction"),
            ]))
        );
        assert_eq!(read("a | b OR c"), Ok(Or(vec![words("a"), words("b"), words("c")])));
        assert_eq!(read("qadiri~1"), Ok(Like("qadiri".into())));
        assert_eq!(
            read("countries:(iq OR sy)"),
            Ok(Or(vec![field("countries", "iq"), field("countries", "sy")]))
        );
        assert_eq!(read(r"a\:b"), Ok(words("a:b")));
        assert_eq!(read("NOT x"), Ok(Not(Box::new(words("x")))));
    }

    #[test]
    fn what_is_not_offered_is_refused_and_never_ignored() {
        for text in ["birthDate:[1950 TO 1960]", "a^2", "wo*d", "w?rd", "/ab/", "\"a", "(a", "a)"] {
            assert!(read(text).is_err(), "{text}");
        }
        assert_eq!(read("a -|b"), Err(SyntaxError::Empty("-".into())));
        assert_eq!(read("a - b"), Ok(words("a - b")));
        assert_eq!(read("topics:"), Err(SyntaxError::Empty("topics:".into())));
        assert_eq!(read(&"(".repeat(40)), Err(SyntaxError::TooLarge));
        assert_eq!(read(&"-".repeat(400)), Err(SyntaxError::TooLarge));
    }

    #[test]
    fn a_box_for_people_knows_no_errors() {
        assert_eq!(read_simple("QDi.006: (Abu) \"Tariq"), words("QDi.006: (Abu) Tariq"));
        assert_eq!(read_simple("a | b"), Or(vec![words("a"), words("b")]));
        assert_eq!(read_simple("wo*d"), words("wo*d"));
        assert_eq!(read_simple("x OR y"), words("x OR y"));
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,60}") {
            let _ = (read(&text), read_simple(&text));
        }

        #[test]
        fn signs_in_any_order_break_nothing(text in "[ab:*~()\"|+!\\\\ -]{0,40}") {
            let _ = (read(&text), read_simple(&text));
        }
    }
}
