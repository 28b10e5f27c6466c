package app.vaultnotes.relay.api;

import app.vaultnotes.proto.v1.SyncServiceGrpc;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.jspecify.annotations.Nullable;

/**
 * Bounds connections: how many there are, and for how long one may be without a request. Whoever
 * sends a byte now and then is never idle in the eyes of the server below, and is closed here. Safe
 * for any number of threads.
 */
final class Connections implements Connection.Listener, AutoCloseable {

    private static final Logger LOG = System.getLogger(Connections.class.getName());

    private static final String GRPC = "/vaultnotes.v1.";

    /** Lines, which are quiet for as long as nobody writes. */
    private static final Set<String> MAY_REST =
            Set.of(
                    "/" + SyncServiceGrpc.getSyncMethod().getFullMethodName(),
                    "/" + SyncServiceGrpc.getSendChangesMethod().getFullMethodName());

    private final PeerBounds bounds;
    private final Set<String> proxies;
    private final Map<EndPoint, Peer> open = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("connections").daemon().factory());

    /** Whoever is at the other end of a connection. */
    private static final class Peer {
        final InetAddress address;
        final String network;
        final AtomicInteger underWay = new AtomicInteger();
        volatile long sinceNanos = System.nanoTime();
        volatile boolean hasCalled;
        volatile boolean isSocket;

        Peer(InetAddress address) {
            this.address = address;
            network = Network.of(address);
        }

        boolean isTooQuiet(PeerBounds bounds, long nowNanos) {
            long mostMillis = hasCalled ? bounds.betweenMillis() : bounds.firstMillis();
            return underWay.get() == 0
                    && !isSocket
                    && nowNanos - sinceNanos > TimeUnit.MILLISECONDS.toNanos(mostMillis);
        }
    }

    /**
     * Without a connection yet.
     *
     * @param proxies addresses that many are behind
     */
    Connections(PeerBounds bounds, Set<String> proxies) {
        this.bounds = bounds;
        this.proxies = proxies;
        long everyMillis = Math.clamp(bounds.firstMillis() / 4, 1, 1_000);
        var _ =
                timer.scheduleWithFixedDelay(
                        this::sweep, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    /** That of the network, below TLS. */
    private static EndPoint lowest(EndPoint endPoint) {
        EndPoint lowest = endPoint;
        while (lowest instanceof EndPoint.Wrapper wrapper) {
            lowest = wrapper.unwrap();
        }
        return lowest;
    }

    @Override
    public void onOpened(Connection connection) {
        EndPoint endPoint = lowest(connection.getEndPoint());
        if (!(endPoint.getRemoteSocketAddress() instanceof InetSocketAddress remote)) {
            return;
        }
        Peer peer = open.get(endPoint);
        if (peer == null) {
            peer = new Peer(remote.getAddress());
            open.put(endPoint, peer);
            admit(endPoint, peer);
        }
        peer.isSocket |= connection instanceof WebSocketConnection;
    }

    private void admit(EndPoint endPoint, Peer peer) {
        int ofAddress =
                counts.computeIfAbsent(peer.network, it -> new AtomicInteger()).incrementAndGet();
        boolean isProxy = proxies.contains(peer.address.getHostAddress());
        if (open.size() > bounds.all() || (!isProxy && ofAddress > bounds.ofAnAddress())) {
            LOG.log(Level.DEBUG, "too many connections of {0}", peer.address);
            endPoint.close();
            forget(endPoint);
        }
    }

    @Override
    public void onClosed(Connection connection) {
        EndPoint endPoint = lowest(connection.getEndPoint());
        if (!endPoint.isOpen()) {
            forget(endPoint);
        }
    }

    private void forget(EndPoint endPoint) {
        Peer gone = open.remove(endPoint);
        if (gone != null) {
            counts.computeIfPresent(
                    gone.network, (it, count) -> count.decrementAndGet() <= 0 ? null : count);
        }
    }

    private void sweep() {
        try {
            long nowNanos = System.nanoTime();
            open.forEach((endPoint, peer) -> {
                if (peer.isTooQuiet(bounds, nowNanos)) {
                    endPoint.close();
                }
                if (!endPoint.isOpen()) {
                    forget(endPoint);
                }
            });
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "connections were not looked after", e);
        }
    }

    /** Notes which connections have requests under way. */
    Handler.Singleton watching() {
        return new Handler.Wrapper() {
            @Override
            public boolean handle(Request request, Response response, Callback callback)
                    throws Exception {
                Peer peer = peer(request);
                if (peer != null) {
                    peer.hasCalled = true;
                    peer.underWay.incrementAndGet();
                    Request.addCompletionListener(request, failure -> ended(peer));
                }
                boolean isGrpc = Request.getPathInContext(request).startsWith(GRPC);
                if (isGrpc && MAY_REST.contains(Request.getPathInContext(request))) {
                    return super.handle(request, response, callback);
                }
                request.addHttpStreamWrapper(this::impatient);
                Request paced = isGrpc ? request : new PacedRequest(request, bounds.slowMillis());
                return super.handle(paced, response, callback);
            }

            private HttpStream impatient(HttpStream stream) {
                stream.setIdleTimeout(bounds.quietMillis());
                return stream;
            }
        };
    }

    private @Nullable Peer peer(Request request) {
        return open.get(lowest(request.getConnectionMetaData().getConnection().getEndPoint()));
    }

    private static void ended(Peer peer) {
        peer.sinceNanos = System.nanoTime();
        peer.underWay.decrementAndGet();
    }

    /** Ends those that the server below did not end in its time. */
    @Override
    public void close() {
        timer.shutdownNow();
        open.keySet().forEach(EndPoint::close);
    }
}
