package io.fnorpa.flow.runtime;

import io.fnorpa.flow.NearestName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what is wrong in an FNO's folder before it is taken into use: settings, routes, Kamelets, and whether they fit
 * each other. It reads texts alone and builds no route; what it lets pass may still be refused by Camel when
 * {@link FlowContext} is built.
 */
public final class FlowCheck {

    static final String LOOKUP_SUFFIX = "-lookup";
    /** Told of one folder. */
    private static final int MOST_PROBLEMS = 200;

    static final Set<String> ROUTE_KEYS = new LinkedHashSet<>(List.of("id", "description", "note", RouteConfigurationCheck.REFERENCE, "from"));
    private static final List<String> SAVED_LOGIN_VERBS = List.of("browser:restore-session", "browser:save-session");
    static final Set<String> FROM_KEYS = new LinkedHashSet<>(List.of("id", "description", "uri", "steps"));
    private static final Pattern SECRET_NAME = Pattern.compile("(?i).*(passw|secret|token|totp|otp\\b|pin\\b|api.?key).*");

    private final FlowFolder folder;
    private final List<FlowProblem> problems = new ArrayList<>();
    private final Map<String, KameletFile> kamelets = new LinkedHashMap<>();
    private final Map<String, String> routeConfigurations = new LinkedHashMap<>();
    private final SimpleSyntax syntax = new SimpleSyntax();
    private FnoSettings settings;

    private FlowCheck(FlowFolder folder) {
        this.folder = folder;
    }

    /** All that is wrong in the folder of an FNO; empty if nothing is. */
    public static List<FlowProblem> check(Path fnoFlows, String fno) {
        return check(FlowFolder.read(fnoFlows, fno));
    }

    static List<FlowProblem> check(FlowFolder folder) {
        return new FlowCheck(folder).problems();
    }

    private List<FlowProblem> problems() {
        folder.strangers().forEach(file -> problem(file, FlowPlace.NONE, "has no known name; settings are " + FnoSettings.FILE
                + ", routes *" + FlowFolder.ROUTES_SUFFIX + ", Kamelets *" + FlowFolder.KAMELET_SUFFIX));
        readSettings();
        folder.kameletFiles().forEach(file -> parse(file).ifPresent(root -> addKamelet(new KameletFile(file, root))));
        kamelets.values().forEach(this::checkKamelet);
        checkRoutes();
        return List.copyOf(problems);
    }

    private void readSettings() {
        String text = folder.files().get(folder.settingsFile());
        if (text == null) {
            problem(folder.settingsFile(), FlowPlace.NONE, "is missing; it says the FNO's base-url, job-types and the like");
            return;
        }
        try {
            settings = FnoSettings.parse(folder.settingsFile(), text);
            if (!settings.fno().equals(folder.fno())) {
                problem(folder.settingsFile(), FlowPlace.NONE, "fno: '" + settings.fno() + "' is not the folder's name; write " + folder.fno());
            }
        } catch (FlowRefusedException e) {
            problems.addAll(e.problems());
        }
    }

