//! The guide: how to do what people do with this crate, one chapter for each task.
//!
//! 1. [Choosing a model](choosing_a_model)
//! 2. [Money](money)
//! 3. [Waiting and resuming](waiting_and_resuming)
//! 4. [Many jobs](many_jobs)
//! 5. [Recovering](recovering)
//! 6. [Downloads](downloads)
//! 7. [Errors](errors)
//! 8. [Testing](testing)
//! 9. [Tool definitions](tool_definitions)
//! 10. [The legacy endpoint](legacy)
//! 11. [What the service cannot do](limits_of_the_service)
//!
//! This module exists in the documentation only.

#[doc = include_str!("choosing_a_model.md")]
///
#[doc = include_str!("models.md")]
pub mod choosing_a_model {}
#[doc = include_str!("money.md")]
pub mod money {}
#[doc = include_str!("waiting_and_resuming.md")]
pub mod waiting_and_resuming {}
#[doc = include_str!("many_jobs.md")]
pub mod many_jobs {}
#[doc = include_str!("recovering.md")]
pub mod recovering {}
#[doc = include_str!("downloads.md")]
pub mod downloads {}
#[doc = include_str!("errors.md")]
pub mod errors {}
#[doc = include_str!("testing.md")]
pub mod testing {}
#[doc = include_str!("tool_definitions.md")]
pub mod tool_definitions {}
#[doc = include_str!("legacy.md")]
pub mod legacy {}
#[doc = include_str!("limits_of_the_service.md")]
pub mod limits_of_the_service {}
