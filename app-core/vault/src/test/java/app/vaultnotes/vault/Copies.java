package app.vaultnotes.vault;

import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.document.Id;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;

/** Copies of one vault that are edited at random, each on its own, and merged now and then. */
final class Copies implements AutoCloseable {

    private static final String[] NAMES = {"A", "B", "a", "Ä", "Note", "note", "東京"};

    final List<Vault> vaults = new ArrayList<>();

    /** Every word that was written and acknowledged, by the note it was written into. */
    final Map<Id, Set<String>> written = new HashMap<>();

    private final Vaults root;
    private final Random random;
    private Exchange exchange = (one, other) -> one.merge(other.session().store, Progress.NONE);
    private int words;

    /** How a copy gets what others have. */
    interface Exchange {
        void bring(Vault one, Vault other);
    }

    /** From now on copies meet this way. */
    void meetBy(Exchange other) {
        exchange = other;
    }

    /** Makes a vault with a few notes, and copies of it. */
    Copies(Path folder, Random random, int count) throws IOException {
        this(folder, random, count, i -> Vaults.engine());
    }

    /** The same, each copy opened with an engine of its own. */
    Copies(Path folder, Random random, int count, IntFunction<CrdtEngine> engines)
            throws IOException {
        this.root = new Vaults(folder);
        this.random = random;
        Vault first = root.create("v0");
        vaults.add(first);
        for (int i = 0; i < 6; i++) {
            write(first);
        }
        first.close();
        vaults.clear();
        for (int i = 1; i < count; i++) {
            root.copy("v0", "v" + i);
        }
        for (int i = 0; i < count; i++) {
            vaults.add(root.open("v" + i, engines.apply(i), "device"));
        }
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** One edit of one copy; one that the vault refuses changes nothing. */
    void step() {
        Vault vault = any(vaults);
        root.clock.advance(Duration.ofSeconds(random.nextInt(400)));
        try {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> write(vault);
                case 4, 5 -> vault.moves().move(note(vault), place(vault) + title());
                case 6 -> vault.folders().create(place(vault) + title());
                case 7 -> vault.moves().move(folder(vault), place(vault) + title());
                case 8 -> vault.trash().put(random.nextBoolean() ? note(vault) : folder(vault));
                case 9 -> vault.trash().restore(any(vault.trash().entries()).id().toString());
                case 10 -> vault.properties().set(note(vault), "k", List.of("v" + words));
                default -> merge();
            }
        } catch (VaultException | IllegalArgumentException e) {
            // A name that is taken, a folder into itself, an empty list: the step is no edit.
        }
    }

    private void write(Vault vault) {
        String word = "word" + words++;
        if (random.nextInt(3) == 0 || vault.catalogue().counts().notes() == 0) {
            Edited made = vault.notes().write(place(vault) + title() + words, word + " [[A]]\n");
            remember(made.id(), word);
            return;
        }
        String note = note(vault);
        Id id = vault.paths().note(note).id();
        String text = vault.notes().text(id);
        int at = random.nextInt(text.length() + 1);
        while (at < text.length() && at > 0 && text.charAt(at - 1) != '\n') {
            at++;
        }
        String line = word + " [[" + title() + "]]\n";
        vault.notes().write(note, text.substring(0, at) + line + text.substring(at));
        remember(id, word);
    }

    private void remember(Id note, String word) {
        written.computeIfAbsent(note, id -> new TreeSet<>()).add(word);
    }

    private String note(Vault vault) {
        return any(vault.catalogue().notes(Catalogue.Page.ALL)).state().id().toString();
    }

    private String folder(Vault vault) {
        List<Id> living =
                vault.catalogue().folders().stream()
                        .filter(f -> f.trashed().isEmpty())
                        .map(Projection.FolderState::id)
                        .toList();
        return any(living).toString();
    }

    /** An existing folder's path with a slash, or nothing for the vault itself. */
    private String place(Vault vault) {
        if (random.nextInt(3) == 0) {
            return "";
        }
        List<String> paths =
                vault.catalogue().folders().stream()
                        .filter(f -> f.trashed().isEmpty())
                        .map(f -> vault.paths().of(f.id()) + "/")
                        .toList();
        return paths.isEmpty() ? "F" + random.nextInt(3) + "/" : any(paths);
    }

    private String title() {
        return NAMES[random.nextInt(NAMES.length)];
    }

    private void merge() {
        Vault one = any(vaults);
        Vault other = any(vaults);
        if (one != other) {
            exchange.bring(one, other);
        }
    }

    /** Merges all copies until nothing is left to bring. */
    void settle() {
        boolean moved = true;
        for (int round = 0; moved; round++) {
            if (round > vaults.size()) {
                throw new AssertionError("merging does not come to an end");
            }
            moved = false;
            for (Vault one : vaults) {
                for (Vault other : vaults) {
                    if (one != other) {
                        Merged merged = one.merge(other.session().store, Progress.NONE);
                        moved |= merged.received() > 0;
                        if (!merged.problems().isEmpty()) {
                            throw new AssertionError(merged.problems());
                        }
                    }
                }
            }
        }
    }

    /** What a person sees of a copy: every path with its text, the trash, the folders. */
    static Map<String, String> seen(Vault vault) {
        Map<String, String> seen = new TreeMap<>();
        for (Catalogue.NoteRow row : vault.catalogue().notes(Catalogue.Page.ALL)) {
            Id id = row.state().id();
            seen.put("note " + id, vault.paths().of(row) + "\n" + vault.notes().text(id));
        }
        for (Trash.Entry entry : vault.trash().entries()) {
            String text = entry.kind().equals("note") ? vault.notes().text(entry.id()) : "";
            seen.put("trash " + entry.id(), entry.path() + "\n" + text);
        }
        for (Projection.FolderState folder : vault.catalogue().folders()) {
            if (folder.trashed().isEmpty()) {
                seen.put("folder " + folder.id(), vault.paths().of(folder.id()));
            }
        }
        return seen;
    }

    @Override
    public void close() {
        vaults.forEach(Vault::close);
    }
}
