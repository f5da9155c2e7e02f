//! How large a picture is, from its header alone: a file of a few kilobytes may be a picture of a billion points, and whoever
//! opens it pays for them (`security.md` §6). Nothing is decoded.

/// The most points of a picture that is taken.
pub const MOST_PIXELS: u64 = 50_000_000;

/// The width and height of a picture, in points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Points in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

impl Pixels {
    /// All of its points.
    pub fn count(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Whether it has more than [`MOST_PIXELS`].
    pub fn is_too_many(self) -> bool {
        self.count() > MOST_PIXELS
    }
}

/// How large a picture says it is; `None` for what is no picture we know, and for one whose header is broken.
pub fn pixels(bytes: &[u8]) -> Option<Pixels> {
    match bytes {
        _ if bytes.starts_with(b"\x89PNG\r\n\x1a\n") => png(bytes),
        [0xff, 0xd8, 0xff, ..] => jpeg(bytes),
        _ if bytes.starts_with(b"GIF8") => gif(bytes),
        _ if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => webp(bytes),
        _ if bytes.get(4..8) == Some(b"ftyp") => heic(bytes),
        _ => None,
    }
}

/// The first chunk is IHDR: its length and name, then width and height (PNG §11.2.1).
fn png(bytes: &[u8]) -> Option<Pixels> {
    (bytes.get(12..16)? == b"IHDR").then_some(())?;
    Some(Pixels { width: big(bytes, 16, 4)?, height: big(bytes, 20, 4)? })
}

/// The logical screen (GIF89a §18).
fn gif(bytes: &[u8]) -> Option<Pixels> {
    Some(Pixels { width: little(bytes, 6, 2)?, height: little(bytes, 8, 2)? })
}

/// The frame header follows some segments, each with its length (ITU T.81 §B.2.2). The largest of several frames counts, as
/// some programs show a later one.
fn jpeg(bytes: &[u8]) -> Option<Pixels> {
    let mut at = 2;
    let mut largest: Option<Pixels> = None;
    loop {
        if bytes.get(at) != Some(&0xff) {
            return largest;
        }
        // Any number of fill bytes may stand before a marker.
        let marker = loop {
            at += 1;
            match bytes.get(at) {
                Some(0xff) => {}
                Some(marker) => break *marker,
                None => return largest,
            }
        };
        at += 1;
        match marker {
            // Markers without a segment.
            0x01 | 0xd0..=0xd8 => continue,
            // The points themselves, or the end: no header follows.
            0xd9 | 0xda => return largest,
            _ => {}
        }
        let Some(length) = big(bytes, at, 2) else { return largest };
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            let frame = big(bytes, at + 3, 2).zip(big(bytes, at + 5, 2));
            let frame = frame.map(|(height, width)| Pixels { width, height });
            largest = [largest, frame].into_iter().flatten().max_by_key(|one| one.count());
        }
        at = at.checked_add(usize::try_from(length.max(2)).ok()?)?;
    }
}

/// One of three headers, named by the first chunk (RFC 9649 §2.5 to §2.7).
fn webp(bytes: &[u8]) -> Option<Pixels> {
    match bytes.get(12..16)? {
        b"VP8X" => Some(Pixels { width: little(bytes, 24, 3)? + 1, height: little(bytes, 27, 3)? + 1 }),
        b"VP8L" => {
            let both = little(bytes, 21, 4)?;
            Some(Pixels { width: (both & 0x3fff) + 1, height: (both >> 14 & 0x3fff) + 1 })
        }
        b"VP8 " => {
            Some(Pixels { width: little(bytes, 26, 2)? & 0x3fff, height: little(bytes, 28, 2)? & 0x3fff })
        }
        _ => None,
    }
}

