package app.vaultnotes.document.markdown;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent encoding of paths in links. */
public final class Percent {

    /** What would end or change a destination, or mean something in a table, code or math. */
    private static final String NEVER_BARE = " ()<>#?%\"'\\|`$&^[]*_~";

    /** What would end or change a destination between {@code <>}. */
    private static final String NEVER_BRACKETED = "<>#?%\\|`$&";

    private Percent() {}

    /**
     * A path as a destination.
     *
     * @param bracketed whether it stands between {@code <>}
     * @param asciiOnly whether all but ASCII is encoded too
     */
    static String encoded(String path, boolean bracketed, boolean asciiOnly) {
        String never = bracketed ? NEVER_BRACKETED : NEVER_BARE;
        StringBuilder out = new StringBuilder(path.length());
        int schemeEnd =
                path.indexOf(':') < path.indexOf('/') || path.indexOf('/') < 0
                        ? path.indexOf(':')
                        : -1;
        for (int i = 0; i < path.length(); ) {
            int c = path.codePointAt(i);
            boolean encode =
                    c < 0x20
                            || (c >= 0x7f && (asciiOnly || c < 0xa0 || isInvisible(c)))
                            || (c < 0x7f && never.indexOf(c) >= 0)
                            || i == schemeEnd;
            if (encode && !isLoneSurrogate(c)) {
                encode(out, c);
            } else {
                out.appendCodePoint(c);
            }
            i += Character.charCount(c);
        }
        return out.toString();
    }

    private static boolean isInvisible(int c) {
        return Character.isSpaceChar(c) || c == 0x2028 || c == 0x2029 || c == 0xfeff;
    }

    private static boolean isLoneSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static void encode(StringBuilder out, int c) {
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
            out.append('%')
                    .append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xf, 16)))
                    .append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
        }
    }

    /** Percent-encoded bytes as the UTF-8 they stand for; as written when they are none. */
    public static String decoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        StringBuilder out = new StringBuilder(path.length());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < path.length()) {
            int start = at;
            bytes.reset();
            while (byteAt(path, at) >= 0) {
                bytes.write(byteAt(path, at));
                at += 3;
            }
            if (at > start) {
                out.append(utf8(bytes.toByteArray(), path.substring(start, at)));
            } else {
                out.append(path.charAt(at++));
            }
        }
        return out.toString();
    }

    private static int byteAt(String path, int at) {
        if (at + 2 >= path.length() || path.charAt(at) != '%') {
            return -1;
        }
        int high = Character.digit(path.charAt(at + 1), 16);
        int low = Character.digit(path.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static String utf8(byte[] bytes, String written) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return written;
        }
    }
}
