# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # variables meet in the script that sources this
# Finds what the platform needs on this machine. Sourced by bin/setup.
#
# Each find_… sets <item>_at and <item>_version when it finds something good enough, or leaves <item>_at empty and
# says in <item>_trouble what is wrong with what is there.

least_java=17
least_maven=3.8
least_firefox=153                      # 140 fails: Playwright asks for BiDi commands that it does not know
least_valkey=6.2
least_go=1.25                          # CoreDNS wants it; Kubernetes 1.34 is content with 1.24
cni_folders=(/usr/lib/cni /opt/cni/bin /usr/libexec/cni)

# at_least WANTED HAVE: compares dotted numbers.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

# The full path of the first of these programs that exists; people without root often lack sbin in their PATH.
program() {
  local name
  for name in "$@"; do
    if PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin type -P "$name"; then return 0; fi
  done
  return 1
}

# The version of the JDK in this folder; fails if it is none (a JRE has no javac).
jdk_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  local version
  version=$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$1/release" 2>/dev/null)
  [ -n "$version" ] || version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac //p')
  [ -n "$version" ] && printf '%s\n' "$version"
}

jdk_homes() {
  local compiler
  if compiler=$(program javac); then dirname "$(dirname "$(readlink -f "$compiler")")"; fi
  compgen -G '/usr/lib/jvm/*' || true
  compgen -G '/usr/java/*' || true
  compgen -G '/opt/*jdk*' || true
  compgen -G "${HOME:-/root}/.sdkman/candidates/java/*" || true
  compgen -G '/Library/Java/JavaVirtualMachines/*/Contents/Home' || true
  compgen -G '/opt/homebrew/opt/openjdk*' || true
}

# JAVA_HOME if it will do; else a JDK 17, which is what the platform is tested with; else the oldest newer one.
find_java() {
  local home version best_version=
  java_at='' java_version='' java_trouble=''
  if [ -n "${JAVA_HOME:-}" ]; then
    if version=$(jdk_version "$JAVA_HOME") && at_least $least_java "$version"; then
      java_at=$JAVA_HOME java_version=$version
      return
    fi
    if [ -n "$version" ]; then java_trouble="JAVA_HOME=$JAVA_HOME is Java $version"
    else java_trouble="JAVA_HOME=$JAVA_HOME is no JDK: it has no bin/javac"; fi
  fi
  while read -r home; do
    if ! version=$(jdk_version "$home") || ! at_least $least_java "$version"; then continue; fi
    if [ -z "$best_version" ] || ! at_least "$best_version" "$version"; then
      java_at=$(readlink -f "$home") java_version=$version best_version=$version
    fi
  done < <(jdk_homes)
}

maven_version() {
  local home version=
  home=$(dirname "$(dirname "$(readlink -f "$1")")")
  version=$(unzip -p "$home"/lib/maven-core-*.jar META-INF/maven/org.apache.maven/maven-core/pom.properties 2>/dev/null |
    sed -n 's/^version=//p' | tr -d '\r') || true
  # Slower: starts a JVM.
  [ -n "$version" ] || version=$(JAVA_HOME=$java_at "$1" -v 2>/dev/null | sed -n 's/^.*Apache Maven \([0-9.]*\).*/\1/p') || true
  printf '%s\n' "$version"
}

find_maven() {
  maven_at='' maven_version='' maven_trouble=''
  if [ -n "${MVN:-}" ]; then
    maven_at=$(program "$MVN") || { maven_trouble="MVN=$MVN is no program"; return; }
  else
    maven_at=$(program mvn) || { maven_at=''; return; }
  fi
  maven_version=$(maven_version "$maven_at")
  if ! at_least $least_maven "${maven_version:-0}"; then
    maven_trouble="$maven_at is ${maven_version:-of no version that I can read}"
    maven_at=''
  fi
}

firefox_version() {
  local ini
  ini=$(dirname "$(readlink -f "$1")")/application.ini
  if [ -f "$ini" ]; then sed -n 's/^Version=//p' "$ini" | head -n 1; return; fi
  timeout 30 "$1" --version 2>/dev/null | sed -n 's/^.*Firefox \([0-9.]*\).*/\1/p'
}

# Ubuntu's firefox is a script that calls a snap; a snap does not see the folders that Playwright makes for it.
is_snap() {
  if [ "$(head -c 2 "$1")" = "#!" ] && grep -qs "^[^#]*snap" "$1"; then return 0; fi
  [[ $(readlink -f "$1") == */snap* ]]
}

find_firefox() {
  local candidate version
  firefox_at='' firefox_version='' firefox_trouble=''
  if [ -n "${RPA_FIREFOX:-}" ]; then set -- "$RPA_FIREFOX"; else
    set -- firefox-esr firefox /usr/lib/firefox-esr/firefox-esr /usr/lib/firefox/firefox /usr/lib64/firefox/firefox \
      /opt/firefox/firefox /Applications/Firefox.app/Contents/MacOS/firefox
  fi
  for candidate in "$@"; do
    if ! candidate=$(program "$candidate"); then continue; fi
    if is_snap "$candidate"; then
      firefox_trouble="$candidate is a snap, which Playwright cannot drive"
      continue
    fi
    version=$(firefox_version "$candidate") || true
    if at_least $least_firefox "${version:-0}"; then
      firefox_at=$candidate firefox_version=$version firefox_trouble=''
      return
    fi
    firefox_trouble="$candidate is ${version:-of no version that I can read}"
  done
  if [ -n "${RPA_FIREFOX:-}" ] && [ -z "$firefox_trouble" ]; then firefox_trouble="RPA_FIREFOX=$RPA_FIREFOX is no program"; fi
}

