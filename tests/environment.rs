//! Programs written in Python that look at what Variorum makes, each in an environment of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the programs of an environment with `packages` (names with versions, from PyPI), made where it is not
/// there yet.
///
/// # Errors
/// Why there is none: Python 3 is missing, or a package can't be had.
pub fn programs(folder: &Path, packages: &[&str]) -> Result<PathBuf, String> {
    let (programs, marker) = (folder.join("bin"), folder.join("packages.txt"));
    let wanted = packages.join("\n");
    if fs::read_to_string(&marker).is_ok_and(|installed| installed == wanted) {
        return Ok(programs);
    }
    run(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    run(Command::new(programs.join("python")).args(pip).args(packages))?;
    fs::write(&marker, wanted).map_err(|error| error.to_string())?;
    Ok(programs)
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| error.to_string())?;
    let told = String::from_utf8_lossy(&output.stderr);
    if output.status.success() { Ok(()) } else { Err(told.lines().last().unwrap_or_default().to_owned()) }
}
