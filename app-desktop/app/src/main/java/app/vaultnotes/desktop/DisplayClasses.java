package app.vaultnotes.desktop;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javafx.application.Application;

/** The classes of JavaFX that only a real display needs, which no training without one meets. */
final class DisplayClasses {

    /** Windows of each system, and painting by its graphics card. */
    private static final List<String> PLACES =
            List.of(
                    "com/sun/glass/ui/gtk/",
                    "com/sun/glass/ui/win/",
                    "com/sun/glass/ui/mac/",
                    "com/sun/prism/es2/",
                    "com/sun/prism/d3d/",
                    "com/sun/prism/mtl/",
                    "com/sun/prism/ps/");

    private static final String CLASS = ".class";

    private DisplayClasses() {}

    /** Loads them without running any of them; those that cannot be loaded are left out. */
    static void load() {
        URL place = Application.class.getResource("Application.class");
        try {
            URLConnection connection = place == null ? null : place.openConnection();
            if (connection instanceof JarURLConnection jar) {
                load(jar.getJarFile());
            }
        } catch (IOException _) {
            // Starting takes a little longer without them.
        }
    }

    private static void load(JarFile jar) {
        jar.stream()
                .map(JarEntry::getName)
                .filter(name -> name.endsWith(CLASS) && PLACES.stream().anyMatch(name::startsWith))
                .forEach(DisplayClasses::load);
    }

    private static void load(String file) {
        String name = file.substring(0, file.length() - CLASS.length()).replace('/', '.');
        try {
            Class<?> _ = Class.forName(name, false, DisplayClasses.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError _) {
            // It belongs to another system.
        }
    }
}
