package app.vaultnotes.vault.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/**
 * The pages of a database's file and its write-ahead log as they lie there, read without SQLite and
 * one by one, so that one that the disk has lost takes no other with it. Numbers begin at 1.
 */
final class PageFile implements AutoCloseable {

    private static final byte[] MAGIC = {'S', 'Q', 'L', 'i', 't', 'e', ' ', 'f'};
    private static final int DEFAULT_PAGE_BYTES = 4_096;
    private static final int MIN_PAGE_BYTES = 512;
    private static final int MAX_PAGE_BYTES = 65_536;
    private static final int PAGE_SIZE_OFFSET = 16;
    private static final int HEADER_BYTES = 100;

    private final FileChannel file;
    private final Optional<FileChannel> log;
    private final int pageBytes;
    private final Map<Integer, Long> inLog;
    private final int count;

    private PageFile(FileChannel file, Optional<FileChannel> log) throws IOException {
        this.file = file;
        this.log = log;
        this.pageBytes = pageBytes(file);
        this.inLog = log.isPresent() ? WalPages.committed(log.get(), pageBytes) : Map.of();
        long inFile = (file.size() + pageBytes - 1) / pageBytes;
        int last = inLog.keySet().stream().mapToInt(page -> page).max().orElse(0);
        this.count = (int) Math.min(Integer.MAX_VALUE, Math.max(inFile, last));
    }

    static PageFile open(Path database) throws IOException {
        Path journal = Path.of(database + "-wal");
        FileChannel file = FileChannel.open(database, StandardOpenOption.READ);
        Optional<FileChannel> log = Optional.empty();
        try {
            if (Files.isRegularFile(journal)) {
                log = Optional.of(FileChannel.open(journal, StandardOpenOption.READ));
            }
            return new PageFile(file, log);
        } catch (IOException e) {
            file.close();
            if (log.isPresent()) {
                log.get().close();
            }
            throw e;
        }
    }

    /** What the header says; without one, what every vault's database has. */
    private static int pageBytes(FileChannel file) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        try {
            file.read(header, 0);
        } catch (IOException e) {
            return DEFAULT_PAGE_BYTES;
        }
        int said = header.getShort(PAGE_SIZE_OFFSET) & 0xffff;
        int bytes = said == 1 ? MAX_PAGE_BYTES : said;
        boolean whole = ByteBuffer.wrap(MAGIC).equals(header.slice(0, MAGIC.length));
        return whole && bytes >= MIN_PAGE_BYTES && Integer.bitCount(bytes) == 1
                ? bytes
                : DEFAULT_PAGE_BYTES;
    }

    int count() {
        return count;
    }

    int pageBytes() {
        return pageBytes;
    }

    /** A page; empty when there is none of this number, or the disk does not give it back. */
    Optional<ByteBuffer> page(int number) {
        if (number < 1 || number > count) {
            return Optional.empty();
        }
        Long at = inLog.get(number);
        try {
            return Optional.of(
                    at == null
                            ? read(file, (number - 1L) * pageBytes)
                            : read(log.orElseThrow(), at));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private ByteBuffer read(FileChannel from, long at) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(pageBytes);
        while (page.hasRemaining() && from.read(page, at + page.position()) > 0) {
            // until it is full; what the file lacks stays zero
        }
        return page.clear();
    }

    @Override
    public void close() throws IOException {
        try (file) {
            if (log.isPresent()) {
                log.get().close();
            }
        }
    }
}
