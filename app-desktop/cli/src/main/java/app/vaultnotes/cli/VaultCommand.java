package app.vaultnotes.cli;

import app.vaultnotes.vault.Edited;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command on a vault. */
@Command(mixinStandardHelpOptions = true)
abstract class VaultCommand implements Callable<Integer> {

    @Option(names = "--vault", paramLabel = "V", description = "The vault's folder.")
    private @Nullable String vaultFolder;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final Context context;
    private boolean opened;

    VaultCommand(Context context) {
        this.context = context;
    }

    @Override
    public final Integer call() throws IOException {
        String named = vaultFolder;
        Path folder = named == null ? Places.defaultVault() : terminal().path(named);
        try {
            return alone() ? context.alone(folder, this::work) : context.on(folder, this::work);
        } catch (VaultException e) {
            if (opened) {
                throw e;
            }
            return unopened(folder, e);
        }
    }

    private int work(OpenVault open) throws IOException {
        opened = true;
        int code = run(open);
        terminal().out().flush();
        if (code == 0 && writes()) {
            keepHouse(open);
        }
        return code;
    }

    /** What is done when the vault could not be opened; unless there is a way, that is said. */
    int unopened(Path folder, VaultException why) throws IOException {
        throw why;
    }

    /** The edit is saved by now: that what is due failed is said, but is no failure of it. */
    private void keepHouse(OpenVault open) {
        try {
            open.vault().keepHouse(open.backups());
        } catch (VaultException e) {
            notKept(String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            notKept("there is not enough memory.");
        }
    }

    private void notKept(String why) {
        terminal()
                .err()
                .println("vaultnotes: what was asked is done, but not what is due today: " + why);
    }

    /** Does the work; says the exit code. */
    abstract int run(OpenVault open) throws IOException;

    /** Whether this command edits, so that what is due now and then is looked after. */
    boolean writes() {
        return false;
    }

    /** Whether no other command may run on the vault meanwhile. */
    boolean alone() {
        return false;
    }

    Terminal terminal() {
        return context.terminal();
    }

    boolean json() {
        return json;
    }

    void print(Map<String, ?> value) {
        Json.print(terminal().out(), value);
    }

    void say(String line) {
        terminal().out().println(terminal().line(line));
    }

    ProgressBar progress() {
        return new ProgressBar(terminal());
    }

    /** Tells of an edit, in words or as JSON. */
    int told(Edited edited, String words) {
        return told(edited, words, Map.of());
    }

    int told(Edited edited, String words, Map<String, ?> more) {
        if (json) {
            Map<String, Object> shape = new LinkedHashMap<>();
            shape.put("id", edited.id());
            shape.put("path", edited.path());
            shape.put("version", edited.version());
            if (edited.links() > 0) {
                shape.put("links", edited.links());
                shape.put("notes", edited.notes());
            }
            shape.putAll(more);
            print(shape);
        } else {
            say(words);
        }
        return 0;
    }

    static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    static Vault vault(OpenVault open) {
        return open.vault();
    }
}
