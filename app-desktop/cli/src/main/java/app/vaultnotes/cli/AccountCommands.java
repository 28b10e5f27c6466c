package app.vaultnotes.cli;

import app.vaultnotes.proto.v1.Device;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.relay.RelayFailure;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code account} and the words below it. */
final class AccountCommands {

    private AccountCommands() {}

    /** {@code account}. */
    @Command(
            description = "Sign in to a relay, out of it, and look after the account there.",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND",
            subcommands = {
                SignInCommands.Create.class,
                SignInCommands.Login.class,
                Logout.class,
                Devices.class,
                Revoke.class,
                Passphrase.class,
                Vaults.class
            })
    static final class Account implements Runnable {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

        @Override
        public void run() {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Say what to do with the account.");
        }
    }

    /** {@code account logout}. */
    @Command(
            name = "logout",
            description =
                    "Sign this machine out: the relay refuses its devices from now on, and their"
                            + " keys are forgotten. Vaults stay on it.")
    static final class Logout extends RelayCommand {
        Logout(Context context) {
            super(context);
        }

        @Override
        int run(LocalRelays relays) {
            app.vaultnotes.vault.account.Account account = account(relays);
            Optional<RelayFailure> untold = relays.signingIn().logout(account);
            if (json()) {
                print(Json.shape("relay", account.relay(), "told", untold.isEmpty()));
                return 0;
            }
            say(
                    "Signed out of "
                            + account.relay()
                            + ". The vaults on this machine stay as they are.");
            untold.ifPresent(why -> {
                say("The relay was not told: " + why.getMessage());
                say("Revoke this machine on another one: vaultnotes account devices");
            });
            return 0;
        }
    }

    /** {@code account devices}. */
    @Command(
            name = "devices",
            description = {
                "List the devices of the account.",
                "Each vault on a machine is a device, and so is the machine itself."
            })
    static final class Devices extends RelayCommand {
        Devices(Context context) {
            super(context);
        }

        @Override
        int run(LocalRelays relays) {
            app.vaultnotes.vault.account.Account account = account(relays);
            List<Map<String, Object>> shapes = new ArrayList<>();
            for (Device device : ask(relays, account, calls -> calls.devices())) {
                boolean here = isHere(account, device);
                shapes.add(shape(device, here));
                if (!json()) {
                    say(line(device, here));
                }
            }
            if (json()) {
                print(Map.of("devices", shapes));
            }
            return 0;
        }

        private String line(Device device, boolean here) {
            String state =
                    device.getRevokedMillis() > 0
                            ? "revoked " + time(device.getRevokedMillis())
                            : "last seen " + time(device.getLastSeenMillis());
            return device.getDeviceId()
                    + "  "
                    + terminal().bold(device.getName())
                    + "  "
                    + state
                    + (here ? "  (this machine)" : "");
        }

        private static Map<String, Object> shape(Device device, boolean here) {
            Map<String, Object> shape = new LinkedHashMap<>();
            shape.put("id", device.getDeviceId());
            shape.put("name", device.getName());
            shape.put("kind", device.getKind().name().toLowerCase(Locale.ROOT));
            shape.put("bound", time(device.getBoundMillis()));
            shape.put("lastSeen", time(device.getLastSeenMillis()));
            shape.put(
                    "revoked",
                    Optional.of(device.getRevokedMillis()).filter(at -> at > 0).map(Devices::time));
            shape.put("here", here);
            return shape;
        }

        private static String time(long millis) {
            return Instant.ofEpochMilli(millis).toString();
        }
    }

    /** {@code account revoke}. */
    @Command(
            name = "revoke",
            description =
                    "Sign devices out for good, such as those of a machine that was lost. What they"
                            + " sent stays.")
    static final class Revoke extends RelayCommand {
        @Parameters(
                paramLabel = "DEVICE",
                description =
                        "A device's id, or a name: all devices of that name but those of this"
                                + " machine.")
        private String wanted = "";

