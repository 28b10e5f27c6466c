package app.vaultnotes.vault;

import app.vaultnotes.crdt.Cursor;
import app.vaultnotes.crdt.Heads;
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
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * What one command or burst of typing did, in a form that can be taken back later.
 *
 * @param atMillis when its last edit was made
 * @param typing whether it is a burst that may go on
 * @param after the note as it left it
 * @param edits what was done, in order
 */
record UndoStep(long atMillis, boolean typing, After after, List<Edit> edits) {

    /** A burst with more edits than this is over. */
    static final int MAX_EDITS = 40;

    /** A pause longer than this ends a burst. */
    static final long BURST_PAUSE_MILLIS = 2_000;

    /** Steps of the formats before it are let go. */
    private static final int FORMAT = 3;

    /** Takes back nothing: stands for a step that cannot be read. */
    private static final UndoStep NOTHING =
            new UndoStep(0, false, new After(Heads.NONE, 0), List.of());

    private static final int MOST_HEADS_BYTES = 1 << 20;
    private static final int REPLACED = 1;
    private static final int MOVED = 2;
    private static final int RELINKED = 3;

    UndoStep {
        edits = List.copyOf(edits);
    }

    /**
     * A note as a step left it.
     *
     * @param heads of its document
     * @param check of its text: the same text may come back under other heads
     */
    record After(Heads heads, long check) {
        static After of(LiveNote note) {
            return new After(note.document().heads(), check(note.text()));
        }

        /** Whether a text is the one that the step left. */
        boolean isText(String text) {
            return check(text) == check;
        }

        /**
         * CRC-32 and CRC-32C of the UTF-8. Made with every letter that is typed, which a hash that
         * nobody can forge would make a fifth slower; who could forge this one may write the note.
         */
        private static long check(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            return value(new CRC32(), utf8) << Integer.SIZE | value(new CRC32C(), utf8);
        }

        private static long value(Checksum sum, byte[] bytes) {
            sum.update(bytes, 0, bytes.length);
            return sum.getValue();
        }
    }

    /** One edit. */
    sealed interface Edit {}

    /**
     * Text was replaced.
     *
     * @param at where, in the text as the edits before it in the step left it
     * @param from before the first inserted character
     * @param to behind the last one
     * @param inserted what came
     * @param removed what went
     */
    record Replaced(int at, Cursor from, Cursor to, String inserted, String removed)
            implements Edit {
        int end() {
            return at + inserted.length();
        }

        /** Whether a text holds what came. */
        boolean stands(StringBuilder text) {
            return at <= text.length() - inserted.length()
                    && inserted.contentEquals(text.subSequence(at, end()));
        }
    }

    /** The note got another folder or title. */
    record Moved(Id fromFolder, String fromTitle, Id toFolder, String toTitle) implements Edit {}

    /** A link in another note was rewritten, so that it follows this note. */
    record Relinked(Id note, Replaced link) implements Edit {}

    /** Where the note went, if it was moved or renamed. */
    Optional<Moved> moved() {
        return edits.stream().filter(Moved.class::isInstance).map(Moved.class::cast).findFirst();
    }

    /** Whether typing at {@code nowMillis} belongs to this burst. */
    boolean goesOn(long nowMillis) {
        long pause = nowMillis - atMillis;
        return typing && edits.size() < MAX_EDITS && pause >= 0 && pause <= BURST_PAUSE_MILLIS;
    }

    /** This burst with what was typed since; text typed on at the end of the last edit joins it. */
    UndoStep with(List<Replaced> typed, long nowMillis, After now) {
        List<Edit> all = new ArrayList<>(edits);
        for (Replaced next : typed) {
            if (!all.isEmpty()
                    && all.get(all.size() - 1) instanceof Replaced last
                    && next.removed().isEmpty()
                    && !last.inserted().isEmpty()
                    && last.end() == next.at()) {
                String joined = last.inserted() + next.inserted();
                all.set(
                        all.size() - 1,
                        new Replaced(last.at(), last.from(), next.to(), joined, last.removed()));
            } else {
                all.add(next);
            }
        }
        return new UndoStep(nowMillis, true, now, all);
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeLong(atMillis);
            out.writeBoolean(typing);
            byte[] heads = after.heads().toByteArray();
            out.writeInt(heads.length);
            out.write(heads);
            out.writeLong(after.check());
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
        out.writeInt(replaced.at());
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

    /** A stored step; one that cannot be read takes back nothing, so that the next one is found. */
    static UndoStep decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int format = in.readUnsignedByte();
            if (format != FORMAT) {
                throw new IOException("undo step of format " + format);
            }
            long at = in.readLong();
            boolean typing = in.readBoolean();
            After after = new After(heads(in), in.readLong());
            List<Edit> edits = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                edits.add(readEdit(in));
            }
            return new UndoStep(at, typing, after, edits);
        } catch (IOException | IllegalArgumentException e) {
            return NOTHING;
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
        int at = in.readInt();
        if (at < 0) {
            throw new IOException("edit at " + at);
        }
        return new Replaced(at, new Cursor(text(in)), new Cursor(text(in)), text(in), text(in));
    }

    private static Heads heads(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_HEADS_BYTES) {
            throw new IOException("heads of " + length + " bytes");
        }
        return Heads.fromByteArray(in.readNBytes(length));
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
