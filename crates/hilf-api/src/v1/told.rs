//! The shapes of answers, for the document alone: what is told is made by the desk. Whether it has
//! these shapes is tested by generated requests (`tests/clients/desk.py`).

#![allow(dead_code, reason = "it describes what is written by name")]

use std::collections::BTreeMap;

use utoipa::ToSchema;

/// A page of customers.
#[derive(ToSchema)]
pub(crate) struct Customers {
    customers: Vec<Customer>,
    /// What to ask for as `after` for the next page.
    #[schema(required)]
    next: Option<String>,
}

/// A customer.
#[derive(ToSchema)]
pub(crate) struct Customer {
    id: String,
    /// The description, a FollowTheMoney entity.
    #[schema(value_type = Object)]
    entity: (),
    #[schema(format = DateTime)]
    registered_at: String,
    #[schema(format = DateTime)]
    changed_at: String,
}

/// What a registration led to.
#[derive(ToSchema)]
pub(crate) struct Registered {
    new: u64,
    changed: u64,
    unchanged: u64,
    screened: u64,
    held: u64,
    hits: u64,
    alerts_opened: u64,
    alerts_reopened: u64,
    /// What they were screened against.
    snapshot: String,
}

/// Who somebody may be.
#[derive(ToSchema)]
pub(crate) struct LookedUp {
    hits: Vec<FoundHit>,
    snapshot: String,
    profile: String,
}

/// A listed entity that somebody may be.
#[derive(ToSchema)]
pub(crate) struct FoundHit {
    /// 0 to 1, in thousandths.
    score: f64,
    #[schema(required)]
    band: Option<String>,
    #[schema(value_type = Object)]
    entity: (),
    #[schema(value_type = Vec<Object>)]
    related: (),
    /// Rows in Arabic and English; 1 and their effects add up to the score.
    #[schema(value_type = Object)]
    explanation: (),
}

/// What a run over the customers came to.
#[derive(ToSchema)]
pub(crate) struct RunEnded {
    /// `ended`, `nothing_to_do`, or `overtaken` by other lists.
    result: String,
    run: RunTold,
}

/// The last run that ended; `null` before the first.
#[derive(ToSchema)]
pub(crate) struct LastRun {
    #[schema(required)]
    run: Option<RunTold>,
}

/// A run with its proof: so many of so many customers, against what.
#[derive(ToSchema)]
pub(crate) struct RunTold {
    id: String,
    kind: String,
    snapshot: String,
    matcher: String,
    profile: String,
    #[schema(format = DateTime)]
    started_at: String,
    #[schema(required, format = DateTime)]
    finished_at: Option<String>,
    screened: u64,
    #[schema(required)]
    customers: Option<u64>,
    held: u64,
    hits: u64,
    alerts_opened: u64,
    alerts_reopened: u64,
}

/// A page of the queue.
#[derive(ToSchema)]
pub(crate) struct Alerts {
    alerts: Vec<Alert>,
    /// What to ask for as `after` for the next page.
    #[schema(required)]
    next: Option<String>,
}

/// An alert with its evidence and history.
#[derive(ToSchema)]
pub(crate) struct Alert {
    id: String,
    customer: String,
    entity: String,
    /// 0 to 1, in thousandths.
    score: f64,
    priority: i64,
    /// `new`, `in_review`, `proposed`, `decided` or `reopened`.
    state: String,
    #[schema(required)]
    assignee: Option<String>,
    /// Hash of the evidence.
    evidence: String,
    #[schema(required, value_type = Option<Object>)]
    proposal: (),
    #[schema(value_type = Vec<Object>)]
    decisions: (),
    #[schema(value_type = Vec<Object>)]
    changes: (),
    #[schema(format = DateTime)]
    opened_at: String,
    #[schema(required, format = DateTime)]
    due_at: Option<String>,
    #[schema(value_type = Object)]
    content: (),
    #[schema(value_type = Vec<Object>)]
    events: (),
}

