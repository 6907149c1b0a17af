//! How the first person gets in.

use shared::console::session::DemoStaff;

use super::demo;
use crate::DomainError;
use crate::app::App;

/// How people get into the console, to be told when the program starts.
#[derive(Clone, Debug)]
pub enum FirstStart {
    /// There are staff.
    Staffed,
    /// As the demo staff of the embedded sandbox.
    Demo(Vec<DemoStaff>),
}

/// Makes the demo staff in the embedded sandbox. Elsewhere takes theirs from them, should this database have been a sandbox's
/// before, and makes a link for setting up if there is no owner.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn first_start(app: &App) -> Result<FirstStart, DomainError> {
    if demo::allowed(app) {
        demo::prepare(app).await?;
        return Ok(FirstStart::Demo(demo::offered(app).await?));
    }
    Ok(FirstStart::Staffed)
}
