//! Signed containers, sound and hostile (`security.md` §6).

use proptest::prelude::*;
use solits_mail::{Refusal, documents, read};

use crate::table::rows;

/// An entry to be packed without compression.
#[derive(Clone)]
struct Entry {
    name: &'static str,
    bytes: Vec<u8>,
    /// What the directory says of its size.
    size: u32,
    flags: u16,
    mode: u32,
    /// The name that stands before the entry.
    before: &'static str,
}

fn entry(name: &'static str, text: &str) -> Entry {
    let size = u32::try_from(text.len()).expect("a short text");
    Entry { name, bytes: text.into(), size, flags: 0, mode: 0o100_644 << 16, before: name }
}

fn sound() -> Vec<Entry> {
    vec![
        entry("mimetype", "application/vnd.etsi.asic-e+zip"),
        entry("META-INF/manifest.xml", "<m/>"),
        entry("lūgums.pdf", "%PDF-1.7"),
        entry("mape/plāns.pdf", "%PDF-1.7 plāns"),
        entry("META-INF/edoc-signatures-S1.xml", "<s/>"),
    ]
}

fn packed(entries: &[Entry]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    let short = |number: usize| u16::try_from(number).expect("a short one").to_le_bytes();
    for entry in entries {
        let at = u32::try_from(out.len()).expect("a short one").to_le_bytes();
        let real = u32::try_from(entry.bytes.len()).expect("a short one").to_le_bytes();
        out.extend_from_slice(b"PK\x03\x04\x14\0");
        out.extend_from_slice(&entry.flags.to_le_bytes());
        out.extend_from_slice(&[0; 10]);
        out.extend_from_slice(&real);
        out.extend_from_slice(&real);
        out.extend_from_slice(&short(entry.before.len()));
        out.extend_from_slice(&[0; 2]);
        out.extend_from_slice(entry.before.as_bytes());
        out.extend_from_slice(&entry.bytes);
        directory.extend_from_slice(b"PK\x01\x02\x14\x03\x14\0");
        directory.extend_from_slice(&entry.flags.to_le_bytes());
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&real);
        directory.extend_from_slice(&entry.size.to_le_bytes());
        directory.extend_from_slice(&short(entry.name.len()));
        directory.extend_from_slice(&[0; 8]);
        directory.extend_from_slice(&entry.mode.to_le_bytes());
        directory.extend_from_slice(&at);
        directory.extend_from_slice(entry.name.as_bytes());
    }
    let at = u32::try_from(out.len()).expect("a short one").to_le_bytes();
    out.extend_from_slice(&directory);
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    out.extend_from_slice(&short(entries.len()));
    out.extend_from_slice(&short(entries.len()));
    out.extend_from_slice(&u32::try_from(directory.len()).expect("a short one").to_le_bytes());
    out.extend_from_slice(&at);
    out.extend_from_slice(&[0; 2]);
    out
}

fn refused(change: impl FnOnce(&mut Vec<Entry>)) -> Option<Refusal> {
    let mut entries = sound();
    change(&mut entries);
    documents(&packed(&entries)).err()
}

#[test]
fn documents_are_listed_by_name_and_size_without_their_paths() {
    let container = documents(&packed(&sound())).expect("a sound container");
    let names: Vec<(&str, u64)> = container.documents.iter().map(|d| (d.name.as_str(), d.size)).collect();
    assert_eq!(names, [("lūgums.pdf", 8), ("plāns.pdf", 15)]);
    assert_eq!(container.signatures, 1);
}

#[test]
fn a_container_that_came_by_mail_is_listed() {
    let row =
        rows().into_iter().find(|row| row.file.ends_with("-edoc.eml")).expect("the letter with a container");
    let bytes = read(&row.raw).attachments[0].content(&row.raw);
    let container = documents(&bytes).expect("a sound container");
    assert_eq!(container.documents[0].name, "iesniegums.pdf");
    assert_eq!((container.documents.len(), container.signatures), (1, 1));
}

#[test]
fn hostile_containers_are_refused_with_the_reason() {
    assert_eq!(refused(|_| {}), None);
    assert_eq!(
        refused(|all| all[2].size = 10_000),
        Some(Refusal::TooLarge),
        "more than a hundred times larger"
    );
    assert_eq!(refused(|all| all[2].flags = 1), Some(Refusal::Locked));
    assert_eq!(refused(|all| all[2].mode = 0o120_777 << 16), Some(Refusal::Link));
    assert_eq!(refused(|all| all[2].before = "citss.pdf"), Some(Refusal::Contradiction));
    assert_eq!(refused(|all| all.extend(vec![entry("a", "a"); 1000])), Some(Refusal::TooMany));
    assert_eq!(refused(|all| drop(all.remove(0))), Some(Refusal::NoContainer), "the type must stand first");
    assert_eq!(documents(b"%PDF-1.7").err(), Some(Refusal::NoContainer));
    assert_eq!(documents(b"").err(), Some(Refusal::NoContainer));
}

#[test]
fn a_directory_that_says_less_than_there_is_contradicts_itself() {
    let mut bytes = packed(&sound());
    let end = bytes.len() - 22;
    bytes[end + 10] -= 1;
    assert_eq!(documents(&bytes).err(), Some(Refusal::Contradiction));
}

proptest! {
    #[test]
    fn a_damaged_container_is_listed_or_refused(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let mut bytes = packed(&sound());
        let place = at.index(bytes.len());
        bytes[place] = byte;
        if let Ok(container) = documents(&bytes) {
            prop_assert!(container.documents.len() <= 5);
        }
        bytes.truncate(cut.index(bytes.len()));
        let _ = documents(&bytes);
    }
}
