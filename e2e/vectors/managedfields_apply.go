package main

const (
	// webTemplate is what a deployment needs.
	webTemplate = `"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"web","image":"web:1"}]}}`
	webConfig   = `{"metadata":{"name":"web","namespace":"shop"},"spec":{"replicas":1,` + webTemplate + `}}`
	lastApplied = `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"annotations":{},"name":"web","namespace":"shop"},"spec":{"replicas":1,"paused":true,` + webTemplate + `}}`
)

// clientSide is a deployment that kubectl applied without server-side apply.
func clientSide(replicas string) string {
	return `{"metadata":{"name":"web","namespace":"shop","annotations":{"kubectl.kubernetes.io/last-applied-configuration":` + asJSON(lastApplied) +
		`}},"spec":{"replicas":` + replicas + `,"paused":true,` + webTemplate + `}}`
}

func withContainers(containers string) string {
	return `{"spec":{"template":{"spec":{"containers":` + containers + `}}}}`
}

func withPorts(ports string) string {
	return withContainers(`[{"name":"web","ports":` + ports + `}]`)
}

var applySequences = []sequence{
	{what: "an apply creates a config map", kind: "v1 ConfigMap", steps: []ownedWrite{applies("ci", settingsBody)}},
	{what: "an apply creates a deployment", kind: "apps/v1 Deployment", steps: []ownedWrite{applies("ci", webBody)}},
	{what: "an apply creates a pod", kind: "v1 Pod", steps: []ownedWrite{applies("ci", podBody)}},
	{what: "an apply creates a service", kind: "v1 Service", steps: []ownedWrite{applies("ci", frontBody)}},
	{what: "an apply of nothing creates an object", kind: "v1 ConfigMap", steps: []ownedWrite{applies("ci", `{"metadata":{"name":"a"}}`)}},
	{what: "an apply of the same again", kind: "v1 ConfigMap", steps: []ownedWrite{applies("ci", settingsBody), applies("ci", settingsBody)}},
	{what: "another applies the same", kind: "v1 ConfigMap", steps: []ownedWrite{
		applies("ci", settingsBody), applies("other", settingsBody), applies("other", settingsBody), applies("ci", `{"data":{"color":"red"}}`), applies("other", `{"data":{}}`)}},
	{what: "another applies other fields", kind: "v1 ConfigMap", steps: []ownedWrite{
		applies("ci", settingsBody), applies("other", `{"data":{"shape":"round"}}`), applies("ci", `{"data":{}}`), applies("other", `{}`)}},
	{what: "a conflict with an applier", kind: "v1 ConfigMap", steps: []ownedWrite{
		applies("ci", settingsBody), applies("other", `{"data":{"color":"blue"}}`), forces("other", `{"data":{"color":"blue"}}`), applies("ci", settingsBody), forces("ci", settingsBody)}},
	{what: "a conflict with an updater", kind: "apps/v1 Deployment", steps: []ownedWrite{
		applies("ci", webConfig), edits("kubectl-client-side-apply", set(int64(3), "spec", "replicas")), applies("ci", webConfig), forces("ci", webConfig)}},
	{what: "a conflict with a subresource", kind: "v1 Pod", steps: []ownedWrite{
		applies("ci", podBody), edits("kubelet", set("Running", "status", "phase")).on("status"),
		applies("other", `{"status":{"phase":"Failed"}}`).on("status"), forces("other", `{"status":{"phase":"Failed"}}`).on("status")}},
	{what: "several conflicts", kind: "v1 ConfigMap", steps: []ownedWrite{
		applies("b", `{"data":{"x":"1","y":"1"}}`), edits("a", set("1", "data", "z")), applies("b2", `{"data":{"w":"1"}}`),
		applies("c", `{"data":{"w":"2","x":"2","y":"2","z":"2"}}`), forces("c", `{"data":{"w":"2","x":"2","y":"2","z":"2"}}`)}},
	{what: "conflicts in containers", kind: "apps/v1 Deployment", steps: []ownedWrite{
		applies("ci", webBody), applies("other", withContainers(`[{"name":"web","image":"x","ports":[{"containerPort":80,"protocol":"UDP","name":"other"}],"env":[{"name":"A","value":"2"}]},
			{"name":"log","image":"log:1","command":["x"]}]`)),
		forces("other", withContainers(`[{"name":"web","image":"x","env":[{"name":"A","value":"2"}]}]`))}},
	{what: "a conflict with who shares a field", kind: "v1 ConfigMap", steps: []ownedWrite{
		applies("a", `{"data":{"x":"1"}}`), applies("b", `{"data":{"x":"1"}}`), applies("a", `{"data":{"x":"2"}}`), forces("a", `{"data":{"x":"2"}}`)}},
	{what: "an updater shares a field of an applier", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody), applies("ci", settingsBody), applies("ci", `{"data":{"color":"red"}}`)}},
	{what: "fields that are no longer applied go away", kind: "apps/v1 Deployment", steps: []ownedWrite{
		applies("ci", webBody), applies("ci", webConfig)}},
	{what: "fields that an updater added stay", kind: "apps/v1 Deployment", steps: []ownedWrite{
		applies("ci", webConfig), edits("me", addContainer(`{"name":"proxy","image":"proxy:1"}`)), edits("me", set("x", "metadata", "labels", "a")),
		applies("ci", `{"metadata":{"name":"web"},"spec":{"replicas":2}}`)}},
	{what: "an element goes away with its last owner", kind: "apps/v1 Deployment", steps: []ownedWrite{
		applies("ci", webConfig), applies("mesh", withContainers(`[{"name":"proxy","image":"proxy:1"}]`)),
		applies("mesh2", withContainers(`[{"name":"proxy","env":[{"name":"A","value":"1"}]}]`)),
		applies("mesh", withContainers(`[]`)), applies("mesh2", `{}`)}},
	{what: "the last element goes away", kind: "apps/v1 Deployment", steps: []ownedWrite{
		applies("ci", `{"spec":{"replicas":1}}`), applies("mesh", withContainers(`[{"name":"proxy","image":"proxy:1"}]`)), applies("mesh", `{}`)}},
	{what: "labels go away one by one", kind: "v1 ConfigMap", steps: []ownedWrite{
		applies("ci", `{"metadata":{"labels":{"a":"1","b":"2"}}}`), applies("ci", `{"metadata":{"labels":{"b":"2"}}}`), applies("ci", `{"metadata":{"labels":{}}}`), applies("ci", `{}`)}},
	{what: "somebody else's labels stay", kind: "v1 ConfigMap", steps: []ownedWrite{
		applies("ci", `{"metadata":{"labels":{"a":"1"}}}`), edits("me", set("2", "metadata", "labels", "b")), applies("ci", `{}`)}},
	{what: "an applied object of a map goes away", kind: "v1 ConfigMap", steps: []ownedWrite{
		applies("ci", `{"data":{"a":"1"}}`), edits("me", unset("data")), applies("ci", `{"data":{"a":"1"}}`), applies("ci", `{}`)}},
	{what: "empty objects and lists are applied", kind: "apps/v1 Deployment", steps: []ownedWrite{
		applies("ci", `{"metadata":{"labels":{}},"spec":{"template":{"spec":{"securityContext":{},"containers":[],"volumes":[{"name":"tmp","emptyDir":{}}]}}}}`),
		applies("ci", `{"spec":{"template":{"spec":{"volumes":[{"name":"tmp"}]}}}}`)}},
	{what: "nulls are applied", kind: "apps/v1 Deployment", steps: []ownedWrite{
		applies("ci", `{"metadata":{"labels":null},"spec":{"replicas":null,"strategy":null,"template":{"spec":{"containers":null,"securityContext":null}}}}`),
		edits("me", set(int64(4), "spec", "replicas")), applies("ci", `{"spec":{"replicas":null}}`)}},
	{what: "ports have two keys", kind: "apps/v1 Deployment", steps: []ownedWrite{
		applies("ci", withPorts(`[{"containerPort":80,"protocol":"TCP"},{"containerPort":80,"protocol":"UDP"}]`)),
		applies("other", withPorts(`[{"containerPort":80,"protocol":"TCP","name":"http"}]`)),
		applies("ci", withPorts(`[{"containerPort":80,"protocol":"UDP"}]`)),
		applies("other", withPorts(`[{"containerPort":443,"protocol":"TCP"}]`))}},
	{what: "ports have a protocol by default", kind: "apps/v1 Deployment", steps: []ownedWrite{
		applies("ci", withPorts(`[{"containerPort":80}]`)), applies("other", withPorts(`[{"containerPort":80,"protocol":"TCP","name":"http"}]`)),
		applies("ci", withPorts(`[{"containerPort":80,"protocol":"TCP"}]`)), applies("ci", withPorts(`[{"containerPort":81}]`))}},
	{what: "ports without a number", kind: "apps/v1 Deployment", steps: []ownedWrite{applies("ci", withPorts(`[{"name":"a"}]`))}},
	{what: "topology spread constraints have two keys", kind: "v1 Pod", steps: []ownedWrite{
		applies("ci", podBody), applies("other", `{"spec":{"topologySpreadConstraints":[{"maxSkew":2,"topologyKey":"host","whenUnsatisfiable":"DoNotSchedule"},
			{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"ScheduleAnyway"}]}}`),
		applies("ci", `{"spec":{"containers":[{"name":"main","image":"main:1"}]}}`)}},
	{what: "tolerations are applied as a whole", kind: "v1 Pod", steps: []ownedWrite{
		applies("ci", `{"spec":{"tolerations":[{"key":"a"}]}}`), applies("other", `{"spec":{"tolerations":[{"key":"b"}]}}`), forces("other", `{"spec":{"tolerations":[{"key":"b"}]}}`),
		applies("other", `{}`)}},
	{what: "finalizers are merged", kind: "v1 Pod", steps: []ownedWrite{
		applies("a", `{"metadata":{"finalizers":["x/a","x/b"]}}`), applies("b", `{"metadata":{"finalizers":["x/c","x/b"]}}`), applies("a", `{"metadata":{"finalizers":["x/a"]}}`),
		applies("b", `{}`), applies("a", `{}`)}},
	{what: "the order of elements is that of the configuration", kind: "apps/v1 Deployment", steps: []ownedWrite{
		applies("ci", withContainers(`[{"name":"a"},{"name":"b"},{"name":"c"},{"name":"d"}]`)),
		applies("two", withContainers(`[{"name":"d"},{"name":"x"},{"name":"b"}]`)),
		applies("three", withContainers(`[{"name":"c"},{"name":"y"},{"name":"a"},{"name":"z"}]`)),
		applies("ci", withContainers(`[{"name":"z"},{"name":"a"},{"name":"q"},{"name":"d"}]`)),
		applies("two", withContainers(`[{"name":"q"},{"name":"b"},{"name":"z"},{"name":"a"}]`))}},
	{what: "duplicates are applied", kind: "apps/v1 Deployment", steps: []ownedWrite{
		applies("ci", webConfig), applies("ci", withContainers(`[{"name":"a"},{"name":"a"}]`)), applies("ci", withPorts(`[{"containerPort":80},{"containerPort":80,"protocol":"TCP"}]`)),
		applies("ci", `{"metadata":{"finalizers":["a","a"]}}`)}},
	{what: "duplicates are alive", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("me", webBody), edits("me", setEnv(`[{"name":"A","value":"1"},{"name":"B","value":"1"},{"name":"A","value":"2"}]`)),
		applies("ci", withContainers(`[{"name":"web","env":[{"name":"C","value":"1"}]}]`)),
		applies("ci", withContainers(`[{"name":"web","env":[{"name":"A","value":"1"}]}]`)),
		forces("ci", withContainers(`[{"name":"web","env":[{"name":"A","value":"1"}]}]`)),
		applies("ci", withContainers(`[{"name":"web","env":[{"name":"B","value":"1"}]}]`))}},
	{what: "an unknown field", kind: "apps/v1 Deployment", steps: []ownedWrite{
		applies("ci", `{"metadata":{"name":"web","namespace":"shop"},"spec":{"replica":1}}`), applies("ci", `{"unknown":1}`), applies("ci", withContainers(`[{"name":"a","imag":"x"}]`))}},
	{what: "wrong types", kind: "apps/v1 Deployment", steps: []ownedWrite{
		applies("ci", `{"spec":{"replicas":"1"}}`), applies("ci", `{"spec":{"replicas":true}}`), applies("ci", `{"spec":{"replicas":[1]}}`), applies("ci", `{"spec":{"replicas":{"a":1}}}`),
		applies("ci", `{"spec":{"paused":"yes"}}`), applies("ci", `{"spec":{"paused":1}}`), applies("ci", `{"spec":{"paused":[true,1.5,null,"a",{"b":1}]}}`),
		applies("ci", `{"spec":[]}`), applies("ci", `{"spec":"x"}`), applies("ci", `{"spec":1}`), applies("ci", `{"spec":true}`),
		applies("ci", withContainers(`{"name":"a"}`)), applies("ci", withContainers(`"a"`)), applies("ci", withContainers(`["a"]`)), applies("ci", withContainers(`[null]`)), applies("ci", withContainers(`[[]]`)),
		applies("ci", withContainers(`[{"image":"a"}]`)), applies("ci", withContainers(`[{"name":"a","image":1}]`)), applies("ci", withContainers(`[{"name":"a","image":1000000}]`)), applies("ci", withContainers(`[{"name":"a","image":{"b":[1,"x",null,true]}}]`)),
		applies("ci", withContainers(`[{"name":"a","command":[1]}]`)), applies("ci", withContainers(`[{"name":1}]`)),
		applies("ci", `{"metadata":{"labels":{"a":1}}}`), applies("ci", `{"metadata":{"labels":["a"]}}`), applies("ci", `{"metadata":{"finalizers":[1,{"a":1}]}}`), applies("ci", `{"metadata":{"finalizers":[null]}}`), applies("ci", `{"metadata":{"finalizers":[["a"]]}}`),
		applies("ci", `{"metadata":{"creationTimestamp":{}}}`), applies("ci", `{"metadata":{"ownerReferences":[{"name":"a"}]}}`)}},
	{what: "several mistakes", kind: "apps/v1 Deployment", steps: []ownedWrite{
		applies("ci", withContainers(`[{"name":"a","command":[1,true]},{"name":"a","imag":"x"}]`))}},
	{what: "mistakes in a config map", kind: "v1 ConfigMap", steps: []ownedWrite{
		applies("ci", `{"metadata":{"name":"c"},"data":{"a":1}}`), applies("ci", `{"data":{"a":1.5}}`), applies("ci", `{"data":{"a":12345678}}`), applies("ci", `{"data":{"a":0.00001}}`), applies("ci", `{"data":{"a":true}}`), applies("ci", `{"data":{"a":{"b":"c","a":[1]}}}`), applies("ci", `{"data":{"a":["\"<x>"]}}`), applies("ci", `{"data":{"a":null}}`)}},
	{what: "another version or kind", kind: "apps/v1 Deployment", steps: []ownedWrite{
		applies("ci", `{"apiVersion":"apps/v1beta1"}`), applies("ci", `{"apiVersion":"v1"}`), applies("ci", `{"kind":"StatefulSet"}`), applies("ci", `{"apiVersion":"","kind":""}`)}},
	{what: "managed fields are applied", kind: "v1 ConfigMap", steps: []ownedWrite{
		applies("ci", `{"metadata":{"managedFields":[]}}`), applies("ci", `{"metadata":{"managedFields":[{}]}}`), applies("ci", `{"metadata":{"managedFields":null}}`),
		applies("ci", `{"metadata":{"name":"c","managedFields":[{"manager":"a","operation":"Update","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{}}]}}`)}},
	{what: "an apply to an object without managed fields", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody), edits("me", setEntries(`[{}]`)), applies("ci", `{"data":{"color":"blue"}}`), forces("ci", `{"data":{"color":"blue"}}`), applies("ci", `{}`)}},
	{what: "an apply that changes nothing to an object without managed fields", kind: "v1 ConfigMap", steps: []ownedWrite{
		puts("me", settingsBody), edits("me", setEntries(`[{}]`)), applies("ci", settingsBody)}},
	{what: "an apply to a status of an object without managed fields", kind: "v1 Pod", steps: []ownedWrite{
		puts("me", podBody), edits("me", setEntries(`[{}]`)), applies("ci", `{"status":{"phase":"Running"}}`).on("status")}},
	{what: "a status is applied to the object", kind: "v1 Pod", steps: []ownedWrite{
		applies("ci", podBody), applies("ci", `{"spec":{"containers":[{"name":"main","image":"main:1"}]},"status":{"phase":"Running"}}`)}},
	{what: "a spec is applied to the status", kind: "apps/v1 Deployment", steps: []ownedWrite{
		applies("ci", webConfig), applies("ctl", `{"metadata":{"labels":{"a":"b"},"annotations":{"a":"b"}},"spec":{"replicas":5},"status":{"replicas":2,"conditions":[{"type":"Available","status":"True"}]}}`).on("status"),
		applies("ctl", `{"status":{"conditions":[{"type":"Progressing","status":"True"}]}}`).on("status"),
		edits("controller", set(int64(7), "status", "replicas")).on("status"),
		applies("ctl", `{"status":{"replicas":3}}`).on("status")}},
	{what: "the same manager on the object and on its status", kind: "v1 Pod", steps: []ownedWrite{
		applies("ci", podBody), applies("ci", `{"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}}`).on("status"), applies("ci", podBody),
		applies("ci", `{"status":{"phase":"Running"}}`).on("status")}},
	{what: "a node's status", kind: "v1 Node", steps: []ownedWrite{
		puts("kubelet", `{"metadata":{"name":"n"},"spec":{}}`), applies("a", `{"status":{"conditions":[{"type":"Ready","status":"True"}],"capacity":{"cpu":"4"}}}`).on("status"),
		applies("b", `{"status":{"conditions":[{"type":"Disk","status":"False"}],"capacity":{"gpu":"1"},"addresses":[{"type":"InternalIP","address":"1"}]}}`).on("status"),
		applies("a", `{"status":{"conditions":[]}}`).on("status")}},
	{what: "quantities and numbers or texts", kind: "apps/v1 Deployment", steps: []ownedWrite{
		applies("ci", `{"spec":{"strategy":{"rollingUpdate":{"maxSurge":1,"maxUnavailable":"25%"}},"template":{"spec":{"containers":[{"name":"a","resources":{"limits":{"cpu":1,"memory":"1Gi"}}}]}}}}`),
		applies("other", `{"spec":{"strategy":{"rollingUpdate":{"maxSurge":"1"}}}}`), forces("other", `{"spec":{"strategy":{"rollingUpdate":{"maxSurge":"1"}}}}`)}},
	{what: "an upgrade from client-side apply", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("kubectl-client-side-apply", clientSide("1")), applies("kubectl", `{"metadata":{"name":"web","namespace":"shop"},"spec":{"replicas":2,`+webTemplate+`}}`),
		applies("kubectl", `{"metadata":{"name":"web","namespace":"shop"},"spec":{`+webTemplate+`}}`)}},
	{what: "an upgrade by another manager than kubectl", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("kubectl-client-side-apply", clientSide("1")), applies("flux", `{"metadata":{"name":"web"},"spec":{"replicas":2}}`)}},
	{what: "an upgrade of what was changed since", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("kubectl-client-side-apply", clientSide("1")), edits("scaler", set(int64(5), "spec", "replicas")),
		applies("kubectl", `{"metadata":{"name":"web"},"spec":{"replicas":2,"paused":false}}`), forces("kubectl", `{"metadata":{"name":"web"},"spec":{"replicas":2,"paused":false}}`)}},
	{what: "an upgrade without a conflict keeps the annotation up to date", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("kubectl-client-side-apply", clientSide("1")), applies("kubectl", `{"metadata":{"name":"web","annotations":{"a":"<b>"},"labels":{"x":"y"}},"spec":{"replicas":1}}`),
		applies("kubectl", `{"metadata":{"name":"web","annotations":{"a":"<b>"},"labels":{"x":"y"}},"spec":{"replicas":1}}`)}},
	{what: "an annotation of another version", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("kubectl-client-side-apply", `{"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\"apiVersion\":\"apps/v1beta1\",\"kind\":\"Deployment\",\"spec\":{\"replicas\":1}}"}},"spec":{"replicas":1}}`),
		applies("kubectl", `{"spec":{"replicas":2}}`)}},
	{what: "an annotation that cannot be read", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("kubectl-client-side-apply", `{"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{"}},"spec":{"replicas":1}}`),
		applies("kubectl", `{"spec":{"replicas":2}}`), forces("kubectl", `{"spec":{"replicas":2}}`)}},
	{what: "an annotation with an unknown field", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("kubectl-client-side-apply", `{"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"spec\":{\"replicas\":1,\"x\":1}}"}},"spec":{"replicas":1}}`),
		applies("kubectl", `{"spec":{"replicas":2}}`)}},
	{what: "an empty annotation", kind: "apps/v1 Deployment", steps: []ownedWrite{
		puts("kubectl-client-side-apply", `{"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":""}},"spec":{"replicas":1}}`),
		applies("kubectl", `{"spec":{"replicas":2}}`), forces("kubectl", `{"spec":{"replicas":2}}`)}},
	{what: "kubectl applies the annotation itself", kind: "v1 ConfigMap", steps: []ownedWrite{
		applies("kubectl", `{"metadata":{"name":"c","annotations":{"kubectl.kubernetes.io/last-applied-configuration":"x","other":"y"}},"data":{"a":"1"}}`),
		applies("kubectl", `{"metadata":{"name":"c","annotations":{"kubectl.kubernetes.io/last-applied-configuration":"x"}},"data":{"a":"2"}}`),
		applies("kubectl", `{"metadata":{"name":"c"},"data":{"a":"2"}}`)}},
	{what: "a network policy", kind: "networking.k8s.io/v1 NetworkPolicy", steps: []ownedWrite{
		applies("ci", `{"metadata":{"name":"n"},"spec":{"podSelector":{"matchLabels":{"a":"b"}},"ingress":[{"ports":[{"port":80}]}]}}`),
		applies("other", `{"spec":{"podSelector":{"matchLabels":{"a":"c"}}}}`), applies("other", `{"spec":{"policyTypes":["Ingress"]}}`), applies("ci", `{"spec":{"podSelector":{}}}`)}},
	{what: "a job", kind: "batch/v1 Job", steps: []ownedWrite{
		applies("ci", `{"metadata":{"name":"j"},"spec":{"template":{"spec":{"containers":[{"name":"a","image":"a","volumeMounts":[{"name":"v","mountPath":"/v"}]}],"volumes":[{"name":"v","secret":{"secretName":"s"}}]}},
			"podFailurePolicy":{"rules":[{"action":"Ignore","onPodConditions":[{"type":"x","status":"True"}]}]}}}`),
		applies("other", `{"spec":{"template":{"spec":{"containers":[{"name":"a","volumeMounts":[{"name":"w","mountPath":"/v"}]}]}}}}`),
		applies("other", `{"spec":{"template":{"spec":{"containers":[{"name":"a","volumeMounts":[{"name":"w","mountPath":"/w"}]}]}}}}`)}},
	{what: "a claim", kind: "v1 PersistentVolumeClaim", steps: []ownedWrite{
		applies("ci", `{"metadata":{"name":"c"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}`),
		applies("other", `{"spec":{"accessModes":["ReadWriteMany"],"resources":{"requests":{"storage":"2Gi"}}}}`),
		applies("ci", `{"spec":{"resources":{"requests":{"other":"1"}}}}`)}},
	{what: "a stateful set", kind: "apps/v1 StatefulSet", steps: []ownedWrite{
		applies("ci", `{"metadata":{"name":"s"},"spec":{"serviceName":"s","selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"a"}]}},"volumeClaimTemplates":[{"metadata":{"name":"d"}}]}}`),
		edits("hpa", set(int64(4), "spec", "replicas")).on("scale"), applies("ci", `{"spec":{"replicas":1,"serviceName":"s"}}`), applies("ci", `{"spec":{"serviceName":"s"}}`)}},
	{what: "service ports", kind: "v1 Service", steps: []ownedWrite{
		applies("ci", `{"spec":{"ports":[{"port":80,"name":"a"},{"port":80,"protocol":"UDP","name":"b"}]}}`), applies("other", `{"spec":{"ports":[{"port":80,"targetPort":"x"},{"port":81,"name":"c"}]}}`),
		applies("ci", `{"spec":{"ports":[{"port":80,"protocol":"UDP","name":"b"}]}}`), applies("other", `{"spec":{"selector":{"a":"b"}}}`), applies("ci", `{"spec":{"selector":{"a":"c"}}}`)}},
	{what: "an updater of the name of an applier", kind: "v1 ConfigMap", steps: []ownedWrite{
		applies("ci", settingsBody), edits("ci", set("blue", "data", "color")), applies("ci", settingsBody), edits("ci", unset("data", "size")), applies("ci", settingsBody)}},
	{what: "managers with quotes and letters", kind: "v1 ConfigMap", steps: []ownedWrite{
		applies(`a"b\c`, `{"data":{"x":"1"}}`), edits("größe <&>", set("1", "data", "y")), applies("c", `{"data":{"x":"2","y":"2"}}`)}},
	{what: "managed fields that cannot be read are alive", kind: "apps/v1 Deployment", steps: []ownedWrite{
		applies("ci", webConfig), edits("me", unset("spec", "replicas")), applies("other", `{"spec":{"replicas":2,"paused":true}}`), applies("ci", webConfig)}},
}

