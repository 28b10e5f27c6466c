package app.vaultnotes.relay.backup;

import app.vaultnotes.relay.blob.Digests;
import app.vaultnotes.wire.Hash;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a backup has in it.
 *
 * @param tablesVersion of the tables it was taken of
 * @param incarnation of the relay it was taken of
 * @param takenMillis when
 * @param tables in the order in which they are restored
 * @param blobs how many there are beside it
 */
record Manifest(
        int tablesVersion,
        UUID incarnation,
        long takenMillis,
        List<TableEntry> tables,
        BlobTotals blobs) {

    private static final String FORMAT = "vaultnotes-relay-backup";
    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A table as it was written.
     *
     * @param name of it
     * @param columns as they follow each other
     * @param rows how many
     * @param bytes how many before they were compressed
     * @param hash of those
     */
    record TableEntry(String name, List<String> columns, long rows, long bytes, Hash hash) {}

    /**
     * The blobs that rows refer to.
     *
     * @param count those that are kept
     * @param bytes of those
     * @param missing those that the relay itself did not have
     */
    record BlobTotals(long count, long bytes, long missing) {

        BlobTotals plus(BlobList.Line line) {
            return line.isMissing()
                    ? new BlobTotals(count, bytes, missing + 1)
                    : new BlobTotals(count + 1, bytes + line.sizeBytes(), missing);
        }
    }

    byte[] toJson() {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT).put("version", VERSION).put("tablesVersion", tablesVersion);
        root.put("incarnation", incarnation.toString());
        root.put("takenMillis", takenMillis);
        root.put("taken", Instant.ofEpochMilli(takenMillis).toString());
        ArrayNode all = root.putArray("tables");
        tables.forEach(entry -> write(all.addObject(), entry));
        root.putObject("blobs")
                .put("count", blobs.count())
                .put("bytes", blobs.bytes())
                .put("missing", blobs.missing());
        return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void write(ObjectNode node, TableEntry entry) {
        node.put("name", entry.name());
        ArrayNode columns = node.putArray("columns");
        entry.columns().forEach(columns::add);
        node.put("rows", entry.rows()).put("bytes", entry.bytes());
        node.put("sha256", entry.hash().toString());
    }

    /**
     * The manifest of a text.
     *
     * @param where it stands, for messages
     * @throws BackupException when it is none, or of a version that this program does not know
     */
    static Manifest parse(byte[] json, Object where) {
        try {
            JsonNode root = JSON.readTree(new String(json, StandardCharsets.UTF_8));
            if (root == null || !FORMAT.equals(root.path("format").asText())) {
                throw BackupException.damaged(where, "is no manifest of a backup");
            }
            requireVersion(number(root, "version", where), where);
            return read(root, where);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw BackupException.damaged(where, "is no manifest of a backup");
        }
    }

    private static void requireVersion(long version, Object where) {
        if (version != VERSION) {
            throw new BackupException(
                    where + " is of version " + version + ", this program reads " + VERSION + ".",
                    "Restore it with the version of Vault Notes that wrote it.");
        }
    }

    private static Manifest read(JsonNode root, Object where) {
        List<TableEntry> tables = new ArrayList<>();
        for (JsonNode each : root.path("tables")) {
            tables.add(entry(each, where));
        }
        JsonNode blobs = root.path("blobs");
        return new Manifest(
                Math.toIntExact(Math.min(number(root, "tablesVersion", where), Integer.MAX_VALUE)),
                UUID.fromString(root.path("incarnation").asText()),
                number(root, "takenMillis", where),
                List.copyOf(tables),
                new BlobTotals(
                        number(blobs, "count", where),
                        number(blobs, "bytes", where),
                        number(blobs, "missing", where)));
    }

    private static TableEntry entry(JsonNode node, Object where) {
        List<String> columns = new ArrayList<>();
        node.path("columns").forEach(column -> columns.add(column.asText()));
        Hash hash =
                Digests.named(node.path("sha256").asText())
                        .orElseThrow(() -> BackupException.damaged(where, "has no hash"));
        return new TableEntry(
                node.path("name").asText(),
                List.copyOf(columns),
                number(node, "rows", where),
                number(node, "bytes", where),
                hash);
    }

    private static long number(JsonNode node, String name, Object where) {
        JsonNode number = node.path(name);
        if (!number.canConvertToLong() || number.asLong() < 0) {
            throw BackupException.damaged(where, "has no sound “" + name + "”");
        }
        return number.asLong();
    }
}
