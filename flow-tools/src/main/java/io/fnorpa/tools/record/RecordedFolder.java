package io.fnorpa.tools.record;

import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.tools.WrongUseException;
import io.fnorpa.tools.create.FnoName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folder of the FNO that a recording is for: one that is there gets a job type more, one that is not is made. */
final class RecordedFolder {

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern CREDENTIALS = Pattern.compile("(?m)^credentials: *\\[[^\\]]*]");
    private static final Pattern JOB_TYPES = Pattern.compile("(?m)^job-types:[ \\t]*(#.*)?\\n(?:[ \\t]*(?:#.*)?\\n)*([ \\t]+)");

    private final Path folder;
    private final String fno;
    private final String type;
    private final Optional<FnoSettings> known;

    /**
     * @param known settings of the FNO; empty if there is no such folder
     * @throws WrongUseException the type is there already, or a name is no name
     */
    RecordedFolder(Path flows, String fno, String type, Optional<FnoSettings> known) {
        this.fno = known.map(FnoSettings::fno).orElseGet(() -> new FnoName(fno).id());
        this.type = type;
        this.known = known;
        this.folder = flows.resolve(this.fno);
        if (!TYPE.matcher(type).matches()) {
            throw new WrongUseException("'" + type + "' cannot be a job type; take lower-case letters, digits and hyphens, such as validation");
        }
        if (known.isPresent() && known.get().jobTypes().containsKey(type) || Files.exists(route())) {
            throw new WrongUseException(this.fno + " has a job type " + type + " already; record under another name, such as " + type
                    + "-2, and take over what you need");
        }
    }

    String fno() {
        return fno;
    }

    Path route() {
        return folder.resolve(type + ".camel.yaml");
    }

    /** @return what was written */
    List<Path> write(URI url, RecordedFlow flow) {
        Path settings = folder.resolve(FnoSettings.FILE);
        try {
            Files.createDirectories(folder);
            Files.writeString(settings, known.isPresent() ? more(Files.readString(settings), flow) : settings(url, flow));
            Files.writeString(route(), FlowText.route(fno, type, url.toString(), flow));
            return List.of(settings, route());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to " + folder, e);
        }
    }

    private String settings(URI url, RecordedFlow flow) {
        List<String> hosts = new ArrayList<>(flow.hosts());
        hosts.remove(url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort());
        return """
                # %s: made of a recording. Every key: flow-dsl/README.md, "Settings of an FNO".
                fno: %s
                name: %s
                base-url: %s
                %scredentials: [%s]
                %sconcurrency: 1
                job-types:
                %s""".formatted(fno, fno, FlowText.scalar(fno), url.resolve("/").toString().replaceFirst("/$", ""),
                hosts.isEmpty() ? "" : "# Pages also loaded from these, which the browser refuses to a flow. Allow those that the portal does not work without, as few as can be.\n# allowed-hosts: [" + String.join(", ", hosts) + "]\n",
                String.join(", ", flow.credentials()), flow.code() ? "totp: { digits: 6, period: 30 }\n" : "", FlowText.jobType(type, flow, "  "));
    }

    /** The settings that are there, with their comments, and what the new job type needs. */
    private String more(String yaml, RecordedFlow flow) {
        String text = yaml.endsWith("\n") ? yaml : yaml + "\n";
        Set<String> credentials = new LinkedHashSet<>(known.orElseThrow().credentials());
        if (credentials.addAll(flow.credentials())) {
            String line = "credentials: [" + String.join(", ", credentials) + "]";
            Matcher there = CREDENTIALS.matcher(text);
            text = there.find() ? there.replaceFirst(Matcher.quoteReplacement(line)) : line + "\n" + text;
        }
        if (flow.code() && known.get().totp().isEmpty()) {
            text = "totp: { digits: 6, period: 30 }\n" + text;
        }
        Matcher types = JOB_TYPES.matcher(text);
        if (!types.find()) {
            throw new WrongUseException("job-types in " + folder.resolve(FnoSettings.FILE) + " is not written line by line; add to it yourself:\n"
                    + FlowText.jobType(type, flow, "  ") + "and as " + route() + ":\n" + FlowText.route(fno, type, "", flow));
        }
        return text.substring(0, types.start(2)) + FlowText.jobType(type, flow, types.group(2)) + text.substring(types.start(2));
    }
}