/// What was done to several alerts.
#[derive(ToSchema)]
pub(crate) struct DoneTogether {
    alerts: Vec<DoneToOne>,
}

/// What was done to one of several alerts.
#[derive(ToSchema)]
pub(crate) struct DoneToOne {
    id: String,
    done: bool,
    /// Why not.
    error: Option<String>,
    /// Why not, in Arabic.
    error_ar: Option<String>,
}

/// A page of cases.
#[derive(ToSchema)]
pub(crate) struct Cases {
    cases: Vec<CaseTold>,
    /// What to ask for as `after` for the next page.
    #[schema(required)]
    next: Option<String>,
}

/// A customer's alerts, together.
#[derive(ToSchema)]
pub(crate) struct CaseTold {
    id: String,
    customer: String,
    #[schema(format = DateTime)]
    opened_at: String,
    is_open: bool,
    priority: i64,
    #[schema(required, format = DateTime)]
    due_at: Option<String>,
    alert_count: u64,
    undecided: u64,
    /// Of one case that was asked for.
    alerts: Option<Vec<Alert>>,
}

/// The file of an alert.
#[derive(ToSchema)]
pub(crate) struct CaseFile {
    alert: Alert,
    #[schema(required)]
    freeze: Option<FreezeTold>,
    exemptions: Vec<ExemptionTold>,
    audit: Vec<ActTold>,
}

/// Freezes in force.
#[derive(ToSchema)]
pub(crate) struct Freezes {
    freezes: Vec<FreezeTold>,
}

/// Assets that were frozen.
#[derive(ToSchema)]
pub(crate) struct FreezeTold {
    alert: String,
    customer: String,
    entity: String,
    #[schema(format = DateTime)]
    frozen_at: String,
    frozen_by: String,
    assets: String,
    #[schema(required)]
    report: Option<String>,
    #[schema(required, format = DateTime)]
    reported_at: Option<String>,
    #[schema(required)]
    lift: Option<String>,
    #[schema(required, format = DateTime)]
    lifted_at: Option<String>,
}

/// Exemptions, the newest first.
#[derive(ToSchema)]
pub(crate) struct Exemptions {
    exemptions: Vec<ExemptionTold>,
}

/// A lawful reason to pay despite a true match.
#[derive(ToSchema)]
pub(crate) struct ExemptionTold {
    id: String,
    #[schema(value_type = Object)]
    terms: (),
    proposed_by: String,
    #[schema(format = DateTime)]
    proposed_at: String,
    /// As a second person granted it; `null` until then.
    #[schema(required, value_type = Option<Object>)]
    granted: (),
    #[schema(required, format = DateTime)]
    ended_at: Option<String>,
}

/// What is left of an exemption.
#[derive(ToSchema)]
pub(crate) struct Left {
    /// In the smallest unit of the currency.
    left: u64,
    currency: String,
}

/// Who the caller is.
#[derive(ToSchema)]
pub(crate) struct Me {
    account: String,
    roles: Vec<String>,
    rights: Vec<String>,
}

/// A session.
#[derive(ToSchema)]
pub(crate) struct Session {
    account: String,
    /// What every change must carry as `X-Form-Key`.
    form_key: String,
    #[schema(format = DateTime)]
    expires_at: String,
    roles: Vec<String>,
}

/// The own tokens.
#[derive(ToSchema)]
pub(crate) struct Tokens {
    tokens: Vec<TokenTold>,
}

/// A token without its secret.
#[derive(ToSchema)]
pub(crate) struct TokenTold {
    id: String,
    name: String,
    scopes: Vec<String>,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(required, format = DateTime)]
    expires_at: Option<String>,
    #[schema(required, format = DateTime)]
    revoked_at: Option<String>,
}

/// A new token; its secret is told this once.
#[derive(ToSchema)]
pub(crate) struct NewToken {
    id: String,
    token: String,
}

