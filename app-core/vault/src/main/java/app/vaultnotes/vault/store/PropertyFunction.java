package app.vaultnotes.vault.store;

import app.vaultnotes.vault.search.Query;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.Function;

/** Compares property values in SQL exactly as {@link Query.Property} does. */
final class PropertyFunction extends Function {

    static final String NAME = "property_passes";

    private PropertyFunction() {}

    static void install(Connection connection) throws SQLException {
        Function.create(connection, NAME, new PropertyFunction(), 3, FLAG_DETERMINISTIC);
    }

    @Override
    protected void xFunc() throws SQLException {
        Query.Comparison comparison = Query.Comparison.valueOf(value_text(1));
        result(comparison.accepts(value_text(0), value_text(2)) ? 1 : 0);
    }
}
