package io.fnorpa.manifests;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What NetworkPolicies let through, worked out as the API's reference says: a pod that no policy selects for a direction is
 * open in it; one that is selected is open to what any of these policies names; a connection must be let out and let in.
 */
final class NetworkRules {

    private static final String INGRESS = "Ingress";
    private static final String EGRESS = "Egress";
    private static final String NAME = "kubernetes.io/metadata.name";

    private final List<NetworkPolicy> policies;

    NetworkRules(List<NetworkPolicy> policies) {
        this.policies = policies;
    }

    /** An end of a connection: a pod, or an address outside of all pods. @param mark a label of the pod's namespace beside its name; null if none counts */
    record End(String name, String namespace, String mark, Map<String, String> labels, String address) {

        static End pod(String name, String namespace, Map<String, String> labels) {
            return new End(name, namespace, null, labels, null);
        }

        static End address(String name, String address) {
            return new End(name, null, null, Map.of(), address);
        }

        End inNamespaceMarked(String label) {
            return new End(name, namespace, label, labels, address);
        }

        Map<String, String> namespaceLabels() {
            return mark == null ? Map.of(NAME, namespace) : Map.of(NAME, namespace, mark, "");
        }

        boolean isPod() {
            return address == null;
        }

        @Override
        public String toString() {
            return isPod() ? name + " in " + namespace : name + " " + address;
        }
    }

    boolean letsThrough(End from, End to, int port, String protocol) {
        return letsOut(from, to, port, protocol) && letsIn(from, to, port, protocol);
    }

    private boolean letsOut(End from, End to, int port, String protocol) {
        if (!from.isPod()) {
            return true;
        }
        List<NetworkPolicy> selecting = selecting(from, EGRESS);
        return selecting.isEmpty() || selecting.stream().flatMap(policy -> policy.getSpec().getEgress().stream()
                .filter(rule -> isPeer(rule.getTo(), policy, to) && isPort(rule.getPorts(), port, protocol))).findAny().isPresent();
    }

    private boolean letsIn(End from, End to, int port, String protocol) {
        if (!to.isPod()) {
            return true;
        }
        List<NetworkPolicy> selecting = selecting(to, INGRESS);
        return selecting.isEmpty() || selecting.stream().flatMap(policy -> policy.getSpec().getIngress().stream()
                .filter(rule -> isPeer(rule.getFrom(), policy, from) && isPort(rule.getPorts(), port, protocol))).findAny().isPresent();
    }

    private List<NetworkPolicy> selecting(End pod, String direction) {
        return policies.stream().filter(policy -> policy.getMetadata().getNamespace().equals(pod.namespace())
                && directions(policy).contains(direction) && matches(policy.getSpec().getPodSelector(), pod.labels())).toList();
    }

    private static List<String> directions(NetworkPolicy policy) {
        List<String> types = policy.getSpec().getPolicyTypes();
        if (types.isEmpty()) {
            throw new IllegalArgumentException("NetworkPolicy " + policy.getMetadata().getName() + " names no policyTypes: say which, so that it can be read");
        }
        return types;
    }

    /** Without a peer the rule is for all, addresses and pods. */
    private static boolean isPeer(List<NetworkPolicyPeer> peers, NetworkPolicy policy, End end) {
        return peers.isEmpty() || peers.stream().anyMatch(peer -> {
            if (peer.getIpBlock() != null) {
                return !end.isPod() && isIn(peer.getIpBlock(), end.address());
            }
            if (!end.isPod()) {
                return false;
            }
            boolean rightNamespace = peer.getNamespaceSelector() == null ? policy.getMetadata().getNamespace().equals(end.namespace())
                    : matches(peer.getNamespaceSelector(), end.namespaceLabels());
            return rightNamespace && (peer.getPodSelector() == null || matches(peer.getPodSelector(), end.labels()));
        });
    }

    private static boolean isPort(List<NetworkPolicyPort> ports, int wanted, String protocol) {
        return ports.isEmpty() || ports.stream().anyMatch(port -> {
            if (!protocol.equals(port.getProtocol() == null ? "TCP" : port.getProtocol())) {
                return false;
            }
            IntOrString number = port.getPort();
            if (number == null) {
                return true;
            }
            if (number.getIntVal() == null) {
                throw new IllegalArgumentException("A NetworkPolicy names the port " + number.getStrVal() + ": give its number, so that it can be read");
            }
            int last = port.getEndPort() == null ? number.getIntVal() : port.getEndPort();
            return wanted >= number.getIntVal() && wanted <= last;
        });
    }

    private static boolean matches(LabelSelector selector, Map<String, String> labels) {
        return selector == null || (labels.entrySet().containsAll(selector.getMatchLabels() == null ? List.of() : selector.getMatchLabels().entrySet())
                && selector.getMatchExpressions().stream().map(NetworkRules::test).allMatch(test -> test.test(labels)));
    }

    private static Predicate<Map<String, String>> test(LabelSelectorRequirement requirement) {
        String key = requirement.getKey();
        return switch (requirement.getOperator()) {
            case "In" -> labels -> requirement.getValues().contains(labels.get(key));
            case "NotIn" -> labels -> !requirement.getValues().contains(labels.get(key));
            case "Exists" -> labels -> labels.containsKey(key);
            case "DoesNotExist" -> labels -> !labels.containsKey(key);
            default -> throw new IllegalArgumentException("unknown operator " + requirement.getOperator());
        };
    }

    private static boolean isIn(IPBlock block, String address) {
        return isIn(block.getCidr(), address) && block.getExcept().stream().noneMatch(except -> isIn(except, address));
    }

    private static boolean isIn(String cidr, String address) {
        try {
            byte[] network = InetAddress.getByName(cidr.substring(0, cidr.indexOf('/'))).getAddress();
            byte[] wanted = InetAddress.getByName(address).getAddress();
            if (network.length != wanted.length) {
                return false;
            }
            int others = network.length * Byte.SIZE - Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
            return new BigInteger(1, network).shiftRight(others).equals(new BigInteger(1, wanted).shiftRight(others));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(cidr + " or " + address + " is no address", e);
        }
    }
}
