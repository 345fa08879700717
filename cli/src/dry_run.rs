//! What a command would submit, without submitting it.

use std::path::Path;

use aimlapi_kling::{OutputFile, ledger::JobRecord};
use serde_json::Value;

use crate::{
    default_output, escape::escaped, estimate::usual_time, event::Event, failure::Failure, output, prices,
    report::Report, shown::clock, submission::Submission,
};

/// Prints the request, what it would cost, and how long it usually takes. The cost is unknown without a key.
pub async fn show(submission: &Submission, output: Option<&Path>, report: &Report) -> Result<(), Failure> {
    let request = submission.input.request().await?;
    let model = request.model();
    let prices = prices::catalogue().await;
    let usd = prices.as_ref().ok().and_then(|catalogue| catalogue.quote(&request));
    let record = JobRecord::new(request)?;
    let output = output.map_or_else(|| default_output::free_name(&record), Path::to_owned);
    // What would be an error is one here.
    let reserved = OutputFile::new(&output).overwrite(submission.force).reserve().await;
    drop(reserved.map_err(|error| Failure::output(&error))?);
    let request: Value = serde_json::from_str(record.body()).unwrap_or_default();
    let usual = model.map(|model| usual_time(model, &request));
    let output = output.to_string_lossy();
    if report.is_json() {
        let usual_seconds = usual.map(|usual| usual.as_secs_f64());
        return Ok(report.write(Event::DryRun { request: &request, output, usd, usual_seconds })?);
    }
    let cost = usd.map_or_else(|| "cost unknown".to_owned(), |usd| format!("about ${usd:.2}"));
    report.clear();
    format!("{request:#}").lines().try_for_each(|line| output::line(&escaped(line)))?;
    let usual =
        usual.map_or_else(|| "usual time unknown".to_owned(), |usual| format!("usually {}", clock(usual)));
    report.line(&format!("DRY RUN: nothing is submitted; {output}, {cost}, {usual}"));
    prices.err().into_iter().for_each(|reason| report.line(&format!("COST: unknown; {reason}")));
    Ok(())
}
