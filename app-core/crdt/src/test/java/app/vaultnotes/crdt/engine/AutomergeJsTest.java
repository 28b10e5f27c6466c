package app.vaultnotes.crdt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.Edit;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.MapEdit;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.crdt.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Files that automerge-js 3.5.0 wrote; {@code bench/automerge-js.mjs} makes them. */
class AutomergeJsTest {

    private static byte[] file(String name) throws IOException {
        try (InputStream in = AutomergeJsTest.class.getResourceAsStream("/automerge-js/" + name)) {
            assertNotNull(in, name);
            return in.readAllBytes();
        }
    }

    private static JavaDocument load(byte[] bytes) {
        return new JavaEngine().load(ActorId.fromByteArray(new byte[] {3, 3}), bytes);
    }

    /** As JavaScript writes it. */
    private static String json(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            StringBuilder text = new StringBuilder("{");
            map.forEach((key, inner) ->
                    text.append(json(key)).append(':').append(json(inner)).append(','));
            return text.append('}').toString().replace(",}", "}");
        }
        if (value instanceof List<?> list) {
            StringBuilder text = new StringBuilder("[");
            list.forEach(inner -> text.append(json(inner)).append(','));
            return text.append(']').toString().replace(",]", "]");
        }
        if (value instanceof Double number && number == Math.rint(number)) {
            return String.valueOf(number.longValue());
        }
        return value instanceof String text ? '"' + text + '"' : String.valueOf(value);
    }

    @Test
    void savedDocumentsAndLooseChangesReadAsWritten() throws IOException {
        String expected = new String(file("automerge-js.json"), StandardCharsets.UTF_8);
        for (String name : List.of("automerge-js.automerge", "automerge-js-changes.automerge")) {
            JavaDocument document = load(file(name));
            String content = "{\"content\":" + json(document.now().content());
            assertEquals(expected.substring(0, content.length()), content, name);
            assertTrue(expected.contains(document.heads().hashes().first().toHex()), name);
            assertTrue(expected.contains("\"changes\":" + document.changeCount() + ","), name);
            document.verify();
        }
    }

    @Test
    void marksAreWhereTheyWere() throws IOException {
        JavaDocument document = load(file("automerge-js.automerge"));
        String expected = new String(file("automerge-js.json"), StandardCharsets.UTF_8);
        document.now()
                .marks(Path.of("text"))
                .forEach(mark ->
                        assertTrue(
                                expected.contains(
                                        "\"start\":" + mark.start() + ",\"end\":" + mark.end()),
                                mark.toString()));
        assertEquals(2, document.now().marks(Path.of("text")).size());
    }

    @Test
    void whatIsSavedAnewHasTheSameChanges() throws IOException {
        JavaDocument document = load(file("automerge-js.automerge"));
        List<Change> changes = document.changesSince(Heads.NONE);
        assertEquals("start", changes.get(0).message());
        assertEquals(1700000000, changes.get(0).time());
        document.change(w -> w.put(Path.of("mine"), new Value.Bool(true)));
        JavaDocument again = load(document.save());
        assertEquals(document.now().content(), again.now().content());
        List<Change> all = again.changesSince(Heads.NONE);
        assertEquals(changes, all.subList(0, changes.size()));
        JavaDocument loose = load(file("automerge-js-changes.automerge"));
        JavaDocument saved = load(loose.save());
        assertEquals(loose.heads(), saved.heads());
        saved.verify();
    }

    @Test
    void emptyKeysReadAsWritten() throws IOException {
        String expected = new String(file("empty-keys.json"), StandardCharsets.UTF_8);
        JavaDocument saved = load(file("empty-keys.automerge"));
        JavaDocument loose = load(file("empty-keys-changes.automerge"));
        JavaDocument anew = load(loose.save());
        saved.change(w -> w.splice(Path.of("text"), 0, 5, "hello"));
        Path empty = Path.of("props", "");
        for (JavaDocument document : List.of(load(file("empty-keys.automerge")), loose, anew)) {
            String content = "{\"content\":" + json(document.now().content());
            assertEquals(expected.substring(0, content.length()), content);
            assertTrue(expected.contains(document.heads().hashes().first().toHex()));
            assertEquals(2, document.now().conflicts(empty).size());
            assertEquals(Optional.of(new Value.Str("there")), document.now().value(empty));
            assertEquals(Set.of(""), document.now().keys(empty.parent()));
            assertEquals(Set.of(), document.now().keys(Path.of("gone")));
            assertEquals("deep", document.now().text(Path.of("", "", "")));
            document.verify();
        }
        List<Change> changes = Change.parseAll(file("empty-keys-changes.automerge"));
        assertEquals(Set.copyOf(changes), Set.copyOf(anew.changesSince(Heads.NONE)));
        assertEquals(
                Set.copyOf(changes),
                Set.copyOf(load(saved.save()).changesSince(Heads.NONE)).stream()
                        .filter(changes::contains)
                        .collect(Collectors.toSet()));
    }

    @Test
    void emptyKeysAreToldAndCompared() throws IOException {
        List<Change> changes = Change.parseAll(file("empty-keys-changes.automerge"));
        JavaDocument document = load(changes.get(0).toByteArray());
        Heads before = document.heads();
        List<Edit> edits = document.apply(changes.subList(1, changes.size()));
        MapEdit put = new MapEdit(Path.of("props", ""), Optional.of(new Value.Str("there")));
        MapEdit removed = new MapEdit(Path.of("gone", ""), Optional.empty());
        TextEdit deep = new TextEdit(Path.of("", "", "words"), 0, 0, "more");
        for (List<Edit> told : List.of(edits, document.diff(before, document.heads()))) {
            assertTrue(told.containsAll(List.of(put, removed, deep)), told.toString());
        }
    }
}
