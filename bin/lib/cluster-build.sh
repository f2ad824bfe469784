# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # variables meet in the script that sources this
# Builds Kubernetes and what else the node runs. Sourced by cluster.sh.
#
# What is built is kept outside the project, one folder for a version and its sources, so that a fresh clone does not build
# again. Go has a cache of its own besides.

cluster_commands=(kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy kubectl)

# The cache of who called sudo, if anybody did.
cluster_cache() {
  local home=${HOME:-/root}
  if [ "$(id -u)" = 0 ] && [ -n "${SUDO_USER:-}" ]; then home=$(getent passwd "$SUDO_USER" | cut -d: -f6); fi
  say "${XDG_CACHE_HOME:-$home/.cache}/fno-rpa"
}

# The folder of what is built from the sources as they are now.
cluster_programs() {
  if [ -z "${cluster_programs_at:-}" ]; then
    cluster_programs_at=$(cluster_cache)/kubernetes-${kubernetes_version#v}-$(cluster_stamp)
  fi
  say "$cluster_programs_at"
}

cluster_stamp() {
  (
    cd "$cluster_sources" || exit
    {
      uname -m
      find . -name '*.go' -o -name '*.c' -o -name 'go.*' | LC_ALL=C sort | xargs sha256sum
    } | sha256sum | cut -c 1-12
  )
}

is_cluster_built() { [ -f "$(cluster_programs)/built" ]; }

builders_missing() {
  if [ -z "$go_at" ]; then say "Go $least_go or newer${go_trouble:+ ($go_trouble)}"; fi
  if [ -z "$compiler_at" ]; then say 'gcc with a static C library'; fi
}

build_cluster() {
  local cache fresh log begin=$SECONDS build_fd program missing
  if is_cluster_built; then say "Kubernetes $kubernetes_version is built: $(cluster_programs)"; return; fi
  find_go
  find_static_compiler
  missing=$(builders_missing | paste -s -d ' ')
  if [ -n "$missing" ]; then warn "to build Kubernetes I want $missing. On Debian: bin/setup --cluster."; other_ways; exit 1; fi
  cache=$(cluster_cache)
  mkdir -p "$cache" || die "cannot make the folder $cache"
  exec {build_fd}>>"$cache/build.lock"
  if ! flock --nonblock "$build_fd"; then
    say "Waiting for another build of Kubernetes on this machine (at most an hour) …"
    flock --wait 3600 "$build_fd" || die "another build still holds $cache/build.lock. End it and start again."
    if is_cluster_built; then say "It is built."; exec {build_fd}>&-; return; fi
  fi

  say "Building Kubernetes $kubernetes_version with Go $go_version (the first time takes about ten minutes on two cores) …"
  rm -rf "$cache"/building.*
  remove_old_builds
  fresh=$(mktemp -d "$cache/building.XXXXXX")
  log=$cache/build.log
  : > "$log"
  for program in "${cluster_commands[@]}"; do
    step "$program" go_build "$cluster_sources" "$fresh/$program" "k8s.io/kubernetes/cmd/$program"
  done
  step CoreDNS go_build "$cluster_sources/dns" "$fresh/coredns" .
  step 'volumes' go_build "$cluster_sources" "$fresh/volumes" ./volumes
  step 'images: pause, probe' build_small_images
  touch "$fresh/built"
  chmod 755 "$fresh"
  rm -rf "$(cluster_programs)"
  mv "$fresh" "$(cluster_programs)"
  if [ "$(id -u)" = 0 ] && [ -n "${SUDO_UID:-}" ]; then chown -R "$SUDO_UID:${SUDO_GID:-}" "$cache"; fi
  exec {build_fd}>&-
  say "Built in $(((SECONDS - begin) / 60)) min $(((SECONDS - begin) % 60)) s: $(du -sm "$(cluster_programs)" | cut -f1) MB in $(cluster_programs)"
}

# Each up marks the build that it takes: what no cluster has taken for a month goes.
remove_old_builds() {
  local mark
  find "$cache" -mindepth 2 -maxdepth 2 -path '*/kubernetes-*/built' -mtime +30 | while read -r mark; do rm -rf "$(dirname "$mark")"; done
}

# go_build FOLDER PROGRAM PACKAGE, without C, so that a program runs anywhere. The version is what the server calls itself.
go_build() {
  local version=k8s.io/component-base/version minor=${kubernetes_version#v1.}
  (
    exec {build_fd}>&-
    cd "$1" && CGO_ENABLED=0 GOFLAGS="-mod=readonly -buildvcs=false" "$go_at" build -trimpath -o "$2" \
      -ldflags "-s -w -X $version.gitVersion=$kubernetes_version -X $version.gitMajor=1 -X $version.gitMinor=${minor%%.*}" "$3"
  ) >> "$log" 2>&1 || build_failed "$3"
}

build_failed() {
  tail -n 15 "$log" | cut -c 1-300 | sed 's/^/  /' >&2
  die "$1 could not be built. All that was said is in $log"
}

build_small_images() {
  go_build "$cluster_sources" "$fresh/probe" ./probe
  "$compiler_at" -static -Os -s -o "$fresh/pause" "$cluster_sources/pause/pause.c" >> "$log" 2>&1 || build_failed pause
  program_image "$pause_image" pause
  program_image "$probe_image" probe
}

# program_image NAME PROGRAM: an archive of an image with this one program in it, in docker's form.
program_image() {
  local at=$fresh/image layer architecture
  case $(uname -m) in x86_64) architecture=amd64 ;; aarch64) architecture=arm64 ;; *) architecture=$(uname -m) ;; esac
  mkdir -p "$at/root" "$at/all"
  install -m 755 "$fresh/$2" "$at/root/$2"
  archive "$at/all/layer.tar" "$at/root" "$2"
  layer=$(sha256sum "$at/all/layer.tar" | cut -d' ' -f1)
  printf '{"architecture":"%s","os":"linux","config":{"Entrypoint":["/%s"],"User":"65535:65535"},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
    "$architecture" "$2" "$layer" > "$at/all/config.json"
  printf '[{"Config":"config.json","RepoTags":["%s"],"Layers":["layer.tar"]}]' "$1" > "$at/all/manifest.json"
  archive "$fresh/$2.tar" "$at/all" manifest.json config.json layer.tar
  rm -rf "$at"
}

# archive FILE FOLDER NAME…: the same content gives the same archive.
archive() {
  local file=$1 folder=$2
  shift 2
  tar -C "$folder" --owner=0 --group=0 --numeric-owner --mtime=@0 -cf "$file" "$@"
}
