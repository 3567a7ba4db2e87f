//! Opening the one XML file of a list, with its encoding checked.

use std::cell::RefCell;
use std::io::BufRead;
use std::rc::Rc;

use crate::filter::{Filter, Findings};
use crate::xml::{Node, XmlError, XmlReader};
use crate::{ListError, Member, Source};

/// One XML file being read.
pub(super) struct XmlFile {
    name: String,
    reader: XmlReader<Filter<Box<dyn BufRead>>>,
    findings: Rc<RefCell<Findings>>,
}

impl XmlFile {
    /// Opens the one XML file of a source and reads its root, which must have the given name.
    ///
    /// # Errors
    /// When there is not exactly one XML file, it cannot be read, or its root is another one.
    pub(super) fn open(
        source: &Source,
        root: &str,
        mend: bool,
    ) -> Result<(XmlFile, Node), ListError> {
        let member = only_xml(source)?;
        let name = member.name().to_owned();
        let (filter, findings) = Filter::new(member.open()?, mend);
        let mut file = XmlFile { name, reader: XmlReader::new(filter), findings };
        let found = file.reader.root().map_err(|e| file.error(e))?;
        if found.name != root {
            return Err(ListError::Damaged {
                reason: format!(
                    "the file begins with <{}> instead of <{root}>; it is not this list or an \
                     error page, so fetch it again",
                    found.name
                ),
                line: found.line,
                name: file.name,
            });
        }
        Ok((file, found))
    }

    /// Name of the file.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The next element that is no container.
    ///
    /// # Errors
    /// When the file is damaged.
    pub(super) fn next_within(&mut self, containers: &[&str]) -> Result<Option<Node>, ListError> {
        self.reader.next_within(containers).map_err(|e| self.error(e))
    }

    /// The repair that was made, as a sentence.
    pub(super) fn remark(&self) -> Option<String> {
        self.findings.borrow().remark()
    }

    fn error(&self, error: XmlError) -> ListError {
        let name = self.name.clone();
        match &self.findings.borrow().fault {
            Some(fault) => ListError::Damaged {
                name,
                line: fault.line,
                reason: format!(
                    "byte 0x{:02X} at offset {} {}; the copy was damaged on its way, so fetch it \
                     from the publisher again",
                    fault.byte, fault.offset, fault.reason
                ),
            },
            None => ListError::Xml { name, source: error },
        }
    }
}

fn only_xml(source: &Source) -> Result<&Member, ListError> {
    let all = source.members();
    let named = |m: &&Member| m.name().to_ascii_lowercase().ends_with(".xml");
    let mut xml = all.iter().filter(named);
    match (all, xml.next(), xml.next()) {
        ([one], _, _) | (_, Some(one), None) => Ok(one),
        _ => Err(ListError::UnknownFormat {
            name: source.path().display().to_string(),
            reason: "this list is one XML file, but there are several files here; name the one \
                     to read"
                .into(),
        }),
    }
}
