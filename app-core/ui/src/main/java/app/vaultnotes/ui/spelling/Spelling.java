package app.vaultnotes.ui.spelling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What several word lists together say of words: right is what one of them has. Words in a script
 * that none of them covers are not judged. Answers are remembered, up to a bound. For one thread.
 */
public final class Spelling {

    /** How many suggestions there are at most. */
    public static final int MOST_SUGGESTIONS = 5;

    private static final int MOST_REMEMBERED = 20_000;

    private final List<WordList> lists;
    private OwnWords own;
    private final Map<String, Boolean> remembered =
            new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > MOST_REMEMBERED;
                }
            };

    /** Spelling by these lists, and the words that a person added. */
    public Spelling(List<? extends WordList> lists, OwnWords own) {
        this.lists = List.copyOf(lists);
        this.own = own;
    }

    /** From now on the words that a person added are these. */
    public void setOwn(OwnWords words) {
        own = words;
    }

    /** The words that a person added. */
    public OwnWords own() {
        return own;
    }

    /** Whether no list has a word that one of them could have. */
    public boolean isWrong(String shown) {
        String word = plain(shown);
        return !own.has(word) && remembered.computeIfAbsent(word, this::isUnknown);
    }

    private boolean isUnknown(String word) {
        List<WordList> able = able(word);
        return !able.isEmpty() && able.stream().noneMatch(list -> has(list, word));
    }

    /** A name owns things in English, though no list has it with its ending. */
    private static boolean has(WordList list, String word) {
        return list.has(word)
                || (word.endsWith("'s") && list.has(word.substring(0, word.length() - 2)));
    }

    private List<WordList> able(String word) {
        return script(word)
                .map(script -> lists.stream().filter(list -> list.covers(script)).toList())
                .orElse(List.of());
    }

    /** What could be meant by a word; each list is heard in turn. */
    public List<String> suggestions(String shown) {
        String word = plain(shown);
        List<List<String>> all = new ArrayList<>();
        able(word).forEach(list -> all.add(list.suggestions(word)));
        Set<String> mixed = new LinkedHashSet<>();
        for (int i = 0; i < MOST_SUGGESTIONS; i++) {
            for (List<String> each : all) {
                if (i < each.size()) {
                    mixed.add(likeShown(each.get(i), shown));
                }
            }
        }
        return mixed.stream().limit(MOST_SUGGESTIONS).toList();
    }

    private static String likeShown(String suggestion, String shown) {
        return shown.indexOf('\u2019') >= 0 ? suggestion.replace('\'', '\u2019') : suggestion;
    }

    /** A word as lists have it: with a typewriter's apostrophe, without places to hyphenate. */
    static String plain(String shown) {
        return shown.replace('\u2019', '\'').replace("\u00ad", "");
    }

    /** The script of a word's letters, when there is only one. */
    static Optional<Character.UnicodeScript> script(String word) {
        List<Character.UnicodeScript> scripts =
                word.codePoints()
                        .mapToObj(Character.UnicodeScript::of)
                        .filter(s -> s != Character.UnicodeScript.COMMON)
                        .filter(s -> s != Character.UnicodeScript.INHERITED)
                        .distinct()
                        .toList();
        return scripts.size() == 1 ? Optional.of(scripts.get(0)) : Optional.empty();
    }
}
