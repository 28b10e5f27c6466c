package app.vaultnotes.vault.store;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which documents a damaged database held: from their entries that prove themselves, and for the
 * others what indexes, lists and backups say, which is believed where a change proves it.
 */
final class SalvagedNames {

    private static final String ENTRY = "NBIBBI";
    private static final String SEALED_ENTRY = "NBIBBIB";
    private static final String INDEXED_ID = "kBI";
    private static final String INDEXED_NAME = "kTBI";
    private static final String SHELVED_NAME = "kBTBI";
    private static final String UNSEALED_FACT = "kTT";
    private static final String FACT = "kTTB";

    /** The number of the vault's tree, which is made before anything else. */
    private static final long TREE = 1;

    private final Map<Long, Entry> entries = new LinkedHashMap<>();
    private final Map<Long, Set<Id>> candidates = new HashMap<>();
    private final Map<Long, String> keys = new HashMap<>();
    private final Set<Id> known = new HashSet<>();
    private Optional<Id> vault = Optional.empty();
    private boolean hasRows;

    /**
     * A document.
     *
     * @param heads its newest changes; empty where its entry is lost
     */
    record Entry(Id id, DocumentKind kind, Optional<Heads> heads, boolean stale, byte[] history) {

        static Entry lost(Id id, DocumentKind kind) {
            return new Entry(id, kind, Optional.empty(), false, new byte[0]);
        }
    }

    /** Takes in what a row says of names, if it says anything of them. */
    void look(RawRow row) {
        if (!row.whole()) {
            return;
        }
        hasRows |= SalvagedChanges.isChange(row) || SalvagedRows.isNote(row);
        switch (row.shape()) {
            case ENTRY, SEALED_ENTRY -> entry(row);
            case INDEXED_ID -> candidate(row.number(1), row.bytes(0));
            case INDEXED_NAME -> indexed(row, 0);
            case SHELVED_NAME -> indexed(row, 1);
            case FACT, UNSEALED_FACT -> fact(row);
            default -> {
                if (SalvagedRows.isNote(row) || SalvagedRows.isFile(row)) {
                    candidate(row.number(), row.bytes(1));
                }
            }
        }
    }

    /** An index of names knows what a document was called, but for capitals. */
    private void indexed(RawRow row, int key) {
        long number = row.number(key + 2);
        candidate(number, row.bytes(key + 1));
        keys.put(number, row.text(key));
    }

    private void entry(RawRow row) {
        byte[] id = row.bytes(1);
        byte[] heads = row.bytes(3);
        int kind = (int) row.number(2);
        if (id.length == Id.LENGTH
                && Arrays.equals(RowHash.document(id, kind, heads), row.bytes(4))) {
            Id document = Id.fromByteArray(id);
            byte[] history = row.shape().equals(SEALED_ENTRY) ? row.bytes(6) : new byte[0];
            put(
                    row.number(),
                    new Entry(
                            document,
                            DocumentKind.ofCode(kind),
                            Optional.of(Heads.fromByteArray(heads)),
                            row.number(5) == 1,
                            history));
            if (DocumentKind.ofCode(kind) == DocumentKind.TREE) {
                vault = Optional.of(document);
            }
        }
    }

    private void fact(RawRow row) {
        boolean isWhole =
                row.shape().equals(UNSEALED_FACT)
                        || LocalTable.isWhole(List.of(row.text(0), row.text(1)), row.bytes(2));
        if (isWhole && row.text(0).equals(LocalTable.VAULT)) {
            vault = vault.or(() -> Id.parse(row.text(1)));
        }
    }

    /** Takes in that a document may have had this number. */
    void candidate(long number, byte[] id) {
        if (id.length == Id.LENGTH) {
            candidates
                    .computeIfAbsent(number, n -> new LinkedHashSet<>())
                    .add(Id.fromByteArray(id));
        }
    }

    /** Documents of which there is nothing but a number and what they may be called, by number. */
    Map<Long, Id> lost() {
        Map<Long, Id> lost = new TreeMap<>();
        candidates.forEach((number, ids) -> {
            if (!entries.containsKey(number)) {
                ids.stream()
                        .filter(id -> !known.contains(id))
                        .findFirst()
                        .ifPresent(id -> lost.put(number, id));
            }
        });
        return lost;
    }

    /** What indexes call a document. */
    Optional<String> key(long number) {
        return Optional.ofNullable(keys.get(number));
    }

    /** Takes in what a backup says the vault is called. */
    void vault(Id id) {
        vault = vault.or(() -> Optional.of(id));
    }

    /**
     * The vault's id: what facts, its tree or a backup say, or else what the first document is
     * called, which is always the tree.
     */
    Optional<Id> vault() {
        return vault.or(() -> tree().map(Entry::id))
                .or(() -> candidates.getOrDefault(TREE, Set.of()).stream().findFirst());
    }

    private Optional<Entry> tree() {
        return entries.values().stream()
                .filter(entry -> entry.kind() == DocumentKind.TREE)
                .findFirst();
    }

    /** Whether there is anything of a vault. */
    boolean hasAny() {
        return hasRows || !entries.isEmpty() || !candidates.isEmpty();
    }

    Optional<Entry> entry(long number) {
        return Optional.ofNullable(entries.get(number));
    }

    Map<Long, Entry> entries() {
        return entries;
    }

    /** Notes that lists show less of a document than it had. */
    void outdated(long number) {
        Entry entry = entries.get(number);
        if (entry != null) {
            entries.put(
                    number,
                    new Entry(entry.id(), entry.kind(), entry.heads(), true, entry.history()));
        }
    }

    void put(long number, Entry entry) {
        entries.put(number, entry);
        known.add(entry.id());
    }

    /** What a document of this number may be called; what is known already is not among it. */
    Set<Id> candidates(long number) {
        Set<Id> all = new LinkedHashSet<>(candidates.getOrDefault(number, Set.of()));
        vault().ifPresent(all::add);
        all.removeAll(known);
        return all;
    }
}
