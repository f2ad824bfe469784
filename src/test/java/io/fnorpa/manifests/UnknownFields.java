package io.fnorpa.manifests;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The fields of an object of the cluster that its model does not know: fabric8's classes, made from the API's own definitions, keep them aside. */
final class UnknownFields {

    private static final String MODELS = "io.fabric8.";

    private UnknownFields() {}

    /** Paths such as {@code spec.template.spec.containerz}. */
    static List<String> of(Object model) {
        List<String> found = new ArrayList<>();
        look(model, "", found);
        return found;
    }

    private static void look(Object model, String path, List<String> found) {
        for (Method method : model.getClass().getMethods()) {
            if (method.getParameterCount() > 0 || !method.getName().startsWith("get") || method.getDeclaringClass() == Object.class) {
                continue;
            }
            Object value = value(model, method);
            if (method.isAnnotationPresent(JsonAnyGetter.class)) {
                ((Map<?, ?>) value).keySet().forEach(name -> found.add(path + name));
            } else {
                each(value, path + method.getName().substring("get".length()) + ".", found);
            }
        }
    }

    private static void each(Object value, String path, List<String> found) {
        if (value instanceof Collection<?> many) {
            many.forEach(one -> each(one, path, found));
        } else if (value instanceof Map<?, ?> named) {
            named.values().forEach(one -> each(one, path, found));
        } else if (value != null && value.getClass().getName().startsWith(MODELS) && !value.getClass().isEnum()) {
            look(value, path, found);
        }
    }

    private static Object value(Object model, Method method) {
        try {
            return method.invoke(model);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Cannot read " + method + " of " + Arrays.toString(model.getClass().getInterfaces()), e);
        }
    }
}
