//! Compare.
pub(crate) async fn show() -> crate::answer::Answer {
    Err(crate::answer::Problem::NOT_FOUND)
}
