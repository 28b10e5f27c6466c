import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives old classes in jars the stack maps that they lack. The JDK's start-up cache leaves classes
 * out that were compiled for Java 5 or older, and picocli's are; they would be parsed and verified
 * at every start.
 *
 * <p>Usage: {@code java StackMaps.java FOLDER}; jars in it with such classes are rewritten in place.
 */
final class StackMaps {

    /** Java 6: the first class files with stack maps. */
    private static final int FIRST_WITH_MAPS = ClassFile.JAVA_6_VERSION;

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

    private StackMaps() {}

    public static void main(String[] arguments) throws IOException {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(Path.of(arguments[0]), "*.jar")) {
            found.forEach(jars::add);
        }
        for (Path jar : jars) {
            raise(jar);
        }
    }

    private static void raise(Path jar) throws IOException {
        Path raised = jar.resolveSibling(jar.getFileName() + ".raised");
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            if (!isOld(zip)) {
                return;
            }
            rewrite(zip, jar, raised);
        }
        Files.move(raised, jar, StandardCopyOption.REPLACE_EXISTING);
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

    private static void rewrite(ZipFile zip, Path jar, Path raised) throws IOException {
        URL[] place = {jar.toUri().toURL()};
        try (URLClassLoader loader =
                        new URLClassLoader(place, ClassLoader.getPlatformClassLoader());
                OutputStream file = new BufferedOutputStream(Files.newOutputStream(raised));
                ZipOutputStream out = new ZipOutputStream(file)) {
            ClassFile context =
                    ClassFile.of(
                            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                            ClassFile.ClassHierarchyResolverOption.of(
                                    ClassHierarchyResolver.ofResourceParsing(loader)));
            for (ZipEntry entry : Collections.list(zip.entries())) {
                byte[] bytes = bytes(zip, entry);
                if (entry.getName().endsWith(".class") && isOld(bytes)) {
                    bytes = context.transformClass(context.parse(bytes), RAISE);
                }
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                out.write(bytes);
                out.closeEntry();
            }
        }
    }
}
