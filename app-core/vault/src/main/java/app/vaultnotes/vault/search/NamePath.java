package app.vaultnotes.vault.search;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Names separated by slashes, as tags and folders are. */
final class NamePath {

    private NamePath() {}

    /** The path without empty names, spaces around names, and slashes at the ends. */
    static String clean(String path) {
        return Arrays.stream(path.split("/"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining("/"));
    }

    /** The same without the sign in front of a tag. */
    static String cleanTag(String path) {
        int start = 0;
        while (start < path.length() && isBeforeTag(path.charAt(start))) {
            start++;
        }
        return clean(path.substring(start));
    }

    private static boolean isBeforeTag(char c) {
        return c == '#' || c == '/' || Character.isWhitespace(c);
    }
}
