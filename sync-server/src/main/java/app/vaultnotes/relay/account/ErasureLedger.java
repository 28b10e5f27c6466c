package app.vaultnotes.relay.account;

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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Which accounts were erased, in a file beside the database that only grows: a backup that is
 * restored has them again, this file does not forget them. It has ids alone, of accounts and of the
 * vaults that went with them, each with a check over it and all lines before. Safe for any number
 * of threads and processes.
 */
public final class ErasureLedger {

    private static final int LONGEST_BYTES = 1 << 30;

    private final Path file;

    /** The ledger in a file, which need not be there yet; its folder must. */
    public ErasureLedger(Path file) {
        this.file = file;
    }

    /** What an id is of. */
    enum Kind {
        /** An account. */
        ACCOUNT,
        /** A vault that nobody else owned. */
        VAULT;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Something that must not come back. */
    record Entry(Kind kind, UUID id) {
        private String text() {
            return kind.word() + " " + WireId.text(id);
        }
    }

    private record Content(List<Entry> entries, Hash check, int goodBytes) {}

    /** All entries, the oldest first. */
    synchronized List<Entry> entries() {
        try (FileChannel channel = open()) {
            return read(channel).entries();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds entries, which are on the disk when this returns. */
    synchronized void append(List<Entry> entries) {
        try (FileChannel channel = open()) {
            Content content = read(channel);
            StringBuilder lines = new StringBuilder();
            Hash check = content.check();
            for (Entry entry : entries) {
                check = after(check, entry.text());
                lines.append(entry.text()).append(' ').append(check).append('\n');
            }
            // A line that was cut off when the machine stopped was never promised to anyone.
            channel.truncate(content.goodBytes());
            write(channel, lines.toString(), content.goodBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Adds what another ledger has and this one has not, which is on the disk when this returns.
     *
     * @return how many entries
     */
    public int addAll(ErasureLedger other) {
        Set<Entry> missing = new LinkedHashSet<>(other.entries());
        entries().forEach(missing::remove);
        append(List.copyOf(missing));
        return missing.size();
    }

    /** Closing the channel lets the lock go. */
    private FileChannel open() throws IOException {
        FileChannel channel =
                FileChannel.open(
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

    private static void write(FileChannel channel, String lines, long position) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.US_ASCII));
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        channel.force(true);
    }

    private Content read(FileChannel channel) throws IOException {
        String text = text(channel);
        List<Entry> entries = new ArrayList<>();
        Hash check = Hash.NONE;
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            String line = text.substring(start, end);
            Entry entry = entry(line, entries.size() + 1);
            check = after(check, entry.text());
            if (!line.equals(entry.text() + " " + check)) {
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

    private Entry entry(String line, int number) throws IOException {
        String[] words = line.split(" ", -1);
        for (Kind kind : Kind.values()) {
            if (words.length == 3 && words[0].equals(kind.word())) {
                try {
                    return new Entry(kind, WireId.parse("id", words[1]));
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
                        + "; take a copy of it from a backup, it only ever grows");
    }

    private static Hash after(Hash before, String text) {
        return Hash.of((before + text).getBytes(StandardCharsets.US_ASCII));
    }
}
