package app.vaultnotes.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What a command and the process that holds its vault say to one another: frames of one kind, a
 * length and bytes.
 */
final class Wire {

    /** Both sides must speak the same version. */
    static final int VERSION = 0x564E4331;

    /** From the caller: the request, once. */
    static final byte REQUEST = 'Q';

    /** From the holder: the command has begun; from here on it must not be tried elsewhere. */
    static final byte BEGUN = 'A';

    /** From the holder: bytes for standard output. */
    static final byte OUT = 'O';

    /** From the holder: bytes for standard error. */
    static final byte ERR = 'X';

    /** From the holder: the command reads standard input; from the caller: bytes of it. */
    static final byte IN = 'I';

    /** From the caller: standard input has ended. */
    static final byte IN_END = 'E';

    /** From the holder: the exit code; nothing follows. */
    static final byte EXIT = 'R';

    /** The exit code of what goes on until it is ended, when its holder ends: ask the next one. */
    static final int AGAIN = 99;

    /** Longest frame. */
    static final int MAX_FRAME_BYTES = 1 << 20;

    private Wire() {}

    /** A frame. */
    record Frame(byte kind, byte[] bytes) {}

    static void write(DataOutputStream out, byte kind, byte[] bytes, int offset, int length)
            throws IOException {
        synchronized (out) {
            out.writeByte(kind);
            out.writeInt(length);
            out.write(bytes, offset, length);
            out.flush();
        }
    }

    static void write(DataOutputStream out, byte kind, byte... bytes) throws IOException {
        write(out, kind, bytes, 0, bytes.length);
    }

    static Frame read(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        int length = in.readInt();
        if (length < 0 || length > MAX_FRAME_BYTES) {
            throw new IOException("frame of " + length + " bytes");
        }
        return new Frame(kind, in.readNBytes(length));
    }

    static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_FRAME_BYTES) {
            throw new IOException("text of " + length + " bytes");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
