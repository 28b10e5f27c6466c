package app.vaultnotes.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Has a command run by the process that holds its vault. */
final class Caller {

    private static final int BUFFER_BYTES = 1 << 15;

    private final Terminal terminal;
    private boolean begun;

    private Caller(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Calls the holder.
     *
     * @return the command's exit code; empty when nobody listens, and nothing has happened
     */
    static OptionalInt call(Path vault, String[] arguments, Terminal terminal) throws IOException {
        Caller caller = new Caller(terminal);
        Optional<Path> socket = OpenVault.announced(vault);
        if (socket.isEmpty()) {
            return OptionalInt.empty();
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket.get()))) {
            return OptionalInt.of(caller.talk(channel, arguments));
        } catch (IOException e) {
            if (caller.begun) {
                throw new IOException(
                        "the process that holds the vault ended before the command did", e);
            }
            return OptionalInt.empty();
        }
    }

    private int talk(SocketChannel channel, String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
        DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
        Wire.write(out, Wire.REQUEST, request(arguments));
        while (true) {
            Wire.Frame frame = Wire.read(in);
            switch (frame.kind()) {
                case Wire.BEGUN -> begun = true;
                case Wire.OUT -> pass(terminal.out(), frame.bytes());
                case Wire.ERR -> pass(terminal.err(), frame.bytes());
                case Wire.IN -> Thread.ofPlatform().daemon().name("stdin").start(() -> pump(out));
                case Wire.EXIT -> {
                    return frame.bytes()[0];
                }
                default -> throw new EOFException("unknown frame");
            }
        }
    }

    private byte[] request(String[] arguments) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(Wire.VERSION);
        Wire.text(out, terminal.directory().toString());
        out.writeBoolean(terminal.colour());
        out.writeBoolean(terminal.interactive());
        out.writeInt(arguments.length);
        for (String argument : arguments) {
            Wire.text(out, argument);
        }
        return bytes.toByteArray();
    }

    private static void pass(PrintStream to, byte[] bytes) {
        to.write(bytes, 0, bytes.length);
        to.flush();
    }

    private void pump(DataOutputStream out) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            for (int count = terminal.in().read(buffer);
                    count >= 0;
                    count = terminal.in().read(buffer)) {
                Wire.write(out, Wire.IN, buffer, 0, count);
            }
            Wire.write(out, Wire.IN_END);
        } catch (IOException e) {
            // the holder does not want any more of it
        }
    }
}
