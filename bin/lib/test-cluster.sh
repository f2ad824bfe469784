#!/usr/bin/env bash
# Tests bin/cluster on this machine: brings a cluster up twice, uses it, harms it, and looks what is left after its end.
#   bin/lib/test-cluster.sh [FOLDER [REPORT]]
# As root. The cluster is made in FOLDER, default .rpa/cluster-test, and ended again. One line for each check; the last line is the
# count, which is also written to REPORT in JUnit's form. Exit code 0 if nothing failed.
set -euo pipefail
# shellcheck source=bin/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

folder=$(realpath -m -- "${1:-$rpa_dir/cluster-test}") report=${2:-}
scratch=$(mktemp -d)
passed=0 failed=0

cluster() { "$root/bin/cluster" "$@" --data "$folder"; }
kube() { "$root/bin/cluster" kubectl --data "$folder" "$@"; }

# check TEXT COMMAND…: what the command says is shown if it fails.
check() {
  local text=$1
  shift
  if "$@" > "$scratch/said" 2>&1; then
    passed=$((passed + 1))
    say "ok      $text"
    say "<testcase classname=\"bin.cluster\" name=\"$text\"/>" >> "$scratch/cases"
  else
    failed=$((failed + 1))
    say "FAILED  $text"
    tail -n 20 "$scratch/said" | sed 's/^/        /'
    say "<testcase classname=\"bin.cluster\" name=\"$text\"><failure/></testcase>" >> "$scratch/cases"
  fi
}

says() { local wanted=$1; shift; "$@" 2>&1 | tee /dev/stderr | grep -q -- "$wanted"; }

# refused COMMAND…: fails, and with these words.
refused() { local wanted=$1 said; shift; if said=$("$@" 2>&1); then say "was not refused: $said"; return 1; fi; say "$said"; grep -q -- "$wanted" <<< "$said"; }

end() {
  [ "${ended:-no}" = yes ] || cluster down > /dev/null 2>&1 || true
  rm -rf "$scratch"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# --- What a cluster could leave behind ---------------------------------------------------------------------------

# What is on this machine of all that a node could leave, one line each; other programs and other clusters come and go meanwhile.
machine() (
  set +e                               # much of this may not be there
  name=$(basename "$folder") numbers=$(sort -u "$scratch/numbers" | paste -s -d '|')
  say '# mounts'; cut -d' ' -f4- /proc/self/mountinfo | grep -E "/$name|kubelet|containerd|/netns/cni-| /mnt " | sort
  say '# network namespaces'; find /run/netns -name 'cni-*' 2> /dev/null | sort
  say '# links, routes, control groups'
  { ip -o link; ip -4 route show table all; find /sys/fs/cgroup -type d -name 'rpa-cluster*'; } 2> /dev/null | grep -E "rpa-cluster($numbers)\b" | sort
  find /sys/fs/cgroup -maxdepth 2 -type d -name 'kubepods*' | sort
  say '# firewall'; { iptables-save; ip6tables-save; } 2> /dev/null | grep -E 'KUBE|CNI' | sed 's/\[[0-9:]*\]//'
  say '# settings'; sysctl -a 2> /dev/null | grep -E '^(vm\.(overcommit_memory|panic_on_oom)|kernel\.(panic|panic_on_oops|keys\.root_max.*)|net\.ipv4\.ip_forward|net\.ipv4\.conf\.all\.route_localnet|net\.netfilter\.nf_conntrack_(max|tcp_timeout_established)) '
  say '# folders'; ls -d /var/lib/{kubelet,containerd,etcd,cni,kube-proxy} /var/log/{pods,containers} /etc/cni /run/containerd /tmp/hostpath_pv 2> /dev/null
  # Parts and containers alike have files of the cluster's folder mounted.
  say '# processes'; grep -lsF "/$name" /proc/[0-9]*/mountinfo | cut -d/ -f3 | while read -r id; do
    say "$id $(tr '\0' ' ' 2> /dev/null < "/proc/$id/cmdline")"
  done
  say '# starters'; pgrep -af "cluster-init $folder "
  true
)

# up: keeps the cluster's number, by which its links are known.
up() { cluster up && cut -d' ' -f3 "$folder/node.pid" >> "$scratch/numbers"; }

# Or the check that nothing is left could not fail.
traces_are_seen() {
  machine > "$scratch/now"
  says "^10.244.* dev rpa-cluster" cat "$scratch/now" && says '/sys/fs/cgroup/.*rpa-cluster' cat "$scratch/now" &&
    says '/mnt/bin/kubelet ' cat "$scratch/now" && says '^[0-9]* unshare ' cat "$scratch/now"
}

nothing_left() { machine > "$scratch/after"; diff "$scratch/before" "$scratch/after"; }

# --- Pods --------------------------------------------------------------------------------------------------------

# pod NAME COMMAND…: a pod under an arbitrary UID, with all that the level restricted wants.
pod() {
  local name=$1 arguments
  shift
  arguments=$(printf '"%s",' "$@")
  kube apply -f - <<END
apiVersion: v1
kind: Pod
metadata: {name: $name, namespace: trial, labels: {app: $name}}
spec:
  automountServiceAccountToken: false
  terminationGracePeriodSeconds: 2
  securityContext: {runAsNonRoot: true, runAsUser: 1000710000, seccompProfile: {type: RuntimeDefault}}
  containers:
    - name: probe
      image: localhost/rpa-probe:1
      imagePullPolicy: Never
      command: [/probe]
      args: [${arguments%,}]
      securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
      resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 64Mi}}
      volumeMounts: [{name: kept, mountPath: /kept}]
  volumes: [{name: kept, ${volume:-emptyDir: {\}}}]
