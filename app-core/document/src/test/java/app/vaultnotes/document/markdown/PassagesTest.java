package app.vaultnotes.document.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PassagesTest {

    private static final String TEXT =
            "---\nkey: value\n---\n# Cell\n\nIt lives. ^all\n\n## Wall\n\n- a\n- of sugar ^b1\n\n"
                    + "### Inner\n\ndeep\n\n## Core\n\nlast\n";

    private static Optional<String> part(String fragment) {
        return Passages.of(TEXT, fragment).map(range -> range.in(TEXT).strip());
    }

    @Test
    void withoutANameItIsAllButTheProperties() {
        assertEquals(TEXT.substring(TEXT.indexOf("# Cell")).strip(), part("").orElseThrow());
        assertEquals(Optional.of(""), Passages.of("", "").map(range -> range.in("")));
    }

    @Test
    void aHeadingNamesWhatIsBelowIt() {
        String wall = "## Wall\n\n- a\n- of sugar ^b1\n\n### Inner\n\ndeep";
        assertEquals(Optional.of(wall), part("wall"));
        assertEquals(Optional.of("### Inner\n\ndeep"), part("Cell#Wall#Inner"));
        assertEquals(Optional.of("## Core\n\nlast"), part("Core"));
    }

    @Test
    void aBlockIsNamedWithoutItsName() {
        assertEquals(Optional.of("It lives."), part("^all"));
        assertEquals(Optional.of("- of sugar"), part("^B1"));
    }

    @Test
    void whatIsNotThereIsNothing() {
        assertEquals(Optional.empty(), part("Core#Wall"));
        assertEquals(Optional.empty(), part("^nothing"));
        assertEquals(Optional.empty(), part("#"));
    }
}
