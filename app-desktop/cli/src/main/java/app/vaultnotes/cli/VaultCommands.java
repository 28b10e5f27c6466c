package app.vaultnotes.cli;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.BackupShelf;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.store.Backups;
import app.vaultnotes.vault.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands on a vault as a whole. */
final class VaultCommands {

    private VaultCommands() {}

    /** {@code new}. */
    @Command(description = "Make a vault.", mixinStandardHelpOptions = true)
    static final class New implements Callable<Integer> {
        @Parameters(paramLabel = "VAULT", description = "The vault's folder.")
        private String folder = "";

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        private final Context context;

        New(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            if (folder.isBlank()) {
                throw new VaultException(
                        VaultException.Code.INVALID, "“" + folder + "” names no folder.", "");
            }
            Path path = context.terminal().path(folder);
            Id id = Id.random();
            SqliteStore.create(path, id).close();
            OpenVault.tryOpen(path).ifPresent(OpenVault::close);
            if (json) {
                Map<String, Object> shape = new LinkedHashMap<>();
                shape.put("id", id);
                shape.put("path", path);
                Json.print(context.terminal().out(), shape);
            } else {
                context.terminal().out().println("Made a vault in " + path + ".");
            }
            return 0;
        }
    }

    /** {@code set}. */
    @Command(description = "Show the vault's settings, or set one.")
    static final class Setting extends VaultCommand {
        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "NAME",
                description = "trashDays, attachmentFolder, dailyFolder or templateFolder.")
        private @Nullable String name;

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "VALUE",
                description = "Its value; empty takes it back.")
        private @Nullable String value;

        private static final List<String> KNOWN =
                List.of("trashDays", "attachmentFolder", "dailyFolder", "templateFolder");

        Setting(Context context) {
            super(context);
        }

        @Override
        boolean writes() {
            return value != null;
        }

        @Override
        int run(OpenVault open) {
            String wanted = name;
            if (wanted != null && !KNOWN.contains(wanted)) {
                throw new VaultException(
                        VaultException.Code.INVALID,
                        "There is no setting “" + wanted + "”.",
                        "There are " + String.join(", ", KNOWN) + ".");
            }
            String given = value;
            if (wanted != null && given != null) {
                vault(open).settings().set(wanted, given);
            }
            Map<String, Object> shape = new LinkedHashMap<>();
            KNOWN.stream()
                    .filter(known -> wanted == null || known.equals(wanted))
                    .forEach(known -> shape.put(known, vault(open).settings().get(known, "")));
            if (json()) {
                print(Map.of("settings", shape));
            } else {
                shape.forEach((known, set) -> say(known + ": " + set));
            }
            return 0;
        }
    }

    /** {@code backup}. */
    @Command(
            description = {
                "List, make or restore backups: “backup list”, “backup now”, “backup restore NAME”.",
                "One is made every day that the vault is written to; the last seven are kept."
            })
    static final class Backup extends VaultCommand {
        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "ACTION",
                description = "list, now or restore.")
        private String action = "list";

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "NAME",
                description = "The backup to restore; the newest unless given.")
        private @Nullable String name;

        Backup(Context context) {
            super(context);
        }

        @Override
        int run(OpenVault open) {
            return switch (action) {
                case "list" -> list(open.backups());
                case "now" -> now(open);
                case "restore" -> restore(open);
                default ->
                        throw new WrongUsage(
                                "“" + action + "” is no action.",
                                "There are list, now and restore.");
            };
        }

        /** Backups are needed most when the vault cannot be opened any more. */
        @Override
        int unopened(Path folder, VaultException why) {
            Backups backups = new Backups(folder);
            if (backups.all().isEmpty()) {
                throw why;
            }
            return switch (action) {
                case "list" -> list(backups);
                case "restore" -> {
                    String chosen = chosen(backups);
                    Path kept =
                            OpenVault.exclusively(
                                    folder, () -> backups.restore(chosen, Instant.now()));
                    yield restored(chosen, kept);
                }
                default -> throw why;
            };
        }

        private int list(Backups backups) {
            List<Map<String, Object>> shapes = new ArrayList<>();
            for (BackupShelf.Backup backup : backups.all()) {
                shapes.add(shape(backup));
                if (!json()) {
                    say(backup.name() + "  " + backup.bytes() / 1024 + " KiB");
                }
            }
            if (json()) {
                print(Map.of("backups", shapes));
            }
            return 0;
        }

        private static Map<String, Object> shape(BackupShelf.Backup backup) {
            Map<String, Object> shape = new LinkedHashMap<>();
            shape.put("name", backup.name());
            shape.put("at", backup.at());
            shape.put("bytes", backup.bytes());
            return shape;
        }

        private int now(OpenVault open) {
            try (ProgressBar progress = progress()) {
                BackupShelf.Backup made = vault(open).backup(open.backups(), progress);
                if (json()) {
                    print(shape(made));
                } else {
                    say("Made and checked the backup " + made.name() + ".");
                }
            }
            return 0;
        }

        private int restore(OpenVault open) {
            Backups backups = open.backups();
            String chosen = chosen(backups);
            return restored(chosen, open.replace(() -> backups.restore(chosen, Instant.now())));
        }

        private String chosen(Backups backups) {
            return Optional.ofNullable(name)
                    .or(() -> backups.all().stream().findFirst().map(BackupShelf.Backup::name))
                    .orElseThrow(() ->
                            new VaultException(
                                    VaultException.Code.NOT_FOUND, "There are no backups.", ""));
        }

        private int restored(String chosen, Path kept) {
            if (json()) {
                print(Map.of("restored", chosen, "kept", kept));
            } else {
                say("Restored " + chosen + ". What was there before is kept in " + kept + ".");
            }
            return 0;
        }
    }

    /** {@code doctor}. */
    @Command(description = "Look for damage; exit code 1 while any is left.")
    static final class DoctorIt extends VaultCommand {
        @Option(names = "--rebuild", description = "Make lists and search anew from the documents.")
        private boolean rebuild;

        @Option(names = "--repair", description = "Set damage aside and keep what can be kept.")
        private boolean repair;

        DoctorIt(Context context) {
            super(context);
        }

        @Override
        int run(OpenVault open) throws IOException {
            List<Vault.Problem> problems;
            try (ProgressBar progress = progress()) {
                if (rebuild) {
                    vault(open).rebuild(progress);
                }
                problems = repair ? vault(open).repair(progress) : vault(open).check(progress);
            }
            long left = problems.stream().filter(problem -> !problem.repaired()).count();
            if (json()) {
                print(Map.of("problems", problems.stream().map(DoctorIt::shape).toList()));
            } else {
                problems.forEach(problem ->
                        say((problem.repaired() ? "Mended: " : "Problem: ") + problem.message()));
                say(
                        left == 0
                                ? "The vault is well."
                                : left + (left == 1 ? " problem." : " problems."));
                if (left > 0 && !repair) {
                    say(terminal().faint("“vaultnotes doctor --repair” mends what can be mended."));
                }
            }
            return left == 0 ? 0 : 1;
        }

        /** A vault that does not open has one problem, and a backup to be restored. */
        @Override
        int unopened(Path folder, VaultException why) {
            if (why.code() != VaultException.Code.DAMAGED
                    && why.code() != VaultException.Code.NO_VAULT) {
                throw why;
            }
            List<BackupShelf.Backup> backups = new Backups(folder).all();
            if (backups.isEmpty() && why.code() == VaultException.Code.NO_VAULT) {
                throw why;
            }
            String message = String.valueOf(why.getMessage());
            if (json()) {
                Vault.Problem problem =
                        new Vault.Problem("database-damaged", "vault.db", message, false);
                print(Map.of("problems", List.of(shape(problem))));
            } else {
                say("Problem: " + message);
                say(
                        terminal()
                                .faint(
                                        backups.isEmpty()
                                                ? "There is no backup. Another copy of the vault, if"
                                                        + " there is one, has the notes."
                                                : "“vaultnotes backup restore” puts the newest"
                                                        + " backup in its place, of "
                                                        + backups.get(0).name()
                                                        + "; what is there now is kept."));
            }
            return 1;
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
}
