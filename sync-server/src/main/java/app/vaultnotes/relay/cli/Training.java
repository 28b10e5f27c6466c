package app.vaultnotes.relay.cli;

import app.vaultnotes.relay.serve.Certificate;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What a relay that was there before does from its start to its first answers, for a cache that
 * makes later starts quick. What the cache has is loaded in every start, so it has nothing of what
 * only a first start does: another process makes the folder.
 */
final class Training {

    private static final long END_SECONDS = 20;

    private Training() {}

    /**
     * Makes a relay in a folder that is thrown away, starts it once more, asks it this and that,
     * and ends the process.
     */
    static void run(Path scratch) {
        List<String> words =
                List.of("serve", "--json", "--tls", "self", "--bind", "127.0.0.1", "--port", "0");
        List<String> all =
                Stream.concat(words.stream(), Stream.of("--data", "" + scratch)).toList();
        try {
            make(all);
            CompletableFuture<String> told = new CompletableFuture<>();
            var _ = told.thenAcceptAsync(line -> askAndEnd(line, scratch));
            int code = Main.run(out(told), err(), all.toArray(String[]::new));
            System.exit(code);
        } catch (IOException e) {
            fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void fail(Exception failure) {
        System.err.println("The relay did not answer while it was trained: " + failure);
        System.exit(1);
    }

    /** As an operator starts it, until it says that it is ready. */
    private static void make(List<String> words) throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElse("java");
        List<String> options =
                List.of(java, "-cp", System.getProperty("java.class.path"), Main.class.getName());
        Process first =
                new ProcessBuilder(Stream.concat(options.stream(), words.stream()).toList())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        first.inputReader().readLine();
        first.destroy();
        first.waitFor(END_SECONDS, TimeUnit.SECONDS);
    }

    private static PrintWriter err() {
        return new PrintWriter(System.err, true, System.err.charset());
    }

    /** Tells the line that a relay prints when it is ready. */
    private static PrintWriter out(CompletableFuture<String> told) {
        return new PrintWriter(
                new StringWriter() {
                    @Override
                    public void flush() {
                        told.complete(toString());
                    }
                });
    }

    private static void askAndEnd(String line, Path scratch) {
        try (HttpClient client = HttpClient.newBuilder().sslContext(trusting(scratch)).build()) {
            String url = JsonMapper.builder().build().readTree(line).get("url").asText();
            ask(client, HttpRequest.newBuilder(URI.create(url + "readyz")).GET());
            ask(
                    client,
                    HttpRequest.newBuilder(URI.create(url + "v1/sessions"))
                            .POST(HttpRequest.BodyPublishers.ofString(signIn())));
            System.exit(0);
        } catch (GeneralSecurityException | IOException e) {
            fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SSLContext trusting(Path scratch) throws GeneralSecurityException {
        Certificate own = Certificate.own(scratch.resolve("tls"), List.of());
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(own.keys());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static String signIn() {
        return "{\"email\":\"nobody@example.org\",\"passphrase\":\"seven grey herons wade\"}";
    }

    private static void ask(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        client.send(request.build(), HttpResponse.BodyHandlers.discarding());
    }
}
