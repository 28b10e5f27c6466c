package app.vaultnotes.desktop;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Just enough of an X client to ask a window to close, as a window manager does. */
final class XClient implements AutoCloseable {

    private static final int INTERN_ATOM = 16;
    private static final int SEND_EVENT = 25;
    private static final int CLIENT_MESSAGE = 33;
    private static final int PROTOCOL = 11;
    private static final int MESSAGE_BYTES = 32;

    private final SocketChannel server;

    /** Connects to the display with this number on this machine. */
    XClient(String display) throws IOException {
        server =
                SocketChannel.open(
                        UnixDomainSocketAddress.of(Path.of("/tmp/.X11-unix", "X" + display)));
        send(message(12).put((byte) 'l').put((byte) 0).putShort((short) PROTOCOL));
        ByteBuffer head = receive(8);
        if (head.get(0) != 1) {
            throw new IOException("the display refuses");
        }
        receive(Short.toUnsignedInt(head.getShort(6)) * 4);
    }

    private static ByteBuffer message(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The rest of a message is zeros. */
    private void send(ByteBuffer message) throws IOException {
        message.rewind();
        while (message.hasRemaining()) {
            server.write(message);
        }
    }

    private ByteBuffer receive(int bytes) throws IOException {
        ByteBuffer message = message(bytes);
        while (message.hasRemaining()) {
            if (server.read(message) < 0) {
                throw new EOFException();
            }
        }
        return message.rewind();
    }

    private int atom(String name) throws IOException {
        int words = 2 + (name.length() + 3) / 4;
        ByteBuffer request = message(words * 4);
        request.put((byte) INTERN_ATOM).put((byte) 0).putShort((short) words);
        request.putShort((short) name.length()).putShort((short) 0);
        send(request.put(name.getBytes(StandardCharsets.US_ASCII)));
        return receive(MESSAGE_BYTES).getInt(8);
    }

    /** Asks a window to close. */
    void close(int window) throws IOException {
        ByteBuffer request = message(44);
        int protocols = atom("WM_PROTOCOLS");
        int close = atom("WM_DELETE_WINDOW");
        request.put((byte) SEND_EVENT).put((byte) 0).putShort((short) 11);
        request.putInt(window).putInt(0);
        request.put((byte) CLIENT_MESSAGE).put((byte) 32).putShort((short) 0);
        send(request.putInt(window).putInt(protocols).putInt(close));
        // An answer to anything says that what came before it was done.
        atom("WM_PROTOCOLS");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
