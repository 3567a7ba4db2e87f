//! The files of names: tab-separated Arabic-Latin pairs (`*.tsv`) and groups of spellings of one
//! name (`*.txt.gz`, `a, b, c => id`).

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::GzDecoder;

/// One line of a file of names.
pub(crate) enum Line<'a> {
    /// An Arabic word and a Latin one.
    Pair(&'a str, &'a str),
    /// Spellings of one name, folded and of one word each.
    Group(Vec<String>),
}

/// Hands over every line of the files of a folder, in the order of their names.
pub(crate) fn lines_of(folder: &Path, each: &mut dyn FnMut(Line<'_>)) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<_> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
    paths.sort();
    for path in paths {
        let name = path.to_string_lossy().into_owned();
        let file = std::fs::File::open(&path).map_err(|e| format!("{name}: {e}"))?;
        if name.ends_with(".tsv") {
            read(file, &name, &mut |line| pair(line, each))?;
        } else if name.ends_with(".txt.gz") {
            read(GzDecoder::new(file), &name, &mut |line| group(line, each))?;
        }
    }
    Ok(())
}

fn read(source: impl Read, name: &str, each: &mut dyn FnMut(&str)) -> Result<(), String> {
    for line in BufReader::new(source).lines() {
        each(&line.map_err(|e| format!("{name}: {e}"))?);
    }
    Ok(())
}

fn pair(line: &str, each: &mut dyn FnMut(Line<'_>)) {
    let mut fields = line.split('\t');
    if let (Some(arabic), Some(latin)) = (fields.next(), fields.next())
        && !arabic.is_ascii()
    {
        each(Line::Pair(arabic, latin));
    }
}

fn group(line: &str, each: &mut dyn FnMut(Line<'_>)) {
    let names = line.split("=>").next().unwrap_or_default().split(',');
    let folded = names.map(|name| hilf_text::fold(name.trim()).text().to_owned());
    each(Line::Group(folded.filter(|name| !name.is_empty() && !name.contains(' ')).collect()));
}
