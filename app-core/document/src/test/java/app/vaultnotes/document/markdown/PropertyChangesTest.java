package app.vaultnotes.document.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a form changes in the properties of a note. */
class PropertyChangesTest {

    private static String list(String text, String key, String... values) {
        return FrontMatter.of(text).withList(text, key, List.of(values)).applyTo(text);
    }

    private static Optional<String> renamed(String text, String key, String name) {
        return FrontMatter.of(text).renamed(text, key, name).map(change -> change.applyTo(text));
    }

    @Test
    void aListStaysOneWithOneValueAndWithNone() {
        String text = "---\na: 1\ntags: [x, y]\nb: 2\n---\nrest";
        assertEquals("---\na: 1\ntags:\n  - x\nb: 2\n---\nrest", list(text, "tags", "x"));
        assertEquals("---\na: 1\ntags: []\nb: 2\n---\nrest", list(text, "tags"));
        assertEquals("---\nnew:\n  - x\n---\nplain", list("plain", "new", "x"));
        for (String changed : List.of(list(text, "tags", "x"), list(text, "tags"))) {
            assertEquals(
                    FrontMatter.Type.LIST,
                    FrontMatter.of(changed).property("tags").orElseThrow().type());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "plain: 1,                plain,   'other: 1'",
        "'\"quo ted\": 1',        quo ted, 'other: 1'",
        "'''it''''s'': 1',        it's,    'other: 1'",
        "plain : 1,               plain,   'other : 1'",
        "'list:\n  - list\n  - b', list,    'other:\n  - list\n  - b'",
    })
    void anotherNameLeavesTheValueAsItIsWritten(String line, String key, String after) {
        String text = "---\nbefore: plain\n" + line + "\nlast: x\n---\nplain: 1\n";
        assertEquals(
                Optional.of("---\nbefore: plain\n" + after + "\nlast: x\n---\nplain: 1\n"),
                renamed(text, key, "other"));
    }

    @Test
    void aNameThatIsTakenOrEmptyOrUnknownIsRefused() {
        String text = "---\na: 1\nb: 2\n---\n";
        assertEquals(Optional.empty(), renamed(text, "a", "B"));
        assertEquals(Optional.empty(), renamed(text, "a", " "));
        assertEquals(Optional.empty(), renamed(text, "c", "d"));
        assertEquals(Optional.of("---\nA: 1\nb: 2\n---\n"), renamed(text, "a", "A"));
        assertEquals(Optional.of("---\n\"x: y\": 1\nb: 2\n---\n"), renamed(text, "a", "x: y"));
    }

    @Test
    void linesEndAsTheOthersOfTheFrontMatterDo() {
        assertEquals(
                "---\na: 1\nnew:\n  - x\n---\nrest\r\n",
                list("---\na: 1\n---\nrest\r\n", "new", "x"));
        assertEquals(
                "---\r\na: 1\r\nnew:\r\n  - x\r\n---\r\nrest\n",
                list("---\r\na: 1\r\n---\r\nrest\n", "new", "x"));
        assertEquals("---\r\nn:\r\n  - x\r\n---\r\none\r\ntwo\n", list("one\r\ntwo\n", "n", "x"));
    }
}
