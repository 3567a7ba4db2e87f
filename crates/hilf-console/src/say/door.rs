//! Entering and leaving.

use super::texts;

texts! {
    TITLE = "الدخول" | "Log in";
    ACCOUNT = "الحساب" | "Account";
    PASSWORD = "كلمة المرور" | "Password";
    CODE = "رمز المرة الواحدة (إن كان مفعّلًا)" | "One-time code (if you use one)";
    ENTER = "ادخل" | "Log in";
    LEAVE = "خروج" | "Log out";
    NO_ACCOUNT = "لا حساب على هذه العقدة بعد." | "There is no account on this node yet.";
    SET_UP = "إعداد أول حساب" | "Set up the first account";
    SET_UP_LEAD = "الحساب الأول مدير للنظام: ينشئ الحسابات ولا يرى عملاء. رمز الإعداد مكتوب في سجل العقدة عند بدئها."
        | "The first account is an administrator: it makes accounts and sees no customers. The set-up secret is in the node’s log since it started.";
    SECRET = "رمز الإعداد" | "Set-up secret";
    PERSON_NAME = "اسم الشخص" | "The person’s name";
    PASSWORD_HINT = "12 حرفًا على الأقل" | "at least 12 characters";
    CREATE = "أنشئ الحساب" | "Make the account";
}
