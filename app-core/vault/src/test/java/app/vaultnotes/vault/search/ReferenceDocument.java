package app.vaultnotes.vault.search;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A note as the reference evaluator sees it.
 *
 * @param title its title
 * @param aliases its other names
 * @param text what is searched of its text
 * @param folder its folder's path; empty for the root
 * @param tags its tags, without {@code #}
 * @param properties its properties with all their values
 * @param created when it was made
 * @param updated when it was last edited
 * @param features what it contains
 * @param states what it is
 */
public record ReferenceDocument(
        String title,
        List<String> aliases,
        String text,
        String folder,
        List<String> tags,
        Map<String, List<String>> properties,
        Instant created,
        Instant updated,
        Set<Query.Feature> features,
        Set<Query.State> states) {

    /** A note of a text alone. */
    public static ReferenceDocument ofText(String text) {
        return new ReferenceDocument(
                "",
                List.of(),
                text,
                "",
                List.of(),
                Map.of(),
                Instant.EPOCH,
                Instant.EPOCH,
                Set.of(),
                Set.of());
    }
}
