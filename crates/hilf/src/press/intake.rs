//! `hilf press ingest`.

use hilf_press::shelf::Shelf;
use hilf_press::source::{self, sha256};
use serde_json::json;

use super::files::Files;
use super::{Format, Kept, day};
use crate::fault::{Exit, Fault};

/// Takes reports into the data of the node. A file that cannot be read is held and not taken in.
pub(super) fn ingest(kept: &Kept) -> Result<Exit, Fault> {
    let reports = &kept.reports;
    if reports.files.is_empty() {
        return Err(Fault::new("name the files to take in / اذكر الملفات المراد إدخالها"));
    }
    let published = reports.published.as_deref().map(day).transpose()?;
    let mut shelf = Shelf::open(&kept.data.folder()?)?;
    let mut exit = Exit::Done;
    let (mut new, mut there) = (0_usize, 0_usize);
    for file in Files::of(&reports.files) {
        let file = file?;
        let name = file.display().to_string();
        let taken = std::fs::read(&file).map_err(Fault::io(&name)).and_then(|bytes| {
            if shelf.holds(&sha256(&bytes)) {
                there += 1;
                return Ok(None);
            }
            let opened = source::reports(bytes.clone(), &name)?;
            match shelf.take(&bytes, &name, published)? {
                true => new += 1,
                false => there += 1,
            }
            Ok(opened.held.map(Fault::from))
        });
        if let Some(fault) = taken.unwrap_or_else(Some) {
            eprintln!("hilf: held: {fault}");
            exit = Exit::Unusable;
        }
    }
    if reports.format == Format::Text {
        println!("{new} new, {there} there already / {new} جديد، {there} موجود من قبل");
    } else {
        println!("{}", json!({"new": new, "known": there}));
    }
    Ok(exit)
}
