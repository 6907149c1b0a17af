//! The console's files: one program, cut into what every page needs and what each area adds.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow};

use crate::{frontend::Bundle, outdated, process, tools::FrontendTools, workspace};

const TARGET: &str = "wasm32-unknown-unknown";
const PROFILE: &str = "wasm-release";

/// What `wasm-bindgen` and the splitter call their files.
const MAIN: &str = "console";
const LINKS: &str = "__wasm_split.js";

/// What the compiler emits and browsers have had for years.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The parts of the style sheet, in their order: one file a component to write, one file to load.
const STYLES: [&str; 8] = [
    "tokens", "base", "button", "field", "choice", "notice", "dialog", "theme",
];

/// Builds the page and everything that it loads, into a folder named by a digest of what is in it: an area always fetches the
/// chunks of its own build, and browsers keep them for ever.
pub(crate) fn build(bundle: &Bundle, tools: &FrontendTools) -> Result<()> {
    let wasm = compile(tools)?;
    let work = workspace::target().join("console-split");
    let files = work.join("files");
    clear(&work)?;
    fs::create_dir_all(&files)?;
    let main = split(&wasm, &work, &files)?;
    let mut bindgen = tools.command("wasm-bindgen");
    bindgen
        .arg(&main)
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports"])
        .args(["--out-name", MAIN, "--out-dir"])
        .arg(&files);
    process::run_with_progress("Console: wasm-bindgen", &mut bindgen)?;
    for file in with_extension(&files, "wasm")? {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let mut optimize = tools.command("wasm-opt");
        optimize
            .args(FEATURES)
            .arg("-Oz")
            .arg(&file)
            .arg("-o")
            .arg(&file);
        process::run_with_progress(&format!("Console: wasm-opt, {name}"), &mut optimize)?;
    }
    fs::write(files.join("console.css"), styles()?)?;
    fs::copy(
        workspace::root().join("frontend/theme.js"),
        files.join("theme.js"),
    )?;
    let digest = outdated::digest_of_contents(&files)?;
    let template = fs::read_to_string(workspace::root().join(bundle.page))?;
    let page = page(&template, &format!("{}{digest}", bundle.public_url))?;
    let dist = bundle.path();
    clear(&dist)?;
    fs::create_dir_all(&dist)?;
    fs::rename(&files, dist.join(&digest))?;
    fs::write(dist.join("index.html"), page)?;
    Ok(())
}

/// Whether a file is fetched only when an area is opened.
pub(crate) fn is_of_an_area(file: &Path) -> bool {
    let name = file.file_name().and_then(OsStr::to_str).unwrap_or_default();
    name.starts_with("split_") || name.starts_with("chunk_")
}

/// One program, linked with its relocations: they say which function needs which.
fn compile(tools: &FrontendTools) -> Result<PathBuf> {
    let mut cargo = tools.command("cargo");
    cargo
        .current_dir(workspace::root())
        // Views whose types are not nested in one another are a fifth smaller.
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            "--cfg erase_components",
        )
        .args(["rustc", "--locked", "--offline", "--package", "console"])
        .args(["--bin", MAIN, "--features", "split"])
        .args(["--profile", PROFILE, "--target", TARGET])
        .args(["--", "-C", "link-args=--emit-relocs"]);
    process::run_with_progress("Building: Console (wasm, release profile)", &mut cargo)?;
    let folder = workspace::target().join(TARGET).join(PROFILE);
    Ok(folder.join(MAIN).with_extension("wasm"))
}

/// Puts the chunks into `files`, and the main module where `wasm-bindgen` will find it.
fn split(wasm: &Path, work: &Path, files: &Path) -> Result<PathBuf> {
    let input = fs::read(wasm).with_context(|| format!("{} is not there.", wasm.display()))?;
    let main = work.join(MAIN).with_extension("wasm");
    let link_name = format!("./{LINKS}");
    let main_module = format!("./{MAIN}.js");
    let mut options = wasm_split_cli_support::Options::new(&input);
    options.output_dir = files;
    options.main_out_path = &main;
    options.link_name = &link_name;
    options.main_module = &main_module;
    wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("The console could not be split: {error:#}"))?;
    Ok(main)
}