        Revoke(Context context) {
            super(context);
        }

        @Override
        int run(LocalRelays relays) {
            app.vaultnotes.vault.account.Account account = account(relays);
            List<String> revoked =
                    ask(
                            relays,
                            account,
                            calls -> {
                                List<String> found = found(account, calls.devices());
                                found.forEach(calls::revoke);
                                return found;
                            });
            if (json()) {
                print(Map.of("revoked", revoked));
            } else {
                say("Revoked " + Terminal.count(revoked.size(), "device") + ".");
            }
            return 0;
        }

        private List<String> found(
                app.vaultnotes.vault.account.Account account, List<Device> devices) {
            List<Device> named =
                    devices.stream()
                            .filter(device -> device.getRevokedMillis() == 0)
                            .filter(device ->
                                    device.getDeviceId().equals(wanted)
                                            || device.getName().equals(wanted))
                            .toList();
            List<String> elsewhere =
                    named.stream()
                            .filter(device -> !isHere(account, device))
                            .map(Device::getDeviceId)
                            .toList();
            if (elsewhere.isEmpty()) {
                throw named.isEmpty() ? unknown() : here();
            }
            return elsewhere;
        }

        private VaultException unknown() {
            return new VaultException(
                    VaultException.Code.NOT_FOUND,
                    "The account has no device “" + wanted + "” that is not revoked.",
                    "“vaultnotes account devices” lists them.");
        }

        private VaultException here() {
            return new VaultException(
                    VaultException.Code.INVALID,
                    "“" + wanted + "” is this machine.",
                    "“vaultnotes account logout” signs it out.");
        }
    }

    /** {@code account passphrase}. */
    @Command(
            name = "passphrase",
            description =
                    "Set a new passphrase. This machine is proof enough; sessions elsewhere end, and"
                            + " devices sign in again by their keys.")
    static final class Passphrase extends RelayCommand {
        @Option(
                names = "--passphrase-file",
                paramLabel = "FILE",
                description =
                        "A file whose first line is the new passphrase; asked for unless given.")
        private @Nullable Path file;

        Passphrase(Context context) {
            super(context);
        }

        @Override
        int run(LocalRelays relays) {
            app.vaultnotes.vault.account.Account account = account(relays);
            String next = newPassphrase(file, "The new passphrase:");
            ask(
                    relays,
                    account,
                    calls -> {
                        calls.changePassphrase(next);
                        return true;
                    });
            if (json()) {
                print(Json.shape("relay", account.relay(), "email", account.email()));
            } else {
                say("The passphrase of " + account.email() + " is another one now.");
            }
            return 0;
        }
    }

    /** {@code account vaults}. */
    @Command(name = "vaults", description = "List the vaults that the account is in.")
    static final class Vaults extends RelayCommand {
        Vaults(Context context) {
            super(context);
        }

        @Override
        int run(LocalRelays relays) {
            List<Map<String, Object>> shapes = new ArrayList<>();
            for (Vault vault : ask(relays, account(relays), calls -> calls.vaults())) {
                String role = role(vault.getRole());
                shapes.add(
                        Json.shape(
                                "id", vault.getVaultId(), "name", vault.getName(), "role", role));
                if (!json()) {
                    String deleted = vault.getDeletedFromMillis() > 0 ? "  (being deleted)" : "";
                    say(vault.getVaultId() + "  " + vault.getName() + "  " + role + deleted);
                }
            }
            if (json()) {
                print(Map.of("vaults", shapes));
            }
            return 0;
        }
    }

    static String role(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /** Whether a device is this machine, or a vault on it. */
    private static boolean isHere(app.vaultnotes.vault.account.Account account, Device device) {
        String id = device.getDeviceId();
        return account.device().toString().equals(id)
                || account.vaultDevices().stream().anyMatch(d -> d.toString().equals(id));
    }
}
