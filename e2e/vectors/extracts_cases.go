package main

var (
	web      = [4]string{"apps/v1", "Deployment", "shop", "web"}
	settings = [4]string{"v1", "ConfigMap", "shop", "settings"}
	front    = [4]string{"v1", "Service", "shop", "front"}
	job      = [4]string{"v1", "Pod", "shop", "job"}
	team     = [4]string{"v1", "Namespace", "-", "team"}
)

// updated says that a manager replaced the object.
func updated(manager, body string) write { return write{manager: manager, update: true, body: body} }

// appliedStatus says that a manager applied the status.
func appliedStatus(manager, body string) write {
	return write{manager: manager, subresource: "status", body: body}
}

const webByCI = `{"metadata":{"labels":{"app":"web"}},"spec":{"replicas":3,"selector":{"matchLabels":{"app":"web"}},"template":{
	"metadata":{"labels":{"app":"web"}},"spec":{"containers":[
		{"name":"web","image":"web:2","ports":[{"containerPort":80,"protocol":"TCP","name":"http"},{"containerPort":80,"protocol":"UDP"}],
		 "env":[{"name":"B","value":"2"},{"name":"A","value":"1"}],"command":["serve","--port","80"]},
		{"name":"log","image":"log:1"}],"volumes":[{"name":"tmp","emptyDir":{}}]}}}}`

