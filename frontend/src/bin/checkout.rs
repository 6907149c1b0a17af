//! The shopper's program.

fn main() {
    frontend::mount();
}
