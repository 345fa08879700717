//! The sums over all jobs, as a table.

use std::{fmt, sync::atomic::Ordering::Relaxed};

use super::{
    caller::JobRecord,
    check::JobRecords,
    fault_kind::{KINDS, OPERATIONS, Submitted},
    intermediary::Counts,
    recorder::Recorder,
};

pub struct Summary {
    rows: Vec<(&'static str, usize)>,
    faults: Vec<(&'static str, Vec<usize>)>,
}

impl Summary {
    pub fn new(jobs: &JobRecords, accepted: usize, recorder: &Recorder, counts: &Counts) -> Self {
        let count = |submitted| jobs.values().filter(|job| job.submitted == submitted).count();
        let sum = |of: fn(&JobRecord) -> usize| jobs.values().map(of).sum();
        let rows = vec![
            ("jobs", jobs.len()),
            ("accepted", accepted),
            ("known at once", count(Submitted::Known)),
            ("unknown, found", count(Submitted::Unknown { is_accepted: true })),
            ("unknown, not accepted", count(Submitted::Unknown { is_accepted: false })),
            ("refused", count(Submitted::Refused)),
            ("lookup inconclusive at first", sum(|job| job.was_inconclusive.into())),
            ("waits repeated", sum(|job| job.repeated_waits)),
            ("downloads resumed", sum(|job| job.resumed)),
            ("downloads repeated", sum(|job| job.repeated_downloads)),
            ("downloads damaged on disk", sum(|job| job.damaged)),
            ("submissions dropped", sum(|job| job.is_submission_dropped.into())),
            ("waits dropped", sum(|job| job.dropped_waits)),
            ("other writers refused", sum(|job| job.refused_writers)),
            ("stray responses", counts.strays.load(Relaxed)),
            ("states of another job", counts.other_ids.load(Relaxed)),
        ];
        let faults = KINDS.iter().map(|kind| {
            (kind.name, OPERATIONS.iter().map(|operation| recorder.faults(*operation, kind)).collect())
        });
        Self { rows, faults: faults.collect() }
    }

    /// What has not happened.
    pub fn missing(&self) -> Vec<&'static str> {
        let faults = self.faults.iter().map(|(name, counts)| (*name, counts.iter().sum()));
        self.rows
            .iter()
            .copied()
            .chain(faults)
            .filter(|(_, count)| *count == 0)
            .map(|(name, _)| name)
            .collect()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, count) in &self.rows {
            writeln!(f, "{name:28}{count:>8}")?;
        }
        write!(f, "{:28}", "faults")?;
        for operation in OPERATIONS {
            write!(f, "{:>8}", format!("{operation:?}"))?;
        }
        for (name, counts) in &self.faults {
            write!(f, "\n{name:28}")?;
            for count in counts {
                write!(f, "{count:>8}")?;
            }
        }
        Ok(())
    }
}
