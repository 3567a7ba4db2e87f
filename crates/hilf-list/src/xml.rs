//! XML from strangers, read as a stream: one small tree per record, everything limited.
//!
//! DTDs are refused, so there are no entities to expand and nothing to fetch; depth, attribute
//! counts, the size of one record and the size of one token have ceilings.

use std::io::{self, BufRead, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use thiserror::Error;

/// Nesting of elements; published lists need less than 20.
const DEPTH_MAX: usize = 64;
/// Attributes of one element; published lists need less than 20.
const ATTRIBUTES_MAX: usize = 128;
/// Bytes between two parser events, so of one tag or one text.
const TOKEN_BYTES_MAX: u64 = 4 << 20;
/// Elements of one record; the richest published record has about 5,000.
const RECORD_NODES_MAX: usize = 200_000;

/// A fault in an XML source, with its line.
#[derive(Debug, Error)]
#[error("line {line}: {kind}")]
pub struct XmlError {
    /// Line in the source, from 1.
    pub line: u64,
    /// What is wrong.
    pub kind: XmlFault,
}

/// The nature of a fault.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum XmlFault {
    /// The text is not well-formed XML.
    #[error("the XML is not well-formed ({0})")]
    Syntax(String),
    /// The file ends inside an element.
    #[error("the file ends before its XML does; it is probably cut off")]
    Truncated,
    /// A document type declaration, the vehicle of entity bombs and external entities.
    #[error("a document type declaration is not accepted")]
    Dtd,
    /// A reference to an entity that XML itself does not define.
    #[error("the entity `&{0};` is not accepted")]
    Entity(String),
    /// A ceiling was reached.
    #[error("{0}, which no honest list does")]
    Limit(&'static str),
    /// Text that is not valid in the declared encoding.
    #[error("the text is not valid {0}")]
    Encoding(&'static str),
    /// The underlying reader failed.
    #[error("reading failed: {0}")]
    Io(String),
}

/// An element with all that is in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Node {
    /// Local name, without namespace prefix.
    pub name: String,
    /// Line of the start tag, from 1.
    pub line: u64,
    /// Attributes by local name, in source order.
    pub attributes: Vec<(String, String)>,
    /// Child elements in source order.
    pub children: Vec<Node>,
    text: String,
}

impl Node {
    /// The element's own text, trimmed; the texts around child elements joined.
    pub fn text(&self) -> &str {
        self.text.trim()
    }

    /// An attribute's value, trimmed; empty if it is absent.
    pub fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(n, _)| n == name);
        found.map(|(_, value)| value.trim()).unwrap_or("")
    }

    /// The first child of a name.
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|c| c.name == name)
    }

    /// All children of a name.
    pub fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |c| c.name == name)
    }

    /// The text of the first child of a name; empty if there is none.
    pub fn child_text(&self, name: &str) -> &str {
        self.child(name).map(Node::text).unwrap_or("")
    }

    /// All elements at a path of names below this one: `node.at(&["akaList", "aka"])`.
    pub fn at<'a>(&'a self, path: &[&str]) -> Vec<&'a Node> {
        let mut level = vec![self];
        for step in path {
            level = level
                .into_iter()
                .flat_map(|n| n.children.iter())
                .filter(|c| c.name == *step)
                .collect();
        }
        level
    }
}

/// A pull reader over an XML source that never holds more than one record.
pub struct XmlReader<R: BufRead> {
    reader: Reader<Metered<R>>,
    buffer: Vec<u8>,
    depth: usize,
    seen_root: bool,
}

enum Step {
    Open(Node, bool),
    Text(String),
    Close,
    End,
}

impl<R: BufRead> XmlReader<R> {
    /// Starts reading.
    pub fn new(source: R) -> XmlReader<R> {
        let reader = Reader::from_reader(Metered { inner: source, lines: 1, since_event: 0 });
        XmlReader { reader, buffer: Vec::new(), depth: 0, seen_root: false }
    }

    /// Line the reader has reached, from 1.
    pub fn line(&self) -> u64 {
        self.reader.get_ref().lines
    }

