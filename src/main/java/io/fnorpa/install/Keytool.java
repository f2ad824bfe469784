package io.fnorpa.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Java's own program for keys and certificates: Java has no public class that makes a certificate. */
final class Keytool {

    /** Of the stores: who may read the Secret that holds one may read all that is in it. */
    static final String PASSWORD = "changeit";

    private Keytool() {}

    /** Runs it to its end. @throws IOException with what it said, if it failed */
    static void run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        if (List.of(arguments).contains("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        }
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        keytool.getOutputStream().close();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool " + arguments[0] + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("told to end during keytool " + arguments[0], e);
        }
    }
}
