package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.markdown.Prose;
import app.vaultnotes.document.markdown.syntax.Range;
import app.vaultnotes.vault.search.ParsedQuery;
import app.vaultnotes.vault.search.Query;
import app.vaultnotes.vault.search.QueryTerms;
import app.vaultnotes.vault.search.SearchHit;
import app.vaultnotes.vault.search.SearchOrder;
import app.vaultnotes.vault.search.SearchRequest;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The notes that speak of a note by its title or an alias, without a link to it. */
final class Mentions {

    private final Store store;
    private final Item.Note note;
    private final Set<Id> linking;

    /** For a note and those that link to it, which are left out. */
    Mentions(Store store, Item.Note note, Set<Id> linking) {
        this.store = store;
        this.note = note;
        this.linking = linking;
    }

    /** A note and the places where it speaks of the other one; at least one. */
    record Found(Id note, List<Links.Place> places) {}

    /**
     * Finds them in the order of their titles.
     *
     * @param mostLooks most notes that are read
     * @param mostNotes most notes that are found
     * @param mostPlaces most places of each
     */
    List<Found> find(int mostLooks, int mostNotes, int mostPlaces) {
        List<Query> phrases = phrases();
        List<Found> found = new ArrayList<>();
        if (phrases.isEmpty()) {
            return found;
        }
        List<QueryTerms> terms = phrases.stream().map(QueryTerms::inText).toList();
        for (SearchHit hit : store.search().search(request(phrases, mostLooks)).hits()) {
            boolean other = !hit.note().equals(note.id()) && !linking.contains(hit.note());
            List<Links.Place> places = other ? places(hit.note(), terms, mostPlaces) : List.of();
            if (!places.isEmpty() && found.size() < mostNotes) {
                found.add(new Found(hit.note(), places));
            }
            if (found.size() == mostNotes) {
                break;
            }
        }
        return found;
    }

    private List<Query> phrases() {
        List<String> names = new ArrayList<>(List.of(note.row().state().title()));
        names.addAll(store.catalogue().aliases(note.id()));
        return names.stream()
                .map(name -> Query.text(name, false, Query.Field.ANY))
                .flatMap(Optional::stream)
                .toList();
    }

    private static SearchRequest request(List<Query> phrases, int mostLooks) {
        return new SearchRequest(
                new ParsedQuery(Query.or(phrases), List.of()),
                SearchOrder.TITLE,
                mostLooks,
                0,
                false,
                ZoneId.systemDefault());
    }

    /** Where one of the names stands in a note's prose. */
    private List<Links.Place> places(Id other, List<QueryTerms> names, int most) {
        String text = store.catalogue().text(other).orElse("");
        List<Range> named =
                names.stream()
                        .flatMap(name -> name.places(text).stream())
                        .map(place -> new Range(place.start(), place.end()))
                        .sorted(Comparator.comparingInt(Range::start))
                        .toList();
        if (named.isEmpty()) {
            return List.of();
        }
        Prose prose = Prose.of(text);
        return named.stream()
                .filter(prose::contains)
                .limit(most)
                .map(place -> Surroundings.of(text, place))
                .toList();
    }
}
