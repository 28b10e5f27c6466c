package app.vaultnotes.vault.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.sqlite.util.LibraryLoaderUtil;

/** SQLite's library is found without asking the driver, which takes long to answer. */
class NativeSqliteTest {

    @Test
    void itIsTheOneThatTheDriverWouldTake() {
        assertEquals(LibraryLoaderUtil.getNativeLibResourcePath(), NativeSqlite.resourceFolder());
    }
}
