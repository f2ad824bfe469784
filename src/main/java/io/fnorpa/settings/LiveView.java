package io.fnorpa.settings;

import io.smallrye.config.WithName;
import io.smallrye.config.common.utils.StringUtil;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A settings interface whose live values are those of now, and whose others are those of the start. Groups of settings
 * within it are such views too, so that whoever keeps one sees changes.
 */
final class LiveView implements InvocationHandler {

    private static final String OURS = "io.fnorpa.";

    private final Class<?> type;
    private final String path;
    private final Supplier<Object> start;
    private final Supplier<Object> now;
    private final Map<Method, Object> groups = new ConcurrentHashMap<>();

    private LiveView(Class<?> type, String path, Supplier<Object> start, Supplier<Object> now) {
        this.type = type;
        this.path = path;
        this.start = start;
        this.now = now;
    }

    /** @param path its prefix, such as {@code rpa} */
    static <T> T of(Class<T> type, String path, Supplier<Object> start, Supplier<Object> now) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new LiveView(type, path, start, now)));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> type.getSimpleName() + " of " + path;
            };
        }
        String key = path + "." + name(method);
        if (isGroup(method.getReturnType())) {
            return groups.computeIfAbsent(method, group -> of(group.getReturnType(), key, () -> value(start, group), () -> value(now, group)));
        }
        return value(LiveKeys.contains(key) ? now : start, method, arguments);
    }

    private static String name(Method method) {
        WithName given = method.getAnnotation(WithName.class);
        return given != null ? given.value() : StringUtil.skewer(method.getName());
    }

    private static boolean isGroup(Class<?> type) {
        return type.isInterface() && type.getName().startsWith(OURS);
    }

    private static Object value(Supplier<Object> settings, Method method, Object... arguments) {
        try {
            return method.invoke(settings.get(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " cannot be read", e);
        }
    }
}
