package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.search.Query;
import app.vaultnotes.vault.search.SearchOrder;
import app.vaultnotes.vault.search.SearchRequest;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A query as SQL. What words can answer alone goes to FTS5 as one expression, which ranks it; all
 * else are conditions on the note's row, with words inside them as subqueries.
 */
final class SearchSql {

    private static final String LIVING = "n.trashed IS NULL";
    private static final String RANK = "bm25(note_fts, 8.0, 1.0)";

    private final Optional<String> match;
    private final String where;
    private final List<Object> values;

    private SearchSql(Optional<String> match, String where, List<Object> values) {
        this.match = match;
        this.where = where;
        this.values = values;
    }

    /**
     * Translates a query.
     *
     * @param folderPaths the paths of folders, asked for only when the query names one
     */
    static SearchSql of(Query query, SearchRequest request, FolderPaths folderPaths)
            throws SQLException {
        List<Query> parts = query instanceof Query.And and ? and.parts() : List.of(query);
        List<String> matches = new ArrayList<>();
        List<Query> rest = new ArrayList<>();
        for (Query part : parts) {
            Optional<String> expression = expression(part);
            expression.ifPresentOrElse(matches::add, () -> rest.add(part));
        }
        List<Object> values = new ArrayList<>();
        Optional<String> match =
                matches.isEmpty()
                        ? Optional.empty()
                        : Optional.of("(" + String.join(") AND (", matches) + ")");
        match.ifPresent(values::add);
        Conditions conditions = new Conditions(request.zone(), values, folderPaths);
        String where = conditions.joined(rest, " AND ");
        return new SearchSql(match, where, values);
    }

