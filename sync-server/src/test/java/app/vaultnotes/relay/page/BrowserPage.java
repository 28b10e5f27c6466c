package app.vaultnotes.relay.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A page of a browser, driven as a person would: by mouse and keys, and looked at. */
final class BrowserPage {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long ANSWER_SECONDS = 60;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Answers answers = new Answers();
    private final WebSocket socket;
    private final AtomicInteger count = new AtomicInteger();

    /** What it complains of: errors of scripts, and what its policy kept it from. */
    final List<String> complaints = new CopyOnWriteArrayList<>();

    private BrowserPage(HttpClient http, URI address) {
        socket = http.newWebSocketBuilder().buildAsync(address, answers).join();
    }

    static BrowserPage open(HttpClient http, URI address) {
        BrowserPage page = new BrowserPage(http, address);
        page.answers.page = page;
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            page.send(domain + ".enable", JSON.createObjectNode());
        }
        return page;
    }

    /** Takes what the browser says: answers by their number, and events. */
    private static final class Answers implements WebSocket.Listener {
        private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
        private final StringBuilder text = new StringBuilder();
        private volatile @Nullable BrowserPage page;

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        private void heard(String message) {
            try {
                JsonNode node = JSON.readTree(message);
                CompletableFuture<JsonNode> asked = waiting.remove(node.path("id").asInt(-1));
                BrowserPage owner = page;
                if (asked != null) {
                    asked.complete(node);
                } else if (owner != null) {
                    owner.event(node.path("method").asText(), node.path("params"));
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void event(String method, JsonNode params) {
        switch (method) {
            case "Runtime.exceptionThrown" -> complaints.add(params.toString());
            case "Runtime.consoleAPICalled" -> {
                if (params.path("type").asText().equals("error")) {
                    complaints.add(params.toString());
                }
            }
            case "Log.entryAdded" -> logged(params.path("entry"));
            default -> {}
        }
    }

    /** A refusal of the relay is no complaint. */
    private void logged(JsonNode entry) {
        boolean isRefusal =
                entry.path("source").asText().equals("network")
                        && entry.path("text").asText().startsWith("Failed to load resource");
        if (entry.path("level").asText().equals("error") && !isRefusal) {
            complaints.add(entry.toString());
        }
    }

    private JsonNode send(String method, ObjectNode params) {
        int id = count.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.waiting.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", params);
        socket.sendText(message.toString(), true).join();
        try {
            JsonNode told = answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (told.has("error")) {
                throw new IllegalStateException(method + ": " + told.get("error"));
            }
            return told.get("result");
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(method, e);
        }
    }

    /** What an expression is, after its promise. */
    JsonNode eval(String expression) {
        ObjectNode params =
                JSON.createObjectNode()
                        .put("expression", expression)
                        .put("awaitPromise", true)
                        .put("userGesture", true)
                        .put("returnByValue", true);
        JsonNode told = send("Runtime.evaluate", params);
        if (told.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + told.get("exceptionDetails"));
        }
        return told.path("result").path("value");
    }

    /** Waits until an expression holds. */
    void await(String condition) {
        eval(
                """
                new Promise((ok, no) => {
                  const end = Date.now() + %d;
                  const look = () => {
                    let holds = false;
                    try { holds = Boolean(%s); } catch { }
                    if (holds) { ok(true); }
                    else if (Date.now() > end) { no(document.body.innerText); }
                    else { setTimeout(look, 10); }
                  };
                  look();
                })\
                """
                        .formatted(PATIENCE_MILLIS, condition));
    }

    /** Goes to an address anew, also when only its fragment differs. */
    void open(String address) {
        send("Page.bringToFront", JSON.createObjectNode());
        navigate("about:blank");
        navigate(address);
        await("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    private void navigate(String address) {
        JsonNode told = send("Page.navigate", JSON.createObjectNode().put("url", address));
        if (told.has("errorText")) {
            throw new AssertionError(address + ": " + told.get("errorText"));
        }
    }

    /** Shows it on a screen of this size, in a theme. */
    void screen(int width, int height, boolean isDark) {
        send(
                "Emulation.setDeviceMetricsOverride",
                JSON.createObjectNode()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
        ObjectNode media = JSON.createObjectNode();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", isDark ? "dark" : "light");
        send("Emulation.setEmulatedMedia", media);
    }

    /** Whether the network is gone. */
    void offline(boolean isOffline) {
        send(
                "Network.emulateNetworkConditions",
                JSON.createObjectNode()
                        .put("offline", isOffline)
                        .put("latency", 0)
                        .put("downloadThroughput", -1)
                        .put("uploadThroughput", -1));
    }

    String text(String selector) {
        return eval("document.querySelector(" + quoted(selector) + ").innerText").asText();
    }

    boolean isVisible(String selector) {
        return eval("(document.querySelector(%s)?.getClientRects().length ?? 0) > 0"
                        .formatted(quoted(selector)))
                .asBoolean();
    }

    void awaitText(String selector, String text) {
        await(
                "document.querySelector(%s).innerText.includes(%s)"
                        .formatted(quoted(selector), quoted(text)));
    }

    void awaitVisible(String selector) {
        await("document.querySelector(%s).getClientRects().length > 0".formatted(quoted(selector)));
    }

    static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }

    /** Presses the mouse where an element is, once it rests there. */
    void click(String selector) {
        JsonNode at =
                eval(
                        """
                        new Promise((ok) => {
                          let last = '';
                          const look = () => {
                            const found = document.querySelector(%s);
                            found.scrollIntoView({ block: 'center', behavior: 'instant' });
                            const box = found.getBoundingClientRect();
                            const at = [box.x + box.width / 2, box.y + box.height / 2];
                            const x = document.elementFromPoint(at[0], at[1]);
                            if (last === String(at) && found.contains(x)) { ok(at); }
                            else { last = String(at); requestAnimationFrame(look); }
                          };
                          look();
                        })\
                        """
                                .formatted(quoted(selector)));
        for (String type : List.of("mousePressed", "mouseReleased")) {
            send(
                    "Input.dispatchMouseEvent",
                    JSON.createObjectNode()
                            .put("type", type)
                            .put("x", at.get(0).asDouble())
                            .put("y", at.get(1).asDouble())
                            .put("button", "left")
                            .put("clickCount", 1));
        }
    }

    /** Puts text into a field in place of what is there. */
    void type(String selector, String text) {
        eval("document.querySelector(%s).select()".formatted(quoted(selector)));
        write(text);
    }

    /** Writes where the focus is. */
    void write(String text) {
        send("Input.insertText", JSON.createObjectNode().put("text", text));
    }

    /** Presses a key that is named, such as Tab; Enter acts as on a form. */
    void key(String name, int code) {
        for (String type : List.of("keyDown", "keyUp")) {
            ObjectNode params =
                    JSON.createObjectNode()
                            .put("type", type)
                            .put("key", name)
                            .put("code", name)
                            .put("windowsVirtualKeyCode", code);
            if (name.equals("Enter")) {
                params.put("text", "\r");
            }
            send("Input.dispatchKeyEvent", params);
        }
    }

    /** Keeps a picture of all of it. */
    void picture(Path file) throws IOException {
        JsonNode told =
                send(
                        "Page.captureScreenshot",
                        JSON.createObjectNode()
                                .put("captureBeyondViewport", true)
                                .set("clip", all()));
        Files.write(file, Base64.getDecoder().decode(told.get("data").asText()));
    }

    private ObjectNode all() {
        JsonNode size =
                send("Page.getLayoutMetrics", JSON.createObjectNode()).get("cssContentSize");
        return JSON.createObjectNode()
                .put("x", 0)
                .put("y", 0)
                .put("width", size.get("width").asDouble())
                .put("height", size.get("height").asDouble())
                .put("scale", 1);
    }
}
