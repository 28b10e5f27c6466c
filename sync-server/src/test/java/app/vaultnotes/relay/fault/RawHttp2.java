package app.vaultnotes.relay.fault;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A peer that sends frames of HTTP/2 as it likes (RFC 9113), over a connection without TLS. */
final class RawHttp2 implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    static final int INITIAL_WINDOW_SIZE = 4;
    static final int ENHANCE_YOUR_CALM = 11;

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int HEADER_BYTES = 9;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int LITERAL_LENGTH = 127;

    private final Socket socket;
    private final DataOutputStream out;
    private final DataInputStream in;

    /** A frame that came. */
    record Frame(int type, int flags, int stream, byte[] payload) {}

    /** Connects and sends what every connection begins with. */
    RawHttp2(int port, Map<Integer, Integer> settings) throws IOException {
        socket = new Socket();
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        out = new DataOutputStream(buffered(socket));
        in = new DataInputStream(socket.getInputStream());
        out.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
        ByteBuffer payload = ByteBuffer.allocate(settings.size() * 6);
        settings.forEach((id, value) -> payload.putShort(id.shortValue()).putInt(value));
        send(SETTINGS, 0, 0, payload.array());
        flush();
    }

    private static OutputStream buffered(Socket socket) throws IOException {
        return new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
    }

    void send(int type, int flags, int stream, byte[] payload) throws IOException {
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
    }

    void flush() throws IOException {
        out.flush();
    }

    void reset(int stream) throws IOException {
        send(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
    }

    void get(int stream, String path) throws IOException {
        send(HEADERS, END_STREAM | END_HEADERS, stream, headers("GET", path));
    }

    /** Names and values as HPACK's literals without any compression (RFC 7541, 6.2.2). */
    static byte[] headers(String method, String path) {
        List<String> all =
                new ArrayList<>(
                        List.of(":method", method, ":scheme", "http", ":authority", "relay"));
        all.addAll(List.of(":path", path));
        return literals(all);
    }

    static byte[] literals(List<String> namesAndValues) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            block.write(0);
            literal(block, namesAndValues.get(i));
            literal(block, namesAndValues.get(i + 1));
        }
        return block.toByteArray();
    }

    private static void literal(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length < LITERAL_LENGTH) {
            block.write(bytes.length);
        } else {
            block.write(LITERAL_LENGTH);
            int left = bytes.length - LITERAL_LENGTH;
            while (left >= 128) {
                block.write(left % 128 + 128);
                left /= 128;
            }
            block.write(left);
        }
        block.writeBytes(bytes);
    }

    /** The next frame; throws when the connection is closed, or nothing comes for too long. */
    Frame read() throws IOException {
        byte[] header = in.readNBytes(HEADER_BYTES);
        if (header.length < HEADER_BYTES) {
            throw new IOException("closed");
        }
        ByteBuffer read = ByteBuffer.wrap(header);
        int length = (read.get() & 0xFF) << 16 | (read.getShort() & 0xFFFF);
        int type = read.get();
        int flags = read.get();
        int stream = read.getInt();
        return new Frame(type, flags, stream, in.readNBytes(length));
    }

    /**
     * Reads until the other end closes; empty unless it said why.
     *
     * @throws SocketTimeoutException when it does not
     */
    OptionalInt awaitClosed() throws SocketTimeoutException {
        OptionalInt why = OptionalInt.empty();
        try {
            while (true) {
                Frame frame = read();
                if (frame.type() == GOAWAY) {
                    why = OptionalInt.of(ByteBuffer.wrap(frame.payload()).getInt(4));
                }
            }
        } catch (SocketTimeoutException stillOpen) {
            throw stillOpen;
        } catch (IOException closed) {
            return why;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
