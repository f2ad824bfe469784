# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # variables meet in the script that sources this
# Looks at a cluster, and ends it. Sourced by cluster.sh.

cluster_status() {
  local part id dead=0
  want_root
  if ! find_node || [ -z "$number" ]; then say "No cluster runs in $cluster. Start it: $(this_cluster up)"; exit 1; fi
  printf '%-26s %9s %8s\n' part process MB
  for part in "${cluster_parts[@]}"; do
    if id=$(part_pid "$part"); then
      printf '%-26s %9s %8d\n' "$part" "$id" $(($(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$id/status") / 1024))
    else
      printf '%-26s %9s\n' "$part" -
      dead=1
    fi
  done
  printf '%-26s %9s %8d\n' 'all pods' '' $(($(group_memory) / 1048576))
  say ''
  if ! kube --request-timeout=5s get node -o wide; then say "The API server does not answer: see $cluster/logs/kube-apiserver.log"; dead=1; fi
  if [ $dead = 0 ]; then kube --request-timeout=5s get pods -A -o wide 2>&1; fi
  cat <<END

API $api, DNS and NodePorts $node_address, pods $pod_net, services $service_net
From a pod this machine is $machine_address, if what listens here does so there too.
Logs $cluster/logs, who called what $cluster/audit/audit.log, volumes $cluster/volumes
  export KUBECONFIG=$kubeconfig
END
  if [ $dead = 0 ] && ! node_is_ready; then dead=1; fi
  if [ $dead = 1 ]; then say "Not all is up. What died is started again by: $(this_cluster up)"; exit 1; fi
}

# --- Down --------------------------------------------------------------------------------------------------------

cluster_down() {
  local begin
  want_root
  if [ ! -f "$cluster/cluster.lock" ] && ! find_node; then say "There is no cluster in $cluster."; return; fi
  lock_cluster
  begin=$(microseconds)
  if ! find_node && [ ! -e "$cluster/node.pid" ]; then say "No cluster runs in $cluster."; return; fi
  end_node
  say "Down in $((($(microseconds) - begin) / 1000000)) s. Its logs are in $cluster/logs and $cluster/audit."
}

# Ends whatever there is of a cluster: a whole one, half a one, or what a crash has left.
end_node() {
  if find_node; then
    if [ -n "$number" ] && all_pods_can_end; then step 'pods end' end_pods; fi
    step 'parts end' end_parts
  fi
  if [ -n "$number" ]; then
    within 10 no_link || ip link delete "$link" || die "the link $link is left, and cannot be removed"
    within 10 remove_group || die "the control group $group is left: something runs in it. find /sys/fs/cgroup -name $group"
  fi
  [ -f "$cluster/cluster.lock" ] || die "$cluster holds no cluster"
  rm -rf "${cluster:?}"/{node.pid,node.ready,kubeconfig,etc,pki,lib,log,bin,volumes,images}
}

no_link() { ! ip link show "$link" > /dev/null 2>&1; }

all_pods_can_end() { part_pid kubelet && part_pid containerd && part_pid etcd && kube --request-timeout=3s get --raw /readyz; } > /dev/null 2>&1

# Nothing may make new ones meanwhile. What has not ended in time is ended with the node.
end_pods() {
  end_part kube-controller-manager
  end_part kube-scheduler
  kube --request-timeout=20s delete pods --all --all-namespaces --grace-period=5 --wait --timeout=20s > "$cluster/logs/down.log" 2>&1 ||
    warn "not all pods ended within 20 s (see $cluster/logs/down.log); they are ended with the node"
}

# end_part NAME: TERM, and KILL after five seconds.
end_part() {
  local id
  id=$(part_pid "$1") || return 0
  kill "$id" 2> /dev/null || true
  within 5 gone "$id" || kill -KILL "$id" 2> /dev/null || true
}

gone() { [ ! -d "/proc/$1" ] || grep -qs '^State:.[ZX]' "/proc/$1/status"; }

# Kubelet first, lest it starts what ends; shims and their containers next, then the others, the API server and its store
# last; then the node's first process. The kernel then kills what is left in its namespaces, and that process is gone when all of it is.
end_parts() {
  local id part
  end_part kubelet
  for id in $(pgrep --ns "$node" --nslist pid -f '^[^ ]*containerd-shim'); do
    kill "$id" 2> /dev/null || true
    within 2 gone "$id" || kill -KILL "$id" 2> /dev/null || true
  done
  for part in volumes coredns kube-proxy containerd kube-scheduler kube-controller-manager kube-apiserver etcd; do end_part "$part"; done
  kill -KILL "$node" 2> /dev/null || true
  within 30 gone "$node" || die "the node's first process ($node) does not end: something in its namespaces cannot be killed"
}
