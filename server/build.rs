//! Watches the frontend's files, which are compiled into the binary, also for ones that are new.

fn main() -> std::io::Result<()> {
    // The folder is made so that there is something to watch before the frontend was first built.
    std::fs::create_dir_all("../dist/checkout")?;
    println!("cargo::rerun-if-changed=../dist/checkout");
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}
