//! (to be written)

use crate::{Item, ListError, ListInfo, ReadOptions, Source};

pub(super) fn read(
    source: &Source,
    _options: &ReadOptions,
    _sink: &mut dyn FnMut(Item),
) -> Result<ListInfo, ListError> {
    Err(ListError::UnknownFormat {
        name: source.path().display().to_string(),
        reason: "this format is not implemented yet".into(),
    })
}
