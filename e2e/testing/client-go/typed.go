package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/pager"
	"k8s.io/client-go/tools/record"
	"k8s.io/client-go/util/retry"
)

func configMap(name, value string) *corev1.ConfigMap {
	return &corev1.ConfigMap{
		ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{"app": "checks"}},
		Data:       map[string]string{"key": value},
		BinaryData: map[string][]byte{"bytes": {0, 1, 254, 255}},
	}
}

func pod(name string) *corev1.Pod {
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{"app": "checks"}},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "main", Image: "registry.example.com/main:1"}}},
	}
}

func deployment(name string, replicas int32) *appsv1.Deployment {
	labels := map[string]string{"app": name}
	return &appsv1.Deployment{
		ObjectMeta: metav1.ObjectMeta{Name: name},
		Spec: appsv1.DeploymentSpec{
			Replicas: &replicas,
			Selector: &metav1.LabelSelector{MatchLabels: labels},
			Template: corev1.PodTemplateSpec{ObjectMeta: metav1.ObjectMeta{Labels: labels}, Spec: pod("").Spec},
		},
	}
}

func typedVerbs(ctx context.Context, c *cluster) error {
	client := c.clients.AppsV1().Deployments(c.namespace)
	made, err := client.Create(ctx, deployment("web", 2), metav1.CreateOptions{})
	if err != nil {
		return err
	}
	read, err := client.Get(ctx, "web", metav1.GetOptions{})
	if err != nil {
		return err
	}
	read.Labels = map[string]string{"changed": "yes"}
	read.Spec.Template.Spec.Containers[0].Env = []corev1.EnvVar{{Name: "A", Value: "1"}}
	changed, err := retryingUpdate(ctx, c, read)
	if err != nil {
		return err
	}
	list, err := client.List(ctx, metav1.ListOptions{LabelSelector: "changed in (yes)", FieldSelector: "metadata.name=web"})
	if err != nil {
		return err
	}
	if err := client.Delete(ctx, "web", metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &made.UID}}); err != nil {
		return err
	}
	_, err = client.Get(ctx, "web", metav1.GetOptions{})
	return errors.Join(
		expect("progressDeadlineSeconds", *made.Spec.ProgressDeadlineSeconds, 600),
		expect("strategy", made.Spec.Strategy.Type, appsv1.RollingUpdateDeploymentStrategyType),
		expect("generation", changed.Generation, 2),
		expect("items", len(list.Items), 1),
		expect("deleted", apierrors.IsNotFound(err), true),
	)
}

func retryingUpdate(ctx context.Context, c *cluster, wanted *appsv1.Deployment) (*appsv1.Deployment, error) {
	var changed *appsv1.Deployment
	client := c.clients.AppsV1().Deployments(c.namespace)
	err := retry.RetryOnConflict(retry.DefaultRetry, func() error {
		live, err := client.Get(ctx, wanted.Name, metav1.GetOptions{})
		if err != nil {
			return err
		}
		live.Labels, live.Spec = wanted.Labels, wanted.Spec
		changed, err = client.Update(ctx, live, metav1.UpdateOptions{})
		return err
	})
	return changed, err
}

func statusErrors(ctx context.Context, c *cluster) error {
	client := c.clients.CoreV1().ConfigMaps(c.namespace)
	_, missing := client.Get(ctx, "none", metav1.GetOptions{})
	_, invalid := client.Create(ctx, configMap("Not A Name", ""), metav1.CreateOptions{})
	if _, err := client.Create(ctx, configMap("twice", ""), metav1.CreateOptions{}); err != nil {
		return err
	}
	_, exists := client.Create(ctx, configMap("twice", ""), metav1.CreateOptions{})
	stale := configMap("twice", "")
	stale.ResourceVersion = "1"
	_, conflict := client.Update(ctx, stale, metav1.UpdateOptions{})
	uid := types.UID("another")
	precondition := client.Delete(ctx, "twice", metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &uid}})
	_, expired := client.List(ctx, metav1.ListOptions{Limit: 1, Continue: "nonsense"})
	dry, err := client.Create(ctx, configMap("dry", ""), metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}})
	if err != nil {
		return err
	}
	_, absent := client.Get(ctx, dry.Name, metav1.GetOptions{})
	return errors.Join(
		expect("missing", apierrors.IsNotFound(missing), true),
		expect("invalid", apierrors.IsInvalid(invalid), true),
		expect("exists", apierrors.IsAlreadyExists(exists), true),
		expect("conflict", apierrors.IsConflict(conflict), true),
		expect("precondition", apierrors.IsConflict(precondition), true),
		expect("continue token", apierrors.IsBadRequest(expired), true),
		expect("dry run", apierrors.IsNotFound(absent), true),
	)
}

