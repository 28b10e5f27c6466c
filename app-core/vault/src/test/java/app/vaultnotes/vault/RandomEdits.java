package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** What people do to a vault, drawn at random; every word they write is another one. */
final class RandomEdits {

    private static final String[] NAMES = {"A", "B", "a", "Ä", "Note", "note", "東京"};

    private final Map<Id, Set<String>> written = new HashMap<>();
    private final Random random;
    private int words;
    private int purges;

    RandomEdits(Random random) {
        this.random = random;
    }

    /** Every word that was written and acknowledged, by the note it was written into. */
    Map<Id, Set<String>> written() {
        return written;
    }

    /** Whether something was purged, which takes versions with it, also of what comes back. */
    boolean havePurged() {
        return purges > 0;
    }

    <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** One edit; one that the vault refuses changes nothing. */
    void step(Vault vault) {
        try {
            switch (random.nextInt(11)) {
                case 0, 1, 2, 3 -> write(vault);
                case 4, 5 -> vault.moves().move(note(vault), place(vault) + title());
                case 6 -> vault.folders().create(place(vault) + title());
                case 7 -> vault.moves().move(folder(vault), place(vault) + title());
                case 8 -> vault.trash().put(random.nextBoolean() ? note(vault) : folder(vault));
                case 9 -> vault.trash().restore(any(vault.trash().entries()).id().toString());
                default -> vault.properties().set(note(vault), "k", List.of("v" + words));
            }
        } catch (VaultException | IllegalArgumentException e) {
            // A name that is taken, a folder into itself, an empty list: the step is no edit.
        }
    }

    /**
     * A note that lies in the trash goes for good; of what was known of it there, nothing stays.
     */
    void purge(Vault vault) {
        List<Id> trashed =
                vault.trash().entries().stream()
                        .filter(entry -> entry.kind().equals("note"))
                        .map(Trash.Entry::id)
                        .toList();
        if (!trashed.isEmpty()) {
            Id note = any(trashed);
            String text = vault.notes().text(note);
            purges++;
            // Before: the process may end in the middle of it, and it goes on by itself then.
            written.getOrDefault(note, new TreeSet<>()).removeIf(text::contains);
            vault.trash().purge(note.toString());
        }
    }

    /** A word into a new note or one that is there. */
    void write(Vault vault) {
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

    /** A file, some of them alike, with a note. */
    void attach(Vault vault, Path file) {
        byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(400)];
        random.nextBytes(bytes);
        try {
            Files.write(file, bytes);
            Files.setLastModifiedTime(file, FileTime.fromMillis(words));
            vault.attach(note(vault), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (VaultException | IllegalArgumentException e) {
            // No note to attach it to.
        }
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
}
