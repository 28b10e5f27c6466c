package app.vaultnotes.relay.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.cli.Ran;
import app.vaultnotes.relay.fault.RelayProcess;
import app.vaultnotes.relay.postgres.OutsidePostgres;
import app.vaultnotes.relay.serve.Addresses;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two computers that write and sync, and a relay, all of them processes that are killed at any
 * moment, over a way on which bytes are late and spoiled.
 */
class AnybodyKilledTest {

    private static final boolean HEAVY = Boolean.getBoolean("vaultnotes.heavy");
    private static final int ROUNDS = Integer.getInteger("vaultnotes.rounds", HEAVY ? 60 : 3);
    private static final int MOST_EDITS = HEAVY ? 5 : 2;
    private static final int LONGEST_MILLIS = 700;
    private static final long PATIENCE_SECONDS = 300;

    private enum Victim {
        WATCH,
        COMMAND,
        RELAY
    }

    @TempDir private Path folder;

    private final long seed = Long.getLong("vaultnotes.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Writer> writers = new ArrayList<>();
    private final List<Computer> computers = new ArrayList<>();
    private final List<Computer.Running> watches = new ArrayList<>();

    @Test
    void whatWasAcknowledgedIsEverywhereOnce() throws Exception {
        System.out.println("AnybodyKilledTest seed " + seed);
        int port = Addresses.port("127.0.0.1", 0);
        RelayProcess.Setup setup = new RelayProcess.Setup(folder.resolve("relay"), port);
        OutsidePostgres.linkPrograms(setup.data());
        try (RoughWay way = new RoughWay(port, seed)) {
            String address = "https://127.0.0.1:" + way.port();
            RelayProcess.Setup secured =
                    setup.with(Map.of("VAULTNOTES_TLS", "self", "VAULTNOTES_ADDRESS", address));
            RelayProcess relay = RelayProcess.start(secured);
            try {
                begin(address, Computer.json(relay.answer()).path("fingerprint").asText());
                way.roughen(true);
                relay = killing(secured, relay);
                way.roughen(false);
                assertTrue(way.troubles() > 0, "nothing was in the way");
                settled();
                allIsThere();
                receiptsAreTrue();
                relay.kill();
                receiptsStayTrue();
            } finally {
                watches.forEach(watch -> watch.process().destroyForcibly());
                relay.close();
            }
        }
    }

    private void begin(String address, String fingerprint) throws Exception {
        Computer laptop = new Computer(folder, "laptop");
        Computer other = new Computer(folder, "other");
        computers.addAll(List.of(laptop, other));
        String email = TestRelay.email();
        String[] trusting = {"--relay", address, "--fingerprint", fingerprint};
        enter(laptop, email, "create", trusting);
        String id = laptop.share(Writer.SHARED, "All write here.\n");
        enter(other, email, "login", trusting);
        other.json("join", id, other.vault().toString());
        for (Computer computer : computers) {
            String name = computer == laptop ? "laptop" : "other";
            writers.add(new Writer(computer, name, new Random(random.nextLong())));
            watches.add(watch(computer));
        }
    }

    private static void enter(Computer computer, String email, String how, String... trusting)
            throws Exception {
        List<String> words = new ArrayList<>(List.of("account", how));
        words.addAll(Arrays.asList(trusting));
        Ran ran = computer.entering(email, words.toArray(String[]::new));
        assertEquals(0, ran.code(), ran::err);
    }

    private static Computer.Running watch(Computer computer) {
        return computer.begin(
                "", "sync", "--watch", "--json", "--vault", computer.vault().toString());
    }

    /** Kills one after the other while both write; gives the relay that runs at the end. */
    private RelayProcess killing(RelayProcess.Setup setup, RelayProcess first) throws Exception {
        RelayProcess relay = first;
        List<Thread> threads = writers.stream().map(Thread.ofPlatform()::start).toList();
        List<Victim> order = new ArrayList<>(List.of(Victim.values()));
        for (int round = 0; round < ROUNDS; round++) {
            if (round % order.size() == 0) {
                Collections.shuffle(order, random);
            }
            awaitMore(1 + random.nextInt(MOST_EDITS));
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_MILLIS));
            int whose = random.nextInt(writers.size());
            switch (order.get(round % order.size())) {
                case WATCH -> watches.get(whose).kill();
                case COMMAND -> writers.get(whose).killCommand();
                case RELAY -> relay = killed(setup, relay);
            }
            goOnWatching();
        }
        awaitMore(1);
        writers.forEach(Writer::end);
        for (Thread thread : threads) {
            thread.join();
        }
        return relay;
    }

    /** A relay after it was killed, its database too, by turns, and started again. */
    private RelayProcess killed(RelayProcess.Setup setup, RelayProcess relay) throws Exception {
        relay.kill();
        if (random.nextBoolean()) {
            setup.leftovers().forEach(ProcessHandle::destroyForcibly);
        }
        return RelayProcess.start(setup);
    }

    private void goOnWatching() {
        for (int i = 0; i < watches.size(); i++) {
            if (!watches.get(i).process().isAlive()) {
                watches.set(i, watch(computers.get(i)));
            }
        }
    }

    private int acknowledged() {
        return writers.stream().mapToInt(writer -> writer.acknowledged().size()).sum();
    }

    private void awaitMore(int count) throws InterruptedException {
        int wanted = acknowledged() + count;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (acknowledged() < wanted) {
            assertTrue(
                    System.nanoTime() < deadline,
                    () -> writers.stream().map(Writer::failures).toList().toString());
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** Nobody watches any more, and each asks twice: the second time for what others said. */
    private void settled() throws Exception {
        for (Computer.Running watch : watches) {
            watch.end();
        }
        for (int twice = 0; twice < 2; twice++) {
            for (Computer computer : computers) {
                computer.settle();
            }
        }
    }

    private void allIsThere() throws Exception {
        Map<String, String> all = computers.get(0).export();
        assertEquals(all, computers.get(1).export(), "seed " + seed);
        for (Writer writer : writers) {
            assertFalse(writer.acknowledged().isEmpty());
            for (String edit : writer.tried()) {
                boolean isSure = writer.acknowledged().contains(edit);
                int found = occurrences(all, edit);
                assertTrue(
                        isSure ? found == 1 : found <= 1,
                        () -> edit + " is there " + found + " times, seed " + seed);
                if (isSure && edit.endsWith("f")) {
                    assertTrue(all.containsValue(edit), () -> edit + " has no file, seed " + seed);
                }
            }
        }
        for (Computer computer : computers) {
            computer.jsonOfVault("doctor");
        }
    }

    /** How often the notes have an edit. */
    private static int occurrences(Map<String, String> all, String edit) {
        Pattern whole = Pattern.compile("\\b" + Pattern.quote(edit) + "\\.");
        return all.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".md"))
                .mapToInt(file -> (int) whole.matcher(file.getValue()).results().count())
                .sum();
    }

    private void receiptsAreTrue() throws Exception {
        for (Computer computer : computers) {
            JsonNode receipt = computer.jsonOfVault("receipts");
            assertTrue(receipt.path("relay").asBoolean(), receipt::toString);
            assertEquals(1, receipt.path("devices").size(), receipt::toString);
            assertTrue(receipt.path("devices").get(0).path("hasAll").asBoolean());
        }
    }

    /** Of what nobody else can have nothing else is said. */
    private void receiptsStayTrue() throws Exception {
        Computer laptop = computers.getFirst();
        assertEquals(0, laptop.write("Alone", "here\n").code());
        JsonNode receipt = laptop.jsonOfVault("receipts", "Alone");
        assertFalse(receipt.path("relay").asBoolean());
        assertFalse(receipt.path("devices").get(0).path("hasAll").asBoolean());
    }
}
