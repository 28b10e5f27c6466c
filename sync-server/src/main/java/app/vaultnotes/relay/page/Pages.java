package app.vaultnotes.relay.page;

import app.vaultnotes.wire.Hash;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The relay in a browser: its page, those of its links, and its API. All of it is the same for
 * everybody, made when it is first asked for and in memory from then on, so that no start waits for
 * it; what is somebody's comes by calls. No path is ever a file's.
 */
public final class Pages {

    private static final String HTML = "text/html; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String JSON = "application/json; charset=utf-8";
    private static final Pattern PART = Pattern.compile("<!--include ([a-z-]+)-->\n");

    private static final Map<String, String> HEADERS =
            Map.of(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                            + " img-src 'self' data:; frame-ancestors 'none'; base-uri 'none';"
                            + " form-action 'self'; require-trusted-types-for 'script'",
                    "X-Content-Type-Options",
                    "nosniff",
                    "Referrer-Policy",
                    "no-referrer",
                    "Cross-Origin-Opener-Policy",
                    "same-origin",
                    "Cross-Origin-Resource-Policy",
                    "same-origin",
                    "Permissions-Policy",
                    "camera=(), geolocation=(), microphone=()",
                    // Kept by browsers, and asked for again each time: it is never out of date.
                    "Cache-Control",
                    "no-cache");

    /** What is answered under a path. */
    private record File(String type, byte[] bytes, String tag) {
        static File of(String type, byte[] bytes) {
            return new File(type, bytes, "\"" + Hash.of(bytes).toString().substring(0, 32) + "\"");
        }
    }

    /** A file that is made once; two who ask first at once may both make it. */
    private static final class Making {
        private final String type;
        private final Supplier<String> text;
        private volatile @Nullable File made;

        Making(String type, Supplier<String> text) {
            this.type = type;
            this.text = text;
        }

        File file() {
            File file = made;
            if (file == null) {
                file = File.of(type, text.get().getBytes(StandardCharsets.UTF_8));
                made = file;
            }
            return file;
        }
    }

    private final Map<String, Making> files = new LinkedHashMap<>();
    private final Words words = new Words("en");
    private final Consumer<Context> guard;

    /**
     * The pages.
     *
     * @param operations that the API has
     * @param guard throws for whoever may not fetch them now
     */
    public Pages(Supplier<List<Operation>> operations, Consumer<Context> guard) {
        this.guard = guard;
        put("/", HTML, () -> page("relay"));
        put("/join", HTML, () -> page("join"));
        put("/reset", HTML, () -> page("reset"));
        put("/docs", HTML, () -> page("docs").replace("<!--calls-->", calls(operations.get())));
        put("/v1/openapi.json", JSON, () -> OpenApi.of(operations.get()).toPrettyString());
        put("/page/style.css", STYLE, () -> resource("style.css"));
        put("/page/mark.svg", "image/svg+xml", () -> resource("mark.svg"));
        put("/page/words.js", SCRIPT, words::module);
        for (String name :
                List.of("api.js", "dom.js", "relay.js", "mine.js", "admin.js", "link.js")) {
            put("/page/" + name, SCRIPT, () -> resource(name));
        }
    }

    private String calls(List<Operation> operations) {
        return new DocsPage(OpenApi.of(operations), words).html();
    }

    private String page(String name) {
        return words.into(whole(name).replace("[page]", name));
    }

    /** A file of which others are parts, {@code <!--include NAME-->} on a line of its own. */
    private static String whole(String name) {
        return PART.matcher(resource(name + ".html"))
                .replaceAll(part -> Matcher.quoteReplacement(whole(part.group(1))));
    }

    private void put(String path, String type, Supplier<String> text) {
        files.put(path, new Making(type, text));
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Pages.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers them. */
    public void add(RoutesConfig routes) {
        files.forEach((path, making) -> {
            routes.get(path, context -> answer(context, making));
            routes.head(path, context -> answer(context, making));
        });
    }

    private void answer(Context context, Making making) {
        guard.accept(context);
        File file = making.file();
        HEADERS.forEach(context::header);
        context.header("ETag", file.tag());
        String known = context.header("If-None-Match");
        if (known != null && known.contains(file.tag())) {
            context.status(304);
            return;
        }
        context.contentType(file.type()).result(file.bytes());
    }
}
