package app.vaultnotes.vault;

import app.vaultnotes.crdt.Cursor;
import app.vaultnotes.document.Id;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What one command or burst of typing did, in a form that can be taken back later: places are
 * cursors, so edits that others made since do not matter.
 *
 * @param atMillis when its last edit was made
 * @param typing whether it is a burst that may go on
 * @param edits what was done, in order
 */
record UndoStep(long atMillis, boolean typing, List<Edit> edits) {

    /** A burst with more edits than this is over. */
    static final int MAX_EDITS = 40;

    /** A pause longer than this ends a burst. */
    static final long BURST_PAUSE_MILLIS = 2_000;

    private static final int FORMAT = 1;
    private static final int REPLACED = 1;
    private static final int MOVED = 2;
    private static final int RELINKED = 3;

    UndoStep {
        edits = List.copyOf(edits);
    }

    /** One edit. */
    sealed interface Edit {}

    /**
     * Text was replaced.
     *
     * @param from before the first inserted character
     * @param to behind the last one
     * @param inserted what came
     * @param removed what went
     */
    record Replaced(Cursor from, Cursor to, String inserted, String removed) implements Edit {}

    /** The note got another folder or title. */
    record Moved(Id fromFolder, String fromTitle, Id toFolder, String toTitle) implements Edit {}

    /** A link in another note was rewritten, so that it follows this note. */
    record Relinked(Id note, Replaced link) implements Edit {}

    /** Whether typing at {@code nowMillis} belongs to this burst. */
    boolean goesOn(long nowMillis) {
        long pause = nowMillis - atMillis;
        return typing && edits.size() < MAX_EDITS && pause >= 0 && pause <= BURST_PAUSE_MILLIS;
    }

    /** This burst with what was typed since; text typed on at the end of the last edit joins it. */
    UndoStep with(List<Replaced> typed, long nowMillis) {
        List<Edit> all = new ArrayList<>(edits);
        for (Replaced next : typed) {
            if (!all.isEmpty()
                    && all.get(all.size() - 1) instanceof Replaced last
                    && next.removed().isEmpty()
                    && !last.inserted().isEmpty()
                    && last.to().equals(next.to())) {
                String joined = last.inserted() + next.inserted();
                all.set(
                        all.size() - 1,
                        new Replaced(last.from(), next.to(), joined, last.removed()));
            } else {
                all.add(next);
            }
        }
        return new UndoStep(nowMillis, true, all);
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeLong(atMillis);
            out.writeBoolean(typing);
            out.writeInt(edits.size());
            for (Edit edit : edits) {
                write(out, edit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Edit edit) throws IOException {
        if (edit instanceof Replaced replaced) {
            out.writeByte(REPLACED);
            write(out, replaced);
        } else if (edit instanceof Relinked relinked) {
            out.writeByte(RELINKED);
            text(out, relinked.note().toString());
            write(out, relinked.link());
        } else if (edit instanceof Moved moved) {
            out.writeByte(MOVED);
            text(out, moved.fromFolder().toString());
            text(out, moved.fromTitle());
            text(out, moved.toFolder().toString());
            text(out, moved.toTitle());
        }
    }

    private static void write(DataOutputStream out, Replaced replaced) throws IOException {
        text(out, replaced.from().token());
        text(out, replaced.to().token());
        text(out, replaced.inserted());
        text(out, replaced.removed());
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    static UndoStep decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int format = in.readUnsignedByte();
            if (format != FORMAT) {
                throw new IOException("undo step of format " + format);
            }
            long at = in.readLong();
            boolean typing = in.readBoolean();
            List<Edit> edits = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                edits.add(readEdit(in));
            }
            return new UndoStep(at, typing, edits);
        } catch (IOException | IllegalArgumentException e) {
            throw new VaultException(
                    VaultException.Code.DAMAGED, "A stored undo step cannot be read.", "", e);
        }
    }

    private static Edit readEdit(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case REPLACED -> readReplaced(in);
            case RELINKED -> new Relinked(id(in), readReplaced(in));
            case MOVED -> new Moved(id(in), text(in), id(in), text(in));
            default -> throw new IOException("edit of kind " + kind);
        };
    }

    private static Replaced readReplaced(DataInputStream in) throws IOException {
        return new Replaced(new Cursor(text(in)), new Cursor(text(in)), text(in), text(in));
    }

    private static Id id(DataInputStream in) throws IOException {
        return Id.parse(text(in)).orElseThrow(() -> new IOException("no id"));
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("text of " + length + " bytes");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
