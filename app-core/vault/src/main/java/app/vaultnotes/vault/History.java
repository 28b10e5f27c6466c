package app.vaultnotes.vault;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.Id;
import java.util.List;
import java.util.Optional;

/** How documents came to be what they are. Survives compaction and travels with a merge. */
public interface History {

    /** Undo steps kept for each document and stack. */
    int MAX_UNDO_STEPS = 1_000;

    /** The versions of a document, newest first. */
    List<Version> versions(Id document);

    /** The newest version of a document. */
    Optional<Version> newest(Id document);

    /** Gives a version a name; an empty one takes it away. */
    void name(Id document, String versionId, String name);

    /** The places of a document, oldest first. */
    List<Placement> placements(Id document);

    /** Takes in versions and places known elsewhere; known ones are skipped. */
    void take(Id document, List<Version> versions, List<Placement> placements);

    /** The top step of one of this device's stacks; no bytes when it is damaged. */
    Optional<byte[]> top(Id document, UndoAction.Stack stack);

    /** The steps of one of this device's stacks, the first one first; damaged ones are left out. */
    List<byte[]> steps(Id document, UndoAction.Stack stack);

    /** Lets go of all steps of all stacks: they were another device's. */
    void dropSteps();

    /** The devices that ever wrote in this vault, by id, with the names they gave themselves. */
    List<Device> devices();

    /** Adds or renames a device. */
    void put(Device device);

    /**
     * A stretch of work on a document.
     *
     * @param id its name in this vault: 12 characters of lower-case base32, the beginning of the
     *     SHA-256 of its first heads and device, so that copies of a vault agree on it
     * @param heads the document at its end
     * @param fromMillis when it began
     * @param toMillis when it ended
     * @param device who made it
     * @param added UTF-16 units that came
     * @param removed UTF-16 units that went
     * @param name the name a person gave it, or empty
     */
    record Version(
            String id,
            Heads heads,
            long fromMillis,
            long toMillis,
            Id device,
            int added,
            int removed,
            String name) {}

    /**
     * A device.
     *
     * @param id its id
     * @param name what people call it
     * @param seenMillis when it last wrote
     */
    record Device(Id id, String name, long seenMillis) {}
}
