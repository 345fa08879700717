//! Choices and models have readable names, and can be listed, printed and parsed.

use std::collections::BTreeSet;

use aimlapi_kling::{
    Family, Model, Task, Tier,
    types::{
        AspectRatio, CameraControlType, CameraMovement, CameraPreset, CharacterOrientation, EffectScene,
        FixedDuration, FlexibleDuration, MotionControlMode, OmniShotType, ShotDuration, ShotType,
    },
};

use crate::support::snapshot::assert_snapshot;

/// Every value is printed, parsed, serialized and deserialized as the same string.
macro_rules! assert_texts {
    ($($choice:ty),+ $(,)?) => {
        $(for value in <$choice>::ALL {
            let json = format!("{:?}", value.as_str());
            assert_eq!(value.to_string(), value.as_str());
            assert_eq!(value.as_str().parse(), Ok(*value));
            assert_eq!(serde_json::to_string(value).unwrap(), json);
            assert_eq!(serde_json::from_str::<$choice>(&json).unwrap(), *value);
        })+
    };
}

/// Every value is printed, converted, serialized and deserialized as the same integer.
macro_rules! assert_integers {
    ($($choice:ty),+ $(,)?) => {
        $(for value in <$choice>::ALL {
            let json = value.get().to_string();
            assert_eq!(value.to_string(), json);
            assert_eq!(json.parse(), Ok(*value));
            assert_eq!(<$choice>::try_from(value.get()), Ok(*value));
            assert_eq!(i64::from(*value), value.get());
            assert_eq!(serde_json::to_string(value).unwrap(), json);
            assert_eq!(serde_json::from_str::<$choice>(&json).unwrap(), *value);
        })+
    };
}

#[test]
fn a_string_choice_round_trips_as_its_string() {
    assert_texts!(AspectRatio, CameraControlType, CameraMovement, CameraPreset, CharacterOrientation);
    assert_texts!(EffectScene, MotionControlMode, OmniShotType, ShotType, Family, Task, Tier);
}

#[test]
fn an_integer_choice_round_trips_as_its_integer() {
    assert_integers!(FixedDuration, FlexibleDuration, ShotDuration);
}

#[test]
fn values_have_readable_names() {
    use AspectRatio::{Landscape16x9, Portrait9x16, Square1x1};
    assert_eq!(AspectRatio::ALL, [Landscape16x9, Square1x1, Portrait9x16]);
    assert_eq!(Portrait9x16.as_str(), "9:16");
    assert_eq!(MotionControlMode::Standard.as_str(), "std");
    assert_eq!(EffectScene::LetsRide.as_str(), "let's_ride");
    assert_eq!(FixedDuration::ALL, [FixedDuration::Seconds5, FixedDuration::Seconds10]);
    assert_eq!(FixedDuration::Seconds10.get(), 10);
}

#[test]
fn every_value_is_listed() {
    assert_eq!(EffectScene::ALL.len(), 80);
    assert_eq!(EffectScene::ALL.iter().map(|scene| scene.as_str()).collect::<BTreeSet<_>>().len(), 80);
    assert!(FlexibleDuration::ALL.iter().map(|duration| duration.get()).eq(3..=15));
    assert!(ShotDuration::ALL.iter().map(|duration| duration.get()).eq(1..=15));
}

#[test]
fn the_error_of_an_unknown_value_lists_the_allowed_ones() {
    assert_eq!("4:3".parse::<AspectRatio>().unwrap_err().to_string(), "`4:3` is not one of 16:9, 1:1, 9:16");
    assert_eq!(FixedDuration::try_from(7_i64).unwrap_err().to_string(), "`7` is not one of 5, 10");
    assert_eq!("7".parse::<FixedDuration>().unwrap_err().to_string(), "`7` is not one of 5, 10");
    assert_eq!(
        serde_json::from_str::<FixedDuration>("7").unwrap_err().to_string(),
        "`7` is not one of 5, 10"
    );
}