    /** What is bound, followed by these. */
    Object[] values(Object... more) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(List.of(more));
        return all.toArray();
    }

    /** Whether it needs {@link PropertyFunction}. */
    boolean comparesProperties() {
        return where.contains(PropertyFunction.NAME);
    }

    /** Looks up folders. */
    interface FolderPaths {
        Map<Id, String> get() throws SQLException;
    }

    private boolean wordsOnly() {
        return where.isEmpty() && match.isPresent();
    }

    String count() {
        return wordsOnly()
                ? "SELECT count(*) FROM note_fts WHERE note_fts MATCH ?"
                : "SELECT count(*) FROM (" + docs() + ")";
    }

    /** The numbers of all notes that match. */
    String docs() {
        if (wordsOnly()) {
            return "SELECT rowid FROM note_fts WHERE note_fts MATCH ?";
        }
        String from =
                match.isPresent()
                        ? "note_fts JOIN note n ON n.doc = note_fts.rowid WHERE note_fts MATCH ?"
                                + " AND "
                                + LIVING
                        : "note n WHERE " + LIVING;
        return "SELECT n.doc FROM " + from + (where.isEmpty() ? "" : " AND " + where);
    }

    /** The numbers of one page of them, in order; limit and offset are bound behind the rest. */
    String page(SearchOrder order) {
        String limit = " LIMIT ? OFFSET ?";
        if (order == SearchOrder.RELEVANCE && match.isPresent()) {
            return (wordsOnly()
                            ? "SELECT rowid FROM note_fts WHERE note_fts MATCH ?"
                            : "SELECT n.doc FROM note_fts JOIN note n ON n.doc = note_fts.rowid"
                                    + " WHERE note_fts MATCH ? AND "
                                    + LIVING
                                    + " AND "
                                    + where)
                    + " ORDER BY "
                    + RANK
                    + ", note_fts.rowid"
                    + limit;
        }
        String by =
                switch (order) {
                    case CREATED -> "p.created DESC";
                    case TITLE -> "p.key";
                    case RELEVANCE, UPDATED -> "p.updated DESC";
                };
        return "SELECT p.doc FROM note p WHERE p.doc IN ("
                + docs()
                + ") ORDER BY "
                + by
                + ", p.id"
                + limit;
    }

    /** A query that words can answer alone, as an FTS5 expression. */
    private static Optional<String> expression(Query query) {
        if (query instanceof Query.Word word) {
            return Optional.of(column(word.field()) + quoted(word.term()));
        } else if (query instanceof Query.Prefix prefix) {
            return Optional.of(column(prefix.field()) + quoted(prefix.start()) + " *");
        } else if (query instanceof Query.Phrase phrase) {
            String end = phrase.openEnd() ? " *" : "";
            return Optional.of(
                    column(phrase.field()) + quoted(String.join(" ", phrase.terms())) + end);
        } else if (query instanceof Query.Or or) {
            return all(or.parts()).map(parts -> "(" + String.join(") OR (", parts) + ")");
        } else if (query instanceof Query.And and) {
            return all(and.parts()).map(parts -> "(" + String.join(") AND (", parts) + ")");
        }
        return Optional.empty();
    }

    private static Optional<List<String>> all(List<Query> parts) {
        List<String> expressions = new ArrayList<>();
        for (Query part : parts) {
            Optional<String> expression = expression(part);
            if (expression.isEmpty()) {
                return Optional.empty();
            }
            expressions.add(expression.get());
        }
        return Optional.of(expressions);
    }

    private static String column(Query.Field field) {
        return field == Query.Field.TITLE ? "title : " : "";
    }

    private static String quoted(String tokens) {
        return '"' + tokens.replace("\"", "\"\"") + '"';
    }

    /** Queries as conditions on a row {@code n} of the notes. */
    private record Conditions(ZoneId zone, List<Object> values, FolderPaths folderPaths) {

        String of(Query query) throws SQLException {
            Optional<String> words = expression(query);
            if (words.isPresent()) {
                values.add(words.get());
                return "n.doc IN (SELECT rowid FROM note_fts WHERE note_fts MATCH ?)";
            } else if (query instanceof Query.And and) {
                return joined(and.parts(), " AND ");
            } else if (query instanceof Query.Or or) {
                return joined(or.parts(), " OR ");
            } else if (query instanceof Query.Not not) {
                return "NOT " + of(not.part());
            } else if (query instanceof Query.Tag tag) {
                return tag(tag);
            } else if (query instanceof Query.Folder folder) {
                return folder(folder);
            } else if (query instanceof Query.Dated dated) {
                return dated(dated);
            } else if (query instanceof Query.Has has) {
                return has(has.feature());
            } else if (query instanceof Query.Is is) {
                return is(is.state());
            } else if (query instanceof Query.Property property) {
                return property(property);
            }
            return query instanceof Query.Unreadable ? "0" : "1";
        }

        String joined(List<Query> parts, String by) throws SQLException {
            List<String> conditions = new ArrayList<>();
            for (Query part : parts) {
                conditions.add(of(part));
            }
            return conditions.isEmpty() ? "" : "(" + String.join(by, conditions) + ")";
        }

        private String tag(Query.Tag tag) {
            values.add(tag.key());
            values.add(tag.key() + "/");
            values.add(tag.key() + "0");
            return "n.doc IN (SELECT doc FROM tag WHERE key = ? OR (key >= ? AND key < ?))";
        }

        private String folder(Query.Folder folder) throws SQLException {
            List<String> shelves = new ArrayList<>();
            for (Map.Entry<Id, String> path : folderPaths.get().entrySet()) {
                if (folder.covers(path.getValue())) {
                    shelves.add(HexFormat.of().formatHex(path.getKey().toByteArray()));
                }
            }
            values.add("[\"" + String.join("\",\"", shelves) + "\"]");
            return "n.shelf IN (SELECT unhex(value) FROM json_each(?))";
        }

        private String dated(Query.Dated dated) {
            values.add(dated.days().startMillis(zone));
            values.add(dated.days().endMillis(zone));
            String column = dated.stamp() == Query.Stamp.CREATED ? "n.created" : "n.updated";
            return "(" + column + " >= ? AND " + column + " < ?)";
        }

        private static String has(Query.Feature feature) {
            return switch (feature) {
                case ATTACHMENT -> "n.files > 0";
                case LINK -> "n.links > 0";
                case TASK -> "n.open_tasks + n.done_tasks > 0";
                case TAG -> "n.doc IN (SELECT doc FROM tag)";
                case PROPERTY -> "n.doc IN (SELECT doc FROM property)";
            };
        }

        private static String is(Query.State state) {
            return switch (state) {
                case OPEN -> "n.open_tasks > 0";
                case DONE -> "(n.open_tasks = 0 AND n.done_tasks > 0)";
                case BOOKMARKED -> "n.bookmarked = 1";
            };
        }

        private String property(Query.Property property) {
            values.add(property.foldedKey());
            if (property.comparison() == Query.Comparison.EXISTS) {
                return "n.doc IN (SELECT doc FROM property WHERE key = ?)";
            }
            values.add(property.comparison().name());
            values.add(property.value());
            return "n.doc IN (SELECT doc FROM property WHERE key = ? AND "
                    + PropertyFunction.NAME
                    + "(value, ?, ?))";
        }
    }
}