/// Every account.
#[derive(ToSchema)]
pub(crate) struct Accounts {
    accounts: Vec<AccountTold>,
}

/// An account.
#[derive(ToSchema)]
pub(crate) struct AccountTold {
    id: String,
    name: String,
    roles: Vec<String>,
    /// Whether it is entered with a one-time password too.
    codes: bool,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(required, format = DateTime)]
    closed_at: Option<String>,
}

/// The profile in force and its changes.
#[derive(ToSchema)]
pub(crate) struct Profiles {
    #[schema(value_type = Object)]
    in_force: (),
    id: String,
    changes: Vec<ChangeTold>,
}

/// A proposed change of the profile.
#[derive(ToSchema)]
pub(crate) struct ChangeTold {
    n: i64,
    #[schema(value_type = Object)]
    profile: (),
    id: String,
    replaces: String,
    reason: String,
    #[schema(value_type = Object)]
    impact: (),
    hash: String,
    proposed_by: String,
    #[schema(format = DateTime)]
    proposed_at: String,
    #[schema(required, value_type = Option<Object>)]
    decision: (),
}

/// How the lists stand.
#[derive(ToSchema)]
pub(crate) struct Lists {
    lists: Vec<ListTold>,
}

/// How a list stands.
#[derive(ToSchema)]
pub(crate) struct ListTold {
    name: String,
    publisher: String,
    origin: String,
    #[schema(required, value_type = Option<Object>)]
    live: (),
    #[schema(required)]
    checked: Option<String>,
    #[schema(required)]
    failure: Option<String>,
    #[schema(required)]
    due: Option<String>,
}

/// What was understood of a file.
#[derive(ToSchema)]
pub(crate) struct PreviewTold {
    /// Under this key it can be taken up.
    key: String,
    format: String,
    #[schema(value_type = Vec<Vec<Option<String>>>)]
    columns: (),
    records: u64,
    held_count: u64,
    #[schema(value_type = Vec<Object>)]
    sample: (),
    #[schema(value_type = Vec<Object>)]
    held: (),
    remarks: Vec<String>,
}

/// Copies of the node's data.
#[derive(ToSchema)]
pub(crate) struct Copies {
    backups: Vec<String>,
}

/// A copy that was made.
#[derive(ToSchema)]
pub(crate) struct Copied {
    backup: String,
    acts: u64,
    files: u64,
}

/// Figures of a period.
#[derive(ToSchema)]
pub(crate) struct Figures {
    #[schema(format = DateTime)]
    from: String,
    #[schema(format = DateTime)]
    until: String,
    customers: u64,
    /// Screenings of customers, at registration and in runs.
    screened: u64,
    opened: u64,
    reopened: u64,
    decided: BTreeMap<String, u64>,
    #[schema(required)]
    false_alarm_rate: Option<f64>,
    #[schema(required)]
    median_hours_to_decision: Option<f64>,
    standing: BTreeMap<String, u64>,
    overdue: u64,
    freezes: u64,
    #[schema(required, value_type = Option<Object>)]
    last_run: (),
}

/// The newest acts of the log.
#[derive(ToSchema)]
pub(crate) struct Acts {
    acts: Vec<ActTold>,
}

/// An act as the log tells it.
#[derive(ToSchema)]
pub(crate) struct ActTold {
    /// Its place.
    n: u64,
    #[schema(format = DateTime)]
    at: String,
    act: String,
    /// `null` where it was erased.
    #[schema(required, value_type = Option<Object>)]
    body: (),
}

/// What is older than it is to be kept.
#[derive(ToSchema)]
pub(crate) struct Classes {
    classes: Vec<ClassTold>,
}

/// How much of a class is older than it is to be kept.
#[derive(ToSchema)]
pub(crate) struct ClassTold {
    class: String,
    /// `null` for ever.
    #[schema(required)]
    kept_for: Option<String>,
    #[schema(required, format = DateTime)]
    before: Option<String>,
    number: u64,
}
