import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.apache.camel.main.KameletMain;

/**
 * What {@code camel run} does with its arguments, for a release whose command cannot be had: the engine under it, KameletMain, gets the same
 * settings. Run from its source, with the jars of profile engine. It knows files, --dev, --dep, --local-kamelet-dir, --port, --properties and --property.
 */
public class KameletRun {

    public static void main(String[] arguments) throws Exception {
        List<String> files = new ArrayList<>();
        List<String> kameletFolders = new ArrayList<>(List.of("classpath:kamelets"));
        List<String[]> properties = new ArrayList<>();
        List<String[]> settings = new ArrayList<>();
        boolean dev = false;
        for (String argument : arguments) {
            String value = argument.substring(argument.indexOf('=') + 1);
            if (argument.equals("--dev")) {
                dev = true;
            } else if (argument.startsWith("--dep=")) {
                settings.add(new String[] {"camel.jbang.dependencies", value});
            } else if (argument.startsWith("--local-kamelet-dir=")) {
                List.of(value.split(",")).forEach(folder -> kameletFolders.add("file:" + folder));
            } else if (argument.startsWith("--port=")) {
                settings.add(new String[] {"camel.jbang.platform-http.port", value});
            } else if (argument.startsWith("--properties=")) {
                settings.add(new String[] {"camel.component.properties.location", "file:" + Path.of(value).toAbsolutePath()});
            } else if (argument.startsWith("--property=")) {
                properties.add(value.split("=", 2));
            } else if (argument.startsWith("--")) {
                throw new IllegalArgumentException("KameletRun does not know " + argument);
            } else {
                files.add(argument);
            }
        }
        KameletMain main = new KameletMain("camel.jbang", String.join(",", kameletFolders));
        main.setAppName("KameletMain");
        main.addInitialProperty("camel.main.sourceLocationEnabled", "true");
        StringJoiner routes = new StringJoiner(",");
        files.forEach(file -> routes.add("file:" + file));
        main.addInitialProperty("camel.main.routesIncludePattern", routes.toString());
        if (dev) {
            main.addInitialProperty("camel.main.routesReloadEnabled", "true");
            main.addInitialProperty("camel.main.routesReloadDirectory", Path.of(files.get(0)).getParent().toString());
            main.addInitialProperty("camel.main.routesReloadPattern", String.join(",", files));
        }
        settings.forEach(setting -> main.addInitialProperty(setting[0], setting[1]));
        properties.forEach(property -> main.addArgumentProperty(property[0], property[1]));
        main.run();
        System.exit(main.getExitCode());
    }
}
