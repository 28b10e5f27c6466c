package app.vaultnotes.relay.blob;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real S3 server (s3proxy) in a process of its own, on this machine alone, that keeps objects as
 * files of a folder, checks signatures and can be killed and started again.
 */
public final class S3Server {

    static final String BUCKET = "notes";
    static final String ACCESS_KEY = "relay-key";
    static final String SECRET_KEY = "relay-secret";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private Process process;

    private S3Server(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.port = freePort();
        Files.createDirectories(data().resolve(BUCKET));
        Files.writeString(folder.resolve("s3proxy.conf"), configuration());
        Files.writeString(folder.resolve("logback.xml"), "<configuration/>");
        process = launch();
    }

    /** Starts one that keeps all in a folder. */
    public static S3Server start(Path folder) throws IOException, InterruptedException {
        return new S3Server(folder);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String configuration() {
        return """
        s3proxy.endpoint=%s
        s3proxy.authorization=aws-v4
        s3proxy.identity=%s
        s3proxy.credential=%s
        jclouds.provider=filesystem-nio2
        jclouds.filesystem.basedir=%s
        """
                .formatted(endpoint(), ACCESS_KEY, SECRET_KEY, data());
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** The file that an object is kept in. */
    public Path file(String key) {
        return data().resolve(BUCKET).resolve(key);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** How to get in, below a prefix. */
    public S3Settings settings(String prefix) {
        return new S3Settings(
                endpoint(), "us-east-1", BUCKET, prefix, ACCESS_KEY, SECRET_KEY, false);
    }

    private Process launch() throws IOException, InterruptedException {
        Path classPath =
                Path.of(
                        System.getProperty("vaultnotes.root"),
                        "sync-server",
                        "target",
                        "s3proxy.classpath");
        List<String> options =
                List.of("-Xmx256m", "-Dlogback.configurationFile=" + folder.resolve("logback.xml"));
        Process started =
                new ProcessBuilder(
                                JavaProcess.command(
                                        options,
                                        Files.readString(classPath).strip(),
                                        "org.gaul.s3proxy.Main",
                                        "--properties",
                                        folder.resolve("s3proxy.conf").toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("s3proxy.log").toFile())
                        .start();
        awaitPort(started);
        return started;
    }

    private void awaitPort(Process started) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                started.destroyForcibly();
                throw new IOException(Files.readString(folder.resolve("s3proxy.log")));
            }
            started.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Takes it away at once. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Brings it back where it was. */
    public void restart() throws IOException, InterruptedException {
        process = launch();
    }
}
