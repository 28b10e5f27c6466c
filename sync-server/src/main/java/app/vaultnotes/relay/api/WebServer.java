package app.vaultnotes.relay.api;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.relay.call.Authenticator;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.metrics.Metrics;
import app.vaultnotes.relay.page.Pages;
import app.vaultnotes.wire.WireLimits;
import io.grpc.ServerServiceDefinition;
import io.grpc.servlet.jakarta.ServletAdapter;
import io.grpc.servlet.jakarta.ServletServerBuilder;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * gRPC, WebSocket and REST on one port. A stream that is quiet is not cut by the server below: the
 * line's own pings say who is there.
 */
public final class WebServer implements AutoCloseable {

    private static final long QUIET_MILLIS = TimeUnit.HOURS.toMillis(1);
    private static final long HTTP1_IDLE_MILLIS = 75_000;
    private static final int STREAMS_OF_A_CONNECTION = 256;

    /** A client that opens and cancels many streams at once is no attack yet. */
    private static final int RESETS_PER_SECOND = 5_000;

    private static final int MOST_THREADS = 200;
    private static final int FEWEST_THREADS = 8;
    private static final long BODY_BYTES = 2L * WireLimits.MESSAGE_BYTES;
    private static final long STOP_MILLIS = 5_000;
    private static final int FRAMING_BYTES = 1 << 16;

    /**
     * Where it listens.
     *
     * @param host an address of this machine
     * @param port 0 picks a free one
     * @param tls for plain HTTP empty
     * @param proxies addresses of proxies in front that are believed
     * @param bounds for whoever connects
     */
    public record Listening(
            String host,
            int port,
            Optional<SslContextFactory.Server> tls,
            Set<String> proxies,
            PeerBounds bounds) {

        /** With the usual bounds. */
        public Listening(
                String host,
                int port,
                Optional<SslContextFactory.Server> tls,
                Set<String> proxies) {
            this(host, port, tls, proxies, PeerBounds.usual());
        }

        /** With no proxy in front. */
        public Listening(String host, int port, Optional<SslContextFactory.Server> tls) {
            this(host, port, tls, Set.of());
        }
    }

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Services services;
    private final Gate gate;
    private final Proxies proxies;
    private final Connections connections;
    private final CallLog log = new CallLog();
    private final Supplier<Optional<String>> trouble;
    private final Javalin javalin;
    private final int port;

    /**
     * A server that listens at once.
     *
     * @param metrics hears of every call
     * @param trouble why the relay cannot take records now; empty when it can
     */
    public WebServer(
            Listening listening,
            Services services,
            Authenticator authenticator,
            Metrics metrics,
            Supplier<Optional<String>> trouble) {
        this.services = services;
        this.trouble = trouble;
        proxies = new Proxies(Set.copyOf(listening.proxies()));
        connections = new Connections(listening.bounds(), Set.copyOf(listening.proxies()));
        gate =
                new Gate(
                        authenticator,
                        new Limits(Limits.OPEN, Limits.ADDRESS, Limits.ACCOUNT),
                        metrics);
        javalin = Javalin.create(config -> configure(config, listening)).start();
        port = javalin.port();
    }

