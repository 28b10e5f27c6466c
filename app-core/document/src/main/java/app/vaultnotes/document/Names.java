package app.vaultnotes.document;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** The rules for titles, file names and folder names. */
public final class Names {

    /** Longest name, in bytes of UTF-8: what the file systems people export to can hold. */
    public static final int MAX_BYTES = 255;

    /** The extension of a note's file. */
    public static final String NOTE_EXTENSION = ".md";

    /** Another extension that files of notes come with. */
    private static final String OTHER_NOTE_EXTENSION = ".markdown";

    private Names() {}

    /**
     * The form in which names are compared: NFC and without regard to case, the same everywhere.
     */
    public static String key(String name) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        String folded = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    /** What is wrong with a name that a person chose, in words; empty when it can be used. */
    public static Optional<String> problem(String name) {
        if (name.isEmpty()) {
            return Optional.of("a name cannot be empty");
        }
        if (name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
            return Optional.of("a name cannot contain “/” or NUL");
        }
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("“" + name + "” means a folder, it cannot be a name");
        }
        if (!isWellFormed(name)) {
            return Optional.of("the name is not valid Unicode");
        }
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        return bytes <= MAX_BYTES
                ? Optional.empty()
                : Optional.of("the name has " + bytes + " bytes, " + MAX_BYTES + " are possible");
    }

    /** A name from elsewhere made harmless: what {@link #problem} objects to is replaced by “_”. */
    public static String safe(String name) {
        String harmless = name.replace('/', '_').replace('\0', '_');
        return harmless.isEmpty() || harmless.equals(".") || harmless.equals("..")
                ? "_" + harmless.replace('.', '_')
                : harmless;
    }

    /** The file name of a note with this title. */
    public static String fileName(String title) {
        return title + NOTE_EXTENSION;
    }

    /** Whether a file of this name is a note's. */
    public static boolean isNoteFile(String name) {
        return endsWith(name, NOTE_EXTENSION) || isOtherNoteFile(name);
    }

    /** Whether a file of this name is a note's, with another extension than {@code .md}. */
    public static boolean isOtherNoteFile(String name) {
        return endsWith(name, OTHER_NOTE_EXTENSION);
    }

    private static boolean endsWith(String name, String extension) {
        int end = name.length() - extension.length();
        return end > 0 && name.regionMatches(true, end, extension, 0, extension.length());
    }

    private static boolean isWellFormed(String name) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(name);
    }
}