func patches(ctx context.Context, c *cluster) error {
	client := c.clients.CoreV1().Pods(c.namespace)
	if _, err := client.Create(ctx, pod("patched"), metav1.CreateOptions{}); err != nil {
		return err
	}
	var last *corev1.Pod
	for patchType, body := range map[types.PatchType]string{
		types.JSONPatchType:           `[{"op":"add","path":"/metadata/labels/json","value":"yes"}]`,
		types.MergePatchType:          `{"metadata":{"labels":{"merge":"yes"}}}`,
		types.StrategicMergePatchType: `{"metadata":{"labels":{"strategic":"yes"}},"spec":{"containers":[{"name":"main","image":"registry.example.com/main:2"}]}}`,
	} {
		var err error
		if last, err = client.Patch(ctx, "patched", patchType, []byte(body), metav1.PatchOptions{}); err != nil {
			return fmt.Errorf("%s: %w", patchType, err)
		}
	}
	return errors.Join(
		expect("labels", len(last.Labels), 4),
		expect("containers", len(last.Spec.Containers), 1),
		expect("image", last.Spec.Containers[0].Image, "registry.example.com/main:2"),
	)
}

func statusUpdate(ctx context.Context, c *cluster) error {
	client := c.clients.CoreV1().Pods(c.namespace)
	made, err := client.Create(ctx, pod("running"), metav1.CreateOptions{})
	if err != nil {
		return err
	}
	started := metav1.NewTime(time.Unix(1_700_000_000, 0))
	made.Status = corev1.PodStatus{
		Phase:      corev1.PodRunning,
		StartTime:  &started,
		Conditions: []corev1.PodCondition{{Type: corev1.PodReady, Status: corev1.ConditionTrue}},
	}
	made.Labels["ignored"] = "yes"
	changed, err := client.UpdateStatus(ctx, made, metav1.UpdateOptions{})
	if err != nil {
		return err
	}
	return errors.Join(
		expect("phase", changed.Status.Phase, corev1.PodRunning),
		expect("start", changed.Status.StartTime.Unix(), started.Unix()),
		expect("condition", len(changed.Status.Conditions) > 0, true),
		expect("generation", changed.Generation, made.Generation),
	)
}

func retryOnConflict(ctx context.Context, c *cluster) error {
	client := c.clients.CoreV1().ConfigMaps(c.namespace)
	stale, err := client.Create(ctx, configMap("contested", "1"), metav1.CreateOptions{})
	if err != nil {
		return err
	}
	fresh := stale.DeepCopy()
	fresh.Data["key"] = "2"
	if _, err := client.Update(ctx, fresh, metav1.UpdateOptions{}); err != nil {
		return err
	}
	tries := 0
	err = retry.RetryOnConflict(retry.DefaultRetry, func() error {
		tries++
		stale.Data["mine"] = "yes"
		_, err := client.Update(ctx, stale, metav1.UpdateOptions{})
		if apierrors.IsConflict(err) {
			if stale, err = client.Get(ctx, stale.Name, metav1.GetOptions{}); err == nil {
				err = apierrors.NewConflict(corev1.Resource("configmaps"), stale.Name, errors.New("read again"))
			}
		}
		return err
	})
	return errors.Join(err, expect("tries", tries, 2), expect("their change", stale.Data["key"], "2"))
}

func pages(ctx context.Context, c *cluster) error {
	client := c.clients.CoreV1().ConfigMaps(c.namespace)
	for i := range 25 {
		if _, err := client.Create(ctx, configMap(fmt.Sprintf("page-%02d", i), ""), metav1.CreateOptions{}); err != nil {
			return err
		}
	}
	requests := 0
	reader := pager.New(func(ctx context.Context, options metav1.ListOptions) (runtime.Object, error) {
		requests++
		return client.List(ctx, options)
	})
	reader.PageSize = 10
	names := map[string]bool{}
	err := reader.EachListItem(ctx, metav1.ListOptions{LabelSelector: "app=checks"}, func(object runtime.Object) error {
		names[object.(*corev1.ConfigMap).Name] = true
		return nil
	})
	return errors.Join(err, expect("names", len(names), 25), expect("requests", requests, 3))
}

