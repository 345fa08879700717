// Generated from specs/ by the generator in build/. Do not edit: run `cargo xtask generate`.
/// The request types and the types of their parameters.
///
/// The length of a video depends on the input where the table names no seconds. The *input* lists what a
/// model takes, whether it is required or not. The types for the legacy endpoint, with the feature `legacy`,
/// begin with `Legacy`.
///
/// The order of the variants of an enum and their numbers are not part of the API: a new value changes those of
/// others.
///
#[doc = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/guide/models.md"))]
pub mod types {
    #[doc(alias = "klingai/avatar-pro")]
    /**Kling Avatar, pro.

A request to the model `klingai/avatar-pro`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::AvatarPro::new("https://example.com/portrait.png", "https://example.com/speech.mp3")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.
- An inline audio file has at most 5 MB (5,242,880 bytes).

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct AvatarPro {
        ///The speech: URL of an audio file of at most 5 MB.
        pub audio_url: ::std::string::String,
        ///The person who speaks: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<AvatarPro>,
        ///Text prompt: how the person speaks, moves and looks. At most 2500 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<AvatarPro>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for AvatarPro {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "AvatarPro", self)
        }
    }
    impl AvatarPro {
        ///Takes the required parameters: `image_url`, `audio_url`.
        pub fn new(image_url: impl Into<String>, audio_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                image_url: image_url.into(),
                audio_url: audio_url.into(),
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: how the person speaks, moves and looks. At most 2500 characters.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        AvatarPro, listed : ["model", "prompt", "image_url", "audio_url", "provider"],
        objects : []
    );
    crate::request::texts::texts!(
        AvatarPro : prompt, image_url, audio_url, provider, unlisted
    );
    impl crate::request::ModelRequest for AvatarPro {
        const MODEL: crate::model::Model = crate::model::Model::AvatarPro;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(AvatarPro, crate ::model::Model::AvatarPro.json_schema());
    #[doc(alias = "klingai/avatar-standard")]
    /**Kling Avatar, standard.

A request to the model `klingai/avatar-standard`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::AvatarStandard::new("https://example.com/portrait.png", "https://example.com/speech.mp3")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.
- An inline audio file has at most 5 MB (5,242,880 bytes).

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct AvatarStandard {
        ///The speech: URL of an audio file of at most 5 MB.
        pub audio_url: ::std::string::String,
        ///The person who speaks: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<AvatarStandard>,
        ///Text prompt: how the person speaks, moves and looks. At most 2500 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<AvatarStandard>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for AvatarStandard {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "AvatarStandard", self)
        }
    }
    impl AvatarStandard {
        ///Takes the required parameters: `image_url`, `audio_url`.
        pub fn new(image_url: impl Into<String>, audio_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                image_url: image_url.into(),
                audio_url: audio_url.into(),
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: how the person speaks, moves and looks. At most 2500 characters.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        AvatarStandard, listed : ["model", "prompt", "image_url", "audio_url",
        "provider"], objects : []
    );
    crate::request::texts::texts!(
        AvatarStandard : prompt, image_url, audio_url, provider, unlisted
    );
    impl crate::request::ModelRequest for AvatarStandard {
        const MODEL: crate::model::Model = crate::model::Model::AvatarStandard;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        AvatarStandard, crate ::model::Model::AvatarStandard.json_schema()
    );
    #[doc(alias = "klingai/video-o1-image-to-video")]
    /**Kling O1: image to video.

A request to the model `klingai/video-o1-image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::O1ImageToVideo::new("A lighthouse in a storm", "https://example.com/portrait.png");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct O1ImageToVideo {
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub last_image_url: ::std::option::Option<::std::string::String>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<O1ImageToVideo>,
        ///Text prompt: what the video shows. At most 2500 characters.
        pub prompt: ::std::string::String,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<O1ImageToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for O1ImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "O1ImageToVideo", self)
        }
    }
    impl O1ImageToVideo {
        ///Takes the required parameters: `prompt`, `image_url`.
        pub fn new(prompt: impl Into<String>, image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: prompt.into(),
                image_url: image_url.into(),
                last_image_url: None,
                duration: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[must_use]
        pub fn last_image_url(mut self, last_image_url: impl Into<String>) -> Self {
            self.last_image_url = Some(last_image_url.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        O1ImageToVideo, listed : ["model", "prompt", "image_url", "last_image_url",
        "duration", "provider"], objects : []
    );
    crate::request::texts::texts!(
        O1ImageToVideo : prompt, image_url, last_image_url, provider, unlisted
    );
    impl crate::request::ModelRequest for O1ImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::O1ImageToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        O1ImageToVideo, crate ::model::Model::O1ImageToVideo.json_schema()
    );
    #[doc(alias = "klingai/video-o1-reference-to-video")]
    /**Kling O1: reference to video.

A request to the model `klingai/video-o1-reference-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::O1ReferenceToVideo::new("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct O1ReferenceToVideo {
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///Characters and objects that the prompt refers to. At most 4 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub elements: ::std::option::Option<::std::vec::Vec<ImageElement>>,
        ///Images that guide style and content: `http(s)` URLs or `data:` URIs. From 1 to 7 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub image_list: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<O1ReferenceToVideo>,
        ///Text prompt: what the video shows. At most 2500 characters.
        pub prompt: ::std::string::String,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<O1ReferenceToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for O1ReferenceToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "O1ReferenceToVideo", self)
        }
    }
    impl O1ReferenceToVideo {
        ///Takes the required parameters: `prompt`.
        pub fn new(prompt: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: prompt.into(),
                image_list: None,
                elements: None,
                aspect_ratio: None,
                duration: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Images that guide style and content: `http(s)` URLs or `data:` URIs. From 1 to 7 items.
        #[must_use]
        pub fn image_list(
            mut self,
            image_list: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.image_list = Some(image_list.into_iter().map(Into::into).collect());
            self
        }
        ///Characters and objects that the prompt refers to. At most 4 items.
        #[must_use]
        pub fn elements(
            mut self,
            elements: impl IntoIterator<Item = impl Into<ImageElement>>,
        ) -> Self {
            self.elements = Some(elements.into_iter().map(Into::into).collect());
            self
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        O1ReferenceToVideo, listed : ["model", "prompt", "image_list", "elements",
        "aspect_ratio", "duration", "provider"], objects : ["elements" : elements]
    );
    crate::request::texts::texts!(
        O1ReferenceToVideo : prompt, image_list, elements, provider, unlisted
    );
    impl crate::request::ModelRequest for O1ReferenceToVideo {
        const MODEL: crate::model::Model = crate::model::Model::O1ReferenceToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        O1ReferenceToVideo, crate ::model::Model::O1ReferenceToVideo.json_schema()
    );
    #[doc(alias = "klingai/video-o1-video-to-video-edit")]
    /**Kling O1: video to video edit.

A request to the model `klingai/video-o1-video-to-video-edit`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::O1VideoToVideoEdit::new("A lighthouse in a storm", "https://example.com/clip.mp4");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct O1VideoToVideoEdit {
        ///Characters and objects that the prompt refers to. At most 4 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub elements: ::std::option::Option<::std::vec::Vec<ImageElement>>,
        ///Images that guide style and content: `http(s)` URLs or `data:` URIs. From 1 to 7 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub image_list: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        ///Whether the sound of the input video is kept. The server's default is `false`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub keep_audio: ::std::option::Option<bool>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<O1VideoToVideoEdit>,
        ///Text prompt: what the video shows. At most 2500 characters.
        pub prompt: ::std::string::String,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        ///The video to edit: its URL.
        pub video_url: ::std::string::String,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<O1VideoToVideoEdit>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for O1VideoToVideoEdit {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "O1VideoToVideoEdit", self)
        }
    }
    impl O1VideoToVideoEdit {
        ///Takes the required parameters: `prompt`, `video_url`.
        pub fn new(prompt: impl Into<String>, video_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: prompt.into(),
                image_list: None,
                video_url: video_url.into(),
                elements: None,
                keep_audio: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Images that guide style and content: `http(s)` URLs or `data:` URIs. From 1 to 7 items.
        #[must_use]
        pub fn image_list(
            mut self,
            image_list: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.image_list = Some(image_list.into_iter().map(Into::into).collect());
            self
        }
        ///Characters and objects that the prompt refers to. At most 4 items.
        #[must_use]
        pub fn elements(
            mut self,
            elements: impl IntoIterator<Item = impl Into<ImageElement>>,
        ) -> Self {
            self.elements = Some(elements.into_iter().map(Into::into).collect());
            self
        }
        ///Whether the sound of the input video is kept. The server's default is `false`.
        #[must_use]
        pub fn keep_audio(mut self, keep_audio: impl Into<bool>) -> Self {
            self.keep_audio = Some(keep_audio.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        O1VideoToVideoEdit, listed : ["model", "prompt", "image_list", "video_url",
        "elements", "keep_audio", "provider"], objects : ["elements" : elements]
    );
    crate::request::texts::texts!(
        O1VideoToVideoEdit : prompt, image_list, video_url, elements, provider, unlisted
    );
    impl crate::request::ModelRequest for O1VideoToVideoEdit {
        const MODEL: crate::model::Model = crate::model::Model::O1VideoToVideoEdit;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        O1VideoToVideoEdit, crate ::model::Model::O1VideoToVideoEdit.json_schema()
    );
    #[doc(alias = "klingai/video-o1-video-to-video-reference")]
    /**Kling O1: video to video reference.

A request to the model `klingai/video-o1-video-to-video-reference`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::O1VideoToVideoReference::new("A lighthouse in a storm", "https://example.com/clip.mp4");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct O1VideoToVideoReference {
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///Characters and objects that the prompt refers to. At most 4 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub elements: ::std::option::Option<::std::vec::Vec<ImageElement>>,
        ///Images that guide style and content: `http(s)` URLs or `data:` URIs. From 1 to 4 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub image_list: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        ///Whether the sound of the input video is kept. The server's default is `false`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub keep_audio: ::std::option::Option<bool>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<O1VideoToVideoReference>,
        ///Text prompt: what the video shows. At most 2500 characters.
        pub prompt: ::std::string::String,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        ///The video whose motion and style are used: its URL.
        pub video_url: ::std::string::String,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<O1VideoToVideoReference>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for O1VideoToVideoReference {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "O1VideoToVideoReference", self)
        }
    }
    impl O1VideoToVideoReference {
        ///Takes the required parameters: `prompt`, `video_url`.
        pub fn new(prompt: impl Into<String>, video_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: prompt.into(),
                image_list: None,
                video_url: video_url.into(),
                elements: None,
                aspect_ratio: None,
                duration: None,
                keep_audio: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Images that guide style and content: `http(s)` URLs or `data:` URIs. From 1 to 4 items.
        #[must_use]
        pub fn image_list(
            mut self,
            image_list: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.image_list = Some(image_list.into_iter().map(Into::into).collect());
            self
        }
        ///Characters and objects that the prompt refers to. At most 4 items.
        #[must_use]
        pub fn elements(
            mut self,
            elements: impl IntoIterator<Item = impl Into<ImageElement>>,
        ) -> Self {
            self.elements = Some(elements.into_iter().map(Into::into).collect());
            self
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Whether the sound of the input video is kept. The server's default is `false`.
        #[must_use]
        pub fn keep_audio(mut self, keep_audio: impl Into<bool>) -> Self {
            self.keep_audio = Some(keep_audio.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        O1VideoToVideoReference, listed : ["model", "prompt", "image_list", "video_url",
        "elements", "aspect_ratio", "duration", "keep_audio", "provider"], objects :
        ["elements" : elements]
    );
    crate::request::texts::texts!(
        O1VideoToVideoReference : prompt, image_list, video_url, elements, provider,
        unlisted
    );
    impl crate::request::ModelRequest for O1VideoToVideoReference {
        const MODEL: crate::model::Model = crate::model::Model::O1VideoToVideoReference;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        O1VideoToVideoReference, crate ::model::Model::O1VideoToVideoReference
        .json_schema()
    );
    #[doc(alias = "kling-video/v1/pro/image-to-video")]
    /**Kling 1, pro: image to video.

A request to the model `kling-video/v1/pro/image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V1ProImageToVideo::new("https://example.com/portrait.png")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V1ProImageToVideo {
        ///Movement of the camera.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub camera_control: ::std::option::Option<CameraControl>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///Parts of the image that move along given paths. At most 6 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub dynamic_masks: ::std::option::Option<::std::vec::Vec<DynamicMask>>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V1ProImageToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub static_mask: ::std::option::Option<::std::string::String>,
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tail_image_url: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V1ProImageToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V1ProImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V1ProImageToVideo", self)
        }
    }
    impl V1ProImageToVideo {
        ///Takes the required parameters: `image_url`.
        pub fn new(image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                image_url: image_url.into(),
                tail_image_url: None,
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                camera_control: None,
                static_mask: None,
                dynamic_masks: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[must_use]
        pub fn tail_image_url(mut self, tail_image_url: impl Into<String>) -> Self {
            self.tail_image_url = Some(tail_image_url.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Movement of the camera.
        #[must_use]
        pub fn camera_control(
            mut self,
            camera_control: impl Into<CameraControl>,
        ) -> Self {
            self.camera_control = Some(camera_control.into());
            self
        }
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[must_use]
        pub fn static_mask(mut self, static_mask: impl Into<String>) -> Self {
            self.static_mask = Some(static_mask.into());
            self
        }
        ///Parts of the image that move along given paths. At most 6 items.
        #[must_use]
        pub fn dynamic_masks(
            mut self,
            dynamic_masks: impl IntoIterator<Item = impl Into<DynamicMask>>,
        ) -> Self {
            self.dynamic_masks = Some(
                dynamic_masks.into_iter().map(Into::into).collect(),
            );
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V1ProImageToVideo, listed : ["model", "prompt", "image_url", "tail_image_url",
        "duration", "negative_prompt", "cfg_scale", "camera_control", "static_mask",
        "dynamic_masks"], objects : ["camera_control" : camera_control, "dynamic_masks" :
        dynamic_masks]
    );
    crate::request::texts::texts!(
        V1ProImageToVideo : prompt, image_url, tail_image_url, negative_prompt,
        camera_control, static_mask, dynamic_masks, unlisted
    );
    impl crate::request::ModelRequest for V1ProImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V1ProImageToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V1ProImageToVideo, crate ::model::Model::V1ProImageToVideo.json_schema()
    );
    #[doc(alias = "kling-video/v1/pro/text-to-video")]
    /**Kling 1, pro: text to video.

A request to the model `kling-video/v1/pro/text-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V1ProTextToVideo::new("A lighthouse in a storm");
# request.validate().unwrap();
```

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V1ProTextToVideo {
        ///One camera movement and its strength.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub advanced_camera_control: ::std::option::Option<AdvancedCameraControl>,
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///Movement of the camera. One of `down_back`, `forward_up`, `left_turn_forward`, `right_turn_forward`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub camera_control: ::std::option::Option<CameraPreset>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V1ProTextToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        pub prompt: ::std::string::String,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V1ProTextToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V1ProTextToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V1ProTextToVideo", self)
        }
    }
    impl V1ProTextToVideo {
        ///Takes the required parameters: `prompt`.
        pub fn new(prompt: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: prompt.into(),
                aspect_ratio: None,
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                camera_control: None,
                advanced_camera_control: None,
                unlisted: Default::default(),
            }
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Movement of the camera. One of `down_back`, `forward_up`, `left_turn_forward`, `right_turn_forward`.
        #[must_use]
        pub fn camera_control(
            mut self,
            camera_control: impl Into<CameraPreset>,
        ) -> Self {
            self.camera_control = Some(camera_control.into());
            self
        }
        ///One camera movement and its strength.
        #[must_use]
        pub fn advanced_camera_control(
            mut self,
            advanced_camera_control: impl Into<AdvancedCameraControl>,
        ) -> Self {
            self.advanced_camera_control = Some(advanced_camera_control.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V1ProTextToVideo, listed : ["model", "prompt", "aspect_ratio", "duration",
        "negative_prompt", "cfg_scale", "camera_control", "advanced_camera_control"],
        objects : ["advanced_camera_control" : advanced_camera_control]
    );
    crate::request::texts::texts!(
        V1ProTextToVideo : prompt, negative_prompt, advanced_camera_control, unlisted
    );
    impl crate::request::ModelRequest for V1ProTextToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V1ProTextToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V1ProTextToVideo, crate ::model::Model::V1ProTextToVideo.json_schema()
    );
    #[doc(alias = "kling-video/v1/standard/image-to-video")]
    /**Kling 1, standard: image to video.

A request to the model `kling-video/v1/standard/image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V1StandardImageToVideo::new("https://example.com/portrait.png")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V1StandardImageToVideo {
        ///Movement of the camera.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub camera_control: ::std::option::Option<CameraControl>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///Parts of the image that move along given paths. At most 6 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub dynamic_masks: ::std::option::Option<::std::vec::Vec<DynamicMask>>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V1StandardImageToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub static_mask: ::std::option::Option<::std::string::String>,
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tail_image_url: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V1StandardImageToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V1StandardImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V1StandardImageToVideo", self)
        }
    }
    impl V1StandardImageToVideo {
        ///Takes the required parameters: `image_url`.
        pub fn new(image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                image_url: image_url.into(),
                tail_image_url: None,
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                camera_control: None,
                static_mask: None,
                dynamic_masks: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[must_use]
        pub fn tail_image_url(mut self, tail_image_url: impl Into<String>) -> Self {
            self.tail_image_url = Some(tail_image_url.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Movement of the camera.
        #[must_use]
        pub fn camera_control(
            mut self,
            camera_control: impl Into<CameraControl>,
        ) -> Self {
            self.camera_control = Some(camera_control.into());
            self
        }
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[must_use]
        pub fn static_mask(mut self, static_mask: impl Into<String>) -> Self {
            self.static_mask = Some(static_mask.into());
            self
        }
        ///Parts of the image that move along given paths. At most 6 items.
        #[must_use]
        pub fn dynamic_masks(
            mut self,
            dynamic_masks: impl IntoIterator<Item = impl Into<DynamicMask>>,
        ) -> Self {
            self.dynamic_masks = Some(
                dynamic_masks.into_iter().map(Into::into).collect(),
            );
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V1StandardImageToVideo, listed : ["model", "prompt", "image_url",
        "tail_image_url", "duration", "negative_prompt", "cfg_scale", "camera_control",
        "static_mask", "dynamic_masks"], objects : ["camera_control" : camera_control,
        "dynamic_masks" : dynamic_masks]
    );
    crate::request::texts::texts!(
        V1StandardImageToVideo : prompt, image_url, tail_image_url, negative_prompt,
        camera_control, static_mask, dynamic_masks, unlisted
    );
    impl crate::request::ModelRequest for V1StandardImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V1StandardImageToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V1StandardImageToVideo, crate ::model::Model::V1StandardImageToVideo
        .json_schema()
    );
    #[doc(alias = "kling-video/v1/standard/text-to-video")]
    /**Kling 1, standard: text to video.

A request to the model `kling-video/v1/standard/text-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V1StandardTextToVideo::new("A lighthouse in a storm");
# request.validate().unwrap();
```

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V1StandardTextToVideo {
        ///One camera movement and its strength.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub advanced_camera_control: ::std::option::Option<AdvancedCameraControl>,
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///Movement of the camera. One of `down_back`, `forward_up`, `left_turn_forward`, `right_turn_forward`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub camera_control: ::std::option::Option<CameraPreset>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V1StandardTextToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        pub prompt: ::std::string::String,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V1StandardTextToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V1StandardTextToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V1StandardTextToVideo", self)
        }
    }
    impl V1StandardTextToVideo {
        ///Takes the required parameters: `prompt`.
        pub fn new(prompt: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: prompt.into(),
                aspect_ratio: None,
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                camera_control: None,
                advanced_camera_control: None,
                unlisted: Default::default(),
            }
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Movement of the camera. One of `down_back`, `forward_up`, `left_turn_forward`, `right_turn_forward`.
        #[must_use]
        pub fn camera_control(
            mut self,
            camera_control: impl Into<CameraPreset>,
        ) -> Self {
            self.camera_control = Some(camera_control.into());
            self
        }
        ///One camera movement and its strength.
        #[must_use]
        pub fn advanced_camera_control(
            mut self,
            advanced_camera_control: impl Into<AdvancedCameraControl>,
        ) -> Self {
            self.advanced_camera_control = Some(advanced_camera_control.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V1StandardTextToVideo, listed : ["model", "prompt", "aspect_ratio", "duration",
        "negative_prompt", "cfg_scale", "camera_control", "advanced_camera_control"],
        objects : ["advanced_camera_control" : advanced_camera_control]
    );
    crate::request::texts::texts!(
        V1StandardTextToVideo : prompt, negative_prompt, advanced_camera_control,
        unlisted
    );
    impl crate::request::ModelRequest for V1StandardTextToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V1StandardTextToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V1StandardTextToVideo, crate ::model::Model::V1StandardTextToVideo.json_schema()
    );
    #[doc(alias = "kling-video/v1.5/pro/image-to-video")]
    /**Kling 1.5, pro: image to video.

A request to the model `kling-video/v1.5/pro/image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V1_5ProImageToVideo::new("https://example.com/portrait.png")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V1_5ProImageToVideo {
        ///Movement of the camera.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub camera_control: ::std::option::Option<CameraControl>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///Parts of the image that move along given paths. At most 6 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub dynamic_masks: ::std::option::Option<::std::vec::Vec<DynamicMask>>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V1_5ProImageToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub static_mask: ::std::option::Option<::std::string::String>,
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tail_image_url: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V1_5ProImageToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V1_5ProImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V1_5ProImageToVideo", self)
        }
    }
    impl V1_5ProImageToVideo {
        ///Takes the required parameters: `image_url`.
        pub fn new(image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                image_url: image_url.into(),
                tail_image_url: None,
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                camera_control: None,
                static_mask: None,
                dynamic_masks: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[must_use]
        pub fn tail_image_url(mut self, tail_image_url: impl Into<String>) -> Self {
            self.tail_image_url = Some(tail_image_url.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Movement of the camera.
        #[must_use]
        pub fn camera_control(
            mut self,
            camera_control: impl Into<CameraControl>,
        ) -> Self {
            self.camera_control = Some(camera_control.into());
            self
        }
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[must_use]
        pub fn static_mask(mut self, static_mask: impl Into<String>) -> Self {
            self.static_mask = Some(static_mask.into());
            self
        }
        ///Parts of the image that move along given paths. At most 6 items.
        #[must_use]
        pub fn dynamic_masks(
            mut self,
            dynamic_masks: impl IntoIterator<Item = impl Into<DynamicMask>>,
        ) -> Self {
            self.dynamic_masks = Some(
                dynamic_masks.into_iter().map(Into::into).collect(),
            );
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V1_5ProImageToVideo, listed : ["model", "prompt", "image_url", "tail_image_url",
        "duration", "negative_prompt", "cfg_scale", "camera_control", "static_mask",
        "dynamic_masks"], objects : ["camera_control" : camera_control, "dynamic_masks" :
        dynamic_masks]
    );
    crate::request::texts::texts!(
        V1_5ProImageToVideo : prompt, image_url, tail_image_url, negative_prompt,
        camera_control, static_mask, dynamic_masks, unlisted
    );
    impl crate::request::ModelRequest for V1_5ProImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V1_5ProImageToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V1_5ProImageToVideo, crate ::model::Model::V1_5ProImageToVideo.json_schema()
    );
    #[doc(alias = "kling-video/v1.5/pro/text-to-video")]
    /**Kling 1.5, pro: text to video.

A request to the model `kling-video/v1.5/pro/text-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V1_5ProTextToVideo::new("A lighthouse in a storm");
# request.validate().unwrap();
```

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V1_5ProTextToVideo {
        ///One camera movement and its strength.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub advanced_camera_control: ::std::option::Option<AdvancedCameraControl>,
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///Movement of the camera. One of `down_back`, `forward_up`, `left_turn_forward`, `right_turn_forward`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub camera_control: ::std::option::Option<CameraPreset>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V1_5ProTextToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        pub prompt: ::std::string::String,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V1_5ProTextToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V1_5ProTextToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V1_5ProTextToVideo", self)
        }
    }
    impl V1_5ProTextToVideo {
        ///Takes the required parameters: `prompt`.
        pub fn new(prompt: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: prompt.into(),
                aspect_ratio: None,
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                camera_control: None,
                advanced_camera_control: None,
                unlisted: Default::default(),
            }
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Movement of the camera. One of `down_back`, `forward_up`, `left_turn_forward`, `right_turn_forward`.
        #[must_use]
        pub fn camera_control(
            mut self,
            camera_control: impl Into<CameraPreset>,
        ) -> Self {
            self.camera_control = Some(camera_control.into());
            self
        }
        ///One camera movement and its strength.
        #[must_use]
        pub fn advanced_camera_control(
            mut self,
            advanced_camera_control: impl Into<AdvancedCameraControl>,
        ) -> Self {
            self.advanced_camera_control = Some(advanced_camera_control.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V1_5ProTextToVideo, listed : ["model", "prompt", "aspect_ratio", "duration",
        "negative_prompt", "cfg_scale", "camera_control", "advanced_camera_control"],
        objects : ["advanced_camera_control" : advanced_camera_control]
    );
    crate::request::texts::texts!(
        V1_5ProTextToVideo : prompt, negative_prompt, advanced_camera_control, unlisted
    );
    impl crate::request::ModelRequest for V1_5ProTextToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V1_5ProTextToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V1_5ProTextToVideo, crate ::model::Model::V1_5ProTextToVideo.json_schema()
    );
    #[doc(alias = "kling-video/v1.5/standard/image-to-video")]
    /**Kling 1.5, standard: image to video.

A request to the model `kling-video/v1.5/standard/image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V1_5StandardImageToVideo::new("https://example.com/portrait.png")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V1_5StandardImageToVideo {
        ///Movement of the camera.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub camera_control: ::std::option::Option<CameraControl>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///Parts of the image that move along given paths. At most 6 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub dynamic_masks: ::std::option::Option<::std::vec::Vec<DynamicMask>>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V1_5StandardImageToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub static_mask: ::std::option::Option<::std::string::String>,
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tail_image_url: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V1_5StandardImageToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V1_5StandardImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V1_5StandardImageToVideo", self)
        }
    }
    impl V1_5StandardImageToVideo {
        ///Takes the required parameters: `image_url`.
        pub fn new(image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                image_url: image_url.into(),
                tail_image_url: None,
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                camera_control: None,
                static_mask: None,
                dynamic_masks: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[must_use]
        pub fn tail_image_url(mut self, tail_image_url: impl Into<String>) -> Self {
            self.tail_image_url = Some(tail_image_url.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Movement of the camera.
        #[must_use]
        pub fn camera_control(
            mut self,
            camera_control: impl Into<CameraControl>,
        ) -> Self {
            self.camera_control = Some(camera_control.into());
            self
        }
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[must_use]
        pub fn static_mask(mut self, static_mask: impl Into<String>) -> Self {
            self.static_mask = Some(static_mask.into());
            self
        }
        ///Parts of the image that move along given paths. At most 6 items.
        #[must_use]
        pub fn dynamic_masks(
            mut self,
            dynamic_masks: impl IntoIterator<Item = impl Into<DynamicMask>>,
        ) -> Self {
            self.dynamic_masks = Some(
                dynamic_masks.into_iter().map(Into::into).collect(),
            );
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V1_5StandardImageToVideo, listed : ["model", "prompt", "image_url",
        "tail_image_url", "duration", "negative_prompt", "cfg_scale", "camera_control",
        "static_mask", "dynamic_masks"], objects : ["camera_control" : camera_control,
        "dynamic_masks" : dynamic_masks]
    );
    crate::request::texts::texts!(
        V1_5StandardImageToVideo : prompt, image_url, tail_image_url, negative_prompt,
        camera_control, static_mask, dynamic_masks, unlisted
    );
    impl crate::request::ModelRequest for V1_5StandardImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V1_5StandardImageToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V1_5StandardImageToVideo, crate ::model::Model::V1_5StandardImageToVideo
        .json_schema()
    );
    #[doc(alias = "klingai/kling-video-v1.6-pro-effects")]
    /**Kling 1.6, pro: effects.

A request to the model `klingai/kling-video-v1.6-pro-effects`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V1_6ProEffects::new("https://example.com/portrait.png", types::EffectScene::AngelWing);
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- The effects `hug`, `kiss` and `heart_gesture` take a list of exactly two images.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V1_6ProEffects {
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///The effect.
        pub effect_scene: EffectScene,
        ///The image that the effect is applied to, as an `http(s)` URL or a `data:` URI; the effects `hug`, `kiss` and `heart_gesture` take a list of exactly two images.
        pub image_url: EffectImages,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V1_6ProEffects>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V1_6ProEffects>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V1_6ProEffects {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V1_6ProEffects", self)
        }
    }
    impl V1_6ProEffects {
        ///Takes the required parameters: `image_url`, `effect_scene`.
        pub fn new(
            image_url: impl Into<EffectImages>,
            effect_scene: impl Into<EffectScene>,
        ) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                image_url: image_url.into(),
                effect_scene: effect_scene.into(),
                duration: None,
                unlisted: Default::default(),
            }
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V1_6ProEffects, listed : ["model", "image_url", "effect_scene", "duration"],
        objects : []
    );
    crate::request::texts::texts!(V1_6ProEffects : image_url, unlisted);
    impl crate::request::ModelRequest for V1_6ProEffects {
        const MODEL: crate::model::Model = crate::model::Model::V1_6ProEffects;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V1_6ProEffects, crate ::model::Model::V1_6ProEffects.json_schema()
    );
    #[doc(alias = "kling-video/v1.6/pro/image-to-video")]
    /**Kling 1.6, pro: image to video.

A request to the model `kling-video/v1.6/pro/image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V1_6ProImageToVideo::new("https://example.com/portrait.png")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V1_6ProImageToVideo {
        ///Movement of the camera.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub camera_control: ::std::option::Option<CameraControl>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///Parts of the image that move along given paths. At most 6 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub dynamic_masks: ::std::option::Option<::std::vec::Vec<DynamicMask>>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V1_6ProImageToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub static_mask: ::std::option::Option<::std::string::String>,
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tail_image_url: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V1_6ProImageToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V1_6ProImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V1_6ProImageToVideo", self)
        }
    }
    impl V1_6ProImageToVideo {
        ///Takes the required parameters: `image_url`.
        pub fn new(image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                image_url: image_url.into(),
                tail_image_url: None,
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                camera_control: None,
                static_mask: None,
                dynamic_masks: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[must_use]
        pub fn tail_image_url(mut self, tail_image_url: impl Into<String>) -> Self {
            self.tail_image_url = Some(tail_image_url.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Movement of the camera.
        #[must_use]
        pub fn camera_control(
            mut self,
            camera_control: impl Into<CameraControl>,
        ) -> Self {
            self.camera_control = Some(camera_control.into());
            self
        }
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[must_use]
        pub fn static_mask(mut self, static_mask: impl Into<String>) -> Self {
            self.static_mask = Some(static_mask.into());
            self
        }
        ///Parts of the image that move along given paths. At most 6 items.
        #[must_use]
        pub fn dynamic_masks(
            mut self,
            dynamic_masks: impl IntoIterator<Item = impl Into<DynamicMask>>,
        ) -> Self {
            self.dynamic_masks = Some(
                dynamic_masks.into_iter().map(Into::into).collect(),
            );
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V1_6ProImageToVideo, listed : ["model", "prompt", "image_url", "tail_image_url",
        "duration", "negative_prompt", "cfg_scale", "camera_control", "static_mask",
        "dynamic_masks"], objects : ["camera_control" : camera_control, "dynamic_masks" :
        dynamic_masks]
    );
    crate::request::texts::texts!(
        V1_6ProImageToVideo : prompt, image_url, tail_image_url, negative_prompt,
        camera_control, static_mask, dynamic_masks, unlisted
    );
    impl crate::request::ModelRequest for V1_6ProImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V1_6ProImageToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V1_6ProImageToVideo, crate ::model::Model::V1_6ProImageToVideo.json_schema()
    );
    #[doc(alias = "kling-video/v1.6/pro/text-to-video")]
    /**Kling 1.6, pro: text to video.

A request to the model `kling-video/v1.6/pro/text-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V1_6ProTextToVideo::new("A lighthouse in a storm");
# request.validate().unwrap();
```

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V1_6ProTextToVideo {
        ///One camera movement and its strength.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub advanced_camera_control: ::std::option::Option<AdvancedCameraControl>,
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///Movement of the camera. One of `down_back`, `forward_up`, `left_turn_forward`, `right_turn_forward`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub camera_control: ::std::option::Option<CameraPreset>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V1_6ProTextToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        pub prompt: ::std::string::String,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V1_6ProTextToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V1_6ProTextToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V1_6ProTextToVideo", self)
        }
    }
    impl V1_6ProTextToVideo {
        ///Takes the required parameters: `prompt`.
        pub fn new(prompt: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: prompt.into(),
                aspect_ratio: None,
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                camera_control: None,
                advanced_camera_control: None,
                unlisted: Default::default(),
            }
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Movement of the camera. One of `down_back`, `forward_up`, `left_turn_forward`, `right_turn_forward`.
        #[must_use]
        pub fn camera_control(
            mut self,
            camera_control: impl Into<CameraPreset>,
        ) -> Self {
            self.camera_control = Some(camera_control.into());
            self
        }
        ///One camera movement and its strength.
        #[must_use]
        pub fn advanced_camera_control(
            mut self,
            advanced_camera_control: impl Into<AdvancedCameraControl>,
        ) -> Self {
            self.advanced_camera_control = Some(advanced_camera_control.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V1_6ProTextToVideo, listed : ["model", "prompt", "aspect_ratio", "duration",
        "negative_prompt", "cfg_scale", "camera_control", "advanced_camera_control"],
        objects : ["advanced_camera_control" : advanced_camera_control]
    );
    crate::request::texts::texts!(
        V1_6ProTextToVideo : prompt, negative_prompt, advanced_camera_control, unlisted
    );
    impl crate::request::ModelRequest for V1_6ProTextToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V1_6ProTextToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V1_6ProTextToVideo, crate ::model::Model::V1_6ProTextToVideo.json_schema()
    );
    #[doc(alias = "klingai/kling-video-v1.6-standard-effects")]
    /**Kling 1.6, standard: effects.

A request to the model `klingai/kling-video-v1.6-standard-effects`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V1_6StandardEffects::new("https://example.com/portrait.png", types::EffectScene::AngelWing);
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- The effects `hug`, `kiss` and `heart_gesture` take a list of exactly two images.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V1_6StandardEffects {
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///The effect.
        pub effect_scene: EffectScene,
        ///The image that the effect is applied to, as an `http(s)` URL or a `data:` URI; the effects `hug`, `kiss` and `heart_gesture` take a list of exactly two images.
        pub image_url: EffectImages,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V1_6StandardEffects>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V1_6StandardEffects>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V1_6StandardEffects {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V1_6StandardEffects", self)
        }
    }
    impl V1_6StandardEffects {
        ///Takes the required parameters: `image_url`, `effect_scene`.
        pub fn new(
            image_url: impl Into<EffectImages>,
            effect_scene: impl Into<EffectScene>,
        ) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                image_url: image_url.into(),
                effect_scene: effect_scene.into(),
                duration: None,
                unlisted: Default::default(),
            }
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V1_6StandardEffects, listed : ["model", "image_url", "effect_scene", "duration"],
        objects : []
    );
    crate::request::texts::texts!(V1_6StandardEffects : image_url, unlisted);
    impl crate::request::ModelRequest for V1_6StandardEffects {
        const MODEL: crate::model::Model = crate::model::Model::V1_6StandardEffects;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V1_6StandardEffects, crate ::model::Model::V1_6StandardEffects.json_schema()
    );
    #[doc(alias = "kling-video/v1.6/standard/image-to-video")]
    /**Kling 1.6, standard: image to video.

A request to the model `kling-video/v1.6/standard/image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V1_6StandardImageToVideo::new("A lighthouse in a storm", "https://example.com/portrait.png");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V1_6StandardImageToVideo {
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V1_6StandardImageToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        pub prompt: ::std::string::String,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V1_6StandardImageToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V1_6StandardImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V1_6StandardImageToVideo", self)
        }
    }
    impl V1_6StandardImageToVideo {
        ///Takes the required parameters: `prompt`, `image_url`.
        pub fn new(prompt: impl Into<String>, image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: prompt.into(),
                image_url: image_url.into(),
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V1_6StandardImageToVideo, listed : ["model", "prompt", "image_url", "duration",
        "negative_prompt", "cfg_scale", "provider"], objects : []
    );
    crate::request::texts::texts!(
        V1_6StandardImageToVideo : prompt, image_url, negative_prompt, provider, unlisted
    );
    impl crate::request::ModelRequest for V1_6StandardImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V1_6StandardImageToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V1_6StandardImageToVideo, crate ::model::Model::V1_6StandardImageToVideo
        .json_schema()
    );
    #[doc(alias = "kling-video/v1.6/standard/multi-image-to-video")]
    /**Kling 1.6, standard: multi image to video.

A request to the model `kling-video/v1.6/standard/multi-image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V1_6StandardMultiImageToVideo::new(["https://example.com/portrait.png", "https://example.com/portrait.png"])
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V1_6StandardMultiImageToVideo {
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///Images whose subjects appear in the video: `http(s)` URLs or `data:` URIs. From 2 to 4 items.
        pub image_list: ::std::vec::Vec<::std::string::String>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V1_6StandardMultiImageToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V1_6StandardMultiImageToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V1_6StandardMultiImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V1_6StandardMultiImageToVideo", self)
        }
    }
    impl V1_6StandardMultiImageToVideo {
        ///Takes the required parameters: `image_list`.
        pub fn new(image_list: impl IntoIterator<Item = impl Into<String>>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                image_list: image_list.into_iter().map(Into::into).collect(),
                aspect_ratio: None,
                duration: None,
                negative_prompt: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V1_6StandardMultiImageToVideo, listed : ["model", "prompt", "image_list",
        "aspect_ratio", "duration", "negative_prompt"], objects : []
    );
    crate::request::texts::texts!(
        V1_6StandardMultiImageToVideo : prompt, image_list, negative_prompt, unlisted
    );
    impl crate::request::ModelRequest for V1_6StandardMultiImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V1_6StandardMultiImageToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V1_6StandardMultiImageToVideo, crate
        ::model::Model::V1_6StandardMultiImageToVideo.json_schema()
    );
    #[doc(alias = "kling-video/v1.6/standard/text-to-video")]
    /**Kling 1.6, standard: text to video.

A request to the model `kling-video/v1.6/standard/text-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V1_6StandardTextToVideo::new("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

A clip of 5 seconds takes about 186 seconds to generate.*/
    pub struct V1_6StandardTextToVideo {
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V1_6StandardTextToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        pub prompt: ::std::string::String,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V1_6StandardTextToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V1_6StandardTextToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V1_6StandardTextToVideo", self)
        }
    }
    impl V1_6StandardTextToVideo {
        ///Takes the required parameters: `prompt`.
        pub fn new(prompt: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: prompt.into(),
                aspect_ratio: None,
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V1_6StandardTextToVideo, listed : ["model", "prompt", "aspect_ratio", "duration",
        "negative_prompt", "cfg_scale", "provider"], objects : []
    );
    crate::request::texts::texts!(
        V1_6StandardTextToVideo : prompt, negative_prompt, provider, unlisted
    );
    impl crate::request::ModelRequest for V1_6StandardTextToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V1_6StandardTextToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V1_6StandardTextToVideo, crate ::model::Model::V1_6StandardTextToVideo
        .json_schema()
    );
    #[doc(alias = "klingai/v2-master-image-to-video")]
    /**Kling 2, master: image to video.

A request to the model `klingai/v2-master-image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V2MasterImageToVideo::new("https://example.com/portrait.png")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

A clip of 5 seconds takes about 330 seconds to generate.*/
    pub struct V2MasterImageToVideo {
        ///Movement of the camera.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub camera_control: ::std::option::Option<CameraControl>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///Parts of the image that move along given paths. At most 6 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub dynamic_masks: ::std::option::Option<::std::vec::Vec<DynamicMask>>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V2MasterImageToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub static_mask: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V2MasterImageToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V2MasterImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V2MasterImageToVideo", self)
        }
    }
    impl V2MasterImageToVideo {
        ///Takes the required parameters: `image_url`.
        pub fn new(image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                image_url: image_url.into(),
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                camera_control: None,
                static_mask: None,
                dynamic_masks: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Movement of the camera.
        #[must_use]
        pub fn camera_control(
            mut self,
            camera_control: impl Into<CameraControl>,
        ) -> Self {
            self.camera_control = Some(camera_control.into());
            self
        }
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[must_use]
        pub fn static_mask(mut self, static_mask: impl Into<String>) -> Self {
            self.static_mask = Some(static_mask.into());
            self
        }
        ///Parts of the image that move along given paths. At most 6 items.
        #[must_use]
        pub fn dynamic_masks(
            mut self,
            dynamic_masks: impl IntoIterator<Item = impl Into<DynamicMask>>,
        ) -> Self {
            self.dynamic_masks = Some(
                dynamic_masks.into_iter().map(Into::into).collect(),
            );
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V2MasterImageToVideo, listed : ["model", "prompt", "image_url", "duration",
        "negative_prompt", "cfg_scale", "camera_control", "static_mask", "dynamic_masks",
        "provider"], objects : ["camera_control" : camera_control, "dynamic_masks" :
        dynamic_masks]
    );
    crate::request::texts::texts!(
        V2MasterImageToVideo : prompt, image_url, negative_prompt, camera_control,
        static_mask, dynamic_masks, provider, unlisted
    );
    impl crate::request::ModelRequest for V2MasterImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V2MasterImageToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V2MasterImageToVideo, crate ::model::Model::V2MasterImageToVideo.json_schema()
    );
    #[doc(alias = "klingai/v2-master-text-to-video")]
    /**Kling 2, master: text to video.

A request to the model `klingai/v2-master-text-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V2MasterTextToVideo::new("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

A clip of 5 seconds takes about 330 seconds to generate.*/
    pub struct V2MasterTextToVideo {
        ///One camera movement and its strength.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub advanced_camera_control: ::std::option::Option<AdvancedCameraControl>,
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///Movement of the camera. One of `down_back`, `forward_up`, `left_turn_forward`, `right_turn_forward`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub camera_control: ::std::option::Option<CameraPreset>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V2MasterTextToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        pub prompt: ::std::string::String,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V2MasterTextToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V2MasterTextToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V2MasterTextToVideo", self)
        }
    }
    impl V2MasterTextToVideo {
        ///Takes the required parameters: `prompt`.
        pub fn new(prompt: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: prompt.into(),
                aspect_ratio: None,
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                camera_control: None,
                advanced_camera_control: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Movement of the camera. One of `down_back`, `forward_up`, `left_turn_forward`, `right_turn_forward`.
        #[must_use]
        pub fn camera_control(
            mut self,
            camera_control: impl Into<CameraPreset>,
        ) -> Self {
            self.camera_control = Some(camera_control.into());
            self
        }
        ///One camera movement and its strength.
        #[must_use]
        pub fn advanced_camera_control(
            mut self,
            advanced_camera_control: impl Into<AdvancedCameraControl>,
        ) -> Self {
            self.advanced_camera_control = Some(advanced_camera_control.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V2MasterTextToVideo, listed : ["model", "prompt", "aspect_ratio", "duration",
        "negative_prompt", "cfg_scale", "camera_control", "advanced_camera_control",
        "provider"], objects : ["advanced_camera_control" : advanced_camera_control]
    );
    crate::request::texts::texts!(
        V2MasterTextToVideo : prompt, negative_prompt, advanced_camera_control, provider,
        unlisted
    );
    impl crate::request::ModelRequest for V2MasterTextToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V2MasterTextToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V2MasterTextToVideo, crate ::model::Model::V2MasterTextToVideo.json_schema()
    );
    #[doc(alias = "klingai/v2.1-master-image-to-video")]
    /**Kling 2.1, master: image to video.

A request to the model `klingai/v2.1-master-image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V2_1MasterImageToVideo::new("https://example.com/portrait.png")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

A clip of 5 seconds takes about 330 seconds to generate.*/
    pub struct V2_1MasterImageToVideo {
        ///Movement of the camera.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub camera_control: ::std::option::Option<CameraControl>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///Parts of the image that move along given paths. At most 6 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub dynamic_masks: ::std::option::Option<::std::vec::Vec<DynamicMask>>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V2_1MasterImageToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub static_mask: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V2_1MasterImageToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V2_1MasterImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V2_1MasterImageToVideo", self)
        }
    }
    impl V2_1MasterImageToVideo {
        ///Takes the required parameters: `image_url`.
        pub fn new(image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                image_url: image_url.into(),
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                camera_control: None,
                static_mask: None,
                dynamic_masks: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Movement of the camera.
        #[must_use]
        pub fn camera_control(
            mut self,
            camera_control: impl Into<CameraControl>,
        ) -> Self {
            self.camera_control = Some(camera_control.into());
            self
        }
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[must_use]
        pub fn static_mask(mut self, static_mask: impl Into<String>) -> Self {
            self.static_mask = Some(static_mask.into());
            self
        }
        ///Parts of the image that move along given paths. At most 6 items.
        #[must_use]
        pub fn dynamic_masks(
            mut self,
            dynamic_masks: impl IntoIterator<Item = impl Into<DynamicMask>>,
        ) -> Self {
            self.dynamic_masks = Some(
                dynamic_masks.into_iter().map(Into::into).collect(),
            );
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V2_1MasterImageToVideo, listed : ["model", "prompt", "image_url", "duration",
        "negative_prompt", "cfg_scale", "camera_control", "static_mask", "dynamic_masks",
        "provider"], objects : ["camera_control" : camera_control, "dynamic_masks" :
        dynamic_masks]
    );
    crate::request::texts::texts!(
        V2_1MasterImageToVideo : prompt, image_url, negative_prompt, camera_control,
        static_mask, dynamic_masks, provider, unlisted
    );
    impl crate::request::ModelRequest for V2_1MasterImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V2_1MasterImageToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V2_1MasterImageToVideo, crate ::model::Model::V2_1MasterImageToVideo
        .json_schema()
    );
    #[doc(alias = "klingai/v2.1-master-text-to-video")]
    /**Kling 2.1, master: text to video.

A request to the model `klingai/v2.1-master-text-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V2_1MasterTextToVideo::new("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

A clip of 5 seconds takes about 330 seconds to generate.*/
    pub struct V2_1MasterTextToVideo {
        ///One camera movement and its strength.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub advanced_camera_control: ::std::option::Option<AdvancedCameraControl>,
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///Movement of the camera. One of `down_back`, `forward_up`, `left_turn_forward`, `right_turn_forward`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub camera_control: ::std::option::Option<CameraPreset>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V2_1MasterTextToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        pub prompt: ::std::string::String,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V2_1MasterTextToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V2_1MasterTextToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V2_1MasterTextToVideo", self)
        }
    }
    impl V2_1MasterTextToVideo {
        ///Takes the required parameters: `prompt`.
        pub fn new(prompt: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: prompt.into(),
                aspect_ratio: None,
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                camera_control: None,
                advanced_camera_control: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Movement of the camera. One of `down_back`, `forward_up`, `left_turn_forward`, `right_turn_forward`.
        #[must_use]
        pub fn camera_control(
            mut self,
            camera_control: impl Into<CameraPreset>,
        ) -> Self {
            self.camera_control = Some(camera_control.into());
            self
        }
        ///One camera movement and its strength.
        #[must_use]
        pub fn advanced_camera_control(
            mut self,
            advanced_camera_control: impl Into<AdvancedCameraControl>,
        ) -> Self {
            self.advanced_camera_control = Some(advanced_camera_control.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V2_1MasterTextToVideo, listed : ["model", "prompt", "aspect_ratio", "duration",
        "negative_prompt", "cfg_scale", "camera_control", "advanced_camera_control",
        "provider"], objects : ["advanced_camera_control" : advanced_camera_control]
    );
    crate::request::texts::texts!(
        V2_1MasterTextToVideo : prompt, negative_prompt, advanced_camera_control,
        provider, unlisted
    );
    impl crate::request::ModelRequest for V2_1MasterTextToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V2_1MasterTextToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V2_1MasterTextToVideo, crate ::model::Model::V2_1MasterTextToVideo.json_schema()
    );
    #[doc(alias = "kling-video/v2.1/pro/image-to-video")]
    /**Kling 2.1, pro: image to video.

A request to the model `kling-video/v2.1/pro/image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V2_1ProImageToVideo::new("https://example.com/portrait.png")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

A clip of 5 seconds takes about 210 seconds to generate.*/
    pub struct V2_1ProImageToVideo {
        ///Movement of the camera.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub camera_control: ::std::option::Option<CameraControl>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///Parts of the image that move along given paths. At most 6 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub dynamic_masks: ::std::option::Option<::std::vec::Vec<DynamicMask>>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V2_1ProImageToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub static_mask: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V2_1ProImageToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V2_1ProImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V2_1ProImageToVideo", self)
        }
    }
    impl V2_1ProImageToVideo {
        ///Takes the required parameters: `image_url`.
        pub fn new(image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                image_url: image_url.into(),
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                camera_control: None,
                static_mask: None,
                dynamic_masks: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Movement of the camera.
        #[must_use]
        pub fn camera_control(
            mut self,
            camera_control: impl Into<CameraControl>,
        ) -> Self {
            self.camera_control = Some(camera_control.into());
            self
        }
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[must_use]
        pub fn static_mask(mut self, static_mask: impl Into<String>) -> Self {
            self.static_mask = Some(static_mask.into());
            self
        }
        ///Parts of the image that move along given paths. At most 6 items.
        #[must_use]
        pub fn dynamic_masks(
            mut self,
            dynamic_masks: impl IntoIterator<Item = impl Into<DynamicMask>>,
        ) -> Self {
            self.dynamic_masks = Some(
                dynamic_masks.into_iter().map(Into::into).collect(),
            );
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V2_1ProImageToVideo, listed : ["model", "prompt", "image_url", "duration",
        "negative_prompt", "cfg_scale", "camera_control", "static_mask",
        "dynamic_masks"], objects : ["camera_control" : camera_control, "dynamic_masks" :
        dynamic_masks]
    );
    crate::request::texts::texts!(
        V2_1ProImageToVideo : prompt, image_url, negative_prompt, camera_control,
        static_mask, dynamic_masks, unlisted
    );
    impl crate::request::ModelRequest for V2_1ProImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V2_1ProImageToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V2_1ProImageToVideo, crate ::model::Model::V2_1ProImageToVideo.json_schema()
    );
    #[doc(alias = "kling-video/v2.1/standard/image-to-video")]
    /**Kling 2.1, standard: image to video.

A request to the model `kling-video/v2.1/standard/image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V2_1StandardImageToVideo::new("https://example.com/portrait.png")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V2_1StandardImageToVideo {
        ///Movement of the camera.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub camera_control: ::std::option::Option<CameraControl>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///Parts of the image that move along given paths. At most 6 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub dynamic_masks: ::std::option::Option<::std::vec::Vec<DynamicMask>>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V2_1StandardImageToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub static_mask: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V2_1StandardImageToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V2_1StandardImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V2_1StandardImageToVideo", self)
        }
    }
    impl V2_1StandardImageToVideo {
        ///Takes the required parameters: `image_url`.
        pub fn new(image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                image_url: image_url.into(),
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                camera_control: None,
                static_mask: None,
                dynamic_masks: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Movement of the camera.
        #[must_use]
        pub fn camera_control(
            mut self,
            camera_control: impl Into<CameraControl>,
        ) -> Self {
            self.camera_control = Some(camera_control.into());
            self
        }
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[must_use]
        pub fn static_mask(mut self, static_mask: impl Into<String>) -> Self {
            self.static_mask = Some(static_mask.into());
            self
        }
        ///Parts of the image that move along given paths. At most 6 items.
        #[must_use]
        pub fn dynamic_masks(
            mut self,
            dynamic_masks: impl IntoIterator<Item = impl Into<DynamicMask>>,
        ) -> Self {
            self.dynamic_masks = Some(
                dynamic_masks.into_iter().map(Into::into).collect(),
            );
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V2_1StandardImageToVideo, listed : ["model", "prompt", "image_url", "duration",
        "negative_prompt", "cfg_scale", "camera_control", "static_mask",
        "dynamic_masks"], objects : ["camera_control" : camera_control, "dynamic_masks" :
        dynamic_masks]
    );
    crate::request::texts::texts!(
        V2_1StandardImageToVideo : prompt, image_url, negative_prompt, camera_control,
        static_mask, dynamic_masks, unlisted
    );
    impl crate::request::ModelRequest for V2_1StandardImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V2_1StandardImageToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V2_1StandardImageToVideo, crate ::model::Model::V2_1StandardImageToVideo
        .json_schema()
    );
    #[doc(alias = "klingai/v2.5-turbo/pro/image-to-video")]
    /**Kling 2.5 Turbo, pro: image to video.

A request to the model `klingai/v2.5-turbo/pro/image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V2_5TurboProImageToVideo::new("A lighthouse in a storm", "https://example.com/portrait.png");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V2_5TurboProImageToVideo {
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V2_5TurboProImageToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        pub prompt: ::std::string::String,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V2_5TurboProImageToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V2_5TurboProImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V2_5TurboProImageToVideo", self)
        }
    }
    impl V2_5TurboProImageToVideo {
        ///Takes the required parameters: `prompt`, `image_url`.
        pub fn new(prompt: impl Into<String>, image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: prompt.into(),
                image_url: image_url.into(),
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V2_5TurboProImageToVideo, listed : ["model", "prompt", "image_url", "duration",
        "negative_prompt", "cfg_scale", "provider"], objects : []
    );
    crate::request::texts::texts!(
        V2_5TurboProImageToVideo : prompt, image_url, negative_prompt, provider, unlisted
    );
    impl crate::request::ModelRequest for V2_5TurboProImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V2_5TurboProImageToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V2_5TurboProImageToVideo, crate ::model::Model::V2_5TurboProImageToVideo
        .json_schema()
    );
    #[doc(alias = "klingai/v2.5-turbo/pro/text-to-video")]
    /**Kling 2.5 Turbo, pro: text to video.

A request to the model `klingai/v2.5-turbo/pro/text-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V2_5TurboProTextToVideo::new("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V2_5TurboProTextToVideo {
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V2_5TurboProTextToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        pub prompt: ::std::string::String,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V2_5TurboProTextToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V2_5TurboProTextToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V2_5TurboProTextToVideo", self)
        }
    }
    impl V2_5TurboProTextToVideo {
        ///Takes the required parameters: `prompt`.
        pub fn new(prompt: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: prompt.into(),
                aspect_ratio: None,
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V2_5TurboProTextToVideo, listed : ["model", "prompt", "aspect_ratio", "duration",
        "negative_prompt", "cfg_scale", "provider"], objects : []
    );
    crate::request::texts::texts!(
        V2_5TurboProTextToVideo : prompt, negative_prompt, provider, unlisted
    );
    impl crate::request::ModelRequest for V2_5TurboProTextToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V2_5TurboProTextToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V2_5TurboProTextToVideo, crate ::model::Model::V2_5TurboProTextToVideo
        .json_schema()
    );
    #[doc(alias = "klingai/video-v2-6-motion-control")]
    /**Kling 2.6: motion control.

A request to the model `klingai/video-v2-6-motion-control`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V2_6MotionControl::new("https://example.com/portrait.png", "https://example.com/clip.mp4")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V2_6MotionControl {
        ///Whether the character faces the way it does in the image or in the video. One of `image`, `video`. The server's default is `"video"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub character_orientation: ::std::option::Option<CharacterOrientation>,
        ///The character to animate: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///Whether the sound of the input video is kept. The server's default is `true`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub keep_audio: ::std::option::Option<bool>,
        ///Quality: standard, or professional at a higher price. One of `pro`, `std`. The server's default is `"std"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mode: ::std::option::Option<MotionControlMode>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V2_6MotionControl>,
        ///Text prompt: the scene, apart from the character and the motion.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The motion to copy: URL of a video of 3 to 30 seconds.
        pub video_url: ::std::string::String,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V2_6MotionControl>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V2_6MotionControl {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V2_6MotionControl", self)
        }
    }
    impl V2_6MotionControl {
        ///Takes the required parameters: `image_url`, `video_url`.
        pub fn new(image_url: impl Into<String>, video_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                image_url: image_url.into(),
                video_url: video_url.into(),
                mode: None,
                character_orientation: None,
                keep_audio: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: the scene, apart from the character and the motion.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///Quality: standard, or professional at a higher price. One of `pro`, `std`. The server's default is `"std"`.
        #[must_use]
        pub fn mode(mut self, mode: impl Into<MotionControlMode>) -> Self {
            self.mode = Some(mode.into());
            self
        }
        ///Whether the character faces the way it does in the image or in the video. One of `image`, `video`. The server's default is `"video"`.
        #[must_use]
        pub fn character_orientation(
            mut self,
            character_orientation: impl Into<CharacterOrientation>,
        ) -> Self {
            self.character_orientation = Some(character_orientation.into());
            self
        }
        ///Whether the sound of the input video is kept. The server's default is `true`.
        #[must_use]
        pub fn keep_audio(mut self, keep_audio: impl Into<bool>) -> Self {
            self.keep_audio = Some(keep_audio.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V2_6MotionControl, listed : ["model", "prompt", "image_url", "video_url", "mode",
        "character_orientation", "keep_audio"], objects : []
    );
    crate::request::texts::texts!(
        V2_6MotionControl : prompt, image_url, video_url, unlisted
    );
    impl crate::request::ModelRequest for V2_6MotionControl {
        const MODEL: crate::model::Model = crate::model::Model::V2_6MotionControl;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V2_6MotionControl, crate ::model::Model::V2_6MotionControl.json_schema()
    );
    #[doc(alias = "klingai/video-v2-6-pro-image-to-video")]
    /**Kling 2.6, pro: image to video.

A request to the model `klingai/video-v2-6-pro-image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V2_6ProImageToVideo::new("A lighthouse in a storm", "https://example.com/portrait.png");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V2_6ProImageToVideo {
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///Whether the video has sound. The server's default is `true`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub generate_audio: ::std::option::Option<bool>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V2_6ProImageToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows. At most 2500 characters.
        pub prompt: ::std::string::String,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V2_6ProImageToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V2_6ProImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V2_6ProImageToVideo", self)
        }
    }
    impl V2_6ProImageToVideo {
        ///Takes the required parameters: `prompt`, `image_url`.
        pub fn new(prompt: impl Into<String>, image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: prompt.into(),
                image_url: image_url.into(),
                duration: None,
                negative_prompt: None,
                generate_audio: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///Whether the video has sound. The server's default is `true`.
        #[must_use]
        pub fn generate_audio(mut self, generate_audio: impl Into<bool>) -> Self {
            self.generate_audio = Some(generate_audio.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V2_6ProImageToVideo, listed : ["model", "prompt", "image_url", "duration",
        "negative_prompt", "generate_audio", "provider"], objects : []
    );
    crate::request::texts::texts!(
        V2_6ProImageToVideo : prompt, image_url, negative_prompt, provider, unlisted
    );
    impl crate::request::ModelRequest for V2_6ProImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V2_6ProImageToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V2_6ProImageToVideo, crate ::model::Model::V2_6ProImageToVideo.json_schema()
    );
    #[doc(alias = "klingai/video-v2-6-pro-text-to-video")]
    /**Kling 2.6, pro: text to video.

A request to the model `klingai/video-v2-6-pro-text-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V2_6ProTextToVideo::new("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V2_6ProTextToVideo {
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///Whether the video has sound. The server's default is `true`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub generate_audio: ::std::option::Option<bool>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V2_6ProTextToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows. At most 2500 characters.
        pub prompt: ::std::string::String,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V2_6ProTextToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V2_6ProTextToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V2_6ProTextToVideo", self)
        }
    }
    impl V2_6ProTextToVideo {
        ///Takes the required parameters: `prompt`.
        pub fn new(prompt: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: prompt.into(),
                aspect_ratio: None,
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                generate_audio: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Whether the video has sound. The server's default is `true`.
        #[must_use]
        pub fn generate_audio(mut self, generate_audio: impl Into<bool>) -> Self {
            self.generate_audio = Some(generate_audio.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V2_6ProTextToVideo, listed : ["model", "prompt", "aspect_ratio", "duration",
        "negative_prompt", "cfg_scale", "generate_audio", "provider"], objects : []
    );
    crate::request::texts::texts!(
        V2_6ProTextToVideo : prompt, negative_prompt, provider, unlisted
    );
    impl crate::request::ModelRequest for V2_6ProTextToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V2_6ProTextToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V2_6ProTextToVideo, crate ::model::Model::V2_6ProTextToVideo.json_schema()
    );
    #[doc(alias = "klingai/video-v3-motion-control")]
    /**Kling 3: motion control.

A request to the model `klingai/video-v3-motion-control`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V3MotionControl::new("https://example.com/portrait.png", "https://example.com/clip.mp4")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V3MotionControl {
        ///Whether the character faces the way it does in the image or in the video. One of `image`, `video`. The server's default is `"video"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub character_orientation: ::std::option::Option<CharacterOrientation>,
        ///The character to animate: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///Whether the sound of the input video is kept. The server's default is `true`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub keep_audio: ::std::option::Option<bool>,
        ///Quality: standard, or professional at a higher price. One of `pro`, `std`. The server's default is `"std"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mode: ::std::option::Option<MotionControlMode>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V3MotionControl>,
        ///Text prompt: the scene, apart from the character and the motion.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The motion to copy: URL of a video of 3 to 30 seconds.
        pub video_url: ::std::string::String,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V3MotionControl>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V3MotionControl {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V3MotionControl", self)
        }
    }
    impl V3MotionControl {
        ///Takes the required parameters: `image_url`, `video_url`.
        pub fn new(image_url: impl Into<String>, video_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                image_url: image_url.into(),
                video_url: video_url.into(),
                mode: None,
                character_orientation: None,
                keep_audio: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: the scene, apart from the character and the motion.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///Quality: standard, or professional at a higher price. One of `pro`, `std`. The server's default is `"std"`.
        #[must_use]
        pub fn mode(mut self, mode: impl Into<MotionControlMode>) -> Self {
            self.mode = Some(mode.into());
            self
        }
        ///Whether the character faces the way it does in the image or in the video. One of `image`, `video`. The server's default is `"video"`.
        #[must_use]
        pub fn character_orientation(
            mut self,
            character_orientation: impl Into<CharacterOrientation>,
        ) -> Self {
            self.character_orientation = Some(character_orientation.into());
            self
        }
        ///Whether the sound of the input video is kept. The server's default is `true`.
        #[must_use]
        pub fn keep_audio(mut self, keep_audio: impl Into<bool>) -> Self {
            self.keep_audio = Some(keep_audio.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V3MotionControl, listed : ["model", "prompt", "image_url", "video_url", "mode",
        "character_orientation", "keep_audio"], objects : []
    );
    crate::request::texts::texts!(
        V3MotionControl : prompt, image_url, video_url, unlisted
    );
    impl crate::request::ModelRequest for V3MotionControl {
        const MODEL: crate::model::Model = crate::model::Model::V3MotionControl;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V3MotionControl, crate ::model::Model::V3MotionControl.json_schema()
    );
    #[doc(alias = "klingai/video-v3-omni-1080p-image-to-video")]
    /**Kling 3 Omni, 1080p: image to video.

A request to the model `klingai/video-v3-omni-1080p-image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V3Omni1080pImageToVideo::new("https://example.com/portrait.png")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- Set either `prompt` or `multi_prompt`, not both.
- `tail_image_url` requires `generate_audio` to be `false`.
- At most one of `elements` has a `video_url`.
- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V3Omni1080pImageToVideo {
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FlexibleDuration>,
        ///Characters and objects that the prompt refers to. At most 4 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub elements: ::std::option::Option<::std::vec::Vec<Element>>,
        ///Whether the video has sound. Must be `false` when `tail_image_url` is set. The server's default is `true`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub generate_audio: ::std::option::Option<bool>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V3Omni1080pImageToVideo>,
        ///The shots of the video, in order. Set this or `prompt`, not both.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub multi_prompt: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        ///How the video is divided into the shots of `multi_prompt`. One of `customize`, `intelligence`, `intelligent`. The server's default is `"customize"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub shot_type: ::std::option::Option<OmniShotType>,
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image. Requires `generate_audio` to be `false`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tail_image_url: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V3Omni1080pImageToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V3Omni1080pImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V3Omni1080pImageToVideo", self)
        }
    }
    impl V3Omni1080pImageToVideo {
        ///Takes the required parameters: `image_url`.
        pub fn new(image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                multi_prompt: None,
                image_url: image_url.into(),
                tail_image_url: None,
                elements: None,
                duration: None,
                shot_type: None,
                negative_prompt: None,
                cfg_scale: None,
                generate_audio: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///The shots of the video, in order. Set this or `prompt`, not both.
        #[must_use]
        pub fn multi_prompt(
            mut self,
            multi_prompt: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.multi_prompt = Some(multi_prompt.into_iter().map(Into::into).collect());
            self
        }
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image. Requires `generate_audio` to be `false`.
        #[must_use]
        pub fn tail_image_url(mut self, tail_image_url: impl Into<String>) -> Self {
            self.tail_image_url = Some(tail_image_url.into());
            self
        }
        ///Characters and objects that the prompt refers to. At most 4 items.
        #[must_use]
        pub fn elements(
            mut self,
            elements: impl IntoIterator<Item = impl Into<Element>>,
        ) -> Self {
            self.elements = Some(elements.into_iter().map(Into::into).collect());
            self
        }
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FlexibleDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///How the video is divided into the shots of `multi_prompt`. One of `customize`, `intelligence`, `intelligent`. The server's default is `"customize"`.
        #[must_use]
        pub fn shot_type(mut self, shot_type: impl Into<OmniShotType>) -> Self {
            self.shot_type = Some(shot_type.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Whether the video has sound. Must be `false` when `tail_image_url` is set. The server's default is `true`.
        #[must_use]
        pub fn generate_audio(mut self, generate_audio: impl Into<bool>) -> Self {
            self.generate_audio = Some(generate_audio.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V3Omni1080pImageToVideo, listed : ["model", "prompt", "multi_prompt",
        "image_url", "tail_image_url", "elements", "duration", "shot_type",
        "negative_prompt", "cfg_scale", "generate_audio", "provider"], objects :
        ["elements" : elements]
    );
    crate::request::texts::texts!(
        V3Omni1080pImageToVideo : prompt, multi_prompt, image_url, tail_image_url,
        elements, negative_prompt, provider, unlisted
    );
    impl crate::request::ModelRequest for V3Omni1080pImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V3Omni1080pImageToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V3Omni1080pImageToVideo, crate ::model::Model::V3Omni1080pImageToVideo
        .json_schema()
    );
    #[doc(alias = "klingai/video-v3-omni-1080p-text-to-video")]
    /**Kling 3 Omni, 1080p: text to video.

A request to the model `klingai/video-v3-omni-1080p-text-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V3Omni1080pTextToVideo::new()
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- Set either `prompt` or `multi_prompt`, not both.
- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V3Omni1080pTextToVideo {
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FlexibleDuration>,
        ///Whether the video has sound. Must be `false` when `tail_image_url` is set. The server's default is `true`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub generate_audio: ::std::option::Option<bool>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V3Omni1080pTextToVideo>,
        ///The shots of the video, in order. Set this or `prompt`, not both.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub multi_prompt: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        ///How the video is divided into the shots of `multi_prompt`. One of `customize`, `intelligence`, `intelligent`. The server's default is `"customize"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub shot_type: ::std::option::Option<OmniShotType>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V3Omni1080pTextToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V3Omni1080pTextToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V3Omni1080pTextToVideo", self)
        }
    }
    impl V3Omni1080pTextToVideo {
        ///Creates a value without parameters: every one is optional.
        pub fn new() -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                multi_prompt: None,
                aspect_ratio: None,
                duration: None,
                shot_type: None,
                negative_prompt: None,
                cfg_scale: None,
                generate_audio: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///The shots of the video, in order. Set this or `prompt`, not both.
        #[must_use]
        pub fn multi_prompt(
            mut self,
            multi_prompt: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.multi_prompt = Some(multi_prompt.into_iter().map(Into::into).collect());
            self
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FlexibleDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///How the video is divided into the shots of `multi_prompt`. One of `customize`, `intelligence`, `intelligent`. The server's default is `"customize"`.
        #[must_use]
        pub fn shot_type(mut self, shot_type: impl Into<OmniShotType>) -> Self {
            self.shot_type = Some(shot_type.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Whether the video has sound. Must be `false` when `tail_image_url` is set. The server's default is `true`.
        #[must_use]
        pub fn generate_audio(mut self, generate_audio: impl Into<bool>) -> Self {
            self.generate_audio = Some(generate_audio.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V3Omni1080pTextToVideo, listed : ["model", "prompt", "multi_prompt",
        "aspect_ratio", "duration", "shot_type", "negative_prompt", "cfg_scale",
        "generate_audio", "provider"], objects : []
    );
    crate::request::texts::texts!(
        V3Omni1080pTextToVideo : prompt, multi_prompt, negative_prompt, provider,
        unlisted
    );
    impl crate::request::ModelRequest for V3Omni1080pTextToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V3Omni1080pTextToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V3Omni1080pTextToVideo, crate ::model::Model::V3Omni1080pTextToVideo
        .json_schema()
    );
    #[doc(alias = "klingai/video-v3-omni-720p-image-to-video")]
    /**Kling 3 Omni, 720p: image to video.

A request to the model `klingai/video-v3-omni-720p-image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V3Omni720pImageToVideo::new("https://example.com/portrait.png")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- Set either `prompt` or `multi_prompt`, not both.
- `tail_image_url` requires `generate_audio` to be `false`.
- At most one of `elements` has a `video_url`.
- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V3Omni720pImageToVideo {
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FlexibleDuration>,
        ///Characters and objects that the prompt refers to. At most 4 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub elements: ::std::option::Option<::std::vec::Vec<Element>>,
        ///Whether the video has sound. Must be `false` when `tail_image_url` is set. The server's default is `true`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub generate_audio: ::std::option::Option<bool>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V3Omni720pImageToVideo>,
        ///The shots of the video, in order. Set this or `prompt`, not both.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub multi_prompt: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        ///How the video is divided into the shots of `multi_prompt`. One of `customize`, `intelligence`, `intelligent`. The server's default is `"customize"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub shot_type: ::std::option::Option<OmniShotType>,
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image. Requires `generate_audio` to be `false`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tail_image_url: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V3Omni720pImageToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V3Omni720pImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V3Omni720pImageToVideo", self)
        }
    }
    impl V3Omni720pImageToVideo {
        ///Takes the required parameters: `image_url`.
        pub fn new(image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                multi_prompt: None,
                image_url: image_url.into(),
                tail_image_url: None,
                elements: None,
                duration: None,
                shot_type: None,
                negative_prompt: None,
                cfg_scale: None,
                generate_audio: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///The shots of the video, in order. Set this or `prompt`, not both.
        #[must_use]
        pub fn multi_prompt(
            mut self,
            multi_prompt: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.multi_prompt = Some(multi_prompt.into_iter().map(Into::into).collect());
            self
        }
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image. Requires `generate_audio` to be `false`.
        #[must_use]
        pub fn tail_image_url(mut self, tail_image_url: impl Into<String>) -> Self {
            self.tail_image_url = Some(tail_image_url.into());
            self
        }
        ///Characters and objects that the prompt refers to. At most 4 items.
        #[must_use]
        pub fn elements(
            mut self,
            elements: impl IntoIterator<Item = impl Into<Element>>,
        ) -> Self {
            self.elements = Some(elements.into_iter().map(Into::into).collect());
            self
        }
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FlexibleDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///How the video is divided into the shots of `multi_prompt`. One of `customize`, `intelligence`, `intelligent`. The server's default is `"customize"`.
        #[must_use]
        pub fn shot_type(mut self, shot_type: impl Into<OmniShotType>) -> Self {
            self.shot_type = Some(shot_type.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Whether the video has sound. Must be `false` when `tail_image_url` is set. The server's default is `true`.
        #[must_use]
        pub fn generate_audio(mut self, generate_audio: impl Into<bool>) -> Self {
            self.generate_audio = Some(generate_audio.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V3Omni720pImageToVideo, listed : ["model", "prompt", "multi_prompt", "image_url",
        "tail_image_url", "elements", "duration", "shot_type", "negative_prompt",
        "cfg_scale", "generate_audio", "provider"], objects : ["elements" : elements]
    );
    crate::request::texts::texts!(
        V3Omni720pImageToVideo : prompt, multi_prompt, image_url, tail_image_url,
        elements, negative_prompt, provider, unlisted
    );
    impl crate::request::ModelRequest for V3Omni720pImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V3Omni720pImageToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V3Omni720pImageToVideo, crate ::model::Model::V3Omni720pImageToVideo
        .json_schema()
    );
    #[doc(alias = "klingai/video-v3-omni-720p-text-to-video")]
    /**Kling 3 Omni, 720p: text to video.

A request to the model `klingai/video-v3-omni-720p-text-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V3Omni720pTextToVideo::new()
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- Set either `prompt` or `multi_prompt`, not both.
- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V3Omni720pTextToVideo {
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FlexibleDuration>,
        ///Whether the video has sound. Must be `false` when `tail_image_url` is set. The server's default is `true`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub generate_audio: ::std::option::Option<bool>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V3Omni720pTextToVideo>,
        ///The shots of the video, in order. Set this or `prompt`, not both.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub multi_prompt: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        ///How the video is divided into the shots of `multi_prompt`. One of `customize`, `intelligence`, `intelligent`. The server's default is `"customize"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub shot_type: ::std::option::Option<OmniShotType>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V3Omni720pTextToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V3Omni720pTextToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V3Omni720pTextToVideo", self)
        }
    }
    impl V3Omni720pTextToVideo {
        ///Creates a value without parameters: every one is optional.
        pub fn new() -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                multi_prompt: None,
                aspect_ratio: None,
                duration: None,
                shot_type: None,
                negative_prompt: None,
                cfg_scale: None,
                generate_audio: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///The shots of the video, in order. Set this or `prompt`, not both.
        #[must_use]
        pub fn multi_prompt(
            mut self,
            multi_prompt: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.multi_prompt = Some(multi_prompt.into_iter().map(Into::into).collect());
            self
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FlexibleDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///How the video is divided into the shots of `multi_prompt`. One of `customize`, `intelligence`, `intelligent`. The server's default is `"customize"`.
        #[must_use]
        pub fn shot_type(mut self, shot_type: impl Into<OmniShotType>) -> Self {
            self.shot_type = Some(shot_type.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Whether the video has sound. Must be `false` when `tail_image_url` is set. The server's default is `true`.
        #[must_use]
        pub fn generate_audio(mut self, generate_audio: impl Into<bool>) -> Self {
            self.generate_audio = Some(generate_audio.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V3Omni720pTextToVideo, listed : ["model", "prompt", "multi_prompt",
        "aspect_ratio", "duration", "shot_type", "negative_prompt", "cfg_scale",
        "generate_audio", "provider"], objects : []
    );
    crate::request::texts::texts!(
        V3Omni720pTextToVideo : prompt, multi_prompt, negative_prompt, provider, unlisted
    );
    impl crate::request::ModelRequest for V3Omni720pTextToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V3Omni720pTextToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V3Omni720pTextToVideo, crate ::model::Model::V3Omni720pTextToVideo.json_schema()
    );
    #[doc(alias = "klingai/video-v3-pro-image-to-video")]
    /**Kling 3, pro: image to video.

A request to the model `klingai/video-v3-pro-image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V3ProImageToVideo::new("https://example.com/portrait.png")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- Set either `prompt` or `multi_prompt`, not both.
- At most one of `elements` has a `video_url`.
- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V3ProImageToVideo {
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FlexibleDuration>,
        ///Characters and objects that the prompt refers to. At most 4 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub elements: ::std::option::Option<::std::vec::Vec<Element>>,
        ///Whether the video has sound. The server's default is `true`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub generate_audio: ::std::option::Option<bool>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V3ProImageToVideo>,
        ///The shots of the video, in order. Set this or `prompt`, not both.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub multi_prompt: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        ///How the video is divided into the shots of `multi_prompt`. One of `customize`, `intelligent`. The server's default is `"customize"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub shot_type: ::std::option::Option<ShotType>,
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tail_image_url: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V3ProImageToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V3ProImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V3ProImageToVideo", self)
        }
    }
    impl V3ProImageToVideo {
        ///Takes the required parameters: `image_url`.
        pub fn new(image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                multi_prompt: None,
                image_url: image_url.into(),
                tail_image_url: None,
                elements: None,
                duration: None,
                shot_type: None,
                negative_prompt: None,
                cfg_scale: None,
                generate_audio: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///The shots of the video, in order. Set this or `prompt`, not both.
        #[must_use]
        pub fn multi_prompt(
            mut self,
            multi_prompt: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.multi_prompt = Some(multi_prompt.into_iter().map(Into::into).collect());
            self
        }
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[must_use]
        pub fn tail_image_url(mut self, tail_image_url: impl Into<String>) -> Self {
            self.tail_image_url = Some(tail_image_url.into());
            self
        }
        ///Characters and objects that the prompt refers to. At most 4 items.
        #[must_use]
        pub fn elements(
            mut self,
            elements: impl IntoIterator<Item = impl Into<Element>>,
        ) -> Self {
            self.elements = Some(elements.into_iter().map(Into::into).collect());
            self
        }
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FlexibleDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///How the video is divided into the shots of `multi_prompt`. One of `customize`, `intelligent`. The server's default is `"customize"`.
        #[must_use]
        pub fn shot_type(mut self, shot_type: impl Into<ShotType>) -> Self {
            self.shot_type = Some(shot_type.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Whether the video has sound. The server's default is `true`.
        #[must_use]
        pub fn generate_audio(mut self, generate_audio: impl Into<bool>) -> Self {
            self.generate_audio = Some(generate_audio.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V3ProImageToVideo, listed : ["model", "prompt", "multi_prompt", "image_url",
        "tail_image_url", "elements", "duration", "shot_type", "negative_prompt",
        "cfg_scale", "generate_audio", "provider"], objects : ["elements" : elements]
    );
    crate::request::texts::texts!(
        V3ProImageToVideo : prompt, multi_prompt, image_url, tail_image_url, elements,
        negative_prompt, provider, unlisted
    );
    impl crate::request::ModelRequest for V3ProImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V3ProImageToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V3ProImageToVideo, crate ::model::Model::V3ProImageToVideo.json_schema()
    );
    #[doc(alias = "klingai/video-v3-pro-text-to-video")]
    /**Kling 3, pro: text to video.

A request to the model `klingai/video-v3-pro-text-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V3ProTextToVideo::new()
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- Set either `prompt` or `multi_prompt`, not both.
- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V3ProTextToVideo {
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FlexibleDuration>,
        ///Whether the video has sound. The server's default is `true`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub generate_audio: ::std::option::Option<bool>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V3ProTextToVideo>,
        ///The shots of the video, in order. Set this or `prompt`, not both.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub multi_prompt: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        ///How the video is divided into the shots of `multi_prompt`. One of `customize`, `intelligent`. The server's default is `"customize"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub shot_type: ::std::option::Option<ShotType>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V3ProTextToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V3ProTextToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V3ProTextToVideo", self)
        }
    }
    impl V3ProTextToVideo {
        ///Creates a value without parameters: every one is optional.
        pub fn new() -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                multi_prompt: None,
                aspect_ratio: None,
                duration: None,
                shot_type: None,
                negative_prompt: None,
                cfg_scale: None,
                generate_audio: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///The shots of the video, in order. Set this or `prompt`, not both.
        #[must_use]
        pub fn multi_prompt(
            mut self,
            multi_prompt: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.multi_prompt = Some(multi_prompt.into_iter().map(Into::into).collect());
            self
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FlexibleDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///How the video is divided into the shots of `multi_prompt`. One of `customize`, `intelligent`. The server's default is `"customize"`.
        #[must_use]
        pub fn shot_type(mut self, shot_type: impl Into<ShotType>) -> Self {
            self.shot_type = Some(shot_type.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Whether the video has sound. The server's default is `true`.
        #[must_use]
        pub fn generate_audio(mut self, generate_audio: impl Into<bool>) -> Self {
            self.generate_audio = Some(generate_audio.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V3ProTextToVideo, listed : ["model", "prompt", "multi_prompt", "aspect_ratio",
        "duration", "shot_type", "negative_prompt", "cfg_scale", "generate_audio",
        "provider"], objects : []
    );
    crate::request::texts::texts!(
        V3ProTextToVideo : prompt, multi_prompt, negative_prompt, provider, unlisted
    );
    impl crate::request::ModelRequest for V3ProTextToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V3ProTextToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V3ProTextToVideo, crate ::model::Model::V3ProTextToVideo.json_schema()
    );
    #[doc(alias = "klingai/video-v3-standard-image-to-video")]
    /**Kling 3, standard: image to video.

A request to the model `klingai/video-v3-standard-image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V3StandardImageToVideo::new("https://example.com/portrait.png")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- Set either `prompt` or `multi_prompt`, not both.
- At most one of `elements` has a `video_url`.
- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V3StandardImageToVideo {
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FlexibleDuration>,
        ///Characters and objects that the prompt refers to. At most 4 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub elements: ::std::option::Option<::std::vec::Vec<Element>>,
        ///Whether the video has sound. The server's default is `true`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub generate_audio: ::std::option::Option<bool>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V3StandardImageToVideo>,
        ///The shots of the video, in order. Set this or `prompt`, not both.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub multi_prompt: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        ///How the video is divided into the shots of `multi_prompt`. One of `customize`, `intelligent`. The server's default is `"customize"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub shot_type: ::std::option::Option<ShotType>,
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tail_image_url: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V3StandardImageToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V3StandardImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V3StandardImageToVideo", self)
        }
    }
    impl V3StandardImageToVideo {
        ///Takes the required parameters: `image_url`.
        pub fn new(image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                multi_prompt: None,
                image_url: image_url.into(),
                tail_image_url: None,
                elements: None,
                duration: None,
                shot_type: None,
                negative_prompt: None,
                cfg_scale: None,
                generate_audio: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///The shots of the video, in order. Set this or `prompt`, not both.
        #[must_use]
        pub fn multi_prompt(
            mut self,
            multi_prompt: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.multi_prompt = Some(multi_prompt.into_iter().map(Into::into).collect());
            self
        }
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[must_use]
        pub fn tail_image_url(mut self, tail_image_url: impl Into<String>) -> Self {
            self.tail_image_url = Some(tail_image_url.into());
            self
        }
        ///Characters and objects that the prompt refers to. At most 4 items.
        #[must_use]
        pub fn elements(
            mut self,
            elements: impl IntoIterator<Item = impl Into<Element>>,
        ) -> Self {
            self.elements = Some(elements.into_iter().map(Into::into).collect());
            self
        }
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FlexibleDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///How the video is divided into the shots of `multi_prompt`. One of `customize`, `intelligent`. The server's default is `"customize"`.
        #[must_use]
        pub fn shot_type(mut self, shot_type: impl Into<ShotType>) -> Self {
            self.shot_type = Some(shot_type.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Whether the video has sound. The server's default is `true`.
        #[must_use]
        pub fn generate_audio(mut self, generate_audio: impl Into<bool>) -> Self {
            self.generate_audio = Some(generate_audio.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V3StandardImageToVideo, listed : ["model", "prompt", "multi_prompt", "image_url",
        "tail_image_url", "elements", "duration", "shot_type", "negative_prompt",
        "cfg_scale", "generate_audio", "provider"], objects : ["elements" : elements]
    );
    crate::request::texts::texts!(
        V3StandardImageToVideo : prompt, multi_prompt, image_url, tail_image_url,
        elements, negative_prompt, provider, unlisted
    );
    impl crate::request::ModelRequest for V3StandardImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V3StandardImageToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V3StandardImageToVideo, crate ::model::Model::V3StandardImageToVideo
        .json_schema()
    );
    #[doc(alias = "klingai/video-v3-standard-text-to-video")]
    /**Kling 3, standard: text to video.

A request to the model `klingai/video-v3-standard-text-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V3StandardTextToVideo::new()
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- Set either `prompt` or `multi_prompt`, not both.
- `provider` is `kling`, `klingai`, `fal` or `auto`, in any case.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V3StandardTextToVideo {
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FlexibleDuration>,
        ///Whether the video has sound. The server's default is `true`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub generate_audio: ::std::option::Option<bool>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V3StandardTextToVideo>,
        ///The shots of the video, in order. Set this or `prompt`, not both.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub multi_prompt: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        ///How the video is divided into the shots of `multi_prompt`. One of `customize`, `intelligent`. The server's default is `"customize"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub shot_type: ::std::option::Option<ShotType>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V3StandardTextToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V3StandardTextToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V3StandardTextToVideo", self)
        }
    }
    impl V3StandardTextToVideo {
        ///Creates a value without parameters: every one is optional.
        pub fn new() -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                multi_prompt: None,
                aspect_ratio: None,
                duration: None,
                shot_type: None,
                negative_prompt: None,
                cfg_scale: None,
                generate_audio: None,
                provider: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///The shots of the video, in order. Set this or `prompt`, not both.
        #[must_use]
        pub fn multi_prompt(
            mut self,
            multi_prompt: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.multi_prompt = Some(multi_prompt.into_iter().map(Into::into).collect());
            self
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FlexibleDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///How the video is divided into the shots of `multi_prompt`. One of `customize`, `intelligent`. The server's default is `"customize"`.
        #[must_use]
        pub fn shot_type(mut self, shot_type: impl Into<ShotType>) -> Self {
            self.shot_type = Some(shot_type.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Whether the video has sound. The server's default is `true`.
        #[must_use]
        pub fn generate_audio(mut self, generate_audio: impl Into<bool>) -> Self {
            self.generate_audio = Some(generate_audio.into());
            self
        }
        ///The provider that runs the job: `kling` (or `klingai`), `fal`, or `auto` for the first that is available; not case-sensitive.
        #[must_use]
        pub fn provider(mut self, provider: impl Into<String>) -> Self {
            self.provider = Some(provider.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V3StandardTextToVideo, listed : ["model", "prompt", "multi_prompt",
        "aspect_ratio", "duration", "shot_type", "negative_prompt", "cfg_scale",
        "generate_audio", "provider"], objects : []
    );
    crate::request::texts::texts!(
        V3StandardTextToVideo : prompt, multi_prompt, negative_prompt, provider, unlisted
    );
    impl crate::request::ModelRequest for V3StandardTextToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V3StandardTextToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V3StandardTextToVideo, crate ::model::Model::V3StandardTextToVideo.json_schema()
    );
    #[doc(alias = "klingai/video-v3-standard-turbo-image-to-video")]
    /**Kling 3 Turbo, standard: image to video.

A request to the model `klingai/video-v3-standard-turbo-image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V3StandardTurboImageToVideo::new("https://example.com/portrait.png")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- Set either `prompt` or `multi_prompt`, not both.
- An inline image has at most 50 MB (52,428,800 bytes).

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V3StandardTurboImageToVideo {
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FlexibleDuration>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image of at most 50 MB, at least 300 pixels on each side.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V3StandardTurboImageToVideo>,
        ///The shots of the video, in order. Set this or `prompt`, not both. From 1 to 6 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub multi_prompt: ::std::option::Option<::std::vec::Vec<Shot>>,
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both. At most 3072 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V3StandardTurboImageToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V3StandardTurboImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V3StandardTurboImageToVideo", self)
        }
    }
    impl V3StandardTurboImageToVideo {
        ///Takes the required parameters: `image_url`.
        pub fn new(image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                multi_prompt: None,
                image_url: image_url.into(),
                duration: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both. At most 3072 characters.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///The shots of the video, in order. Set this or `prompt`, not both. From 1 to 6 items.
        #[must_use]
        pub fn multi_prompt(
            mut self,
            multi_prompt: impl IntoIterator<Item = impl Into<Shot>>,
        ) -> Self {
            self.multi_prompt = Some(multi_prompt.into_iter().map(Into::into).collect());
            self
        }
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FlexibleDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V3StandardTurboImageToVideo, listed : ["model", "prompt", "multi_prompt",
        "image_url", "duration"], objects : ["multi_prompt" : multi_prompt]
    );
    crate::request::texts::texts!(
        V3StandardTurboImageToVideo : prompt, multi_prompt, image_url, unlisted
    );
    impl crate::request::ModelRequest for V3StandardTurboImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V3StandardTurboImageToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V3StandardTurboImageToVideo, crate ::model::Model::V3StandardTurboImageToVideo
        .json_schema()
    );
    #[doc(alias = "klingai/video-v3-standard-turbo-text-to-video")]
    /**Kling 3 Turbo, standard: text to video.

A request to the model `klingai/video-v3-standard-turbo-text-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V3StandardTurboTextToVideo::new()
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- Set either `prompt` or `multi_prompt`, not both.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V3StandardTurboTextToVideo {
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FlexibleDuration>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V3StandardTurboTextToVideo>,
        ///The shots of the video, in order. Set this or `prompt`, not both. From 1 to 6 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub multi_prompt: ::std::option::Option<::std::vec::Vec<Shot>>,
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both. At most 3072 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V3StandardTurboTextToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V3StandardTurboTextToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V3StandardTurboTextToVideo", self)
        }
    }
    impl V3StandardTurboTextToVideo {
        ///Creates a value without parameters: every one is optional.
        pub fn new() -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                multi_prompt: None,
                aspect_ratio: None,
                duration: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both. At most 3072 characters.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///The shots of the video, in order. Set this or `prompt`, not both. From 1 to 6 items.
        #[must_use]
        pub fn multi_prompt(
            mut self,
            multi_prompt: impl IntoIterator<Item = impl Into<Shot>>,
        ) -> Self {
            self.multi_prompt = Some(multi_prompt.into_iter().map(Into::into).collect());
            self
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FlexibleDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V3StandardTurboTextToVideo, listed : ["model", "prompt", "multi_prompt",
        "aspect_ratio", "duration"], objects : ["multi_prompt" : multi_prompt]
    );
    crate::request::texts::texts!(
        V3StandardTurboTextToVideo : prompt, multi_prompt, unlisted
    );
    impl crate::request::ModelRequest for V3StandardTurboTextToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V3StandardTurboTextToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V3StandardTurboTextToVideo, crate ::model::Model::V3StandardTurboTextToVideo
        .json_schema()
    );
    #[doc(alias = "klingai/video-v3-turbo-pro-image-to-video")]
    /**Kling 3 Turbo, pro: image to video.

A request to the model `klingai/video-v3-turbo-pro-image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V3TurboProImageToVideo::new("https://example.com/portrait.png")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- Set either `prompt` or `multi_prompt`, not both.
- An inline image has at most 50 MB (52,428,800 bytes).

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V3TurboProImageToVideo {
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FlexibleDuration>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image of at most 50 MB, at least 300 pixels on each side.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V3TurboProImageToVideo>,
        ///The shots of the video, in order. Set this or `prompt`, not both. From 1 to 6 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub multi_prompt: ::std::option::Option<::std::vec::Vec<Shot>>,
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both. At most 3072 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V3TurboProImageToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V3TurboProImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V3TurboProImageToVideo", self)
        }
    }
    impl V3TurboProImageToVideo {
        ///Takes the required parameters: `image_url`.
        pub fn new(image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                multi_prompt: None,
                image_url: image_url.into(),
                duration: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both. At most 3072 characters.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///The shots of the video, in order. Set this or `prompt`, not both. From 1 to 6 items.
        #[must_use]
        pub fn multi_prompt(
            mut self,
            multi_prompt: impl IntoIterator<Item = impl Into<Shot>>,
        ) -> Self {
            self.multi_prompt = Some(multi_prompt.into_iter().map(Into::into).collect());
            self
        }
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FlexibleDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V3TurboProImageToVideo, listed : ["model", "prompt", "multi_prompt", "image_url",
        "duration"], objects : ["multi_prompt" : multi_prompt]
    );
    crate::request::texts::texts!(
        V3TurboProImageToVideo : prompt, multi_prompt, image_url, unlisted
    );
    impl crate::request::ModelRequest for V3TurboProImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V3TurboProImageToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V3TurboProImageToVideo, crate ::model::Model::V3TurboProImageToVideo
        .json_schema()
    );
    #[doc(alias = "klingai/video-v3-turbo-pro-text-to-video")]
    /**Kling 3 Turbo, pro: text to video.

A request to the model `klingai/video-v3-turbo-pro-text-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::V3TurboProTextToVideo::new()
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

Rules in addition to the types and limits:

- Set either `prompt` or `multi_prompt`, not both.

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct V3TurboProTextToVideo {
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FlexibleDuration>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<V3TurboProTextToVideo>,
        ///The shots of the video, in order. Set this or `prompt`, not both. From 1 to 6 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub multi_prompt: ::std::option::Option<::std::vec::Vec<Shot>>,
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both. At most 3072 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<V3TurboProTextToVideo>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for V3TurboProTextToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "V3TurboProTextToVideo", self)
        }
    }
    impl V3TurboProTextToVideo {
        ///Creates a value without parameters: every one is optional.
        pub fn new() -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                multi_prompt: None,
                aspect_ratio: None,
                duration: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows. Set this or `multi_prompt`, not both. At most 3072 characters.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///The shots of the video, in order. Set this or `prompt`, not both. From 1 to 6 items.
        #[must_use]
        pub fn multi_prompt(
            mut self,
            multi_prompt: impl IntoIterator<Item = impl Into<Shot>>,
        ) -> Self {
            self.multi_prompt = Some(multi_prompt.into_iter().map(Into::into).collect());
            self
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Length of the video in seconds. One of 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FlexibleDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        V3TurboProTextToVideo, listed : ["model", "prompt", "multi_prompt",
        "aspect_ratio", "duration"], objects : ["multi_prompt" : multi_prompt]
    );
    crate::request::texts::texts!(
        V3TurboProTextToVideo : prompt, multi_prompt, unlisted
    );
    impl crate::request::ModelRequest for V3TurboProTextToVideo {
        const MODEL: crate::model::Model = crate::model::Model::V3TurboProTextToVideo;
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        V3TurboProTextToVideo, crate ::model::Model::V3TurboProTextToVideo.json_schema()
    );
    #[cfg(feature = "legacy")]
    #[doc(alias = "kling-video/v1/pro/image-to-video")]
    /**Kling 1, pro: image to video, at the legacy endpoint.

A request to the model `kling-video/v1/pro/image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::LegacyV1ProImageToVideo::new("https://example.com/portrait.png")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct LegacyV1ProImageToVideo {
        ///Movement of the camera.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub camera_control: ::std::option::Option<CameraControl>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1. The server's default is `0.5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///Parts of the image that move along given paths. At most 6 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub dynamic_masks: ::std::option::Option<::std::vec::Vec<DynamicMask>>,
        ///An identifier of your own for the job.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub external_task_id: ::std::option::Option<::std::string::String>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<LegacyV1ProImageToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub static_mask: ::std::option::Option<::std::string::String>,
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tail_image_url: ::std::option::Option<::std::string::String>,
        ///The task, which follows from the model. One of `image-to-video`.
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<LegacyImageToVideo>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<LegacyV1ProImageToVideo>,
    }
    #[cfg(feature = "legacy")]
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for LegacyV1ProImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "LegacyV1ProImageToVideo", self)
        }
    }
    #[cfg(feature = "legacy")]
    impl LegacyV1ProImageToVideo {
        ///Takes the required parameters: `image_url`.
        pub fn new(image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                image_url: image_url.into(),
                tail_image_url: None,
                duration: None,
                type_: None,
                external_task_id: None,
                negative_prompt: None,
                cfg_scale: None,
                camera_control: None,
                static_mask: None,
                dynamic_masks: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[must_use]
        pub fn tail_image_url(mut self, tail_image_url: impl Into<String>) -> Self {
            self.tail_image_url = Some(tail_image_url.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///The task, which follows from the model. One of `image-to-video`.
        #[must_use]
        pub fn type_(mut self, type_: impl Into<LegacyImageToVideo>) -> Self {
            self.type_ = Some(type_.into());
            self
        }
        ///An identifier of your own for the job.
        #[must_use]
        pub fn external_task_id(mut self, external_task_id: impl Into<String>) -> Self {
            self.external_task_id = Some(external_task_id.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1. The server's default is `0.5`.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Movement of the camera.
        #[must_use]
        pub fn camera_control(
            mut self,
            camera_control: impl Into<CameraControl>,
        ) -> Self {
            self.camera_control = Some(camera_control.into());
            self
        }
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[must_use]
        pub fn static_mask(mut self, static_mask: impl Into<String>) -> Self {
            self.static_mask = Some(static_mask.into());
            self
        }
        ///Parts of the image that move along given paths. At most 6 items.
        #[must_use]
        pub fn dynamic_masks(
            mut self,
            dynamic_masks: impl IntoIterator<Item = impl Into<DynamicMask>>,
        ) -> Self {
            self.dynamic_masks = Some(
                dynamic_masks.into_iter().map(Into::into).collect(),
            );
            self
        }
    }
    #[cfg(feature = "legacy")]
    crate::request::unlisted::unlisted!(
        LegacyV1ProImageToVideo, listed : ["model", "prompt", "image_url",
        "tail_image_url", "duration", "type", "external_task_id", "negative_prompt",
        "cfg_scale", "camera_control", "static_mask", "dynamic_masks"], objects :
        ["camera_control" : camera_control, "dynamic_masks" : dynamic_masks]
    );
    #[cfg(feature = "legacy")]
    crate::request::texts::texts!(
        LegacyV1ProImageToVideo : prompt, image_url, tail_image_url, external_task_id,
        negative_prompt, camera_control, static_mask, dynamic_masks, unlisted
    );
    #[cfg(feature = "legacy")]
    impl crate::request::ModelRequest for LegacyV1ProImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::LegacyV1ProImageToVideo;
    }
    #[cfg(feature = "legacy")]
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        LegacyV1ProImageToVideo, crate ::model::Model::LegacyV1ProImageToVideo
        .json_schema()
    );
    #[cfg(feature = "legacy")]
    #[doc(alias = "kling-video/v1/pro/text-to-video")]
    /**Kling 1, pro: text to video, at the legacy endpoint.

A request to the model `kling-video/v1/pro/text-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::LegacyV1ProTextToVideo::new("A lighthouse in a storm");
# request.validate().unwrap();
```

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct LegacyV1ProTextToVideo {
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///Movement of the camera.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub camera_control: ::std::option::Option<CameraControl>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1. The server's default is `0.5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///An identifier of your own for the job.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub external_task_id: ::std::option::Option<::std::string::String>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<LegacyV1ProTextToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        pub prompt: ::std::string::String,
        ///The task, which follows from the model. One of `text-to-video`.
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<LegacyTextToVideo>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<LegacyV1ProTextToVideo>,
    }
    #[cfg(feature = "legacy")]
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for LegacyV1ProTextToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "LegacyV1ProTextToVideo", self)
        }
    }
    #[cfg(feature = "legacy")]
    impl LegacyV1ProTextToVideo {
        ///Takes the required parameters: `prompt`.
        pub fn new(prompt: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: prompt.into(),
                aspect_ratio: None,
                duration: None,
                type_: None,
                external_task_id: None,
                negative_prompt: None,
                cfg_scale: None,
                camera_control: None,
                unlisted: Default::default(),
            }
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///The task, which follows from the model. One of `text-to-video`.
        #[must_use]
        pub fn type_(mut self, type_: impl Into<LegacyTextToVideo>) -> Self {
            self.type_ = Some(type_.into());
            self
        }
        ///An identifier of your own for the job.
        #[must_use]
        pub fn external_task_id(mut self, external_task_id: impl Into<String>) -> Self {
            self.external_task_id = Some(external_task_id.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1. The server's default is `0.5`.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Movement of the camera.
        #[must_use]
        pub fn camera_control(
            mut self,
            camera_control: impl Into<CameraControl>,
        ) -> Self {
            self.camera_control = Some(camera_control.into());
            self
        }
    }
    #[cfg(feature = "legacy")]
    crate::request::unlisted::unlisted!(
        LegacyV1ProTextToVideo, listed : ["model", "prompt", "aspect_ratio", "duration",
        "type", "external_task_id", "negative_prompt", "cfg_scale", "camera_control"],
        objects : ["camera_control" : camera_control]
    );
    #[cfg(feature = "legacy")]
    crate::request::texts::texts!(
        LegacyV1ProTextToVideo : prompt, external_task_id, negative_prompt,
        camera_control, unlisted
    );
    #[cfg(feature = "legacy")]
    impl crate::request::ModelRequest for LegacyV1ProTextToVideo {
        const MODEL: crate::model::Model = crate::model::Model::LegacyV1ProTextToVideo;
    }
    #[cfg(feature = "legacy")]
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        LegacyV1ProTextToVideo, crate ::model::Model::LegacyV1ProTextToVideo
        .json_schema()
    );
    #[cfg(feature = "legacy")]
    #[doc(alias = "kling-video/v1/standard/image-to-video")]
    /**Kling 1, standard: image to video, at the legacy endpoint.

A request to the model `kling-video/v1/standard/image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::LegacyV1StandardImageToVideo::new("https://example.com/portrait.png")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct LegacyV1StandardImageToVideo {
        ///Movement of the camera.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub camera_control: ::std::option::Option<CameraControl>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1. The server's default is `0.5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///Parts of the image that move along given paths. At most 6 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub dynamic_masks: ::std::option::Option<::std::vec::Vec<DynamicMask>>,
        ///An identifier of your own for the job.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub external_task_id: ::std::option::Option<::std::string::String>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<LegacyV1StandardImageToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub static_mask: ::std::option::Option<::std::string::String>,
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tail_image_url: ::std::option::Option<::std::string::String>,
        ///The task, which follows from the model. One of `image-to-video`.
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<LegacyImageToVideo>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<LegacyV1StandardImageToVideo>,
    }
    #[cfg(feature = "legacy")]
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for LegacyV1StandardImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "LegacyV1StandardImageToVideo", self)
        }
    }
    #[cfg(feature = "legacy")]
    impl LegacyV1StandardImageToVideo {
        ///Takes the required parameters: `image_url`.
        pub fn new(image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                image_url: image_url.into(),
                tail_image_url: None,
                duration: None,
                type_: None,
                external_task_id: None,
                negative_prompt: None,
                cfg_scale: None,
                camera_control: None,
                static_mask: None,
                dynamic_masks: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[must_use]
        pub fn tail_image_url(mut self, tail_image_url: impl Into<String>) -> Self {
            self.tail_image_url = Some(tail_image_url.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///The task, which follows from the model. One of `image-to-video`.
        #[must_use]
        pub fn type_(mut self, type_: impl Into<LegacyImageToVideo>) -> Self {
            self.type_ = Some(type_.into());
            self
        }
        ///An identifier of your own for the job.
        #[must_use]
        pub fn external_task_id(mut self, external_task_id: impl Into<String>) -> Self {
            self.external_task_id = Some(external_task_id.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1. The server's default is `0.5`.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Movement of the camera.
        #[must_use]
        pub fn camera_control(
            mut self,
            camera_control: impl Into<CameraControl>,
        ) -> Self {
            self.camera_control = Some(camera_control.into());
            self
        }
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[must_use]
        pub fn static_mask(mut self, static_mask: impl Into<String>) -> Self {
            self.static_mask = Some(static_mask.into());
            self
        }
        ///Parts of the image that move along given paths. At most 6 items.
        #[must_use]
        pub fn dynamic_masks(
            mut self,
            dynamic_masks: impl IntoIterator<Item = impl Into<DynamicMask>>,
        ) -> Self {
            self.dynamic_masks = Some(
                dynamic_masks.into_iter().map(Into::into).collect(),
            );
            self
        }
    }
    #[cfg(feature = "legacy")]
    crate::request::unlisted::unlisted!(
        LegacyV1StandardImageToVideo, listed : ["model", "prompt", "image_url",
        "tail_image_url", "duration", "type", "external_task_id", "negative_prompt",
        "cfg_scale", "camera_control", "static_mask", "dynamic_masks"], objects :
        ["camera_control" : camera_control, "dynamic_masks" : dynamic_masks]
    );
    #[cfg(feature = "legacy")]
    crate::request::texts::texts!(
        LegacyV1StandardImageToVideo : prompt, image_url, tail_image_url,
        external_task_id, negative_prompt, camera_control, static_mask, dynamic_masks,
        unlisted
    );
    #[cfg(feature = "legacy")]
    impl crate::request::ModelRequest for LegacyV1StandardImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::LegacyV1StandardImageToVideo;
    }
    #[cfg(feature = "legacy")]
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        LegacyV1StandardImageToVideo, crate ::model::Model::LegacyV1StandardImageToVideo
        .json_schema()
    );
    #[cfg(feature = "legacy")]
    #[doc(alias = "kling-video/v1/standard/text-to-video")]
    /**Kling 1, standard: text to video, at the legacy endpoint.

A request to the model `kling-video/v1/standard/text-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::LegacyV1StandardTextToVideo::new("A lighthouse in a storm");
# request.validate().unwrap();
```

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct LegacyV1StandardTextToVideo {
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///Movement of the camera.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub camera_control: ::std::option::Option<CameraControl>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1. The server's default is `0.5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///An identifier of your own for the job.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub external_task_id: ::std::option::Option<::std::string::String>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<LegacyV1StandardTextToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        pub prompt: ::std::string::String,
        ///The task, which follows from the model. One of `text-to-video`.
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<LegacyTextToVideo>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<LegacyV1StandardTextToVideo>,
    }
    #[cfg(feature = "legacy")]
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for LegacyV1StandardTextToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "LegacyV1StandardTextToVideo", self)
        }
    }
    #[cfg(feature = "legacy")]
    impl LegacyV1StandardTextToVideo {
        ///Takes the required parameters: `prompt`.
        pub fn new(prompt: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: prompt.into(),
                aspect_ratio: None,
                duration: None,
                type_: None,
                external_task_id: None,
                negative_prompt: None,
                cfg_scale: None,
                camera_control: None,
                unlisted: Default::default(),
            }
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. The server's default is `"16:9"`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///The task, which follows from the model. One of `text-to-video`.
        #[must_use]
        pub fn type_(mut self, type_: impl Into<LegacyTextToVideo>) -> Self {
            self.type_ = Some(type_.into());
            self
        }
        ///An identifier of your own for the job.
        #[must_use]
        pub fn external_task_id(mut self, external_task_id: impl Into<String>) -> Self {
            self.external_task_id = Some(external_task_id.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1. The server's default is `0.5`.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Movement of the camera.
        #[must_use]
        pub fn camera_control(
            mut self,
            camera_control: impl Into<CameraControl>,
        ) -> Self {
            self.camera_control = Some(camera_control.into());
            self
        }
    }
    #[cfg(feature = "legacy")]
    crate::request::unlisted::unlisted!(
        LegacyV1StandardTextToVideo, listed : ["model", "prompt", "aspect_ratio",
        "duration", "type", "external_task_id", "negative_prompt", "cfg_scale",
        "camera_control"], objects : ["camera_control" : camera_control]
    );
    #[cfg(feature = "legacy")]
    crate::request::texts::texts!(
        LegacyV1StandardTextToVideo : prompt, external_task_id, negative_prompt,
        camera_control, unlisted
    );
    #[cfg(feature = "legacy")]
    impl crate::request::ModelRequest for LegacyV1StandardTextToVideo {
        const MODEL: crate::model::Model = crate::model::Model::LegacyV1StandardTextToVideo;
    }
    #[cfg(feature = "legacy")]
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        LegacyV1StandardTextToVideo, crate ::model::Model::LegacyV1StandardTextToVideo
        .json_schema()
    );
    #[cfg(feature = "legacy")]
    #[doc(alias = "kling-video/v1.6/pro/image-to-video")]
    /**Kling 1.6, pro: image to video, at the legacy endpoint.

A request to the model `kling-video/v1.6/pro/image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::LegacyV1_6ProImageToVideo::new("https://example.com/portrait.png")
    .prompt("A lighthouse in a storm");
# request.validate().unwrap();
```

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct LegacyV1_6ProImageToVideo {
        ///Movement of the camera.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub camera_control: ::std::option::Option<CameraControl>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1. The server's default is `0.5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///Parts of the image that move along given paths. At most 6 items.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub dynamic_masks: ::std::option::Option<::std::vec::Vec<DynamicMask>>,
        ///An identifier of your own for the job.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub external_task_id: ::std::option::Option<::std::string::String>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<LegacyV1_6ProImageToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: ::std::option::Option<::std::string::String>,
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub static_mask: ::std::option::Option<::std::string::String>,
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tail_image_url: ::std::option::Option<::std::string::String>,
        ///The task, which follows from the model. One of `image-to-video`.
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<LegacyImageToVideo>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<LegacyV1_6ProImageToVideo>,
    }
    #[cfg(feature = "legacy")]
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for LegacyV1_6ProImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "LegacyV1_6ProImageToVideo", self)
        }
    }
    #[cfg(feature = "legacy")]
    impl LegacyV1_6ProImageToVideo {
        ///Takes the required parameters: `image_url`.
        pub fn new(image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: None,
                image_url: image_url.into(),
                tail_image_url: None,
                duration: None,
                type_: None,
                external_task_id: None,
                negative_prompt: None,
                cfg_scale: None,
                camera_control: None,
                static_mask: None,
                dynamic_masks: None,
                unlisted: Default::default(),
            }
        }
        ///Text prompt: what the video shows.
        #[must_use]
        pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
            self.prompt = Some(prompt.into());
            self
        }
        ///Last frame of the video: `http(s)` URL or `data:` URI of an image.
        #[must_use]
        pub fn tail_image_url(mut self, tail_image_url: impl Into<String>) -> Self {
            self.tail_image_url = Some(tail_image_url.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///The task, which follows from the model. One of `image-to-video`.
        #[must_use]
        pub fn type_(mut self, type_: impl Into<LegacyImageToVideo>) -> Self {
            self.type_ = Some(type_.into());
            self
        }
        ///An identifier of your own for the job.
        #[must_use]
        pub fn external_task_id(mut self, external_task_id: impl Into<String>) -> Self {
            self.external_task_id = Some(external_task_id.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1. The server's default is `0.5`.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
        ///Movement of the camera.
        #[must_use]
        pub fn camera_control(
            mut self,
            camera_control: impl Into<CameraControl>,
        ) -> Self {
            self.camera_control = Some(camera_control.into());
            self
        }
        ///The part of the image that does not move: `http(s)` URL or `data:` URI of a mask image.
        #[must_use]
        pub fn static_mask(mut self, static_mask: impl Into<String>) -> Self {
            self.static_mask = Some(static_mask.into());
            self
        }
        ///Parts of the image that move along given paths. At most 6 items.
        #[must_use]
        pub fn dynamic_masks(
            mut self,
            dynamic_masks: impl IntoIterator<Item = impl Into<DynamicMask>>,
        ) -> Self {
            self.dynamic_masks = Some(
                dynamic_masks.into_iter().map(Into::into).collect(),
            );
            self
        }
    }
    #[cfg(feature = "legacy")]
    crate::request::unlisted::unlisted!(
        LegacyV1_6ProImageToVideo, listed : ["model", "prompt", "image_url",
        "tail_image_url", "duration", "type", "external_task_id", "negative_prompt",
        "cfg_scale", "camera_control", "static_mask", "dynamic_masks"], objects :
        ["camera_control" : camera_control, "dynamic_masks" : dynamic_masks]
    );
    #[cfg(feature = "legacy")]
    crate::request::texts::texts!(
        LegacyV1_6ProImageToVideo : prompt, image_url, tail_image_url, external_task_id,
        negative_prompt, camera_control, static_mask, dynamic_masks, unlisted
    );
    #[cfg(feature = "legacy")]
    impl crate::request::ModelRequest for LegacyV1_6ProImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::LegacyV1_6ProImageToVideo;
    }
    #[cfg(feature = "legacy")]
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        LegacyV1_6ProImageToVideo, crate ::model::Model::LegacyV1_6ProImageToVideo
        .json_schema()
    );
    #[cfg(feature = "legacy")]
    #[doc(alias = "kling-video/v1.6/standard/image-to-video")]
    /**Kling 1.6, standard: image to video, at the legacy endpoint.

A request to the model `kling-video/v1.6/standard/image-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::LegacyV1_6StandardImageToVideo::new("A lighthouse in a storm", "https://example.com/portrait.png");
# request.validate().unwrap();
```

No processing time is documented for this model; for others, 78 to 431 seconds are.*/
    pub struct LegacyV1_6StandardImageToVideo {
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. Deprecated by the service.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///First frame of the video: `http(s)` URL or `data:` URI of an image.
        pub image_url: ::std::string::String,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<LegacyV1_6StandardImageToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        pub prompt: ::std::string::String,
        ///Aspect ratio of the frame, as width to height; `aspect_ratio` is the newer name. One of `16:9`, `1:1`, `9:16`. Deprecated by the service.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ratio: ::std::option::Option<LegacyRatio>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<LegacyV1_6StandardImageToVideo>,
    }
    #[cfg(feature = "legacy")]
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for LegacyV1_6StandardImageToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "LegacyV1_6StandardImageToVideo", self)
        }
    }
    #[cfg(feature = "legacy")]
    impl LegacyV1_6StandardImageToVideo {
        ///Takes the required parameters: `prompt`, `image_url`.
        pub fn new(prompt: impl Into<String>, image_url: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: prompt.into(),
                image_url: image_url.into(),
                aspect_ratio: None,
                ratio: None,
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                unlisted: Default::default(),
            }
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`. Deprecated by the service.
        #[deprecated(note = "deprecated by the service")]
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Aspect ratio of the frame, as width to height; `aspect_ratio` is the newer name. One of `16:9`, `1:1`, `9:16`. Deprecated by the service.
        #[deprecated(note = "deprecated by the service")]
        #[must_use]
        pub fn ratio(mut self, ratio: impl Into<LegacyRatio>) -> Self {
            self.ratio = Some(ratio.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
    }
    #[cfg(feature = "legacy")]
    crate::request::unlisted::unlisted!(
        LegacyV1_6StandardImageToVideo, listed : ["model", "prompt", "image_url",
        "aspect_ratio", "ratio", "duration", "negative_prompt", "cfg_scale"], objects :
        []
    );
    #[cfg(feature = "legacy")]
    crate::request::texts::texts!(
        LegacyV1_6StandardImageToVideo : prompt, image_url, negative_prompt, unlisted
    );
    #[cfg(feature = "legacy")]
    impl crate::request::ModelRequest for LegacyV1_6StandardImageToVideo {
        const MODEL: crate::model::Model = crate::model::Model::LegacyV1_6StandardImageToVideo;
    }
    #[cfg(feature = "legacy")]
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        LegacyV1_6StandardImageToVideo, crate
        ::model::Model::LegacyV1_6StandardImageToVideo.json_schema()
    );
    #[cfg(feature = "legacy")]
    #[doc(alias = "kling-video/v1.6/standard/text-to-video")]
    /**Kling 1.6, standard: text to video, at the legacy endpoint.

A request to the model `kling-video/v1.6/standard/text-to-video`.*/
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    /**
```
use aimlapi_kling::types;
# use aimlapi_kling::ModelRequest as _;

let request = types::LegacyV1_6StandardTextToVideo::new("A lighthouse in a storm");
# request.validate().unwrap();
```

A clip of 5 seconds takes about 186 seconds to generate.*/
    pub struct LegacyV1_6StandardTextToVideo {
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub aspect_ratio: ::std::option::Option<AspectRatio>,
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cfg_scale: ::std::option::Option<f64>,
        ///Length of the video in seconds. One of 5, 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<FixedDuration>,
        ///The id of the model, which is part of the type.
        pub model: crate::request::ModelTag<LegacyV1_6StandardTextToVideo>,
        ///Negative text prompt: what the video must not show.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: ::std::option::Option<::std::string::String>,
        ///Text prompt: what the video shows.
        pub prompt: ::std::string::String,
        ///Aspect ratio of the frame, as width to height; `aspect_ratio` is the newer name. One of `16:9`, `1:1`, `9:16`. Deprecated by the service.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ratio: ::std::option::Option<LegacyRatio>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<LegacyV1_6StandardTextToVideo>,
    }
    #[cfg(feature = "legacy")]
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for LegacyV1_6StandardTextToVideo {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "LegacyV1_6StandardTextToVideo", self)
        }
    }
    #[cfg(feature = "legacy")]
    impl LegacyV1_6StandardTextToVideo {
        ///Takes the required parameters: `prompt`.
        pub fn new(prompt: impl Into<String>) -> Self {
            Self {
                model: crate::request::ModelTag::new(),
                prompt: prompt.into(),
                aspect_ratio: None,
                ratio: None,
                duration: None,
                negative_prompt: None,
                cfg_scale: None,
                unlisted: Default::default(),
            }
        }
        ///Aspect ratio of the frame, as width to height. One of `16:9`, `1:1`, `9:16`.
        #[must_use]
        pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
            self.aspect_ratio = Some(aspect_ratio.into());
            self
        }
        ///Aspect ratio of the frame, as width to height; `aspect_ratio` is the newer name. One of `16:9`, `1:1`, `9:16`. Deprecated by the service.
        #[deprecated(note = "deprecated by the service")]
        #[must_use]
        pub fn ratio(mut self, ratio: impl Into<LegacyRatio>) -> Self {
            self.ratio = Some(ratio.into());
            self
        }
        ///Length of the video in seconds. One of 5, 10.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<FixedDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        ///Negative text prompt: what the video must not show.
        #[must_use]
        pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
            self.negative_prompt = Some(negative_prompt.into());
            self
        }
        ///How closely the video follows the prompt: a higher value follows it more closely. From 0 to 1.
        #[must_use]
        pub fn cfg_scale(mut self, cfg_scale: impl Into<f64>) -> Self {
            self.cfg_scale = Some(cfg_scale.into());
            self
        }
    }
    #[cfg(feature = "legacy")]
    crate::request::unlisted::unlisted!(
        LegacyV1_6StandardTextToVideo, listed : ["model", "prompt", "aspect_ratio",
        "ratio", "duration", "negative_prompt", "cfg_scale"], objects : []
    );
    #[cfg(feature = "legacy")]
    crate::request::texts::texts!(
        LegacyV1_6StandardTextToVideo : prompt, negative_prompt, unlisted
    );
    #[cfg(feature = "legacy")]
    impl crate::request::ModelRequest for LegacyV1_6StandardTextToVideo {
        const MODEL: crate::model::Model = crate::model::Model::LegacyV1_6StandardTextToVideo;
    }
    #[cfg(feature = "legacy")]
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        LegacyV1_6StandardTextToVideo, crate
        ::model::Model::LegacyV1_6StandardTextToVideo.json_schema()
    );
    ///One camera movement and its strength.
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    pub struct AdvancedCameraControl {
        ///The axis of the movement. One of `horizontal`, `pan`, `roll`, `tilt`, `vertical`, `zoom`.
        pub movement_type: CameraMovement,
        ///Strength and direction of the movement. From -10 to 10.
        #[serde(deserialize_with = "crate::model::integer::deserialize")]
        pub movement_value: i64,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<AdvancedCameraControl>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for AdvancedCameraControl {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "AdvancedCameraControl", self)
        }
    }
    impl AdvancedCameraControl {
        ///Takes the required parameters: `movement_type`, `movement_value`.
        pub fn new(
            movement_type: impl Into<CameraMovement>,
            movement_value: impl Into<i64>,
        ) -> Self {
            Self {
                movement_type: movement_type.into(),
                movement_value: movement_value.into(),
                unlisted: Default::default(),
            }
        }
    }
    crate::request::unlisted::unlisted!(
        AdvancedCameraControl, listed : ["movement_type", "movement_value"], objects : []
    );
    crate::request::texts::texts!(AdvancedCameraControl : unlisted);
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        AdvancedCameraControl, crate ::model::nested_schema(& crate
        ::model::parameters::T_ADVANCED_CAMERA_CONTROL,
        "One camera movement and its strength.")
    );
    crate::model::choice::text_choice! {
        #[doc = "An axis along or about which the camera moves."] CameraMovement { #[doc
        = "Sent as `horizontal`."] Horizontal = "horizontal", #[doc = "Sent as `pan`."]
        Pan = "pan", #[doc = "Sent as `roll`."] Roll = "roll", #[doc = "Sent as `tilt`."]
        Tilt = "tilt", #[doc = "Sent as `vertical`."] Vertical = "vertical", #[doc =
        "Sent as `zoom`."] Zoom = "zoom", }
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        CameraMovement, crate ::model::nested_schema(& crate
        ::model::parameters::T_CAMERA_MOVEMENT,
        "An axis along or about which the camera moves.")
    );
    crate::model::choice::text_choice! {
        #[doc = "Aspect ratio of the video, as width to height."] AspectRatio { #[doc =
        "Sent as `16:9`."] Landscape16x9 = "16:9", #[doc = "Sent as `1:1`."] Square1x1 =
        "1:1", #[doc = "Sent as `9:16`."] Portrait9x16 = "9:16", }
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        AspectRatio, crate ::model::nested_schema(& crate
        ::model::parameters::T_ASPECT_RATIO,
        "Aspect ratio of the video, as width to height.")
    );
    crate::model::choice::text_choice! {
        #[doc = "A predefined camera movement."] CameraPreset { #[doc =
        "Sent as `down_back`."] DownBack = "down_back", #[doc = "Sent as `forward_up`."]
        ForwardUp = "forward_up", #[doc = "Sent as `left_turn_forward`."] LeftTurnForward
        = "left_turn_forward", #[doc = "Sent as `right_turn_forward`."] RightTurnForward
        = "right_turn_forward", }
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        CameraPreset, crate ::model::nested_schema(& crate
        ::model::parameters::T_CAMERA_PRESET, "A predefined camera movement.")
    );
    ///A camera movement: a predefined one, or one composed of movements along and about six axes.
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    pub struct CameraControl {
        ///The movement along and about each axis.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub config: ::std::option::Option<CameraControlConfig>,
        ///The kind of movement; `config` is used by `simple` only. One of `down_back`, `forward_up`, `left_turn_forward`, `right_turn_forward`, `simple`.
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<CameraControlType>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<CameraControl>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for CameraControl {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "CameraControl", self)
        }
    }
    impl CameraControl {
        ///Creates a value without parameters: every one is optional.
        pub fn new() -> Self {
            Self {
                config: None,
                type_: None,
                unlisted: Default::default(),
            }
        }
        ///The movement along and about each axis.
        #[must_use]
        pub fn config(mut self, config: impl Into<CameraControlConfig>) -> Self {
            self.config = Some(config.into());
            self
        }
        ///The kind of movement; `config` is used by `simple` only. One of `down_back`, `forward_up`, `left_turn_forward`, `right_turn_forward`, `simple`.
        #[must_use]
        pub fn type_(mut self, type_: impl Into<CameraControlType>) -> Self {
            self.type_ = Some(type_.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        CameraControl, listed : ["config", "type"], objects : ["config" : config]
    );
    crate::request::texts::texts!(CameraControl : config, unlisted);
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        CameraControl, crate ::model::nested_schema(& crate
        ::model::parameters::T_CAMERA_CONTROL,
        "A camera movement: a predefined one, or one composed of movements along and about six axes.")
    );
    ///How far the camera moves along and about each axis; for the type `simple`.
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    pub struct CameraControlConfig {
        ///Horizontal movement of the camera. From -10 to 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub horizontal: ::std::option::Option<f64>,
        ///Pan of the camera. From -10 to 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pan: ::std::option::Option<f64>,
        ///Roll of the camera about its viewing axis. From -10 to 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub roll: ::std::option::Option<f64>,
        ///Tilt of the camera. From -10 to 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tilt: ::std::option::Option<f64>,
        ///Vertical movement of the camera. From -10 to 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vertical: ::std::option::Option<f64>,
        ///Zoom of the camera. From -10 to 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub zoom: ::std::option::Option<f64>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<CameraControlConfig>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for CameraControlConfig {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "CameraControlConfig", self)
        }
    }
    impl CameraControlConfig {
        ///Creates a value without parameters: every one is optional.
        pub fn new() -> Self {
            Self {
                horizontal: None,
                pan: None,
                roll: None,
                tilt: None,
                vertical: None,
                zoom: None,
                unlisted: Default::default(),
            }
        }
        ///Horizontal movement of the camera. From -10 to 10.
        #[must_use]
        pub fn horizontal(mut self, horizontal: impl Into<f64>) -> Self {
            self.horizontal = Some(horizontal.into());
            self
        }
        ///Pan of the camera. From -10 to 10.
        #[must_use]
        pub fn pan(mut self, pan: impl Into<f64>) -> Self {
            self.pan = Some(pan.into());
            self
        }
        ///Roll of the camera about its viewing axis. From -10 to 10.
        #[must_use]
        pub fn roll(mut self, roll: impl Into<f64>) -> Self {
            self.roll = Some(roll.into());
            self
        }
        ///Tilt of the camera. From -10 to 10.
        #[must_use]
        pub fn tilt(mut self, tilt: impl Into<f64>) -> Self {
            self.tilt = Some(tilt.into());
            self
        }
        ///Vertical movement of the camera. From -10 to 10.
        #[must_use]
        pub fn vertical(mut self, vertical: impl Into<f64>) -> Self {
            self.vertical = Some(vertical.into());
            self
        }
        ///Zoom of the camera. From -10 to 10.
        #[must_use]
        pub fn zoom(mut self, zoom: impl Into<f64>) -> Self {
            self.zoom = Some(zoom.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        CameraControlConfig, listed : ["horizontal", "pan", "roll", "tilt", "vertical",
        "zoom"], objects : []
    );
    crate::request::texts::texts!(CameraControlConfig : unlisted);
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        CameraControlConfig, crate ::model::nested_schema(& crate
        ::model::parameters::T_CAMERA_CONTROL_CONFIG,
        "How far the camera moves along and about each axis; for the type `simple`.")
    );
    crate::model::choice::text_choice! {
        #[doc = "The kind of movement of a [`CameraControl`]."] CameraControlType { #[doc
        = "Sent as `down_back`."] DownBack = "down_back", #[doc =
        "Sent as `forward_up`."] ForwardUp = "forward_up", #[doc =
        "Sent as `left_turn_forward`."] LeftTurnForward = "left_turn_forward", #[doc =
        "Sent as `right_turn_forward`."] RightTurnForward = "right_turn_forward", #[doc =
        "Sent as `simple`."] Simple = "simple", }
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        CameraControlType, crate ::model::nested_schema(& crate
        ::model::parameters::T_CAMERA_CONTROL_TYPE,
        "The kind of movement of a [`CameraControl`].")
    );
    crate::model::choice::text_choice! {
        #[doc = "The input that the character's orientation is taken from."]
        CharacterOrientation { #[doc = "Sent as `image`."] Image = "image", #[doc =
        "Sent as `video`."] Video = "video", }
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        CharacterOrientation, crate ::model::nested_schema(& crate
        ::model::parameters::T_CHARACTER_ORIENTATION,
        "The input that the character's orientation is taken from.")
    );
    crate::model::choice::integer_choice! {
        #[doc =
        "Length of a video in seconds, for models that accept any whole number of seconds within a range."]
        FlexibleDuration { #[doc = "Sent as `3`."] Seconds3 = 3, #[doc = "Sent as `4`."]
        Seconds4 = 4, #[doc = "Sent as `5`."] Seconds5 = 5, #[doc = "Sent as `6`."]
        Seconds6 = 6, #[doc = "Sent as `7`."] Seconds7 = 7, #[doc = "Sent as `8`."]
        Seconds8 = 8, #[doc = "Sent as `9`."] Seconds9 = 9, #[doc = "Sent as `10`."]
        Seconds10 = 10, #[doc = "Sent as `11`."] Seconds11 = 11, #[doc = "Sent as `12`."]
        Seconds12 = 12, #[doc = "Sent as `13`."] Seconds13 = 13, #[doc = "Sent as `14`."]
        Seconds14 = 14, #[doc = "Sent as `15`."] Seconds15 = 15, }
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        FlexibleDuration, crate ::model::nested_schema(& crate
        ::model::parameters::T_FLEXIBLE_DURATION,
        "Length of a video in seconds, for models that accept any whole number of seconds within a range.")
    );
    crate::model::choice::integer_choice! {
        #[doc = "Length of a video in seconds, for models with a few fixed lengths."]
        FixedDuration { #[doc = "Sent as `5`."] Seconds5 = 5, #[doc = "Sent as `10`."]
        Seconds10 = 10, }
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        FixedDuration, crate ::model::nested_schema(& crate
        ::model::parameters::T_FIXED_DURATION,
        "Length of a video in seconds, for models with a few fixed lengths.")
    );
    ///A part of the image and the path along which it moves.
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    pub struct DynamicMask {
        ///The part that moves: `http(s)` URL or `data:` URI of a mask image.
        pub mask: ::std::string::String,
        ///Points of the path, in order. From 2 to 77 items.
        pub trajectories: ::std::vec::Vec<TrajectoryPoint>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<DynamicMask>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for DynamicMask {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "DynamicMask", self)
        }
    }
    impl DynamicMask {
        ///Takes the required parameters: `mask`, `trajectories`.
        pub fn new(
            mask: impl Into<String>,
            trajectories: impl IntoIterator<Item = impl Into<TrajectoryPoint>>,
        ) -> Self {
            Self {
                mask: mask.into(),
                trajectories: trajectories.into_iter().map(Into::into).collect(),
                unlisted: Default::default(),
            }
        }
    }
    crate::request::unlisted::unlisted!(
        DynamicMask, listed : ["mask", "trajectories"], objects : ["trajectories" :
        trajectories]
    );
    crate::request::texts::texts!(DynamicMask : mask, trajectories, unlisted);
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        DynamicMask, crate ::model::nested_schema(& crate
        ::model::parameters::T_DYNAMIC_MASK,
        "A part of the image and the path along which it moves.")
    );
    ///A point on the path of a [`DynamicMask`].
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    pub struct TrajectoryPoint {
        ///Horizontal position of the point in the image.
        #[serde(deserialize_with = "crate::model::integer::deserialize")]
        pub x: i64,
        ///Vertical position of the point in the image.
        #[serde(deserialize_with = "crate::model::integer::deserialize")]
        pub y: i64,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<TrajectoryPoint>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for TrajectoryPoint {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "TrajectoryPoint", self)
        }
    }
    impl TrajectoryPoint {
        ///Takes the required parameters: `x`, `y`.
        pub fn new(x: impl Into<i64>, y: impl Into<i64>) -> Self {
            Self {
                x: x.into(),
                y: y.into(),
                unlisted: Default::default(),
            }
        }
    }
    crate::request::unlisted::unlisted!(
        TrajectoryPoint, listed : ["x", "y"], objects : []
    );
    crate::request::texts::texts!(TrajectoryPoint : unlisted);
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        TrajectoryPoint, crate ::model::nested_schema(& crate
        ::model::parameters::T_TRAJECTORY_POINT,
        "A point on the path of a [`DynamicMask`].")
    );
    crate::model::choice::text_choice! {
        #[doc = "A predefined effect."] EffectScene { #[doc = "Sent as `angel_wing`."]
        AngelWing = "angel_wing", #[doc = "Sent as `anime_figure`."] AnimeFigure =
        "anime_figure", #[doc = "Sent as `bloombloom`."] Bloombloom = "bloombloom", #[doc
        = "Sent as `boss_coming`."] BossComing = "boss_coming", #[doc =
        "Sent as `boyfriend`."] Boyfriend = "boyfriend", #[doc =
        "Sent as `brown_bear_hug`."] BrownBearHug = "brown_bear_hug", #[doc =
        "Sent as `building_collapse`."] BuildingCollapse = "building_collapse", #[doc =
        "Sent as `car_explosion`."] CarExplosion = "car_explosion", #[doc =
        "Sent as `celebration`."] Celebration = "celebration", #[doc =
        "Sent as `construction_worker`."] ConstructionWorker = "construction_worker",
        #[doc = "Sent as `cry_cry`."] CryCry = "cry_cry", #[doc = "Sent as `dark_wing`."]
        DarkWing = "dark_wing", #[doc = "Sent as `day_to_night`."] DayToNight =
        "day_to_night", #[doc = "Sent as `dizzydizzy`."] Dizzydizzy = "dizzydizzy", #[doc
        = "Sent as `dollar_rain`."] DollarRain = "dollar_rain", #[doc =
        "Sent as `double_gun`."] DoubleGun = "double_gun", #[doc =
        "Sent as `expansion`."] Expansion = "expansion", #[doc = "Sent as `fairy_wing`."]
        FairyWing = "fairy_wing", #[doc = "Sent as `felt_felt`."] FeltFelt = "felt_felt",
        #[doc = "Sent as `fight`."] Fight = "fight", #[doc = "Sent as `fly_fly`."] FlyFly
        = "fly_fly", #[doc = "Sent as `fuzzyfuzzy`."] Fuzzyfuzzy = "fuzzyfuzzy", #[doc =
        "Sent as `girlfriend`."] Girlfriend = "girlfriend", #[doc =
        "Sent as `gun_shot`."] GunShot = "gun_shot", #[doc = "Sent as `heart_gesture`."]
        HeartGesture = "heart_gesture", #[doc = "Sent as `heart_gesture_1`."]
        HeartGesture1 = "heart_gesture_1", #[doc = "Sent as `hug`."] Hug = "hug", #[doc =
        "Sent as `hula`."] Hula = "hula", #[doc = "Sent as `instant_film`."] InstantFilm
        = "instant_film", #[doc = "Sent as `instant_kid`."] InstantKid = "instant_kid",
        #[doc = "Sent as `iron_warrior`."] IronWarrior = "iron_warrior", #[doc =
        "Sent as `jazz_jazz`."] JazzJazz = "jazz_jazz", #[doc =
        "Sent as `jelly_jiggle`."] JellyJiggle = "jelly_jiggle", #[doc =
        "Sent as `jelly_press`."] JellyPress = "jelly_press", #[doc =
        "Sent as `jelly_slice`."] JellySlice = "jelly_slice", #[doc =
        "Sent as `jelly_squish`."] JellySquish = "jelly_squish", #[doc =
        "Sent as `jesus_hug`."] JesusHug = "jesus_hug", #[doc = "Sent as `jumpdrop`."]
        Jumpdrop = "jumpdrop", #[doc = "Sent as `kiss`."] Kiss = "kiss", #[doc =
        "Sent as `let's_ride`."] LetsRide = "let's_ride", #[doc = "Sent as `lie_flat`."]
        LieFlat = "lie_flat", #[doc = "Sent as `lightning_power`."] LightningPower =
        "lightning_power", #[doc = "Sent as `long_hair`."] LongHair = "long_hair", #[doc
        = "Sent as `magic_broom`."] MagicBroom = "magic_broom", #[doc =
        "Sent as `magic_fireball`."] MagicFireball = "magic_fireball", #[doc =
        "Sent as `marry_me`."] MarryMe = "marry_me", #[doc =
        "Sent as `media_interview`."] MediaInterview = "media_interview", #[doc =
        "Sent as `mushroom`."] Mushroom = "mushroom", #[doc =
        "Sent as `office_escape_plow`."] OfficeEscapePlow = "office_escape_plow", #[doc =
        "Sent as `pet_bee`."] PetBee = "pet_bee", #[doc = "Sent as `pet_chef`."] PetChef
        = "pet_chef", #[doc = "Sent as `pet_dance`."] PetDance = "pet_dance", #[doc =
        "Sent as `pet_delivery`."] PetDelivery = "pet_delivery", #[doc =
        "Sent as `pet_lion`."] PetLion = "pet_lion", #[doc = "Sent as `pet_moto_rider`."]
        PetMotoRider = "pet_moto_rider", #[doc = "Sent as `pet_warrior`."] PetWarrior =
        "pet_warrior", #[doc = "Sent as `pet_wizard`."] PetWizard = "pet_wizard", #[doc =
        "Sent as `piggy_morph`."] PiggyMorph = "piggy_morph", #[doc =
        "Sent as `pixelpixel`."] Pixelpixel = "pixelpixel", #[doc =
        "Sent as `plushcut`."] Plushcut = "plushcut", #[doc =
        "Sent as `polar_bear_hug`."] PolarBearHug = "polar_bear_hug", #[doc =
        "Sent as `rocketrocket`."] Rocketrocket = "rocketrocket", #[doc =
        "Sent as `santa_gifts`."] SantaGifts = "santa_gifts", #[doc =
        "Sent as `santa_hug`."] SantaHug = "santa_hug", #[doc = "Sent as `shark_alert`."]
        SharkAlert = "shark_alert", #[doc = "Sent as `siblings`."] Siblings = "siblings",
        #[doc = "Sent as `skateskate`."] Skateskate = "skateskate", #[doc =
        "Sent as `ski_ski`."] SkiSki = "ski_ski", #[doc = "Sent as `smoke_smoke`."]
        SmokeSmoke = "smoke_smoke", #[doc = "Sent as `snatched`."] Snatched = "snatched",
        #[doc = "Sent as `splashsplash`."] Splashsplash = "splashsplash", #[doc =
        "Sent as `squish`."] Squish = "squish", #[doc = "Sent as `surfsurf`."] Surfsurf =
        "surfsurf", #[doc = "Sent as `swing_swing`."] SwingSwing = "swing_swing", #[doc =
        "Sent as `thumbs_up`."] ThumbsUp = "thumbs_up", #[doc = "Sent as `tiger_hug`."]
        TigerHug = "tiger_hug", #[doc = "Sent as `watermelon_bomb`."] WatermelonBomb =
        "watermelon_bomb", #[doc = "Sent as `wig_out`."] WigOut = "wig_out", #[doc =
        "Sent as `wool_curly`."] WoolCurly = "wool_curly", #[doc = "Sent as `yearbook`."]
        Yearbook = "yearbook", }
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        EffectScene, crate ::model::nested_schema(& crate
        ::model::parameters::T_EFFECT_SCENE, "A predefined effect.")
    );
    ///A character or object, shown by images.
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    pub struct ImageElement {
        ///Front view of the element: `http(s)` URL or `data:` URI of an image.
        pub frontal_image_url: ::std::string::String,
        ///The element from other angles: `http(s)` URLs or `data:` URIs of images. From 1 to 4 items.
        pub reference_image_urls: ::std::vec::Vec<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<ImageElement>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for ImageElement {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "ImageElement", self)
        }
    }
    impl ImageElement {
        ///Takes the required parameters: `frontal_image_url`, `reference_image_urls`.
        pub fn new(
            frontal_image_url: impl Into<String>,
            reference_image_urls: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            Self {
                frontal_image_url: frontal_image_url.into(),
                reference_image_urls: reference_image_urls
                    .into_iter()
                    .map(Into::into)
                    .collect(),
                unlisted: Default::default(),
            }
        }
    }
    crate::request::unlisted::unlisted!(
        ImageElement, listed : ["frontal_image_url", "reference_image_urls"], objects :
        []
    );
    crate::request::texts::texts!(
        ImageElement : frontal_image_url, reference_image_urls, unlisted
    );
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        ImageElement, crate ::model::nested_schema(& crate
        ::model::parameters::T_IMAGE_ELEMENT, "A character or object, shown by images.")
    );
    ///A character or object, shown by images or by a video.
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    pub struct Element {
        ///Front view of the element: `http(s)` URL or `data:` URI of an image.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub frontal_image_url: ::std::option::Option<::std::string::String>,
        ///The element from other angles: `http(s)` URLs or `data:` URIs of images. From 1 to 4 items.
        pub reference_image_urls: ::std::vec::Vec<::std::string::String>,
        ///Video of the element: its URL. At most one element of a request may have one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub video_url: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<Element>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for Element {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "Element", self)
        }
    }
    impl Element {
        ///Takes the required parameters: `reference_image_urls`.
        pub fn new(
            reference_image_urls: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            Self {
                frontal_image_url: None,
                reference_image_urls: reference_image_urls
                    .into_iter()
                    .map(Into::into)
                    .collect(),
                video_url: None,
                unlisted: Default::default(),
            }
        }
        ///Front view of the element: `http(s)` URL or `data:` URI of an image.
        #[must_use]
        pub fn frontal_image_url(
            mut self,
            frontal_image_url: impl Into<String>,
        ) -> Self {
            self.frontal_image_url = Some(frontal_image_url.into());
            self
        }
        ///Video of the element: its URL. At most one element of a request may have one.
        #[must_use]
        pub fn video_url(mut self, video_url: impl Into<String>) -> Self {
            self.video_url = Some(video_url.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        Element, listed : ["frontal_image_url", "reference_image_urls", "video_url"],
        objects : []
    );
    crate::request::texts::texts!(
        Element : frontal_image_url, reference_image_urls, video_url, unlisted
    );
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        Element, crate ::model::nested_schema(& crate ::model::parameters::T_ELEMENT,
        "A character or object, shown by images or by a video.")
    );
    ///One image, or a list of images for effects that combine several.
    #[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
    #[serde(untagged)]
    #[non_exhaustive]
    pub enum EffectImages {
        ///Text
        Text(String),
        ///List
        List(Vec<String>),
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for EffectImages {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "EffectImages", self)
        }
    }
    impl From<&str> for EffectImages {
        fn from(value: &str) -> Self {
            Self::Text(value.into())
        }
    }
    impl From<String> for EffectImages {
        fn from(value: String) -> Self {
            Self::Text(value)
        }
    }
    impl From<crate::media::ImageInput> for EffectImages {
        fn from(input: crate::media::ImageInput) -> Self {
            String::from(input).into()
        }
    }
    impl From<crate::media::AudioInput> for EffectImages {
        fn from(input: crate::media::AudioInput) -> Self {
            String::from(input).into()
        }
    }
    impl From<crate::media::VideoInput> for EffectImages {
        fn from(input: crate::media::VideoInput) -> Self {
            String::from(input).into()
        }
    }
    impl<T: Into<String>> From<Vec<T>> for EffectImages {
        fn from(values: Vec<T>) -> Self {
            Self::List(values.into_iter().map(Into::into).collect())
        }
    }
    impl<T: Into<String>, const N: usize> From<[T; N]> for EffectImages {
        fn from(values: [T; N]) -> Self {
            Self::List(values.into_iter().map(Into::into).collect())
        }
    }
    impl crate::request::texts::Texts for EffectImages {
        fn texts(&mut self, visit: &mut dyn FnMut(&mut String)) {
            match self {
                Self::Text(value) => crate::request::texts::Texts::texts(value, visit),
                Self::List(value) => crate::request::texts::Texts::texts(value, visit),
            }
        }
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        EffectImages, crate ::model::nested_schema(& crate
        ::model::parameters::T_EFFECT_IMAGES,
        "One image, or a list of images for effects that combine several.")
    );
    crate::model::choice::text_choice! {
        #[doc = "Quality of a motion-control video."] MotionControlMode { #[doc =
        "Sent as `pro`."] Pro = "pro", #[doc = "Sent as `std`."] Standard = "std", }
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        MotionControlMode, crate ::model::nested_schema(& crate
        ::model::parameters::T_MOTION_CONTROL_MODE, "Quality of a motion-control video.")
    );
    ///One shot of a video with several shots.
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    pub struct Shot {
        ///Length of the shot in seconds. One of 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<ShotDuration>,
        ///Text prompt: what the shot shows. At most 3072 characters.
        pub prompt: ::std::string::String,
        #[serde(flatten)]
        ///Parameters that the specification does not list.
        pub unlisted: crate::request::unlisted::Unlisted<Shot>,
    }
    /// Shows URLs without their query, and data URIs shortened.
    impl std::fmt::Debug for Shot {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            crate::request::debug(f, "Shot", self)
        }
    }
    impl Shot {
        ///Takes the required parameters: `prompt`.
        pub fn new(prompt: impl Into<String>) -> Self {
            Self {
                duration: None,
                prompt: prompt.into(),
                unlisted: Default::default(),
            }
        }
        ///Length of the shot in seconds. One of 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15. The server's default is `5`.
        #[must_use]
        pub fn duration(mut self, duration: impl Into<ShotDuration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
    }
    crate::request::unlisted::unlisted!(
        Shot, listed : ["duration", "prompt"], objects : []
    );
    crate::request::texts::texts!(Shot : prompt, unlisted);
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        Shot, crate ::model::nested_schema(& crate ::model::parameters::T_SHOT,
        "One shot of a video with several shots.")
    );
    crate::model::choice::integer_choice! {
        #[doc = "Length of one shot in seconds."] ShotDuration { #[doc = "Sent as `1`."]
        Seconds1 = 1, #[doc = "Sent as `2`."] Seconds2 = 2, #[doc = "Sent as `3`."]
        Seconds3 = 3, #[doc = "Sent as `4`."] Seconds4 = 4, #[doc = "Sent as `5`."]
        Seconds5 = 5, #[doc = "Sent as `6`."] Seconds6 = 6, #[doc = "Sent as `7`."]
        Seconds7 = 7, #[doc = "Sent as `8`."] Seconds8 = 8, #[doc = "Sent as `9`."]
        Seconds9 = 9, #[doc = "Sent as `10`."] Seconds10 = 10, #[doc = "Sent as `11`."]
        Seconds11 = 11, #[doc = "Sent as `12`."] Seconds12 = 12, #[doc = "Sent as `13`."]
        Seconds13 = 13, #[doc = "Sent as `14`."] Seconds14 = 14, #[doc = "Sent as `15`."]
        Seconds15 = 15, }
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        ShotDuration, crate ::model::nested_schema(& crate
        ::model::parameters::T_SHOT_DURATION, "Length of one shot in seconds.")
    );
    #[cfg(feature = "legacy")]
    crate::model::choice::text_choice! {
        #[doc =
        "Aspect ratio of the video, as width to height, for the older parameter `ratio`."]
        LegacyRatio { #[doc = "Sent as `16:9`."] Landscape16x9 = "16:9", #[doc =
        "Sent as `1:1`."] Square1x1 = "1:1", #[doc = "Sent as `9:16`."] Portrait9x16 =
        "9:16", }
    }
    #[cfg(feature = "legacy")]
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        LegacyRatio, crate ::model::nested_schema(& crate
        ::model::parameters::T_LEGACY_RATIO,
        "Aspect ratio of the video, as width to height, for the older parameter `ratio`.")
    );
    crate::model::choice::text_choice! {
        #[doc = "How a video with several shots is divided, for the Omni models."]
        OmniShotType { #[doc = "Sent as `customize`."] Customize = "customize", #[doc =
        "Sent as `intelligence`."] Intelligence = "intelligence", #[doc =
        "Sent as `intelligent`."] Intelligent = "intelligent", }
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        OmniShotType, crate ::model::nested_schema(& crate
        ::model::parameters::T_OMNI_SHOT_TYPE,
        "How a video with several shots is divided, for the Omni models.")
    );
    crate::model::choice::text_choice! {
        #[doc = "How a video with several shots is divided."] ShotType { #[doc =
        "Sent as `customize`."] Customize = "customize", #[doc =
        "Sent as `intelligent`."] Intelligent = "intelligent", }
    }
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        ShotType, crate ::model::nested_schema(& crate ::model::parameters::T_SHOT_TYPE,
        "How a video with several shots is divided.")
    );
    #[cfg(feature = "legacy")]
    crate::model::choice::text_choice! {
        #[doc = "The task of an image-to-video model."] LegacyImageToVideo { #[doc =
        "Sent as `image-to-video`."] ImageToVideo = "image-to-video", }
    }
    #[cfg(feature = "legacy")]
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        LegacyImageToVideo, crate ::model::nested_schema(& crate
        ::model::parameters::T_LEGACY_IMAGE_TO_VIDEO,
        "The task of an image-to-video model.")
    );
    #[cfg(feature = "legacy")]
    crate::model::choice::text_choice! {
        #[doc = "The task of a text-to-video model."] LegacyTextToVideo { #[doc =
        "Sent as `text-to-video`."] TextToVideo = "text-to-video", }
    }
    #[cfg(feature = "legacy")]
    #[cfg(feature = "schemars")]
    crate::model::json_schema!(
        LegacyTextToVideo, crate ::model::nested_schema(& crate
        ::model::parameters::T_LEGACY_TEXT_TO_VIDEO,
        "The task of a text-to-video model.")
    );
}
crate::request::requests! {
    #[doc = "For `klingai/avatar-pro`."] AvatarPro, #[doc =
    "For `klingai/avatar-standard`."] AvatarStandard, #[doc =
    "For `klingai/video-o1-image-to-video`."] O1ImageToVideo, #[doc =
    "For `klingai/video-o1-reference-to-video`."] O1ReferenceToVideo, #[doc =
    "For `klingai/video-o1-video-to-video-edit`."] O1VideoToVideoEdit, #[doc =
    "For `klingai/video-o1-video-to-video-reference`."] O1VideoToVideoReference, #[doc =
    "For `kling-video/v1/pro/image-to-video`."] V1ProImageToVideo, #[doc =
    "For `kling-video/v1/pro/text-to-video`."] V1ProTextToVideo, #[doc =
    "For `kling-video/v1/standard/image-to-video`."] V1StandardImageToVideo, #[doc =
    "For `kling-video/v1/standard/text-to-video`."] V1StandardTextToVideo, #[doc =
    "For `kling-video/v1.5/pro/image-to-video`."] V1_5ProImageToVideo, #[doc =
    "For `kling-video/v1.5/pro/text-to-video`."] V1_5ProTextToVideo, #[doc =
    "For `kling-video/v1.5/standard/image-to-video`."] V1_5StandardImageToVideo, #[doc =
    "For `klingai/kling-video-v1.6-pro-effects`."] V1_6ProEffects, #[doc =
    "For `kling-video/v1.6/pro/image-to-video`."] V1_6ProImageToVideo, #[doc =
    "For `kling-video/v1.6/pro/text-to-video`."] V1_6ProTextToVideo, #[doc =
    "For `klingai/kling-video-v1.6-standard-effects`."] V1_6StandardEffects, #[doc =
    "For `kling-video/v1.6/standard/image-to-video`."] V1_6StandardImageToVideo, #[doc =
    "For `kling-video/v1.6/standard/multi-image-to-video`."]
    V1_6StandardMultiImageToVideo, #[doc =
    "For `kling-video/v1.6/standard/text-to-video`."] V1_6StandardTextToVideo, #[doc =
    "For `klingai/v2-master-image-to-video`."] V2MasterImageToVideo, #[doc =
    "For `klingai/v2-master-text-to-video`."] V2MasterTextToVideo, #[doc =
    "For `klingai/v2.1-master-image-to-video`."] V2_1MasterImageToVideo, #[doc =
    "For `klingai/v2.1-master-text-to-video`."] V2_1MasterTextToVideo, #[doc =
    "For `kling-video/v2.1/pro/image-to-video`."] V2_1ProImageToVideo, #[doc =
    "For `kling-video/v2.1/standard/image-to-video`."] V2_1StandardImageToVideo, #[doc =
    "For `klingai/v2.5-turbo/pro/image-to-video`."] V2_5TurboProImageToVideo, #[doc =
    "For `klingai/v2.5-turbo/pro/text-to-video`."] V2_5TurboProTextToVideo, #[doc =
    "For `klingai/video-v2-6-motion-control`."] V2_6MotionControl, #[doc =
    "For `klingai/video-v2-6-pro-image-to-video`."] V2_6ProImageToVideo, #[doc =
    "For `klingai/video-v2-6-pro-text-to-video`."] V2_6ProTextToVideo, #[doc =
    "For `klingai/video-v3-motion-control`."] V3MotionControl, #[doc =
    "For `klingai/video-v3-omni-1080p-image-to-video`."] V3Omni1080pImageToVideo, #[doc =
    "For `klingai/video-v3-omni-1080p-text-to-video`."] V3Omni1080pTextToVideo, #[doc =
    "For `klingai/video-v3-omni-720p-image-to-video`."] V3Omni720pImageToVideo, #[doc =
    "For `klingai/video-v3-omni-720p-text-to-video`."] V3Omni720pTextToVideo, #[doc =
    "For `klingai/video-v3-pro-image-to-video`."] V3ProImageToVideo, #[doc =
    "For `klingai/video-v3-pro-text-to-video`."] V3ProTextToVideo, #[doc =
    "For `klingai/video-v3-standard-image-to-video`."] V3StandardImageToVideo, #[doc =
    "For `klingai/video-v3-standard-text-to-video`."] V3StandardTextToVideo, #[doc =
    "For `klingai/video-v3-standard-turbo-image-to-video`."] V3StandardTurboImageToVideo,
    #[doc = "For `klingai/video-v3-standard-turbo-text-to-video`."]
    V3StandardTurboTextToVideo, #[doc =
    "For `klingai/video-v3-turbo-pro-image-to-video`."] V3TurboProImageToVideo, #[doc =
    "For `klingai/video-v3-turbo-pro-text-to-video`."] V3TurboProTextToVideo,
    #[cfg(feature = "legacy")] #[doc = "For `kling-video/v1/pro/image-to-video`."]
    LegacyV1ProImageToVideo, #[cfg(feature = "legacy")] #[doc =
    "For `kling-video/v1/pro/text-to-video`."] LegacyV1ProTextToVideo, #[cfg(feature =
    "legacy")] #[doc = "For `kling-video/v1/standard/image-to-video`."]
    LegacyV1StandardImageToVideo, #[cfg(feature = "legacy")] #[doc =
    "For `kling-video/v1/standard/text-to-video`."] LegacyV1StandardTextToVideo,
    #[cfg(feature = "legacy")] #[doc = "For `kling-video/v1.6/pro/image-to-video`."]
    LegacyV1_6ProImageToVideo, #[cfg(feature = "legacy")] #[doc =
    "For `kling-video/v1.6/standard/image-to-video`."] LegacyV1_6StandardImageToVideo,
    #[cfg(feature = "legacy")] #[doc = "For `kling-video/v1.6/standard/text-to-video`."]
    LegacyV1_6StandardTextToVideo,
}
