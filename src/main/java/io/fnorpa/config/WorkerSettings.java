package io.fnorpa.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a process that is a worker and nothing else must have, and must not have. */
final class WorkerSettings {

    private WorkerSettings() {}

    static List<String> problems(PlatformConfig config) {
        List<String> problems = new ArrayList<>();
        Path home = config.home().toAbsolutePath().normalize();
        if (!Files.isDirectory(home.resolve("routes/worker"))) {
            problems.add("rpa.home is " + home + "; of a worker it must be a folder with routes/worker");
        }
        refuse(problems, DatabaseKind.URL_KEY, config.database().url());
        refuse(problems, "rpa.secrets.dir", config.secrets().dir().toString());
        Path keys = config.keys().dir().toAbsolutePath().normalize();
        if (Files.exists(keys.resolve("signing-key.pem"))) {
            problems.add("rpa.keys.dir is " + keys + ", which holds signing-key.pem; a worker may have public-keys.json alone: give it a folder with a copy of that");
        } else if (!Files.exists(keys.resolve("public-keys.json"))) {
            problems.add("rpa.keys.dir is " + keys + ", which has no public-keys.json; copy the orchestrator's");
        }
        return problems;
    }

    private static void refuse(List<String> problems, String key, String value) {
        if (!RoleSettings.NONE.equals(value)) {
            problems.add(key + " is set, and rpa.roles is worker: a worker holds no credentials; take it out");
        }
    }
}
