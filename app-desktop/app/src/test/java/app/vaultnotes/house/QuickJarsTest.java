package app.vaultnotes.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that were made quick to start from do what they did before. */
class QuickJarsTest {

    private static final Path ROOT = Path.of(System.getProperty("vaultnotes.root"));

    private static final String SAMPLE =
            """
            package app.vaultnotes.sample;

            import java.util.ArrayList;
            import java.util.List;
            import java.util.function.Supplier;

            public final class Sample {

                /** Has code and something to be initialised: no cache keeps its lambdas. */
                interface Act<T, R> {
                    List<String> MADE = new ArrayList<>();

                    R on(T what);

                    default R twice(T what) {
                        MADE.add("twice");
                        on(what);
                        return on(what);
                    }
                }

                interface Count extends Act<Object, Object> {
                    int of(long a, double b);

                    @Override
                    default Object on(Object what) {
                        return what;
                    }
                }

                sealed interface Shape {}

                record Dot() implements Shape {}

                record Ring(double radius, float width) implements Shape {}

                record Box(int a, long b, boolean c, char d, byte e, short f, String g, Object h)
                        implements Shape {}

                private final String own;

                private Sample(String own) {
                    this.own = own;
                }

                private String with(Object what) {
                    return own + what;
                }

                private static String choice(Object of) {
                    return switch (of) {
                        case null -> "nothing";
                        case Ring ring when ring.radius() > 1 -> "large " + ring;
                        case Ring ring -> "small " + ring;
                        case Shape shape -> "shape " + shape;
                        case String words -> words;
                        case int[] all -> "numbers " + all.length;
                        default -> "else";
                    };
                }

                private static String named(String name) {
                    return switch (name) {
                        case String one when one.isEmpty() -> "empty";
                        case "one" -> "1";
                        default -> "many";
                    };
                }

                private List<Object> acts(int number, long large, double part) {
                    Act<String, String> mine = this::with;
                    Act<String, Integer> length = String::length;
                    Act<String, Sample> made = Sample::new;
                    Act<Object, Object> captured = what -> own + what + number + large + part;
                    Count count = (a, b) -> (int) (a + b) + number;
                    Act<String, String> bounded = Sample::choice;
                    Supplier<String> plain = () -> own;
                    return List.of(
                            mine.on("x"),
                            length.twice("four"),
                            made.on("new").own,
                            captured.twice("z"),
                            count.of(3, 4.5),
                            count.twice("same"),
                            bounded.on("told"),
                            plain.get());
                }

                public static String told() {
                    Box box = new Box(1, 2L, true, 'c', (byte) 3, (short) 4, "g", null);
                    Box same = new Box(1, 2L, true, 'c', (byte) 3, (short) 4, "g", null);
                    Box other = new Box(1, 2L, true, 'c', (byte) 3, (short) 4, "g", "h");
                    Ring odd = new Ring(Double.NaN, -0f);
                    List<Object> all = new ArrayList<>();
                    all.addAll(List.of(box, box.hashCode(), box.equals(same), box.equals(other)));
                    all.addAll(List.of(box.equals("box"), other.hashCode(), new Dot().hashCode()));
                    all.addAll(List.of(new Dot(), new Dot().equals(new Dot()), odd.hashCode()));
                    all.addAll(List.of(odd.equals(new Ring(Double.NaN, -0f)), odd));
                    all.add(odd.equals(new Ring(Double.NaN, 0f)));
                    for (Object of : new Object[] {null, new Ring(2, 1), odd, box, "s", 1}) {
                        all.add(choice(of));
                    }
                    all.addAll(List.of(choice(new int[3]), named(""), named("one"), named("x")));
                    all.addAll(new Sample("own").acts(7, 8L, 0.5));
                    all.add(Act.MADE);
                    return all.toString();
                }
            }
            """;

    @TempDir private Path folder;