/// The sizes of all items stand in the box `meta` (ISO/IEC 23008-12 §6.5.3); the largest is the picture put together.
fn heic(bytes: &[u8]) -> Option<Pixels> {
    let meta = top_box(bytes, *b"meta")?;
    let sizes = meta.windows(4).enumerate().filter(|(_, name)| *name == b"ispe").filter_map(|(at, _)| {
        // After the name a version and flags.
        Some(Pixels { width: big(meta, at + 8, 4)?, height: big(meta, at + 12, 4)? })
    });
    sizes.max_by_key(|one| one.count())
}

/// The content of the first box of a name at the top of a file.
fn top_box(bytes: &[u8], name: [u8; 4]) -> Option<&[u8]> {
    let mut at = 0_usize;
    loop {
        let size = usize::try_from(big(bytes, at, 4)?).ok()?;
        let (head, size) = match size {
            // The rest of the file.
            0 => (8, bytes.len() - at),
            1 => {
                let high = big(bytes, at + 8, 4)?;
                (16, usize::try_from(u64::from(high) << 32 | u64::from(big(bytes, at + 12, 4)?)).ok()?)
            }
            size => (8, size),
        };
        if size < head {
            return None;
        }
        let end = at.checked_add(size)?;
        if bytes.get(at + 4..at + 8)? == name {
            return bytes.get(at + head..end.min(bytes.len()));
        }
        at = end;
    }
}

/// A number of at most four bytes, the highest first.
fn big(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

/// A number of at most four bytes, the lowest first.
fn little(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], width: u32, height: u32) {
        assert_eq!(pixels(bytes), Some(Pixels { width, height }));
        // Cut off anywhere it is at most unknown.
        for end in 0..bytes.len() {
            let _ = pixels(&bytes[..end]);
        }
    }

    fn png_of(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes
    }

    #[test]
    fn the_size_of_each_kind_stands_in_its_header() {
        check(&png_of(640, 480), 640, 480);
        check(b"GIF89a\x80\x02\xe0\x01\0\0\0", 640, 480);
        // A table, fill bytes, a restart marker without a length, then the frame.
        check(
            b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xd0\xff\xc4\0\x03x\xff\xc2\0\x0b\x08\x01\xe0\x02\x80\x03",
            640,
            480,
        );
        check(b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x7f\x02\0\xdf\x01\0", 640, 480);
        check(b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x80\x02\xe0\x01", 640, 480);
        let both: u32 = 0x27f | 0x1df << 14;
        let mut lossless = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f".to_vec();
        lossless.extend(both.to_le_bytes());
        check(&lossless, 640, 480);
        let mut heic = b"\0\0\0\x10ftypheic\0\0\0\0\0\0\0\x2cmeta\0\0\0\0".to_vec();
        for (width, height) in [(512_u32, 512_u32), (640, 480)] {
            heic.extend(b"ispe\0\0\0\0");
            heic.extend(width.to_be_bytes());
            heic.extend(height.to_be_bytes());
        }
        check(&heic, 640, 480);
    }

    #[test]
    fn the_largest_frame_of_a_picture_counts() {
        let two = b"\xff\xd8\xff\xc0\0\x0b\x08\0\x01\0\x01\x03abc\xff\xc1\0\x0b\x08\xff\xff\xff\xff\x03abc";
        assert_eq!(pixels(two), Some(Pixels { width: 65_535, height: 65_535 }));
    }

    #[test]
    fn fifty_million_points_are_taken_and_one_row_more_is_not() {
        assert!(!pixels(&png_of(10_000, 5_000)).unwrap().is_too_many());
        assert!(pixels(&png_of(10_000, 5_001)).unwrap().is_too_many());
        assert!(pixels(&png_of(u32::MAX, u32::MAX)).unwrap().is_too_many());
    }

    #[test]
    fn a_broken_header_says_nothing() {
        for bytes in [
            &b""[..],
            b"\xff\xd8\xff",
            b"\xff\xd8\xff\xe0rest",
            b"%PDF-1.7",
            b"\0\0\0\x02ftypheic",
            b"RIFF\0\0\0\0WEBPNONE",
        ] {
            assert_eq!(pixels(bytes), None, "{bytes:?}");
        }
    }
}
