package app.vaultnotes.desktop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line to a port of this machine that can be cut. */
final class Tunnel implements AutoCloseable {

    private final ServerSocket door;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    Tunnel(int port) throws IOException {
        this.port = port;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run(this::listen);
    }

    /** Something that ends when a socket does. */
    private interface Work {
        void run() throws IOException;
    }

    private static void run(Work work) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // it was cut
                    }
                });
    }

    String address() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    private void listen() throws IOException {
        while (!door.isClosed()) {
            Socket in = door.accept();
            Socket out = new Socket(InetAddress.getLoopbackAddress(), port);
            open.add(in);
            open.add(out);
            run(() -> pass(in, out));
            run(() -> pass(out, in));
        }
    }

    private void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } finally {
            open.remove(from);
        }
    }

    /** Nothing comes through any more. */
    @Override
    public void close() {
        try {
            door.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
