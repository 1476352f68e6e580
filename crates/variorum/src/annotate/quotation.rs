//! Quotations: words between quotation marks.

use crate::text::Span;

/// A stretch between quotation marks; over several paragraphs, one a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// The stretch with its marks.
    pub span: Span,
    /// The words between the marks.
    pub inner: Span,
    /// How many quotations stand around it: 0 for an outer one.
    pub depth: u8,
    /// Whether it goes on from the quotation of the paragraph before (an opening mark that was never closed).
    pub continues: bool,
}
