package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bookmarks of what is gone for good take up no room. */
class BookmarksTest {

    @TempDir Path folder;

    @Test
    void markingDropsThoseOfPurgedThingsAndKeepsThoseInTheTrash() {
        Vaults vaults = new Vaults(folder);
        try (Vault vault = vaults.create("v")) {
            for (String name : List.of("Purged", "Trashed", "New")) {
                vault.folders().create(name);
            }
            vault.bookmarks().mark("Purged/", true);
            String trashed = vault.bookmarks().mark("Trashed/", true).id().toString();
            vault.trash().purge(vault.trash().put("Purged").id().toString());
            vault.trash().put("Trashed");
            String made = vault.bookmarks().mark("New/", true).id().toString();
            assertEquals(Set.of("bookmark:" + trashed, "bookmark:" + made), stored(vault));
        }
    }

    private static Set<String> stored(Vault vault) {
        Session session = vault.session();
        return session.locked(() -> Set.copyOf(session.tree().settings().keySet()));
    }
}
