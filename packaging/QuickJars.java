import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes jars quick to start from. Old classes get the stack maps that they lack: the JDK's start-up
 * cache leaves classes out that were compiled for Java 5 or older, and picocli's are; they would be
 * parsed and verified at every start. It leaves out those of signed jars, too: the signature goes.
 * Manifests are read as a whole before the first class of a jar, so that long ones lose what only
 * other frameworks and signatures need. Fonts, style sheets and words are stored as they are, since
 * every start reads them and inflating them takes longer. Beside a style sheet stands what JavaFX
 * makes of it, which it then reads instead of parsing the sheet.
 *
 * <p>Usage: {@code java QuickJars.java FOLDER}; jars in it with such entries are rewritten in place.
 */
final class QuickJars {

    private static final List<String> READ_AT_START =
            List.of(".ttf", ".otf", ".css", ".bss", ".properties");

    /** Our own classes, and those of the editor that every start of the app makes. */
    private static final List<String> MET_AT_START =
            List.of("app/vaultnotes/", "org/fxmisc/", "org/reactfx/");

    /** Java 6: the first class files with stack maps. */
    private static final int FIRST_WITH_MAPS = ClassFile.JAVA_6_VERSION;

    private static final long LONG_BYTES = 4_096;

    private static final int RAISED_TO = ClassFile.JAVA_17_VERSION;

    private static final ClassTransform RAISE =
            ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                    .andThen(
                            (builder, element) -> {
                                if (element instanceof ClassFileVersion) {
                                    builder.withVersion(RAISED_TO, 0);
                                } else {
                                    builder.with(element);
                                }
                            });

    private QuickJars() {}

    public static void main(String[] arguments) throws IOException {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(Path.of(arguments[0]), "*.jar")) {
            found.forEach(jars::add);
        }
        try (URLClassLoader all = loader(jars)) {
            for (Path jar : jars) {
                quicken(jar, all);
            }
        }
    }

    private static URLClassLoader loader(List<Path> jars) throws IOException {
        URL[] places = new URL[jars.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = jars.get(i).toUri().toURL();
        }
        return new URLClassLoader(places, ClassLoader.getPlatformClassLoader());
    }

    private static void quicken(Path jar, ClassLoader all) throws IOException {
        Path quick = jar.resolveSibling(jar.getFileName() + ".quick");
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            if (!isOld(zip)
                    && !isSigned(zip)
                    && !isLong(zip)
                    && zip.stream()
                            .map(ZipEntry::getName)
                            .noneMatch(name -> isRead(name) || isMet(name))) {
                return;
            }
            rewrite(zip, all, quick);
        }
        Files.move(quick, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isSigned(ZipFile zip) {
        return zip.stream().map(ZipEntry::getName).anyMatch(QuickJars::isOfSignature);
    }

    private static boolean isOfSignature(String name) {
        return name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
    }

    private static boolean isLong(ZipFile zip) {
        ZipEntry manifest = zip.getEntry(JarFile.MANIFEST_NAME);
        return manifest != null && manifest.getSize() > LONG_BYTES;
    }

    /** A manifest with what the JDK reads, and what libraries may ask of themselves. */
    private static byte[] shortened(byte[] bytes) throws IOException {
        Manifest manifest = new Manifest(new ByteArrayInputStream(bytes));
        manifest.getMainAttributes().keySet().removeIf(QuickJars::isForOthers);
        manifest.getEntries().values().forEach(each -> each.keySet().removeIf(QuickJars::isForOthers));
        manifest.getEntries().values().removeIf(Attributes::isEmpty);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        manifest.write(out);
        return out.toByteArray();
    }

    /** Whether an attribute is OSGi's, or the digest of a file for a signature. */
    private static boolean isForOthers(Object attribute) {
        return attribute
                .toString()
                .matches(".*-(Package|Capability|Digest)|Bundle-.*|Include-Resource|Tool");
    }

    private static boolean isRead(String name) {
        return READ_AT_START.stream().anyMatch(name::endsWith);
    }

    private static boolean isMet(String name) {
        return name.endsWith(".class") && MET_AT_START.stream().anyMatch(name::startsWith);
    }

    /** Whether a jar's classes are old; one of them tells, since a jar is compiled as a whole. */
    private static boolean isOld(ZipFile zip) throws IOException {
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
                return isOld(bytes(zip, entry));
            }
        }
        return false;
    }

    private static boolean isOld(byte[] classFile) {
        int major = (classFile[6] & 0xff) << 8 | classFile[7] & 0xff;
        return major < FIRST_WITH_MAPS;
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
        return zip.getInputStream(entry).readAllBytes();
    }

    private static void rewrite(ZipFile zip, ClassLoader all, Path quick) throws IOException {
        ClassFile context =
                ClassFile.of(
                        ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                        ClassFile.ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(all)));
        DirectCalls direct = new DirectCalls(all);
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(quick));
                ZipOutputStream out = new ZipOutputStream(file)) {
            boolean isShortened = isSigned(zip) || isLong(zip);
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (isOfSignature(entry.getName())) {
                    continue;
                }
                byte[] bytes = bytes(zip, entry);
                if (isShortened && entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    bytes = shortened(bytes);
                }
                if (entry.getName().endsWith(".class") && isOld(bytes)) {
                    bytes = context.transformClass(context.parse(bytes), RAISE);
                }
                Map<String, byte[]> files = Map.of(entry.getName(), bytes);
                if (isMet(entry.getName())) {
                    files = direct.in(entry.getName(), bytes);
                }
                for (Map.Entry<String, byte[]> each : files.entrySet()) {
                    write(out, each.getKey(), entry.getTime(), each.getValue());
                }
                String binary = entry.getName().replaceFirst("\\.css$", ".bss");
                if (zip.getEntry(binary) == null && isForJavaFx(bytes)) {
                    write(out, binary, entry.getTime(), binary(bytes, all));
                }
            }
        }
    }

    private static void write(ZipOutputStream out, String name, long millis, byte[] bytes)
            throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(millis);
        if (isRead(name)) {
            CRC32 sum = new CRC32();
            sum.update(bytes);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes.length);
            entry.setCrc(sum.getValue());
        }
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    /** Sheets of web pages lie in jars, too. */
    private static boolean isForJavaFx(byte[] sheet) {
        return new String(sheet, StandardCharsets.UTF_8).contains("-fx-");
    }

    /** A style sheet as JavaFX keeps it; this program runs without JavaFX on its class path. */
    private static byte[] binary(byte[] sheet, ClassLoader all) throws IOException {
        Path css = Files.createTempFile("sheet", ".css");
        Path bss = Files.createTempFile("sheet", ".bss");
        try {
            Files.write(css, sheet);
            all.loadClass("javafx.css.Stylesheet")
                    .getMethod("convertToBinary", File.class, File.class)
                    .invoke(null, css.toFile(), bss.toFile());
            return Files.readAllBytes(bss);
        } catch (ReflectiveOperationException e) {
            throw new IOException("a style sheet cannot be made binary", e);
        } finally {
            Files.delete(css);
            Files.delete(bss);
        }
    }
}
