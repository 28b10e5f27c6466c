package app.vaultnotes.relay.postgres;

import app.vaultnotes.relay.blob.Privacy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What PostgreSQL says, in a file and a few older ones beside it, each of a bounded size. What
 * cannot be written is dropped: PostgreSQL never waits for it.
 */
final class PostgresLog {

    private static final Logger LOG = System.getLogger(PostgresLog.class.getName());
    private static final int OLDER = 4;
    private static final int BUFFER_BYTES = 8_192;

    private final Path file;
    private final long mostBytes;

    /**
     * A log at a file.
     *
     * @param mostBytes of each file, which a line may go beyond
     */
    PostgresLog(Path file, long mostBytes) {
        this.file = file;
        this.mostBytes = mostBytes;
    }

    /** Takes what comes until it ends, on a thread of its own. */
    Thread take(InputStream said) {
        return Thread.ofPlatform().name("postgres-log").daemon().start(() -> copy(said));
    }

    private void copy(InputStream said) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (said) {
            for (int count = said.read(buffer); count >= 0; count = said.read(buffer)) {
                write(buffer, count);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "PostgreSQL said its last", e);
        }
    }

    private void write(byte[] bytes, int count) {
        try {
            if (Files.exists(file) && Files.size(file) + count > mostBytes) {
                turn();
            }
            try (OutputStream out =
                    Channels.newOutputStream(
                            Privacy.open(
                                    file, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
                out.write(bytes, 0, count);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "what PostgreSQL said is lost", e);
        }
    }

    /** The oldest goes; the others get the next number. */
    private void turn() throws IOException {
        for (int number = OLDER; number > 0; number--) {
            Path from = number == 1 ? file : older(number - 1);
            if (Files.exists(from)) {
                Files.move(from, older(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path older(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
