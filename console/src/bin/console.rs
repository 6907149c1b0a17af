//! The console's program: mounts it, nothing else.

fn main() {
    console::mount();
}
