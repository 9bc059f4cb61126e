//! Measures of tables: every numeric cell with what its headers say.

use kaoju_extract::Extraction;
use kaoju_segment::Segmented;

use crate::Linked;

pub(crate) fn link(_text: &str, _segmented: &Segmented, _extraction: &Extraction, _linked: &mut Linked) {}
