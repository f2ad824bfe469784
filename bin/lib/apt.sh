# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # variables meet in the script that sources this
# Installs packages on Debian and its relatives. Sourced by bin/setup.

apt_log=$rpa_dir/setup.log
policy=/usr/sbin/policy-rc.d           # Debian asks it before a package starts a service
policy_kept=$policy.kept-by-rpa-setup
policy_mark='rpa-setup: no package may start a service now'

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

can_be_root() { [ "$(id -u)" = 0 ] || { type -P sudo > /dev/null && sudo -n true 2>/dev/null; }; }

# Runs apt-get with its output in the log; shows the end of the log if it fails.
apt_get() {
  if (exec {packages_lock_fd}<&-; as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=300 "$@" >> "$apt_log" 2>&1); then
    return 0
  fi
  warn "apt-get $* failed. The last it said (all of it is in $apt_log):"
  tail -n 15 "$apt_log" | sed 's/^/  /' >&2
  return 1
}

# The version that apt would install, without epoch; nothing if it has none.
apt_candidate() {
  apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: \([0-9]*:\)\{0,1\}\([0-9].*\)$/\2/p'
}

# One bin/setup installs at a time on this machine: the lock is on dpkg's folder, which any user may read.
lock_packages() {
  exec {packages_lock_fd}< /var/lib/dpkg
  flock --nonblock "$packages_lock_fd" && return 0
  say "Waiting for another bin/setup on this machine (at most 15 minutes) …"
  flock --wait 900 "$packages_lock_fd" || die "another bin/setup still installs packages. End it and start again."
}

forbid_services() {
  if { [ -e "$policy" ] || [ -L "$policy" ]; } && ! grep -qs "$policy_mark" "$policy"; then as_root mv "$policy" "$policy_kept"; fi
  printf '#!/bin/sh\n# %s\nexit 101\n' "$policy_mark" | as_root tee "$policy" > /dev/null
  as_root chmod 755 "$policy"
}

allow_services() {
  grep -qs "$policy_mark" "$policy" || return 0
  if [ -e "$policy_kept" ]; then as_root mv "$policy_kept" "$policy"; else as_root rm -f "$policy"; fi
}

# A bin/setup that was killed may have left its ban on services behind.
lift_forgotten_ban() {
  grep -qs "$policy_mark" "$policy" && can_be_root || return 0
  exec {packages_lock_fd}< /var/lib/dpkg
  if flock --nonblock "$packages_lock_fd"; then allow_services; fi
  exec {packages_lock_fd}<&-
}

# apt_install [-t SUITE] PACKAGE…
apt_install() {
  local suite=()
  if [ "$1" = -t ]; then suite=(-t "$2"); shift 2; fi
  say "Installing $* (may take a few minutes) …"
  trap allow_services EXIT
  trap 'exit 130' INT TERM
  forbid_services
  local result=0
  apt_get install --no-install-recommends "${suite[@]}" "$@" || result=1
  allow_services
  trap - EXIT INT TERM
  return $result
}

# The platform starts its own server on its own port; the one of the package must not start at the next boot either.
disable_service() {
  if type -P systemctl > /dev/null; then as_root systemctl --quiet disable "$1.service" >> "$apt_log" 2>&1 || true; fi
  if [ -e "/etc/init.d/$1" ]; then as_root update-rc.d "$1" disable >> "$apt_log" 2>&1 || true; fi
}

codename() { sed -n 's/^VERSION_CODENAME=//p' /etc/os-release; }

is_debian() { grep -q '^ID=debian' /etc/os-release 2>/dev/null; }

# The machine's own source of Debian's main archive, written anew for another suite. Address, key and options stay.
# Both forms of source files are understood; what is printed has the form that was found first.
#   source_for_suite FILE OLD_SUITE NEW_SUITE
source_for_suite() {
  case $1 in
    *.sources) awk -v old="$2" -v new="$3" -v RS= -v FS='\n' '
        function has(words, word,   list, n, i) {
          n = split(words, list, /[ \t]+/)
          for (i = 1; i <= n; i++) if (list[i] == word) return 1
          return 0
        }
        {
          text = ""; suites = ""; types = ""; off = 0
          for (i = 1; i <= NF; i++) {
            line = $i
            if (line ~ /^#/) continue
            value = line; sub(/^[^:]*:[ \t]*/, "", value)
            field = tolower(line); sub(/:.*/, "", field)
            if (line ~ /^[ \t]/) field = ""
            if (field == "enabled" && tolower(value) == "no") off = 1
            if (field == "types") { types = value; line = "Types: deb" }
            if (field == "suites") { suites = value; line = "Suites: " new }
            if (field == "components") line = "Components: main"
            text = text line "\n"
          }
          if (!off && has(types, "deb") && has(suites, old)) { printf "%s", text; exit }
        }' "$1" ;;
    *) awk -v old="$2" -v new="$3" '
        $1 == "deb" {
          rest = $0; options = ""
          sub(/^[ \t]*deb[ \t]+/, "", rest)
          if (rest ~ /^\[/) { options = rest; sub(/\].*/, "] ", options); sub(/^\[[^]]*\][ \t]*/, "", rest) }
          split(rest, word, /[ \t]+/)
          if (word[2] == old) { print "deb " options word[1] " " new " main"; exit }
        }' "$1" ;;
  esac
}

