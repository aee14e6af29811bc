package main

import (
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// puts says that a manager creates or replaces the object.
func puts(manager, body string) ownedWrite { return ownedWrite{manager: manager, body: body} }

// edits says that a manager reads the object, changes it and writes it back.
func edits(manager string, change func(map[string]any)) ownedWrite {
	return ownedWrite{manager: manager, change: change}
}

// applies says that a manager applies a configuration.
func applies(manager, body string) ownedWrite {
	return ownedWrite{manager: manager, apply: true, body: body}
}

// forces is an apply that takes fields from others.
func forces(manager, body string) ownedWrite {
	return ownedWrite{manager: manager, apply: true, force: true, body: body}
}

// on is a write to a subresource.
func (w ownedWrite) on(subresource string) ownedWrite {
	w.subresource = subresource
	return w
}

// after is a write at some second.
func (w ownedWrite) after(seconds int) ownedWrite {
	w.at = seconds
	return w
}

// set makes a change that sets a field.
func set(value any, path ...string) func(map[string]any) {
	return func(object map[string]any) { must(unstructured.SetNestedField(object, value, path...)) }
}

// unset makes a change that removes a field.
func unset(path ...string) func(map[string]any) {
	return func(object map[string]any) { unstructured.RemoveNestedField(object, path...) }
}

// all makes a change of several.
func all(changes ...func(map[string]any)) func(map[string]any) {
	return func(object map[string]any) {
		for _, change := range changes {
			change(object)
		}
	}
}

// setEntries makes a change of the managed fields.
func setEntries(text string) func(map[string]any) {
	return func(object map[string]any) {
		object["metadata"].(map[string]any)["managedFields"] = parse(`{"of":` + text + `}`)["of"]
	}
}

const (
	settingsBody = `{"metadata":{"name":"settings","namespace":"shop","labels":{"app":"web"}},"data":{"color":"red","size":"1"}}`
	webBody      = `{"metadata":{"name":"web","namespace":"shop","labels":{"app":"web"}},"spec":{"replicas":1,"selector":{"matchLabels":{"app":"web"}},
		"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":"25%","maxUnavailable":1}},
		"template":{"metadata":{"labels":{"app":"web"}},"spec":{"restartPolicy":"Always","containers":[
			{"name":"web","image":"web:1","ports":[{"containerPort":80,"protocol":"TCP"},{"containerPort":80,"protocol":"UDP","name":"udp"}],
			 "env":[{"name":"A","value":"1"}],"resources":{"limits":{"cpu":"1"}}},
			{"name":"log","image":"log:1","command":["tail","-f"]}],
		"tolerations":[{"key":"a","operator":"Exists"}],"volumes":[{"name":"tmp","emptyDir":{}}]}}}}`
	podBody = `{"metadata":{"name":"job","namespace":"shop","finalizers":["shop/a","shop/b"],"ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"c","uid":"u1"}]},
		"spec":{"containers":[{"name":"main","image":"main:1","imagePullPolicy":"Always"}],"restartPolicy":"Never","securityContext":{},"nodeSelector":{"disk":"ssd"},
		"topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule"}]}}`
	frontBody = `{"metadata":{"name":"front","namespace":"shop"},"spec":{"selector":{"app":"web"},"type":"ClusterIP","sessionAffinity":"None",
		"ports":[{"name":"http","port":80,"protocol":"TCP","targetPort":8080},{"name":"https","port":443,"protocol":"TCP","targetPort":"tls"}]}}`
)

func manyManagers(count int) []ownedWrite {
	steps := []ownedWrite{puts("m0", settingsBody)}
	for i := 1; i <= count; i++ {
		steps = append(steps, edits(fmt.Sprintf("m%d", i), set("x", "data", fmt.Sprintf("key%d", i))))
	}
	return steps
}

var ownershipSequences = []sequence{
	{what: "a config map is created", kind: "v1 ConfigMap", steps: []ownedWrite{puts("me", settingsBody)}},
	{what: "a config map is created without data", kind: "v1 ConfigMap", steps: []ownedWrite{puts("me", `{"metadata":{"name":"a"}}`)}},
	{what: "a config map with a generated name and annotations", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", `{"metadata":{"generateName":"a-","annotations":{"a/b":"c"}},"binaryData":{"x":"AAAA"},"immutable":true}`)}},
	{what: "a manager without a name", kind: "v1 ConfigMap", steps: []ownedWrite{puts("", settingsBody)}},
	{what: "a secret is created", kind: "v1 Secret", steps: []ownedWrite{puts("me", `{"metadata":{"name":"s"},"type":"Opaque","data":{"password":"eA=="}}`)}},
	{what: "a deployment is created", kind: "apps/v1 Deployment", steps: []ownedWrite{puts("kubectl-create", webBody)}},
	{what: "a pod is created", kind: "v1 Pod", steps: []ownedWrite{puts("kubectl-run", podBody)}},
	{what: "a pod is created with a status", kind: "v1 Pod", steps: []ownedWrite{
		puts("me", `{"metadata":{"name":"job"},"spec":{"containers":[{"name":"a"}]},"status":{"phase":"Running"}}`)}},
	{what: "a service is created", kind: "v1 Service", steps: []ownedWrite{puts("kubectl-expose", frontBody)}},
	{what: "a job is created", kind: "batch/v1 Job", steps: []ownedWrite{puts("me", `{"metadata":{"name":"j"},"spec":{"backoffLimit":6,"completions":1,
		"template":{"spec":{"containers":[{"name":"a","image":"a","resources":{}}],"restartPolicy":"Never"}}}}`)}},
	{what: "a claim is created", kind: "v1 PersistentVolumeClaim", steps: []ownedWrite{puts("me", `{"metadata":{"name":"c"},"spec":{"accessModes":["ReadWriteOnce"],
		"resources":{"requests":{"storage":"1Gi"}},"volumeMode":"Filesystem"},"status":{"phase":"Pending"}}`)}},
	{what: "a network policy is created", kind: "networking.k8s.io/v1 NetworkPolicy", steps: []ownedWrite{puts("me", `{"metadata":{"name":"n"},
		"spec":{"podSelector":{},"policyTypes":["Ingress"],"ingress":[{"from":[{"podSelector":{"matchLabels":{"a":"b"}}}]}]}}`)}},
	{what: "a stateful set is created", kind: "apps/v1 StatefulSet", steps: []ownedWrite{puts("me", `{"metadata":{"name":"s"},"spec":{"serviceName":"s","replicas":2,
		"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"a"}]}},
		"volumeClaimTemplates":[{"metadata":{"name":"d"},"spec":{"accessModes":["ReadWriteOnce"]}}]}}`)}},
	{what: "a node is created", kind: "v1 Node", steps: []ownedWrite{
		puts("kubelet", `{"metadata":{"name":"n","labels":{"a":"b"}},"spec":{"podCIDR":"10.0.0.0/24","podCIDRs":["10.0.0.0/24"],"taints":[{"key":"a","effect":"NoSchedule"}]}}`),
		edits("kubelet", set([]any{map[string]any{"type": "Ready", "status": "True"}, map[string]any{"type": "Disk", "status": "False"}}, "status", "conditions")).on("status"),
		edits("other", set([]any{map[string]any{"type": "Ready", "status": "False"}, map[string]any{"type": "Disk", "status": "False"}}, "status", "conditions")).on("status")}},
	{what: "a role and its rules", kind: "rbac.authorization.k8s.io/v1 ClusterRole", steps: []ownedWrite{
		puts("me", `{"metadata":{"name":"r"},"rules":[{"verbs":["get"],"apiGroups":[""],"resources":["pods"]}]}`),
		edits("you", set([]any{}, "rules"))}},
	{what: "an ingress is created", kind: "networking.k8s.io/v1 Ingress", steps: []ownedWrite{puts("me", `{"metadata":{"name":"i"},
		"spec":{"rules":[{"host":"a","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"a","port":{"number":80}}}}]}}]}}`)}},
	{what: "a namespace is created", kind: "v1 Namespace", steps: []ownedWrite{
		puts("me", `{"metadata":{"name":"n","labels":{"kubernetes.io/metadata.name":"n"}},"spec":{"finalizers":["kubernetes"]},"status":{"phase":"Active"}}`)}},
	{what: "endpoint slices have keys", kind: "discovery.k8s.io/v1 EndpointSlice", steps: []ownedWrite{
		puts("me", `{"metadata":{"name":"e"},"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.1"]}],"ports":[{"name":"a","port":80}]}`)}},

	{what: "somebody else changes a value", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody), edits("you", set("blue", "data", "color"))}},
	{what: "somebody else adds and removes keys", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody), edits("you", all(set("x", "data", "new"), unset("data", "size")))}},
	{what: "somebody else removes everything", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", `{"data":{"a":"b"}}`), edits("you", unset("data"))}},
	{what: "nothing changes", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody), edits("me", func(map[string]any) {}), edits("you", func(map[string]any) {})}},
	{what: "the same manager changes again", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody), edits("me", set("blue", "data", "color")), edits("me", unset("data", "color"))}},
	{what: "a field goes to and fro", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody), edits("you", set("blue", "data", "color")), edits("me", set("red", "data", "color")), edits("you", unset("data", "size"))}},
	{what: "labels are removed and come back", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody), edits("you", unset("metadata", "labels")), edits("they", set(map[string]any{"a": "b"}, "metadata", "labels"))}},
	{what: "a container is added", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("me", webBody), edits("mesh", addContainer(`{"name":"proxy","image":"proxy:1"}`))}},
	{what: "a container goes away", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("me", webBody), edits("you", dropContainer(1))}},
	{what: "a container changes its name", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("me", webBody), edits("you", func(o map[string]any) { container(o, 0)["name"] = "front" })}},
	{what: "containers change places", kind: "apps/v1 Deployment", steps: []ownedWrite{puts("me", webBody), edits("you", swapContainers)}},
	{what: "an image changes", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("me", webBody), edits("you", func(o map[string]any) { container(o, 0)["image"] = "web:2" })}},
	{what: "a port changes its protocol", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("me", webBody), edits("you", func(o map[string]any) {
			container(o, 0)["ports"].([]any)[0].(map[string]any)["protocol"] = "SCTP"
		})}},
	{what: "a command is one field", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("me", webBody), edits("you", func(o map[string]any) { container(o, 1)["command"] = []any{"tail"} })}},
	{what: "tolerations are one field", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("me", webBody), edits("you", set([]any{map[string]any{"key": "b"}}, "spec", "template", "spec", "tolerations"))}},
	{what: "a selector is one field", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("me", webBody), edits("you", set("y", "spec", "selector", "matchLabels", "x"))}},
	{what: "a number becomes a text", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("me", webBody), edits("you", set("50%", "spec", "strategy", "rollingUpdate", "maxUnavailable"))}},
	{what: "a struct goes away", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("me", webBody), edits("you", set(map[string]any{"type": "Recreate"}, "spec", "strategy"))}},
	{what: "a volume becomes another kind of volume", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("me", webBody), edits("you", set([]any{map[string]any{"name": "tmp", "configMap": map[string]any{"name": "c"}}}, "spec", "template", "spec", "volumes"))}},
	{what: "env twice the same name", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("me", webBody),
		edits("you", setEnv(`[{"name":"A","value":"1"},{"name":"A","value":"2"}]`)),
		edits("they", setEnv(`[{"name":"A","value":"1"},{"name":"A","value":"3"}]`)),
		edits("me", setEnv(`[{"name":"A","value":"1"},{"name":"A","value":"3"}]`)),
		edits("me", setEnv(`[{"name":"A","value":"3"}]`)),
		edits("you", setEnv(`[{"name":"B","value":"1"},{"name":"B","value":"2"}]`)),
		edits("they", setEnv(`[]`))}},
	{what: "finalizers are a set", kind: "v1 Pod", steps: []ownedWrite{
		puts("me", podBody), edits("you", set([]any{"shop/b", "shop/c"}, "metadata", "finalizers")), edits("me", unset("metadata", "finalizers"))}},
	{what: "owner references have keys", kind: "v1 Pod", steps: []ownedWrite{
		puts("me", podBody), edits("gc", set([]any{map[string]any{"apiVersion": "v1", "kind": "ConfigMap", "name": "c", "uid": "u1", "controller": true},
			map[string]any{"apiVersion": "v1", "kind": "ConfigMap", "name": "d", "uid": "u2"}}, "metadata", "ownerReferences"))}},
	{what: "a status is written", kind: "v1 Pod", steps: []ownedWrite{
		puts("me", podBody),
		edits("kubelet", all(set("Running", "status", "phase"), set([]any{map[string]any{"type": "Ready", "status": "True"}}, "status", "conditions"))).on("status"),
		edits("kubelet", set([]any{map[string]any{"type": "Ready", "status": "False", "reason": "x"}}, "status", "conditions")).on("status"),
		edits("me", all(set("Failed", "status", "phase"), set("Always", "spec", "restartPolicy")))}},
	{what: "a status subresource changes labels too", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("me", webBody), edits("controller", all(set(int64(3), "status", "replicas"), set("x", "metadata", "labels", "new"), set("x", "metadata", "annotations", "a"))).on("status")}},
	{what: "a service gets an address", kind: "v1 Service", steps: []ownedWrite{
		puts("me", frontBody), edits("allocator", all(set("10.0.0.1", "spec", "clusterIP"), set([]any{"10.0.0.1"}, "spec", "clusterIPs"))),
		edits("lb", set([]any{map[string]any{"ip": "1.2.3.4"}}, "status", "loadBalancer", "ingress")).on("status")}},
	{what: "a service has a port of another protocol", kind: "v1 Service", steps: []ownedWrite{
		puts("me", frontBody), edits("you", func(o map[string]any) {
			spec := o["spec"].(map[string]any)
			spec["ports"] = append(spec["ports"].([]any), map[string]any{"name": "quic", "port": int64(443), "protocol": "UDP", "targetPort": int64(443)})
		})}},
	{what: "a pod is resized", kind: "v1 Pod", steps: []ownedWrite{
		puts("me", podBody),
		edits("vpa", all(set([]any{map[string]any{"name": "main", "image": "main:1", "imagePullPolicy": "Always", "resources": map[string]any{"limits": map[string]any{"cpu": "1"}}},
			map[string]any{"name": "new", "resources": map[string]any{"limits": map[string]any{"cpu": "1"}}}}, "spec", "containers"), set("x", "metadata", "labels", "a"))).on("resize"),
		applies("ci", `{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"main","image":"x","resources":{"limits":{"cpu":"2"}}}]}}`).on("resize"),
		forces("ci", `{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"main","image":"x","resources":{"limits":{"cpu":"2"}}}]}}`).on("resize")}},
	{what: "a pod gets an ephemeral container", kind: "v1 Pod", steps: []ownedWrite{
		puts("me", podBody),
		edits("debug", all(set([]any{map[string]any{"name": "debug", "image": "sh"}}, "spec", "ephemeralContainers"), set("n", "spec", "nodeName"))).on("ephemeralcontainers")}},
	{what: "managers are ordered by their times", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("b", settingsBody), edits("a", set("1", "data", "a")), edits("c", set("1", "data", "c")).after(25), edits("aa", set("1", "data", "aa")).after(25), edits("b", set("1", "data", "b"))}},
	{what: "ten managers", kind: "v1 ConfigMap", steps: manyManagers(9)},
	{what: "more than ten managers", kind: "v1 ConfigMap", steps: manyManagers(13)},
	{what: "more than ten managers and appliers", kind: "v1 ConfigMap", steps: append(append(manyManagers(8), applies("one", `{"data":{"a1":"1"}}`), applies("two", `{"data":{"a2":"1"}}`)),
		edits("m9", set("x", "data", "key9")), edits("m10", set("x", "data", "key10")), edits("m11", set("x", "data", "key11")))},
	{what: "more than ten managers of the same second", kind: "v1 ConfigMap", steps: func() []ownedWrite {
		steps := manyManagers(12)
		for i := range steps {
			steps[i].at = 5
		}
		return steps
	}()},
	{what: "more than ten managers of subresources", kind: "v1 Node", steps: func() []ownedWrite {
		steps := []ownedWrite{puts("m", `{"metadata":{"name":"n"},"spec":{"unschedulable":true}}`)}
		for i := range 12 {
			steps = append(steps, edits(fmt.Sprintf("m%d", i), set("x", "status", "nodeInfo", []string{"machineID", "systemUUID", "bootID", "kernelVersion", "osImage",
				"containerRuntimeVersion", "kubeletVersion", "kubeProxyVersion", "operatingSystem", "architecture", "machineID", "systemUUID"}[i])).on("status"))
		}
		return steps
	}()},

	{what: "managed fields are emptied with an empty list", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody), edits("you", all(setEntries(`[]`), set("blue", "data", "color"))), edits("they", set("1", "data", "a"))}},
	{what: "managed fields are emptied with an empty entry", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody), edits("you", setEntries(`[{}]`)), edits("they", set("1", "data", "a")), applies("ci", `{"data":{"b":"1"}}`)}},
	{what: "managed fields are left out", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody), edits("you", all(unset("metadata", "managedFields"), set("blue", "data", "color")))}},
	{what: "managed fields are null", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody), edits("you", all(setEntries(`null`), set("blue", "data", "color")))}},
	{what: "managed fields are replaced", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody),
		edits("you", setEntries(`[{"manager":"new","operation":"Update","apiVersion":"v1","time":"2023-01-01T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:size":{}}}}]`)),
		edits("you", all(set("2", "data", "size"), set("2", "data", "color")))}},
	{what: "managed fields are replaced by an applier's", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody),
		edits("you", setEntries(`[{"manager":"ci","operation":"Apply","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:size":{},"f:color":{}}}}]`)),
		applies("ci", `{"data":{"color":"red"}}`)}},
	{what: "managed fields are replaced with a subresource", kind: "v1 Pod", steps: []ownedWrite{
		puts("me", podBody), edits("you", all(setEntries(`[]`), set("Failed", "status", "phase"))).on("status")}},
	{what: "managed fields own what is not there", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody),
		edits("you", setEntries(`[{"manager":"new","operation":"Update","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:none":{},"f:size":{}},"f:nothing":{"f:a":{}}}}]`)),
		edits("you", set("2", "data", "size"))}},
	{what: "managed fields go into atomic fields", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("me", webBody),
		edits("you", setEntries(`[{"manager":"new","operation":"Update","apiVersion":"apps/v1","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:selector":{"f:matchLabels":{"f:app":{}}},
			"f:template":{"f:spec":{"f:tolerations":{"i:0":{}},"f:containers":{"k:{\"name\":\"log\"}":{"f:command":{"v:\"tail\"":{}},"f:image":{}}}}}}}}]`)),
		edits("they", set(int64(2), "spec", "replicas"))}},
	{what: "an entry of no operation", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody), edits("you", all(setEntries(`[{"manager":"a","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"f:data":{}}}]`), set("2", "data", "size")))}},
	{what: "an entry of no version", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody), edits("you", all(setEntries(`[{"manager":"a","operation":"Update","fieldsType":"FieldsV1","fieldsV1":{"f:data":{}}}]`), set("2", "data", "size")))}},
	{what: "an entry of no type", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody), edits("you", all(setEntries(`[{"manager":"a","operation":"Update","apiVersion":"v1","fieldsV1":{"f:data":{}}}]`), set("2", "data", "size")))}},
	{what: "an entry of another type", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody), edits("you", all(setEntries(`[{"manager":"a","operation":"Update","apiVersion":"v1","fieldsType":"FieldsV2","fieldsV1":{"f:data":{}}}]`), set("2", "data", "size")))}},
	{what: "an entry with fields that cannot be read", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody), edits("you", all(setEntries(`[{"manager":"a","operation":"Update","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"data":{}}}]`), set("2", "data", "size")))}},
	{what: "an entry without fields", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody), edits("you", all(setEntries(`[{"manager":"a","operation":"Update","apiVersion":"v1","fieldsType":"FieldsV1"}]`), set("2", "data", "size")))}},
	{what: "entries of versions that do not exist", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("me", webBody),
		edits("you", setEntries(`[{"manager":"a","operation":"Update","apiVersion":"nonsense/v7","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:paused":{}}}},
			{"manager":"b","operation":"Apply","apiVersion":"apps/v1beta1","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:paused":{}}}},
			{"manager":"c","operation":"Update","apiVersion":"apps/v1","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:replicas":{}}}}]`)),
		edits("they", set(int64(2), "spec", "minReadySeconds"))}},
	{what: "a creation brings managed fields", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", `{"metadata":{"name":"a","managedFields":[{"manager":"b","operation":"Update","apiVersion":"v1","time":"2023-01-01T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:a":{}}}}]},"data":{"b":"1"}}`)}},
	{what: "a creation brings an empty list of managed fields", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", `{"metadata":{"name":"a","managedFields":[]},"data":{"b":"1"}}`)}},
	{what: "a creation brings managed fields that cannot be read", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", `{"metadata":{"name":"a","managedFields":[{"manager":"b","operation":"Update"}]},"data":{"b":"1"}}`)}},
	{what: "an object of which nobody owns anything", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", `{"metadata":{"name":"a"}}`), edits("you", set("1", "data", "a"))}},
	{what: "deletion timestamps", kind: "v1 Pod", steps: []ownedWrite{
		puts("me", podBody), edits("you", all(set("2024-01-01T00:00:00Z", "metadata", "deletionTimestamp"), set(int64(30), "metadata", "deletionGracePeriodSeconds")))}},
}

func container(object map[string]any, index int) map[string]any {
	containers, _, err := unstructured.NestedFieldNoCopy(object, "spec", "template", "spec", "containers")
	must(err)
	return containers.([]any)[index].(map[string]any)
}

func podSpec(object map[string]any) map[string]any {
	spec, _, err := unstructured.NestedFieldNoCopy(object, "spec", "template", "spec")
	must(err)
	return spec.(map[string]any)
}

func addContainer(text string) func(map[string]any) {
	return func(object map[string]any) {
		spec := podSpec(object)
		spec["containers"] = append(spec["containers"].([]any), parse(text))
	}
}

func dropContainer(index int) func(map[string]any) {
	return func(object map[string]any) {
		spec := podSpec(object)
		containers := spec["containers"].([]any)
		spec["containers"] = append(append([]any{}, containers[:index]...), containers[index+1:]...)
	}
}

func swapContainers(object map[string]any) {
	containers := podSpec(object)["containers"].([]any)
	containers[0], containers[1] = containers[1], containers[0]
}

func setEnv(text string) func(map[string]any) {
	return func(object map[string]any) { container(object, 0)["env"] = parse(`{"of":` + text + `}`)["of"] }
}
