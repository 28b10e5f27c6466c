package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Replicas that edit, exchange changes in any order, and are reloaded now and then. */
final class Convergence {
    private final CrdtEngineContract contract;
    private final Random random;
    private final String context;
    private final List<CrdtDocument> replicas = new ArrayList<>();
    private final List<List<Change>> inboxes = new ArrayList<>();
    private final List<String> typed = new ArrayList<>();

    Convergence(CrdtEngineContract contract, Random random, String context) {
        this.contract = contract;
        this.random = random;
        this.context = context;
    }

    void run() {
        int count = 2 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            replicas.add(contract.create());
            inboxes.add(new ArrayList<>());
        }
        for (int step = 0; step < 60; step++) {
            step(random.nextInt(count));
        }
        for (int i = 0; i < count; i++) {
            deliver(i, inboxes.get(i).size());
        }
        for (CrdtDocument replica : replicas) {
            assertEquals(replicas.get(0).heads(), replica.heads(), context);
            assertEquals(
                    replicas.get(0).now().text(CrdtEngineContract.TEXT),
                    replica.now().text(CrdtEngineContract.TEXT),
                    context);
            assertEquals(
                    replicas.get(0).now().value(CrdtEngineContract.TITLE),
                    replica.now().value(CrdtEngineContract.TITLE),
                    context);
            assertEquals(
                    replicas.get(0).now().marks(CrdtEngineContract.TEXT),
                    replica.now().marks(CrdtEngineContract.TEXT),
                    context);
        }
        String text = replicas.get(0).now().text(CrdtEngineContract.TEXT);
        typed.forEach(word -> assertTrue(text.contains(word), context + " lost " + word));
        CrdtDocument again = contract.load(replicas.get(0).save());
        assertEquals(text, again.now().text(CrdtEngineContract.TEXT), context);
        assertEquals(replicas.get(0).heads(), again.heads(), context);
        replicas.forEach(CrdtDocument::close);
    }

    private void step(int who) {
        switch (random.nextInt(6)) {
            case 0, 1, 2 -> write(who);
            case 3, 4 -> deliver(who, random.nextInt(4));
            default -> {
                if (random.nextInt(5) == 0) {
                    CrdtDocument old = replicas.get(who);
                    replicas.set(who, contract.load(old.save()));
                    old.close();
                }
            }
        }
    }

    private void write(int who) {
        CrdtDocument replica = replicas.get(who);
        String word = random.nextBoolean() ? "<" + typed.size() + ">" : "<😀" + typed.size() + ">";
        String text = replica.now().text(CrdtEngineContract.TEXT);
        int at = boundary(text, random.nextInt(text.length() + 1));
        Change change =
                CrdtEngineContract.edit(
                        replica,
                        w -> {
                            w.splice(CrdtEngineContract.TEXT, at, 0, word);
                            w.put(CrdtEngineContract.TITLE, new Value.Str(word));
                        });
        typed.add(word);
        for (int i = 0; i < replicas.size(); i++) {
            if (i != who) {
                List<Change> inbox = inboxes.get(i);
                inbox.add(random.nextInt(inbox.size() + 1), change);
            }
        }
    }

    /** A place between words, so that every word stays whole. */
    private int boundary(String text, int from) {
        int next = text.indexOf('<', from);
        return next < 0 ? text.length() : next;
    }

    private void deliver(int who, int count) {
        List<Change> inbox = inboxes.get(who);
        List<Change> some = new ArrayList<>(inbox.subList(0, Math.min(count, inbox.size())));
        inbox.subList(0, some.size()).clear();
        CrdtEngineContract.follow(replicas.get(who), some);
    }
}
