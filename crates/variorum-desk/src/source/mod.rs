//! Where arrivals come from beside plain files: feeds, sitemaps, web archives.

pub mod feed;
pub mod http;
pub mod sitemap;
pub mod wacz;
pub mod warc;

/// Longer texts and pages are left out: no report is that long.
pub const MAX_PAGE_BYTES: usize = 32 << 20;
