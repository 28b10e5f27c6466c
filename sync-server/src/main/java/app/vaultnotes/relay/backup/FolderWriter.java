package app.vaultnotes.relay.backup;

import app.vaultnotes.relay.blob.Digests;
import app.vaultnotes.relay.blob.Privacy;
import app.vaultnotes.wire.Hash;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the files of a folder, for their owner alone, and their sums. */
final class FolderWriter {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;
    private final SortedMap<String, Hash> sums = new TreeMap<>();

    FolderWriter(Path folder) throws IOException {
        this.folder = folder;
        Privacy.makeFolder(folder);
    }

    /** Begins a file, which is on the disk when the stream was closed. */
    OutputStream create(String name) throws IOException {
        FileChannel file =
                Privacy.open(
                        folder.resolve(name),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
        return new BufferedOutputStream(new Summed(file, name), BUFFER_BYTES);
    }

    /** Leaves a file that was closed out of the sums, since it does not stay. */
    void forget(String name) {
        sums.remove(name);
    }

    /** Writes the sums; nothing can be added afterwards. */
    void finish() throws IOException {
        SortedMap<String, Hash> all = new TreeMap<>(sums);
        try (OutputStream out = create(Sums.NAME)) {
            Sums.write(out, all);
        }
    }

    private final class Summed extends FilterOutputStream {

        private final FileChannel file;
        private final String name;
        private final MessageDigest digest = Digests.sha256();

        Summed(FileChannel file, String name) {
            super(Channels.newOutputStream(file));
            this.file = file;
            this.name = name;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            digest.update(bytes, offset, length);
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            try (file) {
                file.force(true);
            }
            sums.put(name, Hash.fromByteArray(name, digest.digest()));
        }
    }
}
