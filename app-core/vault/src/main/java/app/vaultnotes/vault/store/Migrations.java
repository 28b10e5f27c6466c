package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Brings a database to the newest schema, step by step. Each step is one transaction that ends with
 * its number, so a crash leaves the step done or not begun.
 */
final class Migrations {

    /** Since this schema, rows of history carry hashes. */
    static final int SEALED_HISTORY = 2;

    /** Since this schema, so do undo steps and what is of one copy only. */
    static final int SEALED_LOCALS = 3;

    /** Since this schema, records travel. */
    static final int RECORDS = 4;

    private final Database database;
    private final List<Step> steps;

    Migrations(Database database) {
        this(database, steps());
    }

    Migrations(Database database, List<Step> steps) {
        this.database = database;
        this.steps = steps;
    }

    /** The steps in order; the first makes a new database. Never changed once released. */
    static List<Step> steps() {
        return List.of(
                new Step(() -> resource("schema-1.sql"), sql -> {}),
                new Step(() -> resource("schema-2.sql"), HistoryCheck::sealAll),
                new Step(
                        () -> resource("schema-3.sql"),
                        sql -> {
                            UndoTable.sealAll(sql);
                            LocalTable.sealAll(sql);
                        }),
                new Step(() -> resource("schema-4.sql"), sql -> {}));
    }

    /**
     * A step to the next schema.
     *
     * @param script its statements; not read unless they are needed
     * @param rest what statements cannot do, in the same transaction
     */
    record Step(Supplier<String> script, Database.Task rest) {}

    /** Makes the schema of a new vault. */
    void create(Id vault) {
        database.run(sql -> {
            if (sql.number("SELECT count(*) FROM sqlite_master") > 0) {
                throw new VaultException(
                        VaultException.Code.EXISTS, "There is a database already.", "");
            }
            take(sql, steps.get(0), 1);
            sql.run("INSERT INTO fact (name, value) VALUES ('vault', ?)", vault.toString());
        });
        run();
    }

    /**
     * Runs the steps that a database lacks; refuses one that is no vault or too new.
     *
     * @return the schema it has then
     */
    int run() {
        int version = look();
        while (version < steps.size()) {
            int next = version;
            database.run(sql -> take(sql, steps.get(next), next + 1));
            version++;
        }
        return version;
    }

    /** The schema of a database that is read as it is: the newest or an older one. */
    int look() {
        return database.read(sql -> {
            requireVault(sql.number("PRAGMA application_id"));
            int version = (int) sql.number("PRAGMA user_version");
            requireKnown(version);
            return version;
        });
    }

    private void requireVault(long application) {
        if (application != Database.APPLICATION_ID) {
            throw new VaultException(
                    VaultException.Code.NO_VAULT,
                    database.file() + " is no vault's database.",
                    "“vaultnotes backup list” says what can be restored.");
        }
    }

    private void requireKnown(int version) {
        if (version > steps.size()) {
            throw new VaultException(
                    VaultException.Code.NEWER_FORMAT,
                    "The vault was written by a newer version of Vault Notes (format "
                            + version
                            + ").",
                    "Install the newest version; nothing was changed.");
        }
    }

    private static void take(Sql sql, Step step, int version) throws SQLException {
        for (String statement : statements(step.script().get())) {
            sql.script(statement);
        }
        step.rest().run(sql);
        sql.script("PRAGMA user_version=" + version);
    }

    /** The statements of a script; each ends with a semicolon at the end of a line. */
    static List<String> statements(String script) {
        return Arrays.stream(script.split(";\\s*\\n", -1)).filter(s -> !s.isBlank()).toList();
    }

    private static String resource(String name) {
        try (InputStream in = Migrations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("unreadable resource " + name, e);
        }
    }
}
