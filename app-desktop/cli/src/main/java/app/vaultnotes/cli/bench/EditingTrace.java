package app.vaultnotes.cli.bench;

import app.vaultnotes.crdt.CrdtException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Recorded editing in the format of josephg/editing-traces, by one author or by several at once.
 *
 * @param start the text before
 * @param end the text after, as the recording has it; of several authors another order is as good
 * @param agents how many authors
 * @param steps what they did, each behind those it follows
 */
public record EditingTrace(String start, String end, int agents, List<Step> steps) {

    /** What one author did at once. */
    public record Step(int agent, List<Integer> parents, List<Patch> patches) {}

    /** One replacement, counted in code points. */
    public record Patch(int at, int deleted, String inserted) {}

    private static final JsonFactory JSON = new JsonFactory();

    /** How many replacements there are. */
    public int edits() {
        return steps.stream().mapToInt(step -> step.patches().size()).sum();
    }

    /** The same by one author, with so many replacements in each step. */
    EditingTrace inSteps(int size) {
        List<Patch> all = steps.stream().flatMap(step -> step.patches().stream()).toList();
        List<Step> anew = new ArrayList<>();
        for (int i = 0; i < all.size(); i += size) {
            List<Integer> parents = i == 0 ? List.of() : List.of(anew.size() - 1);
            anew.add(new Step(0, parents, all.subList(i, Math.min(all.size(), i + size))));
        }
        return new EditingTrace(start, end, 1, anew);
    }

    /**
     * Reads a recording, gzipped or not.
     *
     * @throws IOException when it is none, too; says which file and what is wrong where
     */
    public static EditingTrace read(Path file) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
            boolean packed = file.toString().endsWith(".gz");
            InputStream in = packed ? new GZIPInputStream(raw, 1 << 16) : raw;
            try (JsonParser json = JSON.createParser(in)) {
                return new Reader(json).read();
            }
        } catch (JsonEOFException | EOFException e) {
            throw broken(file, "it ends too early", e);
        } catch (JsonProcessingException e) {
            throw broken(file, "something else is due " + place(e.getLocation()), e);
        } catch (ZipException e) {
            throw broken(file, "its compressed bytes are damaged, or no gzip", e);
        } catch (CrdtException e) {
            throw broken(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static IOException broken(Path file, String flaw, Exception cause) {
        return new IOException(file + " is no editing trace: " + flaw, cause);
    }

    private static String place(JsonLocation at) {
        return "at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** Reads the parts in whatever order they come. */
    private static final class Reader {
        private final JsonParser json;
        private String start = "";
        private String end = "";
        private int agents = 1;
        private boolean concurrent;
        private final List<Step> steps = new ArrayList<>();

        Reader(JsonParser json) {
            this.json = json;
        }

        EditingTrace read() throws IOException {
            require(json.nextToken() == JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "startContent" -> start = json.getText();
                    case "endContent" -> end = json.getText();
                    case "numAgents" -> agents = json.getIntValue();
                    case "kind" -> concurrent = json.getText().equals("concurrent");
                    case "txns" -> readSteps();
                    default -> json.skipChildren();
                }
            }
            require(agents > 0 && steps.stream().allMatch(s -> s.agent() < agents));
            return new EditingTrace(start, end, agents, concurrent ? steps : chained());
        }

        /** Of one author each step follows the one before. */
        private List<Step> chained() {
            List<Step> chained = new ArrayList<>();
            for (Step step : steps) {
                int place = chained.size();
                List<Integer> parents = place == 0 ? List.of() : List.of(place - 1);
                chained.add(new Step(0, parents, step.patches()));
            }
            return chained;
        }

        private void readSteps() throws IOException {
            require(json.currentToken() == JsonToken.START_ARRAY);
            while (json.nextToken() == JsonToken.START_OBJECT) {
                int agent = 0;
                List<Integer> parents = new ArrayList<>();
                List<Patch> patches = new ArrayList<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    switch (name) {
                        case "agent" -> agent = json.getIntValue();
                        case "parents" -> {
                            while (json.nextToken() != JsonToken.END_ARRAY) {
                                parents.add(json.getIntValue());
                            }
                        }
                        case "patches" -> readPatches(patches);
                        default -> json.skipChildren();
                    }
                }
                int place = steps.size();
                require(agent >= 0 && parents.stream().allMatch(p -> p >= 0 && p < place));
                steps.add(new Step(agent, parents, patches));
            }
        }

        private void readPatches(List<Patch> patches) throws IOException {
            while (json.nextToken() == JsonToken.START_ARRAY) {
                int at = json.nextIntValue(-1);
                int deleted = json.nextIntValue(-1);
                String inserted = json.nextTextValue();
                require(at >= 0 && deleted >= 0 && inserted != null);
                patches.add(new Patch(at, deleted, inserted == null ? "" : inserted));
                require(json.nextToken() == JsonToken.END_ARRAY);
            }
        }

        private void require(boolean fits) {
            if (!fits) {
                throw new CrdtException("something else is due " + place(json.currentLocation()));
            }
        }
    }
}
