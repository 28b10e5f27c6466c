package app.vaultnotes.desktop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javafx.scene.image.Image;

/** Gets one picture from the web, within bounds. Not for the JavaFX thread: it waits. */
final class PictureFetch {

    private static final int MAX_BYTES = 10 << 20;
    private static final int MAX_REDIRECTS = 3;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final HttpClient client;
    private final Duration limit;
    private final Predicate<InetAddress> inside;

    /** Fetches within 20 seconds. */
    PictureFetch() {
        this(LIMIT, PictureFetch::isInside);
    }

    /**
     * Fetches within a time.
     *
     * @param inside tells addresses that only this device or its own network knows
     */
    PictureFetch(Duration limit, Predicate<InetAddress> inside) {
        this.limit = limit;
        this.inside = inside;
        this.client =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(limit)
                        .build();
    }

    /**
     * Gets the picture at an address.
     *
     * @param plain whether it may come without encryption
     * @throws IOException when there is none, or one beyond the bounds
     */
    Image get(URI address, boolean plain) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        URI at = address;
        boolean open = false;
        for (int i = 0; i <= MAX_REDIRECTS; i++) {
            // A page of the web must not make this device ask its own network.
            boolean own = isOwn(at);
            if (open && own) {
                throw new IOException(Words.of("webpicture.inside"));
            }
            open |= !own;
            check(at, plain);
            HttpResponse<byte[]> answer = ask(at, deadline);
            if (answer.statusCode() == 200) {
                return picture(answer.body());
            }
            at = next(at, answer);
        }
        throw new IOException(Words.of("webpicture.redirects", MAX_REDIRECTS));
    }

    private static void check(URI at, boolean plain) throws IOException {
        boolean safe = "https".equalsIgnoreCase(at.getScheme());
        boolean unsafe = "http".equalsIgnoreCase(at.getScheme()) && plain;
        if ((!safe && !unsafe) || at.getHost() == null) {
            throw new IOException(Words.of("webpicture.plain"));
        }
    }

    private static URI next(URI at, HttpResponse<byte[]> answer) throws IOException {
        String where = answer.headers().firstValue("Location").orElse("");
        if (!REDIRECTS.contains(answer.statusCode()) || where.isEmpty()) {
            throw new IOException(Words.of("webpicture.status", answer.statusCode()));
        }
        try {
            return at.resolve(where);
        } catch (IllegalArgumentException e) {
            throw new IOException(Words.of("webpicture.status", answer.statusCode()), e);
        }
    }

    /** Whether a host has an address that only this device or its own network knows. */
    private boolean isOwn(URI at) throws IOException {
        String host = at.getHost();
        if (host == null) {
            throw new IOException(Words.of("webpicture.plain"));
        }
        for (InetAddress each : InetAddress.getAllByName(host)) {
            if (inside.test(each)) {
                return true;
            }
        }
        return false;
    }

    /** Whether only this device or its own network knows an address. */
    static boolean isInside(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean shared =
                address instanceof Inet4Address
                        && ((bytes[0] == 100 && (bytes[1] & 0xC0) == 64) || bytes[0] == 0);
        boolean unique = address instanceof Inet6Address && (bytes[0] & 0xFE) == 0xFC;
        return shared
                || unique
                || address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
    }

    private HttpResponse<byte[]> ask(URI at, long deadline) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(at).header("Accept", "image/*").build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(
                        request,
                        HttpResponse.BodyHandlers.limiting(
                                HttpResponse.BodyHandlers.ofByteArray(), MAX_BYTES));
        try {
            return answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException(Words.of("webpicture.late", limit.toSeconds()), e);
        } catch (ExecutionException e) {
            Throwable why = e.getCause();
            throw new IOException(why == null ? "" : String.valueOf(why.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            answer.cancel(true);
        }
    }

    private static Image picture(byte[] bytes) throws IOException {
        return Pictures.read(() -> new ByteArrayInputStream(bytes))
                .orElseThrow(() -> new IOException(Words.of("webpicture.none")));
    }
}