func evict(ctx context.Context, c *cluster) error {
	client := c.clients.CoreV1().Pods(c.namespace)
	if _, err := client.Create(ctx, pod("unwanted"), metav1.CreateOptions{}); err != nil {
		return err
	}
	now := int64(0)
	eviction := &policyv1.Eviction{
		ObjectMeta:    metav1.ObjectMeta{Name: "unwanted"},
		DeleteOptions: &metav1.DeleteOptions{GracePeriodSeconds: &now},
	}
	if err := client.EvictV1(ctx, eviction); err != nil {
		return err
	}
	_, err := client.Get(ctx, "unwanted", metav1.GetOptions{})
	return expect("evicted", apierrors.IsNotFound(err), true)
}

func serviceAccountToken(ctx context.Context, c *cluster) error {
	accounts := c.clients.CoreV1().ServiceAccounts(c.namespace)
	seconds := int64(3600)
	request := &authenticationv1.TokenRequest{Spec: authenticationv1.TokenRequestSpec{ExpirationSeconds: &seconds}}
	answer, err := accounts.CreateToken(ctx, "default", request, metav1.CreateOptions{})
	if err != nil {
		return err
	}
	config := rest.AnonymousClientConfig(c.config)
	config.BearerToken = answer.Status.Token
	as, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	review, err := as.AuthenticationV1().SelfSubjectReviews().Create(ctx, &authenticationv1.SelfSubjectReview{}, metav1.CreateOptions{})
	if err != nil {
		return err
	}
	return expect("user", review.Status.UserInfo.Username, "system:serviceaccount:"+c.namespace+":default")
}

func recordEvent(ctx context.Context, c *cluster) error {
	made, err := c.clients.CoreV1().Pods(c.namespace).Create(ctx, pod("eventful"), metav1.CreateOptions{})
	if err != nil {
		return err
	}
	broadcaster := record.NewBroadcaster()
	defer broadcaster.Shutdown()
	broadcaster.StartRecordingToSink(&eventSink{ctx, c})
	recorder := broadcaster.NewRecorder(scheme.Scheme, corev1.EventSource{Component: "checks"})
	recorder.Event(made, corev1.EventTypeNormal, "Checked", "once")
	recorder.Event(made, corev1.EventTypeNormal, "Checked", "once")
	return eventually(ctx, func() error {
		list, err := c.clients.CoreV1().Events(c.namespace).List(ctx, metav1.ListOptions{
			FieldSelector: "involvedObject.name=eventful,reason=Checked",
		})
		if err != nil {
			return err
		}
		if err := expect("events", len(list.Items), 1); err != nil {
			return err
		}
		return expect("count", list.Items[0].Count, 2)
	})
}

// eventSink sends events as the sink of typed clients does.
type eventSink struct {
	ctx context.Context
	*cluster
}

func (s *eventSink) Create(event *corev1.Event) (*corev1.Event, error) {
	return s.clients.CoreV1().Events(s.namespace).CreateWithEventNamespaceWithContext(s.ctx, event)
}

func (s *eventSink) Update(event *corev1.Event) (*corev1.Event, error) {
	return s.clients.CoreV1().Events(s.namespace).UpdateWithEventNamespaceWithContext(s.ctx, event)
}

func (s *eventSink) Patch(event *corev1.Event, data []byte) (*corev1.Event, error) {
	return s.clients.CoreV1().Events(s.namespace).PatchWithEventNamespaceWithContext(s.ctx, event, data)
}

func containerLog(ctx context.Context, c *cluster) error {
	client := c.clients.CoreV1().Pods(c.namespace)
	if _, err := client.Create(ctx, pod("talking"), metav1.CreateOptions{}); err != nil {
		return err
	}
	lines := int64(1)
	stream, err := client.GetLogs("talking", &corev1.PodLogOptions{Container: "main", TailLines: &lines}).Stream(ctx)
	if err != nil {
		return err
	}
	defer stream.Close()
	text, err := io.ReadAll(stream)
	return errors.Join(err, expect("log", string(text), "1 of main\n"))
}

func deleteCollection(ctx context.Context, c *cluster) error {
	client := c.clients.CoreV1().ConfigMaps(c.namespace)
	for _, name := range []string{"a", "b", "c"} {
		if _, err := client.Create(ctx, configMap(name, ""), metav1.CreateOptions{}); err != nil {
			return err
		}
	}
	foreground := metav1.DeletePropagationForeground
	options := metav1.DeleteOptions{PropagationPolicy: &foreground}
	if err := client.DeleteCollection(ctx, options, metav1.ListOptions{LabelSelector: "app=checks"}); err != nil {
		return err
	}
	return eventually(ctx, func() error {
		list, err := client.List(ctx, metav1.ListOptions{LabelSelector: "app=checks"})
		if err != nil {
			return err
		}
		return expect("left", len(list.Items), 0)
	})
}
