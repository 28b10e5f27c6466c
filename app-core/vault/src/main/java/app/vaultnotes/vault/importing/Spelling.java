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

/**
 * How the name of a file is written. On some systems a name is bytes and may be no text at all; two
 * such names can look alike, and yet each is another file's.
 *
 * @param name harmless text, another one for each file of a folder
 * @param original the name with every byte, the same whatever stands beside it: what is no text is
 *     written {@code \xff}
 * @param exact whether the file is really called so
 */
record Spelling(String name, String original, boolean exact) {

    private static final char UNKNOWN = '\ufffd';

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
            return new Spelling(Names.safe(shown), shown, true);
        }
        byte[] bytes = bytes(file);
        try {
            String name =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return new Spelling(Names.safe(name), name, true);
        } catch (CharacterCodingException e) {
            String name = new String(bytes, StandardCharsets.UTF_8);
            return new Spelling(Names.safe(name), escaped(bytes), false);
        }
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
            out.append(next < 0 ? "\\x" + Integer.toHexString(next & 0xff) : (char) next);
        }
        return out.toString();
    }
}
