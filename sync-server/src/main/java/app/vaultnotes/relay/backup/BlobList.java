package app.vaultnotes.relay.backup;

import app.vaultnotes.relay.blob.Digests;
import app.vaultnotes.wire.Hash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The list of a backup's blobs, read line by line: {@code HASH BYTES}, in the order of hashes. */
final class BlobList implements AutoCloseable {

    private static final String MISSING = " missing";
    private static final int LONGEST_LINE_CHARS = 120;
    private static final int HASH_CHARS = 2 * Hash.LENGTH;

    private final BufferedReader reader;
    private final Object where;
    private Optional<Line> last = Optional.empty();

    /**
     * A list that begins.
     *
     * @param where it stands, for messages
     */
    BlobList(InputStream in, Object where) {
        reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        this.where = where;
    }

    /**
     * A blob that rows refer to.
     *
     * @param isMissing whether the relay itself did not have it
     */
    record Line(Hash hash, long sizeBytes, boolean isMissing) {

        String text() {
            return hash + " " + sizeBytes + (isMissing ? MISSING : "") + "\n";
        }
    }

    /** The next lines, at most so many; none at the end. */
    List<Line> next(int most) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (Optional<Line> line = next(); line.isPresent(); line = next()) {
            lines.add(line.get());
            if (lines.size() == most) {
                return lines;
            }
        }
        return lines;
    }

    private Optional<Line> next() throws IOException {
        String text = line();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Line line = parse(text);
        if (last.isPresent() && last.get().hash().toString().compareTo(text) >= 0) {
            throw BackupException.damaged(where, "has blobs out of order");
        }
        last = Optional.of(line);
        return last;
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int letter = reader.read(); letter >= 0 && letter != '\n'; letter = reader.read()) {
            if (text.length() == LONGEST_LINE_CHARS) {
                throw BackupException.damaged(where, "has a line that is too long");
            }
            text.append((char) letter);
        }
        return text.toString();
    }

    private Line parse(String text) {
        boolean isMissing = text.endsWith(MISSING);
        String rest = isMissing ? text.substring(0, text.length() - MISSING.length()) : text;
        Optional<Hash> hash = Digests.named(rest.substring(0, Math.min(HASH_CHARS, rest.length())));
        String size = rest.substring(Math.min(HASH_CHARS, rest.length()));
        if (hash.isEmpty() || !size.matches(" \\d{1,18}")) {
            throw BackupException.damaged(where, "has a line that names no blob: " + text);
        }
        return new Line(hash.get(), Long.parseLong(size.substring(1)), isMissing);
    }

    /** Whether it has a hash; to be asked in the order of hashes. */
    boolean has(Hash hash) throws IOException {
        if (last.isEmpty() && next().isEmpty()) {
            return false;
        }
        while (isBefore(hash)) {
            if (next().isEmpty()) {
                return false;
            }
        }
        return last.filter(line -> line.hash().equals(hash)).isPresent();
    }

    private boolean isBefore(Hash hash) {
        return last.filter(line -> line.hash().toString().compareTo(hash.toString()) < 0)
                .isPresent();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
