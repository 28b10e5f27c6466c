package app.vaultnotes.cli;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Home;
import app.vaultnotes.vault.Receipts;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.account.Account;
import app.vaultnotes.vault.account.InvitationLink;
import app.vaultnotes.vault.relay.RelayAddress;
import app.vaultnotes.vault.store.SqliteStore;
import app.vaultnotes.vault.sync.SyncStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How a vault comes to be on other devices, and stays alike on all of them. */
final class SyncCommands {

    private static final long LOOK_MILLIS = 200;

    private SyncCommands() {}

    /** A command that syncs. */
    @Command
    abstract static class Syncs extends VaultCommand {

        private final Context context;

        Syncs(Context context) {
            super(context);
            this.context = context;
        }

        LocalRelays relays() {
            return SyncCommands.relays(context);
        }

        int once(OpenVault open) {
            return SyncCommands.once(context, open, json());
        }

        /** Tells of each change until nobody listens any more. */
        int watch(OpenVault open) {
            Told told = new Told(terminal(), json());
            SyncStatus end = told.until(open.syncing(this::relays), false);
            return terminal().leaving().getAsBoolean() ? Wire.AGAIN : told.code(end);
        }
    }

    private static LocalRelays relays(Context context) {
        return LocalRelays.here(new Asking(context));
    }

    /** Syncs until waiting changes nothing any more, and tells how it is then. */
    private static int once(Context context, OpenVault open, boolean json) {
        Told told = new Told(context.terminal(), json);
        SyncStatus end = told.until(open.syncing(() -> relays(context)), true);
        return told.end(open, end);
    }

    /** Tells how a sync goes. */
    private static final class Told {
        private final Terminal terminal;
        private final boolean json;
        private String last = "";

        Told(Terminal terminal, boolean json) {
            this.terminal = terminal;
            this.json = json;
        }

        SyncStatus until(Syncing syncing, boolean settled) {
            BlockingQueue<SyncStatus> news = new LinkedBlockingQueue<>();
            try (var _ = syncing.sync().onStatus(news::add)) {
                syncing.sync().tryNow();
                SyncStatus now = syncing.sync().status();
                while (!isOver(now, settled)) {
                    SyncStatus next = news.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                    if (next != null) {
                        now = next;
                        tell(now, settled);
                    }
                }
                syncing.sync().awaitSaid();
                return now;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return syncing.sync().status();
            }
        }

        private boolean isOver(SyncStatus now, boolean settled) {
            boolean isEnough = settled ? now.isSettled() : terminal.leaving().getAsBoolean();
            return terminal.gone().getAsBoolean() || isEnough;
        }

        private void tell(SyncStatus now, boolean settled) {
            String line = words(now);
            boolean isShown = !settled || terminal.interactive();
            if (!isShown || line.equals(last)) {
                return;
            }
            last = line;
            if (settled) {
                terminal.err().println(terminal.line(line));
            } else if (json) {
                Json.print(terminal.out(), shape(now));
            } else {
                terminal.out().println(terminal.line(line));
                terminal.out().flush();
            }
        }

        int end(OpenVault open, SyncStatus end) {
            if (json) {
                Map<String, Object> shape = new LinkedHashMap<>();
                shape.put("vault", open.vault().id());
                shape.putAll(shape(end));
                Json.print(terminal.out(), shape);
            } else {
                terminal.out().println(terminal.line(words(end)));
                end.problems().forEach(p -> terminal.out().println(terminal.line("  " + p)));
            }
            return code(end);
        }

        int code(SyncStatus end) {
            return end.isLevel() ? 0 : 1;
        }

        private static Map<String, Object> shape(SyncStatus status) {
            Map<String, Object> shape = new LinkedHashMap<>();
            shape.put("state", word(status));
            shape.put("sent", status.sent());
            shape.put("received", status.received());
            shape.put("pending", status.pending());
            shape.put("why", status.why());
            shape.put("problems", status.problems());
            if (status.clockAheadMillis() != 0) {
                shape.put("clockAheadMinutes", minutes(status));
            }
            return shape;
        }

        private static long minutes(SyncStatus status) {
            return TimeUnit.MILLISECONDS.toMinutes(status.clockAheadMillis());
        }

        private static String clock(SyncStatus status) {
            long minutes = minutes(status);
            return minutes == 0
                    ? ""
                    : " This clock is "
                            + Terminal.count(Math.abs(minutes), "minute")
                            + (minutes > 0 ? " ahead of" : " behind")
                            + " the relay's.";
        }

        private static String word(SyncStatus status) {
            return Choices.word(status.state());
        }

        private static String words(SyncStatus status) {
            String how =
                    switch (status.state()) {
                        case OFF, CONNECTING -> "Connecting.";
                        case CATCHING_UP -> "Catching up.";
                        case LIVE ->
                                status.isLevel()
                                        ? "All is here and on the relay."
                                        : "In touch with the relay.";
                        case UNREACHABLE -> "The relay cannot be reached.";
                        case CANNOT_STORE -> "What comes cannot be kept.";
                        case SIGNED_OUT -> "This machine is signed out.";
                        case REMOVED -> "You are no member of this vault any more.";
                        case DISTRUSTED -> "The relay contradicts itself.";
                        case OUT_OF_TIME -> "By this clock the relay's certificate is not valid.";
                        case UNTRUSTED -> "The relay has another certificate than before.";
                    };
            String counts =
                    "Sent %d, received %d, %d waiting."
                            .formatted(status.sent(), status.received(), status.pending());
            return (how + " " + status.why()).strip() + " " + counts + clock(status);
        }
    }

