//! PNG: from SVG to dots, with fonts of our own.

use super::RenderError;

/// The longest side of a picture, in pixels.
#[cfg(feature = "png")]
const LARGEST: f32 = 16_000.0;

/// Fonts with the measures of Helvetica, for Latin, Greek, Cyrillic and Hebrew script.
#[cfg(feature = "png")]
const FONTS: [&[u8]; 2] = [
    include_bytes!("data/fonts/Arimo-Regular.ttf"),
    include_bytes!("data/fonts/Arimo-Bold.ttf"),
];

#[cfg(feature = "png")]
pub(super) fn draw(svg: &str, scale: f32) -> Result<Vec<u8>, RenderError> {
    use resvg::tiny_skia::{Pixmap, Transform};
    use resvg::usvg::{Options, Tree, fontdb};

    let failed = |cause: String| RenderError::Engine { cause };
    let mut fonts = fontdb::Database::new();
    for font in FONTS {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family("Arimo");
    fonts.set_serif_family("Arimo");
    // Other scripts are drawn in the fonts of the system, where it has any.
    if svg.chars().any(|c| !is_covered(c)) {
        fonts.load_system_fonts();
        fonts.set_sans_serif_family("Arimo");
        fonts.set_serif_family("Arimo");
    }
    let options = Options {
        font_family: "Arimo".to_owned(),
        fontdb: std::sync::Arc::new(fonts),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|error| failed(error.to_string()))?;
    let size = tree.size();
    let scale = scale.min(LARGEST / size.width().max(size.height()));
    let (width, height) = (
        (size.width() * scale).ceil() as u32,
        (size.height() * scale).ceil() as u32,
    );
    let mut pixels = Pixmap::new(width.max(1), height.max(1))
        .ok_or_else(|| failed(format!("{width} × {height} pixels are too many")))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| failed(error.to_string()))
}

/// Whether our own fonts have the character, or nobody needs to see it.
#[cfg(feature = "png")]
fn is_covered(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{5ff}' | '\u{1e00}'..='\u{1fff}' | '\u{2000}'..='\u{206f}' | '→' | '−')
}

#[cfg(not(feature = "png"))]
pub(super) fn draw(_svg: &str, _scale: f32) -> Result<Vec<u8>, RenderError> {
    Err(RenderError::NoPixels)
}
