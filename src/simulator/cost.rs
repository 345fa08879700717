//! What every simulated video costs.

/// In the service's own unit.
pub(super) const CREDITS: u32 = 560_000;

const CREDITS_PER_USD: u32 = 2_000_000;

/// So many credits in dollars.
pub(super) fn usd(credits: u32) -> f64 {
    f64::from(credits) / f64::from(CREDITS_PER_USD)
}