#[test]
fn integers_of_every_type_convert_into_a_choice_of_integers() {
    macro_rules! assert_converts {
        ($($integer:ty)+) => {
            $(
                assert_eq!(FixedDuration::try_from(10 as $integer), Ok(FixedDuration::Seconds10));
                let error = FixedDuration::try_from(<$integer>::MAX).unwrap_err();
                assert_eq!(error.to_string(), format!("`{}` is not one of 5, 10", <$integer>::MAX));
            )+
        };
    }
    assert_converts!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);
}

#[test]
fn a_choice_of_integers_is_parsed_as_it_is_printed_only() {
    for text in ["", " 5", "+5", "05", "5.0", "5s", "five"] {
        let error = text.parse::<FixedDuration>().unwrap_err();
        assert_eq!(error.to_string(), format!("`{text}` is not one of 5, 10"));
    }
}

#[test]
fn no_generated_name_begins_with_x_and_a_digit() {
    let code = include_str!(concat!(env!("OUT_DIR"), "/requests.rs"));
    let words = code.split(|c: char| !c.is_alphanumeric());
    let mut after_x = words.filter_map(|word| word.strip_prefix('X'));
    assert_eq!(after_x.find(|rest| rest.starts_with(|c: char| c.is_ascii_digit())), None);
}

#[test]
fn a_model_is_parsed_from_its_id_or_type_name() {
    for model in Model::ALL {
        assert_eq!(model.to_string(), model.id());
        assert_eq!(format!("{model:?}"), model.type_name());
        assert_eq!(model.id().parse(), Ok(*model));
        assert_eq!(model.type_name().parse(), Ok(*model));
    }
    let names = Model::ALL.iter().flat_map(|model| [model.id(), model.type_name()]);
    assert_eq!(names.collect::<BTreeSet<_>>().len(), 2 * Model::ALL.len());
}

#[test]
fn the_error_of_an_unknown_model_lists_all_ids() {
    let error = "kling-video/v9".parse::<Model>().unwrap_err().to_string();
    let ids: Vec<_> = Model::ALL.iter().map(|model| model.id()).collect();
    assert!(
        error.starts_with("`kling-video/v9` is not one of klingai/avatar-pro, klingai/avatar-standard, ")
    );
    assert!(error.ends_with(&ids.join(", ")));
}

/// Id, type name, family, version, tier, task.
#[test]
fn names_are_derived_from_ids() {
    let table = Model::ALL.iter().map(|model| {
        let (name, family, task) = (model.type_name(), model.family(), model.task());
        let version = model.version().unwrap_or("-");
        let tier = model.tier().map_or("-", |tier| tier.as_str());
        format!("{model} | {name} | {family} | {version} | {tier} | {task}")
    });
    assert_snapshot!("names", table.collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_model_that_a_person_means_is_suggested_first() {
    let cases = [
        ("kling-v1.6", Model::V1_6StandardTextToVideo),
        ("kling_video/v1_6/pro/text_to_video", Model::V1_6ProTextToVideo),
        ("v1-6-std-i2v", Model::V1_6StandardImageToVideo),
        ("kling-v2-1", Model::V2_1MasterTextToVideo),
        ("Kling 2.5 Turbo", Model::V2_5TurboProTextToVideo),
        ("2.6", Model::V2_6ProTextToVideo),
        ("v3 pro", Model::V3ProTextToVideo),
        ("kling-3.0", Model::V3StandardTextToVideo),
        ("omni 1080p", Model::V3Omni1080pTextToVideo),
        ("o1 edit", Model::O1VideoToVideoEdit),
        ("avatar", Model::AvatarStandard),
    ];
    for (text, model) in cases {
        assert_eq!(Model::suggest(text).first(), Some(&model), "{text}");
    }
    for text in ["", "sora", "kling", "a lighthouse"] {
        assert_eq!(Model::suggest(text), [], "{text}");
    }
}
