# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # variables meet in the script that sources this
# Finds a container engine, and settles what it wants on this machine. Sourced by bin/image, bin/setup and bin/test.

engine_settings=$rpa_dir/containers.conf
engine_limits=()

# find_engine [NAME…]: the first of these that answers, of podman, docker and buildah if none is named. Sets engine and
# engine_version, or leaves engine empty and says in engine_trouble what is wrong with what is there.
find_engine() {
  local candidate answer
  engine='' engine_version='' engine_trouble=''
  if [ $# = 0 ]; then set -- podman docker buildah; fi
  for candidate in "$@"; do
    if ! type -P "$candidate" > /dev/null; then continue; fi
    settle_engine_settings "$candidate"
    if answer=$(engine_answer "$candidate"); then
      engine=$candidate engine_version=$answer
      return 0
    fi
    engine_trouble=${engine_trouble:+$engine_trouble; }$(why_no_engine "$candidate" "$answer")
  done
  return 1
}

# The version of an engine that is up, else what it says about its trouble.
engine_answer() {
  case $1 in
    docker) timeout 20 docker version --format '{{.Server.Version}}' 2>&1 ;;
    podman) timeout 20 podman info --format '{{.Version.Version}}' 2>&1 ;;
    buildah) timeout 20 buildah info > /dev/null 2>&1 && buildah --version | sed 's/^buildah version \([^ ]*\).*/\1/' ;;
  esac
}

why_no_engine() {
  local said
  said=$(printf '%s\n' "$2" | sed '/^ *$/d' | tail -n 1)
  case $1 in
    docker) say "docker is here, but only its client: no engine answers it ($said)" ;;
    *) say "$1 is here, but does not work: $said" ;;
  esac
}

# Root without CAP_SYS_RESOURCE, as in a container or a small virtual machine, cannot raise limits, and podman would try;
# crun, Debian's first choice, refuses cgroups of version 1 with one of version 2 beside them. The settings for that are
# given to our calls alone, and only where nobody has set others.
settle_engine_settings() {
  local limits='' runtime=''
  engine_limits=()
  [ "$1" != docker ] && [ "$(id -u)" = 0 ] || return 0
  if ! can_raise_limits; then
    engine_limits=("nofile=$(ulimit -Hn):$(ulimit -Hn)" "nproc=$(most_processes):$(most_processes)")
    limits=$(printf ', "%s"' "${engine_limits[@]}")
  fi
  if [ ! -e /sys/fs/cgroup/cgroup.controllers ] && type -P runc > /dev/null; then runtime=runc; fi
  if [ -n "${CONTAINERS_CONF:-}" ] || [ -e /etc/containers/containers.conf ] || [ -z "$limits$runtime" ]; then return 0; fi
  make_rpa_dir
  {
    say "# What podman wants on this machine; the scripts of bin/ give it to their own calls, as CONTAINERS_CONF."
    if [ -n "$limits" ]; then printf '[containers]\ndefault_ulimits = [%s]\n' "${limits#, }"; fi
    if [ -n "$runtime" ]; then printf '[engine]\nruntime = "%s"\n' "$runtime"; fi
  } > "$engine_settings.$$"
  mv "$engine_settings.$$" "$engine_settings"
  export CONTAINERS_CONF=$engine_settings
}

# CAP_SYS_RESOURCE is bit 24.
can_raise_limits() {
  local capabilities
  capabilities=$(sed -n 's/^CapEff:[ \t]*//p' /proc/self/status 2>/dev/null) || true
  [ -z "$capabilities" ] || (( (16#$capabilities >> 24) & 1 ))
}

# Podman lowers its own limit to the largest process id.
most_processes() {
  local mine largest
  mine=$(ulimit -Hu) largest=$(cat /proc/sys/kernel/pid_max)
  if [ "$mine" = unlimited ] || [ "$mine" -gt "$largest" ]; then say "$largest"; else say "$mine"; fi
}

# Whether this machine lets containers be run at all: inside many a container it does not.
can_isolate() {
  if [ "$(id -u)" = 0 ]; then unshare --mount --pid --fork true 2>/dev/null
  else unshare --user --map-root-user --mount --pid --fork true 2>/dev/null; fi
}
