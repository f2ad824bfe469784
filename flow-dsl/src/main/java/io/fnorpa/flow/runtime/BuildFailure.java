package io.fnorpa.flow.runtime;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says, of an exception with which Camel refused to build a context, where in which file the reason stands. */
final class BuildFailure {

    private static final Pattern PLACE = Pattern.compile("([\\w.-]+/[\\w.-]+\\.yaml)(?::(\\d+))?");

    private BuildFailure() {}

    static FlowProblem problem(FlowFolder folder, Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String reason = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return place(folder, failure).map(found -> new FlowProblem(found.file(), found.line(), found.column(), reason))
                .orElseGet(() -> FlowProblem.of(folder.fno(), reason));
    }

    private static Optional<FlowProblem> place(FlowFolder folder, Throwable failure) {
        FlowPlace in = FlowPlace.NONE;
        String file = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FailedToCreateRouteException route) {
                file = file == null ? fileOf(folder, route.getRouteId()) : file;
            }
            if (cause instanceof MarkedYamlEngineException marked && marked.getProblemMark().isPresent()) {
                in = FlowPlace.of(marked.getProblemMark().get());
            }
            Matcher place = PLACE.matcher(String.valueOf(cause.getMessage()));
            while (place.find()) {
                if (folder.files().containsKey(place.group(1))) {
                    file = place.group(1);
                    in = place.group(2) == null ? in : new FlowPlace(Integer.parseInt(place.group(2)), 0);
                }
            }
        }
        return file == null ? Optional.empty() : Optional.of(FlowProblem.at(file, in, ""));
    }

    /** The file of a route, or of the Kamelet that Camel made it of: its id is then the Kamelet's name and a number. */
    private static String fileOf(FlowFolder folder, String routeId) {
        Pattern id = Pattern.compile("(?m)^ *+(- )?id:\\s*[\"']?" + Pattern.quote(String.valueOf(routeId)) + "[\"']?\\s*$");
        return folder.routeFiles().filter(file -> id.matcher(folder.files().get(file)).find()).findFirst()
                .or(() -> folder.kameletFile(String.valueOf(routeId).replaceFirst("-[0-9A-F-]+$", "")))
                .orElse(null);
    }
}