# Valkey for Debian 12 is in Debian's backports, which most machines do not list.
add_backports() {
  local suite file text target
  suite=$(codename)-backports
  for file in /etc/apt/sources.list.d/*.sources /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ -f "$file" ] || continue
    text=$(source_for_suite "$file" "$(codename)" "$suite")
    [ -n "$text" ] || continue
    case $file in *.sources) target=/etc/apt/sources.list.d/rpa-backports.sources ;; *) target=/etc/apt/sources.list.d/rpa-backports.list ;; esac
    say "Adding Debian's $suite as $target (its packages are taken only when asked for)"
    printf '%s\n' "$text" | as_root tee "$target" > /dev/null
    if apt_get update && [ -n "$(apt_candidate valkey-server)" ]; then return 0; fi
    as_root rm -f "$target"
    warn "$suite has no Valkey that can be had here; taken back."
    return 1
  done
  return 1
}

# Valkey from the archive, else from Debian's backports, else Redis, which speaks the same language.
install_valkey() {
  local package=valkey-server suite=()
  if [ -z "$(apt_candidate valkey-server)" ]; then
    if is_debian && add_backports; then suite=(-t "$(codename)-backports"); else package=redis-server; fi
  fi
  if [ "$package" = redis-server ]; then say "No package valkey-server here; redis-server $least_valkey or newer will do."; fi
  apt_install "${suite[@]}" "$package" || return 1
  disable_service "$package"
}

# What runs containers as root, and what lets other users do so. Nothing of it is written to /etc by us.
engine_packages=(podman buildah runc debootstrap uidmap slirp4netns)

# Podman needs no service; those that its package brings must not start at the next boot.
install_engine() {
  local unit
  if [ -n "$engine_at" ]; then apt_install debootstrap; return; fi
  apt_install "${engine_packages[@]}" || return 1
  for unit in podman.socket podman.service podman-restart.service podman-auto-update.timer podman-auto-update.service; do
    if type -P systemctl > /dev/null; then as_root systemctl --quiet disable "$unit" >> "$apt_log" 2>&1 || true; fi
  done
}

# What a cluster's node runs, and what builds Kubernetes. The services that etcd's and containerd's packages bring must not start.
install_cluster() {
  local packages=("${cluster_missing[@]}") package
  if [ -z "$go_at" ] && [ -n "$(go_package)" ]; then packages+=("$(go_package)"); fi
  if [ -z "$compiler_at" ]; then packages+=(gcc libc6-dev); fi
  [ ${#packages[@]} -gt 0 ] || return 0
  apt_install "${packages[@]}" || return 1
  for package in "${packages[@]}"; do
    case $package in etcd-server) disable_service etcd ;; containerd) disable_service containerd ;; esac
  done
}

# The oldest Go that will do; nothing if apt has none.
go_package() {
  local package version
  for package in golang-1.{25..30}-go golang-go; do
    version=$(apt_candidate "$package" | sed 's/~.*//')
    if at_least "$least_go" "${version:-0}"; then printf '%s\n' "$package"; return; fi
  done
}

# The first of these packages that apt knows.
first_known() {
  local package
  for package in "$@"; do
    if [ -n "$(apt_candidate "$package")" ]; then printf '%s\n' "$package"; return; fi
  done
  printf '%s\n' "$1"
}

# Why this machine's archives cannot give a Firefox that will do; nothing if they can.
firefox_obstacle() {
  local version
  version=$(apt_candidate firefox-esr)
  if [ -z "$version" ]; then
    say "These apt sources have no firefox-esr. Install Mozilla's own Firefox (no snap) and name it with RPA_FIREFOX."
  elif ! at_least "$least_firefox" "$version"; then
    say "These apt sources have firefox-esr $version, which is too old. Debian's security archive has a newer one:" \
        "add its suite $(codename)-security to the sources, then run bin/setup again."
  fi
}

# Installs what the find_… functions did not find. Nothing else on the machine is changed.
install_missing() {
  local packages=()
  make_rpa_dir
  : > "$apt_log"
  give_rpa_dir
  lock_packages
  say "Asking the package archive what it has …"
  apt_get update || warn "going on with the lists that are there."
  if [ -z "$java_at" ]; then
    packages+=("$(first_known openjdk-17-jdk-headless openjdk-21-jdk-headless openjdk-25-jdk-headless default-jdk-headless)")
  fi
  if [ -z "$maven_at" ]; then packages+=(maven); fi
  if [ -z "$firefox_at" ] && [ -z "$(firefox_obstacle)" ]; then packages+=(firefox-esr); fi
  if [ ${#tools_missing[@]} -gt 0 ]; then packages+=(util-linux unzip procps curl); fi
  if [ -z "$fonts_at" ]; then packages+=(fonts-dejavu-core); fi
  if [ -z "$certificates_at" ]; then packages+=(ca-certificates); fi
  if [ ${#packages[@]} -gt 0 ]; then apt_install "${packages[@]}" || return 1; fi
  if [ -z "$valkey_at" ]; then install_valkey || return 1; fi
  if [ "$containers" = yes ] && { [ -z "$engine_at" ] || [ -z "$base_maker_at" ]; }; then install_engine || return 1; fi
  if [ "$cluster" = yes ] && ! cluster_there; then install_cluster || return 1; fi
}
