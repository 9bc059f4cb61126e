//! Treaty events: who did what to which instrument when.

use kaoju_extract::Extraction;
use kaoju_segment::Segmented;

use crate::Linked;

pub(crate) fn link(_text: &str, _segmented: &Segmented, _extraction: &Extraction, _linked: &mut Linked) {}
