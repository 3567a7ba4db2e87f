//! Opening a source: a file, a folder or an archive, with compression seen through.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use crate::ListError;

/// Decompressed bytes of one member above which reading stops: far more than any published list,
/// far less than what a compression bomb yields.
const MEMBER_BYTES_MAX: u64 = 8 << 30;
/// Members of a folder or archive that are looked at.
const MEMBERS_MAX: usize = 1_000;
const BUFFER_BYTES: usize = 128 << 10;

/// A file, folder or archive that holds one list.
#[derive(Debug, Clone)]
pub struct Source {
    path: PathBuf,
    members: Vec<Member>,
}

/// One file of a source; can be opened any number of times.
#[derive(Debug, Clone)]
pub struct Member {
    name: String,
    place: Place,
}

#[derive(Debug, Clone)]
enum Place {
    File(PathBuf),
    Zipped { archive: PathBuf, index: usize },
    Memory(&'static [u8]),
}

impl Source {
    /// Opens a file, the files of a folder (not of its sub-folders), or the members of a zip
    /// archive. gzip and zstd are seen through when a member is opened.
    ///
    /// # Errors
    /// When the path cannot be read, the archive is damaged, or there is nothing in it.
    pub fn open(path: &Path) -> Result<Source, ListError> {
        let fail = |source| ListError::Io { path: path.to_path_buf(), source };
        let members = if path.is_dir() {
            folder_members(path).map_err(fail)?
        } else if is_zip(path).map_err(fail)? {
            zip_members(path).map_err(fail)?
        } else {
            vec![Member { name: file_name(path), place: Place::File(path.to_path_buf()) }]
        };
        if members.is_empty() {
            return Err(fail(io::Error::new(io::ErrorKind::NotFound, "there is no file in it")));
        }
        Ok(Source { path: path.to_path_buf(), members })
    }

    /// A source made of bytes that the program carries, such as the bundled list.
    pub fn embedded(name: &str, bytes: &'static [u8]) -> Source {
        let member = Member { name: name.to_owned(), place: Place::Memory(bytes) };
        Source { path: PathBuf::from(name), members: vec![member] }
    }

    /// The path it was opened from.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its files, by name.
    pub fn members(&self) -> &[Member] {
        &self.members
    }
}

impl Member {
    /// Name without folder and without `.gz` or `.zst`.
    pub fn name(&self) -> &str {
        let name = self.name.strip_suffix(".gz").or_else(|| self.name.strip_suffix(".zst"));
        name.unwrap_or(&self.name)
    }

    /// Opens the content from its beginning, decompressed.
    ///
    /// # Errors
    /// When the file cannot be opened. Faults of the compressed stream show while reading.
    pub fn open(&self) -> Result<Box<dyn BufRead>, ListError> {
        self.open_raw().and_then(decompress).map_err(|source| ListError::Io {
            path: match &self.place {
                Place::File(path) => path.clone(),
                Place::Zipped { archive, .. } => archive.join(&self.name),
                Place::Memory(_) => PathBuf::from(&self.name),
            },
            source,
        })
    }

    fn open_raw(&self) -> io::Result<Box<dyn BufRead>> {
        Ok(match &self.place {
            Place::File(path) => {
                Box::new(BufReader::with_capacity(BUFFER_BYTES, File::open(path)?))
            }
            Place::Memory(bytes) => Box::new(Cursor::new(*bytes)),
            Place::Zipped { archive, index } => Box::new(open_zipped(archive, *index)?),
        })
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

fn folder_members(path: &Path) -> io::Result<Vec<Member>> {
    let mut members = Vec::new();
    for entry in std::fs::read_dir(path)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_file() && !name.starts_with('.') {
            members.push(Member { name, place: Place::File(entry.path()) });
        }
        if members.len() > MEMBERS_MAX {
            return Err(io::Error::other("the folder holds too many files for one list"));
        }
    }
    members.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(members)
}

fn is_zip(path: &Path) -> io::Result<bool> {
    let mut magic = [0; 4];
    let mut file = File::open(path)?;
    let read = file.read(&mut magic)?;
    // An XLSX workbook is a zip archive too, but one document: it stays one member.
    Ok(read == 4 && magic == *b"PK\x03\x04" && !is_workbook(path)?)
}

fn is_workbook(path: &Path) -> io::Result<bool> {
    let archive = zip::ZipArchive::new(BufReader::new(File::open(path)?))?;
    let mut names = archive.file_names_raw();
    Ok(names.any(|name| name == b"[Content_Types].xml"))
}

fn zip_members(path: &Path) -> io::Result<Vec<Member>> {
    let mut archive = zip::ZipArchive::new(BufReader::new(File::open(path)?))?;
    if archive.len() > MEMBERS_MAX {
        return Err(io::Error::other("the archive holds too many files for one list"));
    }
    let mut members = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index)?;
        let name = file_name(Path::new(&*String::from_utf8_lossy(entry.name_raw())));
        if entry.is_file() && !name.starts_with('.') {
            let place = Place::Zipped { archive: path.to_path_buf(), index };
            members.push(Member { name, place });
        }
    }
    members.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(members)
}

