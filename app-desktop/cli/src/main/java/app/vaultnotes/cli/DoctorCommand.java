package app.vaultnotes.cli;

import app.vaultnotes.vault.BackupShelf;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.VaultMark;
import app.vaultnotes.vault.store.Backups;
import app.vaultnotes.vault.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doctor}. */
@Command(description = "Look for damage; exit code 1 while any is left.")
final class DoctorCommand extends VaultCommand {

    /** Codes of what is gone: it is told, and nothing more can be done about it. */
    private static final String GONE = "-lost";

    @Option(names = "--rebuild", description = "Make lists and search anew from the documents.")
    private boolean rebuild;

    @Option(
            names = "--repair",
            description = {
                "Mend indexes, set damage aside and keep what can be kept; what is lost comes from",
                "backups where they have it. A damaged database is written anew and kept aside."
            })
    private boolean repair;

    private final Context context;

    /** Where the damaged database is kept, once a new one took its place. */
    private @Nullable Path kept;

    DoctorCommand(Context context) {
        super(context);
        this.context = context;
    }

    @Override
    int run(OpenVault open) throws IOException {
        List<Vault.Problem> problems;
        try (ProgressBar progress = progress()) {
            if (rebuild) {
                vault(open).rebuild(progress);
            }
            problems =
                    new ArrayList<>(
                            repair ? vault(open).repair(progress) : vault(open).check(progress));
        }
        Path damaged = kept;
        if (damaged != null) {
            problems.add(0, Vault.Problem.keptAside(damaged));
        }
        if (json()) {
            print(Map.of("problems", problems.stream().map(DoctorCommand::shape).toList()));
        } else {
            tell(problems, open.backups());
        }
        return left(problems) == 0 ? 0 : 1;
    }

    private static long left(List<Vault.Problem> problems) {
        return problems.stream().filter(problem -> !problem.repaired()).count();
    }

    private void tell(List<Vault.Problem> problems, Backups backups) {
        problems.forEach(problem -> say(word(problem) + problem.message()));
        long left = left(problems);
        say(left == 0 ? "The vault is well." : left + (left == 1 ? " problem." : " problems."));
        if (problems.stream().anyMatch(p -> !p.repaired() && !saysWhatHelps(p))) {
            say(
                    terminal()
                            .faint(
                                    repair
                                            ? after(backups)
                                            : "“vaultnotes doctor --repair” mends what can be"
                                                    + " mended."));
        }
    }

    private static String word(Vault.Problem problem) {
        if (!problem.repaired()) {
            return "Problem: ";
        }
        if (problem.code().equals("set-aside")) {
            return "Set aside: ";
        }
        return problem.code().endsWith(GONE) ? "Lost: " : "Mended: ";
    }

    /** Bytes of an attachment are nowhere else in the vault: no repair brings them back. */
    private static boolean saysWhatHelps(Vault.Problem problem) {
        return problem.code().equals("attachment-missing")
                || problem.code().equals("attachment-awaited")
                || problem.code().equals("attachment-damaged");
    }

    /** What helps when a repair did not. */
    private static String after(Backups backups) {
        String copies =
                "Another copy of the vault, if there is one, may have it: “vaultnotes merge”.";
        return backups.all().isEmpty()
                ? copies + " “vaultnotes export” brings out what is here."
                : "“vaultnotes backup restore "
                        + backups.all().get(0).name()
                        + "” puts the newest backup in the vault's place; what is there now is kept. "
                        + copies;
    }

    /**
     * A vault that does not open is written anew from what can be read of it, if it is to be
     * repaired, and otherwise has one problem.
     */
    @Override
    int unopened(Path folder, VaultException why) throws IOException {
        boolean noDatabase = !VaultMark.hasDatabase(folder);
        boolean damaged =
                why.code() == VaultException.Code.DAMAGED
                        || why.code() == VaultException.Code.NO_VAULT
                        || why.code() == VaultException.Code.IO;
        List<BackupShelf.Backup> backups = new Backups(folder).all();
        if (!damaged || (noDatabase && backups.isEmpty())) {
            throw why;
        }
        if (repair && !noDatabase && kept == null) {
            return salvage(folder);
        }
        report(String.valueOf(why.getMessage()), noDatabase, backups);
        return 1;
    }

    private int salvage(Path folder) throws IOException {
        try (ProgressBar progress = progress()) {
            kept =
                    OpenVault.exclusively(
                            folder, () -> SqliteStore.salvage(folder, Instant.now(), progress));
        }
        return context.on(folder, this::run);
    }

    private void report(String message, boolean noDatabase, List<BackupShelf.Backup> backups) {
        if (json()) {
            Vault.Problem problem =
                    new Vault.Problem("database-damaged", "vault.db", message, false);
            print(Map.of("problems", List.of(shape(problem))));
            return;
        }
        say("Problem: " + message);
        if (!noDatabase && !repair) {
            say(
                    terminal()
                            .faint(
                                    "“vaultnotes doctor --repair” writes it anew from all that can"
                                            + " be read."));
        }
        say(
                terminal()
                        .faint(
                                backups.isEmpty()
                                        ? "There is no backup. Another copy of the vault, if"
                                                + " there is one, has the notes."
                                        : "“vaultnotes backup restore "
                                                + backups.get(0).name()
                                                + "” puts the newest backup in its place;"
                                                + " what is there now is kept."));
    }

    private static Map<String, Object> shape(Vault.Problem problem) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("code", problem.code());
        shape.put("where", problem.where());
        shape.put("message", problem.message());
        shape.put("repaired", problem.repaired());
        return shape;
    }
}
