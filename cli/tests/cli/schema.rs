//! `kling schema`

use aimlapi_kling::Model;
use serde_json::Value;

use crate::support::{folder, kling};

#[tokio::test]
async fn schema_prints_the_json_schema_of_a_model() {
    let run = kling(&folder(), &["schema", "V1_6StandardTextToVideo"]).await;
    let printed: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(printed, Model::V1_6StandardTextToVideo.json_schema());
    assert_eq!(run.code, Some(0));
}
