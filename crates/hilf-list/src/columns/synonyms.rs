//! The headings that are known beyond FollowTheMoney's own property names.
//!
//! Source: headings of published national lists (English, Arabic, French) and of customer files.

use super::Column::{self, Document, Id, Listing, Part, Property, Serial};
use super::NamePart;

/// Columns and their headings, separated by `|`, in any case, accent and punctuation.
pub(super) const SYNONYMS: &[(Column, &str)] = &[
    (
        Id,
        "id|identifier|reference|ref|reference number|ref no|reference no|record id|entity id|\
         customer id|customer number|customer no|client id|account id|unique id|uid|list id|entry id|\
         external id|المعرف|المرجع|الرقم المرجعي|رقم المرجع|رقم القيد|رقم السجل|رقم العميل|رقم الزبون|\
         identifiant|numéro de référence|numéro client|référence|code client",
    ),
    (
        Serial,
        "no|nr|sn|s n|sl|sl no|s no|serial|serial no|serial number of row|seq|sequence|row|\
         row number|item|item no|م|ت|ر ت|رقم|الرقم|مسلسل|تسلسل|التسلسل|الرقم التسلسلي|الرقم المتسلسل|\
         الرقم المسلسل|n°|numéro|numéro d'ordre|num|ordre",
    ),
    (
        Column::Schema,
        "schema|entity type|party type|record type|type|kind|category of party|customer type|\
         client type|subject type|type of entity|النوع|نوع|نوع الكيان|نوع العميل|نوع الشخص|الصفة القانونية|\
         type d'entité|type de client|nature",
    ),
    (
        Property("name"),
        "name|full name|fullname|whole name|complete name|customer name|client name|party name|\
         name of individual|name of entity|name of person|entity name|company name|\
         organization name|organisation name|vessel name|ship name|account name|account holder|\
         beneficiary name|legal name|registered name|passenger name|person name|latin name|\
         primary name|main name|names|\
         الاسم|اسم|الأسماء|الاسم الكامل|الاسم الثلاثي|الاسم الرباعي|الاسم الثنائي|الاسم بالكامل|\
         الاسم الثلاثي والشهرة|الاسم والشهرة|الاسم واللقب|اسم العميل|اسم الزبون|اسم الشخص|اسم الكيان|\
         اسم الشركة|اسم المنظمة|اسم المؤسسة|اسم السفينة|اسم المستفيد|الاسم القانوني|الاسم التجاري|\
         nom complet|nom et prénom|nom et prénoms|nom prénom|noms|raison sociale|dénomination|\
         dénomination sociale|nom de l'entité|nom du client|nom du navire|nom de la société",
    ),
    (
        Property("alias"),
        "alias|aliases|aka|a k a|also known as|other name|other names|alternative name|\
         alternative names|alternate name|alternate names|alt name|alt names|nickname|known as|\
         trade name|trading as|dba|name original script|name in original script|\
         original script name|name non latin script|spelling variant|spelling variants|\
         الأسماء المستعارة|اسم مستعار|الاسم المستعار|أسماء أخرى|اسم آخر|الأسماء الأخرى|الاسم الآخر|\
         الاسم الحركي|المعروف باسم|المعروف ب|الملقب|الملقب ب|اسم الشهرة|الاسم الأصلي|\
         pseudonyme|pseudonymes|autre nom|autres noms|alias connus|nom commercial|surnom|dit",
    ),
    (
        Property("weakAlias"),
        "weak alias|weak aliases|weak aka|low quality alias|low quality aka|nom de guerre|كنية حركية|\
         اسم مستعار ضعيف|alias faible",
    ),
    (
        Property("previousName"),
        "previous name|previous names|former name|former names|fka|f k a|formerly|formerly known as|\
         maiden name|birth name|name at birth|الاسم السابق|الأسماء السابقة|سابقا|اسم الولادة|\
         ancien nom|anciens noms|nom de jeune fille|nom de naissance",
    ),
    (
        Part(NamePart::First),
        "first name|given name|given names|forename|forenames|first|fname|christian name|\
         الاسم الأول|الاسم الاول للعميل|الاسم الشخصي|الاسم الأول للعميل بالكامل|prénom|prénoms",
    ),
    (Part(NamePart::Second), "second name|second given name|الاسم الثاني|deuxième prénom"),
    (
        Part(NamePart::Middle),
        "middle name|middle names|middle|third name|fourth name|الاسم الأوسط|الاسم الثالث|الاسم الوسط|\
         autres prénoms|second prénom",
    ),
    (
        Part(NamePart::Father),
        "father name|father's name|fathers name|name of father|father|patronymic|patronym|اسم الأب|\
         اسم الوالد|الأب|الوالد|nom du père|prénom du père|père",
    ),
    (
        Part(NamePart::Grandfather),
        "grandfather name|grandfather's name|grandfathers name|name of grandfather|grandfather|\
         grand father name|اسم الجد|الجد|nom du grand père|prénom du grand père|grand père",
    ),
    (
        Part(NamePart::Last),
        "last name|surname|family name|family|lname|last|tribe|tribal name|اسم العائلة|العائلة|اللقب|\
         الشهرة|الكنية|النسبة|الاسم الأخير|لقب العائلة|nom de famille|nom|patronyme",
    ),
    (
        Property("motherName"),
        "mother name|mother's name|mothers name|name of mother|mother|اسم الأم|اسم الوالدة|الأم|الوالدة|\
         اسم الأم الثلاثي|nom de la mère|prénom de la mère|mère",
    ),
    (Property("title"), "title|honorific|salutation|اللقب الشرفي|التكريم|titre|civilité"),
    (Property("nameSuffix"), "name suffix|suffix|suffixe"),
    (
        Property("birthDate"),
        "birth date|date of birth|dob|d o b|birthdate|birthday|born|born on|birth day|birth year|\
         year of birth|yob|dates of birth|تاريخ الميلاد|تاريخ الولادة|تواريخ الميلاد|سنة الميلاد|عام الميلاد|\
         سنة الولادة|الميلاد|المواليد|مواليد|تاريخ ومكان الولادة|date de naissance|né le|née le|\
         année de naissance|naissance|ddn",
    ),
    (
        Property("birthPlace"),
        "birth place|place of birth|pob|birthplace|town of birth|city of birth|مكان الميلاد|مكان الولادة|\
         محل الميلاد|محل الولادة|مسقط الرأس|lieu de naissance|né à|ville de naissance",
    ),
    (
        Property("birthCountry"),
        "birth country|country of birth|بلد الميلاد|بلد الولادة|دولة الميلاد|pays de naissance",
    ),
    (
        Property("deathDate"),
        "death date|date of death|died|dod|تاريخ الوفاة|date de décès|décédé le",
    ),
    (Property("gender"), "gender|sex|الجنس|النوع الاجتماعي|sexe|genre"),
    (
        Property("nationality"),
        "nationality|nationalities|nat|nationality ies|الجنسية|الجنسيات|جنسية|nationalité|nationalités",
    ),
    (Property("citizenship"), "citizenship|citizenships|citizen of|المواطنة|citoyenneté"),
    (
        Property("country"),
        "country|countries|country code|country of residence|residence country|residence|\
         country of residency|الدولة|البلد|بلد|دولة|بلد الإقامة|دولة الإقامة|الإقامة|pays|pays de résidence|\
         code pays",
    ),
    (
        Property("jurisdiction"),
        "jurisdiction|country of incorporation|country of registration|place of incorporation|\
         بلد التسجيل|بلد التأسيس|juridiction|pays d'immatriculation|pays d'enregistrement",
    ),
    (
        Property("address"),
        "address|addresses|full address|street address|residential address|home address|\
         postal address|registered address|location|العنوان|العناوين|عنوان السكن|محل الإقامة|مكان الإقامة|\
         محل السكن|adresse|adresses|domicile|adresse complète|siège|siège social",
    ),
    (
        Property("position"),
        "position|function|role|job|job title|occupation|designation|office|rank|المنصب|الوظيفة|المهنة|\
         العمل|الصفة|الرتبة|fonction|fonctions|poste|profession|grade|qualité",
    ),
    (
        Property("idNumber"),
        "id number|id no|national id|national id no|national id number|national identification number|\
         national identity number|national number|identity number|identity card number|\
         identity card no|identity card|id card|id card number|civil id|civil number|cnic|nid|nin|\
         national identifier number|identification number|personal number|government id|document number|\
         رقم الهوية|الهوية|رقم الهوية الوطنية|الهوية الوطنية|الرقم الوطني|الرقم القومي|الرقم المدني|\
         رقم البطاقة|رقم البطاقة الشخصية|رقم بطاقة الهوية|البطاقة الشخصية|رقم الإقامة|\
         رقم بطاقة التعريف الوطنية|بطاقة التعريف الوطنية|رقم الأحوال المدنية|البطاقة الوطنية|\
         numéro d'identité|numéro de carte d'identité|carte d'identité|numéro national|cin|n° cin|\
         carte nationale d'identité|numéro d'identification|cni",
    ),
    (
        Property("passportNumber"),
        "passport|passport number|passport no|passport nr|passport numbers|passport details|\
         travel document|travel document number|جواز السفر|رقم جواز السفر|\
         رقم الجواز|الجواز|رقم وثيقة السفر|وثيقة السفر|passeport|numéro de passeport|n° de passeport|\
         n° passeport|numéro du passeport",
    ),
    (
        Property("socialSecurityNumber"),
        "social security number|ssn|social security no|الضمان الاجتماعي|رقم الضمان الاجتماعي|\
         numéro de sécurité sociale",
    ),
    (
        Property("taxNumber"),
        "tax number|tax id|tax id number|tin|tax identification number|الرقم الضريبي|رقم التعريف الضريبي|\
         numéro fiscal|identifiant fiscal|matricule fiscal",
    ),
    (
        Property("registrationNumber"),
        "registration number|registration no|company number|company registration number|\
         business registration number|business registration number s|commercial registration|\
         commercial registration number|commercial register|trade licence|cr number|cr no|tail number|\
         السجل التجاري|رقم السجل التجاري|رقم التسجيل|رقم الترخيص|registre de commerce|\
         numéro d'enregistrement|numéro d'immatriculation|rc|rccm|siren",
    ),
    (
        Property("licenseNumber"),
        "licence number|license no|licence no|driving licence|رخصة القيادة",
    ),
    (Property("leiCode"), "lei|lei code|legal entity identifier|lei number"),
    (Property("swiftBic"), "bic|swift|swift code|bic code|swift bic|رمز السويفت|code swift"),
    (Property("vatCode"), "vat|vat number|vat id|numéro de tva"),
    (Property("innCode"), "inn|inn code"),
    (Property("imoNumber"), "imo|imo number|imo no|رقم المنظمة البحرية الدولية|numéro omi"),
    (Property("mmsi"), "mmsi|mmsi number"),
    (Property("callSign"), "call sign|علامة النداء|indicatif d'appel"),
    (Property("flag"), "flag|vessel flag|flag state|العلم|علم السفينة|pavillon"),
    (
        Property("phone"),
        "phone|telephone|phone number|phone no|tel|mobile|mobile number|contact number|\
         الهاتف|رقم الهاتف|هاتف|الجوال|رقم الجوال|الموبايل|téléphone|tél|portable|numéro de téléphone",
    ),
    (
        Property("email"),
        "email|e mail|email address|mail|البريد الإلكتروني|الإيميل|courriel|adresse e mail",
    ),
    (
        Property("website"),
        "website|web site|web|homepage|الموقع الإلكتروني|الموقع|site web|site internet",
    ),
    (
        Property("publicKey"),
        "wallet|wallet address|crypto address|digital currency address|عنوان المحفظة",
    ),
    (Property("legalForm"), "legal form|الشكل القانوني|forme juridique"),
    (Property("sector"), "sector|industry|القطاع|النشاط|secteur|activité"),
    (
        Property("incorporationDate"),
        "incorporation date|date of incorporation|established|establishment date|founded|\
         تاريخ التأسيس|تاريخ الإنشاء|date de création|date de constitution",
    ),
    (
        Property("notes"),
        "notes|note|remarks|remark|comments|comment|other information|additional information|\
         further information|details|information|other details|ملاحظات|ملاحظة|الملاحظات|معلومات أخرى|\
         معلومات إضافية|تفاصيل|بيانات أخرى|remarques|remarque|commentaires|commentaire|observations|\
         autres informations|renseignements complémentaires",
    ),
    (Property("topics"), "topics|topic|risk topic"),
    (Property("sourceUrl"), "source url|source link|url|link|رابط|الرابط|lien"),
    (
        Document("country"),
        "passport country|country of issue|issuing country|passport issuing country|issue country|\
         document country|بلد الإصدار|بلد إصدار الجواز|جهة إصدار الجواز|pays de délivrance|\
         pays d'émission",
    ),
    (
        Document("startDate"),
        "passport issue date|issue date|date of issue|تاريخ الإصدار|تاريخ إصدار الجواز|\
         date de délivrance",
    ),
    (
        Document("endDate"),
        "passport expiry date|expiry date|expiration date|date of expiry|passport expiry|valid until|\
         تاريخ الانتهاء|تاريخ انتهاء الجواز|date d'expiration|valable jusqu'au",
    ),
    (
        Document("authority"),
        "issuing authority|issued by|passport authority|جهة الإصدار|délivré par",
    ),
    (
        Listing("authority"),
        "owner|list owner|authority|listing authority|listed by|designating authority|\
         responsible authority|الجهة|الجهة المالكة|الجهة المدرجة|جهة الإدراج|الجهة المسؤولة|autorité|\
         autorité responsable|propriétaire",
    ),
    (
        Listing("program"),
        "program|programme|legal basis|basis|sanctions program|sanctions programme|regime|regime name|\
         decision|decision number|order number|resolution|الأساس القانوني|السند القانوني|القرار|رقم القرار|\
         البرنامج|نظام العقوبات|base légale|fondement juridique|régime|décision|numéro de décision|\
         arrêté",
    ),
    (
        Listing("reason"),
        "reason|reasons|grounds|justification|reason for listing|listing reason|statement of reasons|\
         السبب|أسباب الإدراج|سبب الإدراج|المبررات|motif|motifs|raison|raisons",
    ),
    (
        Listing("endDate"),
        "review date|end date|next review|review on|valid to|expires on|تاريخ المراجعة|موعد المراجعة|\
         تاريخ نهاية الإدراج|date de révision|date de réexamen|date de fin",
    ),
    (
        Listing("listingDate"),
        "listing date|listed on|date listed|date of listing|designation date|date designated|\
         date of designation|تاريخ الإدراج|تاريخ القرار|تاريخ التصنيف|date d'inscription|\
         date de désignation|inscrit le",
    ),
    (
        Listing("startDate"),
        "start date|effective date|تاريخ البدء|تاريخ السريان|date de début|date d'effet",
    ),
    (
        Listing("modifiedAt"),
        "last updated|last update|modified|updated|آخر تحديث|dernière mise à jour",
    ),
    (
        Listing("unscId"),
        "un reference|un reference number|un ref|permanent reference number|unsc id|\
         الرقم المرجعي للأمم المتحدة|رقم الأمم المتحدة|référence onu",
    ),
    (
        Listing("provisions"),
        "measures|measure|sanctions imposed|sanction type|sanctions|التدابير|الإجراءات|نوع العقوبة|\
         mesures|sanction",
    ),
];

