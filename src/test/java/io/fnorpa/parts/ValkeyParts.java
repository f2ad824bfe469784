package io.fnorpa.parts;

import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.SecretFiles;
import io.fnorpa.rig.ValkeyCluster;
import io.fnorpa.rig.ValkeySentinels;
import io.fnorpa.rig.ValkeyServer;
import io.fnorpa.secret.Secret;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Valkey as production has it, with sentinels ({@code mode=sentinel}) or as a cluster ({@code mode=cluster}), or alone
 * without replicas ({@code mode=standalone}), for a platform that has nothing else: its database is away, and it runs no
 * job. A field of type {@link ValkeySentinels}, {@link ValkeyCluster} or {@link ValkeyServer} gets it.
 */
public class ValkeyParts implements QuarkusTestResourceLifecycleManager {

    public static final String MODE = "mode";
    private static final String PASSWORD = "of-the-valkey-tests";

    private String mode;
    private ValkeySentinels sentinels;
    private ValkeyCluster cluster;
    private ValkeyServer alone;

    @Override
    public void init(Map<String, String> arguments) {
        mode = arguments.get(MODE);
    }

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("valkey-parts");
            SecretFiles secrets = SecretFiles.in(folder.resolve("secrets"));
            secrets.write("database-password", "tests");
            secrets.write("s3-access-key", "tests");
            secrets.write("s3-secret-key", "tests");
            secrets.write("octotel-totp-secret", Parts.TOTP_KEY);
            secrets.write("login-keys", "tests " + Base64.getEncoder().encodeToString(new byte[32]));
            Map<String, String> settings = settings(folder);
            settings.put("rpa.valkey.mode", mode);
            if (mode.equals("sentinel")) {
                secrets.write("valkey-password", PASSWORD);
                sentinels = ValkeySentinels.start(folder.resolve("valkey"), Optional.of(Secret.of(PASSWORD)));
                settings.put("rpa.valkey.url", sentinels.addresses());
                settings.put("rpa.valkey.master-name", ValkeySentinels.MASTER_NAME);
            } else if (mode.equals("standalone")) {
                alone = ValkeyServer.at(folder.resolve("valkey")).appendOnly().start();
                settings.put("rpa.valkey.url", alone.address().toString());
                settings.put("rpa.totp.min-replicas", "0");
            } else {
                cluster = ValkeyCluster.start(folder.resolve("valkey"));
                settings.put("rpa.valkey.url", cluster.addresses());
            }
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> settings(Path folder) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.createSymbolicLink(home.resolve("fno-flows"), Path.of("test/resources/api/fno-flows").toAbsolutePath());
        Files.createSymbolicLink(home.resolve("routes"), Checkout.find().root().resolve("routes"));
        Map<String, String> settings = new HashMap<>();
        settings.put("rpa.home", home.toString());
        settings.put("rpa.orchestrator.port", "0");
        settings.put("rpa.keys.dir", folder.resolve("keys").toString());
        settings.put("rpa.secrets.dir", folder.resolve("secrets").toString());
        settings.put("rpa.database.url", "jdbc:h2:tcp://127.0.0.1:1/none");
        settings.put("rpa.evidence.endpoint", "http://127.0.0.1:1");
        settings.put("rpa.evidence.spool-dir", folder.resolve("spool").toString());
        settings.put("rpa.warm-pool-size", "0");
        settings.put("rpa.browsers.local.work-dir", folder.resolve("browsers").toString());
        Optional.ofNullable(System.getenv(Checkout.FIREFOX_VARIABLE)).ifPresent(firefox -> settings.put("rpa.browsers.local.firefox", firefox));
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(sentinels, new TestInjector.MatchesType(ValkeySentinels.class));
        injector.injectIntoFields(alone, new TestInjector.MatchesType(ValkeyServer.class));
        injector.injectIntoFields(cluster, new TestInjector.MatchesType(ValkeyCluster.class));
    }

    @Override
    public void stop() {
        if (sentinels != null) {
            sentinels.close();
        }
        if (alone != null) {
            alone.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }
}
