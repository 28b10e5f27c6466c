package app.vaultnotes.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes that keep code readable, and words that do not belong in it. */
class TidyTest {

    private static final int MAX_METHOD_LINES = 60;
    private static final int MAX_FILE_LINES = 500;

    /** Unfinished work, tabs, and places that exist on one machine only. */
    private static final Pattern UNFIT =
            Pattern.compile(
                    "\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|\t|(?<![\\w.])/(home|root|Users)/\\w");

    private static Path root() {
        return Path.of(System.getProperty("vaultnotes.root"));
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> file.toString().contains("/src/"))
                            .filter(file -> !root.relativize(file).toString().contains("target/"))
                            .sorted()
                            .toList();
            assertFalse(found.isEmpty(), "no sources in " + root);
            return found;
        }
    }

    @Test
    void methodsFitOnAScreen() throws IOException {
        assertEquals(List.of(), longMethods(sources(root())));
    }

    @Test
    void filesStayReadable() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources(root())) {
            long lines = Files.readAllLines(file).size();
            if (lines > MAX_FILE_LINES) {
                found.add(file + ": " + lines + " lines");
            }
        }
        assertEquals(List.of(), found);
    }

    @Test
    void nothingUnfitIsLeft() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources(root())) {
            if (UNFIT.matcher(Files.readString(file)).find()) {
                found.add(file.toString());
            }
        }
        assertEquals(List.of(), found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"// TO" + "DO later", "\tint x;", "open(\"/ho" + "me/me/notes\")"})
    void whatIsUnfitIsNoticed(String planted) {
        assertTrue(UNFIT.matcher(planted).find());
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources(root())) {
            if (!Files.exists(file.resolveSibling("package-info.java"))) {
                found.add(file.resolveSibling("").toString());
            }
        }
        assertEquals(List.of(), found.stream().distinct().toList());
    }

    @Test
    void aLongMethodIsNoticed(@TempDir Path folder) throws IOException {
        Path planted = folder.resolve("src/Planted.java");
        Files.createDirectories(planted.getParent());
        String body = "        int x = 0;\n".repeat(MAX_METHOD_LINES);
        Files.writeString(planted, "class Planted {\n    void much() {\n" + body + "    }\n}\n");
        assertFalse(longMethods(List.of(planted)).isEmpty());
    }

    private static List<String> longMethods(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> found = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    manager,
                                    diagnostic -> {},
                                    List.of("-proc:none"),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Measuring(unit, positions, found).scan(unit, null);
            }
        }
        return found;
    }

    private static final class Measuring extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> found;

        Measuring(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            LineMap lines = unit.getLineMap();
            long start = lines.getLineNumber(positions.getStartPosition(unit, method));
            long end = lines.getLineNumber(positions.getEndPosition(unit, method));
            if (end - start + 1 > MAX_METHOD_LINES) {
                found.add(
                        unit.getSourceFile().getName()
                                + ": "
                                + method.getName()
                                + " has "
                                + (end - start + 1)
                                + " lines");
            }
            return super.visitMethod(method, null);
        }
    }
}
