package app.vaultnotes.cli;

import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.relay.RelayFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;

/** Says what went wrong, for people or as JSON. */
final class Failure {

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private Failure() {}

    static int report(Exception e, Terminal terminal, boolean json) {
        terminal.out().flush();
        if (e instanceof VaultException failure) {
            return say(terminal, json, failure.code().word(), message(e), failure.hint(), FAILED);
        } else if (e instanceof RelayFailure failure) {
            Refusal refusal = Refusal.of(failure);
            return say(terminal, json, refusal.word(), refusal.message(), refusal.hint(), FAILED);
        } else if (e instanceof WrongUsage wrong) {
            return say(terminal, json, "usage", message(e), wrong.hint(), WRONG_USAGE);
        } else if (e instanceof CrdtException) {
            return say(
                    terminal,
                    json,
                    "damaged",
                    message(e),
                    "“vaultnotes doctor” says what is wrong.",
                    FAILED);
        } else if (e instanceof IOException) {
            return say(terminal, json, "io", words(e), "", FAILED);
        } else if (e instanceof CancellationException && terminal.gone().getAsBoolean()) {
            return FAILED; // nobody reads it, or what ends the process says so
        } else if (e instanceof CancellationException) {
            return say(
                    terminal,
                    json,
                    "cancelled",
                    "Cancelled; what was done so far is kept.",
                    "",
                    FAILED);
        }
        String text = "This is a bug in Vault Notes: " + e;
        int code = say(terminal, json, "internal", text, "The vault is as it was.", FAILED);
        if (System.getenv("VAULTNOTES_DEBUG") != null) {
            e.printStackTrace(terminal.err());
        }
        return code;
    }

    /** Says that there was not enough memory; by now most of it is free again. */
    static int exhausted(VirtualMachineError e, Terminal terminal, boolean json) {
        terminal.out().flush();
        if (System.getenv("VAULTNOTES_DEBUG") != null) {
            e.printStackTrace(terminal.err());
        }
        return say(
                terminal,
                json,
                "memory",
                "There is not enough memory for this: " + e.getClass().getSimpleName() + ".",
                "The vault is whole, and what was done before stays. VAULTNOTES_JAVA_OPTS=-Xmx1g"
                        + " gives a command more memory.",
                FAILED);
    }

    private static String message(Exception e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }

    /** Messages of file systems are often nothing but a path. */
    private static String words(Exception e) {
        String message = message(e);
        return switch (e) {
            case NoSuchFileException _ -> "There is nothing at " + message + ".";
            case FileAlreadyExistsException _ ->
                    "There is something else at " + message + " already.";
            case AccessDeniedException _ -> "There is no permission for " + message + ".";
            case NotDirectoryException _ -> "There is no folder at " + message + ".";
            default -> message;
        };
    }

    static int usage(CommandLine.ParameterException e, Terminal terminal, boolean json) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        String help = "“" + name + " --help” shows how.";
        return say(terminal, json, "usage", wrong(e), suggestion(e) + help, WRONG_USAGE);
    }

    private static String wrong(CommandLine.ParameterException e) {
        boolean noCommand =
                e.getCommandLine().getParent() == null
                        && e instanceof CommandLine.UnmatchedArgumentException unmatched
                        && !unmatched.isUnknownOption();
        return noCommand
                ? "There is no command “"
                        + ((CommandLine.UnmatchedArgumentException) e).getUnmatched().get(0)
                        + "”."
                : message(e);
    }

    private static String suggestion(CommandLine.ParameterException e) {
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            return near.isEmpty() ? "" : "Did you mean “" + near.get(0) + "”? ";
        }
        return "";
    }

    private static int say(
            Terminal terminal,
            boolean json,
            String code,
            String message,
            String hint,
            int exitCode) {
        if (json) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("code", code);
            error.put("message", message);
            error.put("hint", hint);
            Json.print(terminal.err(), Map.of("error", error));
        } else {
            terminal.err().println(terminal.removed("vaultnotes: ") + terminal.line(message));
            if (!hint.isEmpty()) {
                terminal.err().println(terminal.line(terminal.faint(hint)));
            }
        }
        terminal.err().flush();
        return exitCode;
    }
}