// widgetSchema is the schema of a custom resource.
const widgetSchema = `{"type":"object","x-kubernetes-group-version-kind":[{"group":"example.com","version":"v1","kind":"Widget"}],"properties":{
	"apiVersion":{"type":"string"},"kind":{"type":"string"},"metadata":{"$ref":"#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"},
	"spec":{"type":"object","properties":{
		"size":{"type":"integer","default":3},
		"tags":{"type":"array","items":{"type":"string"},"x-kubernetes-list-type":"set"},
		"names":{"type":"array","items":{"type":"string"}},
		"rules":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["zone","port"],"items":{"type":"object","properties":{
			"zone":{"type":"string"},"port":{"type":"integer","default":1},"weight":{"type":"number"}}}},
		"whole":{"type":"object","x-kubernetes-map-type":"atomic","properties":{"a":{"type":"string"},"b":{"type":"string"}}},
		"anything":{"type":"object","x-kubernetes-preserve-unknown-fields":true,"properties":{"known":{"type":"array","items":{"type":"string"},"x-kubernetes-list-type":"set"}}},
		"free":{"type":"object"},
		"counts":{"type":"object","additionalProperties":{"type":"integer"}},
		"either":{"x-kubernetes-int-or-string":true}}},
	"status":{"type":"object","properties":{"phase":{"type":"string"}}}}}`

