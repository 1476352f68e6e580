//! Measures Variorum: `variorum-bench COMMAND PATH…`.

fn main() {}
