package app.vaultnotes.vault;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Payload;
import app.vaultnotes.proto.v1.Place;
import app.vaultnotes.proto.v1.Stretch;
import app.vaultnotes.wire.PackedPayload;
import app.vaultnotes.wire.WireException;
import com.google.protobuf.ByteString;
import java.util.List;

/**
 * What a record says of its document.
 *
 * @param kind what the document is
 * @param changes each behind those it builds on
 * @param editedMillis when the last was made, by its author's clock; for display
 * @param versions versions that are new or went on
 * @param places places, if any is new
 * @param deviceName what people call the device that says it, or empty
 */
record RecordContent(
        DocumentKind kind,
        List<Change> changes,
        long editedMillis,
        List<History.Version> versions,
        List<Placement> places,
        String deviceName) {

    private static final int VERSION_ID_CHARS = 12;
    private static final int MAX_TITLE_CHARS = 1_000;
    private static final int MAX_NAME_CHARS = 200;
    private static final int MAX_DEVICE_NAME_CHARS = 100;

    /** Most heads of a version, and most versions and places that one record tells. */
    private static final int MAX_HEADS = 1_000;

    private static final int MAX_ENTRIES = 100_000;

    RecordContent {
        changes = List.copyOf(changes);
        versions = List.copyOf(versions);
        places = List.copyOf(places);
    }

    /** Whether there is nothing to tell. */
    boolean isNothing() {
        return changes.isEmpty() && versions.isEmpty() && places.isEmpty();
    }

    Payload toPayload() {
        Payload.Builder payload =
                Payload.newBuilder()
                        .setKind(kind(kind))
                        .setEditedMillis(editedMillis)
                        .setDeviceName(deviceName);
        changes.forEach(c -> payload.addChanges(ByteString.copyFrom(c.toByteArray())));
        versions.forEach(version -> payload.addStretches(stretch(version)));
        places.forEach(place -> payload.addPlaces(place(place)));
        return payload.build();
    }

    private static app.vaultnotes.proto.v1.DocumentKind kind(DocumentKind kind) {
        return switch (kind) {
            case TREE -> app.vaultnotes.proto.v1.DocumentKind.TREE;
            case NOTE -> app.vaultnotes.proto.v1.DocumentKind.NOTE;
            case FILE -> app.vaultnotes.proto.v1.DocumentKind.FILE;
        };
    }

    private static Stretch stretch(History.Version version) {
        return Stretch.newBuilder()
                .setId(version.id())
                .setHeads(ByteString.copyFrom(version.heads().toByteArray()))
                .setFromMillis(version.fromMillis())
                .setToMillis(version.toMillis())
                .setDeviceId(ByteString.copyFrom(version.device().toByteArray()))
                .setAdded(version.added())
                .setRemoved(version.removed())
                .setName(version.name())
                .build();
    }

    private static Place place(Placement place) {
        return Place.newBuilder()
                .setAtMillis(place.atMillis())
                .setTitle(place.title())
                .setFolderId(ByteString.copyFrom(place.folder().toByteArray()))
                .setTrashed(place.trashed())
                .build();
    }

    /** The payload of a record that says that a document was purged. */
    static byte[] purged(SeenChanges known) {
        ByteString bytes = ByteString.copyFrom(known.toByteArray());
        List<byte[]> parts = PackedPayload.pack(Payload.newBuilder().setPurged(bytes).build());
        // Of one with that many authors nothing is said: whoever has it tells it anew.
        return parts.size() == 1 ? parts.get(0) : purged(SeenChanges.NONE);
    }

    /**
     * Reads such a payload: what was known of the document.
     *
     * @throws WireException when it breaks a rule
     */
    static SeenChanges purged(byte[] payload) {
        List<PackedPayload.Part> part = List.of(PackedPayload.Part.parse(payload));
        return SeenChanges.fromByteArray(PackedPayload.unpack(part).getPurged().toByteArray());
    }

    /**
     * Reads a payload from elsewhere.
     *
     * @throws WireException when it breaks a rule
     * @throws CrdtException when a change is damaged
     */
    static RecordContent parse(Payload payload) {
        require(payload.getStretchesCount() <= MAX_ENTRIES, "too many stretches");
        require(payload.getPlacesCount() <= MAX_ENTRIES, "too many places");
        require(payload.getDeviceName().length() <= MAX_DEVICE_NAME_CHARS, "a long device name");
        return new RecordContent(
                kind(payload),
                payload.getChangesList().stream().map(c -> Change.parse(c.toByteArray())).toList(),
                payload.getEditedMillis(),
                payload.getStretchesList().stream().map(RecordContent::version).toList(),
                payload.getPlacesList().stream().map(RecordContent::place).toList(),
                payload.getDeviceName());
    }

    private static DocumentKind kind(Payload payload) {
        return switch (payload.getKind()) {
            case TREE -> DocumentKind.TREE;
            case NOTE -> DocumentKind.NOTE;
            case FILE -> DocumentKind.FILE;
            case DOCUMENT_KIND_UNSPECIFIED, UNRECOGNIZED ->
                    throw WireException.invalid(
                            "a document of kind " + payload.getKindValue() + ", unknown here");
        };
    }

    private static History.Version version(Stretch stretch) {
        require(stretch.getId().length() == VERSION_ID_CHARS, "a stretch with another id");
        require(stretch.getName().length() <= MAX_NAME_CHARS, "a stretch with a long name");
        require(stretch.getAdded() >= 0 && stretch.getRemoved() >= 0, "a stretch below nothing");
        return new History.Version(
                stretch.getId(),
                heads(stretch.getHeads().toByteArray()),
                stretch.getFromMillis(),
                stretch.getToMillis(),
                id(stretch.getDeviceId()),
                stretch.getAdded(),
                stretch.getRemoved(),
                stretch.getName());
    }

    private static Heads heads(byte[] bytes) {
        try {
            Heads heads = Heads.fromByteArray(bytes);
            require(heads.hashes().size() <= MAX_HEADS, "a stretch with too many heads");
            return heads;
        } catch (IllegalArgumentException e) {
            throw WireException.invalid("a stretch that ends nowhere: " + e.getMessage());
        }
    }

    private static Placement place(Place place) {
        require(place.getTitle().length() <= MAX_TITLE_CHARS, "a place with a long title");
        return new Placement(
                place.getAtMillis(), place.getTitle(), id(place.getFolderId()), place.getTrashed());
    }

    private static Id id(ByteString bytes) {
        require(bytes.size() == Id.LENGTH, "an id of " + bytes.size() + " bytes");
        return Id.fromByteArray(bytes.toByteArray());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw WireException.invalid(otherwise);
        }
    }
}
