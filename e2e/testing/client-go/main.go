// Testing-clients uses clients of client-go as they come, with the API server that KUBECONFIG names.
//
//	KUBECONFIG=FILE [CONTENT_TYPE=application/vnd.kubernetes.protobuf] go run .
//
// It says for each check whether it went well, as `ok name` or `FAIL name: why`, and exits with 1 if one failed.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"

	corev1 "k8s.io/api/core/v1"
)

// cluster is what a check is about: clients, and a namespace of its own.
type cluster struct {
	config    *rest.Config
	clients   kubernetes.Interface
	dynamic   dynamic.Interface
	namespace string
}

type check struct {
	name string
	run  func(context.Context, *cluster) error
}

var checks = []check{
	{"typed client creates, reads, updates and deletes", typedVerbs},
	{"typed client gets StatusErrors", statusErrors},
	{"typed patches of three types", patches},
	{"status is a subresource", statusUpdate},
	{"server-side apply meets a conflict and forces it", applyConflict},
	{"extracted apply configuration gives up a field", extractAndApply},
	{"retry on conflict", retryOnConflict},
	{"pager reads all pages", pages},
	{"eviction", evict},
	{"scale by the typed and the polymorphic client", scales},
	{"typed watch with bookmarks and initial events", typedWatch},
	{"retry watcher goes on", retryWatch},
	{"shared informers follow through a restart of the watch", sharedInformers},
	{"shared informer lists, if WatchList is refused", informerByList},
	{"dynamic client", dynamicVerbs},
	{"dynamic informer", dynamicInformer},
	{"metadata client", metadataVerbs},
	{"discovery and RESTMapper", discoverAll},
	{"OpenAPI 2 by the discovery client", openAPISchema},
	{"extraction by the types of OpenAPI 2", extractUntyped},
	{"custom resources by the dynamic client", customResources},
	{"leader election: another takes over", leaderElection},
	{"token of a service account", serviceAccountToken},
	{"event recorder", recordEvent},
	{"log of a container", containerLog},
	{"exec over WebSockets", commandBy(overWebSocket)},
	{"exec over SPDY", commandBy(overSPDY)},
	{"exec that falls back from WebSockets to SPDY", commandBy(fallingBack)},
	{"terminal over WebSockets", terminalBy(overWebSocket)},
	{"terminal over SPDY", terminalBy(overSPDY)},
	{"ports over SPDY in WebSockets", portsBy(tunnelDialer)},
	{"ports over SPDY", portsBy(spdyDialer)},
	{"delete collection and wait", deleteCollection},
	{"client of protobuf only", protobufOnly},
}

func main() {
	klog.SetOutput(io.Discard)
	klog.LogToStderr(false)
	config, err := clientcmd.BuildConfigFromFlags("", os.Getenv("KUBECONFIG"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	config.QPS, config.Burst = 1000, 2000
	// Clients of built-in kinds send it then, and accept nothing else; the others go on as they are.
	config.ContentType = os.Getenv("CONTENT_TYPE")
	failed := false
	for _, check := range checks {
		if len(os.Args) > 1 && !strings.Contains(check.name, os.Args[1]) {
			continue
		}
		if err := run(check, rest.CopyConfig(config)); err != nil {
			failed = true
			fmt.Printf("FAIL %s: %s\n", check.name, strings.ReplaceAll(err.Error(), "\n", " "))
		} else {
			fmt.Printf("ok %s\n", check.name)
		}
	}
	if failed {
		os.Exit(1)
	}
}

func run(check check, config *rest.Config) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	clients, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	untyped, err := dynamic.NewForConfig(config)
	if err != nil {
		return err
	}
	made, err := clients.CoreV1().Namespaces().Create(ctx, &corev1.Namespace{
		ObjectMeta: metav1.ObjectMeta{GenerateName: "client-go-"},
	}, metav1.CreateOptions{})
	if err != nil {
		return err
	}
	// No pod is let in before a controller has made the account that it runs as.
	if err := eventually(ctx, func() error {
		_, err := clients.CoreV1().ServiceAccounts(made.Name).Get(ctx, "default", metav1.GetOptions{})
		return err
	}); err != nil {
		return err
	}
	return check.run(ctx, &cluster{config, clients, untyped, made.Name})
}

// eventually tries until there is no error or no time.
func eventually(ctx context.Context, try func() error) error {
	var last error
	err := wait.PollUntilContextCancel(ctx, 20*time.Millisecond, true, func(context.Context) (bool, error) {
		last = try()
		return last == nil, nil
	})
	return errors.Join(last, err)
}

// expect is an error that tells of two values, unless they are the same.
func expect[T comparable](what string, got, want T) error {
	if got == want {
		return nil
	}
	return fmt.Errorf("%s: got %v, want %v", what, got, want)
}
