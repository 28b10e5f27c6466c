package app.vaultnotes.vault.importing;

import app.vaultnotes.document.Names;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the name of a file is written. On some systems a name is bytes and may be no text at all; two
 * such names can look alike, and yet each is another file's.
 *
 * @param name harmless text, another one for each file of a folder
 * @param original the name with every byte, no other name's and the same whatever stands beside it:
 *     what is no text is written {@code \xff}, and {@code \} in such a name, or in one that could
 *     be taken for one, {@code \x5c}
 * @param exact whether the file is really called so
 */
record Spelling(String name, String original, boolean exact) {

    private static final char UNKNOWN = '\ufffd';

    private static final String BACKSLASH = "\\x5c";

    /** A byte as it is written in a name that is no text. */
    private static final Pattern WRITTEN = Pattern.compile("\\\\x[0-9a-f]{2}");

    /** The names of a folder's files, in the order given; those that are text keep theirs. */
    static Map<Path, Spelling> of(List<Path> files) {
        Map<Path, Spelling> all = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (Path file : files) {
            Spelling spelling = of(file);
            all.put(file, spelling);
            if (spelling.exact()) {
                taken.add(spelling.name());
            }
        }
        all.replaceAll((file, spelling) ->
                spelling.exact()
                        ? spelling
                        : new Spelling(free(spelling.name(), taken), spelling.original(), false));
        return all;
    }

    /** The name, or the name with the lowest number that makes it another one; now taken. */
    static String free(String name, Set<String> taken) {
        String free = name;
        for (int number = 2; !taken.add(free); number++) {
            free = ShortName.numbered(name, number);
        }
        return free;
    }

    private static Spelling of(Path file) {
        String shown = String.valueOf(file.getFileName());
        if (shown.indexOf(UNKNOWN) < 0) {
            return exact(shown);
        }
        byte[] bytes = bytes(file);
        try {
            String name =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return exact(name);
        } catch (CharacterCodingException e) {
            String name = new String(bytes, StandardCharsets.UTF_8);
            return new Spelling(Names.safe(name), escaped(bytes), false);
        }
    }

    private static Spelling exact(String name) {
        String original = WRITTEN.matcher(name).find() ? name.replace("\\", BACKSLASH) : name;
        return new Spelling(Names.safe(name), original, true);
    }

    /** A path forgets the bytes that are no text when it is shown; its address keeps them. */
    private static byte[] bytes(Path file) {
        String path = file.toUri().getRawPath();
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        String name = path.substring(path.lastIndexOf('/', end - 1) + 1, end);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < name.length(); at++) {
            if (name.charAt(at) == '%') {
                bytes.write(Integer.parseInt(name.substring(at + 1, at + 3), 16));
                at += 2;
            } else {
                bytes.write(name.charAt(at));
            }
        }
        return bytes.toByteArray();
    }

    private static String escaped(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (byte next : bytes) {
            if (next < 0) {
                out.append("\\x").append(Integer.toHexString(next & 0xff));
            } else if (next == '\\') {
                out.append(BACKSLASH);
            } else {
                out.append((char) next);
            }
        }
        return out.toString();
    }
}
