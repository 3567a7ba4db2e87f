//! Reasons of readers and guards in Arabic. What was recorded stays as it was recorded, in English;
//! here it is told anew from its sentence, so that the journals of the past are told too.

/// Sentences with their places `{}`, and the same in Arabic with `{0}`, `{1}` … What is put into a
/// place is told in Arabic too if it is a sentence of this table. The first that fits counts.
const SENTENCES: &[(&str, &str)] = &[
    // Guards.
    ("`{}` is not updated: {}", "لم تحدث القائمة `{0}`: {1}"),
    ("it is the list `{}`, not `{}`", "هي القائمة `{0}` لا `{1}`"),
    ("it holds no record at all", "ليس فيها قيد"),
    (
        "it holds {} {} where the live one holds {}, {} % fewer; if the publisher confirms that, \
         repeat with --accept-shrink and the reason",
        "فيها {0} ({1}) وفي الحية {2}، أي أقل بنسبة {3} ٪؛ إن أكد الناشر ذلك فأعد الأمر مع \
         --accept-shrink والسبب",
    ),
    ("records of schema {}", "قيود من نوع {0}"),
    ("records", "قيدا"),
    ("it is of {}, and the live one of {}", "هي من {0} والحية من {1}"),
    (
        "{} of its records cannot be read (the first: {}); its format may have changed",
        "تعذرت قراءة {0} من قيودها (أولها: {1})؛ ربما تغيرت صيغتها",
    ),
    // Fetching.
    ("`{}` is no http or https address", "`{0}` ليس عنوان http أو https"),
    ("{} answered {}", "أجاب {0} بالرمز {1}"),
    (
        "{} redirects to {}, which is not on the public network; that is not followed",
        "يحيل {0} إلى {1} وليس على الشبكة العامة؛ لم يتبع",
    ),
    (
        "{} redirects from https to http ({}); that is not followed",
        "يحيل {0} من https إلى http ‏({1})؛ لم يتبع",
    ),
    ("{} does not lead anywhere: {}", "لا يؤدي {0} إلى شيء: {1}"),
    ("the answer of {} is larger than {} bytes", "جواب {0} أكبر من {1} بايت"),
    ("cannot fetch {}: {}", "تعذر جلب {0}: {1}"),
    ("cannot make a temporary folder: {}", "تعذر إنشاء مجلد مؤقت: {0}"),
    // Files as a whole.
    ("cannot read or write the snapshot {}: {}", "تعذرت قراءة اللقطة {0} أو كتابتها: {1}"),
    (
        "{} is no snapshot of this version of the program; read the list again",
        "{0} ليست لقطة لهذا الإصدار من البرنامج؛ أعد قراءة القائمة",
    ),
    (
        "the snapshot {} is damaged ({}); read the list again",
        "اللقطة {0} تالفة ({1})؛ أعد قراءة القائمة",
    ),
    ("{} is damaged ({}); restore it from a backup", "{0} تالف ({1})؛ استعده من نسخة احتياطية"),
    ("cannot read or write {}: {}", "تعذرت قراءة {0} أو كتابته: {1}"),
    ("cannot write {}: {}", "تعذرت كتابة {0}: {1}"),
    ("cannot read {}: {}", "تعذرت قراءة {0}: {1}"),
    ("No such file or directory (os error {})", "لا يوجد ملف أو مجلد كهذا"),
    ("Permission denied (os error {})", "لا إذن بالوصول"),
    ("Is a directory (os error {})", "هو مجلد لا ملف"),
    ("{} is in no list format that is known here: {}", "{0} ليس بصيغة قائمة معروفة هنا: {1}"),
    ("the set {} is incomplete: {} is missing", "المجموعة {0} ناقصة: لا يوجد {1}"),
    (
        "there is no record {}; the index does not belong to these lists",
        "لا يوجد قيد {0}؛ الفهرس ليس لهذه القوائم",
    ),
    ("it is a PDF; take the publisher's XML or CSV", "هو ملف PDF؛ خذ XML أو CSV من الناشر"),
    (
        "it is an old Excel workbook (.xls); save it as .xlsx or CSV",
        "هو مصنف Excel قديم (.xls)؛ احفظه بصيغة .xlsx أو CSV",
    ),
    ("it is empty; fetch it again", "هو فارغ؛ اجلبه من جديد"),
    (
        "it is a web page, as servers send instead of a list; fetch it again",
        "هو صفحة ويب يرسلها الخادم بدل القائمة؛ اجلبه من جديد",
    ),
    (
        "its XML begins with <{}>, which is no list that is known here",
        "يبدأ XML فيه بالعنصر <{0}> وليس قائمة معروفة هنا",
    ),
    (
        "its JSON is neither FollowTheMoney nor Senzing, one object a line",
        "ليس JSON فيه FollowTheMoney ولا Senzing، كائن في كل سطر",
    ),
    (
        "it is read as a table, and none of its headings ({}) is known to head names",
        "قرئ جدولا، وليس بين عناوينه ({0}) عنوان معروف للأسماء",
    ),
    (
        "none of its headings ({}) is known to head names; call one `name`",
        "ليس بين عناوينه ({0}) عنوان معروف للأسماء؛ سم أحدها `name` أو `الاسم`",
    ),
    ("there are several files in it; name the one to read", "فيه عدة ملفات؛ سم ما يقرأ منها"),
    ("there is no file in it", "ليس فيه ملف"),
    ("it holds {} files; give the one that is the list", "فيه {0} ملفات؛ أعط القائمة وحدها"),
    (
        "this list is one XML file, but there are several files here; name the one {}",
        "هذه القائمة ملف XML واحد، وهنا عدة ملفات؛ سم ما يقرأ منها",
    ),
    ("the list holds no record at all; fetch it again", "ليس في القائمة قيد؛ اجلبها من جديد"),
    (
        "the file begins with <{}> instead of <{}>; it is not this list or an error page, so fetch \
         it again",
        "يبدأ الملف بالعنصر <{0}> بدل <{1}>؛ ليس هذه القائمة أو هو صفحة خطأ، فاجلبه من جديد",
    ),
    (
        "byte {} at offset {} {}; the copy was damaged on its way, so fetch it from the publisher \
         again",
        "البايت {0} في الموضع {1} {2}؛ تلفت النسخة في الطريق، فاجلبها من الناشر من جديد",
    ),
    ("is a control character, which XML forbids", "حرف تحكم لا يجيزه XML"),
    (
        "it declares {} records and holds {}; it is incomplete, so fetch it again",
        "يعلن {0} قيدا وفيه {1}؛ هو ناقص، فاجلبه من جديد",
    ),
    (
        "the file ends in the middle of a row; it is probably cut off",
        "ينتهي الملف في وسط سطر؛ الأرجح أنه مبتور",
    ),
    (
        "the file ends in the middle of a row; it is cut off, so fetch it again",
        "ينتهي الملف في وسط سطر؛ هو مبتور، فاجلبه من جديد",
    ),
    ("the file ends in the middle of a row; it is cut off", "ينتهي الملف في وسط سطر؛ هو مبتور"),
    ("is not valid UTF-8", "ليس UTF-8 سليما"),
    (
        "it holds bytes that are no text in the encoding of the file",
        "فيه بايتات ليست نصا في ترميز الملف",
    ),
    ("text before the root", "نص قبل العنصر الأول"),
    ("the header has no column `{}`", "لا عمود باسم `{0}` في العناوين"),
    ("the workbook cannot be read: {}", "تعذرت قراءة المصنف: {0}"),
    ("the Parquet file cannot be read: {}", "تعذرت قراءة ملف Parquet: {0}"),
    (
        "the Parquet file is larger than 512 MiB; give it as a file of its own",
        "ملف Parquet أكبر من 512 م.ب؛ أعطه ملفا مستقلا",
    ),
    ("it contradicts itself", "يناقض بعضه بعضا"),
    ("it holds bytes that are no text", "فيه بايتات ليست نصا"),
    ("{} is no date that can be written", "{0} ليس تاريخا يمكن كتابته"),
    ("no visible sheet has anything in it", "لا ورقة ظاهرة فيها شيء"),
    ("the workbook is larger than 512 MiB; save it as CSV", "المصنف أكبر من 512 م.ب؛ احفظه CSV"),
    ("it has more than 20 million cells; save it as CSV", "فيه أكثر من 20 مليون خلية؛ احفظه CSV"),
    // XML.
    ("the XML is not well-formed ({})", "نص XML غير سليم ({0})"),
    (
        "the file ends before its XML does; it is probably cut off",
        "ينتهي الملف قبل أن يكتمل XML؛ الأرجح أنه مبتور",
    ),
    ("a document type declaration is not accepted", "لا يقبل تعريف نوع المستند (DTD)"),
    ("the entity `&{};` is not accepted", "لا يقبل الكيان `&{0};`"),
    ("{}, which no honest list does", "{0}، وهذا لا تفعله قائمة سليمة"),
    ("one record has too many elements", "في قيد عناصر أكثر مما يقبل"),
    ("elements are nested too deeply", "العناصر متداخلة أكثر مما يقبل"),
    ("one element has too many attributes", "في عنصر خصائص أكثر مما يقبل"),
    ("one tag or text is too long", "وسم أو نص أطول مما يقبل"),
    ("the text is not valid {}", "النص ليس {0} سليما"),
    ("reading failed: {}", "تعذرت القراءة: {0}"),
    // Records.
    ("the record has no name", "لا اسم في القيد"),
    ("the subject has no name", "لا اسم في القيد"),
    ("the target has no name", "لا اسم في القيد"),
    ("the designation has no name", "لا اسم في القيد"),
    (
        "the subject has no euReferenceNumber and no logicalId",
        "لا euReferenceNumber ولا logicalId في القيد",
    ),
    ("the row has no id or no name", "لا معرف أو لا اسم في السطر"),
    ("the record has no uid", "لا uid في القيد"),
    ("the designation has no UniqueID", "لا UniqueID في القيد"),
    ("the target has no ssid", "لا ssid في القيد"),
    ("the target is no individual, entity or object", "ليس القيد شخصا ولا كيانا ولا شيئا"),
    ("the type `{}` is unknown", "النوع `{0}` غير معروف"),
    ("it has no id or an unknown type (`{}`)", "لا معرف له أو نوعه غير معروف (`{0}`)"),
    (
        "the record with DATAID {} has no REFERENCE_NUMBER",
        "لا REFERENCE_NUMBER في القيد ذي DATAID {0}",
    ),
    ("it belongs to the number {}, which is not in {}", "يتبع الرقم {0} وليس هذا في {1}"),
    ("the row does not begin with a number", "لا يبدأ السطر برقم"),
    ("it lists a profile that is not in the file", "يدرج ملفا شخصيا ليس في الملف"),
    ("the element <{}> is unknown in this format", "العنصر <{0}> غير معروف في هذه الصيغة"),
    ("the row has no reference", "لا مرجع في السطر"),
    ("the row has neither a name nor an identifier", "لا اسم في السطر ولا رقم هوية"),
    ("the reference {} stands on line {} already", "المرجع {0} مذكور في السطر {1} من قبل"),
    ("the row cannot be read: {}", "تعذرت قراءة السطر: {0}"),
    (
        "the row has {} cells where the header has {}; a delimiter or a line break inside a cell \
         needs quotation marks around the cell",
        "في السطر {0} خلية وفي العناوين {1}؛ يحتاج الفاصل أو كسر السطر داخل خلية إلى علامتي اقتباس",
    ),
    (
        "the line is longer than 16 MiB, which no honest list has",
        "السطر أطول من 16 م.ب، وهذا لا يكون في قائمة سليمة",
    ),
    ("the line is longer than {} bytes", "السطر أطول من {0} بايت"),
    ("the line is no JSON object ({})", "ليس السطر كائن JSON ‏({0})"),
    ("the line is no JSON object", "ليس السطر كائن JSON"),
    ("the line has no `{}`", "لا `{0}` في السطر"),
    ("the deleted entity has no `id`", "لا `id` للكيان المحذوف"),
    ("`op` is `{}` and not ADD, MOD or DEL", "قيمة `op` هي `{0}` لا ADD ولا MOD ولا DEL"),
    ("the record says nothing by which anybody could be known", "ليس في القيد ما يعرف به أحد"),
    ("cell {} of sheet `{}` holds the error {}", "الخلية {0} من الورقة `{1}` فيها الخطأ {2}"),
    ("cell {} stands outside the columns of the header", "الخلية {0} خارج أعمدة العناوين"),
    (
        "column `{}`: the number `{}` has lost digits in a spreadsheet; format the column as text \
         and enter the number again",
        "العمود `{0}`: فقد الرقم `{1}` أرقاما في جدول البيانات؛ اجعل العمود نصا وأدخل الرقم من جديد",
    ),
    (
        "the number `{}` has lost digits in a spreadsheet; format the column as text and enter the \
         number again",
        "فقد الرقم `{0}` أرقاما في جدول البيانات؛ اجعل العمود نصا وأدخل الرقم من جديد",
    ),
    // Remarks on a reading as a whole.
    (
        "The file is not well-formed XML: {} bare `&` (line {}) were read as `&amp;`; nothing else was \
         changed.",
        "ليس XML في الملف سليم التكوين: عدد علامات `&` المفردة التي قرئت `&amp;` هو {0} (السطر {1})؛ ولم \
         يغير غيرها",
    ),
    (
        "There is no file {}.csv, in which the remarks of {} go on; they are incomplete.",
        "لا يوجد الملف {0}.csv وفيه تتمة ملاحظات {1}؛ فهي ناقصة",
    ),
    (
        "The file is of type \"{}\": it holds only what changed and must not replace the whole list.",
        "الملف من النوع «{0}»: فيه ما تغير وحده، ولا يحل محل القائمة كلها",
    ),
    (
        "The reference {} of line {} stands again on line {}; that record was read as {}.",
        "المرجع {0} في السطر {1} مذكور ثانية في السطر {2}؛ قرئ ذلك القيد بالمعرف {3}",
    ),
    ("The record of line {} was read as {}.", "قرئ القيد في السطر {0} بالمعرف {1}"),
    ("{} more references stand more than once.", "وهناك {0} مراجع أخرى مكررة"),
    ("Columns kept as notes: {}.", "أعمدة حفظت في الملاحظات: {0}"),
    ("The list does not say {}.", "لا تذكر القائمة: {0}"),
    ("who keeps it (owner)", "الجهة صاحبتها"),
    ("its legal basis", "سندها القانوني"),
    ("the reason", "السبب"),
    ("the date of review", "تاريخ مراجعتها"),
    (
        "dates are read with the month first, as in 12/31/1970",
        "تقرأ التواريخ والشهر فيها أولا، كما في 12/31/1970",
    ),
    (
        "{} dates have the day first and {} the month first; those that could be either are read with \
         the day first",
        "في {0} من التواريخ اليوم أولا وفي {1} الشهر أولا؛ وما احتمل الوجهين قرئ واليوم فيه أولا",
    ),
    (
        "{} dates have the day first and {} the month first; those that could be either are read with \
         the month first",
        "في {0} من التواريخ اليوم أولا وفي {1} الشهر أولا؛ وما احتمل الوجهين قرئ والشهر فيه أولا",
    ),
    ("only the sheet `{}` was read; not read: {}", "قرئت الورقة `{0}` وحدها؛ لم تقرأ: {1}"),
    ("above the header: {}", "فوق العناوين: {0}"),
    (
        "`{}` in column `{}` is no kind that is known here; the row was taken for a {}",
        "`{0}` في العمود `{1}` ليس نوعا معروفا هنا؛ عد السطر من النوع {2}",
    ),
    ("`{}` in column `{}` is no country known here", "`{0}` في العمود `{1}` ليس بلدا معروفا هنا"),
    (
        "`{}` in column `{}` is no date that can be read",
        "`{0}` في العمود `{1}` ليس تاريخا تمكن قراءته",
    ),
    // Places.
    ("{}, line {}: {}", "{0}، السطر {1}: {2}"),
    ("line {}: {}", "السطر {0}: {1}"),
    ("column `{}`: {}", "العمود `{0}`: {1}"),
    ("{}: {}", "{0}: {1}"),
    ("{}, {}", "{0}، {1}"),
];

