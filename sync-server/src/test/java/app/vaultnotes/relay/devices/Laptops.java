package app.vaultnotes.relay.devices;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Sealing;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.vault.account.Account;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The computers of people who use one relay. */
final class Laptops implements AutoCloseable {

    private final List<Laptop> all = new ArrayList<>();
    private final Path folder;
    private final int port;

    Laptops(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    private Laptop add(Id vault, Function<Laptop, Account> account) {
        String name = "computer-" + TestRelay.id();
        Laptop laptop = new Laptop(folder, name, port, vault, account);
        all.add(laptop);
        return laptop;
    }

    /** Somebody's first computer, whose vault is on the relay. */
    Laptop owner(String email) {
        Laptop owner = add(Id.random(), laptop -> Laptop.create(laptop, email));
        owner.asAccount(calls -> calls.create(owner.vault.id(), "Notes", Sealing.READABLE));
        return owner;
    }

    /** Their second one. */
    Laptop second(String email, Laptop first) {
        return add(first.vault.id(), laptop -> Laptop.login(laptop, email));
    }

    /** Somebody else who was not invited. */
    Laptop stranger(Laptop owner) {
        return add(owner.vault.id(), laptop -> Laptop.create(laptop, TestRelay.email()));
    }

    /** Somebody else who was. */
    Laptop guest(Laptop owner, Role role) {
        Laptop guest = stranger(owner);
        String secret = owner.asAccount(calls -> calls.invite(owner.vault.id(), role)).getSecret();
        guest.asAccount(calls -> calls.accept(secret));
        return guest;
    }

    @Override
    public void close() {
        all.forEach(Laptop::close);
    }
}
