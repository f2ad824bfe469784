# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # variables meet in the script that sources this
# Starts the parts of a cluster within its node. Sourced by cluster.sh.

# In the order of their start. Each is known by the path it is started with, and logs to logs/NAME.log.
cluster_parts=(etcd containerd kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy coredns volumes)

part_program() {
  case $1 in
    etcd | containerd) PATH=$node_path type -P "$1" ;;
    *) say "/mnt/bin/$1" ;;
  esac
}

# The id of a part's process, as this machine counts.
part_pid() { pgrep --ns "$node" --nslist pid -o -f "^$(part_program "$1")( |\$)"; }

# start_part NAME ARGUMENT…
start_part() {
  local name=$1
  shift
  (
    close_files
    # shellcheck disable=SC2016  # for the inner shell
    in_node sh -c 'log=$1; shift; setsid "$@" < /dev/null >> "$log" 2>&1 &' sh "/mnt/logs/$name.log" "$(part_program "$name")" "$@"
  )
}

# part_ready NAME SECONDS COMMAND…: waits for it, and tells why if it dies or takes too long.
part_ready() {
  local name=$1 seconds=$2 end
  shift 2
  end=$(($(microseconds) + seconds * 1000000))
  until "$@" > /dev/null 2>&1; do
    within 1 part_pid "$name" || part_failed "$name" "$name has ended"
    [ "$(microseconds)" -lt "$end" ] || part_failed "$name" "$name was not ready within $seconds s"
    sleep 0.1
  done
}

part_failed() {
  warn "$2. The last of its log:"
  tail -n 15 "$cluster/logs/$1.log" 2> /dev/null | cut -c 1-300 | sed 's/^/  /' >&2
  die "the cluster did not come up; what runs of it is left for a look. Logs: $cluster/logs. To end it: $(this_cluster down)"
}

# --- Up ----------------------------------------------------------------------------------------------------------

cluster_up() {
  local begin
  want_root
  want_programs
  refuse_strange_folder
  is_cluster_built || build_cluster
  touch "$(cluster_programs)/built"
  lock_cluster
  begin=$(microseconds)
  if find_node && [ -n "$number" ] && [ -e "$cluster/etc/resolv.conf" ]; then
    if all_parts_run && node_is_ready; then say "It is up: export KUBECONFIG=$kubeconfig"; return; fi
    say "Starting again what has died of the cluster in $cluster …"
  else
    if find_node; then say "A start that was broken off is cleared away first …"; fi
    end_node
    begin_anew
    say "Starting Kubernetes $kubernetes_version in $cluster"
    step namespaces make_node
    step network connect_node
    step 'keys and settings' write_settings
  fi
  start_parts
  say "Up in $((($(microseconds) - begin) / 1000000)) s: $api, pods $pod_net, services $service_net"
  say "  export KUBECONFIG=$kubeconfig"
}

# A folder with things of somebody else in it is not taken: down would remove some of them.
refuse_strange_folder() {
  if [ -f "$cluster/cluster.lock" ] || [ ! -e "$cluster" ]; then return; fi
  if [ -n "$(ls -A "$cluster")" ]; then die "$cluster is not empty and holds no cluster. Name another folder with --data."; fi
}

begin_anew() {
  rm -rf "$cluster"/{logs,audit}
  mkdir -p "$cluster"/{logs,audit,etc/cni,pki}
  chmod 755 "$cluster"
  give_rpa_dir_itself
}

