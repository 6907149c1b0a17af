//! How the first person gets in.

use shared::console::session::DemoStaff;

use super::{demo, in_sandbox, links};
use crate::DomainError;
use crate::app::App;
use crate::store;

/// How people get into the console, to be told when the program starts.
#[derive(Clone, Debug)]
pub enum FirstStart {
    /// There are staff.
    Staffed,
    /// As the demo staff of the embedded sandbox.
    Demo(Vec<DemoStaff>),
    /// By this path, once.
    SetUp(String),
}

/// Makes the demo staff in the embedded sandbox. Elsewhere makes a link for setting up if there is no owner.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn first_start(app: &App) -> Result<FirstStart, DomainError> {
    if in_sandbox(app) {
        demo::prepare(app).await?;
        return Ok(FirstStart::Demo(demo::offered(app).await?));
    }
    if !awaits_set_up(app).await? {
        return Ok(FirstStart::Staffed);
    }
    let link = links::for_set_up(&app.store, app.clock.now_ms()).await?;
    Ok(FirstStart::SetUp(link.path))
}

/// Whether there is no owner yet who could sign in.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn awaits_set_up(app: &App) -> Result<bool, DomainError> {
    if in_sandbox(app) {
        return Ok(false);
    }
    Ok(!store::staff::has_owner(&app.store).await?)
}
