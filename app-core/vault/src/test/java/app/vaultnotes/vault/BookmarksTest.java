package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.document.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bookmarks of what is gone for good take up no room. */
class BookmarksTest {

    @TempDir Path folder;

    @Test
    void areDroppedWithWhatIsPurgedAndKeptWithWhatIsInTheTrash() throws IOException {
        Vaults vaults = new Vaults(folder);
        try (Vault vault = vaults.create("v")) {
            for (String name : List.of("Purged", "Trashed", "New")) {
                vault.folders().create(name);
            }
            vault.notes().write("Note", "text");
            Path file = Files.writeString(folder.resolve("file.txt"), "bytes");
            String attached = vault.attach("Note", file).path();
            vault.bookmarks().mark("Purged/", true);
            vault.bookmarks().mark(attached, true);
            String trashed = vault.bookmarks().mark("Trashed/", true).id().toString();
            String made = vault.bookmarks().mark("New/", true).id().toString();
            vault.trash().purge(vault.trash().put("Purged").id().toString());
            vault.trash().purge(vault.trash().put(attached).id().toString());
            vault.trash().put("Trashed");
            assertEquals(Set.of("bookmark:" + trashed, "bookmark:" + made), stored(vault));
        }
    }

    @Test
    void waitForFilesThatHaveNotArrived() {
        Vaults vaults = new Vaults(folder);
        try (Vault vault = vaults.create("v")) {
            String away = "bookmark:" + Id.random();
            Session session = vault.session();
            session.locked(() -> {
                Batch batch = new Batch(session);
                batch.setting(away, "yes");
                batch.commit();
                return away;
            });
            vault.folders().create("New");
            String made = vault.bookmarks().mark("New/", true).id().toString();
            assertEquals(Set.of(away, "bookmark:" + made), stored(vault));
        }
    }

    private static Set<String> stored(Vault vault) {
        Session session = vault.session();
        return session.locked(() -> Set.copyOf(session.tree().settings().keySet()));
    }
}
