package app.vaultnotes.cli;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.BackupShelf;
import app.vaultnotes.vault.Settings;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.VaultSetting;
import app.vaultnotes.vault.store.Backups;
import app.vaultnotes.vault.store.SqliteStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
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
                completionCandidates = Names.class,
                description = "trashDays, attachmentFolder, dailyFolder or templateFolder.")
        private @Nullable String name;

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "VALUE",
                description = "Its value; empty takes it back.")
        private @Nullable String value;

        /** The names of the settings. */
        static final class Names implements Iterable<String> {
            @Override
            public Iterator<String> iterator() {
                return keys().iterator();
            }
        }

        private static List<String> keys() {
            return Arrays.stream(VaultSetting.values()).map(VaultSetting::key).toList();
        }

        Setting(Context context) {
            super(context);
        }

        @Override
        boolean writes() {
            return value != null;
        }

        @Override
        int run(OpenVault open) {
            List<VaultSetting> wanted = wanted();
            String given = value;
            if (given != null) {
                vault(open).settings().set(wanted.get(0), given);
            }
            if (json()) {
                Map<String, Object> shape = new LinkedHashMap<>();
                wanted.forEach(one -> shape.put(one.key(), vault(open).settings().get(one)));
                print(Map.of("settings", shape));
            } else {
                wanted.forEach(one -> say(inWords(vault(open).settings(), one)));
            }
            return 0;
        }

        /** The named one, or all. */
        private List<VaultSetting> wanted() {
            List<VaultSetting> all = List.of(VaultSetting.values());
            String named = name;
            if (named == null) {
                return all;
            }
            List<VaultSetting> one = all.stream().filter(s -> s.key().equals(named)).toList();
            if (one.isEmpty()) {
                throw new VaultException(
                        VaultException.Code.INVALID,
                        "There is no setting “" + named + "”.",
                        "There are " + String.join(", ", keys()) + ".");
            }
            return one;
        }

        private static String inWords(Settings settings, VaultSetting setting) {
            String usual = settings.chosen(setting).isEmpty() ? " (unless set)" : "";
            return setting.key() + ": " + settings.get(setting) + usual;
        }
    }

    /** {@code backup}. */
    @Command(
            description = {
                "List, make or restore backups: “backup list”, “backup now”, “backup restore NAME”.",
                "One is made every day that the vault is written to; the last seven days are kept."
            })
    static final class Backup extends VaultCommand {
        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "ACTION",
                completionCandidates = Actions.class,
                converter = Actions.class,
                description = "list, now or restore.")
        private Action action = Action.LIST;

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "NAME",
                description = "The backup to restore; the newest unless given.")
        private @Nullable String name;

        /** What can be done with backups. */
        enum Action {
            LIST,
            NOW,
            RESTORE
        }

        /** The names of the actions. */
        static final class Actions extends Choices<Action> {
            Actions() {
                super(Action.values());
            }
        }

        Backup(Context context) {
            super(context);
        }

        @Override
        boolean alone() {
            return action == Action.RESTORE;
        }

        @Override
        int run(OpenVault open) {
            return switch (action) {
                case LIST -> list(open.backups());
                case NOW -> now(open);
                case RESTORE -> restore(open);
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
                case LIST -> list(backups);
                case RESTORE -> {
                    String chosen = chosen(backups);
                    Path kept =
                            OpenVault.exclusively(
                                    folder, () -> backups.restore(chosen, Instant.now()));
                    yield restored(chosen, kept);
                }
                case NOW -> throw why;
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
                String name = String.valueOf(kept.getFileName()).replace(".db", "");
                say("“vaultnotes backup restore " + name + "” brings it back.");
            }
            return 0;
        }
    }
}
