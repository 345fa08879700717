//! The sums over all jobs, as a table.

use std::{fmt, sync::atomic::Ordering::Relaxed};

use super::{
    check::JobReports,
    fault_kind::{KINDS, OPERATIONS, Submitted},
    intermediary::Counts,
    recorder::Recorder,
    worker::JobReport,
};

pub struct Summary {
    rows: Vec<(&'static str, usize)>,
    faults: Vec<(&'static str, Vec<usize>)>,
}

impl Summary {
    pub fn new(jobs: &JobReports, accepted: usize, recorder: &Recorder, counts: &Counts) -> Self {
        let count = |submitted| jobs.values().filter(|job| job.submitted == submitted).count();
        let sum = |of: fn(&JobReport) -> usize| jobs.values().map(of).sum();
        let rows = vec![
            ("jobs", jobs.len()),
            ("accepted", accepted),
            ("known at once", count(Submitted::Known)),
            ("unknown, found", count(Submitted::Unknown { is_accepted: true })),
            ("unknown, not accepted", count(Submitted::Unknown { is_accepted: false })),
            ("refused", count(Submitted::Refused)),
            ("crashes", sum(|job| job.crashes)),
            ("during a submission", sum(|job| job.is_submission_interrupted.into())),
            ("sent again if not found", sum(|job| job.resends)),
            ("changed by another worker", sum(|job| job.conflicts)),
            ("stopped for an operator", sum(|job| job.stops)),
            ("jumps of a clock", sum(|job| job.clock_jumps)),
            ("downloads resumed", sum(|job| job.resumed)),
            ("downloads damaged on disk", sum(|job| job.damaged)),
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
