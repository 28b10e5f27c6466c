package app.vaultnotes.relay.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.blob.S3Bucket.Listed;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3PiecesTest {

    private static List<Listed> objects(String pieces) {
        return Pattern.compile("(\\d+)\\+(\\d+)")
                .matcher(pieces)
                .results()
                .map(piece ->
                        object(Long.parseLong(piece.group(1)), Integer.parseInt(piece.group(2))))
                .toList();
    }

    private static Listed object(long offset, int length) {
        return new Listed(S3Pieces.name("u/", offset, length), length, Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource({
        "0+10, 10, 1",
        "5+10, 0, 0",
        "0+10 10+5, 15, 2",
        "0+10 11+5, 10, 1",
        "0+3 0+10 0+7, 10, 1",
        "0+10 2+3 4+10, 14, 2",
        "0+10 4+10 5+20 20+1 25+5, 30, 3",
        "0+10 1+9 9+1 10+1 11+1 30+1, 12, 3"
    })
    void theyReachAsFarAsNothingIsMissing(String pieces, long storedBytes, int used) {
        S3Pieces found = S3Pieces.of("u/", objects(pieces));
        assertEquals(storedBytes, found.storedBytes());
        assertEquals(used, found.chain().size());
        long end = 0;
        for (S3Pieces.Piece piece : found.chain()) {
            assertTrue(piece.offset() <= end && piece.end() > end);
            end = piece.end();
        }
    }

    @ParameterizedTest
    @CsvSource({"u/x", "u/0000000000-0000005", "u/0000000000-0000004.old"})
    void objectsOfOthersAreNoPieces(String name) {
        Listed other = new Listed(name, 4, Instant.EPOCH);
        assertEquals(0, S3Pieces.of("u/", List.of(other)).storedBytes());
    }
}
