package app.vaultnotes.vault.search;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * What a query means, by the plainest means: each note is looked at, token by token. Slow, and the
 * measure for every index.
 */
public final class ReferenceSearch implements QueryVisitor<Boolean> {

    private final ReferenceDocument document;
    private final ZoneId zone;

    private ReferenceSearch(ReferenceDocument document, ZoneId zone) {
        this.document = document;
        this.zone = zone;
    }

    /** Whether a note matches a query, with days as they begin in a zone. */
    public static boolean matches(Query query, ReferenceDocument document, ZoneId zone) {
        return query.accept(new ReferenceSearch(document, zone));
    }

    @Override
    public Boolean everything(Query.Everything query) {
        return true;
    }

    @Override
    public Boolean unreadable(Query.Unreadable query) {
        return false;
    }

    @Override
    public Boolean and(Query.And query) {
        return query.parts().stream().allMatch(part -> part.accept(this));
    }

    @Override
    public Boolean or(Query.Or query) {
        return query.parts().stream().anyMatch(part -> part.accept(this));
    }

    @Override
    public Boolean not(Query.Not query) {
        return !query.part().accept(this);
    }

    @Override
    public Boolean word(Query.Word query) {
        return anyPart(query.field(), List.of(query.term()), false);
    }

    @Override
    public Boolean prefix(Query.Prefix query) {
        return anyPart(query.field(), List.of(query.start()), true);
    }

    @Override
    public Boolean phrase(Query.Phrase query) {
        return anyPart(query.field(), query.terms(), query.openEnd());
    }

    private boolean anyPart(Query.Field field, List<String> terms, boolean openEnd) {
        List<String> parts = new ArrayList<>(List.of(document.title()));
        parts.addAll(document.aliases());
        if (field == Query.Field.ANY) {
            parts.add(document.text());
        }
        return parts.stream().anyMatch(part -> contains(part, terms, openEnd));
    }

    private static boolean contains(String text, List<String> terms, boolean openEnd) {
        List<String> tokens = SearchTokens.of(text).stream().map(Token::text).toList();
        for (int at = 0; at + terms.size() <= tokens.size(); at++) {
            if (isAt(tokens, at, terms, openEnd)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(List<String> tokens, int at, List<String> terms, boolean openEnd) {
        int last = terms.size() - 1;
        BiPredicate<String, String> atEnd = openEnd ? String::startsWith : String::equals;
        return tokens.subList(at, at + last).equals(terms.subList(0, last))
                && atEnd.test(tokens.get(at + last), terms.get(last));
    }

    @Override
    public Boolean tag(Query.Tag query) {
        return document.tags().stream().anyMatch(query::covers);
    }

    @Override
    public Boolean folder(Query.Folder query) {
        return query.covers(document.folder());
    }

    @Override
    public Boolean dated(Query.Dated query) {
        Instant moment =
                query.stamp() == Query.Stamp.CREATED ? document.created() : document.updated();
        return query.days().contains(moment, zone);
    }

    @Override
    public Boolean has(Query.Has query) {
        return document.features().contains(query.feature());
    }

    @Override
    public Boolean is(Query.Is query) {
        return document.states().contains(query.state());
    }

    @Override
    public Boolean property(Query.Property query) {
        return document.properties().entrySet().stream()
                .filter(entry -> TextFolding.fold(entry.getKey()).equals(query.foldedKey()))
                .flatMap(entry -> entry.getValue().stream())
                .anyMatch(query::accepts);
    }
}
