//! Ids that upstream itself spells in two ways.

use super::Model;

/// Ids of one model. The specification has one of them, and other documents of upstream have the other; which of
/// them the service accepts is not known.
const SPELLINGS: [[&str; 2]; 1] =
    [["klingai/video-v2-6-motion-control", "klingai/video-v2-6-pro-motion-control"]];

impl Model {
    /// Other ids under which upstream documents the model. A request can be sent under one of them instead of
    /// [`id`](Self::id); see [`ModelTag`](crate::ModelTag).
    ///
    /// ```
    /// use aimlapi_kling::Model;
    ///
    /// let model: Model = "klingai/video-v2-6-pro-motion-control".parse()?;
    /// assert_eq!(model, Model::V2_6MotionControl);
    /// assert_eq!(model.id(), "klingai/video-v2-6-motion-control");
    /// assert_eq!(model.aliases().collect::<Vec<_>>(), ["klingai/video-v2-6-pro-motion-control"]);
    /// # Ok::<(), aimlapi_kling::UnknownValue>(())
    /// ```
    pub fn aliases(self) -> impl Iterator<Item = &'static str> {
        let spellings = SPELLINGS.iter().filter(move |ids| !self.is_legacy() && ids.contains(&self.id()));
        spellings.flatten().copied().filter(move |id| *id != self.id())
    }

    /// The model with an id or an alias, at the current or at the legacy endpoint.
    pub(crate) fn with_id(id: &str, is_legacy: bool) -> Option<Self> {
        let models = if is_legacy { Self::LEGACY } else { Self::ALL };
        models.iter().copied().find(|model| model.spelling(id).is_some())
    }

    /// The id or the alias of the model that is equal to a text.
    pub(crate) fn spelling(self, id: &str) -> Option<&'static str> {
        [self.id()].into_iter().chain(self.aliases()).find(|own| *own == id)
    }
}