fn styles() -> Result<String> {
    let root = workspace::root();
    let shared = STYLES.iter().map(|name| {
        let folder = root.join("frontend/style");
        folder.join(name).with_extension("css")
    });
    let mut own = with_extension(&root.join("console/style"), "css")?;
    own.sort();
    shared
        .chain(own)
        .map(|file| {
            fs::read_to_string(&file).with_context(|| format!("{} is not there.", file.display()))
        })
        .collect()
}

/// The page, with the addresses of its files where it names their sources.
fn page(template: &str, folder: &str) -> Result<String> {
    const NONCE: &str = "nonce=\"{{__TRUNK_NONCE__}}\"";
    let page = template.to_owned();
    let page = put(
        &page,
        "<script data-trunk",
        "</script>",
        &format!(r#"<script src="{folder}/theme.js" {NONCE}></script>"#),
    )?;
    let page = put(
        &page,
        "<link data-trunk rel=\"css\"",
        "/>",
        &format!(r#"<link rel="stylesheet" href="{folder}/console.css" {NONCE} />"#),
    )?;
    put(
        &page,
        "<link data-trunk rel=\"rust\"",
        "/>",
        &format!(
            r#"<link rel="modulepreload" href="{folder}/{MAIN}.js" crossorigin="anonymous" {NONCE} />
    <link rel="modulepreload" href="{folder}/{LINKS}" crossorigin="anonymous" {NONCE} />
    <link rel="preload" href="{folder}/{MAIN}_bg.wasm" as="fetch" type="application/wasm" crossorigin="anonymous" {NONCE} />
    <script type="module" {NONCE}>
      import init from "{folder}/{MAIN}.js";
      init({{ module_or_path: "{folder}/{MAIN}_bg.wasm" }});
    </script>"#
        ),
    )
}

/// Replaces the one piece that starts with `start` and ends with `end`.
fn put(page: &str, start: &str, end: &str, content: &str) -> Result<String> {
    let (before, rest) = page
        .split_once(start)
        .with_context(|| format!("console.html lacks {start}…"))?;
    let (_, after) = rest
        .split_once(end)
        .with_context(|| format!("{start}… does not end in console.html."))?;
    Ok(format!("{before}{content}{after}"))
}

fn with_extension(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == extension) {
            found.push(path);
        }
    }
    Ok(found)
}

fn clear(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_its_files_and_keeps_its_places() {
        let template = r#"<!--tatami:title--><script data-trunk src="a.js"></script><link data-trunk rel="css" href="a.css" />
            <!--tatami:head--><link data-trunk rel="rust" href="console" />"#;
        let page = page(template, "/assets/console/0123456789abcdef").unwrap();
        for part in [
            "<!--tatami:title-->",
            "<!--tatami:head-->",
            "/assets/console/0123456789abcdef/console.css\" nonce=\"{{__TRUNK_NONCE__}}\"",
            "/assets/console/0123456789abcdef/console_bg.wasm\" });",
        ] {
            assert!(page.contains(part), "{page}");
        }
        assert!(!page.contains("data-trunk"), "{page}");
    }

    #[test]
    fn a_page_without_places_is_refused() {
        assert!(page("<html></html>", "/assets").is_err());
    }

    #[test]
    fn the_first_view_needs_no_chunks() {
        for (file, of_an_area) in [
            ("split_links.wasm", true),
            ("chunk_3.wasm", true),
            ("console_bg.wasm", false),
            ("__wasm_split.js", false),
        ] {
            assert_eq!(is_of_an_area(Path::new(file)), of_an_area, "{file}");
        }
    }
}
