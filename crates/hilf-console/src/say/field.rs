//! Names of FollowTheMoney properties, kinds, topics and scripts.

use hilf_text::Script;

use super::{Text, texts};

macro_rules! fields {
    ($($property:literal = $ar:literal | $en:literal;)*) => {
        /// A property of the FollowTheMoney model; `None` for those without a word of ours, which
        /// are told by the model's own label.
        pub(crate) fn of_property(property: &str) -> Option<Text> {
            Some(match property {
                $($property => Text::new($ar, $en),)*
                _ => return None,
            })
        }
    };
}

fields! {
    "name" = "الاسم" | "Name";
    "alias" = "اسم آخر" | "Other name";
    "weakAlias" = "اسم مستعار ضعيف" | "Weak alias";
    "previousName" = "اسم سابق" | "Former name";
    "abbreviation" = "اختصار" | "Abbreviation";
    "firstName" = "الاسم الأول" | "First name";
    "secondName" = "الاسم الثاني" | "Second name";
    "middleName" = "الاسم الأوسط" | "Middle name";
    "fatherName" = "اسم الأب" | "Father’s name";
    "motherName" = "اسم الأم" | "Mother’s name";
    "lastName" = "اسم العائلة" | "Family name";
    "title" = "اللقب" | "Title";
    "gender" = "الجنس" | "Gender";
    "birthDate" = "تاريخ الميلاد" | "Date of birth";
    "birthPlace" = "مكان الميلاد" | "Place of birth";
    "birthCountry" = "بلد الميلاد" | "Country of birth";
    "deathDate" = "تاريخ الوفاة" | "Date of death";
    "nationality" = "الجنسية" | "Nationality";
    "citizenship" = "المواطنة" | "Citizenship";
    "country" = "البلد" | "Country";
    "jurisdiction" = "الولاية القضائية" | "Jurisdiction";
    "mainCountry" = "البلد الرئيس" | "Main country";
    "passportNumber" = "رقم جواز السفر" | "Passport number";
    "idNumber" = "رقم الهوية" | "Identity number";
    "taxNumber" = "الرقم الضريبي" | "Tax number";
    "registrationNumber" = "رقم التسجيل" | "Registration number";
    "imoNumber" = "رقم المنظمة البحرية الدولية" | "IMO number";
    "mmsi" = "رقم الخدمة المتنقلة البحرية" | "MMSI";
    "callSign" = "نداء السفينة" | "Call sign";
    "flag" = "العلم" | "Flag";
    "pastFlags" = "أعلام سابقة" | "Former flags";
    "type" = "النوع" | "Type";
    "tonnage" = "الحمولة" | "Tonnage";
    "buildDate" = "تاريخ البناء" | "Built";
    "swiftBic" = "رمز سويفت" | "SWIFT/BIC";
    "leiCode" = "معرّف الكيان القانوني" | "LEI";
    "innCode" = "رقم دافع الضرائب (روسيا)" | "INN";
    "ogrnCode" = "رقم السجل (روسيا)" | "OGRN";
    "address" = "العنوان" | "Address";
    "addressEntity" = "العنوان" | "Address";
    "full" = "العنوان كاملًا" | "Full address";
    "street" = "الشارع" | "Street";
    "city" = "المدينة" | "City";
    "region" = "المنطقة" | "Region";
    "state" = "الولاية" | "State";
    "postalCode" = "الرمز البريدي" | "Postal code";
    "remarks" = "ملاحظات" | "Remarks";
    "phone" = "الهاتف" | "Phone";
    "email" = "البريد الإلكتروني" | "E-mail";
    "website" = "الموقع" | "Website";
    "position" = "المنصب" | "Position";
    "education" = "التعليم" | "Education";
    "ethnicity" = "الأصل العرقي" | "Ethnicity";
    "religion" = "الدين" | "Religion";
    "legalForm" = "الشكل القانوني" | "Legal form";
    "incorporationDate" = "تاريخ التأسيس" | "Founded";
    "dissolutionDate" = "تاريخ الحل" | "Dissolved";
    "sector" = "القطاع" | "Sector";
    "notes" = "ملاحظات" | "Notes";
    "description" = "الوصف" | "Description";
    "summary" = "ملخص" | "Summary";
    "topics" = "التصنيف" | "Topics";
    "sourceUrl" = "المصدر" | "Source";
    "createdAt" = "أُنشئ" | "Created";
    "modifiedAt" = "عُدّل" | "Changed";
    "authority" = "الجهة المُدرِجة" | "Listing authority";
    "authorityId" = "الرقم المرجعي" | "Reference";
    "unscId" = "المرجع لدى مجلس الأمن" | "UN Security Council reference";
    "program" = "البرنامج" | "Programme";
    "programId" = "رمز البرنامج" | "Programme code";
    "programUrl" = "صفحة البرنامج" | "Programme page";
    "provisions" = "التدابير" | "Measures";
    "listingDate" = "تاريخ الإدراج" | "Listed on";
    "startDate" = "من تاريخ" | "From";
    "endDate" = "حتى تاريخ" | "Until";
    "date" = "التاريخ" | "Date";
    "reason" = "السبب" | "Reason";
    "status" = "الحالة" | "Status";
    "duration" = "المدة" | "Duration";
    "recordId" = "رقم القيد لدى الناشر" | "Publisher’s record number";
    "publisher" = "الناشر" | "Publisher";
    "number" = "الرقم" | "Number";
    "holder" = "الحامل" | "Holder";
    "entity" = "المُدرَج" | "Listed subject";
    "role" = "الدور" | "Role";
    "relationship" = "العلاقة" | "Relationship";
    "percentage" = "النسبة" | "Share";
    "owner" = "المالك" | "Owner";
    "asset" = "المملوك" | "Asset";
    "director" = "المدير" | "Director";
    "organization" = "المنظمة" | "Organisation";
    "member" = "العضو" | "Member";
    "person" = "الشخص" | "Person";
    "relative" = "القريب" | "Relative";
    "associate" = "الشريك" | "Associate";
    "subject" = "الطرف الأول" | "First party";
    "object" = "الطرف الثاني" | "Second party";
    "ownershipOwner" = "يملك" | "Owns";
    "ownershipAsset" = "يملكه" | "Owned by";
    "directorshipDirector" = "يدير" | "Directs";
    "directorshipOrganization" = "يديره" | "Directed by";
    "membershipMember" = "عضو في" | "Member of";
    "membershipOrganization" = "أعضاؤه" | "Its members";
    "familyPerson" = "أقارب" | "Relatives";
    "familyRelative" = "أقارب" | "Relatives";
    "associates" = "شركاء" | "Associates";
    "associations" = "شركاء" | "Associates";
    "unknownLinkTo" = "صلة" | "Linked to";
    "unknownLinkFrom" = "صلة" | "Linked to";
    "sanctions" = "الإدراجات" | "Listings";
    "identificiation" = "الوثائق" | "Documents";
    "keywords" = "كلمات مفتاحية" | "Keywords";
    "wikidataId" = "معرّف ويكي بيانات" | "Wikidata id";
    "height" = "الطول" | "Height";
    "weight" = "الوزن" | "Weight";
    "eyeColor" = "لون العينين" | "Eye colour";
    "hairColor" = "لون الشعر" | "Hair colour";
    "appearance" = "المظهر" | "Appearance";
    "schema" = "النوع" | "Kind";
    "registrationDate" = "تاريخ التسجيل" | "Registered on";
    "parent" = "الأصل" | "Parent";
    "previousReferences" = "مراجع سابقة" | "Former references";
    "publicKey" = "المفتاح العمومي" | "Public key";
    "currency" = "العملة" | "Currency";
    "accountNumber" = "رقم الحساب" | "Account number";
}

