// Command volumes gives each PersistentVolumeClaim of its storage class a folder of this node, and removes the folder when the claim is
// gone. The folder may be written by any user, as a pod under an arbitrary UID needs it; fsGroup works too.
//
//	volumes KUBECONFIG FOLDER NODE
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v11/controller"
)

// The provisioner that the storage class in etc/base.yaml names.
const name = "fnorpa.io/folder"

type folders struct{ home, node string }

// Provision makes the folder and describes it as a volume that is on this node alone.
func (f folders) Provision(_ context.Context, wish controller.ProvisionOptions) (*v1.PersistentVolume, controller.ProvisioningState, error) {
	claim := wish.PVC
	path := filepath.Join(f.home, claim.Namespace+"-"+claim.Name+"-"+string(claim.UID))
	if err := os.MkdirAll(path, 0o777); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	if err := os.Chmod(path, 0o777); err != nil { // whatever the umask is
		return nil, controller.ProvisioningFinished, err
	}
	return &v1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: wish.PVName},
		Spec: v1.PersistentVolumeSpec{
			PersistentVolumeReclaimPolicy: *wish.StorageClass.ReclaimPolicy,
			AccessModes:                   claim.Spec.AccessModes,
			Capacity:                      v1.ResourceList{v1.ResourceStorage: claim.Spec.Resources.Requests[v1.ResourceStorage]},
			PersistentVolumeSource:        v1.PersistentVolumeSource{Local: &v1.LocalVolumeSource{Path: path}},
			NodeAffinity: &v1.VolumeNodeAffinity{Required: &v1.NodeSelector{NodeSelectorTerms: []v1.NodeSelectorTerm{{
				MatchExpressions: []v1.NodeSelectorRequirement{{Key: v1.LabelHostname, Operator: v1.NodeSelectorOpIn, Values: []string{f.node}}},
			}}}},
		},
	}, controller.ProvisioningFinished, nil
}

// Delete removes the folder, and nothing that is not below its home.
func (f folders) Delete(_ context.Context, volume *v1.PersistentVolume) error {
	local := volume.Spec.Local
	if local == nil || !strings.HasPrefix(filepath.Clean(local.Path), f.home+"/") {
		return fmt.Errorf("volume %s is no folder below %s", volume.Name, f.home)
	}
	return os.RemoveAll(local.Path)
}

func main() {
	if len(os.Args) != 4 {
		klog.Fatal("usage: volumes KUBECONFIG FOLDER NODE")
	}
	config, err := clientcmd.BuildConfigFromFlags("", os.Args[1])
	if err != nil {
		klog.Fatalf("%s cannot be used: %v", os.Args[1], err)
	}
	until, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	controller.NewProvisionController(until, kubernetes.NewForConfigOrDie(config), name,
		folders{filepath.Clean(os.Args[2]), os.Args[3]}, controller.LeaderElection(false)).Run(until)
}
