package app.vaultnotes.relay.commands;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a relay on which bytes are late, connections break and bits flip. */
final class RoughWay implements AutoCloseable {

    private static final int BUFFER_BYTES = 4_096;
    private static final int LATE_PERCENT = 20;
    private static final int LONGEST_MILLIS = 40;
    private static final int CUT_PERCENT = 6;
    private static final int CHANGED_PERCENT = 6;

    private final int relayPort;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong seeds;
    private final AtomicLong troubles = new AtomicLong();
    private volatile boolean isRough;

    RoughWay(int relayPort, long seed) {
        this.relayPort = relayPort;
        seeds = new AtomicLong(seed);
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Whether it breaks anything from now on. */
    void roughen(boolean rough) {
        isRough = rough;
    }

    /** How often it was in the way. */
    long troubles() {
        return troubles.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                open.add(client);
                threads.execute(() -> pass(client));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void pass(Socket client) {
        try (client;
                Socket relay = new Socket(InetAddress.getLoopbackAddress(), relayPort)) {
            open.add(relay);
            threads.execute(() -> pump(relay, client, new Random(seeds.incrementAndGet())));
            pump(client, relay, new Random(seeds.incrementAndGet()));
            open.remove(relay);
        } catch (IOException e) {
            // One side left.
        } finally {
            open.remove(client);
        }
    }

    private void pump(Socket from, Socket to, Random random) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[BUFFER_BYTES];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                if (isRough && !survives(bytes, count, random)) {
                    return;
                }
                out.write(bytes, 0, count);
            }
        } catch (IOException | InterruptedException e) {
            // One side left, or all ends.
        }
    }

    /** Whether the connection lasts; its bytes are late or changed then. */
    private boolean survives(byte[] bytes, int count, Random random) throws InterruptedException {
        if (random.nextInt(100) < LATE_PERCENT) {
            troubles.incrementAndGet();
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_MILLIS));
        }
        if (random.nextInt(100) < CHANGED_PERCENT) {
            bytes[random.nextInt(count)] ^= (byte) (1 << random.nextInt(8));
            troubles.incrementAndGet();
        }
        boolean isCut = random.nextInt(100) < CUT_PERCENT;
        if (isCut) {
            troubles.incrementAndGet();
        }
        return !isCut;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket each : open) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
        threads.close();
    }
}
