//! The cost of every simulated video.

/// The cost in credits.
pub(super) const CREDITS: u32 = 560_000;

const CREDITS_PER_USD: u32 = 2_000_000;

/// Converts credits to US dollars.
pub(super) fn usd(credits: u32) -> f64 {
    f64::from(credits) / f64::from(CREDITS_PER_USD)
}
