package app.vaultnotes.relay.check;

import app.vaultnotes.relay.blob.Privacy;
import app.vaultnotes.relay.serve.DiskRoom;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at a folder that a relay writes to, or will make. */
public final class FolderCheck {

    private static final long FEW_BYTES = 5_000_000_000L;
    private static final String UID = "unix:uid";

    private final Findings findings;
    private final String check;

    /** Notes what it finds under a name. */
    public FolderCheck(Findings findings, String check) {
        this.findings = findings;
        this.check = check;
    }

    /** Looks; gives whether all is as it has to be. */
    public boolean look(Path folder) {
        return findings.attempt(check, () -> isSound(folder)).orElse(false);
    }

    /** Looks for room alone, where a part of a folder is on a disk of its own. */
    public void room(Path part, Path folder) {
        findings.attempt(
                check,
                () -> {
                    Path there = DiskRoom.existing(part);
                    FileStore around = Files.getFileStore(DiskRoom.existing(folder));
                    return Files.getFileStore(there).equals(around) || hasRoom(there);
                });
    }

    private boolean isSound(Path folder) throws IOException {
        Path there = DiskRoom.existing(folder);
        if (!Files.isDirectory(there)) {
            return failed(there + " is a file, not a folder.", "Name another folder.");
        }
        if (!isOwn(there, folder)) {
            return failed(
                    there + " belongs to another user.",
                    "Run this as the user of the relay, or give that user the folder with chown.");
        }
        if (!Files.isWritable(there) || !Files.isReadable(there) || !Files.isExecutable(there)) {
            return failed(
                    "This user may not read and write " + there + ".",
                    "Run this as the user of the relay, or let that user write there.");
        }
        boolean hasRoom = hasRoom(there);
        if (hasRoom) {
            permissions(folder, there);
        }
        return hasRoom;
    }

    private boolean failed(String says, String advice) {
        findings.fail(check, says, advice);
        return false;
    }

    /**
     * A folder that is there already; where it is yet to be made, others may own what is around.
     */
    private static boolean isOwn(Path there, Path folder) throws IOException {
        if (!there.equals(folder.toAbsolutePath()) || !knowsUsers(there)) {
            return true;
        }
        Object owner = Files.getAttribute(there, UID);
        return owner.equals(Files.getAttribute(Path.of("/proc/self"), UID));
    }

    private static boolean knowsUsers(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                && Files.exists(Path.of("/proc/self"));
    }

    private boolean hasRoom(Path there) throws IOException {
        DiskRoom room = DiskRoom.of(there);
        String says = room.says(there.toString());
        if (!room.isEnough()) {
            return failed(says, "Make room: a relay on a full disk takes nothing more.");
        }
        if (room.freeBytes() < FEW_BYTES) {
            findings.warn(check, says, "Make room before it is full.");
        }
        return true;
    }

    private void permissions(Path folder, Path there) throws IOException {
        if (!there.equals(folder.toAbsolutePath())) {
            findings.ok(check, folder + " is made at the first start, for its owner alone.");
        } else if (Privacy.isPrivate(there)) {
            findings.ok(check, there + " is writable, and its owner's alone.");
        } else {
            findings.warn(
                    check,
                    "Other users of this machine may look into " + there + ".",
                    "The next start takes that from them; at once: chmod -R go= " + there);
        }
    }
}
