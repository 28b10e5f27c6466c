package app.vaultnotes.vault.relay;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/**
 * Sockets of one connection from which no more than so many bytes are read at once, since a
 * WebSocket's message has no end of its own.
 */
final class BoundedSockets extends SocketFactory {

    private final long mostBytes;
    private final AtomicLong read = new AtomicLong();

    BoundedSockets(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** A message is complete; as much may be read for the next. */
    void goOn() {
        read.set(0);
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Bounded();
        socket.setTcpNoDelay(true); // a keystroke is small, and somebody waits for it
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException("connected by whoever asks");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
            throws IOException {
        throw new IOException("connected by whoever asks");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw new IOException("connected by whoever asks");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
            throws IOException {
        throw new IOException("connected by whoever asks");
    }

    private final class Bounded extends Socket {
        @Override
        public InputStream getInputStream() throws IOException {
            return new Counted(super.getInputStream());
        }
    }

    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return count(super.read(), 1);
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int count = super.read(into, from, most);
            return count(count, count);
        }

        private int count(int result, int bytes) throws IOException {
            if (result >= 0 && read.addAndGet(bytes) > mostBytes) {
                throw new IOException("a message of more than " + mostBytes + " bytes");
            }
            return result;
        }
    }
}
