package app.vaultnotes.vault.store;

import app.vaultnotes.vault.search.Query;
import app.vaultnotes.vault.search.SearchTokens;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What a search finds, said in the plainest way: by looking at every note. */
final class ReferenceSearch {

    private ReferenceSearch() {}

    /** A note as a search sees it. */
    record Document(
            String title,
            List<String> aliases,
            String text,
            String folder,
            List<String> tags,
            List<Pair> properties,
            long created,
            long updated,
            Set<Query.Feature> features,
            int openTasks,
            int doneTasks,
            boolean bookmarked) {}

    /** A property. */
    record Pair(String key, String value) {}

    static boolean matches(Query query, Document note, ZoneId zone) {
        if (query instanceof Query.And and) {
            return and.parts().stream().allMatch(part -> matches(part, note, zone));
        } else if (query instanceof Query.Or or) {
            return or.parts().stream().anyMatch(part -> matches(part, note, zone));
        } else if (query instanceof Query.Not not) {
            return !matches(not.part(), note, zone);
        } else if (query instanceof Query.Word word) {
            return parts(note, word.field()).stream().anyMatch(part -> part.contains(word.token()));
        } else if (query instanceof Query.Prefix prefix) {
            return parts(note, prefix.field()).stream()
                    .flatMap(List::stream)
                    .anyMatch(token -> token.startsWith(prefix.start()));
        } else if (query instanceof Query.Phrase phrase) {
            return parts(note, phrase.field()).stream().anyMatch(part -> holds(part, phrase));
        }
        return passes(query, note, zone);
    }

    private static boolean passes(Query query, Document note, ZoneId zone) {
        if (query instanceof Query.Tag tag) {
            return note.tags().stream().anyMatch(tag::covers);
        } else if (query instanceof Query.Folder folder) {
            return folder.covers(note.folder());
        } else if (query instanceof Query.Dated dated) {
            boolean created = dated.stamp() == Query.Stamp.CREATED;
            long millis = created ? note.created() : note.updated();
            return dated.days().contains(Instant.ofEpochMilli(millis), zone);
        } else if (query instanceof Query.Has has) {
            return note.features().contains(has.feature());
        } else if (query instanceof Query.Is is) {
            return switch (is.state()) {
                case OPEN -> note.openTasks() > 0;
                case DONE -> note.openTasks() == 0 && note.doneTasks() > 0;
                case BOOKMARKED -> note.bookmarked();
            };
        } else if (query instanceof Query.Property property) {
            Predicate<Pair> same =
                    pair ->
                            app.vaultnotes.vault.search.TextFolding.fold(pair.key())
                                    .equals(property.key());
            return note.properties().stream()
                    .filter(same)
                    .anyMatch(pair -> property.accepts(pair.value()));
        }
        return true;
    }

    private static List<List<String>> parts(Document note, Query.Field field) {
        List<List<String>> parts = new ArrayList<>();
        parts.add(tokens(note.title()));
        note.aliases().forEach(alias -> parts.add(tokens(alias)));
        if (field == Query.Field.ANY) {
            parts.add(tokens(note.text()));
        }
        return parts;
    }

    private static List<String> tokens(String text) {
        return SearchTokens.of(text).stream().map(SearchTokens.Token::text).toList();
    }

    private static boolean holds(List<String> tokens, Query.Phrase phrase) {
        int length = phrase.tokens().size();
        for (int at = 0; at + length <= tokens.size(); at++) {
            List<String> piece = tokens.subList(at, at + length);
            boolean same =
                    phrase.openEnd()
                            ? piece.subList(0, length - 1)
                                            .equals(phrase.tokens().subList(0, length - 1))
                                    && piece.get(length - 1)
                                            .startsWith(phrase.tokens().get(length - 1))
                            : piece.equals(phrase.tokens());
            if (same) {
                return true;
            }
        }
        return false;
    }
}
