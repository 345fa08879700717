//! Times as the service writes them.

use std::time::SystemTime;

/// Seconds since the Unix epoch of a time such as `2026-07-02T03:04:05.000Z`, without the fraction. A time before
/// the epoch, or in another form or zone, is `None`.
pub(crate) fn seconds_since_epoch(text: &str) -> Option<u64> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let [year, month, day] = numbers(date.split('-'))?;
    let [hour, minute, second] = numbers(time.split('.').next()?.split(':'))?;
    let is_valid = (1970..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60;
    is_valid.then(|| ((days_since_epoch(year, month, day) * 24 + hour) * 60 + minute) * 60 + second)
}

/// Formats a time as `2026-07-02T03:04:05.000Z`.
pub(crate) fn iso_8601(time: SystemTime) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let text = httpdate::fmt_http_date(time);
    let parts: Vec<_> = text.split(' ').collect();
    let [_, day, month, year, clock, _] = parts[..] else { unreachable!("an HTTP date has six parts") };
    let month = 1 + MONTHS.iter().take_while(|name| **name != month).count();
    let age = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    format!("{year}-{month:02}-{day}T{clock}.{:03}Z", age.subsec_millis())
}

fn numbers<'a>(parts: impl Iterator<Item = &'a str>) -> Option<[u64; 3]> {
    let numbers: Vec<_> = parts.map(|part| part.parse().ok()).collect::<Option<_>>()?;
    numbers.try_into().ok()
}

/// Days in the Gregorian calendar. A year begins in March here, so that the day of a leap year is its last.
fn days_since_epoch(year: u64, month: u64, day: u64) -> u64 {
    const EPOCH: u64 = 719_468;
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - EPOCH
}
