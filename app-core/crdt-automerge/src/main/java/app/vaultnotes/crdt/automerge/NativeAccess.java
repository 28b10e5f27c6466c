package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.OpId;
import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.automerge.ObjectId;

/** What automerge-java 0.0.7 keeps to itself, although its users need it. */
final class NativeAccess {

    /** The first byte of an object id that is not the root's. */
    private static final int OBJECT_TAG = 0x10;

    private NativeAccess() {}

    /** Set up when it is needed first, which is not at the start of a program. */
    private static final class ObjectIds {
        static final MethodHandle CONSTRUCTOR;

        static {
            try {
                CONSTRUCTOR =
                        MethodHandles.privateLookupIn(ObjectId.class, MethodHandles.lookup())
                                .findConstructor(
                                        ObjectId.class,
                                        MethodType.methodType(void.class, byte[].class));
            } catch (ReflectiveOperationException e) {
                throw unexpectedVersion(e);
            }
        }
    }

    /** Tells automerge-java that its native library is loaded, so that it unpacks none itself. */
    static void claimLoaded() {
        try {
            Class<?> loader = Class.forName("org.automerge.LoadLibrary");
            MethodHandles.privateLookupIn(loader, MethodHandles.lookup())
                    .findStaticVarHandle(loader, "loaded", boolean.class)
                    .set(true);
        } catch (ReflectiveOperationException e) {
            throw unexpectedVersion(e);
        }
    }

    /** The object that an operation made: tag, length and bytes of the actor, a hint, counter. */
    static ObjectId objectId(OpId id) {
        byte[] actor = id.actor().toByteArray();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(OBJECT_TAG);
        unsignedLeb(bytes, actor.length);
        bytes.writeBytes(actor);
        unsignedLeb(bytes, 0);
        unsignedLeb(bytes, id.counter());
        try {
            return (ObjectId) ObjectIds.CONSTRUCTOR.invokeExact(bytes.toByteArray());
        } catch (Throwable e) {
            throw new IllegalStateException("object id " + id, e);
        }
    }

    private static void unsignedLeb(ByteArrayOutputStream out, long number) {
        long rest = number;
        while (rest >= 0x80) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static IllegalStateException unexpectedVersion(ReflectiveOperationException e) {
        return new IllegalStateException("automerge-java is not the version this was made for", e);
    }
}
