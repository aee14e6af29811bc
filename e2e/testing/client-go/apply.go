package main

import (
	"context"
	"errors"
	"strings"

	autoscalingv1 "k8s.io/api/autoscaling/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	applycorev1 "k8s.io/client-go/applyconfigurations/core/v1"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/restmapper"
	"k8s.io/client-go/scale"
)

func applyConflict(ctx context.Context, c *cluster) error {
	client := c.clients.CoreV1().ConfigMaps(c.namespace)
	with := func(value string) *applycorev1.ConfigMapApplyConfiguration {
		return applycorev1.ConfigMap("applied", c.namespace).WithData(map[string]string{"key": value})
	}
	if _, err := client.Apply(ctx, with("1"), metav1.ApplyOptions{FieldManager: "one"}); err != nil {
		return err
	}
	_, conflict := client.Apply(ctx, with("2"), metav1.ApplyOptions{FieldManager: "two"})
	forced, err := client.Apply(ctx, with("2"), metav1.ApplyOptions{FieldManager: "two", Force: true})
	if err != nil {
		return err
	}
	return errors.Join(
		expect("conflict", apierrors.IsConflict(conflict), true),
		expect("names the owner", conflict != nil && strings.Contains(conflict.Error(), `conflict with "one": .data.key`), true),
		expect("value", forced.Data["key"], "2"),
		expect("managers", len(forced.ManagedFields), 1),
	)
}

func extractAndApply(ctx context.Context, c *cluster) error {
	client := c.clients.CoreV1().ConfigMaps(c.namespace)
	wanted := applycorev1.ConfigMap("extracted", c.namespace).WithData(map[string]string{"a": "1", "b": "2"})
	options := metav1.ApplyOptions{FieldManager: "checks"}
	live, err := client.Apply(ctx, wanted, options)
	if err != nil {
		return err
	}
	extracted, err := applycorev1.ExtractConfigMap(live, "checks")
	if err != nil {
		return err
	}
	delete(extracted.Data, "b")
	changed, err := client.Apply(ctx, extracted, options)
	if err != nil {
		return err
	}
	return errors.Join(expect("fields", len(changed.Data), 1), expect("a", changed.Data["a"], "1"))
}

func scales(ctx context.Context, c *cluster) error {
	client := c.clients.AppsV1().Deployments(c.namespace)
	if _, err := client.Create(ctx, deployment("scaled", 1), metav1.CreateOptions{}); err != nil {
		return err
	}
	typed, err := client.GetScale(ctx, "scaled", metav1.GetOptions{})
	if err != nil {
		return err
	}
	unversioned := &autoscalingv1.Scale{ObjectMeta: metav1.ObjectMeta{Name: "scaled", Namespace: c.namespace}}
	unversioned.Spec.Replicas = 3
	changed, err := client.UpdateScale(ctx, "scaled", unversioned, metav1.UpdateOptions{})
	if err != nil {
		return err
	}
	mapper := restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(c.clients.Discovery()))
	kinds := scale.NewDiscoveryScaleKindResolver(c.clients.Discovery())
	polymorphic, err := scale.NewForConfig(c.config, mapper, dynamic.LegacyAPIPathResolverFunc, kinds)
	if err != nil {
		return err
	}
	resource := schema.GroupResource{Group: "apps", Resource: "deployments"}
	read, err := polymorphic.Scales(c.namespace).Get(ctx, resource, "scaled", metav1.GetOptions{})
	if err != nil {
		return err
	}
	read.ResourceVersion = ""
	read.Spec.Replicas = 5
	updated, err := polymorphic.Scales(c.namespace).Update(ctx, resource, read, metav1.UpdateOptions{})
	if err != nil {
		return err
	}
	live, err := client.Get(ctx, "scaled", metav1.GetOptions{})
	if err != nil {
		return err
	}
	return errors.Join(
		expect("at first", typed.Spec.Replicas, 1),
		expect("selector", typed.Status.Selector, "app=scaled"),
		expect("typed", changed.Spec.Replicas, 3),
		expect("polymorphic", updated.Spec.Replicas, 5),
		expect("deployment", *live.Spec.Replicas, 5),
	)
}
