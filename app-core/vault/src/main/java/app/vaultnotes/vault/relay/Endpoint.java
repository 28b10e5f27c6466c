package app.vaultnotes.vault.relay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.CipherSuite;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.TlsVersion;

/** A relay and how it is spoken to. Safe for any number of threads. */
final class Endpoint {

    static final String PROGRAM = "VaultNotes";

    private static final CipherSuite[] CIPHERS = {
        CipherSuite.TLS_AES_128_GCM_SHA256,
        CipherSuite.TLS_AES_256_GCM_SHA384,
        CipherSuite.TLS_CHACHA20_POLY1305_SHA256
    };

    private static final Duration CONNECTING = Duration.ofSeconds(10);

    /** A relay may take 30 seconds to make a batch durable. */
    private static final Duration SILENCE = Duration.ofSeconds(40);

    /** A batch has up to 5 MiB, and lines may be slow. */
    private static final Duration WHOLE_CALL = Duration.ofMinutes(3);

    private static final int IDLE_CONNECTIONS = 2;
    private static final int IDLE_SECONDS = 30;

    private final RelayAddress address;
    private final Trust trust;
    private final ExecutorService executor;
    private final ScheduledExecutorService timer;
    private final SSLSocketFactory sockets;
    private final OkHttpClient http;

    Endpoint(
            RelayAddress address,
            Trust trust,
            ExecutorService executor,
            ScheduledExecutorService timer) {
        this.address = address;
        this.trust = trust;
        this.executor = executor;
        this.timer = timer;
        X509TrustManager judge = trust.judge();
        sockets = Trust.sockets(judge);
        http = http(judge);
    }

    private OkHttpClient http(X509TrustManager judge) {
        OkHttpClient.Builder builder =
                new OkHttpClient.Builder()
                        .dispatcher(new Dispatcher(executor))
                        .connectionPool(
                                new ConnectionPool(
                                        IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
                        .followRedirects(false)
                        .followSslRedirects(false)
                        .connectTimeout(CONNECTING)
                        .readTimeout(SILENCE)
                        .writeTimeout(SILENCE)
                        .callTimeout(WHOLE_CALL)
                        .addInterceptor(chain ->
                                chain.proceed(
                                        chain.request()
                                                .newBuilder()
                                                .header("User-Agent", PROGRAM)
                                                .build()))
                        .connectionSpecs(List.of(spec()))
                        .sslSocketFactory(sockets, judge);
        if (isPinned()) {
            builder.hostnameVerifier((host, session) -> true);
        }
        return builder.build();
    }

    private ConnectionSpec spec() {
        return address.secure()
                ? new ConnectionSpec.Builder(ConnectionSpec.RESTRICTED_TLS)
                        .tlsVersions(TlsVersion.TLS_1_3)
                        .cipherSuites(CIPHERS)
                        .build()
                : ConnectionSpec.CLEARTEXT;
    }

    /** Whether one certificate is trusted, whatever name it is for. */
    boolean isPinned() {
        return trust.fingerprint().isPresent();
    }

    RelayAddress address() {
        return address;
    }

    Causes causes() {
        return new Causes(address, trust);
    }

    ExecutorService executor() {
        return executor;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /** Runs a task after a while, on a thread that may wait. */
    Future<?> later(long millis, Runnable task) {
        return timer.schedule(() -> executor.execute(task), millis, TimeUnit.MILLISECONDS);
    }

    SSLSocketFactory sockets() {
        return sockets;
    }

    /** What all connections but those of gRPC are made by. */
    OkHttpClient http() {
        return http;
    }

    /** Calls through a client of HTTP. */
    HttpCalls calls(OkHttpClient client) {
        return new HttpCalls(address, causes(), client);
    }

    /** Ends what is under way, and connections that wait for more. */
    void close() {
        http.dispatcher().cancelAll();
        http.connectionPool().evictAll();
    }
}
