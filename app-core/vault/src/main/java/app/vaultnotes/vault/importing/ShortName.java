package app.vaultnotes.vault.importing;

import app.vaultnotes.document.Names;
import java.nio.charset.StandardCharsets;

/** A name cut to what file systems can hold, its extension kept. */
public final class ShortName {

    private static final int MAX_EXTENSION_CHARS = 20;

    private ShortName() {}

    /** The name, cut where it is too long. */
    public static String of(String name) {
        return with(name, "");
    }

    /** The name with a number before its extension, {@code Name (2).md}, the name cut for it. */
    public static String numbered(String name, int number) {
        return with(name, " (" + number + ")");
    }

    private static String with(String name, String suffix) {
        String safe = Names.safe(name);
        int dot = safe.lastIndexOf('.');
        boolean extension = dot > 0 && safe.length() - dot <= MAX_EXTENSION_CHARS;
        String end = suffix + (extension ? safe.substring(dot) : "");
        String stem = extension ? safe.substring(0, dot) : safe;
        int budget = Names.MAX_BYTES - bytes(end);
        int length = stem.length();
        while (length > 0 && bytes(stem.substring(0, length)) > budget) {
            length = stem.offsetByCodePoints(length, -1);
        }
        return stem.substring(0, length) + end;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
