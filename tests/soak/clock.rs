//! A paused clock that does not run ahead of replies.

use std::time::Duration;

use tokio::{task, time::sleep};

/// A paused clock jumps to the next timer whenever all tasks wait, be it for a reply that is on its
/// way. With a timer as near as this it never jumps far.
const STEP: Duration = Duration::from_millis(20);

/// Has the clock go in steps for as long as the runtime lives.
pub fn go_in_steps() {
    tokio::spawn(async {
        loop {
            sleep(STEP).await;
            // It stands still until another thread has had its turn, and the kernel too.
            task::spawn_blocking(|| {}).await.expect("nothing panics there");
        }
    });
}
