//! What a home holds, opened by a test while no program has it.

use super::Home;
use otagai_store::{DatabaseKey, Folder, KeyFile, Store, sealed_keys};
use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
};

impl Home {
    /// The folder of the data as it is now, files of a program that runs included, in another place.
    ///
    /// # Errors
    ///
    /// Where the disk refuses.
    pub fn copy_data(&self, to: &Path) -> std::io::Result<()> {
        fs::create_dir_all(to)?;
        for file in fs::read_dir(self.data())? {
            let file = file?;
            // Where a running program listens is no data.
            if !file.file_type()?.is_file() {
                continue;
            }
            fs::copy(file.path(), to.join(file.file_name()))?;
        }
        Ok(())
    }

    /// The key of the database, taken out with the passphrase as the program does it.
    ///
    /// # Errors
    ///
    /// Where the keys do not open.
    pub fn database_key(&self, folder: &Folder) -> Result<DatabaseKey, Box<dyn Error>> {
        let passphrase = fs::read_to_string(self.passphrase())?;
        let sealed = self.keys().join(sealed_keys::FILE_NAME);
        let secrets = sealed_keys::open(&sealed, passphrase.trim_end())?;
        // Device keys, recovery words, and what opens the key file.
        let mut secrets = minicbor::Decoder::new(&secrets);
        secrets.array()?;
        secrets.skip()?;
        secrets.skip()?;
        let slot = <[u8; 32]>::try_from(secrets.bytes()?)?;
        Ok(KeyFile::read(folder)?.open_device(&slot)?)
    }

    /// The store of a folder that belongs to this home, or is a copy of its data.
    ///
    /// # Errors
    ///
    /// Where the folder does not open.
    pub fn store(&self, data: &Path) -> Result<Store, Box<dyn Error>> {
        let folder = Folder::lock(data, "test")?;
        let key = self.database_key(&folder)?;
        Ok(Store::open(folder, &key)?)
    }

    /// The file of the database.
    pub fn database(&self) -> PathBuf {
        self.data().join("otagai.db")
    }
}
