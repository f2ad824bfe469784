package io.fnorpa.rig;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Ties a program's life to ours. Its command line is wrapped so that a small watcher reads the pipe which we hold open:
 * when we are gone, also by kill -9, the pipe ends and the watcher kills the program, even a stopped one. The program
 * keeps the process id that we know, and has a session of its own, so that Ctrl-C in a terminal reaches us alone and we
 * end the programs in the right order.
 */
enum Tether {
    /** For a program that knows nothing of this: its standard input is empty, its end comes at once. */
    FOREIGN("empty"),
    /** For one of ours, which watches its standard input too and has its time to end in good order. */
    OWN("kept");

    /** The watcher looks at its parent's id first: once the program is gone, its id may be another's. */
    private static final String WRAPPER = """
            input=$1 grace=$2
            shift 2
            exec 3<&0
            sh -c 'while read -r line; do :; done
              while [ "$(ps -o ppid= -p $$ | tr -d " ")" = "$1" ]; do
                if [ "$2" -le 0 ]; then kill -9 "$1"; exit; fi
                set -- "$1" $(($2 - 1))
                sleep 1
              done' tether $$ "$grace" <&3 >/dev/null 2>&1 &
            if [ "$input" = empty ]; then exec </dev/null; fi
            exec 3<&-
            exec "$@"
            """;

    private final String input;

    Tether(String input) {
        this.input = input;
    }

    /** @param endLimit how long one of ours may take to end when we are gone */
    List<String> wrap(List<String> command, Duration endLimit) {
        Duration grace = this == OWN ? endLimit : Duration.ZERO;
        List<String> wrapped = new ArrayList<>();
        program("setsid").ifPresent(setsid -> wrapped.add(setsid.toString()));
        wrapped.addAll(List.of("/bin/sh", "-c", WRAPPER, "tether", input, String.valueOf(grace.toSeconds())));
        wrapped.addAll(command);
        return wrapped;
    }

    /** A program on the PATH, or in the folders for administrators that the PATH of other people often lacks. */
    static Optional<Path> program(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin";
        return Stream.of(path.split(File.pathSeparator)).filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name)).filter(Files::isExecutable).findFirst();
    }
}
