package app.vaultnotes.vault;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;

/** A store whose process can be made to end before or after any of its writes. */
final class FaultyStore {

    private static final Set<String> WRITES =
            Set.of(
                    "commit",
                    "compact",
                    "taking",
                    "taken",
                    "cut",
                    "take",
                    "forgetTold",
                    "startAnew",
                    "put",
                    "there",
                    "noted",
                    "cover",
                    "uncover",
                    "pass",
                    "gone",
                    "opened",
                    "name",
                    "dropSteps");

    private int writesLeft = Integer.MAX_VALUE;
    private boolean after;
    private boolean dead;

    /** Ends the process at the n-th write from now: before it is made, or after. */
    void crashIn(int writes, boolean afterIt) {
        writesLeft = writes;
        after = afterIt;
    }

    Store wrap(Store real) {
        return (Store)
                Proxy.newProxyInstance(
                        Store.class.getClassLoader(),
                        new Class<?>[] {Store.class},
                        (proxy, method, arguments) -> {
                            Object part = call(real, method, arguments);
                            return switch (method.getName()) {
                                case "changes",
                                        "history",
                                        "records",
                                        "facts",
                                        "blobs",
                                        "blobLog",
                                        "snapshots" ->
                                        part(method.getReturnType(), part);
                                default -> part;
                            };
                        });
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object part(Class<?> type, Object real) {
        InvocationHandler handler =
                (proxy, method, arguments) -> {
                    if (dead) {
                        throw new SimCrash();
                    }
                    boolean ends = WRITES.contains(method.getName()) && --writesLeft == 0;
                    if (ends && !after) {
                        dead = true;
                        throw new SimCrash();
                    }
                    Object result = call(real, method, arguments);
                    if (ends) {
                        dead = true;
                        throw new SimCrash();
                    }
                    return result;
                };
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }
}
