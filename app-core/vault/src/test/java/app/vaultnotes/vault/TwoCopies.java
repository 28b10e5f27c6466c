package app.vaultnotes.vault;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A vault and a copy of it, as two devices have them. */
abstract class TwoCopies {

    @TempDir Path folder;
    Vaults vaults;
    Vault here;
    Vault there;

    /** Puts into a vault what both copies have. */
    abstract void fill(Vault vault);

    @BeforeEach
    void twoCopies() throws IOException {
        vaults = new Vaults(folder);
        here = vaults.create("here");
        fill(here);
        here.close();
        vaults.copy("here", "there");
        here = vaults.open("here");
        there = vaults.open("there");
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }
}