    /// Reads up to and including the root's start tag; the node has attributes but no content.
    ///
    /// # Errors
    /// When there is no root element or the source is damaged.
    pub fn root(&mut self) -> Result<Node, XmlError> {
        loop {
            match self.step()? {
                Step::Open(node, empty) => {
                    self.depth = usize::from(!empty);
                    self.seen_root = true;
                    return Ok(node);
                }
                Step::Text(text) if text.trim().is_empty() => {}
                Step::Text(_) | Step::Close => {
                    return Err(self.fault(XmlFault::Syntax("text before the root".into())));
                }
                Step::End => return Err(self.fault(XmlFault::Truncated)),
            }
        }
    }

    /// The next element that has one of the names, at any depth, with all that is in it.
    /// Elements of other names are entered, not returned. `None` at the end of the document.
    ///
    /// # Errors
    /// When the source is damaged, hostile or ends before its root is closed.
    pub fn next_of(&mut self, names: &[&str]) -> Result<Option<Node>, XmlError> {
        self.next_where(|name| names.contains(&name))
    }

    /// The next element that is none of the named containers, with all that is in it. Containers
    /// are entered, not returned, so that an element nobody expected is seen instead of lost.
    ///
    /// # Errors
    /// As [`XmlReader::next_of`].
    pub fn next_within(&mut self, containers: &[&str]) -> Result<Option<Node>, XmlError> {
        self.next_where(|name| !containers.contains(&name))
    }

    fn next_where(&mut self, wanted: impl Fn(&str) -> bool) -> Result<Option<Node>, XmlError> {
        loop {
            match self.step()? {
                Step::Open(node, empty) => {
                    self.seen_root = true;
                    if wanted(&node.name) {
                        return if empty { Ok(Some(node)) } else { self.subtree(node).map(Some) };
                    }
                    self.depth += usize::from(!empty);
                    self.check_depth(self.depth)?;
                }
                Step::Text(_) => {}
                Step::Close => self.depth = self.depth.saturating_sub(1),
                Step::End if self.depth == 0 && self.seen_root => return Ok(None),
                Step::End => return Err(self.fault(XmlFault::Truncated)),
            }
        }
    }

    fn subtree(&mut self, root: Node) -> Result<Node, XmlError> {
        let mut stack = vec![root];
        let mut nodes = 1;
        loop {
            match self.step()? {
                Step::Open(node, empty) => {
                    nodes += 1;
                    if nodes > RECORD_NODES_MAX {
                        return Err(self.fault(XmlFault::Limit("one record has too many elements")));
                    }
                    if !empty {
                        stack.push(node);
                        self.check_depth(self.depth + stack.len())?;
                    } else if let Some(top) = stack.last_mut() {
                        top.children.push(node);
                    }
                }
                Step::Text(text) => {
                    if let Some(top) = stack.last_mut() {
                        top.text.push_str(&text);
                    }
                }
                Step::Close => {
                    let Some(done) = stack.pop() else { continue };
                    match stack.last_mut() {
                        Some(parent) => parent.children.push(done),
                        None => return Ok(done),
                    }
                }
                Step::End => return Err(self.fault(XmlFault::Truncated)),
            }
        }
    }

    fn step(&mut self) -> Result<Step, XmlError> {
        loop {
            self.buffer.clear();
            self.reader.get_mut().since_event = 0;
            let line = self.line();
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(error) => return Err(XmlError { line: self.line(), kind: fault_of(error) }),
            };
            let at = |kind| XmlError { line, kind };
            let step = match event {
                Event::Start(tag) => Step::Open(node_of(&tag, line).map_err(at)?, false),
                Event::Empty(tag) => Step::Open(node_of(&tag, line).map_err(at)?, true),
                Event::End(_) => Step::Close,
                Event::Text(text) => Step::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Step::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(reference) => {
                    let name = reference.xml10_content();
                    Step::Text(resolve(&name).map_err(at)?.to_string())
                }
                Event::DocType(_) => return Err(at(XmlFault::Dtd)),
                Event::Eof => Step::End,
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => continue,
            };
            return Ok(step);
        }
    }

    fn check_depth(&self, depth: usize) -> Result<(), XmlError> {
        if depth > DEPTH_MAX {
            return Err(self.fault(XmlFault::Limit("elements are nested too deeply")));
        }
        Ok(())
    }

    fn fault(&self, kind: XmlFault) -> XmlError {
        XmlError { line: self.line(), kind }
    }
}