/// Schemata and what tables call them.
pub(super) const SCHEMATA: &[(&str, &str)] = &[
    (
        "Person",
        "person|individual|individuals|natural person|human|man|woman|p|i|ind|pers|\
         فرد|أفراد|شخص|شخص طبيعي|أشخاص|طبيعي|personne|personne physique|individu|particulier|pp",
    ),
    ("LegalEntity", "legal entity|legal person|party|شخص اعتباري|شخص معنوي|personne morale|pm"),
    (
        "Organization",
        "organization|organisation|entity|entities|group|association|charity|ngo|o|org|e|\
         كيان|كيانات|منظمة|جماعة|جمعية|مؤسسة|تنظيم|هيئة|entité|organisme|groupe",
    ),
    (
        "Company",
        "company|corporation|business|corporate|firm|bank|c|شركة|شركات|مصرف|بنك|société|entreprise|\
         banque|compagnie",
    ),
    ("PublicBody", "government|public body|government body|جهة حكومية|organisme public"),
    ("Vessel", "vessel|ship|boat|v|سفينة|سفن|باخرة|ناقلة|navire|bateau"),
    ("Airplane", "aircraft|airplane|plane|طائرة|طائرات|avion|aéronef"),
    ("CryptoWallet", "crypto wallet|wallet|محفظة رقمية|portefeuille"),
];
