package io.fnorpa.rig.demo;

import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.ClusterPlatform;
import io.fnorpa.rig.PortalControl;
import io.fnorpa.secret.Secret;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The platform of {@code kubernetes/overlays/dev} on a cluster. It is deleted in the end, and a cluster of ours ended. */
final class KubernetesLandscape implements Landscape {

    private static final Duration TOKEN_LIFE = Duration.ofHours(12);
    private static final Duration DOWN_LIMIT = Duration.ofMinutes(3);

    private final Checkout checkout;
    private final DemoFolder folder;
    private final Screen screen;
    private final DemoCluster cluster;
    private final ClusterPlatform platform;

    private KubernetesLandscape(Checkout checkout, DemoFolder folder, Screen screen, DemoCluster cluster) {
        this.checkout = checkout;
        this.folder = folder;
        this.screen = screen;
        this.cluster = cluster;
        this.platform = new ClusterPlatform(cluster.kubectl(), folder.of("kubernetes"), cluster.registry());
    }

    /** Installs it; if that fails, or we are told to end, what was made is removed again. */
    static KubernetesLandscape start(Checkout checkout, DemoFolder folder, Screen screen, DemoCluster cluster) {
        KubernetesLandscape landscape = new KubernetesLandscape(checkout, folder, screen, cluster);
        try {
            screen.say("Applying kubernetes/overlays/dev to the cluster of " + cluster.kubectl().kubeconfig() + " …");
            landscape.platform.install(checkout, screen::say);
            screen.say("Ways into it, by kubectl port-forward:");
            landscape.sayWay("job API", landscape.orchestrator().toString().replaceAll("#.*", ""));
            landscape.sayWay("portals", landscape.platform.address().toString());
            landscape.sayWay("S3", landscape.platform.s3().toString().replaceAll("#.*", ""));
            landscape.sayWay("H2", landscape.platform.jdbcUrl().replaceAll(";.*", ""));
            return landscape;
        } catch (RuntimeException e) {
            landscape.close();
            throw e;
        }
    }

    private void sayWay(String name, String address) {
        screen.say("  %-14s %s".formatted(name, address));
    }

    @Override
    public URI orchestrator() {
        return platform.orchestrator();
    }

    @Override
    public Secret operatorToken() {
        return platform.token("operator", "demo", TOKEN_LIFE);
    }

    @Override
    public PortalControl portals() {
        return platform;
    }

    @Override
    public JobTable jobTable() {
        return new JobTable(platform::connect, platform.jdbcUrl());
    }

    @Override
    public Optional<String> fallen() {
        return platform.trouble();
    }

    @Override
    public String log() {
        return kubectl() + " -n " + ClusterPlatform.SYSTEM + " logs rpa-orchestrator-0";
    }

    @Override
    public String forCurl(URI part, String path) {
        String name = part.getFragment();
        return name == null ? Landscape.super.forCurl(part, path) : "--cacert " + platform.authority() + " --connect-to " + name + ":" + part.getPort() + ":"
                + part.getHost() + ":" + part.getPort() + " 'https://" + name + ":" + part.getPort() + path + "'";
    }

    private String kubectl() {
        return cluster.kubectl().program() + " --kubeconfig " + cluster.kubectl().kubeconfig();
    }

    @Override
    public List<String> whereToLook() {
        List<String> places = new ArrayList<>(WhereToLook.whileUp(this, platform.s3(), folder));
        places.add("  pods      " + kubectl() + " get pods -A");
        return places;
    }

    @Override
    public List<String> whatStays() {
        return List.of("  nothing in the cluster: jobs and evidence go with the demo's namespaces",
                "  the outcomes above" + (cluster.own().isPresent() ? ", and the images in " + cluster.own().get() : ""));
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // told to end: that is what we do
        try {
            platform.close();
            if (cluster.own().isPresent()) {
                screen.say("Ending the cluster …");
                endOwn(cluster.own().get());
            } else {
                screen.say("Deleting the platform from the cluster …");
                remove();
            }
            screen.say("All of it has ended.");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Told even where nobody asks any more how the demo went: it is somebody's cluster. */
    private void remove() {
        try {
            platform.remove();
        } catch (IllegalStateException e) {
            screen.say("It could not be deleted: " + e.getMessage() + "\nSay: " + kubectl() + " delete namespace " + ClusterPlatform.SYSTEM + " "
                    + ClusterPlatform.BROWSERS + " " + ClusterPlatform.SANDBOX);
        }
    }

    /** In a session of its own, so that a second Ctrl-C does not break it off. */
    private void endOwn(Path own) {
        String command = "bin/cluster down --data " + own;
        try {
            Process down = new ProcessBuilder("setsid", "--wait", checkout.root().resolve("bin/cluster").toString(), "down", "--data", own.toString())
                    .redirectErrorStream(true).redirectOutput(Redirect.appendTo(folder.of("cluster-down.log").toFile())).start();
            if (!down.waitFor(DOWN_LIMIT.toSeconds(), TimeUnit.SECONDS) || down.exitValue() != 0) {
                screen.say("It did not end as it should: " + command + "   (see " + folder.of("cluster-down.log") + ")");
            }
        } catch (IOException e) {
            throw new DemoFailedException("Cannot end the cluster: " + e.getMessage() + ". Say: " + command);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