END
}

ready() { kube -n trial wait --for=condition=Ready --timeout=60s "$@"; }

a_pod_runs() { pod server serve && ready pod/server; }

privileges_are_refused() {
  refused 'violates PodSecurity "restricted:' kube -n trial run root --image=localhost/rpa-probe:1 --privileged=false
}

ask() { kube -n trial exec server -- /probe "$@"; }

service_answers() {
  kube -n trial expose pod server --port=80 --target-port=8080 &&
    until_true 20 says '^server$' ask get http://server.trial.svc.cluster.local
}

until_true() { local end=$((SECONDS + $1)); shift; until "$@" > "$scratch/try" 2>&1; do [ $SECONDS -lt $end ] || { cat "$scratch/try"; return 1; }; sleep 0.3; done; }

pod_is_reached_from_here() { says '^server$' curl --noproxy '*' -sS -m 5 "http://$(kube -n trial get pod server -o 'jsonpath={.status.podIP}'):8080/"; }
service_is_reached_from_here() { says '^server$' curl --noproxy '*' -sS -m 5 "http://$(kube -n trial get service server -o 'jsonpath={.spec.clusterIP}')/"; }

# The certificate is refused, since a probe does not know its authority: so the server was there.
api_is_reached_from_a_pod() { refused 'certificate signed by unknown authority' ask get https://kubernetes.default.svc/readyz; }

node_port_answers() {
  kube -n trial expose pod server --name=outside --type=NodePort --port=8080 &&
    until_true 20 says '^server$' curl --noproxy '*' -sS -m 5 \
      "http://$(kube get node -o 'jsonpath={.items[0].status.addresses[0].address}'):$(kube -n trial get service outside -o 'jsonpath={.spec.ports[0].nodePort}')/"
}

port_is_forwarded() {
  local forwarder result=0
  "$root/bin/cluster" kubectl --data "$folder" -n trial port-forward pod/server :8080 > "$scratch/forward" 2>&1 &
  forwarder=$!
  until_true 10 says 'Forwarding from 127.0.0.1' cat "$scratch/forward" &&
    says '^server$' curl --noproxy '*' -sS -m 5 "http://$(sed -n 's/^Forwarding from \(127[^ ]*\) .*/\1/p' "$scratch/forward")/" || result=1
  pkill -P "$forwarder" || true
  wait "$forwarder" 2> /dev/null || true
  return $result
}

memory_is_limited() {
  says '8 MB eaten' ask eat 8 && refused 'code 137' ask eat 200
}

a_claim_is_bound() {
  kube apply -f - <<'END' || return 1
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: kept, namespace: trial}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 64Mi}}}
END
  volume='persistentVolumeClaim: {claimName: kept}'
  pod writer serve && ready pod/writer && kube -n trial exec writer -- /probe write /kept/a 'written by a pod' || return 1
  kube -n trial delete pod writer --wait && pod reader serve && ready pod/reader || return 1
  says 'written by a pod' kube -n trial exec reader -- /probe read /kept/a
}

a_claim_is_given_back() {
  kube -n trial delete pod reader --wait && kube -n trial delete pvc kept --wait && until_true 30 no_volume
}
no_volume() { [ -z "$(kube get pv -o name)" ] && [ -z "$(ls -A "$folder/volumes")" ]; }

calls_are_recorded() {
  says '"username":"rpa-cluster:admin"' grep -m 1 '"resource":"pods","namespace":"trial","name":"server"' "$folder/audit/audit.log" &&
    ! grep -q '"stage":"RequestReceived"' "$folder/audit/audit.log"
}