macro_rules! schemata {
    ($($schema:literal = $ar:literal | $en:literal;)*) => {
        /// A kind of thing; `None` for those without a word of ours.
        pub(crate) fn of_schema(schema: &str) -> Option<Text> {
            Some(match schema {
                $($schema => Text::new($ar, $en),)*
                _ => return None,
            })
        }
    };
}

schemata! {
    "Person" = "شخص" | "Person";
    "Organization" = "منظمة" | "Organisation";
    "Company" = "شركة" | "Company";
    "LegalEntity" = "كيان قانوني" | "Legal entity";
    "PublicBody" = "جهة عامة" | "Public body";
    "Vessel" = "سفينة" | "Vessel";
    "Airplane" = "طائرة" | "Aircraft";
    "Vehicle" = "مركبة" | "Vehicle";
    "Asset" = "أصل" | "Asset";
    "Security" = "ورقة مالية" | "Security";
    "CryptoWallet" = "محفظة أصول مشفرة" | "Crypto wallet";
    "BankAccount" = "حساب مصرفي" | "Bank account";
    "Sanction" = "إدراج" | "Listing";
    "Passport" = "جواز سفر" | "Passport";
    "Identification" = "وثيقة هوية" | "Identity document";
    "Address" = "عنوان" | "Address";
    "Ownership" = "ملكية" | "Ownership";
    "Directorship" = "إدارة" | "Directorship";
    "Membership" = "عضوية" | "Membership";
    "Employment" = "عمل" | "Employment";
    "Family" = "قرابة" | "Family";
    "Associate" = "شراكة" | "Associate";
    "Representation" = "تمثيل" | "Representation";
    "UnknownLink" = "صلة" | "Link";
    "Succession" = "خلافة" | "Succession";
    "Occupancy" = "تولّي منصب" | "Occupancy";
    "Position" = "منصب" | "Position";
    "Thing" = "أي شيء" | "Anything";
}

