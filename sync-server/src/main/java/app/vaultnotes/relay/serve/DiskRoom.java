package app.vaultnotes.relay.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much room the disk of a folder has.
 *
 * @param freeBytes that this user may fill
 */
public record DiskRoom(long freeBytes) {

    /** With less a relay is not ready: PostgreSQL stops when it cannot write its log. */
    public static final long FEWEST_BYTES = 200_000_000;

    private static final double GIGABYTE = 1_000_000_000;

    /** The room around a folder, which need not be there yet. */
    public static DiskRoom of(Path folder) throws IOException {
        return new DiskRoom(Files.getFileStore(existing(folder)).getUsableSpace());
    }

    /** The folder, or the nearest one above that is there. */
    public static Path existing(Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    /** Whether a relay can work with it. */
    public boolean isEnough() {
        return freeBytes >= FEWEST_BYTES;
    }

    /** A sentence of it, such as "The disk of /srv has 1.2 GB free." */
    public String says(String whose) {
        return "The disk of %s has %.1f GB free.".formatted(whose, freeBytes / GIGABYTE);
    }
}