    private Optional<YamlNode> parse(String file) {
        try {
            YamlNode root = KaotoForm.plain(YamlNode.parse(file, folder.files().get(file)));
            root.scalars().forEach(scalar -> TextCheck.faults(scalar.text()).forEach(fault -> problem(file, scalar.place(), fault)));
            return Optional.of(root);
        } catch (FlowRefusedException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    private void addKamelet(KameletFile kamelet) {
        folder.kameletFile(kamelet.name()).filter(kamelet.file()::equals).ifPresent(file -> kamelets.put(kamelet.name(), kamelet));
    }

    private void checkKamelet(KameletFile kamelet) {
        checkHead(kamelet);
        checkParameters(kamelet);
        YamlNode from = kamelet.template().get("from");
        kamelet.template().entries().forEach((key, value) -> {
            if (!key.equals("from")) {
                problem(kamelet.file(), value.place(), "spec.template." + key + " is not for flows; write spec.template.from with uri and steps");
            }
        });
        if (!from.textAt("uri").equals(Optional.of("kamelet:source"))) {
            problem(kamelet.file(), from.place(), "spec.template.from.uri must be kamelet:source");
        }
        checkKeys(kamelet.file(), "from", from, FROM_KEYS);
        StepCheck.ofKamelet(this, kamelet.file()).check(from.get("steps"));
    }

    private void checkHead(KameletFile kamelet) {
        if (!kamelet.root().textAt("kind").equals(Optional.of("Kamelet"))) {
            problem(kamelet.file(), kamelet.root().place(), "kind must be Kamelet");
        }
        YamlNode metadata = kamelet.root().get("metadata");
        if (!metadata.textAt("name").equals(Optional.of(kamelet.name()))) {
            problem(kamelet.file(), metadata.place(), "metadata.name must be the file's name, " + kamelet.name());
        }
        for (String text : List.of("title", "description")) {
            if (kamelet.definition().textAt(text).isEmpty()) {
                problem(kamelet.file(), kamelet.definition().place(), "spec.definition." + text + " is missing");
            }
        }
        kamelet.parameters().forEach((name, parameter) -> {
            for (String text : List.of("title", "description", "type")) {
                if (parameter.textAt(text).isEmpty()) {
                    problem(kamelet.file(), parameter.place(), "parameter '" + name + "' has no " + text);
                }
            }
            CamelOptions.kameletFault(name).ifPresent(fault -> problem(kamelet.file(), parameter.place(), fault));
            checkDefault(kamelet.file(), parameter.get("default"));
        });
    }

    /** It comes to stand wherever the Kamelet uses the parameter. */
    private void checkDefault(String file, YamlNode byDefault) {
        for (YamlNode scalar : byDefault.scalars()) {
            SimpleCheck.faults(scalar.text()).forEach(fault -> problem(file, scalar.place(), fault));
            syntax.ofText(scalar.text()).ifPresent(fault -> problem(file, scalar.place(), fault));
            if (scalar.text().contains("{{")) {
                problem(file, scalar.place(), "'" + scalar.text() + "': a parameter's default is a text without {{...}}");
            }
        }
    }

    private void checkParameters(KameletFile kamelet) {
        Map<String, YamlNode> declared = kamelet.parameters();
        Map<String, FlowPlace> used = kamelet.used();
        kamelet.definition().get("required").items().stream().filter(item -> !declared.containsKey(item.text()))
                .forEach(item -> problem(kamelet.file(), item.place(), "required names '" + item.text() + "', which is not declared"
                        + NearestName.hint(item.text(), declared.keySet())));
        declared.forEach((name, parameter) -> {
            if (!used.containsKey(name)) {
                problem(kamelet.file(), parameter.place(), "parameter '" + name + "' is declared but not used; use it as {{" + name + "}} or take it out");
            }
        });
        used.forEach((name, place) -> checkUsed(kamelet, declared.keySet(), name, place));
    }

    private void checkUsed(KameletFile kamelet, Set<String> declared, String name, FlowPlace place) {
        if (!declared.contains(name)) {
            problem(kamelet.file(), place, "{{" + name + "}} is used but not declared in spec.definition.properties"
                    + NearestName.hint(name, declared));
        }
        if (SECRET_NAME.matcher(name).matches()) {
            problem(kamelet.file(), place, "{{" + name + "}} looks like a secret, and what stands in {{...}} can be seen in the console;"
                    + " write credential: <name> instead");
        }
    }

    private void checkRoutes() {
        Map<String, String> found = new LinkedHashMap<>();
        Map<String, YamlNode> files = new LinkedHashMap<>();
        folder.routeFiles().forEach(file -> parse(file).ifPresent(root -> files.put(file, root)));
        checkPlaces(files.values());
        files.forEach(this::checkRouteConfigurations);
        files.forEach((file, root) -> checkRouteFile(file, root, found));
        checkCalls(files);
        if (settings == null) {
            return;
        }
        settings.jobTypes().keySet().stream().map(type -> folder.fno() + "-" + type).filter(id -> !found.containsKey(id))
                .forEach(id -> problem(folder.settingsFile(), FlowPlace.NONE, "no route has id '" + id + "', though its job type is listed under job-types"
                        + NearestName.to(id, found.keySet()).map(near -> "; is it '" + near + "'?").orElse("")));
        if (settings.sessionReuse().enabled()) {
            checkSavedLogins(files.values());
        }
    }

    private void checkPlaces(Collection<YamlNode> routes) {
        KameletPlaces places = new KameletPlaces(name -> kamelet(name).map(KameletFile::template));
        if (routes.stream().map(places::in).reduce(new KameletPlaces.Size(0, 0), KameletPlaces.Size::plus).isTooMuch()) {
            problem(folder.fno(), FlowPlace.NONE, "calls Kamelets at more than " + KameletPlaces.Size.MOST_CALLS + " places, those within the Kamelets that it calls among"
                    + " them, or has more than " + KameletPlaces.Size.MOST_TEXTS + " texts at all of these; let Kamelets call fewer and smaller Kamelets");
        }
    }

    private void checkCalls(Map<String, YamlNode> files) {
        CallCircles circles = new CallCircles();
        kamelets.values().forEach(kamelet -> circles.add("kamelet:" + kamelet.name(), kamelet.file(), kamelet.template()));
        files.forEach((file, root) -> root.items().stream().map(item -> item.get("route")).forEach(route -> route.textAt("id").ifPresent(id ->
                circles.add("direct:" + id, file, route.get("from").get("steps")))));
        problems.addAll(circles.problems());
    }

    /** Without both verbs each job would wait for its turn to log in, and none would save a login. */
    private void checkSavedLogins(Collection<YamlNode> routes) {
        Set<String> used = Stream.concat(routes.stream(), kamelets.values().stream().map(KameletFile::template))
                .flatMap(node -> node.scalars().stream()).map(YamlNode::text).collect(Collectors.toSet());
        List<String> missing = SAVED_LOGIN_VERBS.stream().filter(verb -> !used.contains(verb)).toList();
        if (!missing.isEmpty()) {
            problem(folder.settingsFile(), FlowPlace.NONE, "session-reuse is enabled, but no step of this FNO is " + String.join(", nor ", missing)
                    + ": write them in its login, as octotel-login does, or set enabled: false");
        }
    }

    private void checkRouteConfigurations(String file, YamlNode root) {
        root.items().stream().filter(item -> item.has(RouteConfigurationCheck.KEY)).forEach(item -> {
            YamlNode configuration = item.get(RouteConfigurationCheck.KEY);
            new RouteConfigurationCheck(this, file).check(configuration);
            configuration.textAt("id").map(id -> routeConfigurations.put(id, file)).ifPresent(other ->
                    problem(file, configuration.get("id").place(), "routeConfiguration '" + configuration.get("id").text() + "' stands in " + other + " too"));
        });
    }

    private void checkRouteFile(String file, YamlNode root, Map<String, String> found) {
        if (!root.isList()) {
            problem(file, root.place(), "must be a list of '- route:'");
            return;
        }
        for (YamlNode item : root.items()) {
            item.entries().forEach((key, value) -> {
                if (key.equals("route")) {
                    checkRoute(file, value, found);
                } else if (!key.equals(RouteConfigurationCheck.KEY)) {
                    problem(file, value.place(), "'" + key + "' is not for flows; a file of routes is a list of '- route:'");
                }
            });
        }
    }

    private void checkRoute(String file, YamlNode route, Map<String, String> found) {
        checkKeys(file, "route", route, ROUTE_KEYS);
        String id = route.textAt("id").orElse(null);
        if (id == null) {
            problem(file, route.place(), "the route has no id; it is <fno>-<job type>");
            return;
        }
        String other = found.put(id, file);
        if (other != null) {
            problem(file, route.get("id").place(), "route '" + id + "' stands in " + other + " too");
        }
        if (route.textAt("description").isEmpty()) {
            problem(file, route.place(), "route '" + id + "' has no description");
        }
        if (settings != null && !routeIds().contains(id)) {
            problem(file, route.get("id").place(), "route id '" + id + "' is not <fno>-<job type>, nor that with " + LOOKUP_SUFFIX + NearestName.hint(id, routeIds()));
        }
        route.textAt(RouteConfigurationCheck.REFERENCE).filter(named -> !routeConfigurations.containsKey(named)).ifPresent(named ->
                problem(file, route.get(RouteConfigurationCheck.REFERENCE).place(), "there is no routeConfiguration '" + named + "' in this folder"
                        + NearestName.hint(named, routeConfigurations.keySet())));
        YamlNode from = route.get("from");
        checkKeys(file, "from", from, FROM_KEYS);
        if (!from.textAt("uri").equals(Optional.of("direct:" + id))) {
            problem(file, !from.place().isKnown() ? route.place() : from.place(), "route '" + id + "' must be from uri: direct:" + id);
        }
        StepCheck.ofRoute(this, file, jobType(id)).check(from.get("steps"));
        if (id.endsWith(LOOKUP_SUFFIX)) {
            new LookupCheck(this, file).check(from.get("steps"));
        }
    }

    /** The job type that a route serves, or looks up; null if its id says none. */
    private String jobType(String id) {
        return settings == null ? null : Stream.of(id, id.replaceFirst(LOOKUP_SUFFIX + "$", ""))
                .flatMap(route -> settings.jobTypes().keySet().stream().filter(type -> route.equals(folder.fno() + "-" + type)))
                .findFirst().orElse(null);
    }

    /** Ids that routes may have. */
    Set<String> routeIds() {
        Set<String> ids = new TreeSet<>();
        if (settings != null) {
            settings.jobTypes().keySet().forEach(type -> {
                ids.add(folder.fno() + "-" + type);
                ids.add(folder.fno() + "-" + type + LOOKUP_SUFFIX);
            });
        }
        return ids;
    }

    void checkKeys(String file, String what, YamlNode node, Set<String> known) {
        node.entries().forEach((key, value) -> {
            if (!known.contains(key)) {
                problem(file, value.place(), "'" + key + "' is not for flows in " + what + NearestName.hint(key, known));
            }
        });
    }

    void problem(String file, FlowPlace place, String reason) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(FlowProblem.at(file, place, reason));
        }
    }

    Optional<KameletFile> kamelet(String name) {
        return Optional.ofNullable(kamelets.get(name));
    }

    /** The Kamelet's file is there, even if its YAML is broken. */
    boolean hasKameletFile(String name) {
        return folder.kameletFile(name).isPresent();
    }

    /** Of all that there are, the shared ones that nobody here uses yet among them. */
    Set<String> kameletNames() {
        Set<String> names = new TreeSet<>(kamelets.keySet());
        names.addAll(folder.shared());
        return names;
    }

    SimpleSyntax syntax() {
        return syntax;
    }

    /** Empty while the settings themselves are wrong. */
    Optional<FnoSettings> settings() {
        return Optional.ofNullable(settings);
    }
}
