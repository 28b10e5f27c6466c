package app.vaultnotes.relay.blob;

import app.vaultnotes.relay.blob.S3Bucket.Listed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pieces of an upload that follow each other from the beginning, each reaching further than the
 * one before.
 *
 * <p>Pieces may overlap: relays that append at once each put theirs. A piece is named by where it
 * begins and how long it is, so that none is ever replaced by a shorter one: what was told to be
 * durable stays.
 */
record S3Pieces(List<Piece> chain) {

    /**
     * A piece that is there.
     *
     * @param name of the object
     */
    record Piece(String name, long offset, long end) {

        int lengthBytes() {
            return (int) (end - offset);
        }
    }

    private static final Pattern NAME = Pattern.compile("(\\d{10})-(\\d{7})");

    /** The name of a piece below that of its upload; such names sort by where pieces begin. */
    static String name(String upload, long offset, int lengthBytes) {
        return upload + String.format(Locale.ROOT, "%010d-%07d", offset, lengthBytes);
    }

    /** What objects below the name of an upload amount to. */
    static S3Pieces of(String upload, List<Listed> objects) {
        List<Piece> sorted =
                objects.stream()
                        .flatMap(object -> piece(upload, object).stream())
                        .sorted(Comparator.comparingLong(Piece::offset))
                        .toList();
        List<Piece> chain = new ArrayList<>();
        Piece best = null;
        long end = 0;
        for (Piece piece : sorted) {
            if (piece.offset() > end && best != null) {
                chain.add(best);
                end = best.end();
                best = null;
            }
            if (piece.offset() > end) {
                break;
            }
            if (piece.end() > (best == null ? end : best.end())) {
                best = piece;
            }
        }
        if (best != null) {
            chain.add(best);
        }
        return new S3Pieces(List.copyOf(chain));
    }

    private static Optional<Piece> piece(String upload, Listed object) {
        Matcher name = NAME.matcher(object.name().substring(upload.length()));
        if (!name.matches() || Long.parseLong(name.group(2)) != object.sizeBytes()) {
            return Optional.empty();
        }
        long offset = Long.parseLong(name.group(1));
        return Optional.of(new Piece(object.name(), offset, offset + object.sizeBytes()));
    }

    /** How many bytes from the beginning there are. */
    long storedBytes() {
        return chain.isEmpty() ? 0 : chain.getLast().end();
    }

    /** The last piece, when it could be longer. */
    Optional<Piece> shortTail() {
        return chain.isEmpty() || chain.getLast().lengthBytes() >= Limits.PART_BYTES
                ? Optional.empty()
                : Optional.of(chain.getLast());
    }
}
