//! QR codes as SVG without styles, so that the content policy allows them.

use qrcode::{Color, QrCode};
use std::fmt::Write as _;

/// A QR code of `text` as an SVG element with `label` for those who do not see it; empty when the text is too long.
pub fn qr_svg(text: &str, label: &str) -> String {
    let Ok(code) = QrCode::new(text) else { return String::new() };
    let width = code.width();
    let mut path = String::new();
    for (index, color) in code.to_colors().iter().enumerate() {
        if *color == Color::Dark {
            let _ = write!(path, "M{} {}h1v1h-1z", index % width + 2, index / width + 2);
        }
    }
    let label = label.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    format!(
        "<svg class=\"qr\" role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {0} {0}\" shape-rendering=\"crispEdges\">\
         <rect width=\"{0}\" height=\"{0}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>",
        width + 4
    )
}