/// A recorded reason in Arabic; `None` if its sentence is not known here.
pub fn reason_in_arabic(reason: &str) -> Option<String> {
    let (arabic, parts) = SENTENCES.iter().find_map(|(english, arabic)| {
        let parts = fits(english, reason)?;
        let is_known = |part: Option<&&str>| part.is_some_and(|p| reason_in_arabic(p).is_some());
        // A bare "this: that" says something only if that is known, "this, that" if both are.
        let says = match *english {
            "{}: {}" => is_known(parts.last()),
            "{}, {}" => is_known(parts.first()) && is_known(parts.last()),
            _ => true,
        };
        says.then_some((*arabic, parts))
    })?;
    let mut told = arabic.to_owned();
    for (n, part) in parts.iter().enumerate().rev() {
        let part = reason_in_arabic(part).unwrap_or_else(|| (*part).to_owned());
        told = told.replacen(&format!("{{{n}}}"), &part, 1);
    }
    Some(told)
}

/// What stands in the places of a sentence, if a text is that sentence.
fn fits<'a>(sentence: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let mut literals = sentence.split("{}");
    let mut rest = text.strip_prefix(literals.next()?)?;
    let literals: Vec<&str> = literals.collect();
    let mut parts = Vec::with_capacity(literals.len());
    for (n, literal) in literals.iter().enumerate() {
        let is_last = n + 1 == literals.len();
        let part = match is_last {
            true => rest.strip_suffix(literal)?,
            false => rest.split_once(literal)?.0,
        };
        if part.is_empty() {
            return None;
        }
        parts.push(part);
        rest = rest.get(part.len() + literal.len()..)?;
    }
    rest.is_empty().then_some(parts)
}

