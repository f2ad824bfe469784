package io.fnorpa.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What service accounts did, as the API server's audit log has it, and what Roles let them do; both as {@code verb resource in namespace}. */
final class RightsUsed {

    private static final String ACCOUNT = "system:serviceaccount:";

    private RightsUsed() {}

    /** Rights of an account by RoleBindings. Nobody of ours has any by a ClusterRoleBinding. */
    static Set<String> granted(KubernetesClient client, List<String> namespaces, String accountNamespace, String account) {
        Set<String> rights = new TreeSet<>();
        for (String namespace : namespaces) {
            for (RoleBinding binding : client.rbac().roleBindings().inNamespace(namespace).list().getItems()) {
                boolean bound = binding.getSubjects().stream().anyMatch(subject -> account.equals(subject.getName()) && accountNamespace.equals(subject.getNamespace()));
                if (bound) {
                    Role role = client.rbac().roles().inNamespace(namespace).withName(binding.getRoleRef().getName()).get();
                    role.getRules().forEach(rule -> rights.addAll(rights(rule, namespace)));
                }
            }
        }
        return rights;
    }

    private static Set<String> rights(PolicyRule rule, String namespace) {
        return rule.getVerbs().stream().flatMap(verb -> rule.getResources().stream().map(resource -> verb + " " + resource + " in " + namespace))
                .collect(Collectors.toSet());
    }

    record Log(Set<String> used, Set<String> refused) {}

    /** Calls of an account to objects of namespaces since then. */
    static Log of(Path auditLog, Instant since, String accountNamespace, String account) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Set<String> used = new TreeSet<>();
        Set<String> refused = new TreeSet<>();
        String user = ACCOUNT + accountNamespace + ":" + account;
        try (Stream<String> lines = Files.lines(auditLog)) {
            for (String line : (Iterable<String>) lines.filter(line -> line.contains(user) && line.endsWith("}"))::iterator) {
                JsonNode event = json.readTree(line);
                if (!event.at("/user/username").asText().equals(user) || Instant.parse(event.path("requestReceivedTimestamp").asText()).isBefore(since)) {
                    continue;
                }
                int code = event.at("/responseStatus/code").asInt();
                String call = call(event);
                if (code == 401 || code == 403) {
                    refused.add(call + " " + event.path("requestURI").asText());
                } else if (event.has("objectRef") && !event.at("/objectRef/namespace").isMissingNode()) {
                    used.add(call);
                }
            }
        }
        return new Log(used, refused);
    }

    private static String call(JsonNode event) {
        JsonNode object = event.path("objectRef");
        String sub = object.path("subresource").asText("");
        return event.path("verb").asText() + " " + object.path("resource").asText() + (sub.isEmpty() ? "" : "/" + sub) + " in " + object.path("namespace").asText();
    }
}