    private void configure(JavalinConfig config, Listening listening) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.maxRequestSize = BODY_BYTES;
        config.jetty.threadPool = threads();
        config.jetty.modifyHttpConfiguration(WebServer::tune);
        config.jetty.addConnector((server, http) -> connector(server, http, listening));
        config.jetty.modifyServer(server -> server.setStopTimeout(STOP_MILLIS));
        config.jetty.modifyServletContextHandler(this::addGrpc);
        config.jetty.modifyServletContextHandler(
                handler -> handler.insertHandler(connections.watching()));
        config.jetty.modifyServletContextHandler(
                handler -> handler.setSessionHandler(NoSessions.handler()));
        config.jetty.modifyWebSocketServletFactory(factory -> {
            factory.setMaxBinaryMessageSize(WireLimits.MESSAGE_BYTES + FRAMING_BYTES);
            factory.setIdleTimeout(Duration.ofMillis(HTTP1_IDLE_MILLIS));
        });
        addRoutes(config.routes);
    }

    private static QueuedThreadPool threads() {
        tellJettyReferences();
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        threads.setName("web");
        return threads;
    }

    /** Jetty asks the JVM's management for it otherwise, which takes longer than all else here. */
    private static void tellJettyReferences() {
        System.getProperties().putIfAbsent("org.eclipse.jetty.util.referencesPerCacheLine", "16");
    }

    private static void tune(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(FRAMING_BYTES / 4);
        http.setResponseHeaderSize(FRAMING_BYTES / 4);
    }

    private ServerConnector connector(Server server, HttpConfiguration http, Listening listening) {
        ServerConnector connector =
                listening.tls().isPresent()
                        ? secure(server, http, listening.tls().get())
                        : plain(server, http);
        connector.setHost(listening.host());
        connector.setPort(listening.port());
        connector.setIdleTimeout(HTTP1_IDLE_MILLIS);
        connector.addBean(connections);
        return connector;
    }

    private static ServerConnector plain(Server server, HttpConfiguration http) {
        HTTP2CServerConnectionFactory http2 = new HTTP2CServerConnectionFactory(http);
        tune(http2);
        return new ServerConnector(server, new HttpConnectionFactory(http), http2);
    }

    private static ServerConnector secure(
            Server server, HttpConfiguration http, SslContextFactory.Server tls) {
        HttpConfiguration secured = new HttpConfiguration(http);
        secured.addCustomizer(new SecureRequestCustomizer(false));
        HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(secured);
        tune(http2);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol("http/1.1");
        return new ServerConnector(
                server,
                new SslConnectionFactory(tls, "alpn"),
                alpn,
                http2,
                new HttpConnectionFactory(secured));
    }

    private static void tune(AbstractHTTP2ServerConnectionFactory http2) {
        http2.setStreamIdleTimeout(QUIET_MILLIS);
        http2.setMaxConcurrentStreams(STREAMS_OF_A_CONNECTION);
        http2.setRateControlFactory(new WindowRateControl.Factory(RESETS_PER_SECOND));
    }

    private void addGrpc(ServletContextHandler handler) {
        GrpcServices grpc = new GrpcServices(gate, executor);
        List<ServerServiceDefinition> definitions = services.grpc(grpc, executor);
        ServletServerBuilder builder =
                new ServletServerBuilder()
                        .executor(executor)
                        .intercept(GrpcServices.interceptor(proxies, log))
                        .maxInboundMessageSize(WireLimits.MESSAGE_BYTES + FRAMING_BYTES);
        definitions.forEach(builder::addService);
        ServletHolder holder = new ServletHolder(new GrpcServlet(builder.buildServletAdapter()));
        holder.setAsyncSupported(true);
        definitions.forEach(each ->
                handler.addServlet(holder, "/" + each.getServiceDescriptor().getName() + "/*"));
    }

    /** The way from a servlet to gRPC. */
    private static final class GrpcServlet extends HttpServlet {
        @Serial private static final long serialVersionUID = 1;

        @SuppressWarnings("serial")
        private final ServletAdapter adapter;

        GrpcServlet(ServletAdapter adapter) {
            this.adapter = adapter;
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            adapter.doPost(request, response);
        }
    }

    private void addRoutes(RoutesConfig routes) {
        RestCalls rest = new RestCalls(gate, proxies, log);
        services.calls().forEach(call -> rest.add(routes, call));
        new RestStreams(gate, rest, services).add(routes);
        new Pages(
                        () -> RestOperations.of(services.calls()),
                        context -> gate.pass(rest.source(context)))
                .add(routes);
        routes.get("/livez", context -> context.result("alive"));
        routes.get("/readyz", this::ready);
        new Sockets(gate, rest, services.lines()).add(routes);
        routes.exception(Exception.class, WebServer::fail);
    }

    private void ready(Context context) {
        trouble.get()
                .ifPresent(why -> {
                    throw RelayException.unavailable(why);
                });
        context.result("ready");
    }

    private static void fail(Exception failure, Context context) {
        if (failure instanceof HttpResponseException refused) {
            int status = refused.getStatus();
            tell(context, status, RelayException.invalid(String.valueOf(refused.getMessage())));
            return;
        }
        // Of what the relay itself reads and writes nothing fails like this.
        RelayException refusal =
                failure instanceof IOException
                        ? RelayException.unavailable("The request broke off.")
                        : Failures.refusal(failure);
        tell(context, Failures.http(refusal.code()), refusal);
    }

    private static void tell(Context context, int status, RelayException refusal) {
        long waitMillis = refusal.toMessage().getRetryAfterMillis();
        if (waitMillis > 0) {
            context.header("Retry-After", Long.toString(Math.ceilDiv(waitMillis, 1_000)));
        }
        if (refusal.code() == ErrorCode.UNAUTHENTICATED) {
            context.header("WWW-Authenticate", "Bearer");
        }
        RestCalls.refused(context, refusal.code());
        context.status(status);
        RestBody.wanted(context).writeError(context, refusal.toMessage());
        if (context.header("Sec-WebSocket-Key") != null) {
            send(context);
        }
    }

    /** Of what is asked to become a line and was refused nobody else sends the answer's body. */
    private static void send(Context context) {
        try (InputStream body = context.resultInputStream()) {
            if (body != null) {
                body.transferTo(context.res().getOutputStream());
            }
        } catch (IOException gone) {
            // Whoever asked does not wait for it.
        }
    }

    /** Every verb and path that it answers, such as {@code GET /v1/vaults}; lines aside. */
    public Set<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(each -> each.endpoint.method.name() + " " + each.endpoint.path)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The port it listens on, or did before it was closed. */
    public int port() {
        return port;
    }

    /** Takes no more calls, and waits a little for those that are under way. */
    @Override
    public void close() {
        services.streams().close(RelayException.unavailable("The relay is shutting down."));
        try {
            javalin.stop();
        } finally {
            connections.close();
            executor.shutdown();
            log.close();
        }
    }
}
