package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.StoreCare.Damage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tables about this copy of a vault. Each row carries a hash of its columns; one that is not what
 * was written counts as none, so that nothing false is believed, and a repair drops it.
 */
enum LocalTable {
    /** The devices that wrote in the vault. */
    DEVICE(
            "Names of devices are not what was written; what those wrote shows no name.",
            "id, name, seen",
            "BTI"),

    /** What this copy remembers. */
    FACT(
            "Things that this copy remembers of itself are not what was written; they count as"
                    + " forgotten.",
            "name, value",
            "TT"),

    /** What was imported from where. */
    IMPORTED(
            "Not all is known of what was imported from where; another import of it may bring"
                    + " some of it in again.",
            "source, sha, id",
            "TBB");

    /** The fact that says what the vault is called. */
    static final String VAULT = "vault";

    private final String message;
    private final String columns;
    private final String kinds;

    /**
     * A table.
     *
     * @param message what damage to it means
     * @param columns their names
     * @param kinds a letter for each: T text, B bytes, I whole number
     */
    LocalTable(String message, String columns, String kinds) {
        this.message = message;
        this.columns = columns;
        this.kinds = kinds;
    }

    /** What the table is called. */
    String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Selects all columns and the hash.
     *
     * @param sealed whether there are hashes; a database that is only read may be older than those
     */
    String select(boolean sealed) {
        return "SELECT " + columns + (sealed ? ", seal" : ", x''") + " FROM " + table() + " ";
    }

    /** The columns of a row that {@link #select} found, if they are what was written. */
    Optional<List<Object>> read(ResultSet row, boolean sealed) throws SQLException {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < kinds.length(); i++) {
            Object value = value(row, i);
            if (value == null) {
                return Optional.empty();
            }
            values.add(value);
        }
        return !sealed || isWhole(values, Documents.bytes(row, values.size() + 1))
                ? Optional.of(values)
                : Optional.empty();
    }

    /** A value of the kind that the column holds; null for one of another kind. */
    private @Nullable Object value(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column + 1);
        return switch (kinds.charAt(column)) {
            case 'T' -> value instanceof String ? value : null;
            case 'B' -> value instanceof byte[] ? value : null;
            default -> value instanceof Number ? (Object) row.getLong(column + 1) : null;
        };
    }

    /** Whether a hash is that of these columns. */
    static boolean isWhole(List<?> values, byte[] seal) {
        return Arrays.equals(RowHash.local(values), seal);
    }

    /** Puts a row in the place of the one with the same first column. */
    void put(Sql sql, Object... values) throws SQLException {
        insert(sql, "REPLACE", values);
    }

    /** Adds a row unless there is one with the same first column. */
    void add(Sql sql, Object... values) throws SQLException {
        insert(sql, "IGNORE", values);
    }

    private void insert(Sql sql, String otherwise, Object... values) throws SQLException {
        Object[] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = RowHash.local(Arrays.asList(values));
        String into = " INTO " + table() + " (" + columns + ", seal) VALUES (";
        sql.run("INSERT OR " + otherwise + into + "?, ".repeat(values.length) + "?)", all);
    }

    /** What is wrong, seen from one state. */
    static List<Damage> damages(Sql sql) throws SQLException {
        List<Damage> damages = new ArrayList<>();
        for (LocalTable table : values()) {
            if (sql.all(table.select(true), row -> table.read(row, true)).stream()
                    .anyMatch(Optional::isEmpty)) {
                damages.add(table.damage());
            }
        }
        return damages;
    }

    private Damage damage() {
        return new Damage(table() + "-damaged", "vault.db", Id.ROOT, message);
    }

    /** Drops what is not what was written. */
    static void mend(Sql sql) throws SQLException {
        List<Damage> damages = damages(sql);
        for (LocalTable table : values()) {
            if (damages.contains(table.damage())) {
                table.makeAnew(sql);
            }
        }
    }

    /**
     * Writes the whole table anew from the rows that are what was written: a damaged one may not be
     * found again by what it reads as.
     */
    void makeAnew(Sql sql) throws SQLException {
        boolean purging = this == FACT && Purge.mayBeUnfinished(sql);
        List<List<Object>> whole =
                sql.all(select(true), row -> read(row, true)).stream()
                        .flatMap(Optional::stream)
                        .toList();
        sql.run("DELETE FROM " + table());
        for (List<Object> row : whole) {
            add(sql, row.toArray());
        }
        Optional<Id> vault = this == FACT ? vault(sql, true) : Optional.empty();
        if (vault.isPresent()) {
            add(sql, VAULT, vault.get().toString());
        }
        if (purging) {
            add(sql, Purge.UNFINISHED, Purge.ALL);
        }
    }

    /**
     * The vault's id: what it says itself, or else its tree, whose entry says the same.
     *
     * @param sealed whether rows carry hashes
     */
    static Optional<Id> vault(Sql sql, boolean sealed) throws SQLException {
        Optional<Id> said = FactTable.get(sql, VAULT, sealed).flatMap(Id::parse);
        return said.isPresent() ? said : Documents.tree(sql);
    }

    /** Gives every row of a database that had no hashes its hash. */
    static void sealAll(Sql sql) throws SQLException {
        for (LocalTable table : values()) {
            List<Optional<List<Object>>> all =
                    sql.all(table.select(false), row -> table.read(row, false));
            for (Optional<List<Object>> row : all) {
                if (row.isPresent()) {
                    table.put(sql, row.get().toArray());
                }
            }
        }
    }
}