var extractCases = []extractCase{
	{
		what: "a deployment of one manager", identity: web,
		writes: []write{applied("ci", webByCI)},
		ask:    []string{"ci", "nobody", "", "ci/status"},
	},
	{
		what: "a deployment of two managers who share containers", identity: web,
		writes: []write{
			applied("ci", webByCI),
			applied("mesh", `{"metadata":{"annotations":{"mesh":"on"}},"spec":{"template":{"spec":{"containers":[
				{"name":"proxy","image":"proxy:1","ports":[{"containerPort":15001,"protocol":"TCP"}]},
				{"name":"web","env":[{"name":"PROXY","value":"yes"}]}]}}}}`),
		},
		ask: []string{"ci", "mesh"},
	},
	{
		what: "a field that another manager took over", identity: web,
		writes: []write{applied("ci", webByCI), applied("scaler", `{"spec":{"replicas":9}}`)},
		ask:    []string{"ci", "scaler"},
	},
	{
		what: "a field that two managers own together", identity: web,
		writes: []write{applied("ci", webByCI), applied("scaler", `{"spec":{"replicas":3}}`)},
		ask:    []string{"ci", "scaler"},
	},
	{
		what: "what was applied again with less", identity: web,
		writes: []write{
			applied("ci", webByCI),
			applied("ci", `{"spec":{"selector":{"matchLabels":{"app":"web"}},"template":{"spec":{"containers":[{"name":"log","image":"log:2"}]}}}}`),
		},
		ask: []string{"ci"},
	},
	{
		what: "an update is no apply", identity: settings,
		writes: []write{applied("ci", `{"data":{"a":"1"}}`), updated("editor", `{"data":{"a":"1","b":"2"}}`)},
		ask:    []string{"ci", "editor"},
	},
	{
		what: "an update that changed what was applied", identity: settings,
		writes: []write{applied("ci", `{"data":{"a":"1","c":"3"}}`), updated("editor", `{"data":{"a":"2","c":"3"}}`)},
		ask:    []string{"ci"},
	},
	{
		what: "an update that changed all that was applied", identity: settings,
		writes: []write{applied("ci", `{"data":{"a":"1"}}`), updated("editor", `{"data":{"a":"2"}}`)},
		ask:    []string{"ci"},
	},
	{
		what: "a config map with odd keys", identity: settings,
		writes: []write{applied("ci", `{"data":{".":"dot","f:a":"f","a.b/c":"path","":"empty","__proto__":"proto"},"binaryData":{"x":"AAE="},"immutable":true}`)},
		ask:    []string{"ci"},
	},
	{
		what: "only the name was applied", identity: settings,
		writes: []write{applied("ci", `{"metadata":{"name":"settings"}}`), applied("other", `{"data":{"a":"1"}}`)},
		ask:    []string{"ci", "other"},
	},
	{
		what: "labels applied as empty", identity: settings,
		writes: []write{applied("ci", `{"metadata":{"labels":{}},"data":{"a":"1"}}`)},
		ask:    []string{"ci"},
	},
	{
		what: "labels applied as empty and filled by another", identity: settings,
		writes: []write{
			applied("ci", `{"metadata":{"labels":{}},"data":{"a":"1"}}`),
			applied("other", `{"metadata":{"labels":{"labels":"x","b":"y"}}}`),
		},
		ask: []string{"ci", "other"},
	},
	{
		what: "ports with two keys", identity: front,
		writes: []write{
			applied("ci", `{"spec":{"selector":{"app":"web"},"ports":[{"port":53,"protocol":"UDP","targetPort":"dns"},{"port":53,"protocol":"TCP","targetPort":53}]}}`),
			applied("ops", `{"spec":{"ports":[{"port":443,"protocol":"TCP","name":"https"}]}}`),
		},
		ask: []string{"ci", "ops"},
	},
	{
		what: "ports without the protocol that the schema defaults", identity: front,
		writes: []write{
			applied("ci", `{"spec":{"ports":[{"port":80,"targetPort":8080}]}}`),
			applied("ops", `{"spec":{"ports":[{"port":80,"protocol":"UDP","targetPort":1}]}}`),
		},
		ask: []string{"ci", "ops"},
	},
	{
		what: "sets of two managers", identity: job,
		writes: []write{
			applied("one", `{"metadata":{"finalizers":["example.com/b","example.com/a"]}}`),
			applied("two", `{"metadata":{"finalizers":["example.com/c","example.com/a"]}}`),
		},
		ask: []string{"one", "two"},
	},
	{
		what: "owner references are keyed by uid", identity: job,
		writes: []write{
			applied("one", `{"metadata":{"ownerReferences":[{"apiVersion":"v1","kind":"Node","name":"n","uid":"u-1"}]}}`),
			applied("two", `{"metadata":{"ownerReferences":[{"apiVersion":"v1","kind":"Node","name":"m","uid":"u-2","controller":true}]}}`),
		},
		ask: []string{"one", "two"},
	},
	{
		what: "atomic lists and maps", identity: job,
		writes: []write{applied("ci", `{"spec":{"nodeSelector":{"disk":"ssd"},"containers":[{"name":"c","image":"i","args":["a","b"],
			"securityContext":{"capabilities":{"add":["NET_ADMIN"],"drop":["ALL"]}},
			"env":[{"name":"S","valueFrom":{"secretKeyRef":{"name":"s","key":"k"}}}],
			"resources":{"limits":{"cpu":"500m","memory":"1Gi"},"requests":{"cpu":"500m"}}}],
			"tolerations":[{"key":"a","operator":"Exists"},{"key":"b","operator":"Exists"}],
			"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"x","operator":"In","values":["1","2"]}]}]}}},
			"topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule","labelSelector":{"matchLabels":{"app":"web"}}}],
			"hostAliases":[{"ip":"10.0.0.1","hostnames":["a","b"]}],"imagePullSecrets":[{"name":"r"}]}}`)},
		ask: []string{"ci"},
	},
	{
		what: "an atomic list that another manager took over", identity: job,
		writes: []write{
			applied("ci", `{"spec":{"containers":[{"name":"c","image":"i","args":["a","b"]}],"tolerations":[{"key":"a","operator":"Exists"}]}}`),
			applied("ops", `{"spec":{"tolerations":[{"key":"b","operator":"Exists"}]}}`),
		},
		ask: []string{"ci", "ops"},
	},
	{
		what: "empty structures", identity: job,
		writes: []write{applied("ci", `{"spec":{"containers":[{"name":"c","image":"i","args":[],"env":[],"resources":{},"securityContext":{}}],
			"volumes":[{"name":"v","emptyDir":{}},{"name":"w","projected":{"sources":[]}}],"tolerations":[],"securityContext":{}}}`)},
		ask: []string{"ci"},
	},
	{
		what: "a struct applied as empty and filled by another", identity: job,
		writes: []write{
			applied("ci", `{"spec":{"containers":[{"name":"c","image":"i"}],"securityContext":{}}}`),
			applied("ops", `{"spec":{"securityContext":{"runAsUser":7,"supplementalGroups":[1,2]}}}`),
		},
		ask: []string{"ci", "ops"},
	},
	{
		what: "zeros that are values", identity: job,
		writes: []write{applied("ci", `{"spec":{"containers":[{"name":"c","ports":[{"containerPort":0,"protocol":"TCP"}]}],"automountServiceAccountToken":false,"priority":0,"terminationGracePeriodSeconds":0}}`)},
		ask:    []string{"ci"},
	},
	{
		what: "the status is a subresource", identity: job,
		writes: []write{
			applied("ci", `{"spec":{"containers":[{"name":"c","image":"i"}]}}`),
			appliedStatus("kubelet", `{"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"},{"type":"Initialized","status":"True"}],"podIPs":[{"ip":"10.0.0.1"},{"ip":"fd00::1"}]}}`),
			appliedStatus("gate", `{"status":{"conditions":[{"type":"example.com/gate","status":"True","reason":"Open"}]}}`),
			appliedStatus("ci", `{"status":{"message":"by ci"}}`),
		},
		ask: []string{"ci", "ci/status", "kubelet", "kubelet/status", "gate/status", "ci/scale"},
	},
	{
		what: "a cluster-scoped object", identity: team,
		writes: []write{applied("ci", `{"metadata":{"labels":{"team":"a"}},"spec":{"finalizers":["kubernetes"]}}`)},
		ask:    []string{"ci", "nobody"},
	},
	{
		what:   "no managed fields",
		object: `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings","namespace":"shop"},"data":{"a":"1"}}`,
		ask:    []string{"ci"},
	},
	{
		what:   "an entry that owns nothing",
		object: written(`{}`, `{"data":{"a":"1"}}`),
		ask:    []string{"ci"},
	},
	{
		what:   "owned fields that are gone",
		object: written(`{"f:data":{"f:gone":{}},"f:immutable":{},"f:binaryData":{"f:b":{}}}`, `{"data":{"a":"1"}}`),
		ask:    []string{"ci"},
	},
	{
		what:   "path elements of a future version",
		object: written(`{"f:data":{"f:a":{},"z:what":{"f:b":{}}},"x:1":{}}`, `{"data":{"a":"1","b":"2"}}`),
		ask:    []string{"ci"},
	},
	{
		what:   "a map of which only itself is owned",
		object: written(`{"f:data":{".":{}}}`, `{"data":{"a":"1"}}`),
		ask:    []string{"ci"},
	},
	{
		what:   "a map owned with one of its keys",
		object: written(`{"f:data":{".":{},"f:a":{}}}`, `{"data":{"a":"1","b":"2"}}`),
		ask:    []string{"ci"},
	},
	{
		what:   "a key that is no JSON",
		object: written(`{"f:metadata":{"f:ownerReferences":{"k:{uid":{}}}}`, `{"data":{"a":"1"}}`),
		ask:    []string{"ci"},
	},
	{
		what:   "managed fields that are no JSON object",
		object: written(`["f:data"]`, `{"data":{"a":"1"}}`),
		ask:    []string{"ci"},
	},
	{
		what:   "two entries of one manager: the first counts",
		object: `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings","namespace":"shop","managedFields":[{"manager":"ci","operation":"Update","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:c":{}}}},{"manager":"ci","operation":"Apply","apiVersion":"v1beta1","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:a":{}}}},{"manager":"ci","operation":"Apply","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:b":{}}}}]},"data":{"a":"1","b":"2","c":"3"}}`,
		ask:    []string{"ci"},
	},
	{
		what:   "an element owned without its key",
		object: podWritten(`{"f:spec":{"f:containers":{"k:{\"name\":\"b\"}":{"f:image":{}}}}}`),
		ask:    []string{"ci"},
	},
	{
		what:   "an element owned as a whole",
		object: podWritten(`{"f:spec":{"f:containers":{"k:{\"name\":\"b\"}":{}}}}`),
		ask:    []string{"ci"},
	},
	{
		what:   "an element of which only itself is owned",
		object: podWritten(`{"f:spec":{"f:containers":{"k:{\"name\":\"b\"}":{".":{}}}}}`),
		ask:    []string{"ci"},
	},
	{
		what:   "an element whose owned fields are gone",
		object: podWritten(`{"f:spec":{"f:containers":{"k:{\"name\":\"a\"}":{".":{},"f:name":{}},"k:{\"name\":\"b\"}":{"f:command":{}}}}}`),
		ask:    []string{"ci"},
	},
	{
		what:   "an element that is gone",
		object: podWritten(`{"f:spec":{"f:containers":{"k:{\"name\":\"z\"}":{".":{},"f:name":{}}}}}`),
		ask:    []string{"ci"},
	},
	{
		what:   "a list of elements owned as a whole",
		object: podWritten(`{"f:spec":{"f:containers":{}}}`),
		ask:    []string{"ci"},
	},
	{
		what:   "a list by indices",
		object: podWritten(`{"f:spec":{"f:containers":{"k:{\"name\":\"a\"}":{"f:name":{},"f:args":{"i:1":{}}}}}}`),
		ask:    []string{"ci"},
	},
	{
		what:   "a part of an atomic map, as an older schema had it",
		object: podWritten(`{"f:spec":{"f:nodeSelector":{"f:disk":{}}}}`),
		ask:    []string{"ci"},
	},
	{
		what: "two elements of one key",
		object: `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"job","namespace":"shop","managedFields":[{"manager":"ci","operation":"Apply","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:containers":{"k:{\"name\":\"a\"}":{".":{},"f:name":{},"f:env":{"k:{\"name\":\"X\"}":{".":{},"f:name":{},"f:value":{}}}}}}}}]},
			"spec":{"containers":[{"name":"a","image":"a:1","env":[{"name":"X","value":"1"},{"name":"X","value":"2"}]}]}}`,
		ask: []string{"ci"},
	},
	{
		what: "defaults in a struct that was applied as empty",
		object: `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"shop","managedFields":[{"manager":"ci","operation":"Apply","apiVersion":"apps/v1","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:replicas":{},"f:strategy":{}}}}]},
			"spec":{"replicas":1,"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":"25%","maxUnavailable":"25%"}},"selector":{"matchLabels":{"a":"b"}},"template":{"spec":{"containers":[]}}}}`,
		ask: []string{"ci"},
	},
}

// written is a config map with these managed fields of `ci`, and this content.
func written(fields, content string) string {
	return `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings","namespace":"shop","managedFields":[` +
		`{"manager":"ci","operation":"Apply","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":` + fields + `}]},` + content[1:]
}

// podWritten is a pod with these managed fields of `ci`.
func podWritten(fields string) string {
	return `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"job","namespace":"shop","managedFields":[` +
		`{"manager":"ci","operation":"Apply","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":` + fields + `}]},` +
		`"spec":{"nodeSelector":{"disk":"ssd","zone":"a"},"containers":[{"name":"a","image":"a:1","args":["x","y"],"resources":{}},{"name":"b","image":"b:1","resources":{}}]}}`
}
