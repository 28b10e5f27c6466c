package app.vaultnotes.cli;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.BackupShelf;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.store.Backups;
import app.vaultnotes.vault.store.SqliteStore;
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
                print(Json.shape("restored", chosen, "kept", kept));
            } else {
                say("Restored " + chosen + ". What was there before is kept in " + kept + ".");
            }
            return 0;
        }
    }
}
