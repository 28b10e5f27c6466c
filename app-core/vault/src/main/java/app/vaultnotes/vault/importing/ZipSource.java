package app.vaultnotes.vault.importing;

import app.vaultnotes.document.Names;
import app.vaultnotes.vault.OwnFiles;
import app.vaultnotes.vault.WatchedStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip file. Nothing is unpacked to disk under a name from the file; inflated bytes are counted as
 * they come, since headers can lie.
 */
public final class ZipSource implements Source {

    /** Most bytes that all files together may inflate to. */
    static final long MAX_TOTAL_BYTES = 16L << 30;

    /**
     * A file that inflates to more than {@link #MIN_SUSPECT_BYTES} may grow at most this many
     * times.
     */
    static final int MAX_RATIO = 200;

    /** Smaller files are not suspected, however well they are compressed. */
    static final long MIN_SUSPECT_BYTES = 64L << 20;

    /** Most files and folders; each costs memory before the first byte is read. */
    static final int MAX_PACKED = 250_000;

    private static final Charset OLD_NAMES = Charset.forName("IBM437");

    private final Path file;
    private final ZipFile zip;
    private final Set<String> links;
    private final Map<List<String>, ZipEntry> byPath = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> originals = new HashSet<>();
    private long inflated;

    private static ZipFile zip(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile(), OLD_NAMES);
        } catch (ZipException e) {
            throw new IOException(
                    "“" + file.getFileName() + "” is no zip file, or a damaged one.", e);
        }
    }

    /** The zip file at this path. */
    public ZipSource(Path file) throws IOException {
        OwnFiles.refuse(file);
        this.file = file;
        this.zip = zip(file);
        this.links = ZipLinks.in(file, OLD_NAMES);
    }

    @Override
    public String location() {
        return file.toAbsolutePath().normalize().toString();
    }

    @Override
    public List<Entry> entries(FidelityReport.Builder report) throws IOException {
        List<Entry> entries = new ArrayList<>();
        boolean backslashes = zip.stream().noneMatch(next -> next.getName().indexOf('/') >= 0);
        Enumeration<? extends ZipEntry> all = zip.entries();
        while (all.hasMoreElements()) {
            ZipEntry next = all.nextElement();
            entry(next, backslashes, report).ifPresent(entries::add);
            if (entries.size() > MAX_PACKED) {
                throw new IOException(
                        "the zip file has more than "
                                + MAX_PACKED
                                + " files and folders; unpack it and import the folder");
            }
        }
        entries.sort(Comparator.comparing(entry -> String.join("/", entry.path())));
        return entries;
    }

    private Optional<Entry> entry(
            ZipEntry next, boolean backslashes, FidelityReport.Builder report) {
        String name = unicode(next.getName());
        if (links.contains(next.getName())) {
            report.skipped(name, "a symbolic link, which may lead out of the zip file");
            return Optional.empty();
        }
        Optional<List<String>> path = path(backslashes ? name.replace('\\', '/') : name);
        if (path.isEmpty()) {
            report.skipped(name, "its path leads out of the zip file");
            return Optional.empty();
        }
        if (path.get().isEmpty()) {
            return Optional.empty();
        }
        if (path.get().size() > MAX_DEPTH) {
            report.skipped(name, "more than " + MAX_DEPTH + " folders deep");
            return Optional.empty();
        }
        return next.isDirectory()
                ? Optional.of(entry(path.get(), name, next))
                : file(path.get(), name, next, report);
    }

    private Optional<Entry> file(
            List<String> path, String name, ZipEntry next, FidelityReport.Builder report) {
        if (!names.add(next.getName())) {
            report.skipped(name, "a second file of the same name in the zip file");
            return Optional.empty();
        }
        List<String> own = new ArrayList<>(path);
        for (int number = 2; byPath.containsKey(own); number++) {
            own.set(path.size() - 1, ShortName.numbered(path.get(path.size() - 1), number));
        }
        // Of two files with one name the zip file opens the same one, whichever is asked for.
        byPath.put(own, Objects.requireNonNullElse(zip.getEntry(next.getName()), next));
        String spelt = originals.add(name) ? name : next.getName();
        if (own.equals(path)) {
            return Optional.of(entry(own, spelt, next));
        }
        report.changed(
                spelt,
                "another file's name reads the same; it is called “"
                        + own.get(path.size() - 1)
                        + "” here");
        return Optional.of(entry(own, spelt, next));
    }

    private static Entry entry(List<String> path, String original, ZipEntry next) {
        long modified = Math.max(0, next.getTime());
        return new Entry(
                List.copyOf(path),
                original,
                next.isDirectory(),
                Math.max(0, next.getSize()),
                modified,
                modified);
    }

    /** Old zip files hold UTF-8 names without saying so. */
    private static String unicode(String name) {
        if (name.chars().allMatch(c -> c < 0x80) || !OLD_NAMES.newEncoder().canEncode(name)) {
            return name;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name.getBytes(OLD_NAMES)))
                    .toString();
        } catch (CharacterCodingException e) {
            return name;
        }
    }

    /** The names of a path, or empty when it leads somewhere else. */
    private static Optional<List<String>> path(String name) {
        if (name.startsWith("/") || name.matches("(?s)[A-Za-z]:[/\\\\].*")) {
            return Optional.empty();
        }
        List<String> path = new ArrayList<>();
        for (String segment : name.split("/", -1)) {
            if (segment.equals("..")) {
                return Optional.empty();
            }
            if (!segment.isEmpty() && !segment.equals(".")) {
                path.add(Names.safe(segment));
            }
        }
        return Optional.of(List.copyOf(path));
    }

    @Override
    public InputStream open(Entry entry, long limitBytes) throws IOException {
        ZipEntry packed = byPath.get(entry.path());
        if (packed == null) {
            throw new IOException("no such file");
        }
        long allowed =
                Math.max(MIN_SUSPECT_BYTES, Math.max(1, packed.getCompressedSize()) * MAX_RATIO);
        InputStream whole = new Whole(new Counted(zip.getInputStream(packed)), packed);
        return new Limited(whole, Math.min(limitBytes, allowed));
    }

    /** Counts what all files together inflate to. */
    private final class Counted extends WatchedStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            synchronized (byPath) {
                inflated += Math.max(0, count);
                if (inflated > MAX_TOTAL_BYTES) {
                    throw new IOException(
                            "the zip file inflates to more than " + MAX_TOTAL_BYTES + " bytes");
                }
            }
            return count;
        }
    }

    /** Compares what came with the checksum and the size that the zip file promises. */
    private static final class Whole extends WatchedStream {
        private final CRC32 checksum = new CRC32();
        private final ZipEntry promised;
        private long count;

        Whole(InputStream in, ZipEntry promised) {
            super(in);
            this.promised = promised;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            if (read >= 0) {
                count += read;
                checksum.update(buffer, offset, read);
            } else if (!isWhole()) {
                throw new IOException("it is damaged: its checksum is another one");
            }
            return read;
        }

        private boolean isWhole() {
            return (promised.getCrc() < 0 || promised.getCrc() == checksum.getValue())
                    && (promised.getSize() < 0 || promised.getSize() == count);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
