package app.vaultnotes.vault;

import app.vaultnotes.document.markdown.syntax.Range;

/** The lines in which places of a text stand; of long ones what is near. */
final class Surroundings {

    /** Most of a line before the place and behind where it begins, in UTF-16 units. */
    private static final int BEFORE = 160;

    private static final int BEHIND = 320;

    private Surroundings() {}

    /** A place with its line. */
    static Links.Place of(String text, Range place) {
        int start = lineStart(text, place.start());
        int end = lineEnd(text, place.start());
        start = place.start() - start > BEFORE ? whole(text, place.start() - BEFORE) : start;
        end = end - place.start() > BEHIND ? whole(text, place.start() + BEHIND) : end;
        int to = Math.min(end, place.end()) - start;
        return new Links.Place(
                place.start(), text.substring(start, end), place.start() - start, to);
    }

    /** A link with its line. */
    static Links.Place of(String text, Projection.Link link) {
        int end = lineEnd(text, link.start());
        String line = text.substring(link.start(), end);
        int length = link.standard() ? standardEnd(line) : behind(line, line.indexOf("]]"), 2);
        return of(text, new Range(link.start(), link.start() + length));
    }

    /** Where a link ends that a line begins with. */
    private static int standardEnd(String line) {
        int target = line.indexOf("](");
        return target < 0
                ? behind(line, line.indexOf(']'), 1)
                : behind(line, line.indexOf(')', target), 1);
    }

    /** A link can go on in the next line. */
    private static int behind(String line, int at, int length) {
        return at < 0 ? line.length() : at + length;
    }

    private static int lineStart(String text, int at) {
        int start = at;
        while (start > 0 && !isLineEnd(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static int lineEnd(String text, int at) {
        int end = at;
        while (end < text.length() && !isLineEnd(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    /** A place at or behind this one that does not cut a character. */
    private static int whole(String text, int at) {
        return at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
    }
}
