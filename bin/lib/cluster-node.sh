# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # variables meet in the script that sources this
# The node: its namespaces, its link to the machine and the control group of its pods. Sourced by cluster.sh.
#
# Each cluster of a machine has a number, 0 to 15, from which its addresses follow. The link carries the number in its name
# and can be made once only: whoever makes it has the number.

node_link=rpa-cluster            # and the number
node_group=rpa-cluster

numbered_addresses() {
  number=$1
  link=$node_link$number group=$node_group$number
  machine_address=10.245.$number.1 node_address=10.245.$number.2 node_net=10.245.$number.0/30
  pod_net=10.244.$number.0/24
  service_net=10.$((96 + number)).0.0/16
  api=https://$node_address:6443
}

# --- Which process holds the node --------------------------------------------------------------------------------
# node.pid holds its id, its start (ids are used again), and the cluster's number as soon as it has one.

start_of() { sed 's/.*) //' "/proc/$1/stat" 2> /dev/null | cut -d' ' -f20; }

# Sets node, and the addresses; fails if the node is not there.
find_node() {
  local id start='' number_then=''
  node='' number=''
  if read -r id start number_then 2> /dev/null < "$cluster/node.pid"; then
    if [ -n "$number_then" ]; then numbered_addresses "$number_then"; fi
    [ -n "$start" ] && [ "$(start_of "$id")" = "$start" ] || return 1
  else
    id=$(lost_node) && [ -n "$id" ] || return 1
  fi
  is_node "$id" || return 1
  node=$id
  if [ -z "$number" ]; then number_then=$(number_within); fi
  if [ -n "$number_then" ]; then numbered_addresses "$number_then"; fi
}

# What is ended with all that is in its namespaces had better be a node: a process that has namespaces of its own, and our program.
is_node() {
  [[ $1 =~ ^[0-9]+$ ]] && [ "$(tr '\0' ' ' 2> /dev/null < "/proc/$1/cmdline")" = '/mnt/bin/pause ' ] &&
    [ "$(readlink "/proc/$1/ns/pid")" != "$(readlink /proc/self/ns/pid)" ]
}

# Whoever removes .rpa removes the folder of a cluster that is up; but the node's starter still names it.
lost_node() {
  local starter
  starter=$(pgrep -o -f "^unshare .*/cluster-init $(printf '%s' "$cluster" | sed 's/[][\\.*^$+?(){}|]/\\&/g') /") || return 1
  pgrep -P "$starter"
}

number_within() { in_node ip -o -4 address show eth0 2> /dev/null | sed -n 's/.* 10\.245\.\([0-9]*\)\..*/\1/p'; }

# in_node COMMAND…: runs it within, with no environment but PATH. A part is started so too.
in_node() { nsenter -t "$node" -m -p -n env -i "PATH=$node_path" HOME=/root "$@"; }
node_path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# --- Making it ---------------------------------------------------------------------------------------------------

make_node() {
  local holder
  (
    close_files
    exec setsid env -i "PATH=$node_path" HOME=/root \
      unshare --pid --fork --mount --net --propagation private bash "$root/bin/lib/cluster-init" "$cluster" "$(cluster_programs)"
  ) < /dev/null > "$cluster/logs/node.log" 2>&1 &
  holder=$!
  if ! within 10 test -e "$cluster/node.ready"; then
    pkill -KILL -P "$holder" || true
    node_failed
  fi
  node=$(pgrep -P "$holder") || node_failed
  say "$node $(start_of "$node")" > "$cluster/node.pid"
}

node_failed() { part_failed node "the node's namespaces could not be made"; }

# Takes the first number whose addresses nobody here uses.
claim_addresses() {
  local candidate said=
  for candidate in {0..15}; do
    numbered_addresses "$candidate"
    if ! is_free "$node_net" || ! is_free "$pod_net" || ! is_free "$service_net"; then continue; fi
    if said=$(ip link add "$link" type veth peer name eth0 netns "$node" 2>&1); then
      say "$node $(start_of "$node") $number" > "$cluster/node.pid"
      return 0
    fi
  done
  number=''
  die "there are no free addresses for the node: 10.244.N.0/24, 10.245.N.0/30 and 10.(96+N).0.0/16, N from 0 to 15, are all in" \
    "use here (ip route show)${said:+, or no link can be made: $said}"
}

# No route of this machine leads into this net, or to a part of it; but the default route leads everywhere.
is_free() {
  [ -z "$(ip -4 route show table all root "$1" type unicast 2> /dev/null)" ] &&
    ! ip -4 route show table all match "$1" type unicast 2> /dev/null | grep -qv '^default'
}

connect_node() {
  claim_addresses
  in_node ip address add "$node_address/30" dev eth0
  in_node ip link set eth0 up
  ip address add "$machine_address/30" dev "$link"
  ip link set "$link" up
  in_node ip route add default via "$machine_address"
  ip route add "$pod_net" via "$node_address"
  ip route add "$service_net" via "$node_address"
}

# --- Control groups ----------------------------------------------------------------------------------------------

# The places where the pods' group is: one for each controller (version 1), one for all (version 2), or both.
group_homes() { awk '$3 == "cgroup" || $3 == "cgroup2" { print $2 }' /proc/mounts | sort -u; }

make_group() {
  local home controller
  while read -r home; do
    if [ -e "$home/cgroup.controllers" ]; then
      # One by one: a machine may have some of them alone.
      for controller in cpu cpuset memory pids io; do
        say "+$controller" > "$home/cgroup.subtree_control" || true
      done 2> /dev/null
    fi
    mkdir -p "$home/$group" || die "cannot make the control group $home/$group"
    if [ -e "$home/cpuset.cpus" ] && [ -e "$home/$group/cpuset.mems" ]; then
      cat "$home/cpuset.cpus" > "$home/$group/cpuset.cpus"
      cat "$home/cpuset.mems" > "$home/$group/cpuset.mems"
    fi
  done < <(group_homes)
}

remove_group() {
  local home
  while read -r home; do
    [ -d "$home/$group" ] || continue
    find "$home/$group" -depth -type d -exec rmdir {} + 2> /dev/null || true
    [ ! -d "$home/$group" ] || return 1
  done < <(group_homes)
}

# Bytes that the pods use.
group_memory() {
  cat "/sys/fs/cgroup/$group/memory.current" 2> /dev/null || cat "/sys/fs/cgroup/memory/$group/memory.usage_in_bytes" 2> /dev/null || say 0
}