var customSequences = []sequence{
	{what: "a custom resource is created", kind: "example.com/v1 Widget", steps: []ownedWrite{
		puts("me", `{"metadata":{"name":"w","labels":{"a":"b"}},"spec":{"size":1,"tags":["x","y"],"rules":[{"zone":"a","weight":1.5}],"whole":{"a":"1"},"anything":{"known":["a"],"other":{"deep":[1]}},"free":{"x":{"y":1}},"counts":{"a":1},"either":"1"}}`),
		edits("you", all(set("2", "spec", "whole", "b"), set(int64(2), "spec", "free", "x", "y"), set(int64(7), "spec", "either"))),
		edits("ctl", set("Ready", "status", "phase")).on("status")}},
	{what: "a custom resource is applied", kind: "example.com/v1 Widget", steps: []ownedWrite{
		applies("a", `{"metadata":{"name":"w"},"spec":{"size":1,"tags":["x","y"],"rules":[{"zone":"a","weight":1},{"zone":"b","port":2}],"names":["a"],"whole":{"a":"1"}}}`),
		applies("b", `{"spec":{"tags":["z","y"],"rules":[{"zone":"a","port":1,"weight":2}],"names":["b"],"whole":{"b":"1"}}}`),
		forces("b", `{"spec":{"tags":["z","y"],"rules":[{"zone":"a","port":1,"weight":2},{"zone":"a","port":2}],"names":["b"],"whole":{"b":"1"}}}`),
		applies("a", `{"spec":{"tags":["x"]}}`), applies("b", `{"spec":{}}`), applies("a", `{}`)}},
	{what: "unknown fields of a custom resource", kind: "example.com/v1 Widget", steps: []ownedWrite{
		applies("a", `{"spec":{"unknown":1}}`), applies("a", `{"spec":{"anything":{"x":{"y":[1,{"z":2}]},"known":["a","b"]}}}`), applies("b", `{"spec":{"anything":{"x":{"y":[2],"w":"1"},"known":["b"]}}}`),
		forces("b", `{"spec":{"anything":{"x":{"y":[2],"w":"1"},"known":["b"]}}}`), applies("a", `{"spec":{"anything":{"x":{}}}}`)}},
	{what: "values that become objects", kind: "example.com/v1 Widget", steps: []ownedWrite{
		applies("a", `{"spec":{"free":{"x":"1","y":{"z":"1"},"w":[1]},"either":1}}`), applies("b", `{"spec":{"free":{"x":{"a":"1"},"y":"2","w":{"b":"1"}},"either":"x"}}`),
		forces("b", `{"spec":{"free":{"x":{"a":"1"},"y":"2","w":{"b":"1"}},"either":{"a":"b"}}}`), edits("me", set(nil, "spec", "free", "x")), edits("me", set([]any{"a"}, "spec", "free", "y")),
		applies("b", `{"spec":{"free":{"x":null}}}`)}},
	{what: "mistakes in a custom resource", kind: "example.com/v1 Widget", steps: []ownedWrite{
		applies("a", `{"spec":{"rules":[{"weight":1}]}}`), applies("a", `{"spec":{"rules":[{"zone":"a"},{"zone":"a","port":1}]}}`), applies("a", `{"spec":{"tags":["a","a"]}}`), applies("a", `{"spec":{"counts":{"a":"1"}}}`),
		applies("a", `{"spec":{"whole":{"c":"1"}}}`), applies("a", `{"spec":{"names":[1]}}`), applies("a", `{"spec":{"either":[1]}}`)}},
	{what: "keys of numbers", kind: "example.com/v1 Widget", steps: []ownedWrite{
		applies("a", `{"spec":{"rules":[{"port":10},{"port":9},{"zone":"x<y","port":9},{"zone":"é"},{"zone":"b","port":100000}]}}`), applies("b", `{"spec":{"rules":[{"port":9,"weight":2},{"zone":"x<y","port":9,"weight":1}]}}`),
		applies("a", `{"spec":{"rules":[{"port":9,"weight":3},{"zone":"x<y","port":9,"weight":4}]}}`)}},
	{what: "a custom resource whose elements cannot be told apart", kind: "example.com/v1 Widget", steps: []ownedWrite{
		puts("me", `{"metadata":{"name":"w"},"spec":{"tags":["a",null]}}`), edits("you", set(int64(5), "spec", "size")), applies("a", `{"spec":{"size":5}}`)}},
	{what: "a custom resource with a field that its schema does not know", kind: "example.com/v1 Widget", steps: []ownedWrite{
		puts("me", `{"metadata":{"name":"w"},"spec":{"unknown":1}}`), edits("you", set(int64(5), "spec", "size"))}},
	{what: "a custom resource without a schema", kind: "example.com/v1 Loose", steps: []ownedWrite{
		puts("me", `{"metadata":{"name":"l","labels":{"a":"b"}},"spec":{"list":[{"name":"a"}],"map":{"x":{"y":1}}}}`),
		applies("a", `{"spec":{"list":[{"name":"b"}],"map":{"x":{"z":2}}}}`), forces("a", `{"spec":{"list":[{"name":"b"}],"map":{"x":{"z":2}}}}`), applies("b", `{"spec":{"map":{"x":{"z":2,"y":1}}}}`), applies("a", `{}`)}},
}