/// Streams one archive member. The archive borrow cannot outlive this call, so the member's
/// compressed range is read from the file and inflated here.
fn open_zipped(path: &Path, index: usize) -> io::Result<impl BufRead + 'static> {
    use std::io::{Seek, SeekFrom};
    let mut archive = zip::ZipArchive::new(BufReader::new(File::open(path)?))?;
    let (start, size, method) = {
        let entry = archive.by_index_raw(index)?;
        let start = entry.data_start().ok_or_else(|| io::Error::other("the archive is damaged"))?;
        (start, entry.compressed_size(), entry.compression())
    };
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let raw = file.take(size);
    let reader: Box<dyn Read> = match method {
        zip::CompressionMethod::Stored => Box::new(raw),
        zip::CompressionMethod::Deflated => Box::new(flate2::read::DeflateDecoder::new(raw)),
        other => return Err(io::Error::other(format!("zip method {other} is not supported"))),
    };
    Ok(BufReader::with_capacity(BUFFER_BYTES, reader))
}

/// The content of a stream that may be compressed with gzip or zstd.
pub(crate) fn decompress(mut raw: Box<dyn BufRead>) -> io::Result<Box<dyn BufRead>> {
    let magic = raw.fill_buf()?;
    let reader: Box<dyn Read> = if magic.starts_with(&[0x1f, 0x8b]) {
        Box::new(flate2::bufread::MultiGzDecoder::new(raw))
    } else if magic.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        Box::new(zstd::stream::read::Decoder::with_buffer(raw)?)
    } else {
        return Ok(raw);
    };
    let limited = Limited { inner: reader, left: MEMBER_BYTES_MAX };
    Ok(Box::new(BufReader::with_capacity(BUFFER_BYTES, limited)))
}

/// A reader that fails, rather than ends, at its limit: a cut list must not look complete.
struct Limited {
    inner: Box<dyn Read>,
    left: u64,
}

impl Read for Limited {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self
            .left
            .checked_sub(read as u64)
            .ok_or_else(|| io::Error::other("it unpacks to more than 8 GiB and is refused"))?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn text_of(member: &Member) -> String {
        let mut text = String::new();
        member.open().unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn compression_is_seen_through() {
        let folder = tempfile::tempdir().unwrap();
        let gz = folder.path().join("a.csv.gz");
        let mut encoder =
            flate2::write::GzEncoder::new(File::create(&gz).unwrap(), flate2::Compression::fast());
        encoder.write_all(b"x,y").unwrap();
        encoder.finish().unwrap();
        let zst = folder.path().join("b.csv.zst");
        std::fs::write(&zst, zstd::encode_all(&b"p,q"[..], 3).unwrap()).unwrap();
        let source = Source::open(folder.path()).unwrap();
        assert_eq!(source.members()[0].name(), "a.csv");
        assert_eq!(text_of(&source.members()[0]), "x,y");
        assert_eq!(text_of(&source.members()[1]), "p,q");
    }

    #[test]
    fn members_of_an_archive_can_be_opened_again_and_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("set.zip");
        let mut zip = zip::ZipWriter::new(File::create(&path).unwrap());
        zip.start_file("deep/sdn.csv", zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(b"1,2,3").unwrap();
        zip.finish().unwrap();
        let source = Source::open(&path).unwrap();
        assert_eq!(source.members().len(), 1);
        assert_eq!(source.members()[0].name(), "sdn.csv");
        assert_eq!(text_of(&source.members()[0]), "1,2,3");
        assert_eq!(text_of(&source.members()[0]), "1,2,3");
    }

    #[test]
    fn an_empty_folder_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(Source::open(folder.path()), Err(ListError::Io { .. })));
    }
}
