package io.fnorpa.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of our own programs: it chooses a free port itself, writes its address to a file and ends with its standard input. */
abstract class Application extends Server {

    /** System property of a measurement. */
    private static final String COMPILED_WELL = "rpa.rig.compiled-well";

    private final Path jar;
    private final Map<String, String> settings;
    private final Path addressFile;
    private final String portKey;
    private URI address;

    /**
     * @param prefix   of its settings {@code address-file} and {@code exit-on-stdin-close}
     * @param portKey  its setting for the port
     * @param settings given as {@code -D}; they win over those that the rig makes
     */
    Application(String name, Path folder, Path jar, String prefix, String portKey, Map<String, String> settings) {
        super(name, folder, Tether.OWN);
        this.jar = jar;
        this.addressFile = folder().resolve(name + ".address");
        this.portKey = portKey;
        this.settings = new LinkedHashMap<>();
        this.settings.put(portKey, "0");
        this.settings.put(prefix + ".address-file", addressFile.toString());
        this.settings.put(prefix + ".exit-on-stdin-close", "true");
        this.settings.putAll(settings);
    }

    /** The most that its heap may grow to. */
    abstract String heap();

    /** Further options of its JVM. One that lives for minutes has more of a quick compiler than of a good one; a measurement wants the good one. */
    List<String> javaOptions() {
        return Boolean.getBoolean(COMPILED_WELL) ? List.of() : List.of("-XX:TieredStopAtLevel=1");
    }

    final Path jar() {
        return jar;
    }

    /** What answers 200 once it does its work. */
    abstract String readyPath();

    @Override
    final List<String> command() {
        forgetAddress();
        List<String> command = new ArrayList<>(List.of(Java.program(), "-Xmx" + heap(), "-XX:+UseSerialGC", Java.temporaryFolder()));
        command.addAll(javaOptions());
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    private void forgetAddress() {
        try {
            Files.deleteIfExists(addressFile);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + addressFile, e);
        }
    }

    @Override
    boolean answers() throws IOException {
        if (!Files.exists(addressFile)) {
            return false;
        }
        String written = Files.readString(addressFile).strip();
        if (written.isEmpty()) {
            return false;
        }
        address = URI.create(written);
        settings.put(portKey, String.valueOf(address.getPort()));
        return Answer.get(address.resolve(readyPath())).ok();
    }

    /** Such as {@code http://127.0.0.1:41234}; stays the same when it is started again. */
    @Override
    public final URI address() {
        return address;
    }
}