    /** {@code share}. */
    @Command(
            description = {
                "Put the vault on a relay, for your other devices and for those you invite.",
                "Whoever runs the relay can read what is in it."
            })
    static final class Share extends Syncs {
        @Option(
                names = "--relay",
                paramLabel = "URL",
                description = "The relay's address; needed unless this machine knows one alone.")
        private @Nullable String relay;

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = "What the vault is called there; its folder's name unless given.")
        private @Nullable String name;

        Share(Context context) {
            super(context);
        }

        @Override
        int run(OpenVault open) {
            Optional<Home> before = open.vault().home();
            if (before.isEmpty()) {
                try (LocalRelays relays = relays()) {
                    RelayAddress address = RelayCommand.relay(relays, Optional.ofNullable(relay));
                    Account account = relays.account(address);
                    Sharing.share(relays, account, open.vault(), name(open));
                    if (!json()) {
                        say(keys(relays));
                    }
                }
            }
            return once(open);
        }

        private String name(OpenVault open) {
            Path file = open.folder().toAbsolutePath().normalize().getFileName();
            return Sharing.name(name == null ? String.valueOf(file) : name);
        }
    }

    private static String keys(LocalRelays relays) {
        return "The key of this copy of the vault is kept in " + relays.placeOfKeys() + ".";
    }

    /** {@code sync}. */
    @Command(
            description = {
                "Bring the vault and its relay to the same state.",
                "The exit code is 0 when all that is here is there, and all of there is here."
            })
    static final class Sync extends Syncs {
        @Option(names = "--once", description = "End when they are; that is usual.")
        private boolean once;

        @Option(
                names = "--watch",
                description =
                        "Keep them so until ended, and print how it is whenever that changes.")
        private boolean watch;

        Sync(Context context) {
            super(context);
        }

        @Override
        int run(OpenVault open) {
            if (once && watch) {
                throw new WrongUsage("--once and --watch exclude each other.", "Give one of them.");
            }
            return watch ? watch(open) : once(open);
        }
    }

    /** {@code join}. */
    @Command(
            description = {
                "Bring a vault from a relay into a new folder: by a link that somebody gave you, or"
                        + " one of your own by its id, which “vaultnotes account vaults” lists.",
                "On a machine that is not signed in, a link makes an account, as “account create”"
                        + " does."
            })
    static final class Join extends SignInCommands.Entering {
        @Parameters(index = "0", paramLabel = "LINK|ID", description = "The link, or the id.")
        private String what = "";

        @Parameters(index = "1", paramLabel = "DIR", description = "The vault's folder.")
        private String folder = "";

        private final Context context;

        Join(Context context) {
            super(context);
            this.context = context;
        }

        @Override
        int run(LocalRelays relays) {
            Path path = terminal().path(folder);
            Optional<Id> own = Id.parse(what);
            Joined joined = own.isPresent() ? ofOwn(relays, own.get()) : byLink(relays, path, what);
            SqliteStore.create(path, joined.vault()).close();
            Home home = new Home(joined.account().relay().toString(), joined.account().id());
            if (!json()) {
                say(keys(relays));
            }
            try {
                return context.on(
                        path,
                        open -> {
                            open.vault().setHome(Optional.of(home));
                            return once(context, open, json());
                        });
            } catch (IOException e) {
                throw new UncheckedIOException("the vault in " + path + " cannot be opened", e);
            }
        }

        private record Joined(Account account, Id vault) {}

        private Joined ofOwn(LocalRelays relays, Id vault) {
            Account account = account(relays);
            if (!ask(relays, account, calls -> Sharing.isOwn(calls, vault))) {
                throw new VaultException(
                        VaultException.Code.NOT_FOUND,
                        account.email() + " has no vault " + vault + " on " + account.relay() + ".",
                        "“vaultnotes account vaults” lists those there are.");
            }
            return new Joined(account, vault);
        }

        private Joined byLink(LocalRelays relays, Path path, String text) {
            InvitationLink link = InvitationLink.parse(text);
            SqliteStore.requireNoDatabase(path);
            Optional<Account> known = relays.signingIn().accounts().on(link.relay());
            if (known.isEmpty()) {
                Account made = create(relays, link);
                return new Joined(made, Sharing.onlyVault(relays, made));
            }
            Account account = known.get();
            return new Joined(account, Sharing.accept(relays, account, link));
        }
    }

    /** {@code receipts}. */
    @Command(
            description =
                    "Tell where a note is, or all of the vault: on the relay, and on which devices"
                            + " that have said so.")
    static final class ReceiptsOf extends VaultCommand {
        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "NOTE",
                description = "The note; all of the vault unless given.")
        private @Nullable String note;

        ReceiptsOf(Context context) {
            super(context);
        }

        @Override
        int run(OpenVault open) {
            requireHome(open);
            Receipts.Receipt receipt =
                    note == null
                            ? open.vault().receipts().ofAll()
                            : open.vault().receipts().of(open.vault().paths().note(note).id());
            if (json()) {
                print(
                        Json.shape(
                                "relay",
                                receipt.isOnRelay(),
                                "devices",
                                receipt.devices().stream().map(ReceiptsOf::shape).toList()));
                return 0;
            }
            say("on this device: yes");
            say("on the relay: " + (receipt.isOnRelay() ? "yes" : "not yet"));
            List<Receipts.Seen> devices = receipt.devices();
            devices.forEach(
                    seen -> say("on " + seen.name() + ": " + (seen.hasAll() ? "yes" : "not yet")));
            return 0;
        }

        private static void requireHome(OpenVault open) {
            if (open.vault().home().isEmpty()) {
                throw Syncing.homeless(open.folder());
            }
        }

        private static Map<String, Object> shape(Receipts.Seen seen) {
            return Json.shape("id", seen.device(), "name", seen.name(), "hasAll", seen.hasAll());
        }
    }
}
