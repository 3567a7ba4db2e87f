//! Reports, named or of the node, set side by side.

use std::io::Write;

use hilf_press::note::Note;
use hilf_press::shelf::Shelf;
use hilf_press::{Input, Picture};

use super::files::Files;
use super::{Format, Reports, day, listed, show};
use crate::data::DataArgs;
use crate::fault::{Exit, Fault};

/// Reports that were read, set side by side.
pub(super) struct Read {
    pub(super) reports: hilf_press::Reports,
    pub(super) picture: Picture,
    pub(super) exit: Exit,
}

impl Read {
    /// Opens every report; what cannot be read is held and told. Nothing readable at all is an
    /// error.
    pub(super) fn gather(
        reports: &Reports,
        data: &DataArgs,
        lists: Option<listed::Open>,
    ) -> Result<Read, Fault> {
        let (inputs, notes) = inputs(reports, data)?;
        let reports = hilf_press::Reports::open(inputs).with_notes(&notes);
        if let (true, [only]) = (reports.sources().is_empty(), reports.held()) {
            return Err(Fault::new(only.to_string()));
        }
        for held in reports.held() {
            eprintln!("hilf: held: {held}");
        }
        let exit = if reports.held().is_empty() { Exit::Done } else { Exit::Unusable };
        let mut picture = reports.picture();
        for number in &picture.notes_without_target {
            eprintln!(
                "hilf: note {number} is about what is no longer found in the reports / الملاحظة {number} عن شيء لم يعد موجودا في التقارير"
            );
        }
        if let Some(lists) = lists {
            lists.mark(&mut picture)?;
        }
        Ok(Read { reports, picture, exit })
    }

    /// Prints one list of the picture; as JSON part by part, so that what is printed is not held.
    pub(super) fn print_list<'p, P: Iterator<Item = serde_json::Value> + 'p>(
        &'p self,
        format: Format,
        text: impl Fn(&Picture),
        (name, parts): (&str, impl Fn(&'p Picture) -> P),
    ) -> Result<Exit, Fault> {
        if format == Format::Text {
            text(&self.picture);
            return Ok(self.exit);
        }
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        self.reports
            .write_list(name, parts(&self.picture), &mut out)
            .and_then(|()| writeln!(out))
            .and_then(|()| out.flush())
            .map_err(Fault::io("cannot write the picture"))?;
        Ok(self.exit)
    }

    pub(super) fn print(
        self,
        format: Format,
        text: impl Fn(&Picture),
        value: impl Fn(&Picture) -> serde_json::Value,
    ) -> Result<Exit, Fault> {
        match format {
            Format::Text => text(&self.picture),
            Format::Json | Format::Jsonl => {
                let mut value = value(&self.picture);
                self.reports.restore(&mut value);
                println!("{value}");
            }
        }
        Ok(self.exit)
    }
}

impl Read {
    /// Prints everything that was read.
    pub(super) fn print_whole(self, format: Format) -> Result<Exit, Fault> {
        if format == Format::Text {
            show::read(&self.picture);
            return Ok(self.exit);
        }
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        self.reports
            .write_json(&self.picture, &mut out)
            .and_then(|()| writeln!(out))
            .and_then(|()| out.flush())
            .map_err(Fault::io("cannot write the picture"))?;
        Ok(self.exit)
    }
}

/// The files named, or those of the node with what analysts noted of them.
pub(super) fn inputs(reports: &Reports, data: &DataArgs) -> Result<(Vec<Input>, Vec<Note>), Fault> {
    let notes = match reports.files.is_empty() {
        true => reports.asking.notes(&data.folder()?)?,
        false => Vec::new(),
    };
    Ok((each(reports, data)?.collect::<Result<_, _>>()?, notes))
}

/// The files named one after the other, or those of the node.
pub(super) fn each<'r>(
    reports: &'r Reports,
    data: &DataArgs,
) -> Result<Box<dyn Iterator<Item = Result<Input, Fault>> + 'r>, Fault> {
    let published = reports.published.as_deref().map(day).transpose()?;
    if !reports.files.is_empty() {
        let named = Files::of(&reports.files).map(move |file| {
            let path = file?;
            Ok(Input { name: path.display().to_string(), path, published })
        });
        return Ok(Box::new(named));
    }
    let shelf = Shelf::open(&data.folder()?)?;
    tell_held(&shelf);
    if shelf.entries().is_empty() {
        return Err(Fault::new(
            "no reports: name files, or take some in with hilf press ingest FILE / \
             لا تقارير: اذكر ملفات أو أدخلها بالأمر hilf press ingest FILE",
        ));
    }
    let kept: Vec<Input> = shelf.inputs(published).collect();
    Ok(Box::new(kept.into_iter().map(Ok)))
}

/// Tells the lines of the journal that cannot be read.
fn tell_held(shelf: &Shelf) {
    for line in shelf.held() {
        eprintln!(
            "hilf: held: line {line} of the press journal cannot be read / السطر {line} من سجل الصحافة لا يُقرأ"
        );
    }
}
