package io.fnorpa.browser.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a service uses at a moment (Linux, serial collector).
 *
 * @param threads     by their names without numbers; but for those that the JVM and pools keep for a while or make as they like
 * @param allThreads  how many there are, those too
 * @param descriptors open ones by what they are of; but for jars, which are opened as classes are needed
 * @param files       names of its temporary files, without numbers
 * @param strays      processes below it that belong to none of its browsers' folders
 * @param heap        in KiB, after a full collection
 * @param resident    memory of the service's own process, in KiB
 */
record Footprint(Map<String, Long> threads, int allThreads, Map<String, Long> descriptors, List<String> files, List<String> strays, long heap, long resident) {

    private static final Pattern COME_AND_GO = Pattern.compile(
            "C. CompilerThreadN|Attach Listener|process reaper.*|executor-thread-N|vert.x-worker-thread-N|firefox-launcher|session-end");
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    static Footprint of(ServiceProcess service) throws IOException, InterruptedException {
        Jcmd.run(service.pid(), "GC.run");
        List<String> threads = threads(service.pid());
        return new Footprint(count(threads.stream().filter(name -> !COME_AND_GO.matcher(name).matches())), threads.size(), descriptors(service.pid()), service.temporaryFiles(), service.strays(),
                heap(service.pid()), resident(service.pid()));
    }

    /** All but memory, of which two moments never have the same. */
    String countable() {
        return "threads " + threads + "\ndescriptors " + descriptors + "\nfiles " + files + "\nstrays " + strays;
    }

    private static List<String> threads(long pid) throws IOException, InterruptedException {
        return Jcmd.run(pid, "Thread.print").lines()
                .filter(line -> line.startsWith("\""))
                .map(line -> line.substring(1, line.indexOf('"', 1)).replaceAll("\\d+", "N"))
                .toList();
    }

    private static Map<String, Long> descriptors(long pid) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return count(open.map(Footprint::target).filter(target -> !target.endsWith(".jar")).map(target -> target.replaceAll("\\d+", "N")));
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }

    private static Map<String, Long> count(Stream<String> names) {
        return names.collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    /** Young and old generation; what follows "Metaspace" is no heap. */
    private static long heap(long pid) throws IOException, InterruptedException {
        String printed = Jcmd.run(pid, "GC.heap_info");
        Matcher used = USED.matcher(printed.substring(0, printed.indexOf("Metaspace")));
        long sum = 0;
        while (used.find()) {
            sum += Long.parseLong(used.group(1));
        }
        return sum;
    }

    private static long resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst().orElseThrow();
    }
}