texts! {
    MALE = "ذكر" | "male";
    FEMALE = "أنثى" | "female";
    OTHER_GENDER = "آخر" | "other";
    SANCTIONED = "مُدرَج" | "sanctioned";
    TERROR = "إرهاب" | "terrorism";
    CRIME = "جريمة" | "crime";
    WANTED = "مطلوب" | "wanted";
    EXPOSED = "شخص سياسي معرّض" | "politically exposed";
    LINKED = "مرتبط بمُدرَج" | "linked to a sanctioned subject";
    OF_INTEREST = "محل اهتمام" | "of interest";
    ACTIVE = "نافذ" | "active";
    INACTIVE = "غير نافذ" | "inactive";
    QUALITY_NAME = "الاسم الرئيس" | "primary name";
    QUALITY_ALIAS = "اسم آخر مؤكَّد" | "good alias";
    QUALITY_FORMER = "اسم سابق" | "former name";
    QUALITY_WEAK = "ضعيف" | "weak alias";
    LATIN = "لاتيني" | "Latin";
    ARABIC = "عربي" | "Arabic script";
    CYRILLIC = "سيريلي" | "Cyrillic";
    GREEK = "يوناني" | "Greek";
    HEBREW = "عبري" | "Hebrew";
    ARMENIAN = "أرمني" | "Armenian";
    GEORGIAN = "جورجي" | "Georgian";
    DEVANAGARI = "ديفاناغاري" | "Devanagari";
    BENGALI = "بنغالي" | "Bengali";
    HAN = "صيني" | "Han";
    KANA = "ياباني" | "Kana";
    HANGUL = "كوري" | "Hangul";
    OTHER_SCRIPT = "خط آخر" | "another script";
    NO_SCRIPT = "بلا حروف" | "no letters";
}

/// A value that has a word in both languages; `None` for all that is somebody's own words.
pub(crate) fn of_value(property: &str, value: &str) -> Option<Text> {
    Some(match (property, value) {
        ("gender", "male") => MALE,
        ("gender", "female") => FEMALE,
        ("gender", "other") => OTHER_GENDER,
        ("topics", "sanction") => SANCTIONED,
        ("topics", "crime.terror") => TERROR,
        ("topics", "crime") => CRIME,
        ("topics", "wanted") => WANTED,
        ("topics", "role.pep") => EXPOSED,
        ("topics", "sanction.linked") => LINKED,
        ("topics", "poi") => OF_INTEREST,
        ("status", "active") => ACTIVE,
        ("status", "inactive") => INACTIVE,
        _ => return None,
    })
}

/// A script; `None` where a text has no letters.
pub(crate) fn of_script(script: Option<Script>) -> Text {
    match script {
        None => NO_SCRIPT,
        Some(Script::Latin) => LATIN,
        Some(Script::Arabic) => ARABIC,
        Some(Script::Cyrillic) => CYRILLIC,
        Some(Script::Greek) => GREEK,
        Some(Script::Hebrew) => HEBREW,
        Some(Script::Armenian) => ARMENIAN,
        Some(Script::Georgian) => GEORGIAN,
        Some(Script::Devanagari) => DEVANAGARI,
        Some(Script::Bengali) => BENGALI,
        Some(Script::Han) => HAN,
        Some(Script::Kana) => KANA,
        Some(Script::Hangul) => HANGUL,
        Some(Script::Other) => OTHER_SCRIPT,
    }
}