    /** The start-up cache keeps no class of a signed jar. */
    @Test
    void aSignatureGoesWithWhatOnlyOthersReadOfAManifest() throws Exception {
        Path classes = compiled();
        Files.createDirectory(classes.resolve("META-INF"));
        Files.writeString(classes.resolve("META-INF/SAMPLE.SF"), "Signature-Version: 1.0\n\n");
        Files.writeString(classes.resolve("META-INF/SAMPLE.RSA"), "a signature");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Export-Package", "app.vaultnotes.sample");
        manifest.getMainAttributes().putValue("Implementation-Version", "7");
        Attributes ofFile = new Attributes();
        ofFile.putValue("SHA-256-Digest", "a digest");
        manifest.getEntries().put("app/vaultnotes/sample/Sample.class", ofFile);
        Path jar = jar(classes, manifest);

        quicken();

        try (JarFile file = new JarFile(jar.toFile())) {
            assertEquals(
                    List.of(),
                    file.stream()
                            .map(JarEntry::getName)
                            .filter(name -> name.startsWith("META-INF/SAMPLE"))
                            .toList());
            Manifest left = file.getManifest();
            assertEquals("7", left.getMainAttributes().getValue("Implementation-Version"));
            assertNull(left.getMainAttributes().getValue("Export-Package"));
            assertTrue(left.getEntries().isEmpty(), left.getEntries().toString());
        }
        assertTrue(told(jar).contains("large Ring"), "it runs");
    }

    @Test
    void whatIsPutInThePlaceOfCallsDoesTheSame() throws Exception {
        Path jar = jar(compiled());
        String before = told(jar);
        assertEquals(
                Set.of("bootstrap", "makeConcatWithConstants", "metafactory", "typeSwitch"),
                linked(jar));

        quicken();

        assertEquals(before, told(jar));
        assertTrue(before.contains("large Ring[radius=2.0, width=1.0]"), before);
        // A choice among words, and a lambda that the cache keeps, are left.
        assertEquals(Set.of("makeConcatWithConstants", "metafactory", "typeSwitch"), linked(jar));
        assertEquals(5, made(jar), "lambdas that no cache keeps and that box nothing");
    }

    private Path compiled() throws IOException {
        Path source = folder.resolve("Sample.java");
        Files.writeString(source, SAMPLE);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        int failed =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", classes.toString(), source.toString());
        assertEquals(0, failed);
        return classes;
    }

    private Path jar(Path classes) throws IOException {
        return jar(classes, new Manifest());
    }

    private Path jar(Path classes, Manifest manifest) throws IOException {
        Path jar = Files.createDirectory(folder.resolve("lib")).resolve("sample.jar");
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> all = Files.walk(classes)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(each).toString().replace('\\', '/');
                out.putNextEntry(new JarEntry(name));
                Files.copy(each, out);
            }
        }
        return jar;
    }

    private void quicken() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                ROOT.resolve("packaging/QuickJars.java").toString(),
                                folder.resolve("lib").toString())
                        .inheritIO()
                        .start();
        assertEquals(0, process.waitFor());
    }

    private static String told(Path jar) throws Exception {
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, platform)) {
            return (String)
                    loader.loadClass("app.vaultnotes.sample.Sample").getMethod("told").invoke(null);
        }
    }

    private static List<JarEntry> classes(JarFile file) {
        return file.stream().filter(entry -> entry.getName().endsWith(".class")).toList();
    }

    /** The bootstrap methods that the classes of a jar call. */
    private static Set<String> linked(Path jar) throws IOException {
        Set<String> names = new TreeSet<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : classes(file)) {
                byte[] bytes = file.getInputStream(entry).readAllBytes();
                ClassFile.of().parse(bytes).methods().stream()
                        .flatMap(method -> method.code().stream())
                        .flatMap(code -> code.elementStream())
                        .filter(InvokeDynamicInstruction.class::isInstance)
                        .map(InvokeDynamicInstruction.class::cast)
                        .forEach(call -> names.add(call.bootstrapMethod().methodName()));
            }
        }
        return names;
    }

    private static long made(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            List<String> names = file.stream().map(JarEntry::getName).toList();
            return names.stream().filter(name -> name.contains("$$direct$")).count();
        }
    }
}
