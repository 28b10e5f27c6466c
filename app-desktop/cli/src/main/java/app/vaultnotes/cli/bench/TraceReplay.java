package app.vaultnotes.cli.bench;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.CrdtWriter;
import app.vaultnotes.crdt.Edit;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Skeleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Types a recording into documents of an engine and measures what that costs. */
public final class TraceReplay {

    private static final int ROUNDS = 5;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final app.vaultnotes.crdt.Path TEXT = app.vaultnotes.crdt.Path.of("text");

    private final CrdtEngine engine;
    private final EditingTrace trace;
    private final boolean wide;

    /** For a recording and the engine it is typed into. */
    public TraceReplay(CrdtEngine engine, EditingTrace trace) {
        this.engine = engine;
        this.trace = trace;
        this.wide =
                isWide(trace.start())
                        || trace.steps().stream()
                                .flatMap(step -> step.patches().stream())
                                .anyMatch(patch -> isWide(patch.inserted()));
    }

    private static boolean isWide(String text) {
        return text.codePointCount(0, text.length()) < text.length();
    }

    /** One author's document and which steps are in it. */
    private static final class Agent {
        final CrdtDocument document;
        final BitSet steps = new BitSet();

        /** The text, kept where offsets in code points are not those of UTF-16. */
        final StringBuilder text = new StringBuilder();

        Agent(CrdtDocument document) {
            this.document = document;
        }
    }

    /** Measures; times are medians of {@value #ROUNDS} rounds. */
    public Map<String, Object> measure() {
        double[] replays = new double[ROUNDS];
        double[] loads = new double[ROUNDS];
        byte[] saved = {};
        String text = "";
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            CrdtDocument document = replay();
            replays[round] = (System.nanoTime() - start) / NANOS_PER_MILLI;
            saved = document.save();
            text = document.now().text(TEXT);
            document.close();
            start = System.nanoTime();
            CrdtDocument loaded = engine.load(Authors.next(), saved);
            loads[round] = (System.nanoTime() - start) / NANOS_PER_MILLI;
            loaded.close();
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("engine", engine.name());
        figures.put("edits", trace.edits());
        figures.put("replayMillis", median(replays));
        figures.put("loadMillis", median(loads));
        figures.put("savedBytes", saved.length);
        figures.put("heapBytes", heap(saved));
        figures.put("endSha256", sha256(text));
        if (trace.agents() == 1) { // of several, another order of what they wrote is as good
            figures.put("endAsRecorded", text.equals(trace.end()));
        }
        return figures;
    }

    private static double median(double[] millis) {
        Arrays.sort(millis);
        return Math.round(millis[millis.length / 2] * 100) / 100.0;
    }

    private long heap(byte[] saved) {
        long before = LoadedMemory.usedHeap();
        CrdtDocument loaded = engine.load(Authors.next(), saved);
        long after = LoadedMemory.usedHeap();
        loaded.close();
        return Math.max(0, after - before);
    }

    private static String sha256(String text) {
        try {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Types everything; answers a document that has it all. */
    CrdtDocument replay() {
        List<Agent> agents = new ArrayList<>();
        for (int i = 0; i < trace.agents(); i++) {
            agents.add(new Agent(engine.create(Authors.next(), Skeleton.of(DocumentKind.NOTE))));
        }
        if (!trace.start().isEmpty()) {
            Change first =
                    agents.get(0)
                            .document
                            .change(w -> w.splice(TEXT, 0, 0, trace.start()))
                            .orElseThrow();
            for (Agent agent : agents) {
                agent.document.apply(List.of(first));
                agent.text.append(wide ? trace.start() : "");
            }
        }
        List<Optional<Change>> changes = new ArrayList<>();
        for (int place = 0; place < trace.steps().size(); place++) {
            EditingTrace.Step step = trace.steps().get(place);
            Agent agent = agents.get(step.agent());
            catchUp(agent, step.parents(), changes);
            changes.add(typed(agent, step, place));
            agent.steps.set(place);
        }
        Agent first = agents.get(0);
        catchUp(first, all(trace.steps().size()), changes);
        agents.subList(1, agents.size()).forEach(agent -> agent.document.close());
        return first.document;
    }

    private static List<Integer> all(int count) {
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < count; place++) {
            places.add(place);
        }
        return places;
    }

    /** Gives an author what others did before the next step. */
    private void catchUp(Agent agent, List<Integer> parents, List<Optional<Change>> changes) {
        BitSet missing = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(parents);
        while (!open.isEmpty()) {
            int place = open.remove();
            if (!agent.steps.get(place) && !missing.get(place)) {
                missing.set(place);
                open.addAll(trace.steps().get(place).parents());
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        List<Change> wanted = new ArrayList<>();
        missing.stream().forEach(place -> changes.get(place).ifPresent(wanted::add));
        for (Edit each : agent.document.apply(wanted)) {
            if (wide && each instanceof TextEdit edit) {
                agent.text.replace(edit.start(), edit.start() + edit.deleted(), edit.inserted());
            }
        }
        agent.steps.or(missing);
    }

    private Optional<Change> typed(Agent agent, EditingTrace.Step step, int place) {
        try {
            return agent.document.change(w -> type(agent, w, step));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new CrdtException(
                    "step "
                            + place
                            + " of the recording edits what is not there: "
                            + e.getMessage(),
                    e);
        }
    }

    private void type(Agent agent, CrdtWriter writer, EditingTrace.Step step) {
        for (EditingTrace.Patch patch : step.patches()) {
            int from = patch.at();
            int to = from + patch.deleted();
            if (wide) {
                from = agent.text.offsetByCodePoints(0, from);
                to = agent.text.offsetByCodePoints(from, patch.deleted());
                agent.text.replace(from, to, patch.inserted());
            }
            writer.splice(TEXT, from, to - from, patch.inserted());
        }
    }
}
