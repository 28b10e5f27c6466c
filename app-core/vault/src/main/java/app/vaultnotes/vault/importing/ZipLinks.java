package app.vaultnotes.vault.importing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds the symbolic links in a zip file, which {@code java.util.zip} gives out as ordinary files
 * that hold a path. They are told by the Unix mode in the central directory (PKWARE's APPNOTE
 * 4.3.12 and 4.4.15).
 */
final class ZipLinks {

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int END_BYTES = 22;
    private static final int ENTRY_BYTES = 46;
    private static final int MAX_COMMENT_BYTES = 0xffff;

    /** Larger directories have more entries than are ever imported. */
    private static final int MAX_DIRECTORY_BYTES = 256 << 20;

    private static final int DIRECTORY_SIZE_AT = 12;
    private static final int DIRECTORY_OFFSET_AT = 16;
    private static final int FLAGS_AT = 8;
    private static final int NAME_LENGTH_AT = 28;
    private static final int EXTRA_LENGTH_AT = 30;
    private static final int COMMENT_LENGTH_AT = 32;
    private static final int MODE_AT = 40;
    private static final int UTF8_FLAG = 0x800;
    private static final int TYPE_MASK = 0xf000;
    private static final int LINK_TYPE = 0xa000;

    private ZipLinks() {}

    /** The names of the links; none where the directory stands in an unusual place. */
    static Set<String> in(Path zip, Charset oldNames) throws IOException {
        try (FileChannel channel = FileChannel.open(zip)) {
            ByteBuffer tail = tail(channel);
            int end = end(tail);
            if (end < 0) {
                return Set.of();
            }
            long size = Integer.toUnsignedLong(tail.getInt(end + DIRECTORY_SIZE_AT));
            long offset = Integer.toUnsignedLong(tail.getInt(end + DIRECTORY_OFFSET_AT));
            boolean usual = offset + size <= channel.size() && size <= MAX_DIRECTORY_BYTES;
            return usual ? links(read(channel, offset, (int) size), oldNames) : Set.of();
        }
    }

    private static ByteBuffer tail(FileChannel channel) throws IOException {
        int length = (int) Math.min(channel.size(), END_BYTES + MAX_COMMENT_BYTES);
        return read(channel, channel.size() - length, length);
    }

    private static ByteBuffer read(FileChannel channel, long offset, int length)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
            // until all of it is there, or the file ends
        }
        return bytes.flip();
    }

    private static int end(ByteBuffer tail) {
        for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END_SIGNATURE) {
                return at;
            }
        }
        return -1;
    }

    private static Set<String> links(ByteBuffer directory, Charset oldNames) {
        Set<String> links = new HashSet<>();
        int at = 0;
        while (at + ENTRY_BYTES <= directory.limit() && directory.getInt(at) == ENTRY_SIGNATURE) {
            int name = unsigned(directory, at + NAME_LENGTH_AT);
            int rest =
                    unsigned(directory, at + EXTRA_LENGTH_AT)
                            + unsigned(directory, at + COMMENT_LENGTH_AT);
            boolean link = (unsigned(directory, at + MODE_AT) & TYPE_MASK) == LINK_TYPE;
            if (link && at + ENTRY_BYTES + name <= directory.limit()) {
                byte[] bytes = new byte[name];
                directory.get(at + ENTRY_BYTES, bytes);
                boolean utf8 = (unsigned(directory, at + FLAGS_AT) & UTF8_FLAG) != 0;
                links.add(new String(bytes, utf8 ? StandardCharsets.UTF_8 : oldNames));
            }
            at += ENTRY_BYTES + name + rest;
        }
        return links;
    }

    private static int unsigned(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }
}