fn node_of(tag: &BytesStart<'_>, line: u64) -> Result<Node, XmlFault> {
    let name = tag.local_name().as_ref().to_owned();
    let mut node = Node { name, line, ..Node::default() };
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|e| XmlFault::Syntax(e.to_string()))?;
        if node.attributes.len() >= ATTRIBUTES_MAX {
            return Err(XmlFault::Limit("one element has too many attributes"));
        }
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|e| XmlFault::Syntax(e.to_string()))?;
        node.attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    Ok(node)
}

/// The five entities XML defines, and characters by number.
fn resolve(name: &str) -> Result<char, XmlFault> {
    let unknown = || XmlFault::Entity(name.chars().take(40).collect());
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32).filter(|c| *c != '\0').ok_or_else(unknown);
    }
    match name {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(unknown()),
    }
}

fn fault_of(error: quick_xml::Error) -> XmlFault {
    match error {
        quick_xml::Error::Io(io) if io.kind() == io::ErrorKind::FileTooLarge => {
            XmlFault::Limit("one tag or text is too long")
        }
        quick_xml::Error::Io(io) => XmlFault::Io(io.to_string()),
        quick_xml::Error::Encoding(_) => XmlFault::Encoding("UTF-8"),
        other => XmlFault::Syntax(other.to_string()),
    }
}

/// Counts lines, and bytes since the last parser event.
struct Metered<R> {
    inner: R,
    lines: u64,
    since_event: u64,
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(out.len());
        out[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since_event > TOKEN_BYTES_MAX {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        if let Ok(buffer) = self.inner.fill_buf() {
            let consumed = &buffer[..count.min(buffer.len())];
            self.lines += consumed.iter().filter(|b| **b == b'\n').count() as u64;
        }
        self.since_event += count as u64;
        self.inner.consume(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, names: &[&str]) -> Result<Vec<Node>, XmlError> {
        let mut reader = XmlReader::new(text.as_bytes());
        reader.root()?;
        let mut nodes = Vec::new();
        while let Some(node) = reader.next_of(names)? {
            nodes.push(node);
        }
        Ok(nodes)
    }

    #[test]
    fn records_come_one_by_one_with_line_and_text() {
        let text = "<?xml version='1.0'?>\n<n:a xmlns:n='u'>\n<list>\n<n:r id=' 7 '>x &amp; <b>y</b>&#x41;</n:r><r/></list></n:a>";
        let nodes = all(text, &["r"]).unwrap();
        assert_eq!(nodes.len(), 2);
        assert_eq!((nodes[0].line, nodes[0].attribute("id")), (4, "7"));
        assert_eq!(nodes[0].text(), "x & A");
        assert_eq!(nodes[0].child_text("b"), "y");
        assert_eq!(nodes[1], Node { name: "r".into(), line: 4, ..Node::default() });
    }

    #[test]
    fn what_stands_in_a_container_is_seen_whatever_its_name() {
        let mut reader = XmlReader::new(&b"<a><list><r/><odd>x</odd></list><s/></a>"[..]);
        reader.root().unwrap();
        let mut names = Vec::new();
        while let Some(node) = reader.next_within(&["list"]).unwrap() {
            names.push(node.name);
        }
        assert_eq!(names, ["r", "odd", "s"]);
    }

    #[test]
    fn damage_and_hostility_are_refused_with_their_line() {
        let deep = "<a>".repeat(1_000);
        let attributes: String = (0..1_000).map(|i| format!(" a{i}='1'")).collect();
        let cases = [
            ("<a>\n<r>", 2, "cut off"),
            ("<a><b></a>", 1, "not well-formed"),
            ("<!DOCTYPE a [<!ENTITY x 'y'>]><a/>", 1, "document type"),
            ("<a>\n\n<r>&x;</r></a>", 3, "`&x;`"),
            (deep.as_str(), 1, "nested"),
            (&format!("<a><r{attributes}/></a>"), 1, "attributes"),
            ("", 1, "cut off"),
        ];
        for (text, line, reason) in cases {
            let error = all(text, &["r"]).unwrap_err();
            assert_eq!(error.line, line, "{error}");
            assert!(error.to_string().contains(reason), "{error}");
        }
    }

    #[test]
    fn one_endless_text_is_refused_before_it_fills_the_memory() {
        let text = format!("<a><r>{}</r></a>", "x".repeat(9 << 20));
        let reader = io::BufReader::with_capacity(64 << 10, text.as_bytes());
        let mut reader = XmlReader::new(reader);
        reader.root().unwrap();
        assert!(reader.next_of(&["r"]).unwrap_err().to_string().contains("too long"));
    }
}
