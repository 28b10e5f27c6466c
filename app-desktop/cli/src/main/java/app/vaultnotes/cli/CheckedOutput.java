package app.vaultnotes.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Output that remembers why writing failed, which a {@link java.io.PrintStream} keeps to itself: a
 * script must not take half a note for a whole one.
 */
final class CheckedOutput extends FilterOutputStream {

    private volatile @Nullable IOException failure;

    CheckedOutput(OutputStream out) {
        super(out);
    }

    /** Why output is missing; empty when none is, or when its reader wanted no more of it. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            if (failure == null && !why.toLowerCase(Locale.ROOT).contains("pipe")) {
                failure = new IOException("The output could not be written: " + why, e);
            }
            throw e;
        }
    }
}
