package app.vaultnotes.cli;

import app.vaultnotes.vault.VaultException;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What only a person knows: asked at a terminal, or read from a file that the person names. */
final class Asking {

    private static final int MOST_FILE_BYTES = 8 << 10;

    private final Context context;

    Asking(Context context) {
        this.context = context;
    }

    /** The terminal of this process, unless the command is another process's. */
    private Optional<Console> console() {
        return Optional.ofNullable(System.console())
                .filter(console ->
                        context.isHere()
                                && context.terminal().interactive()
                                && console.isTerminal());
    }

    /** Whether there is anybody to ask. */
    boolean isPossible() {
        return console().isPresent();
    }

    /** A line; empty when nobody can be asked or nothing was said. */
    Optional<String> line(String question) {
        return console()
                .flatMap(console -> Optional.ofNullable(console.readLine("%s ", question)))
                .map(String::strip)
                .filter(line -> !line.isEmpty());
    }

    /** A line that is not shown while it is typed. */
    Optional<String> hidden(String question) {
        return console()
                .flatMap(console -> Optional.ofNullable(console.readPassword("%s ", question)))
                .map(Asking::text)
                .filter(line -> !line.isEmpty());
    }

    private static String text(char[] typed) {
        String text = new String(typed);
        Arrays.fill(typed, ' ');
        return text;
    }

    /** Whether somebody says yes; empty when nobody can be asked. */
    Optional<Boolean> agrees(String question) {
        return console()
                .flatMap(console -> Optional.ofNullable(console.readLine("%s ", question)))
                .map(answer -> answer.strip().toLowerCase(Locale.ROOT).matches("y|yes"));
    }

    /**
     * The first line of a file.
     *
     * @throws VaultException when there is none
     */
    static String firstLine(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_FILE_BYTES + 1);
            String line = decoded(bytes).lines().findFirst().orElse("");
            if (bytes.length > MOST_FILE_BYTES || line.isEmpty()) {
                throw refused(file, "its first line is empty, or it is too long");
            }
            return line;
        } catch (CharacterCodingException e) {
            throw refused(file, "it is not in UTF-8");
        } catch (IOException e) {
            throw refused(file, "it cannot be read");
        }
    }

    private static String decoded(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static VaultException refused(Path file, String why) {
        return new VaultException(
                VaultException.Code.INVALID,
                "There is no passphrase in " + file + ": " + why + ".",
                "Its first line is the passphrase, and nothing else.");
    }
}
