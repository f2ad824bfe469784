# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # variables meet in the script that sources this
# Brings images into a cluster. Sourced by cluster.sh.

# load_images IMAGE|ARCHIVE…
load_images() {
  local image
  want_root
  [ ! -f "$cluster/cluster.lock" ] || lock_cluster
  if ! find_node || ! part_pid containerd > /dev/null; then die "no cluster runs in $cluster. Start it: $(this_cluster up)"; fi
  for image in "$@"; do
    if [ -f "$image" ]; then step "$(basename "$image")" load_archive "$image"
    else load_named "$image"; fi
  done
}

# shellcheck disable=SC2094  # its name, for messages
load_archive() { import_images "$1" < "$1"; }

# The node is given an image again only if the engine has another under that name by now.
load_named() {
  local name id stamp
  find_engine podman docker buildah || die "$1 is no archive, and no container engine is here that could have an image of that name." \
    "${engine_trouble:+($engine_trouble) }Build it with bin/image, or name an archive."
  id=$(image_id "$1") || die "$engine has no image $1. Build it (bin/image), or name one of: $engine images"
  stamp=$cluster/images/$(printf '%s' "$1" | tr -c 'a-zA-Z0-9._-' _)
  if [ "$(cat "$stamp" 2> /dev/null)" = "$id" ]; then say "  $1 is there already"; return; fi
  step "$1" save_and_import "$1"
  mkdir -p "$cluster/images"
  say "$id" > "$stamp"
}

save_and_import() {
  case $engine in
    podman) podman save -q --format oci-archive "$1" ;;
    docker) docker save "$1" ;;
    buildah)
      buildah push -q "$1" "oci-archive:$cluster/image.tar:$1" > /dev/null
      cat "$cluster/image.tar"
      rm -f "$cluster/image.tar" ;;
  esac | import_images "$1"
}

# import_images WHAT: from its input. A pod's manifest says fno-rpa/x:1 and means docker.io/fno-rpa/x:1, while podman calls it
# localhost/fno-rpa/x:1: the image gets both names.
import_images() {
  local said name other
  said=$(in_node ctr -n k8s.io images import - 2>&1) ||
    die "the node did not take $1: $(printf '%s\n' "$said" | tail -n 1)." \
      "An archive is made with: podman save --format oci-archive -o FILE IMAGE"
  printf '%s\n' "$said" | sed -n 's/^unpacking \([^ ]*\) .*/\1/p' | while read -r name; do
    case $name in
      localhost/*/*) other=docker.io/${name#localhost/} ;;
      docker.io/library/*) other=localhost/${name#docker.io/library/} ;;
      docker.io/*) other=localhost/${name#docker.io/} ;;
      localhost/*) other=docker.io/library/${name#localhost/} ;;
      *) continue ;;
    esac
    in_node ctr -n k8s.io images tag --force "$name" "$other" > /dev/null
  done
}

# --- A cluster that somebody else has made -----------------------------------------------------------------------

any_kubectl() { if [ -x "$(cluster_programs)/kubectl" ]; then say "$(cluster_programs)/kubectl"; else type -P kubectl || type -P oc; fi; }

# load_elsewhere KUBECONFIG IMAGE|ARCHIVE…
load_elsewhere() {
  local file=$1 tool context image
  shift
  tool=$(any_kubectl) || die "kubectl is wanted to read $file. Build it (bin/cluster build) or install it."
  context=$("$tool" --kubeconfig "$file" config current-context 2> /dev/null) ||
    die "$file names no current context: kubectl config use-context NAME"
  for image in "$@"; do
    case $context in
      kind-*) load_by_tool kind load "$(if [ -f "$image" ]; then say image-archive; else say docker-image; fi)" "$image" --name "${context#kind-}" ;;
      minikube*) load_by_tool minikube --profile "$context" image load "$image" ;;
      *)
        say "The context '$context' of $file is neither kind's nor minikube's: its nodes take images from a registry. To bring $image there:"
        if [ -f "$image" ]; then say "  skopeo copy oci-archive:$image docker://REGISTRY/NAME:TAG"
        else say "  podman push $image REGISTRY/NAME:TAG        (docker: docker tag, docker push)"; fi
        say "  OpenShift has one of its own: oc registry login; oc get route default-route -n openshift-image-registry"
        say "  then name REGISTRY/NAME:TAG in the overlay's images:" ;;
    esac
  done
}

load_by_tool() {
  say "$*"
  type -P "$1" > /dev/null || die "$1 is not in PATH. On the machine where it is, say the line above."
  "$@"
}

status_elsewhere() {
  local tool
  tool=$(any_kubectl) || die "kubectl is wanted to look at $1. Build it (bin/cluster build) or install it."
  "$tool" --kubeconfig "$1" --request-timeout=10s get nodes -o wide || die "the cluster of $1 does not answer. Is it started?"
  "$tool" --kubeconfig "$1" --request-timeout=10s get pods -A -o wide
}
