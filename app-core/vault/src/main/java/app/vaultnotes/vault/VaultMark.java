package app.vaultnotes.vault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Tells the folders of vaults from others. */
public final class VaultMark {

    private static final String DATABASE = "vault.db";

    /** SQLite's application id of a vault's database, and where it stands in the file. */
    private static final byte[] MARK = {'V', 'L', 'T', '1'};

    private static final int MARK_AT = 68;

    private VaultMark() {}

    /** The database of the vault in a folder. */
    public static Path database(Path folder) {
        return folder.resolve(DATABASE);
    }

    /**
     * Whether a folder that somebody calls a vault has a database, be it damaged: one to open or to
     * repair.
     */
    public static boolean hasDatabase(Path folder) {
        return Files.isRegularFile(database(folder));
    }

    /**
     * Whether a folder that nobody calls a vault is one: its database is marked as such. Another
     * program's file may have the same name.
     */
    public static boolean isMarked(Path folder) throws IOException {
        Path database = database(folder);
        if (!Files.isRegularFile(database, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        return OpenDatabase.openOr(database, VaultMark::hasMark);
    }

    private static boolean hasMark(Path database) throws IOException {
        try (InputStream in = Files.newInputStream(database)) {
            byte[] head = in.readNBytes(MARK_AT + MARK.length);
            return head.length == MARK_AT + MARK.length
                    && Arrays.equals(MARK, 0, MARK.length, head, MARK_AT, head.length);
        } catch (AccessDeniedException | NoSuchFileException e) {
            return false;
        }
    }

    /** Whether a path, which need not exist, is a vault's folder or lies in one. */
    public static boolean isInside(Path path) throws IOException {
        for (Path at = path.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            if (isMarked(at)) {
                return true;
            }
        }
        return false;
    }
}
