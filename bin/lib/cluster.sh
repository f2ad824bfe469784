# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # variables meet in the script that sources this
# What the parts of bin/cluster share. Sourced by bin/cluster, after common.sh, find.sh and engine.sh.
#
# The node is a set of namespaces (processes, mounts, network), held by one small process. Within them everything has its
# usual place (/var/lib/kubelet, /run/containerd, port 6443) and meets nothing of the machine or of another cluster; when
# that process ends, so does all that is in them: processes, mounts, links and firewall rules. Outside there are one link
# with two routes, the control groups of the pods, and the cluster's folder, which is /mnt within.

cluster_sources=$root/kubernetes/cluster
kubernetes_version=$(sed -n 's#^\tk8s.io/kubernetes ##p' "$cluster_sources/go.mod")
node_name=rpa-node
pause_image=localhost/rpa-pause:1
probe_image=localhost/rpa-probe:1

# shellcheck source=bin/lib/cluster-build.sh
. "$root/bin/lib/cluster-build.sh"
# shellcheck source=bin/lib/cluster-node.sh
. "$root/bin/lib/cluster-node.sh"
# shellcheck source=bin/lib/cluster-parts.sh
. "$root/bin/lib/cluster-parts.sh"
# shellcheck source=bin/lib/cluster-images.sh
. "$root/bin/lib/cluster-images.sh"
# shellcheck source=bin/lib/cluster-end.sh
. "$root/bin/lib/cluster-end.sh"

# cluster.lock says that a folder is a cluster's: nothing is removed from one that has none.
set_cluster_folder() {
  cluster=$(realpath -m -- "${1:-$rpa_dir/cluster}")
  kubeconfig=$cluster/kubeconfig
}

# The command that names this cluster, for messages.
this_cluster() { if [ "$cluster" = "$rpa_dir/cluster" ]; then say "bin/cluster $1"; else say "bin/cluster $1 --data $cluster"; fi; }

# --- Steps and waits ---------------------------------------------------------------------------------------------

microseconds() { say "${EPOCHREALTIME/[.,]/}"; }

# step TEXT COMMAND…: a line with the time that the command took.
step() {
  local text=$1 begin tenths
  shift
  begin=$(microseconds)
  "$@"
  tenths=$((($(microseconds) - begin) / 100000))
  printf '  %-28s %3d.%d s\n' "$text" $((tenths / 10)) $((tenths % 10))
}

# within SECONDS COMMAND…: repeats a command until it succeeds.
within() {
  local end=$(($(microseconds) + $1 * 1000000))
  shift
  until "$@" > /dev/null 2>&1; do
    [ "$(microseconds)" -lt "$end" ] || return 1
    sleep 0.1
  done
}

# One command at a time changes a cluster; the lock belongs to an open file, so it vanishes with the process.
lock_cluster() {
  mkdir -p "$cluster" || die "cannot make the folder $cluster"
  exec {cluster_lock_fd}>>"$cluster/cluster.lock"
  flock --nonblock "$cluster_lock_fd" && return 0
  say "Waiting for another bin/cluster that is at work in $cluster (at most 30 minutes) …"
  flock --wait 1800 "$cluster_lock_fd" || die "another bin/cluster is still at work in $cluster. End it and start again."
}

# What a long-lived process must not inherit: locks above all.
close_files() {
  local file
  for file in /proc/"$BASHPID"/fd/*; do
    file=${file##*/}
    if [ "$file" -gt 2 ]; then eval "exec $file>&-"; fi
  done
}

# --- What is wanted ----------------------------------------------------------------------------------------------

want_root() {
  [ "$(id -u)" != 0 ] || return 0
  warn "$command wants root: sudo $(this_cluster "$command")"
  if [ "$command" = up ]; then other_ways; fi
  exit 1
}

want_programs() {
  find_cluster
  if [ ${#cluster_missing[@]} -gt 0 ]; then
    warn "this machine lacks: ${cluster_missing[*]}. On Debian: bin/setup --cluster. Elsewhere install them first."
  elif ! is_cluster_built && { [ -z "$go_at" ] || [ -z "$compiler_at" ]; }; then
    warn "Kubernetes is not built yet, and this machine lacks for it: $(builders_missing | paste -s -d ' '). On Debian: bin/setup --cluster."
  elif ! unshare --mount --pid --net --fork true 2> /dev/null; then
    warn "this machine lets nobody make namespaces, so that no node runs on it."
  else
    return 0
  fi
  other_ways
  exit 1
}

other_ways() {
  cat >&2 <<END
Or use a cluster that is there already: kind, minikube, OpenShift Local or any other in which you may make namespaces. Name its
kubeconfig with --kubeconfig FILE, or export KUBECONFIG. How images get there: bin/cluster load --kubeconfig FILE IMAGE.
END
}

# --- Kubectl -----------------------------------------------------------------------------------------------------

# The API server is a link away: no proxy is in between.
no_proxies=(env -u http_proxy -u https_proxy -u HTTP_PROXY -u HTTPS_PROXY -u all_proxy -u ALL_PROXY)
direct() { "${no_proxies[@]}" "$@"; }

kube() { direct "$(cluster_programs)/kubectl" --kubeconfig "$kubeconfig" "$@"; }

exec_kubectl() {
  [ -r "$kubeconfig" ] || die "there is no cluster in $cluster that you may use. Start it: $(this_cluster up)"
  KUBECONFIG=$kubeconfig direct "$(cluster_programs)/kubectl" "$@"
}
