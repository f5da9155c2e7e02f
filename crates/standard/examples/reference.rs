//! Renews the lists in the reference for authors: `cargo run -p solits-standard --example reference FILE`.

fn main() -> std::io::Result<()> {
    for file in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&file)?;
        std::fs::write(&file, solits_standard::reference::fill(&text))?;
    }
    Ok(())
}