find_valkey() {
  local candidate version
  valkey_at='' valkey_version='' valkey_trouble=''
  if [ -n "${RPA_VALKEY_SERVER:-}" ]; then set -- "$RPA_VALKEY_SERVER"; else set -- valkey-server redis-server; fi
  for candidate in "$@"; do
    if ! candidate=$(program "$candidate"); then continue; fi
    version=$("$candidate" --version 2>/dev/null | sed -n 's/^.* v=\([0-9.]*\).*/\1/p') || true
    if at_least $least_valkey "${version:-0}"; then
      valkey_at=$candidate valkey_version=$version valkey_trouble=''
      return
    fi
    valkey_trouble="$candidate is ${version:-of no version that I can read}"
  done
  if [ -n "${RPA_VALKEY_SERVER:-}" ] && [ -z "$valkey_trouble" ]; then
    valkey_trouble="RPA_VALKEY_SERVER=$RPA_VALKEY_SERVER is no program"
  fi
}

# Sets tools_missing to the programs that are not there.
find_tools() {
  local tool
  tools_missing=()
  for tool in setsid flock unzip ps pgrep curl; do
    program "$tool" > /dev/null || tools_missing+=("$tool")
  done
}

# Without a font Firefox draws no text, and screenshots prove nothing.
find_fonts() {
  fonts_at=$(find -L /usr/share/fonts /usr/local/share/fonts "${HOME:-/root}/.fonts" "${HOME:-/root}/.local/share/fonts" \
    /System/Library/Fonts -type f \( -name '*.ttf' -o -name '*.otf' -o -name '*.ttc' \) -print -quit 2>/dev/null) || true
}

# Without certificates of authorities Maven can fetch nothing.
find_certificates() {
  local file
  certificates_at=
  for file in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/ca-bundle.pem /etc/ssl/cert.pem; do
    if [ -s "$file" ]; then certificates_at=$file; return; fi
  done
}

# Sets engine_at to a container engine that answers, and base_maker_at to what makes a base image where none can be
# pulled. That is debootstrap, which only Debian and its relatives need: others have their own ways.
find_containers() {
  engine_at='' base_maker_at=''
  if find_engine podman docker; then
    if [ "$engine" = docker ] || can_isolate; then engine_at=$(type -P "$engine")
    else engine_trouble="$engine $engine_version is here, but this machine lets nobody make namespaces, so that no container runs"; fi
  fi
  if ! type -P apt-get > /dev/null; then base_maker_at=none; else base_maker_at=$(program debootstrap) || true; fi
}

# What bin/cluster runs. Sets cluster_missing to the programs that are not there, as Debian's packages are called; and go_at
# and compiler_at, which are wanted only to build.
find_cluster() {
  local folder found=no
  cluster_missing=()
  program etcd > /dev/null || cluster_missing+=(etcd-server)
  { program containerd && program ctr && program containerd-shim-runc-v2; } > /dev/null || cluster_missing+=(containerd)
  program runc > /dev/null || cluster_missing+=(runc)
  for folder in "${cni_folders[@]}"; do
    if [ -x "$folder/bridge" ] && [ -x "$folder/portmap" ] && [ -x "$folder/host-local" ]; then found=yes; fi
  done
  [ $found = yes ] || cluster_missing+=(containernetworking-plugins)
  program iptables > /dev/null || cluster_missing+=(iptables)
  program conntrack > /dev/null || cluster_missing+=(conntrack)
  program ip > /dev/null || cluster_missing+=(iproute2)
  { program nsenter && program unshare && program setsid; } > /dev/null || cluster_missing+=(util-linux)
  program openssl > /dev/null || cluster_missing+=(openssl)
  program curl > /dev/null || cluster_missing+=(curl)
  program pgrep > /dev/null || cluster_missing+=(procps)
  find_go
  find_static_compiler
}

# The newest Go that will do; Debian keeps several beside each other.
find_go() {
  local candidate version
  go_at='' go_version='' go_trouble=''
  while read -r candidate; do
    version=$(GOTOOLCHAIN=local "$candidate" env GOVERSION 2> /dev/null | sed 's/^go//; s/ .*//') || true
    if at_least $least_go "${version:-0}"; then go_at=$candidate go_version=$version go_trouble=''; return; fi
    go_trouble="$candidate is ${version:-of no version that I can read}"
  done < <(program go || true; compgen -G '/usr/local/go/bin/go' || true; compgen -G '/usr/lib/go-*/bin/go' | sort -rV || true)
}

# A C compiler that links a program with nothing but itself in it.
find_static_compiler() {
  local scratch
  compiler_at=$(program gcc cc) || { compiler_at=''; return 0; }
  scratch=$(mktemp)
  say 'int main(void) { return 0; }' | "$compiler_at" -static -x c -o "$scratch" - 2> /dev/null || compiler_at=''
  rm -f "$scratch"
}
