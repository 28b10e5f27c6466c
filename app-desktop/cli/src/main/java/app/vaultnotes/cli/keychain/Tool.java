package app.vaultnotes.cli.keychain;

import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A program of the system that is run once for each thing it is to do. */
final class Tool {

    private static final int MOST_OUTPUT_BYTES = 64 << 10;

    private final String program;
    private final Duration limit;

    /**
     * A program that need not be there.
     *
     * @param limit how long it may take; one that asks its owner needs a while
     */
    Tool(String program, Duration limit) {
        this.program = program;
        this.limit = limit;
    }

    /**
     * What a program said.
     *
     * @param code its exit code; 0 for done
     * @param out its standard output, without white space around it
     */
    record Said(int code, String out) {}

    /**
     * Runs it.
     *
     * @param input what it reads; may be secret
     * @param arguments none of them secret
     * @throws VaultException when it is not there, or does not end in time
     */
    Said run(String input, String... arguments) {
        Process process = start(arguments);
        try {
            CompletableFuture<byte[]> out =
                    CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
            tell(process, input);
            byte[] said = out.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed("it does not end", null);
            }
            return new Said(process.exitValue(), new String(said, StandardCharsets.UTF_8).strip());
        } catch (TimeoutException | ExecutionException e) {
            throw failed("it does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("waiting for it was interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(String[] arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw failed("it cannot be started", e);
        }
    }

    private static void tell(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It has ended without reading: its exit code says why.
        }
    }

    private static byte[] read(InputStream from) {
        try (from) {
            return from.readNBytes(MOST_OUTPUT_BYTES);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** Says why there is nothing to be had of it. */
    VaultException failed(String why, @Nullable Throwable cause) {
        VaultException failure =
                new VaultException(VaultException.Code.IO, program + " failed: " + why, "");
        if (cause != null) {
            failure.initCause(cause);
        }
        return failure;
    }
}
