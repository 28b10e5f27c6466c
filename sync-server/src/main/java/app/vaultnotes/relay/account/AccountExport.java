package app.vaultnotes.relay.account;

import app.vaultnotes.proto.v1.DeviceKind;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.relay.audit.Audit;
import app.vaultnotes.relay.audit.AuditEvent;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.wire.WireId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * All that the relay knows of an account, as a zip of JSON files for its owner: {@code
 * account.json}, {@code devices.json}, {@code memberships.json} and {@code audit.json}, each a list
 * of objects. Times are milliseconds since 1970. Notes are exported on devices, which can read
 * them.
 */
public final class AccountExport {

    private static final int PAGE_ROWS = 1_000;

    private final Database database;
    private final Audit audit;

    /** An export from a database. */
    public AccountExport(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    private record Line(long number, String text) {}

    /**
     * Writes an account's zip, a page of rows in memory at a time. The stream stays open.
     *
     * @throws IOException when it cannot be written
     */
    public void write(UUID account, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        write(
                zip,
                account,
                "account.json",
                "SELECT 1::bigint, account_id, email, is_admin, created_millis, suspended_millis,"
                        + " quota_bytes FROM account WHERE account_id = ? AND 1 > ? LIMIT ?",
                AccountExport::account);
        write(
                zip,
                account,
                "devices.json",
                numbered(
                        "SELECT row_number() OVER (ORDER BY bound_millis, device_id) AS number,"
                                + " device_id, name, kind, public_key, bound_millis,"
                                + " last_seen_millis, revoked_millis FROM device"
                                + " WHERE account_id = ?"),
                AccountExport::device);
        write(
                zip,
                account,
                "memberships.json",
                numbered(
                        "SELECT row_number() OVER (ORDER BY m.joined_millis, m.vault_id) AS number,"
                                + " m.vault_id, v.name, m.role, m.joined_millis FROM member m"
                                + " JOIN vault v USING (vault_id) WHERE m.account_id = ?"),
                AccountExport::membership);
        write(
                zip,
                account,
                "audit.json",
                "SELECT audit_id, at_millis, vault_id, event, detail FROM audit"
                        + " WHERE account_id = ? AND audit_id > ? ORDER BY audit_id LIMIT ?",
                AccountExport::audit);
        zip.finish();
        database.transact(
                Scope.account(account),
                rows -> {
                    audit.write(rows, AuditEvent.EXPORTED, account);
                    return true;
                });
    }

    private static String numbered(String query) {
        return "SELECT * FROM (" + query + ") AS rows WHERE number > ? ORDER BY number LIMIT ?";
    }

    @FunctionalInterface
    private interface Wording {
        JsonObject of(ResultSet row) throws SQLException;
    }

    /** Each row begins with a number that grows, after which the next page begins. */
    private void write(
            ZipOutputStream zip, UUID account, String name, String query, Wording wording)
            throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        String before = "[\n";
        long last = 0;
        List<Line> page;
        do {
            page = page(account, query, wording, last);
            for (Line line : page) {
                zip.write((before + line.text()).getBytes(StandardCharsets.UTF_8));
                before = ",\n";
                last = line.number();
            }
        } while (page.size() == PAGE_ROWS);
        zip.write((before.startsWith("[") ? "[]\n" : "\n]\n").getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private List<Line> page(UUID account, String query, Wording wording, long last) {
        return database.transact(
                Scope.account(account),
                rows ->
                        rows.list(
                                query,
                                row -> new Line(row.getLong(1), wording.of(row).toString()),
                                account,
                                last,
                                PAGE_ROWS));
    }

    private static @Nullable String id(ResultSet row, int column) throws SQLException {
        UUID id = row.getObject(column, UUID.class);
        return id == null ? null : WireId.text(id);
    }

    private static JsonObject account(ResultSet row) throws SQLException {
        return new JsonObject()
                .with("account_id", id(row, 2))
                .with("email", row.getString(3))
                .with("admin", row.getBoolean(4))
                .with("created_millis", row.getLong(5))
                .with("suspended_millis", row.getObject(6, Long.class))
                .with("quota_bytes", row.getLong(7));
    }

    private static JsonObject device(ResultSet row) throws SQLException {
        DeviceKind kind = DeviceKind.forNumber(row.getInt(4));
        return new JsonObject()
                .with("device_id", id(row, 2))
                .with("name", row.getString(3))
                .with("kind", word(kind == null ? DeviceKind.DEVICE_KIND_UNSPECIFIED : kind))
                .with("public_key", HexFormat.of().formatHex(row.getBytes(5)))
                .with("bound_millis", row.getLong(6))
                .with("last_seen_millis", row.getLong(7))
                .with("revoked_millis", row.getObject(8, Long.class));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static JsonObject membership(ResultSet row) throws SQLException {
        return new JsonObject()
                .with("vault_id", id(row, 2))
                .with("name", row.getString(3))
                .with("role", word(Role.forNumber(row.getInt(4))))
                .with("joined_millis", row.getLong(5));
    }

    private static JsonObject audit(ResultSet row) throws SQLException {
        return new JsonObject()
                .with("number", row.getLong(1))
                .with("at_millis", row.getLong(2))
                .with("vault_id", id(row, 3))
                .with("event", row.getString(4))
                .with("detail", row.getString(5));
    }
}
