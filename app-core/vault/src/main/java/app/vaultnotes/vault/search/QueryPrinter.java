package app.vaultnotes.vault.search;

import app.vaultnotes.vault.search.CharacterFolding.Role;
import app.vaultnotes.vault.search.Query.Field;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a query the way {@link QueryParser} reads it. */
final class QueryPrinter implements QueryVisitor<String> {

    private static final QueryPrinter PRINTER = new QueryPrinter();

    private QueryPrinter() {}

    static String print(Query query) {
        return query.accept(PRINTER);
    }

    @Override
    public String everything(Query.Everything query) {
        return "";
    }

    @Override
    public String unreadable(Query.Unreadable query) {
        return query.field() + ":" + value(query.value());
    }

    @Override
    public String and(Query.And query) {
        return query.parts().stream()
                .map(part -> part instanceof Query.Or ? grouped(part) : print(part))
                .collect(Collectors.joining(" "));
    }

    @Override
    public String or(Query.Or query) {
        return query.parts().stream().map(QueryPrinter::print).collect(Collectors.joining(" OR "));
    }

    @Override
    public String not(Query.Not query) {
        Query part = query.part();
        boolean group = part instanceof Query.And || part instanceof Query.Or;
        return "-" + (group ? grouped(part) : print(part));
    }

    private static String grouped(Query query) {
        return "(" + print(query) + ")";
    }

    @Override
    public String word(Query.Word query) {
        return scope(query.field()) + query.term();
    }

    @Override
    public String prefix(Query.Prefix query) {
        String star = isSingleUnspaced(query.start()) ? "" : "*";
        return scope(query.field()) + query.start() + star;
    }

    @Override
    public String phrase(Query.Phrase query) {
        String last = query.terms().get(query.terms().size() - 1);
        String star = query.openEnd() && !isSingleUnspaced(last) ? "*" : "";
        return scope(query.field()) + '"' + joined(query.terms()) + '"' + star;
    }

    private static String scope(Field field) {
        return field == Field.TITLE ? "title:" : "";
    }

    /** The text whose tokens these are: overlapping pairs are laid over each other again. */
    private static String joined(List<String> terms) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < terms.size(); i++) {
            String term = terms.get(i);
            String next = i + 1 < terms.size() ? terms.get(i + 1) : "";
            if (overlaps(term, next)) {
                text.appendCodePoint(term.codePointAt(0));
            } else {
                text.append(term).append(next.isEmpty() ? "" : " ");
            }
        }
        return text.toString();
    }

    private static boolean overlaps(String pair, String next) {
        if (!isUnspaced(pair) || !isUnspaced(next) || QueryTokens.isSingleUnit(pair)) {
            return false;
        }
        return pair.codePointBefore(pair.length()) == next.codePointAt(0);
    }

    private static boolean isUnspaced(String term) {
        return !term.isEmpty() && CharacterFolding.role(term.codePointAt(0)) == Role.UNSPACED;
    }

    private static boolean isSingleUnspaced(String term) {
        return isUnspaced(term) && QueryTokens.isSingleUnit(term);
    }

    @Override
    public String tag(Query.Tag query) {
        return "tag:" + value(query.path());
    }

    @Override
    public String folder(Query.Folder query) {
        return "folder:" + value(query.path());
    }

    @Override
    public String dated(Query.Dated query) {
        return name(query.stamp()) + ":" + query.days();
    }

    @Override
    public String has(Query.Has query) {
        return "has:" + name(query.feature());
    }

    @Override
    public String is(Query.Is query) {
        return "is:" + name(query.state());
    }

    @Override
    public String property(Query.Property query) {
        boolean exists = query.comparison() == Query.Comparison.EXISTS;
        String value = exists ? "" : value(query.value());
        return "prop:" + value(query.key()) + query.comparison().sign() + value;
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String value(String value) {
        boolean plain = !value.isEmpty() && value.codePoints().allMatch(QueryPrinter::isPlain);
        return plain ? value : '"' + escaped(value) + '"';
    }

    private static boolean isPlain(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || "_-/.".indexOf(codePoint) >= 0;
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' || QueryScanner.isQuote(c)) {
                text.append('\\');
            }
            text.append(c);
        }
        return text.toString();
    }
}