/// A reason without the folders of the machine: of each absolute path the last part alone.
pub fn without_folders(reason: &str) -> String {
    let mut told = String::with_capacity(reason.len());
    let mut rest = reason;
    while let Some(at) = rest.find('/') {
        let before = rest[..at].chars().next_back();
        let begins = before.is_none_or(|c| c.is_whitespace() || "`'\"([<،:".contains(c));
        let (head, tail) = rest.split_at(at);
        told.push_str(head);
        let end = tail.find(|c: char| c.is_whitespace() || "`'\")]>،;,".contains(c));
        let (path, after) = tail.split_at(end.unwrap_or(tail.len()));
        // A colon that follows a path is no part of it.
        let name = path.trim_end_matches(':');
        let is_path = begins && !path.starts_with("//") && name.len() > 1;
        match name.rsplit('/').next().filter(|last| is_path && !last.is_empty()) {
            Some(last) => {
                told.push_str(last);
                told.push_str(&path[name.len()..]);
            }
            None => told.push_str(path),
        }
        rest = after;
    }
    told + rest
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::ListError;
    use crate::guard::Refusal;

    fn arabic(reason: &str) -> String {
        reason_in_arabic(reason).unwrap_or_else(|| panic!("no Arabic for: {reason}"))
    }

    #[test]
    fn guards_and_errors_are_told_with_what_stands_in_them() {
        let shrunken =
            Refusal::Shrunken { what: "records".into(), old: 900, new: 10, percent: 98.9 };
        let told = arabic(&shrunken.to_string());
        assert!(told.contains("فيها 10 (قيدا) وفي الحية 900") && told.contains("98.9"), "{told}");
        let first = "list.csv, line 7: the record has no name".to_owned();
        let told = arabic(&Refusal::Unreadable { held: 3, first }.to_string());
        assert!(told.contains("list.csv، السطر 7: لا اسم في القيد"), "{told}");
        let error = ListError::Io {
            path: PathBuf::from("/srv/hilf/un.xml"),
            source: std::io::Error::from_raw_os_error(2),
        };
        let told = without_folders(&arabic(&error.to_string()));
        assert_eq!(told, "تعذرت قراءة un.xml: لا يوجد ملف أو مجلد كهذا");
        let owed =
            "The list does not say who keeps it (owner), its legal basis, the date of review.";
        assert_eq!(arabic(owed), "لا تذكر القائمة: الجهة صاحبتها، سندها القانوني، تاريخ مراجعتها");
        assert_eq!(reason_in_arabic("its legal basis, and more"), None);
        assert_eq!(reason_in_arabic("something nobody ever wrote"), None);
        assert_eq!(reason_in_arabic("a: b"), None);
    }

    /// Every string literal that a file says as a reason: what follows `hold(`, `reason`, `Err(`,
    /// `ok_or(` or `#[error(`, with the blanks of its places made alike.
    fn reasons(file: &Path) -> Vec<String> {
        let text = std::fs::read_to_string(file).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let mut found = Vec::new();
        for mark in [
            "hold(",
            "reason: ",
            "reason =",
            "Err(",
            "ok_or(",
            "#[error(",
            "Limit(",
            "emarks.push(",
            "remark = ",
            "repeated.push(",
        ] {
            for (at, _) in text.match_indices(mark) {
                let rest = &text[at + mark.len()..];
                let near =
                    &rest[..rest.char_indices().map(|(i, _)| i).take(160).last().unwrap_or(0)];
                let Some(begin) = near.find('"') else { continue };
                // Only what is said, not what is compared or called before.
                if near[..begin].contains([';', '?', '}']) {
                    continue;
                }
                let body = &rest[begin + 1..];
                let end = body.match_indices('"').map(|(i, _)| i);
                let Some(end) = end.into_iter().find(|i| !body[..*i].ends_with('\\')) else {
                    continue;
                };
                found.push(plain(&body[..end]));
            }
        }
        // What becomes of a record's own remarks is quoted and not told.
        let quoted = ["address at the time of listing", "place 7 is not in the file", "Former. 7"];
        found.retain(|said| said.trim().contains(' ') && !quoted.contains(&said.as_str()));
        found
    }

    /// A literal as it is printed, with `7` in its places.
    fn plain(literal: &str) -> String {
        let joined: Vec<&str> = literal
            .split("\\\n")
            .enumerate()
            .map(|(n, line)| if n == 0 { line } else { line.trim_start() })
            .collect();
        let joined = joined.concat().replace("\\\"", "\"");
        let (mut said, mut rest) = (String::new(), joined.as_str());
        while let Some((before, after)) = rest.split_once('{') {
            said.push_str(before);
            said.push('7');
            rest = after.split_once('}').map_or("", |(_, rest)| rest);
        }
        said + rest
    }

    #[test]
    fn every_reason_that_a_reader_gives_has_its_arabic() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut folders = vec![root.join("format"), root.join("table"), root.join("subject")];
        let mut files = ["error.rs", "xml.rs", "guard.rs", "lines.rs", "filter.rs"]
            .map(|f| root.join(f))
            .to_vec();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { folders.push(path) } else { files.push(path) }
            }
        }
        let said: Vec<String> = files.iter().flat_map(|file| reasons(file)).collect();
        assert!(said.len() > 50, "only {} reasons were found", said.len());
        // "{name}: {source}" says what its source says.
        let is_wrapper = |reason: &&String| *reason == "7: 7";
        let missing: Vec<&String> = said
            .iter()
            .filter(|reason| !is_wrapper(reason) && reason_in_arabic(reason).is_none())
            .collect();
        assert!(missing.is_empty(), "{missing:#?}");
    }

    #[test]
    fn every_sentence_has_the_same_places_in_both_languages() {
        for (english, arabic) in SENTENCES {
            let places = english.matches("{}").count();
            for n in 0..places {
                // What the Arabic sentence says in its own words needs no place.
                let has = arabic.contains(&format!("{{{n}}}"));
                assert!(has || places == 1, "{english}: place {n}");
            }
            assert!(!arabic.contains(&format!("{{{places}}}")), "{english}");
        }
    }

    #[test]
    fn folders_of_the_machine_are_left_out_and_addresses_are_not() {
        for (given, told) in [
            ("cannot read /srv/x y/un.xml: gone", "cannot read x y/un.xml: gone"),
            ("cannot read /srv/hilf/un.xml: gone", "cannot read un.xml: gone"),
            ("`/a/b` is damaged (/c/d)", "`b` is damaged (d)"),
            ("https://x.example/a/b answered 404", "https://x.example/a/b answered 404"),
            ("20/08/2026 and / and n/a", "20/08/2026 and / and n/a"),
        ] {
            assert_eq!(without_folders(given), told);
        }
    }
}
