package app.vaultnotes.relay.account;

import app.vaultnotes.relay.blob.FileBlobStore;
import app.vaultnotes.relay.blob.Privacy;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.WireException;
import app.vaultnotes.wire.WireId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@link Ended} for good, in a file beside the database that only grows: a backup that is
 * restored has it again, this file does not forget it. It has ids alone, each with a check over its
 * line and all before. Safe for any number of threads and processes.
 */
public final class ErasureLedger {

    private static final int LONGEST_BYTES = 1 << 30;

    private final Path file;

    /** The ledger in a file, which need not be there yet; its folder must. */
    public ErasureLedger(Path file) {
        this.file = file;
    }

    private record Content(List<Ended> entries, Hash check, int goodBytes) {}

    /** All entries, the oldest first. */
    public synchronized List<Ended> entries() {
        try (FileChannel channel = open()) {
            return read(channel).entries();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds entries, which are on the disk when this returns. */
    synchronized void append(List<Ended> entries) {
        try (FileChannel channel = open()) {
            Content content = read(channel);
            StringBuilder lines = new StringBuilder();
            Hash check = content.check();
            for (Ended entry : entries) {
                String text = text(entry);
                check = after(check, text);
                lines.append(text).append(' ').append(check).append('\n');
            }
            // A line that was cut off when the machine stopped was never promised to anyone.
            channel.truncate(content.goodBytes());
            write(channel, lines.toString(), content.goodBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Adds entries that are not there, which are on the disk when this returns.
     *
     * @return how many
     */
    public int addAll(Collection<Ended> others) {
        Set<Ended> missing = new LinkedHashSet<>(others);
        entries().forEach(missing::remove);
        if (!missing.isEmpty()) {
            append(List.copyOf(missing));
        }
        return missing.size();
    }

    /**
     * Notes what ends with a transaction, in its database and here; what the database had before is
     * here, too. To be called last: what is here and did not happen is made up for by the next
     * {@link Erasure#replay}, while an end that was not here could be undone by a backup.
     */
    void end(Transaction rows, List<Ended> ended) throws SQLException {
        if (Ended.add(rows, ended) > 0) {
            append(ended);
        }
    }

    /** Closing the channel lets the lock go. */
    private FileChannel open() throws IOException {
        FileChannel channel =
                Privacy.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            channel.lock();
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void write(FileChannel channel, String lines, long position) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.US_ASCII));
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        channel.force(true);
        if (position == 0) {
            FileBlobStore.sync(file.toAbsolutePath().resolveSibling(""));
        }
    }

    private Content read(FileChannel channel) throws IOException {
        String text = text(channel);
        List<Ended> entries = new ArrayList<>();
        Hash check = Hash.NONE;
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            String line = text.substring(start, end);
            Ended entry = entry(line, entries.size() + 1);
            String words = text(entry);
            check = after(check, words);
            if (!line.equals(words + " " + check)) {
                throw damaged(entries.size() + 1);
            }
            entries.add(entry);
            start = end + 1;
        }
        return new Content(entries, check, start);
    }

    private String text(FileChannel channel) throws IOException {
        if (channel.size() > LONGEST_BYTES) {
            throw new IOException(file + " is too large to be a ledger of erasures");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            // One read may bring less than was asked for.
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    }

    /**
     * A registration only where it is not the id: so lines are as they were before there was one.
     */
    private static String text(Ended entry) {
        String text = entry.kind().word() + " " + WireId.text(entry.id());
        return entry.registration().equals(entry.id())
                ? text
                : text + " " + WireId.text(entry.registration());
    }

    private Ended entry(String line, int number) throws IOException {
        String[] words = line.split(" ", -1);
        for (Ended.Kind kind : Ended.Kind.values()) {
            boolean isPlain = words.length == 3;
            if ((isPlain || words.length == 4) && words[0].equals(kind.word())) {
                try {
                    return new Ended(
                            kind,
                            WireId.parse("id", words[1]),
                            WireId.parse("registration", words[isPlain ? 1 : 2]));
                } catch (WireException e) {
                    throw damaged(number);
                }
            }
        }
        throw damaged(number);
    }

    private IOException damaged(int number) {
        return new IOException(
                file
                        + " is damaged in line "
                        + number
                        + ", and by it those come back who were erased. Put the copy “erased” of"
                        + " the newest backup in its place: it only ever grows.");
    }

    private static Hash after(Hash before, String text) {
        return Hash.of((before + text).getBytes(StandardCharsets.US_ASCII));
    }
}
