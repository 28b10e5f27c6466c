package app.vaultnotes.cli.bench;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * The least that can bring bytes from one program to another by way of a third that keeps them:
 * over one connection, into a file that is synced, and back over another connection.
 */
final class LoopbackFloor {

    private static final int PAYLOAD_BYTES = 200;

    private LoopbackFloor() {}

    /** Milliseconds for each of some messages, sent at a steady rate. */
    static double[] millis(Path file, int messages, int perSecond) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 2, here);
                Socket sending = new Socket(here, server.getLocalPort());
                Socket taking = server.accept();
                Socket hearing = new Socket(here, server.getLocalPort());
                Socket telling = server.accept()) {
            for (Socket socket : new Socket[] {sending, taking, hearing, telling}) {
                socket.setTcpNoDelay(true);
            }
            Thread keeper = Thread.ofPlatform().start(() -> keep(taking, telling, file));
            double[] millis = send(sending, hearing, messages, perSecond);
            sending.shutdownOutput();
            keeper.join();
            return millis;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static double[] send(Socket sending, Socket hearing, int messages, int perSecond)
            throws IOException, InterruptedException {
        double[] millis = new double[messages];
        byte[] payload = new byte[PAYLOAD_BYTES];
        DataInputStream heard = new DataInputStream(hearing.getInputStream());
        long nextNanos = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            TimeUnit.NANOSECONDS.sleep(nextNanos - System.nanoTime());
            nextNanos += TimeUnit.SECONDS.toNanos(1) / perSecond;
            long start = System.nanoTime();
            sending.getOutputStream().write(payload);
            heard.readFully(payload);
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        return millis;
    }

    private static void keep(Socket from, Socket to, Path file) {
        try (FileChannel kept =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            DataInputStream in = new DataInputStream(from.getInputStream());
            DataOutputStream out = new DataOutputStream(to.getOutputStream());
            byte[] payload = new byte[PAYLOAD_BYTES];
            while (in.readNBytes(payload, 0, PAYLOAD_BYTES) == PAYLOAD_BYTES) {
                kept.write(ByteBuffer.wrap(payload));
                kept.force(false);
                out.write(payload);
            }
        } catch (IOException e) {
            // Whoever waits for an answer learns it.
        }
    }
}
