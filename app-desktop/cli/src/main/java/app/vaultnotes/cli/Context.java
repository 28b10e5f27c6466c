package app.vaultnotes.cli;

import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * What a command runs in: its terminal, its arguments, and the vault this process may hold already.
 */
final class Context {

    /** How long to wait for a vault that another process holds and does not answer for yet. */
    private static final long WAIT_MILLIS = 60_000;

    private static final long PAUSE_MILLIS = 25;

    private final Terminal terminal;
    private final String[] arguments;
    private final @Nullable OpenVault held;

    Context(Terminal terminal, String[] arguments, @Nullable OpenVault held) {
        this.terminal = terminal;
        this.arguments = arguments;
        this.held = held;
    }

    Terminal terminal() {
        return terminal;
    }

    /** Whether the command was started as this process, and not sent by another one. */
    boolean isHere() {
        return held == null;
    }

    /** Work on an open vault. */
    interface Work {
        int run(OpenVault vault) throws IOException;
    }

    /** Runs work on a vault, here or in the process that holds it, beside other commands. */
    int on(Path folder, Work work) throws IOException {
        return onTurn(
                folder, vault -> inTurn(vault.turns().together(terminal.gone()), vault, work));
    }

    /** The same while no other command runs on the vault: those that come meanwhile wait. */
    int alone(Path folder, Work work) throws IOException {
        return onTurn(folder, vault -> inTurn(vault.turns().alone(terminal.gone()), vault, work));
    }

    private static int inTurn(Turns.Turn turn, OpenVault vault, Work work) throws IOException {
        try (turn) {
            return work.run(vault);
        }
    }

    private int onTurn(Path folder, Work work) throws IOException {
        OpenVault mine = held;
        if (mine != null && isSame(mine.folder(), folder)) {
            return work.run(mine);
        }
        return waiting(folder, arguments, terminal, work);
    }

    /**
     * Runs work on a vault beside the command's own, or has the process that holds it run another
     * command, whichever is possible first.
     *
     * @param command what the holder is asked for
     * @param answer where it writes
     */
    static int onOther(Path folder, String[] command, Terminal answer, Work work)
            throws IOException {
        return waiting(
                folder,
                command,
                answer,
                vault -> inTurn(vault.turns().together(answer.gone()), vault, work));
    }

    private static int waiting(Path folder, String[] arguments, Terminal terminal, Work work)
            throws IOException {
        long deadline = afterWaiting();
        while (true) {
            Optional<OpenVault> opened = OpenVault.tryOpen(folder);
            if (opened.isPresent()) {
                return holding(opened.get(), work);
            }
            OptionalInt code = Caller.call(folder, arguments, terminal);
            if (code.isPresent() && code.getAsInt() != Wire.AGAIN) {
                return code.getAsInt();
            }
            deadline = code.isPresent() ? afterWaiting() : deadline;
            if (System.nanoTime() > deadline) {
                throw new VaultException(
                        VaultException.Code.LOCKED,
                        "Another program holds the vault in " + folder + " and does not answer.",
                        "Close it and try again.");
            }
            if (terminal.gone().getAsBoolean()) {
                throw new CancellationException("the caller is gone");
            }
            pause();
        }
    }

    private static long afterWaiting() {
        return System.nanoTime() + WAIT_MILLIS * 1_000_000;
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        return one.equals(other) || one.toRealPath().equals(other.toRealPath());
    }

    private static int holding(OpenVault vault, Work work) throws IOException {
        try (vault) {
            Optional<Holder> holder = Holder.listen(vault);
            try {
                return work.run(vault);
            } finally {
                holder.ifPresent(Holder::close);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VaultException(
                    VaultException.Code.LOCKED, "Interrupted while waiting for the vault.", "", e);
        }
    }
}
