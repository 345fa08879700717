// Generated from specs/ by the generator in build/. Do not edit: run `cargo xtask generate`.
crate::model::choice::text_choice! {
    #[doc = "The family of a model."] Family { #[doc = "`avatar`"] Avatar = "avatar",
    #[doc = "`o1`"] O1 = "o1", #[doc = "`omni`"] Omni = "omni", #[doc = "`turbo`"] Turbo
    = "turbo", #[doc = "`video`"] Video = "video", }
}
crate::model::choice::text_choice! {
    #[doc = "The quality tier of a model."] Tier { #[doc = "`master`"] Master = "master",
    #[doc = "`pro`"] Pro = "pro", #[doc = "`standard`"] Standard = "standard", }
}
crate::model::choice::text_choice! {
    #[doc = "The task of a model: its kinds of input and output."] Task { #[doc =
    "`avatar`"] Avatar = "avatar", #[doc = "`effects`"] Effects = "effects", #[doc =
    "`image-to-video`"] ImageToVideo = "image-to-video", #[doc = "`motion-control`"]
    MotionControl = "motion-control", #[doc = "`multi-image-to-video`"] MultiImageToVideo
    = "multi-image-to-video", #[doc = "`reference-to-video`"] ReferenceToVideo =
    "reference-to-video", #[doc = "`text-to-video`"] TextToVideo = "text-to-video", #[doc
    = "`video-to-video-edit`"] VideoToVideoEdit = "video-to-video-edit", #[doc =
    "`video-to-video-reference`"] VideoToVideoReference = "video-to-video-reference", }
}
/// The parameters of all models.
pub(crate) mod parameters {
    use crate::model::{Parameter, ValueSchema};
    pub(super) static P1_PROMPT: Parameter = Parameter {
        name: "prompt",
        description: "Text prompt: how the person speaks, moves and looks.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: Some(2500u64),
            format: None,
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_IMAGE_URL: Parameter = Parameter {
        name: "image_url",
        description: "The person who speaks: `http(s)` URL or `data:` URI of an image.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: Some("uri"),
        },
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_AUDIO_URL: Parameter = Parameter {
        name: "audio_url",
        description: "The speech: URL of an audio file of at most 5 MB.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: None,
        },
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_PROVIDER: Parameter = Parameter {
        name: "provider",
        description: "The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: None,
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P2_PROMPT: Parameter = Parameter {
        name: "prompt",
        description: "Text prompt: what the video shows.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: Some(2500u64),
            format: None,
        },
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P2_IMAGE_URL: Parameter = Parameter {
        name: "image_url",
        description: "First frame of the video: `http(s)` URL or `data:` URI of an image.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: Some("uri"),
        },
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_LAST_IMAGE_URL: Parameter = Parameter {
        name: "last_image_url",
        description: "Last frame of the video: `http(s)` URL or `data:` URI of an image.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: Some("uri"),
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_DURATION: Parameter = Parameter {
        name: "duration",
        description: "Length of the video in seconds.",
        schema: ValueSchema::IntegerChoice(&[5, 10]),
        default: Some("5"),
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_IMAGE_LIST: Parameter = Parameter {
        name: "image_list",
        description: "Images that guide style and content: `http(s)` URLs or `data:` URIs.",
        schema: ValueSchema::List {
            items: &ValueSchema::Text {
                min_length: None,
                max_length: None,
                format: Some("uri"),
            },
            min_items: Some(1u64),
            max_items: Some(7u64),
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_ELEMENTS_ITEM_FRONTAL_IMAGE_URL: Parameter = Parameter {
        name: "frontal_image_url",
        description: "Front view of the element: `http(s)` URL or `data:` URI of an image.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: Some("uri"),
        },
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_ELEMENTS_ITEM_REFERENCE_IMAGE_URLS: Parameter = Parameter {
        name: "reference_image_urls",
        description: "The element from other angles: `http(s)` URLs or `data:` URIs of images.",
        schema: ValueSchema::List {
            items: &ValueSchema::Text {
                min_length: None,
                max_length: None,
                format: Some("uri"),
            },
            min_items: Some(1u64),
            max_items: Some(4u64),
        },
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_ELEMENTS: Parameter = Parameter {
        name: "elements",
        description: "Characters and objects that the prompt refers to.",
        schema: ValueSchema::List {
            items: &ValueSchema::Object(
                &[
                    &P1_ELEMENTS_ITEM_FRONTAL_IMAGE_URL,
                    &P1_ELEMENTS_ITEM_REFERENCE_IMAGE_URLS,
                ],
            ),
            min_items: None,
            max_items: Some(4u64),
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_ASPECT_RATIO: Parameter = Parameter {
        name: "aspect_ratio",
        description: "Aspect ratio of the frame, as width to height.",
        schema: ValueSchema::TextChoice(&["16:9", "1:1", "9:16"]),
        default: Some("\"16:9\""),
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_VIDEO_URL: Parameter = Parameter {
        name: "video_url",
        description: "The video to edit: its URL.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: Some("uri"),
        },
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_KEEP_AUDIO: Parameter = Parameter {
        name: "keep_audio",
        description: "Whether the sound of the input video is kept.",
        schema: ValueSchema::Boolean,
        default: Some("false"),
        ..Parameter::OPTIONAL
    };
    pub(super) static P2_IMAGE_LIST: Parameter = Parameter {
        name: "image_list",
        description: "Images that guide style and content: `http(s)` URLs or `data:` URIs.",
        schema: ValueSchema::List {
            items: &ValueSchema::Text {
                min_length: None,
                max_length: None,
                format: Some("uri"),
            },
            min_items: Some(1u64),
            max_items: Some(4u64),
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P2_VIDEO_URL: Parameter = Parameter {
        name: "video_url",
        description: "The video whose motion and style are used: its URL.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: Some("uri"),
        },
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P3_PROMPT: Parameter = Parameter {
        name: "prompt",
        description: "Text prompt: what the video shows.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: None,
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_TAIL_IMAGE_URL: Parameter = Parameter {
        name: "tail_image_url",
        description: "Last frame of the video: `http(s)` URL or `data:` URI of an image.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: Some("uri"),
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_NEGATIVE_PROMPT: Parameter = Parameter {
        name: "negative_prompt",
        description: "Negative text prompt: what the video must not show.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: None,
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_CFG_SCALE: Parameter = Parameter {
        name: "cfg_scale",
        description: "How closely the video follows the prompt: a higher value follows it more closely.",
        schema: ValueSchema::Number {
            minimum: Some(0f64),
            maximum: Some(1f64),
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_CAMERA_CONTROL_CONFIG_HORIZONTAL: Parameter = Parameter {
        name: "horizontal",
        description: "Horizontal movement of the camera.",
        schema: ValueSchema::Number {
            minimum: Some(-10f64),
            maximum: Some(10f64),
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_CAMERA_CONTROL_CONFIG_PAN: Parameter = Parameter {
        name: "pan",
        description: "Pan of the camera.",
        schema: ValueSchema::Number {
            minimum: Some(-10f64),
            maximum: Some(10f64),
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_CAMERA_CONTROL_CONFIG_ROLL: Parameter = Parameter {
        name: "roll",
        description: "Roll of the camera about its viewing axis.",
        schema: ValueSchema::Number {
            minimum: Some(-10f64),
            maximum: Some(10f64),
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_CAMERA_CONTROL_CONFIG_TILT: Parameter = Parameter {
        name: "tilt",
        description: "Tilt of the camera.",
        schema: ValueSchema::Number {
            minimum: Some(-10f64),
            maximum: Some(10f64),
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_CAMERA_CONTROL_CONFIG_VERTICAL: Parameter = Parameter {
        name: "vertical",
        description: "Vertical movement of the camera.",
        schema: ValueSchema::Number {
            minimum: Some(-10f64),
            maximum: Some(10f64),
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_CAMERA_CONTROL_CONFIG_ZOOM: Parameter = Parameter {
        name: "zoom",
        description: "Zoom of the camera.",
        schema: ValueSchema::Number {
            minimum: Some(-10f64),
            maximum: Some(10f64),
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_CAMERA_CONTROL_CONFIG: Parameter = Parameter {
        name: "config",
        description: "The movement along and about each axis.",
        schema: ValueSchema::Object(
            &[
                &P1_CAMERA_CONTROL_CONFIG_HORIZONTAL,
                &P1_CAMERA_CONTROL_CONFIG_PAN,
                &P1_CAMERA_CONTROL_CONFIG_ROLL,
                &P1_CAMERA_CONTROL_CONFIG_TILT,
                &P1_CAMERA_CONTROL_CONFIG_VERTICAL,
                &P1_CAMERA_CONTROL_CONFIG_ZOOM,
            ],
        ),
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_CAMERA_CONTROL_TYPE: Parameter = Parameter {
        name: "type",
        description: "The kind of movement; `config` is used by `simple` only.",
        schema: ValueSchema::TextChoice(
            &[
                "down_back",
                "forward_up",
                "left_turn_forward",
                "right_turn_forward",
                "simple",
            ],
        ),
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_CAMERA_CONTROL: Parameter = Parameter {
        name: "camera_control",
        description: "Movement of the camera.",
        schema: ValueSchema::Object(
            &[&P1_CAMERA_CONTROL_CONFIG, &P1_CAMERA_CONTROL_TYPE],
        ),
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_STATIC_MASK: Parameter = Parameter {
        name: "static_mask",
        description: "The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: Some("uri"),
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_DYNAMIC_MASKS_ITEM_MASK: Parameter = Parameter {
        name: "mask",
        description: "The part that moves: `http(s)` URL or `data:` URI of a mask image.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: None,
        },
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_DYNAMIC_MASKS_ITEM_TRAJECTORIES_ITEM_X: Parameter = Parameter {
        name: "x",
        description: "Horizontal position of the point in the image.",
        schema: ValueSchema::Integer {
            minimum: None,
            maximum: None,
        },
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_DYNAMIC_MASKS_ITEM_TRAJECTORIES_ITEM_Y: Parameter = Parameter {
        name: "y",
        description: "Vertical position of the point in the image.",
        schema: ValueSchema::Integer {
            minimum: None,
            maximum: None,
        },
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_DYNAMIC_MASKS_ITEM_TRAJECTORIES: Parameter = Parameter {
        name: "trajectories",
        description: "Points of the path, in order.",
        schema: ValueSchema::List {
            items: &ValueSchema::Object(
                &[
                    &P1_DYNAMIC_MASKS_ITEM_TRAJECTORIES_ITEM_X,
                    &P1_DYNAMIC_MASKS_ITEM_TRAJECTORIES_ITEM_Y,
                ],
            ),
            min_items: Some(2u64),
            max_items: Some(77u64),
        },
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_DYNAMIC_MASKS: Parameter = Parameter {
        name: "dynamic_masks",
        description: "Parts of the image that move along given paths.",
        schema: ValueSchema::List {
            items: &ValueSchema::Object(
                &[&P1_DYNAMIC_MASKS_ITEM_MASK, &P1_DYNAMIC_MASKS_ITEM_TRAJECTORIES],
            ),
            min_items: None,
            max_items: Some(6u64),
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P4_PROMPT: Parameter = Parameter {
        name: "prompt",
        description: "Text prompt: what the video shows.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: None,
        },
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P2_DURATION: Parameter = Parameter {
        name: "duration",
        description: "Length of the video in seconds.",
        schema: ValueSchema::IntegerChoice(&[5, 10]),
        ..Parameter::OPTIONAL
    };
    pub(super) static P2_CAMERA_CONTROL: Parameter = Parameter {
        name: "camera_control",
        description: "Movement of the camera.",
        schema: ValueSchema::TextChoice(
            &["down_back", "forward_up", "left_turn_forward", "right_turn_forward"],
        ),
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_ADVANCED_CAMERA_CONTROL_MOVEMENT_TYPE: Parameter = Parameter {
        name: "movement_type",
        description: "The axis of the movement.",
        schema: ValueSchema::TextChoice(
            &["horizontal", "pan", "roll", "tilt", "vertical", "zoom"],
        ),
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_ADVANCED_CAMERA_CONTROL_MOVEMENT_VALUE: Parameter = Parameter {
        name: "movement_value",
        description: "Strength and direction of the movement.",
        schema: ValueSchema::Integer {
            minimum: Some(-10i64),
            maximum: Some(10i64),
        },
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_ADVANCED_CAMERA_CONTROL: Parameter = Parameter {
        name: "advanced_camera_control",
        description: "One camera movement and its strength.",
        schema: ValueSchema::Object(
            &[
                &P1_ADVANCED_CAMERA_CONTROL_MOVEMENT_TYPE,
                &P1_ADVANCED_CAMERA_CONTROL_MOVEMENT_VALUE,
            ],
        ),
        ..Parameter::OPTIONAL
    };
    pub(super) static P3_IMAGE_URL: Parameter = Parameter {
        name: "image_url",
        description: "The image that the effect is applied to, as an `http(s)` URL or a `data:` URI; the effects `hug`, `kiss` and `heart_gesture` take a list of exactly two images.",
        schema: ValueSchema::AnyOf(
            &[
                ValueSchema::Text {
                    min_length: None,
                    max_length: None,
                    format: Some("uri"),
                },
                ValueSchema::List {
                    items: &ValueSchema::Text {
                        min_length: None,
                        max_length: None,
                        format: Some("uri"),
                    },
                    min_items: None,
                    max_items: None,
                },
            ],
        ),
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_EFFECT_SCENE: Parameter = Parameter {
        name: "effect_scene",
        description: "The effect.",
        schema: ValueSchema::TextChoice(
            &[
                "angel_wing",
                "anime_figure",
                "bloombloom",
                "boss_coming",
                "boyfriend",
                "brown_bear_hug",
                "building_collapse",
                "car_explosion",
                "celebration",
                "construction_worker",
                "cry_cry",
                "dark_wing",
                "day_to_night",
                "dizzydizzy",
                "dollar_rain",
                "double_gun",
                "expansion",
                "fairy_wing",
                "felt_felt",
                "fight",
                "fly_fly",
                "fuzzyfuzzy",
                "girlfriend",
                "gun_shot",
                "heart_gesture",
                "heart_gesture_1",
                "hug",
                "hula",
                "instant_film",
                "instant_kid",
                "iron_warrior",
                "jazz_jazz",
                "jelly_jiggle",
                "jelly_press",
                "jelly_slice",
                "jelly_squish",
                "jesus_hug",
                "jumpdrop",
                "kiss",
                "let's_ride",
                "lie_flat",
                "lightning_power",
                "long_hair",
                "magic_broom",
                "magic_fireball",
                "marry_me",
                "media_interview",
                "mushroom",
                "office_escape_plow",
                "pet_bee",
                "pet_chef",
                "pet_dance",
                "pet_delivery",
                "pet_lion",
                "pet_moto_rider",
                "pet_warrior",
                "pet_wizard",
                "piggy_morph",
                "pixelpixel",
                "plushcut",
                "polar_bear_hug",
                "rocketrocket",
                "santa_gifts",
                "santa_hug",
                "shark_alert",
                "siblings",
                "skateskate",
                "ski_ski",
                "smoke_smoke",
                "snatched",
                "splashsplash",
                "squish",
                "surfsurf",
                "swing_swing",
                "thumbs_up",
                "tiger_hug",
                "watermelon_bomb",
                "wig_out",
                "wool_curly",
                "yearbook",
            ],
        ),
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P3_IMAGE_LIST: Parameter = Parameter {
        name: "image_list",
        description: "Images whose subjects appear in the video: `http(s)` URLs or `data:` URIs.",
        schema: ValueSchema::List {
            items: &ValueSchema::Text {
                min_length: None,
                max_length: None,
                format: Some("uri"),
            },
            min_items: Some(2u64),
            max_items: Some(4u64),
        },
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P2_ASPECT_RATIO: Parameter = Parameter {
        name: "aspect_ratio",
        description: "Aspect ratio of the frame, as width to height.",
        schema: ValueSchema::TextChoice(&["16:9", "1:1", "9:16"]),
        ..Parameter::OPTIONAL
    };
    pub(super) static P5_PROMPT: Parameter = Parameter {
        name: "prompt",
        description: "Text prompt: the scene, apart from the character and the motion.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: None,
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P4_IMAGE_URL: Parameter = Parameter {
        name: "image_url",
        description: "The character to animate: `http(s)` URL or `data:` URI of an image.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: Some("uri"),
        },
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P3_VIDEO_URL: Parameter = Parameter {
        name: "video_url",
        description: "The motion to copy: URL of a video of 3 to 30 seconds.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: Some("uri"),
        },
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_MODE: Parameter = Parameter {
        name: "mode",
        description: "Quality: standard, or professional at a higher price.",
        schema: ValueSchema::TextChoice(&["pro", "std"]),
        default: Some("\"std\""),
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_CHARACTER_ORIENTATION: Parameter = Parameter {
        name: "character_orientation",
        description: "Whether the character faces the way it does in the image or in the video.",
        schema: ValueSchema::TextChoice(&["image", "video"]),
        default: Some("\"video\""),
        ..Parameter::OPTIONAL
    };
    pub(super) static P2_KEEP_AUDIO: Parameter = Parameter {
        name: "keep_audio",
        description: "Whether the sound of the input video is kept.",
        schema: ValueSchema::Boolean,
        default: Some("true"),
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_GENERATE_AUDIO: Parameter = Parameter {
        name: "generate_audio",
        description: "Whether the video has sound.",
        schema: ValueSchema::Boolean,
        default: Some("true"),
        ..Parameter::OPTIONAL
    };
    pub(super) static P6_PROMPT: Parameter = Parameter {
        name: "prompt",
        description: "Text prompt: what the video shows. Set this or `multi_prompt`, not both.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: None,
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_MULTI_PROMPT: Parameter = Parameter {
        name: "multi_prompt",
        description: "The shots of the video, in order. Set this or `prompt`, not both.",
        schema: ValueSchema::List {
            items: &ValueSchema::Text {
                min_length: None,
                max_length: None,
                format: None,
            },
            min_items: None,
            max_items: None,
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P2_TAIL_IMAGE_URL: Parameter = Parameter {
        name: "tail_image_url",
        description: "Last frame of the video: `http(s)` URL or `data:` URI of an image. Requires `generate_audio` to be `false`.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: Some("uri"),
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P2_ELEMENTS_ITEM_FRONTAL_IMAGE_URL: Parameter = Parameter {
        name: "frontal_image_url",
        description: "Front view of the element: `http(s)` URL or `data:` URI of an image.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: Some("uri"),
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_ELEMENTS_ITEM_VIDEO_URL: Parameter = Parameter {
        name: "video_url",
        description: "Video of the element: its URL. At most one element of a request may have one.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: Some("uri"),
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P2_ELEMENTS: Parameter = Parameter {
        name: "elements",
        description: "Characters and objects that the prompt refers to.",
        schema: ValueSchema::List {
            items: &ValueSchema::Object(
                &[
                    &P2_ELEMENTS_ITEM_FRONTAL_IMAGE_URL,
                    &P1_ELEMENTS_ITEM_REFERENCE_IMAGE_URLS,
                    &P1_ELEMENTS_ITEM_VIDEO_URL,
                ],
            ),
            min_items: None,
            max_items: Some(4u64),
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P3_DURATION: Parameter = Parameter {
        name: "duration",
        description: "Length of the video in seconds.",
        schema: ValueSchema::IntegerChoice(
            &[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
        ),
        default: Some("5"),
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_SHOT_TYPE: Parameter = Parameter {
        name: "shot_type",
        description: "How the video is divided into the shots of `multi_prompt`.",
        schema: ValueSchema::TextChoice(&["customize", "intelligence", "intelligent"]),
        default: Some("\"customize\""),
        ..Parameter::OPTIONAL
    };
    pub(super) static P2_GENERATE_AUDIO: Parameter = Parameter {
        name: "generate_audio",
        description: "Whether the video has sound. Must be `false` when `tail_image_url` is set.",
        schema: ValueSchema::Boolean,
        default: Some("true"),
        ..Parameter::OPTIONAL
    };
    pub(super) static P2_SHOT_TYPE: Parameter = Parameter {
        name: "shot_type",
        description: "How the video is divided into the shots of `multi_prompt`.",
        schema: ValueSchema::TextChoice(&["customize", "intelligent"]),
        default: Some("\"customize\""),
        ..Parameter::OPTIONAL
    };
    pub(super) static P7_PROMPT: Parameter = Parameter {
        name: "prompt",
        description: "Text prompt: what the video shows. Set this or `multi_prompt`, not both.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: Some(3072u64),
            format: None,
        },
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_MULTI_PROMPT_ITEM_DURATION: Parameter = Parameter {
        name: "duration",
        description: "Length of the shot in seconds.",
        schema: ValueSchema::IntegerChoice(
            &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
        ),
        default: Some("5"),
        ..Parameter::OPTIONAL
    };
    pub(super) static P1_MULTI_PROMPT_ITEM_PROMPT: Parameter = Parameter {
        name: "prompt",
        description: "Text prompt: what the shot shows.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: Some(3072u64),
            format: None,
        },
        required: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P2_MULTI_PROMPT: Parameter = Parameter {
        name: "multi_prompt",
        description: "The shots of the video, in order. Set this or `prompt`, not both.",
        schema: ValueSchema::List {
            items: &ValueSchema::Object(
                &[&P1_MULTI_PROMPT_ITEM_DURATION, &P1_MULTI_PROMPT_ITEM_PROMPT],
            ),
            min_items: Some(1u64),
            max_items: Some(6u64),
        },
        nullable: true,
        ..Parameter::OPTIONAL
    };
    pub(super) static P5_IMAGE_URL: Parameter = Parameter {
        name: "image_url",
        description: "First frame of the video: `http(s)` URL or `data:` URI of an image of at most 50 MB, at least 300 pixels on each side.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: Some("uri"),
        },
        required: true,
        ..Parameter::OPTIONAL
    };
    #[cfg(feature = "legacy")]
    pub(super) static P6_IMAGE_URL: Parameter = Parameter {
        name: "image_url",
        description: "First frame of the video: `http(s)` URL or `data:` URI of an image.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: None,
        },
        required: true,
        ..Parameter::OPTIONAL
    };
    #[cfg(feature = "legacy")]
    pub(super) static P3_TAIL_IMAGE_URL: Parameter = Parameter {
        name: "tail_image_url",
        description: "Last frame of the video: `http(s)` URL or `data:` URI of an image.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: None,
        },
        ..Parameter::OPTIONAL
    };
    #[cfg(feature = "legacy")]
    pub(super) static P1_TYPE: Parameter = Parameter {
        name: "type",
        description: "The task, which follows from the model.",
        schema: ValueSchema::TextChoice(&["image-to-video"]),
        ..Parameter::OPTIONAL
    };
    #[cfg(feature = "legacy")]
    pub(super) static P1_EXTERNAL_TASK_ID: Parameter = Parameter {
        name: "external_task_id",
        description: "An identifier of your own for the job.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: None,
        },
        ..Parameter::OPTIONAL
    };
    #[cfg(feature = "legacy")]
    pub(super) static P2_CFG_SCALE: Parameter = Parameter {
        name: "cfg_scale",
        description: "How closely the video follows the prompt: a higher value follows it more closely.",
        schema: ValueSchema::Number {
            minimum: Some(0f64),
            maximum: Some(1f64),
        },
        default: Some("0.5"),
        ..Parameter::OPTIONAL
    };
    #[cfg(feature = "legacy")]
    pub(super) static P2_STATIC_MASK: Parameter = Parameter {
        name: "static_mask",
        description: "The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.",
        schema: ValueSchema::Text {
            min_length: None,
            max_length: None,
            format: None,
        },
        ..Parameter::OPTIONAL
    };
    #[cfg(feature = "legacy")]
    pub(super) static P2_TYPE: Parameter = Parameter {
        name: "type",
        description: "The task, which follows from the model.",
        schema: ValueSchema::TextChoice(&["text-to-video"]),
        ..Parameter::OPTIONAL
    };
    #[cfg(feature = "legacy")]
    pub(super) static P3_ASPECT_RATIO: Parameter = Parameter {
        name: "aspect_ratio",
        description: "Aspect ratio of the frame, as width to height.",
        schema: ValueSchema::TextChoice(&["16:9", "1:1", "9:16"]),
        deprecated: true,
        ..Parameter::OPTIONAL
    };
    #[cfg(feature = "legacy")]
    pub(super) static P1_RATIO: Parameter = Parameter {
        name: "ratio",
        description: "Aspect ratio of the frame, as width to height; `aspect_ratio` is the newer name.",
        schema: ValueSchema::TextChoice(&["16:9", "1:1", "9:16"]),
        deprecated: true,
        ..Parameter::OPTIONAL
    };
    #[cfg(feature = "schemars")]
    pub(crate) static T_ADVANCED_CAMERA_CONTROL: ValueSchema = ValueSchema::Object(
        &[
            &P1_ADVANCED_CAMERA_CONTROL_MOVEMENT_TYPE,
            &P1_ADVANCED_CAMERA_CONTROL_MOVEMENT_VALUE,
        ],
    );
    #[cfg(feature = "schemars")]
    pub(crate) static T_CAMERA_MOVEMENT: ValueSchema = ValueSchema::TextChoice(
        &["horizontal", "pan", "roll", "tilt", "vertical", "zoom"],
    );
    #[cfg(feature = "schemars")]
    pub(crate) static T_ASPECT_RATIO: ValueSchema = ValueSchema::TextChoice(
        &["16:9", "1:1", "9:16"],
    );
    #[cfg(feature = "schemars")]
    pub(crate) static T_CAMERA_PRESET: ValueSchema = ValueSchema::TextChoice(
        &["down_back", "forward_up", "left_turn_forward", "right_turn_forward"],
    );
    #[cfg(feature = "schemars")]
    pub(crate) static T_CAMERA_CONTROL: ValueSchema = ValueSchema::Object(
        &[&P1_CAMERA_CONTROL_CONFIG, &P1_CAMERA_CONTROL_TYPE],
    );
    #[cfg(feature = "schemars")]
    pub(crate) static T_CAMERA_CONTROL_CONFIG: ValueSchema = ValueSchema::Object(
        &[
            &P1_CAMERA_CONTROL_CONFIG_HORIZONTAL,
            &P1_CAMERA_CONTROL_CONFIG_PAN,
            &P1_CAMERA_CONTROL_CONFIG_ROLL,
            &P1_CAMERA_CONTROL_CONFIG_TILT,
            &P1_CAMERA_CONTROL_CONFIG_VERTICAL,
            &P1_CAMERA_CONTROL_CONFIG_ZOOM,
        ],
    );
    #[cfg(feature = "schemars")]
    pub(crate) static T_CAMERA_CONTROL_TYPE: ValueSchema = ValueSchema::TextChoice(
        &["down_back", "forward_up", "left_turn_forward", "right_turn_forward", "simple"],
    );
    #[cfg(feature = "schemars")]
    pub(crate) static T_CHARACTER_ORIENTATION: ValueSchema = ValueSchema::TextChoice(
        &["image", "video"],
    );
    #[cfg(feature = "schemars")]
    pub(crate) static T_FLEXIBLE_DURATION: ValueSchema = ValueSchema::IntegerChoice(
        &[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    );
    #[cfg(feature = "schemars")]
    pub(crate) static T_FIXED_DURATION: ValueSchema = ValueSchema::IntegerChoice(
        &[5, 10],
    );
    #[cfg(feature = "schemars")]
    pub(crate) static T_DYNAMIC_MASK: ValueSchema = ValueSchema::Object(
        &[&P1_DYNAMIC_MASKS_ITEM_MASK, &P1_DYNAMIC_MASKS_ITEM_TRAJECTORIES],
    );
    #[cfg(feature = "schemars")]
    pub(crate) static T_TRAJECTORY_POINT: ValueSchema = ValueSchema::Object(
        &[
            &P1_DYNAMIC_MASKS_ITEM_TRAJECTORIES_ITEM_X,
            &P1_DYNAMIC_MASKS_ITEM_TRAJECTORIES_ITEM_Y,
        ],
    );
    #[cfg(feature = "schemars")]
    pub(crate) static T_EFFECT_SCENE: ValueSchema = ValueSchema::TextChoice(
        &[
            "angel_wing",
            "anime_figure",
            "bloombloom",
            "boss_coming",
            "boyfriend",
            "brown_bear_hug",
            "building_collapse",
            "car_explosion",
            "celebration",
            "construction_worker",
            "cry_cry",
            "dark_wing",
            "day_to_night",
            "dizzydizzy",
            "dollar_rain",
            "double_gun",
            "expansion",
            "fairy_wing",
            "felt_felt",
            "fight",
            "fly_fly",
            "fuzzyfuzzy",
            "girlfriend",
            "gun_shot",
            "heart_gesture",
            "heart_gesture_1",
            "hug",
            "hula",
            "instant_film",
            "instant_kid",
            "iron_warrior",
            "jazz_jazz",
            "jelly_jiggle",
            "jelly_press",
            "jelly_slice",
            "jelly_squish",
            "jesus_hug",
            "jumpdrop",
            "kiss",
            "let's_ride",
            "lie_flat",
            "lightning_power",
            "long_hair",
            "magic_broom",
            "magic_fireball",
            "marry_me",
            "media_interview",
            "mushroom",
            "office_escape_plow",
            "pet_bee",
            "pet_chef",
            "pet_dance",
            "pet_delivery",
            "pet_lion",
            "pet_moto_rider",
            "pet_warrior",
            "pet_wizard",
            "piggy_morph",
            "pixelpixel",
            "plushcut",
            "polar_bear_hug",
            "rocketrocket",
            "santa_gifts",
            "santa_hug",
            "shark_alert",
            "siblings",
            "skateskate",
            "ski_ski",
            "smoke_smoke",
            "snatched",
            "splashsplash",
            "squish",
            "surfsurf",
            "swing_swing",
            "thumbs_up",
            "tiger_hug",
            "watermelon_bomb",
            "wig_out",
            "wool_curly",
            "yearbook",
        ],
    );
    #[cfg(feature = "schemars")]
    pub(crate) static T_IMAGE_ELEMENT: ValueSchema = ValueSchema::Object(
        &[&P1_ELEMENTS_ITEM_FRONTAL_IMAGE_URL, &P1_ELEMENTS_ITEM_REFERENCE_IMAGE_URLS],
    );
    #[cfg(feature = "schemars")]
    pub(crate) static T_ELEMENT: ValueSchema = ValueSchema::Object(
        &[
            &P2_ELEMENTS_ITEM_FRONTAL_IMAGE_URL,
            &P1_ELEMENTS_ITEM_REFERENCE_IMAGE_URLS,
            &P1_ELEMENTS_ITEM_VIDEO_URL,
        ],
    );
    #[cfg(feature = "schemars")]
    pub(crate) static T_EFFECT_IMAGES: ValueSchema = ValueSchema::AnyOf(
        &[
            ValueSchema::Text {
                min_length: None,
                max_length: None,
                format: Some("uri"),
            },
            ValueSchema::List {
                items: &ValueSchema::Text {
                    min_length: None,
                    max_length: None,
                    format: Some("uri"),
                },
                min_items: None,
                max_items: None,
            },
        ],
    );
    #[cfg(feature = "schemars")]
    pub(crate) static T_MOTION_CONTROL_MODE: ValueSchema = ValueSchema::TextChoice(
        &["pro", "std"],
    );
    #[cfg(feature = "schemars")]
    pub(crate) static T_SHOT: ValueSchema = ValueSchema::Object(
        &[&P1_MULTI_PROMPT_ITEM_DURATION, &P1_MULTI_PROMPT_ITEM_PROMPT],
    );
    #[cfg(feature = "schemars")]
    pub(crate) static T_SHOT_DURATION: ValueSchema = ValueSchema::IntegerChoice(
        &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    );
    #[cfg(feature = "schemars")]
    pub(crate) static T_OMNI_SHOT_TYPE: ValueSchema = ValueSchema::TextChoice(
        &["customize", "intelligence", "intelligent"],
    );
    #[cfg(feature = "schemars")]
    pub(crate) static T_SHOT_TYPE: ValueSchema = ValueSchema::TextChoice(
        &["customize", "intelligent"],
    );
    #[cfg(feature = "legacy")]
    #[cfg(feature = "schemars")]
    pub(crate) static T_LEGACY_RATIO: ValueSchema = ValueSchema::TextChoice(
        &["16:9", "1:1", "9:16"],
    );
    #[cfg(feature = "legacy")]
    #[cfg(feature = "schemars")]
    pub(crate) static T_LEGACY_IMAGE_TO_VIDEO: ValueSchema = ValueSchema::TextChoice(
        &["image-to-video"],
    );
    #[cfg(feature = "legacy")]
    #[cfg(feature = "schemars")]
    pub(crate) static T_LEGACY_TEXT_TO_VIDEO: ValueSchema = ValueSchema::TextChoice(
        &["text-to-video"],
    );
}
/// A Kling video model.
///
/// The order of the variants and their numbers (`as usize`) are not part of the API: a new model changes those
/// of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Model {
    ///`klingai/avatar-pro`
    #[doc(alias = "klingai/avatar-pro")]
    AvatarPro,
    ///`klingai/avatar-standard`
    #[doc(alias = "klingai/avatar-standard")]
    AvatarStandard,
    ///`klingai/video-o1-image-to-video`
    #[doc(alias = "klingai/video-o1-image-to-video")]
    O1ImageToVideo,
    ///`klingai/video-o1-reference-to-video`
    #[doc(alias = "klingai/video-o1-reference-to-video")]
    O1ReferenceToVideo,
    ///`klingai/video-o1-video-to-video-edit`
    #[doc(alias = "klingai/video-o1-video-to-video-edit")]
    O1VideoToVideoEdit,
    ///`klingai/video-o1-video-to-video-reference`
    #[doc(alias = "klingai/video-o1-video-to-video-reference")]
    O1VideoToVideoReference,
    ///`kling-video/v1/pro/image-to-video`
    #[doc(alias = "kling-video/v1/pro/image-to-video")]
    V1ProImageToVideo,
    ///`kling-video/v1/pro/text-to-video`
    #[doc(alias = "kling-video/v1/pro/text-to-video")]
    V1ProTextToVideo,
    ///`kling-video/v1/standard/image-to-video`
    #[doc(alias = "kling-video/v1/standard/image-to-video")]
    V1StandardImageToVideo,
    ///`kling-video/v1/standard/text-to-video`
    #[doc(alias = "kling-video/v1/standard/text-to-video")]
    V1StandardTextToVideo,
    ///`kling-video/v1.5/pro/image-to-video`
    #[doc(alias = "kling-video/v1.5/pro/image-to-video")]
    V1_5ProImageToVideo,
    ///`kling-video/v1.5/pro/text-to-video`
    #[doc(alias = "kling-video/v1.5/pro/text-to-video")]
    V1_5ProTextToVideo,
    ///`kling-video/v1.5/standard/image-to-video`
    #[doc(alias = "kling-video/v1.5/standard/image-to-video")]
    V1_5StandardImageToVideo,
    ///`klingai/kling-video-v1.6-pro-effects`
    #[doc(alias = "klingai/kling-video-v1.6-pro-effects")]
    V1_6ProEffects,
    ///`kling-video/v1.6/pro/image-to-video`
    #[doc(alias = "kling-video/v1.6/pro/image-to-video")]
    V1_6ProImageToVideo,
    ///`kling-video/v1.6/pro/text-to-video`
    #[doc(alias = "kling-video/v1.6/pro/text-to-video")]
    V1_6ProTextToVideo,
    ///`klingai/kling-video-v1.6-standard-effects`
    #[doc(alias = "klingai/kling-video-v1.6-standard-effects")]
    V1_6StandardEffects,
    ///`kling-video/v1.6/standard/image-to-video`
    #[doc(alias = "kling-video/v1.6/standard/image-to-video")]
    V1_6StandardImageToVideo,
    ///`kling-video/v1.6/standard/multi-image-to-video`
    #[doc(alias = "kling-video/v1.6/standard/multi-image-to-video")]
    V1_6StandardMultiImageToVideo,
    ///`kling-video/v1.6/standard/text-to-video`
    #[doc(alias = "kling-video/v1.6/standard/text-to-video")]
    V1_6StandardTextToVideo,
    ///`klingai/v2-master-image-to-video`
    #[doc(alias = "klingai/v2-master-image-to-video")]
    V2MasterImageToVideo,
    ///`klingai/v2-master-text-to-video`
    #[doc(alias = "klingai/v2-master-text-to-video")]
    V2MasterTextToVideo,
    ///`klingai/v2.1-master-image-to-video`
    #[doc(alias = "klingai/v2.1-master-image-to-video")]
    V2_1MasterImageToVideo,
    ///`klingai/v2.1-master-text-to-video`
    #[doc(alias = "klingai/v2.1-master-text-to-video")]
    V2_1MasterTextToVideo,
    ///`kling-video/v2.1/pro/image-to-video`
    #[doc(alias = "kling-video/v2.1/pro/image-to-video")]
    V2_1ProImageToVideo,
    ///`kling-video/v2.1/standard/image-to-video`
    #[doc(alias = "kling-video/v2.1/standard/image-to-video")]
    V2_1StandardImageToVideo,
    ///`klingai/v2.5-turbo/pro/image-to-video`
    #[doc(alias = "klingai/v2.5-turbo/pro/image-to-video")]
    V2_5TurboProImageToVideo,
    ///`klingai/v2.5-turbo/pro/text-to-video`
    #[doc(alias = "klingai/v2.5-turbo/pro/text-to-video")]
    V2_5TurboProTextToVideo,
    ///`klingai/video-v2-6-motion-control`
    #[doc(alias = "klingai/video-v2-6-motion-control")]
    V2_6MotionControl,
    ///`klingai/video-v2-6-pro-image-to-video`
    #[doc(alias = "klingai/video-v2-6-pro-image-to-video")]
    V2_6ProImageToVideo,
    ///`klingai/video-v2-6-pro-text-to-video`
    #[doc(alias = "klingai/video-v2-6-pro-text-to-video")]
    V2_6ProTextToVideo,
    ///`klingai/video-v3-motion-control`
    #[doc(alias = "klingai/video-v3-motion-control")]
    V3MotionControl,
    ///`klingai/video-v3-omni-1080p-image-to-video`
    #[doc(alias = "klingai/video-v3-omni-1080p-image-to-video")]
    V3Omni1080pImageToVideo,
    ///`klingai/video-v3-omni-1080p-text-to-video`
    #[doc(alias = "klingai/video-v3-omni-1080p-text-to-video")]
    V3Omni1080pTextToVideo,
    ///`klingai/video-v3-omni-720p-image-to-video`
    #[doc(alias = "klingai/video-v3-omni-720p-image-to-video")]
    V3Omni720pImageToVideo,
    ///`klingai/video-v3-omni-720p-text-to-video`
    #[doc(alias = "klingai/video-v3-omni-720p-text-to-video")]
    V3Omni720pTextToVideo,
    ///`klingai/video-v3-pro-image-to-video`
    #[doc(alias = "klingai/video-v3-pro-image-to-video")]
    V3ProImageToVideo,
    ///`klingai/video-v3-pro-text-to-video`
    #[doc(alias = "klingai/video-v3-pro-text-to-video")]
    V3ProTextToVideo,
    ///`klingai/video-v3-standard-image-to-video`
    #[doc(alias = "klingai/video-v3-standard-image-to-video")]
    V3StandardImageToVideo,
    ///`klingai/video-v3-standard-text-to-video`
    #[doc(alias = "klingai/video-v3-standard-text-to-video")]
    V3StandardTextToVideo,
    ///`klingai/video-v3-standard-turbo-image-to-video`
    #[doc(alias = "klingai/video-v3-standard-turbo-image-to-video")]
    V3StandardTurboImageToVideo,
    ///`klingai/video-v3-standard-turbo-text-to-video`
    #[doc(alias = "klingai/video-v3-standard-turbo-text-to-video")]
    V3StandardTurboTextToVideo,
    ///`klingai/video-v3-turbo-pro-image-to-video`
    #[doc(alias = "klingai/video-v3-turbo-pro-image-to-video")]
    V3TurboProImageToVideo,
    ///`klingai/video-v3-turbo-pro-text-to-video`
    #[doc(alias = "klingai/video-v3-turbo-pro-text-to-video")]
    V3TurboProTextToVideo,
    #[cfg(feature = "legacy")]
    ///`kling-video/v1/pro/image-to-video`
    #[doc(alias = "kling-video/v1/pro/image-to-video")]
    LegacyV1ProImageToVideo,
    #[cfg(feature = "legacy")]
    ///`kling-video/v1/pro/text-to-video`
    #[doc(alias = "kling-video/v1/pro/text-to-video")]
    LegacyV1ProTextToVideo,
    #[cfg(feature = "legacy")]
    ///`kling-video/v1/standard/image-to-video`
    #[doc(alias = "kling-video/v1/standard/image-to-video")]
    LegacyV1StandardImageToVideo,
    #[cfg(feature = "legacy")]
    ///`kling-video/v1/standard/text-to-video`
    #[doc(alias = "kling-video/v1/standard/text-to-video")]
    LegacyV1StandardTextToVideo,
    #[cfg(feature = "legacy")]
    ///`kling-video/v1.6/pro/image-to-video`
    #[doc(alias = "kling-video/v1.6/pro/image-to-video")]
    LegacyV1_6ProImageToVideo,
    #[cfg(feature = "legacy")]
    ///`kling-video/v1.6/standard/image-to-video`
    #[doc(alias = "kling-video/v1.6/standard/image-to-video")]
    LegacyV1_6StandardImageToVideo,
    #[cfg(feature = "legacy")]
    ///`kling-video/v1.6/standard/text-to-video`
    #[doc(alias = "kling-video/v1.6/standard/text-to-video")]
    LegacyV1_6StandardTextToVideo,
}
impl Model {
    /// Every model that this version of the crate knows, at the current endpoint.
    pub const ALL: &'static [Self] = &[
        Self::AvatarPro,
        Self::AvatarStandard,
        Self::O1ImageToVideo,
        Self::O1ReferenceToVideo,
        Self::O1VideoToVideoEdit,
        Self::O1VideoToVideoReference,
        Self::V1ProImageToVideo,
        Self::V1ProTextToVideo,
        Self::V1StandardImageToVideo,
        Self::V1StandardTextToVideo,
        Self::V1_5ProImageToVideo,
        Self::V1_5ProTextToVideo,
        Self::V1_5StandardImageToVideo,
        Self::V1_6ProEffects,
        Self::V1_6ProImageToVideo,
        Self::V1_6ProTextToVideo,
        Self::V1_6StandardEffects,
        Self::V1_6StandardImageToVideo,
        Self::V1_6StandardMultiImageToVideo,
        Self::V1_6StandardTextToVideo,
        Self::V2MasterImageToVideo,
        Self::V2MasterTextToVideo,
        Self::V2_1MasterImageToVideo,
        Self::V2_1MasterTextToVideo,
        Self::V2_1ProImageToVideo,
        Self::V2_1StandardImageToVideo,
        Self::V2_5TurboProImageToVideo,
        Self::V2_5TurboProTextToVideo,
        Self::V2_6MotionControl,
        Self::V2_6ProImageToVideo,
        Self::V2_6ProTextToVideo,
        Self::V3MotionControl,
        Self::V3Omni1080pImageToVideo,
        Self::V3Omni1080pTextToVideo,
        Self::V3Omni720pImageToVideo,
        Self::V3Omni720pTextToVideo,
        Self::V3ProImageToVideo,
        Self::V3ProTextToVideo,
        Self::V3StandardImageToVideo,
        Self::V3StandardTextToVideo,
        Self::V3StandardTurboImageToVideo,
        Self::V3StandardTurboTextToVideo,
        Self::V3TurboProImageToVideo,
        Self::V3TurboProTextToVideo,
    ];
    /// The models at the legacy endpoint; none without the feature `legacy`.
    pub const LEGACY: &'static [Self] = &[
        #[cfg(feature = "legacy")]
        Self::LegacyV1ProImageToVideo,
        #[cfg(feature = "legacy")]
        Self::LegacyV1ProTextToVideo,
        #[cfg(feature = "legacy")]
        Self::LegacyV1StandardImageToVideo,
        #[cfg(feature = "legacy")]
        Self::LegacyV1StandardTextToVideo,
        #[cfg(feature = "legacy")]
        Self::LegacyV1_6ProImageToVideo,
        #[cfg(feature = "legacy")]
        Self::LegacyV1_6StandardImageToVideo,
        #[cfg(feature = "legacy")]
        Self::LegacyV1_6StandardTextToVideo,
    ];
}
/// The facts of each model, in the order of the enum.
pub(crate) static MODELS: &[crate::model::ModelInfo] = {
    use crate::model::ModelInfo;
    &[
        ModelInfo {
            id: "klingai/avatar-pro",
            type_name: stringify!(AvatarPro),
            family: Family::Avatar,
            version: None,
            tier: Some(Tier::Pro),
            task: Task::Avatar,
            is_legacy: false,
            parameters: &[
                &parameters::P1_PROMPT,
                &parameters::P1_IMAGE_URL,
                &parameters::P1_AUDIO_URL,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/avatar-standard",
            type_name: stringify!(AvatarStandard),
            family: Family::Avatar,
            version: None,
            tier: Some(Tier::Standard),
            task: Task::Avatar,
            is_legacy: false,
            parameters: &[
                &parameters::P1_PROMPT,
                &parameters::P1_IMAGE_URL,
                &parameters::P1_AUDIO_URL,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/video-o1-image-to-video",
            type_name: stringify!(O1ImageToVideo),
            family: Family::O1,
            version: None,
            tier: None,
            task: Task::ImageToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P2_PROMPT,
                &parameters::P2_IMAGE_URL,
                &parameters::P1_LAST_IMAGE_URL,
                &parameters::P1_DURATION,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/video-o1-reference-to-video",
            type_name: stringify!(O1ReferenceToVideo),
            family: Family::O1,
            version: None,
            tier: None,
            task: Task::ReferenceToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P2_PROMPT,
                &parameters::P1_IMAGE_LIST,
                &parameters::P1_ELEMENTS,
                &parameters::P1_ASPECT_RATIO,
                &parameters::P1_DURATION,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/video-o1-video-to-video-edit",
            type_name: stringify!(O1VideoToVideoEdit),
            family: Family::O1,
            version: None,
            tier: None,
            task: Task::VideoToVideoEdit,
            is_legacy: false,
            parameters: &[
                &parameters::P2_PROMPT,
                &parameters::P1_IMAGE_LIST,
                &parameters::P1_VIDEO_URL,
                &parameters::P1_ELEMENTS,
                &parameters::P1_KEEP_AUDIO,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/video-o1-video-to-video-reference",
            type_name: stringify!(O1VideoToVideoReference),
            family: Family::O1,
            version: None,
            tier: None,
            task: Task::VideoToVideoReference,
            is_legacy: false,
            parameters: &[
                &parameters::P2_PROMPT,
                &parameters::P2_IMAGE_LIST,
                &parameters::P2_VIDEO_URL,
                &parameters::P1_ELEMENTS,
                &parameters::P1_ASPECT_RATIO,
                &parameters::P1_DURATION,
                &parameters::P1_KEEP_AUDIO,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "kling-video/v1/pro/image-to-video",
            type_name: stringify!(V1ProImageToVideo),
            family: Family::Video,
            version: Some("1"),
            tier: Some(Tier::Pro),
            task: Task::ImageToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P3_PROMPT,
                &parameters::P2_IMAGE_URL,
                &parameters::P1_TAIL_IMAGE_URL,
                &parameters::P1_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P1_CAMERA_CONTROL,
                &parameters::P1_STATIC_MASK,
                &parameters::P1_DYNAMIC_MASKS,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "kling-video/v1/pro/text-to-video",
            type_name: stringify!(V1ProTextToVideo),
            family: Family::Video,
            version: Some("1"),
            tier: Some(Tier::Pro),
            task: Task::TextToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P4_PROMPT,
                &parameters::P1_ASPECT_RATIO,
                &parameters::P2_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P2_CAMERA_CONTROL,
                &parameters::P1_ADVANCED_CAMERA_CONTROL,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "kling-video/v1/standard/image-to-video",
            type_name: stringify!(V1StandardImageToVideo),
            family: Family::Video,
            version: Some("1"),
            tier: Some(Tier::Standard),
            task: Task::ImageToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P3_PROMPT,
                &parameters::P2_IMAGE_URL,
                &parameters::P1_TAIL_IMAGE_URL,
                &parameters::P1_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P1_CAMERA_CONTROL,
                &parameters::P1_STATIC_MASK,
                &parameters::P1_DYNAMIC_MASKS,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "kling-video/v1/standard/text-to-video",
            type_name: stringify!(V1StandardTextToVideo),
            family: Family::Video,
            version: Some("1"),
            tier: Some(Tier::Standard),
            task: Task::TextToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P4_PROMPT,
                &parameters::P1_ASPECT_RATIO,
                &parameters::P2_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P2_CAMERA_CONTROL,
                &parameters::P1_ADVANCED_CAMERA_CONTROL,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "kling-video/v1.5/pro/image-to-video",
            type_name: stringify!(V1_5ProImageToVideo),
            family: Family::Video,
            version: Some("1.5"),
            tier: Some(Tier::Pro),
            task: Task::ImageToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P3_PROMPT,
                &parameters::P2_IMAGE_URL,
                &parameters::P1_TAIL_IMAGE_URL,
                &parameters::P1_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P1_CAMERA_CONTROL,
                &parameters::P1_STATIC_MASK,
                &parameters::P1_DYNAMIC_MASKS,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "kling-video/v1.5/pro/text-to-video",
            type_name: stringify!(V1_5ProTextToVideo),
            family: Family::Video,
            version: Some("1.5"),
            tier: Some(Tier::Pro),
            task: Task::TextToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P4_PROMPT,
                &parameters::P1_ASPECT_RATIO,
                &parameters::P2_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P2_CAMERA_CONTROL,
                &parameters::P1_ADVANCED_CAMERA_CONTROL,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "kling-video/v1.5/standard/image-to-video",
            type_name: stringify!(V1_5StandardImageToVideo),
            family: Family::Video,
            version: Some("1.5"),
            tier: Some(Tier::Standard),
            task: Task::ImageToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P3_PROMPT,
                &parameters::P2_IMAGE_URL,
                &parameters::P1_TAIL_IMAGE_URL,
                &parameters::P1_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P1_CAMERA_CONTROL,
                &parameters::P1_STATIC_MASK,
                &parameters::P1_DYNAMIC_MASKS,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/kling-video-v1.6-pro-effects",
            type_name: stringify!(V1_6ProEffects),
            family: Family::Video,
            version: Some("1.6"),
            tier: Some(Tier::Pro),
            task: Task::Effects,
            is_legacy: false,
            parameters: &[
                &parameters::P3_IMAGE_URL,
                &parameters::P1_EFFECT_SCENE,
                &parameters::P1_DURATION,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "kling-video/v1.6/pro/image-to-video",
            type_name: stringify!(V1_6ProImageToVideo),
            family: Family::Video,
            version: Some("1.6"),
            tier: Some(Tier::Pro),
            task: Task::ImageToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P3_PROMPT,
                &parameters::P2_IMAGE_URL,
                &parameters::P1_TAIL_IMAGE_URL,
                &parameters::P1_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P1_CAMERA_CONTROL,
                &parameters::P1_STATIC_MASK,
                &parameters::P1_DYNAMIC_MASKS,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "kling-video/v1.6/pro/text-to-video",
            type_name: stringify!(V1_6ProTextToVideo),
            family: Family::Video,
            version: Some("1.6"),
            tier: Some(Tier::Pro),
            task: Task::TextToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P4_PROMPT,
                &parameters::P1_ASPECT_RATIO,
                &parameters::P2_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P2_CAMERA_CONTROL,
                &parameters::P1_ADVANCED_CAMERA_CONTROL,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/kling-video-v1.6-standard-effects",
            type_name: stringify!(V1_6StandardEffects),
            family: Family::Video,
            version: Some("1.6"),
            tier: Some(Tier::Standard),
            task: Task::Effects,
            is_legacy: false,
            parameters: &[
                &parameters::P3_IMAGE_URL,
                &parameters::P1_EFFECT_SCENE,
                &parameters::P1_DURATION,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "kling-video/v1.6/standard/image-to-video",
            type_name: stringify!(V1_6StandardImageToVideo),
            family: Family::Video,
            version: Some("1.6"),
            tier: Some(Tier::Standard),
            task: Task::ImageToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P4_PROMPT,
                &parameters::P2_IMAGE_URL,
                &parameters::P1_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "kling-video/v1.6/standard/multi-image-to-video",
            type_name: stringify!(V1_6StandardMultiImageToVideo),
            family: Family::Video,
            version: Some("1.6"),
            tier: Some(Tier::Standard),
            task: Task::MultiImageToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P3_PROMPT,
                &parameters::P3_IMAGE_LIST,
                &parameters::P1_ASPECT_RATIO,
                &parameters::P1_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "kling-video/v1.6/standard/text-to-video",
            type_name: stringify!(V1_6StandardTextToVideo),
            family: Family::Video,
            version: Some("1.6"),
            tier: Some(Tier::Standard),
            task: Task::TextToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P4_PROMPT,
                &parameters::P2_ASPECT_RATIO,
                &parameters::P1_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/v2-master-image-to-video",
            type_name: stringify!(V2MasterImageToVideo),
            family: Family::Video,
            version: Some("2"),
            tier: Some(Tier::Master),
            task: Task::ImageToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P3_PROMPT,
                &parameters::P2_IMAGE_URL,
                &parameters::P1_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P1_CAMERA_CONTROL,
                &parameters::P1_STATIC_MASK,
                &parameters::P1_DYNAMIC_MASKS,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/v2-master-text-to-video",
            type_name: stringify!(V2MasterTextToVideo),
            family: Family::Video,
            version: Some("2"),
            tier: Some(Tier::Master),
            task: Task::TextToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P4_PROMPT,
                &parameters::P1_ASPECT_RATIO,
                &parameters::P2_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P2_CAMERA_CONTROL,
                &parameters::P1_ADVANCED_CAMERA_CONTROL,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/v2.1-master-image-to-video",
            type_name: stringify!(V2_1MasterImageToVideo),
            family: Family::Video,
            version: Some("2.1"),
            tier: Some(Tier::Master),
            task: Task::ImageToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P3_PROMPT,
                &parameters::P2_IMAGE_URL,
                &parameters::P1_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P1_CAMERA_CONTROL,
                &parameters::P1_STATIC_MASK,
                &parameters::P1_DYNAMIC_MASKS,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/v2.1-master-text-to-video",
            type_name: stringify!(V2_1MasterTextToVideo),
            family: Family::Video,
            version: Some("2.1"),
            tier: Some(Tier::Master),
            task: Task::TextToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P4_PROMPT,
                &parameters::P1_ASPECT_RATIO,
                &parameters::P2_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P2_CAMERA_CONTROL,
                &parameters::P1_ADVANCED_CAMERA_CONTROL,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "kling-video/v2.1/pro/image-to-video",
            type_name: stringify!(V2_1ProImageToVideo),
            family: Family::Video,
            version: Some("2.1"),
            tier: Some(Tier::Pro),
            task: Task::ImageToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P3_PROMPT,
                &parameters::P2_IMAGE_URL,
                &parameters::P1_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P1_CAMERA_CONTROL,
                &parameters::P1_STATIC_MASK,
                &parameters::P1_DYNAMIC_MASKS,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "kling-video/v2.1/standard/image-to-video",
            type_name: stringify!(V2_1StandardImageToVideo),
            family: Family::Video,
            version: Some("2.1"),
            tier: Some(Tier::Standard),
            task: Task::ImageToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P3_PROMPT,
                &parameters::P2_IMAGE_URL,
                &parameters::P1_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P1_CAMERA_CONTROL,
                &parameters::P1_STATIC_MASK,
                &parameters::P1_DYNAMIC_MASKS,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/v2.5-turbo/pro/image-to-video",
            type_name: stringify!(V2_5TurboProImageToVideo),
            family: Family::Turbo,
            version: Some("2.5"),
            tier: Some(Tier::Pro),
            task: Task::ImageToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P4_PROMPT,
                &parameters::P2_IMAGE_URL,
                &parameters::P1_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/v2.5-turbo/pro/text-to-video",
            type_name: stringify!(V2_5TurboProTextToVideo),
            family: Family::Turbo,
            version: Some("2.5"),
            tier: Some(Tier::Pro),
            task: Task::TextToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P4_PROMPT,
                &parameters::P2_ASPECT_RATIO,
                &parameters::P1_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/video-v2-6-motion-control",
            type_name: stringify!(V2_6MotionControl),
            family: Family::Video,
            version: Some("2.6"),
            tier: None,
            task: Task::MotionControl,
            is_legacy: false,
            parameters: &[
                &parameters::P5_PROMPT,
                &parameters::P4_IMAGE_URL,
                &parameters::P3_VIDEO_URL,
                &parameters::P1_MODE,
                &parameters::P1_CHARACTER_ORIENTATION,
                &parameters::P2_KEEP_AUDIO,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/video-v2-6-pro-image-to-video",
            type_name: stringify!(V2_6ProImageToVideo),
            family: Family::Video,
            version: Some("2.6"),
            tier: Some(Tier::Pro),
            task: Task::ImageToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P2_PROMPT,
                &parameters::P2_IMAGE_URL,
                &parameters::P1_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_GENERATE_AUDIO,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/video-v2-6-pro-text-to-video",
            type_name: stringify!(V2_6ProTextToVideo),
            family: Family::Video,
            version: Some("2.6"),
            tier: Some(Tier::Pro),
            task: Task::TextToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P2_PROMPT,
                &parameters::P2_ASPECT_RATIO,
                &parameters::P1_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P1_GENERATE_AUDIO,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/video-v3-motion-control",
            type_name: stringify!(V3MotionControl),
            family: Family::Video,
            version: Some("3"),
            tier: None,
            task: Task::MotionControl,
            is_legacy: false,
            parameters: &[
                &parameters::P5_PROMPT,
                &parameters::P4_IMAGE_URL,
                &parameters::P3_VIDEO_URL,
                &parameters::P1_MODE,
                &parameters::P1_CHARACTER_ORIENTATION,
                &parameters::P2_KEEP_AUDIO,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/video-v3-omni-1080p-image-to-video",
            type_name: stringify!(V3Omni1080pImageToVideo),
            family: Family::Omni,
            version: Some("3"),
            tier: None,
            task: Task::ImageToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P6_PROMPT,
                &parameters::P1_MULTI_PROMPT,
                &parameters::P2_IMAGE_URL,
                &parameters::P2_TAIL_IMAGE_URL,
                &parameters::P2_ELEMENTS,
                &parameters::P3_DURATION,
                &parameters::P1_SHOT_TYPE,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P2_GENERATE_AUDIO,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/video-v3-omni-1080p-text-to-video",
            type_name: stringify!(V3Omni1080pTextToVideo),
            family: Family::Omni,
            version: Some("3"),
            tier: None,
            task: Task::TextToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P6_PROMPT,
                &parameters::P1_MULTI_PROMPT,
                &parameters::P1_ASPECT_RATIO,
                &parameters::P3_DURATION,
                &parameters::P1_SHOT_TYPE,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P2_GENERATE_AUDIO,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/video-v3-omni-720p-image-to-video",
            type_name: stringify!(V3Omni720pImageToVideo),
            family: Family::Omni,
            version: Some("3"),
            tier: None,
            task: Task::ImageToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P6_PROMPT,
                &parameters::P1_MULTI_PROMPT,
                &parameters::P2_IMAGE_URL,
                &parameters::P2_TAIL_IMAGE_URL,
                &parameters::P2_ELEMENTS,
                &parameters::P3_DURATION,
                &parameters::P1_SHOT_TYPE,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P2_GENERATE_AUDIO,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/video-v3-omni-720p-text-to-video",
            type_name: stringify!(V3Omni720pTextToVideo),
            family: Family::Omni,
            version: Some("3"),
            tier: None,
            task: Task::TextToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P6_PROMPT,
                &parameters::P1_MULTI_PROMPT,
                &parameters::P1_ASPECT_RATIO,
                &parameters::P3_DURATION,
                &parameters::P1_SHOT_TYPE,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P2_GENERATE_AUDIO,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/video-v3-pro-image-to-video",
            type_name: stringify!(V3ProImageToVideo),
            family: Family::Video,
            version: Some("3"),
            tier: Some(Tier::Pro),
            task: Task::ImageToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P6_PROMPT,
                &parameters::P1_MULTI_PROMPT,
                &parameters::P2_IMAGE_URL,
                &parameters::P1_TAIL_IMAGE_URL,
                &parameters::P2_ELEMENTS,
                &parameters::P3_DURATION,
                &parameters::P2_SHOT_TYPE,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P1_GENERATE_AUDIO,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/video-v3-pro-text-to-video",
            type_name: stringify!(V3ProTextToVideo),
            family: Family::Video,
            version: Some("3"),
            tier: Some(Tier::Pro),
            task: Task::TextToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P6_PROMPT,
                &parameters::P1_MULTI_PROMPT,
                &parameters::P1_ASPECT_RATIO,
                &parameters::P3_DURATION,
                &parameters::P2_SHOT_TYPE,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P1_GENERATE_AUDIO,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/video-v3-standard-image-to-video",
            type_name: stringify!(V3StandardImageToVideo),
            family: Family::Video,
            version: Some("3"),
            tier: Some(Tier::Standard),
            task: Task::ImageToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P6_PROMPT,
                &parameters::P1_MULTI_PROMPT,
                &parameters::P2_IMAGE_URL,
                &parameters::P1_TAIL_IMAGE_URL,
                &parameters::P2_ELEMENTS,
                &parameters::P3_DURATION,
                &parameters::P2_SHOT_TYPE,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P1_GENERATE_AUDIO,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/video-v3-standard-text-to-video",
            type_name: stringify!(V3StandardTextToVideo),
            family: Family::Video,
            version: Some("3"),
            tier: Some(Tier::Standard),
            task: Task::TextToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P6_PROMPT,
                &parameters::P1_MULTI_PROMPT,
                &parameters::P1_ASPECT_RATIO,
                &parameters::P3_DURATION,
                &parameters::P2_SHOT_TYPE,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
                &parameters::P1_GENERATE_AUDIO,
                &parameters::P1_PROVIDER,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/video-v3-standard-turbo-image-to-video",
            type_name: stringify!(V3StandardTurboImageToVideo),
            family: Family::Turbo,
            version: Some("3"),
            tier: Some(Tier::Standard),
            task: Task::ImageToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P7_PROMPT,
                &parameters::P2_MULTI_PROMPT,
                &parameters::P5_IMAGE_URL,
                &parameters::P3_DURATION,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/video-v3-standard-turbo-text-to-video",
            type_name: stringify!(V3StandardTurboTextToVideo),
            family: Family::Turbo,
            version: Some("3"),
            tier: Some(Tier::Standard),
            task: Task::TextToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P7_PROMPT,
                &parameters::P2_MULTI_PROMPT,
                &parameters::P1_ASPECT_RATIO,
                &parameters::P3_DURATION,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/video-v3-turbo-pro-image-to-video",
            type_name: stringify!(V3TurboProImageToVideo),
            family: Family::Turbo,
            version: Some("3"),
            tier: Some(Tier::Pro),
            task: Task::ImageToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P7_PROMPT,
                &parameters::P2_MULTI_PROMPT,
                &parameters::P5_IMAGE_URL,
                &parameters::P3_DURATION,
            ],
            alternatives: &[],
        },
        ModelInfo {
            id: "klingai/video-v3-turbo-pro-text-to-video",
            type_name: stringify!(V3TurboProTextToVideo),
            family: Family::Turbo,
            version: Some("3"),
            tier: Some(Tier::Pro),
            task: Task::TextToVideo,
            is_legacy: false,
            parameters: &[
                &parameters::P7_PROMPT,
                &parameters::P2_MULTI_PROMPT,
                &parameters::P1_ASPECT_RATIO,
                &parameters::P3_DURATION,
            ],
            alternatives: &[],
        },
        #[cfg(feature = "legacy")]
        ModelInfo {
            id: "kling-video/v1/pro/image-to-video",
            type_name: stringify!(LegacyV1ProImageToVideo),
            family: Family::Video,
            version: Some("1"),
            tier: Some(Tier::Pro),
            task: Task::ImageToVideo,
            is_legacy: true,
            parameters: &[
                &parameters::P3_PROMPT,
                &parameters::P6_IMAGE_URL,
                &parameters::P3_TAIL_IMAGE_URL,
                &parameters::P2_DURATION,
                &parameters::P1_TYPE,
                &parameters::P1_EXTERNAL_TASK_ID,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P2_CFG_SCALE,
                &parameters::P1_CAMERA_CONTROL,
                &parameters::P2_STATIC_MASK,
                &parameters::P1_DYNAMIC_MASKS,
            ],
            alternatives: &[],
        },
        #[cfg(feature = "legacy")]
        ModelInfo {
            id: "kling-video/v1/pro/text-to-video",
            type_name: stringify!(LegacyV1ProTextToVideo),
            family: Family::Video,
            version: Some("1"),
            tier: Some(Tier::Pro),
            task: Task::TextToVideo,
            is_legacy: true,
            parameters: &[
                &parameters::P4_PROMPT,
                &parameters::P1_ASPECT_RATIO,
                &parameters::P2_DURATION,
                &parameters::P2_TYPE,
                &parameters::P1_EXTERNAL_TASK_ID,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P2_CFG_SCALE,
                &parameters::P1_CAMERA_CONTROL,
            ],
            alternatives: &[],
        },
        #[cfg(feature = "legacy")]
        ModelInfo {
            id: "kling-video/v1/standard/image-to-video",
            type_name: stringify!(LegacyV1StandardImageToVideo),
            family: Family::Video,
            version: Some("1"),
            tier: Some(Tier::Standard),
            task: Task::ImageToVideo,
            is_legacy: true,
            parameters: &[
                &parameters::P3_PROMPT,
                &parameters::P6_IMAGE_URL,
                &parameters::P3_TAIL_IMAGE_URL,
                &parameters::P2_DURATION,
                &parameters::P1_TYPE,
                &parameters::P1_EXTERNAL_TASK_ID,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P2_CFG_SCALE,
                &parameters::P1_CAMERA_CONTROL,
                &parameters::P2_STATIC_MASK,
                &parameters::P1_DYNAMIC_MASKS,
            ],
            alternatives: &[],
        },
        #[cfg(feature = "legacy")]
        ModelInfo {
            id: "kling-video/v1/standard/text-to-video",
            type_name: stringify!(LegacyV1StandardTextToVideo),
            family: Family::Video,
            version: Some("1"),
            tier: Some(Tier::Standard),
            task: Task::TextToVideo,
            is_legacy: true,
            parameters: &[
                &parameters::P4_PROMPT,
                &parameters::P1_ASPECT_RATIO,
                &parameters::P2_DURATION,
                &parameters::P2_TYPE,
                &parameters::P1_EXTERNAL_TASK_ID,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P2_CFG_SCALE,
                &parameters::P1_CAMERA_CONTROL,
            ],
            alternatives: &[],
        },
        #[cfg(feature = "legacy")]
        ModelInfo {
            id: "kling-video/v1.6/pro/image-to-video",
            type_name: stringify!(LegacyV1_6ProImageToVideo),
            family: Family::Video,
            version: Some("1.6"),
            tier: Some(Tier::Pro),
            task: Task::ImageToVideo,
            is_legacy: true,
            parameters: &[
                &parameters::P3_PROMPT,
                &parameters::P6_IMAGE_URL,
                &parameters::P3_TAIL_IMAGE_URL,
                &parameters::P2_DURATION,
                &parameters::P1_TYPE,
                &parameters::P1_EXTERNAL_TASK_ID,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P2_CFG_SCALE,
                &parameters::P1_CAMERA_CONTROL,
                &parameters::P2_STATIC_MASK,
                &parameters::P1_DYNAMIC_MASKS,
            ],
            alternatives: &[],
        },
        #[cfg(feature = "legacy")]
        ModelInfo {
            id: "kling-video/v1.6/standard/image-to-video",
            type_name: stringify!(LegacyV1_6StandardImageToVideo),
            family: Family::Video,
            version: Some("1.6"),
            tier: Some(Tier::Standard),
            task: Task::ImageToVideo,
            is_legacy: true,
            parameters: &[
                &parameters::P4_PROMPT,
                &parameters::P2_IMAGE_URL,
                &parameters::P3_ASPECT_RATIO,
                &parameters::P1_RATIO,
                &parameters::P2_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
            ],
            alternatives: &[],
        },
        #[cfg(feature = "legacy")]
        ModelInfo {
            id: "kling-video/v1.6/standard/text-to-video",
            type_name: stringify!(LegacyV1_6StandardTextToVideo),
            family: Family::Video,
            version: Some("1.6"),
            tier: Some(Tier::Standard),
            task: Task::TextToVideo,
            is_legacy: true,
            parameters: &[
                &parameters::P4_PROMPT,
                &parameters::P2_ASPECT_RATIO,
                &parameters::P1_RATIO,
                &parameters::P2_DURATION,
                &parameters::P1_NEGATIVE_PROMPT,
                &parameters::P1_CFG_SCALE,
            ],
            alternatives: &[],
        },
    ]
};
/// The vendored document of a model.
#[cfg(feature = "simulator")]
pub(crate) fn document(model: Model) -> &'static str {
    match model {
        Model::AvatarPro => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--avatar-pro.json")
            )
        }
        Model::AvatarStandard => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--avatar-standard.json")
            )
        }
        Model::O1ImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--video-o1-image-to-video.json")
            )
        }
        Model::O1ReferenceToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--video-o1-reference-to-video.json")
            )
        }
        Model::O1VideoToVideoEdit => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--video-o1-video-to-video-edit.json")
            )
        }
        Model::O1VideoToVideoReference => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--video-o1-video-to-video-reference.json")
            )
        }
        Model::V1ProImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/kling-video--v1--pro--image-to-video.json")
            )
        }
        Model::V1ProTextToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/kling-video--v1--pro--text-to-video.json")
            )
        }
        Model::V1StandardImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/kling-video--v1--standard--image-to-video.json")
            )
        }
        Model::V1StandardTextToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/kling-video--v1--standard--text-to-video.json")
            )
        }
        Model::V1_5ProImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/kling-video--v1.5--pro--image-to-video.json")
            )
        }
        Model::V1_5ProTextToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/kling-video--v1.5--pro--text-to-video.json")
            )
        }
        Model::V1_5StandardImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/kling-video--v1.5--standard--image-to-video.json")
            )
        }
        Model::V1_6ProEffects => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--kling-video-v1.6-pro-effects.json")
            )
        }
        Model::V1_6ProImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/kling-video--v1.6--pro--image-to-video.json")
            )
        }
        Model::V1_6ProTextToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/kling-video--v1.6--pro--text-to-video.json")
            )
        }
        Model::V1_6StandardEffects => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--kling-video-v1.6-standard-effects.json")
            )
        }
        Model::V1_6StandardImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/kling-video--v1.6--standard--image-to-video.json")
            )
        }
        Model::V1_6StandardMultiImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/kling-video--v1.6--standard--multi-image-to-video.json")
            )
        }
        Model::V1_6StandardTextToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/kling-video--v1.6--standard--text-to-video.json")
            )
        }
        Model::V2MasterImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--v2-master-image-to-video.json")
            )
        }
        Model::V2MasterTextToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--v2-master-text-to-video.json")
            )
        }
        Model::V2_1MasterImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--v2.1-master-image-to-video.json")
            )
        }
        Model::V2_1MasterTextToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--v2.1-master-text-to-video.json")
            )
        }
        Model::V2_1ProImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/kling-video--v2.1--pro--image-to-video.json")
            )
        }
        Model::V2_1StandardImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/kling-video--v2.1--standard--image-to-video.json")
            )
        }
        Model::V2_5TurboProImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--v2.5-turbo--pro--image-to-video.json")
            )
        }
        Model::V2_5TurboProTextToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--v2.5-turbo--pro--text-to-video.json")
            )
        }
        Model::V2_6MotionControl => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--video-v2-6-motion-control.json")
            )
        }
        Model::V2_6ProImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--video-v2-6-pro-image-to-video.json")
            )
        }
        Model::V2_6ProTextToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--video-v2-6-pro-text-to-video.json")
            )
        }
        Model::V3MotionControl => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--video-v3-motion-control.json")
            )
        }
        Model::V3Omni1080pImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--video-v3-omni-1080p-image-to-video.json")
            )
        }
        Model::V3Omni1080pTextToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--video-v3-omni-1080p-text-to-video.json")
            )
        }
        Model::V3Omni720pImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--video-v3-omni-720p-image-to-video.json")
            )
        }
        Model::V3Omni720pTextToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--video-v3-omni-720p-text-to-video.json")
            )
        }
        Model::V3ProImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--video-v3-pro-image-to-video.json")
            )
        }
        Model::V3ProTextToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--video-v3-pro-text-to-video.json")
            )
        }
        Model::V3StandardImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--video-v3-standard-image-to-video.json")
            )
        }
        Model::V3StandardTextToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--video-v3-standard-text-to-video.json")
            )
        }
        Model::V3StandardTurboImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--video-v3-standard-turbo-image-to-video.json")
            )
        }
        Model::V3StandardTurboTextToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--video-v3-standard-turbo-text-to-video.json")
            )
        }
        Model::V3TurboProImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--video-v3-turbo-pro-image-to-video.json")
            )
        }
        Model::V3TurboProTextToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/models/klingai--video-v3-turbo-pro-text-to-video.json")
            )
        }
        #[cfg(feature = "legacy")]
        Model::LegacyV1ProImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/legacy/kling-video--v1--pro--image-to-video.json")
            )
        }
        #[cfg(feature = "legacy")]
        Model::LegacyV1ProTextToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/legacy/kling-video--v1--pro--text-to-video.json")
            )
        }
        #[cfg(feature = "legacy")]
        Model::LegacyV1StandardImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/legacy/kling-video--v1--standard--image-to-video.json")
            )
        }
        #[cfg(feature = "legacy")]
        Model::LegacyV1StandardTextToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/legacy/kling-video--v1--standard--text-to-video.json")
            )
        }
        #[cfg(feature = "legacy")]
        Model::LegacyV1_6ProImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/legacy/kling-video--v1.6--pro--image-to-video.json")
            )
        }
        #[cfg(feature = "legacy")]
        Model::LegacyV1_6StandardImageToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/legacy/kling-video--v1.6--standard--image-to-video.json")
            )
        }
        #[cfg(feature = "legacy")]
        Model::LegacyV1_6StandardTextToVideo => {
            include_str!(
                concat!(env!("CARGO_MANIFEST_DIR"),
                "/specs/legacy/kling-video--v1.6--standard--text-to-video.json")
            )
        }
    }
}
