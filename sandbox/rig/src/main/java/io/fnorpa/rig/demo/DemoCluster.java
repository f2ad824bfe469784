package io.fnorpa.rig.demo;

import io.fnorpa.rig.Kubectl;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A cluster that the demo runs on.
 *
 * @param registry where it takes the images from, such as {@code quay.io/me}; empty for images that its nodes have been given
 * @param own      folder of a cluster that bin/demo has started, and which ends with the demo; empty for one that stays
 */
record DemoCluster(Kubectl kubectl, Optional<String> registry, Optional<Path> own) {}