# The kernel's word for what kubelet and containerd were told.
no_privilege() {
  local pod id
  pod=$(kube -n trial get pod server -o 'jsonpath={.metadata.uid}')
  # shellcheck disable=SC2046  # one path each
  id=$(grep -lsF "$pod" $(pgrep -f '^/probe serve' | sed 's#.*#/proc/&/cgroup#') | head -n 1 | cut -d/ -f3)
  grep -E '^(Uid|CapEff|NoNewPrivs|Seccomp):' "/proc/$id/status"
  grep -q '^CapEff:[[:space:]]*0*$' "/proc/$id/status" && grep -q '^Seccomp:[[:space:]]*2$' "/proc/$id/status" &&
    grep -q '^NoNewPrivs:[[:space:]]*1$' "/proc/$id/status" && grep -q '^Uid:[[:space:]]*1000710000' "/proc/$id/status"
}

# --- Harm --------------------------------------------------------------------------------------------------------

kill_parts() { local id; for part in "$@"; do id=$(cluster status | awk -v p="$part" '$1 == p { print $2 }') || true; kill -KILL "$id"; done; }

comes_back() { kill_parts etcd coredns && cluster up && until_true 30 cluster status && until_true 30 says '^server$' ask get http://server.trial.svc.cluster.local; }

a_second_cluster() {
  "$root/bin/cluster" up --data "$folder-2" && says rpa-node "$root/bin/cluster" kubectl --data "$folder-2" get nodes &&
    says 'server' kube -n trial get pods && "$root/bin/cluster" down --data "$folder-2" && rm -rf "$folder-2"
}

# --- The run -----------------------------------------------------------------------------------------------------

[ "$(id -u)" = 0 ] || die "root is wanted"
cluster down > /dev/null
cluster build
say none > "$scratch/numbers"
machine > "$scratch/before"

check 'it comes up' up
check 'a second up changes nothing' says 'It is up' cluster up
check 'status says that all is up' cluster status
check 'what it makes on this machine is seen' traces_are_seen
kube create namespace trial > /dev/null
# Its account is made a moment later; without it no pod may be.
until_true 30 kube -n trial get serviceaccount default
kube label namespace trial pod-security.kubernetes.io/enforce=restricted > /dev/null
check 'a pod without privileges runs' a_pod_runs
check 'the kernel gives it none' no_privilege
check 'a pod that asks for more is refused' privileges_are_refused
check 'its log is read' kube -n trial logs server
check 'a service has a name that a pod resolves, and answers' service_answers
check 'the API server has a name too' ask resolve kubernetes.default.svc.cluster.local
check 'the API server is reached from a pod' api_is_reached_from_a_pod
check 'an unknown name is unknown at once' refused 'no such host' timeout 5 "$root/bin/cluster" kubectl --data "$folder" -n trial exec server -- /probe resolve portal.example
check 'a pod is reached from here by its address' pod_is_reached_from_here
check 'a service is reached from here by its address' service_is_reached_from_here
check 'a port of the node leads to a pod' node_port_answers
check 'a port of a pod is forwarded' port_is_forwarded
check 'what takes more memory than its limit is killed' memory_is_limited
check 'a claim gets a volume, which any UID may write and which outlives the pod' a_claim_is_bound
check 'a claim that is deleted leaves no volume' a_claim_is_given_back
check 'calls are recorded with who made them' calls_are_recorded
check 'parts that were killed are started again by up' comes_back
check 'a second cluster runs beside it' a_second_cluster
check 'it goes down' cluster down
check 'nothing is left of it' nothing_left
check 'down again is no error' cluster down

check 'it comes up again' up
node=$(cut -d' ' -f1 "$folder/node.pid")
kill -KILL "$(pgrep --ns "$node" --nslist pid -f '^/mnt/bin/kubelet')" "$(pgrep --ns "$node" --nslist pid -f '^[^ ]*containerd ')"
check 'it goes down without kubelet and containerd' cluster down
check 'nothing is left of it' nothing_left

check 'it comes up again' up
kill -KILL "$(cut -d' ' -f1 "$folder/node.pid")"
check 'what a crash of the whole node leaves is cleared away by up' up
check 'it goes down' cluster down
check 'nothing is left of it' nothing_left
check 'it comes up again' up
rm -rf "$folder"
check 'it goes down though its folder was removed under it' cluster down
check 'nothing is left of it' nothing_left
(timeout -s KILL 4 "$root/bin/cluster" up --data "$folder" || true) > /dev/null 2>&1
check 'a start that was broken off is cleared away by down' cluster down
check 'nothing is left of it' nothing_left
ended=yes
rm -rf "$folder"
if [ -n "$report" ]; then
  {
    say "<testsuite name=\"bin-cluster\" tests=\"$((passed + failed))\" errors=\"0\" failures=\"$failed\" skipped=\"0\">"
    cat "$scratch/cases"
    say '</testsuite>'
  } > "$report"
fi

say "$passed passed, $failed failed"
[ $failed = 0 ]