# Who called sudo must be able to read logs and kubeconfig; the rest is root's.
give_rpa_dir_itself() {
  [ -n "${SUDO_UID:-}" ] || return 0
  chown "$SUDO_UID:${SUDO_GID:-}" "$cluster" "$cluster"/{logs,audit}
  case $cluster in "$rpa_dir"/*) chown "$SUDO_UID:${SUDO_GID:-}" "$rpa_dir" ;; esac
}

all_parts_run() {
  local part
  for part in "${cluster_parts[@]}"; do part_pid "$part" > /dev/null || return 1; done
}

# run NAME TEXT SECONDS READY ARGUMENT…: starts a part unless it runs, and waits until the function READY is content.
run() {
  local name=$1 text=$2 seconds=$3 ready=$4
  shift 4
  if part_pid "$name" > /dev/null; then return 0; fi
  step "$text" start_and_wait "$@"
}

start_and_wait() {
  start_part "$name" "$@"
  part_ready "$name" "$seconds" "$ready"
}

start_parts() {
  run etcd etcd 20 etcd_answers --data-dir=/var/lib/etcd --unsafe-no-fsync --logger=zap --log-outputs=stderr \
    --listen-client-urls=http://127.0.0.1:2379 --advertise-client-urls=http://127.0.0.1:2379
  run kube-apiserver 'API server' 60 api_answers --etcd-servers=http://127.0.0.1:2379 --secure-port=6443 --cert-dir=/mnt/pki/apiserver \
    --advertise-address="$node_address" --kubelet-preferred-address-types=InternalIP \
    --service-cluster-ip-range="$service_net" --authorization-mode=Node,RBAC --allow-privileged=false \
    --token-auth-file=/mnt/pki/tokens.csv --service-account-issuer=https://kubernetes.default.svc \
    --service-account-signing-key-file=/mnt/pki/service-accounts.key --service-account-key-file=/mnt/pki/service-accounts.key \
    --kubelet-client-certificate=/mnt/pki/kubelet-client.crt --kubelet-client-key=/mnt/pki/kubelet-client.key \
    --audit-policy-file=/mnt/etc/audit-policy.yaml --audit-log-path=/mnt/audit/audit.log --audit-log-maxsize=1000 --audit-log-maxbackup=4
  [ -e "$kubeconfig" ] || write_kubeconfig
  run containerd containerd 20 containerd_answers --config /mnt/etc/containerd.toml
  step 'pause and probe images' give_small_images
  run kube-controller-manager controllers 30 controllers_answer --kubeconfig=/mnt/etc/kube-controller-manager.kubeconfig \
    --service-account-private-key-file=/mnt/pki/service-accounts.key --use-service-account-credentials \
    --root-ca-file=$node_authority --leader-elect=false
  run kube-scheduler scheduler 30 scheduler_answers --kubeconfig=/mnt/etc/kube-scheduler.kubeconfig --leader-elect=false
  step 'storage class, rights' apply_base
  run kubelet kubelet 30 kubelet_answers --config=/mnt/etc/kubelet.yaml --kubeconfig=/mnt/etc/kubelet.kubeconfig \
    --node-ip="$node_address" --hostname-override="$node_name" --root-dir=/var/lib/kubelet
  run kube-proxy services 20 proxy_answers --config=/mnt/etc/kube-proxy.yaml
  run coredns DNS 30 dns_answers -conf /mnt/etc/Corefile
  run volumes volumes 5 volumes_run /mnt/etc/volumes.kubeconfig /mnt/volumes "$node_name"
  step 'node ready' wait_for_node
}

answers() { in_node curl --noproxy '*' -fsSk -m 2 "$1"; }
etcd_answers() { answers http://127.0.0.1:2379/health; }
api_answers() { answers "$api/readyz"; }
containerd_answers() { in_node ctr version; }
controllers_answer() { answers https://127.0.0.1:10257/healthz; }
scheduler_answers() { answers https://127.0.0.1:10259/healthz; }
kubelet_answers() { answers http://127.0.0.1:10248/healthz; }
proxy_answers() { answers http://127.0.0.1:10256/healthz; }
dns_answers() { answers http://127.0.0.1:8181/ready; }
volumes_run() { part_pid volumes; }

# The first seconds of an API server may still refuse.
apply_base() {
  if within 20 kube apply -f "$cluster_sources/etc/base.yaml"; then return 0; fi
  kube apply -f "$cluster_sources/etc/base.yaml" > /dev/null || part_failed kube-apiserver 'the API server did not take etc/base.yaml'
}

give_small_images() {
  local image
  for image in pause probe; do
    in_node ctr -n k8s.io images import "/mnt/bin/$image.tar" > /dev/null || part_failed containerd "containerd did not take the image $image"
  done
}

node_is_ready() { [ "$(kube get node "$node_name" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}' 2> /dev/null)" = True ]; }

wait_for_node() {
  within 60 node_is_ready && return 0
  warn "the node says of itself:"
  kube get node "$node_name" -o 'jsonpath={range .status.conditions[*]}{.type}={.status} {.message}{"\n"}{end}' 2>&1 | sed 's/^/  /' >&2
  part_failed kubelet "the node was not ready within 60 s"
}

# --- Keys and settings -------------------------------------------------------------------------------------------

write_settings() {
  local cni layers masquerade file
  cni=$(cni_folder) layers=$(snapshotter) masquerade=$(masquerade_all)
  make_group
  (
    umask 077
    write_keys
    write_tokens
  )
  for file in audit-policy.yaml kubelet.yaml kube-proxy.yaml containerd.toml cni.conflist Corefile; do
    sed -e "s#@NODE@#$node_address#g; s#@PODS@#$pod_net#g; s#@GROUP@#$group#g; s#@NAME@#$node_name#g; s#@PAUSE@#$pause_image#g" \
      -e "s#@CNI@#$cni#g; s#@SNAPSHOTTER@#$layers#g; s#@MASQUERADE@#$masquerade#g" "$cluster_sources/etc/$file" > "$cluster/etc/$file"
  done
  mv "$cluster/etc/cni.conflist" "$cluster/etc/cni/10-rpa.conflist"
  say "nameserver $node_address" > "$cluster/etc/resolv.conf"
}

node_authority=/mnt/pki/apiserver/apiserver.crt

# The API server makes its own certificate, and is its own authority. Accounts of services are signed with a key of ours, and the
# kubelet is shown a certificate of ours.
write_keys() {
  local at=$cluster/pki curve=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)
  {
    openssl ecparam -name prime256v1 -genkey -noout -out "$at/service-accounts.key"
    openssl req -x509 "${curve[@]}" -days 3650 -keyout "$at/kubelet-clients.key" -out "$at/kubelet-clients.crt" -subj '/CN=kubelet clients'
    openssl req "${curve[@]}" -keyout "$at/kubelet-client.key" -out "$at/kubelet-client.csr" -subj '/O=system:masters/CN=kube-apiserver'
    openssl x509 -req -days 3650 -in "$at/kubelet-client.csr" -CA "$at/kubelet-clients.crt" -CAkey "$at/kubelet-clients.key" \
      -CAcreateserial -out "$at/kubelet-client.crt"
  } >> "$cluster/logs/keys.log" 2>&1 || part_failed keys "openssl could not make the keys"
}

# One line for each who may call: token, name, id, groups.
write_tokens() {
  local at=$cluster/pki/tokens.csv
  : > "$at"
  write_caller admin rpa-cluster:admin system:masters
  write_caller kube-controller-manager system:kube-controller-manager ''
  write_caller kube-scheduler system:kube-scheduler ''
  write_caller kubelet "system:node:$node_name" system:nodes
  write_caller kube-proxy system:kube-proxy ''
  write_caller coredns rpa-cluster:coredns ''
  write_caller volumes rpa-cluster:volumes ''
}

# write_caller FILE NAME GROUPS
write_caller() {
  local token
  token=$(od -An -N 24 -tx1 /dev/urandom | tr -d ' \n')
  printf '%s,%s,%s,"%s"\n' "$token" "$2" "$1" "$3" >> "$at"
  cat > "$cluster/etc/$1.kubeconfig" <<END
apiVersion: v1
kind: Config
clusters: [{name: rpa, cluster: {server: "$api", certificate-authority: $node_authority}}]
users: [{name: rpa, user: {token: $token}}]
contexts: [{name: rpa, context: {cluster: rpa, user: rpa}}]
current-context: rpa
END
}

# The administrator's, whole in one file: it is used outside the node. The API server has made its certificate by now.
write_kubeconfig() {
  local authority
  authority=$(base64 -w 0 < "$cluster/pki/apiserver/apiserver.crt")
  (umask 077; sed "s#certificate-authority: $node_authority#certificate-authority-data: $authority#" "$cluster/etc/admin.kubeconfig" > "$kubeconfig")
  if [ -n "${SUDO_UID:-}" ]; then chown "$SUDO_UID:${SUDO_GID:-}" "$kubeconfig"; fi
}

cni_folder() {
  local folder
  for folder in "${cni_folders[@]}"; do
    if [ -x "$folder/bridge" ]; then say "$folder"; return; fi
  done
}

# Layers are laid over each other where the file system allows it, as most do.
snapshotter() {
  local at=$cluster/lib/try
  mkdir -p "$at"/{lower,upper,work,all}
  # shellcheck disable=SC2016  # for the inner shell
  if in_node sh -c 'cd /var/lib/try && mount -t overlay -o lowerdir=lower,upperdir=upper,workdir=work overlay all && umount all' 2> /dev/null
  then say overlayfs; else say native; fi
  rm -rf "$at"
}

# Two pods talk to each other through a service only if the kernel looks at what passes a bridge; else all of it must pass the node.
masquerade_all() {
  if in_node test -e /proc/sys/net/bridge/bridge-nf-call-iptables || modprobe br_netfilter 2> /dev/null; then say false; else say true; fi
}
