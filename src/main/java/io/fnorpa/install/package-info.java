/** What an installation on Kubernetes runs once beside the platform: programs of their own, in the orchestrator's image. */
package io.fnorpa.install;
