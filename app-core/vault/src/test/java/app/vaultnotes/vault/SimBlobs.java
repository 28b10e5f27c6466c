package app.vaultnotes.vault;

import app.vaultnotes.proto.v1.BlobState;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.vault.sync.BlobAct;
import app.vaultnotes.vault.sync.BlobSizes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The attachments that a relay has, and the calls for them, of which all kinds of things come. */
class SimBlobs {

    /** Small, so that what is small here comes in several calls, too. */
    static final BlobSizes SIZES = new BlobSizes(64, 100);

    final SimWorld world;
    final Map<String, byte[]> blobs = new TreeMap<>();
    private final Map<BlobHash, byte[]> uploads = new HashMap<>();

    SimBlobs(SimWorld world) {
        this.world = world;
    }

    /** What a call is answered by. */
    interface Device {
        List<BlobAct> asked(BlobAct.Ask ask, List<Boolean> has);

        List<BlobAct> stands(BlobAct.Look look, BlobState state);

        List<BlobAct> stored(BlobAct.Put put, BlobState state);

        List<BlobAct> got(BlobAct.Get get, byte[] bytes);

        List<BlobAct> failed(BlobAct act, Error error);
    }

    boolean has(BlobHash hash) {
        return blobs.containsKey(hash.hex());
    }

    /** Does what a call asks for; the answer is given to the device later. */
    Function<Device, List<BlobAct>> answer(BlobAct act, Blobs from) {
        return switch (kind(act)) {
            case ASK -> {
                BlobAct.Ask ask = (BlobAct.Ask) act;
                List<Boolean> has = ask.hashes().stream().map(this::has).toList();
                yield device -> device.asked(ask, has);
            }
            case LOOK -> {
                BlobAct.Look look = (BlobAct.Look) act;
                BlobState state = state(look.hash());
                yield device -> device.stands(look, state);
            }
            case PUT -> put((BlobAct.Put) act, from);
            case GET -> get((BlobAct.Get) act);
        };
    }

    private enum Kind {
        ASK,
        LOOK,
        PUT,
        GET
    }

    private static Kind kind(BlobAct act) {
        if (act instanceof BlobAct.Ask) {
            return Kind.ASK;
        }
        if (act instanceof BlobAct.Look) {
            return Kind.LOOK;
        }
        return act instanceof BlobAct.Put ? Kind.PUT : Kind.GET;
    }

    private BlobState state(BlobHash hash) {
        int stored = uploads.getOrDefault(hash, new byte[0]).length;
        return has(hash)
                ? BlobState.newBuilder().setComplete(true).build()
                : BlobState.newBuilder().setStoredBytes(stored).build();
    }

    private Function<Device, List<BlobAct>> put(BlobAct.Put put, Blobs from) {
        if (world.chance(0.03)) {
            return failure(put, ErrorCode.QUOTA);
        }
        byte[] all = read(from, put.hash());
        byte[] before = uploads.getOrDefault(put.hash(), new byte[0]);
        if (has(put.hash())) {
            BlobState state = state(put.hash());
            return device -> device.stored(put, state);
        }
        if (put.offset() != before.length) {
            return failure(put, ErrorCode.GAP);
        }
        boolean isLarge = all.length > SIZES.wholeBytes();
        int end =
                isLarge && world.chance(0.3)
                        ? before.length + world.random.nextInt(all.length - before.length)
                        : all.length;
        if (end < all.length) {
            uploads.put(put.hash(), Arrays.copyOf(all, end));
            return failure(put, ErrorCode.ERROR_CODE_UNSPECIFIED);
        }
        uploads.remove(put.hash());
        keep(put.hash(), all);
        BlobState state = BlobState.newBuilder().setComplete(true).build();
        return device -> device.stored(put, state);
    }

    void keep(BlobHash hash, byte[] bytes) {
        blobs.put(hash.hex(), bytes);
    }

    private static byte[] read(Blobs from, BlobHash hash) {
        try (java.io.InputStream in = from.open(hash)) {
            return in.readAllBytes();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Function<Device, List<BlobAct>> get(BlobAct.Get get) {
        byte[] all = blobs.get(get.hash().hex());
        if (all == null) {
            return failure(get, ErrorCode.NOT_FOUND);
        }
        if (get.offset() >= all.length) {
            return failure(get, ErrorCode.INVALID);
        }
        int from = (int) get.offset();
        int to = Math.min(all.length, from + get.lengthBytes());
        byte[] range = Arrays.copyOfRange(all, from, to);
        if (world.chance(0.05)) {
            range[world.random.nextInt(range.length)]++;
        }
        return device -> device.got(get, range);
    }

    private static Function<Device, List<BlobAct>> failure(BlobAct act, ErrorCode code) {
        return device -> device.failed(act, Error.newBuilder().setCode(code).build());
    }

    /** Goes on from a backup, which lacks some. */
    void restore() {
        blobs.keySet().removeIf(hash -> world.chance(0.3));
        uploads.clear();
    }
}
