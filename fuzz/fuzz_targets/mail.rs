#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| solits_fuzz::mail(bytes));
