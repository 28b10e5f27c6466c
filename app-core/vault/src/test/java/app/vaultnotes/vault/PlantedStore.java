package app.vaultnotes.vault;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;

/** A store of which one method of one part is given other arguments than it was called with. */
final class PlantedStore {

    private PlantedStore() {}

    /**
     * A store with a bug.
     *
     * @param part the method of the store that gives the part
     * @param name the method of the part
     * @param wrong makes its arguments wrong; a method without arguments is not called at all
     */
    static Store of(Store real, String part, String name, UnaryOperator<Object[]> wrong) {
        InvocationHandler handler =
                (proxy, method, arguments) -> {
                    Object result = call(real, method, arguments);
                    return method.getName().equals(part)
                            ? part(method.getReturnType(), result, name, wrong)
                            : result;
                };
        return (Store)
                Proxy.newProxyInstance(
                        Store.class.getClassLoader(), new Class<?>[] {Store.class}, handler);
    }

    private static Object part(
            Class<?> type, Object real, String name, UnaryOperator<Object[]> wrong) {
        InvocationHandler handler =
                (proxy, method, arguments) -> {
                    boolean isIt = method.getName().equals(name);
                    if (isIt && arguments == null) {
                        return null; // not done at all
                    }
                    return call(real, method, isIt ? wrong.apply(arguments) : arguments);
                };
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
