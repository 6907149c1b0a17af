//! Watches the frontend's files, which are compiled into the binary, also for ones that are new.

fn main() -> std::io::Result<()> {
    // The folders are made so that there is something to watch before the frontend was first built.
    for folder in ["../dist/checkout", "../dist/console"] {
        std::fs::create_dir_all(folder)?;
        println!("cargo::rerun-if-changed={folder}");
    }
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}
