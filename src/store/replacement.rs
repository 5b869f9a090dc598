//! Files that take the place of others whole.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that is filled beside its place and takes it whole, or not at all.
///
/// Until [`finish`](Self::finish) the former file stays as it is; where that is never reached, nothing is left behind.
/// What is no file, such as `/dev/stdout` or a pipe, is written to at once.
///
/// ```
/// use std::io::Write;
/// use summitry::store::Replacement;
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("graph.json");
/// std::fs::write(&path, "old")?;
/// let mut file = Replacement::of(&path)?;
/// file.write_all(b"new")?;
/// assert_eq!(std::fs::read_to_string(&path)?, "old");
/// file.finish()?;
/// assert_eq!(std::fs::read_to_string(&path)?, "new");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Replacement(Kind);

#[derive(Debug)]
enum Kind {
    Beside { file: NamedTempFile, path: PathBuf },
    AtOnce(File),
}

impl Replacement {
    /// Opens a file beside `path`; where `path` is a link, beside what it leads to.
    ///
    /// # Errors
    /// If no file can be made there.
    pub fn of(path: &Path) -> io::Result<Self> {
        let former = fs::metadata(path).ok();
        if former.as_ref().is_some_and(|former| !former.is_file()) {
            return Ok(Self(Kind::AtOnce(File::create(path)?)));
        }
        let path = if former.is_some() {
            // A file that may not be written to is not replaced either.
            File::options().append(true).open(path)?;
            path.canonicalize()?
        } else {
            path.to_owned()
        };
        let directory = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".summitry-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        // Where there is no directory, the error should not name a file in it.
        fs::metadata(directory)?;
        let file = builder.tempfile_in(directory)?;
        if let Some(former) = former {
            file.as_file().set_permissions(former.permissions())?;
        }
        Ok(Self(Kind::Beside { file, path }))
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// If the disk does not take all of it; the former file then stays.
    pub fn finish(self) -> io::Result<()> {
        self.synced()?.settle()
    }

    /// Waits until the disk has all of it.
    ///
    /// # Errors
    /// If the disk does not take it.
    pub fn synced(self) -> io::Result<Synced> {
        if let Kind::Beside { file, .. } = &self.0 {
            file.as_file().sync_all()?;
        }
        Ok(Synced(self.0))
    }
}

/// A file of which the disk has all, ready to take its place. Several are put in their places together.
#[derive(Debug)]
pub struct Synced(Kind);

impl Synced {
    /// Puts the file in its place.
    ///
    /// # Errors
    /// If it cannot be renamed.
    pub fn settle(self) -> io::Result<()> {
        match self.0 {
            Kind::Beside { file, path } => file.persist(path).map(drop).map_err(|error| error.error),
            Kind::AtOnce(_) => Ok(()),
        }
    }
}

impl Write for Replacement {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Kind::Beside { file, .. } => file.write(bytes),
            Kind::AtOnce(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Kind::Beside { file, .. } => file.flush(),
            Kind::AtOnce(file) => file.flush(),
        }
    }
}

/// Fills the file of that path, and replaces it whole.
///
/// # Errors
/// If it cannot be written; the former file then stays.
pub fn replace(path: &Path, fill: impl FnOnce(&mut Replacement) -> io::Result<()>) -> io::Result<()> {
    let mut file = Replacement::of(path)?;
    fill(&mut file)?;
    file.finish()
}

#[cfg(test)]
mod tests {
    use super::replace;
    use std::fs;
    use std::io::{self, Write};

    #[test]
    fn what_fails_leaves_the_former_file_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.json");
        fs::write(&path, "old").expect("a file");
        let failed = replace(&path, |file| {
            file.write_all(b"half")?;
            Err(io::Error::other("the disk is full"))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(&path).expect("a file"), "old");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    #[cfg(unix)]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = tempfile::tempdir().expect("a folder");
        let [path, link] = ["a.json", "link.json"].map(|name| folder.path().join(name));
        fs::write(&path, "old").expect("a file");
        fs::set_permissions(&path, PermissionsExt::from_mode(0o640)).expect("permissions");
        symlink(&path, &link).expect("a link");
        replace(&link, |file| file.write_all(b"new")).expect("written");
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&path).expect("a file"), "new");
        assert_eq!(fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o640);
    }
}
