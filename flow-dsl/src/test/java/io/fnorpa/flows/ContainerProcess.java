package io.fnorpa.flows;

import io.fnorpa.rig.BrowserContainer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A process in a container, as {@code /proc} tells of it.
 *
 * @param id      in the container
 * @param command its command line
 * @param status  the lines of {@code /proc/<id>/status}, such as {@code CapEff}; also {@code UserNamespace} and {@code Root}
 */
record ContainerProcess(int id, String command, Map<String, String> status) {

    private static final String ALL = """
            for folder in /proc/[0-9]*; do
              echo "== ${folder#/proc/} $(tr '\\0' ' ' < $folder/cmdline)"
              cat $folder/status
              echo "UserNamespace: $(readlink $folder/ns/user)"
              echo "Root: $(readlink $folder/root)"
            done 2>/dev/null; true""";

    /** All that run in it now, and the shell that looks. */
    static List<ContainerProcess> in(BrowserContainer container) {
        return Arrays.stream(container.shell(ALL).split("(?m)^== ")).filter(text -> text.contains("\nPid:"))
                .map(ContainerProcess::parse).toList();
    }

    private static ContainerProcess parse(String text) {
        List<String> lines = text.lines().toList();
        String[] head = lines.get(0).split(" ", 2);
        Map<String, String> status = new LinkedHashMap<>();
        lines.stream().skip(1).map(line -> line.split(":", 2)).filter(field -> field.length == 2)
                .forEach(field -> status.put(field[0], field[1].strip().replace('\t', ' ')));
        return new ContainerProcess(Integer.parseInt(head[0]), head[1], status);
    }

    /** A process of Firefox's that shows pages. */
    boolean showsPages() {
        return command.contains("-contentproc") && command.strip().endsWith("tab");
    }

    boolean isJava() {
        return command.startsWith("java ");
    }

    /** Firefox's main process. */
    boolean isFirefox() {
        return command.contains("firefox-esr ") && command.contains("--headless");
    }

    boolean isZombie() {
        return status.get("State").startsWith("Z");
    }

    int number(String field) {
        return Integer.parseInt(status.get(field));
    }
}
