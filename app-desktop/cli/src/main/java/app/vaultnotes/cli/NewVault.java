package app.vaultnotes.cli;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Merged;
import app.vaultnotes.vault.Privacy;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.store.SqliteStore;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A vault that was saved as a new one.
 *
 * @param id of the new one
 * @param folder where it is
 * @param merged what came into it
 */
public record NewVault(Id id, Path folder, Merged merged) {

    /**
     * Saves all that is in a vault as a new one, which is on this device alone. It is there whole
     * or not at all.
     *
     * @param folder must not be there, or be empty
     * @throws VaultException EXISTS when something is in the folder
     * @throws java.util.concurrent.CancellationException when {@code progress} stops it
     */
    static NewVault save(Vault vault, Path folder, Progress progress) {
        Path target = folder.toAbsolutePath().normalize();
        Path beside = target.getParent();
        if (beside == null) {
            throw taken(target, null);
        }
        SqliteStore.requireNoDatabase(target);
        try {
            Files.createDirectories(beside);
            try (Scratch scratch = Scratch.in(beside)) {
                Path made = scratch.folder().resolve("vault");
                NewVault saved = made(vault, made, target, progress);
                Files.move(made, target, StandardCopyOption.REPLACE_EXISTING);
                Privacy.sync(beside);
                return saved;
            }
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
            throw taken(target, e);
        } catch (IOException e) {
            throw new VaultException(
                    VaultException.Code.IO,
                    "The vault cannot be saved in " + target + ": " + e.getMessage(),
                    "Choose another folder, or make room.",
                    e);
        }
    }

    private static NewVault made(Vault vault, Path made, Path target, Progress progress) {
        Id id = Id.random();
        try (Vault fresh = LocalDevice.here().open(SqliteStore.create(made, id))) {
            return new NewVault(id, target, vault.saveAs(fresh, progress));
        }
    }

    private static VaultException taken(Path target, @Nullable Throwable why) {
        String message = "There is something in " + target + " already.";
        String hint = "Choose a folder that is not there, or is empty.";
        return why == null
                ? new VaultException(VaultException.Code.EXISTS, message, hint)
                : new VaultException(VaultException.Code.EXISTS, message, hint, why);
    }
}
