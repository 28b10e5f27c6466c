package app.vaultnotes.cli;

import app.vaultnotes.vault.VaultException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Runs other processes' commands on the vault that this process holds, so that every command works
 * while the vault is open. Listens on a socket that only its owner can reach.
 */
final class Holder implements AutoCloseable {

    private static final int MAX_CALLERS = 32;

    /** Pieces of a caller's input that wait for the command. */
    private static final int MAX_WAITING = 16;

    private static final int LOOK_EVERY_MILLIS = 50;
    private static final int NAME_BYTES = 10;

    /** Longer paths fit into no system's socket address. */
    private static final int MAX_PATH_BYTES = 100;

    private static final int MAX_ARGUMENTS = 10_000;
    private static final long LAST_CALLS_MINUTES = 60;

    private final ServerSocketChannel server;
    private final Path socket;
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final Semaphore places = new Semaphore(MAX_CALLERS);
    private final OpenVault vault;

    private Holder(ServerSocketChannel server, Path socket, OpenVault vault) {
        this.server = server;
        this.socket = socket;
        this.vault = vault;
    }

    /** A short name for a vault's socket that no other vault has. */
    private static String name(Path vault) throws IOException {
        try {
            byte[] real = vault.toRealPath().toString().getBytes(StandardCharsets.UTF_8);
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(real), 0, NAME_BYTES) + ".sock";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Begins to listen for commands on a vault that this process holds; empty where this machine
     * has no place for that, and commands can only wait for the vault.
     */
    static Optional<Holder> listen(OpenVault vault) {
        for (Path folder : Places.runtimes()) {
            try {
                Path socket = folder.resolve(name(vault.folder()));
                if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_PATH_BYTES) {
                    return Optional.of(listen(vault, socket));
                }
            } catch (IOException e) {
                // The next place may do.
            }
        }
        return Optional.empty();
    }

    private static Holder listen(OpenVault vault, Path socket) throws IOException {
        makePrivate(socket.toAbsolutePath().resolveSibling("."));
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            vault.announce(socket.toString());
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        Holder holder = new Holder(server, socket, vault);
        Thread.ofPlatform().daemon().name("holder").start(holder::accept);
        return holder;
    }

    private static void makePrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                give(server.accept());
            } catch (IOException e) {
                // the socket was closed, or a caller went away before it was heard
            }
        }
    }

    private void give(SocketChannel caller) throws IOException {
        if (!places.tryAcquire()) {
            caller.close();
            return;
        }
        try {
            callers.execute(() -> serve(caller));
        } catch (RejectedExecutionException e) {
            // The holder ends: its caller asks for another one.
            places.release();
            caller.close();
        }
    }

    private void serve(SocketChannel caller) {
        try (caller;
                DataInputStream in = new DataInputStream(Channels.newInputStream(caller));
                DataOutputStream out = new DataOutputStream(Channels.newOutputStream(caller))) {
            Wire.Frame frame = Wire.read(in);
            if (frame.kind() == Wire.REQUEST) {
                run(new Request(frame.bytes()), in, out);
            }
        } catch (IOException e) {
            // the caller went away; what its command did is done
        } finally {
            places.release();
        }
    }

    private void run(Request request, DataInputStream in, DataOutputStream out) throws IOException {
        Wire.write(out, Wire.BEGUN);
        CallerInput input = new CallerInput(in, out);
        Terminal terminal =
                new Terminal(
                        input,
                        new PrintStream(
                                new CallerOutput(out, Wire.OUT), false, StandardCharsets.UTF_8),
                        new PrintStream(
                                new CallerOutput(out, Wire.ERR), true, StandardCharsets.UTF_8),
                        request.directory,
                        request.colour,
                        request.interactive,
                        input::isGone,
                        () -> !server.isOpen());
        Thread listening = Thread.ofPlatform().daemon().name("caller").start(input::listen);
        int code = Main.run(request.arguments, terminal, vault);
        terminal.out().flush();
        terminal.err().flush();
        Wire.write(out, Wire.EXIT, (byte) code);
        listening.interrupt(); // it may wait for room for input that nobody read
    }

    /** What a caller asks for. */
    private static final class Request {
        private final Path directory;
        private final boolean colour;
        private final boolean interactive;
        private final String[] arguments;

        Request(byte[] bytes) throws IOException {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            if (in.readInt() != Wire.VERSION) {
                throw new IOException("another version of Vault Notes is calling");
            }
            directory = Path.of(Wire.text(in));
            colour = in.readBoolean();
            interactive = in.readBoolean();
            int count = in.readInt();
            if (count < 0 || count > MAX_ARGUMENTS) {
                throw new IOException(count + " arguments");
            }
            arguments = new String[count];
            for (int i = 0; i < count; i++) {
                arguments[i] = Wire.text(in);
            }
        }
    }

    /**
     * Standard input of the caller, asked for when the command first reads. A thread of its own
     * listens, so that it is known when the caller is gone.
     */
    private static final class CallerInput extends InputStream {
        private final DataInputStream in;
        private final DataOutputStream out;
        private final BlockingQueue<Wire.Frame> frames = new ArrayBlockingQueue<>(MAX_WAITING);
        private volatile boolean gone;
        private byte[] bytes = new byte[0];
        private int at;
        private boolean asked;
        private boolean ended;

        CallerInput(DataInputStream in, DataOutputStream out) {
            this.in = in;
            this.out = out;
        }

        boolean isGone() {
            return gone;
        }

        void listen() {
            try {
                while (true) {
                    frames.put(Wire.read(in));
                }
            } catch (IOException e) {
                gone = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (!asked) {
                asked = true;
                Wire.write(out, Wire.IN);
            }
            while (at == bytes.length && !ended) {
                Wire.Frame frame = next();
                ended = frame.kind() != Wire.IN;
                bytes = frame.bytes();
                at = 0;
            }
            if (at == bytes.length) {
                return -1;
            }
            int count = Math.min(length, bytes.length - at);
            System.arraycopy(bytes, at, buffer, offset, count);
            at += count;
            return count;
        }

        private Wire.Frame next() throws IOException {
            try {
                while (true) {
                    Wire.Frame frame = frames.poll(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                    if (frame != null) {
                        return frame;
                    }
                    if (gone && frames.isEmpty()) {
                        throw new EOFException("the caller is gone");
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for input");
            }
        }
    }

    /** Standard output or error of the caller. */
    private static final class CallerOutput extends OutputStream {
        private final DataOutputStream out;
        private final byte kind;

        CallerOutput(DataOutputStream out, byte kind) {
            this.out = out;
            this.kind = kind;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int at = 0; at < length; at += Wire.MAX_FRAME_BYTES) {
                Wire.write(
                        out, kind, bytes, offset + at, Math.min(Wire.MAX_FRAME_BYTES, length - at));
            }
        }
    }

    /** Stops listening and lets commands that have begun come to their end. */
    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
            callers.shutdown();
            if (!callers.awaitTermination(LAST_CALLS_MINUTES, TimeUnit.MINUTES)) {
                callers.shutdownNow();
            }
        } catch (IOException e) {
            throw new VaultException(VaultException.Code.IO, "The socket cannot be closed.", "", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
