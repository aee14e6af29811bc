package main

// strategicPatchCase is a patch of an object of patchObjects, or of a document of its own.
type strategicPatchCase struct{ kind, what, patch, document string }

// of is a table of patches of one kind.
func patchesOf(kind string, patches ...string) []strategicPatchCase {
	cases := make([]strategicPatchCase, len(patches))
	for i, patch := range patches {
		cases[i] = strategicPatchCase{kind: kind, what: patch, patch: patch}
	}
	return cases
}

func strategicPatchCases() []strategicPatchCase {
	var cases []strategicPatchCase
	for _, more := range [][]strategicPatchCase{podPatches, otherPatches, mistakenPatches, documentPatches} {
		cases = append(cases, more...)
	}
	return cases
}

var podPatches = patchesOf("/v1/Pod",
	// fields and maps
	`{}`, `{"spec":{}}`, `{"spec":null}`, `{"spec":{"restartPolicy":"Never"}}`, `{"spec":{"restartPolicy":null,"hostNetwork":true}}`, `{"spec":{"nope":{"a":null,"b":[null,{"c":null}]}}}`,
	`{"metadata":{"labels":{"app":null,"new":"x"}}}`, `{"metadata":{"labels":null}}`, `{"metadata":{"labels":{}}}`, `{"metadata":{"annotations":{"a":null}}}`,
	`{"metadata":{"labels":{"$patch":"replace","only":"this"}}}`, `{"metadata":{"labels":{"$patch":"delete"}}}`, `{"spec":{"nodeSelector":{"$patch":"delete","x":"y"}}}`,
	`{"spec":{"securityContext":{"$patch":"replace","runAsNonRoot":true,"fsGroup":null}}}`, `{"spec":{"securityContext":{"runAsUser":null}}}`, `{"spec":{"securityContext":"x"}}`,
	`{"$patch":"replace","metadata":{"name":"y"}}`, `{"$patch":"delete"}`, `{"spec":{"affinity":{"nodeAffinity":null}}}`, `{"spec":{"affinity":{"podAffinity":{"$patch":"replace"}}}}`,
	`{"spec":{"affinity":{"podAffinity":{"x":{"$patch":"delete"},"y":[{"$patch":"delete"},{"z":1}]}}}}`, `{"spec":{"dnsConfig":{"nameservers":["1.1.1.1",null],"options":[{"name":"n","value":null}]}}}`,
	`{"spec":{"overhead":{"cpu":"1","memory":null}}}`, `{"SPEC":{"restartPolicy":"Never"}}`, `{"metadata":{"labels":{"a/b":"1","$x":"2"}}}`,
	// containers
	`{"spec":{"containers":[{"name":"web","image":"nginx:2"}]}}`, `{"spec":{"containers":[{"name":"new","image":"x"}]}}`, `{"spec":{"containers":[{"name":"new","image":"x","command":null}]}}`,
	`{"spec":{"containers":[{"name":"web","$patch":"delete"}]}}`, `{"spec":{"containers":[{"$patch":"replace"},{"name":"only","image":"x"}]}}`, `{"spec":{"containers":[{"$patch":"replace"}]}}`,
	`{"spec":{"containers":[{"name":"web","$patch":"replace","image":"y"}]}}`, `{"spec":{"containers":[{"name":"none","$patch":"delete"}]}}`, `{"spec":{"containers":[]}}`, `{"spec":{"containers":null}}`,
	`{"spec":{"containers":[{"name":"log","image":"2"},{"name":"web","image":"2"}]}}`, `{"spec":{"containers":[{"name":"n1"},{"name":"side","image":"2"},{"name":"n2"}]}}`,
	`{"spec":{"containers":[{"name":"x","a":1},{"name":"x","b":2}]}}`, `{"spec":{"containers":[{"name":"side","$patch":"delete"},{"name":"side","image":"again"}]}}`,
	`{"spec":{"containers":[{"name":"web","image":null,"args":null}]}}`, `{"spec":{"containers":[{"name":"web","args":["x"]}]}}`, `{"spec":{"containers":[{"name":"web","args":[]}]}}`,
	`{"spec":{"initContainers":[{"name":"init","command":["true"]},{"name":"second","image":"x"}]}}`, `{"spec":{"ephemeralContainers":[{"name":"dbg","image":"x","$patch":"merge"},{"name":"e"}]}}`,
	`{"spec":{"containers":[{"name":null,"image":"x"}]}}`, `{"spec":{"containers":[{"name":"web","resources":{"limits":{"cpu":null,"gpu":"1"},"requests":null}}]}}`,
	`{"spec":{"containers":[{"name":"web","livenessProbe":{"httpGet":null,"exec":{"command":["x"]}}}]}}`, `{"spec":{"containers":[{"name":"web","livenessProbe":{"httpGet":{"port":"http"}}}]}}`,
	`{"spec":{"containers":[{"name":"web","securityContext":{"capabilities":{"add":["SYS_TIME"],"drop":null}}}]}}`, `{"spec":{"containers":[{"name":"web","envFrom":[{"secretRef":{"name":"s"}}]}]}}`,
	`{"spec":{"containers":[{"name":"web","lifecycle":{"preStop":{"exec":{"command":["a",null]},"httpGet":null}}}]}}`,
	// ports, env, mounts
	`{"spec":{"containers":[{"name":"web","ports":[{"containerPort":80,"name":"web"}]}]}}`, `{"spec":{"containers":[{"name":"web","ports":[{"containerPort":53,"protocol":"UDP","hostPort":5353}]}]}}`,
	`{"spec":{"containers":[{"name":"web","ports":[{"containerPort":53,"$patch":"delete"}]}]}}`, `{"spec":{"containers":[{"name":"web","ports":[{"containerPort":8080},{"containerPort":53,"name":"x"}]}]}}`,
	`{"spec":{"containers":[{"name":"web","ports":[{"containerPort":"80","name":"text"}]}]}}`, `{"spec":{"containers":[{"name":"web","ports":[{"name":"http"}]}]}}`,
	`{"spec":{"containers":[{"name":"web","env":[{"name":"A","value":"2"},{"name":"D","value":"4"}]}]}}`, `{"spec":{"containers":[{"name":"web","env":[{"name":"B","value":"x","valueFrom":null}]}]}}`,
	`{"spec":{"containers":[{"name":"web","env":[{"name":"A","valueFrom":{"secretKeyRef":{"name":"s","key":"k"}}}]}]}}`, `{"spec":{"containers":[{"name":"web","env":[{"name":"C","$patch":"delete"},{"name":"A","$patch":"delete"}]}]}}`,
	`{"spec":{"containers":[{"name":"web","env":[{"$patch":"replace"},{"name":"Z","value":"1"}]}]}}`, `{"spec":{"containers":[{"name":"side","env":[{"name":"N","value":null},{"name":"M","$patch":"delete"}]}]}}`,
	`{"spec":{"containers":[{"name":"web","volumeMounts":[{"mountPath":"/data","name":"tmp"},{"mountPath":"/new","name":"tmp"}]}]}}`, `{"spec":{"containers":[{"name":"web","volumeMounts":[{"name":"data"}]}]}}`,
	`{"spec":{"containers":[{"name":"web","volumeDevices":[{"devicePath":"/dev/x","name":"d"}]}]}}`,
	// volumes and retainKeys
	`{"spec":{"volumes":[{"name":"data","hostPath":{"path":"/x"}}]}}`, `{"spec":{"volumes":[{"$retainKeys":["name","hostPath"],"name":"data","hostPath":{"path":"/x"}}]}}`,
	`{"spec":{"volumes":[{"$retainKeys":["name"],"name":"data"}]}}`, `{"spec":{"volumes":[{"$retainKeys":["name","emptyDir"],"name":"data","emptyDir":{"medium":null}}]}}`,
	`{"spec":{"volumes":[{"$retainKeys":["name","emptyDir"],"name":"data","emptyDir":null,"hostPath":null}]}}`, `{"spec":{"volumes":[{"$retainKeys":["hostPath"],"name":"data","hostPath":{"path":"/x"}}]}}`,
	`{"spec":{"volumes":[{"$retainKeys":"name","name":"data"}]}}`, `{"spec":{"volumes":[{"$retainKeys":["name",1,null,true],"name":"data"}]}}`, `{"spec":{"volumes":[{"$retainKeys":[{"a":1}],"name":"data"}]}}`,
	`{"spec":{"volumes":[{"$retainKeys":["name","emptyDir"],"name":"fresh","emptyDir":{}}]}}`, `{"spec":{"volumes":[{"$retainKeys":["name"],"name":"conf","$patch":"delete"}]}}`,
	`{"spec":{"volumes":[{"name":"conf","configMap":{"items":[{"key":"b","path":"b"}],"optional":true}}]}}`, `{"spec":{"$retainKeys":["containers"],"containers":[{"name":"web","image":"z"}]}}`,
	`{"spec":{"$retainKeys":["containers"],"$setElementOrder/containers":[{"name":"web"}],"$deleteFromPrimitiveList/x":["a"],"volumes":null}}`, `{"$retainKeys":["metadata"],"metadata":{"labels":null}}`,
	`{"spec":{"securityContext":{"$retainKeys":["runAsGroup"],"runAsGroup":5}}}`, `{"spec":{"securityContext":{"$retainKeys":null}}}`, `{"spec":{"dnsConfig":{"$retainKeys":["a"],"searches":["x"]}}}`,
	// lists
	`{"spec":{"tolerations":[{"key":"only","operator":"Exists"}]}}`, `{"spec":{"tolerations":[]}}`, `{"spec":{"tolerations":[{"key":"x","$patch":"delete"},{"a":null}]}}`, `{"spec":{"tolerations":null}}`,
	`{"spec":{"imagePullSecrets":[{"name":"three"}]}}`, `{"spec":{"imagePullSecrets":[{"name":"one","$patch":"delete"}]}}`, `{"spec":{"hostAliases":[{"ip":"10.0.0.1","hostnames":["c"]},{"ip":"10.0.0.2","hostnames":["d"]}]}}`,
	`{"spec":{"topologySpreadConstraints":[{"topologyKey":"zone","maxSkew":5}]}}`, `{"spec":{"topologySpreadConstraints":[{"topologyKey":"zone","whenUnsatisfiable":"ScheduleAnyway","minDomains":2},{"topologyKey":"rack","maxSkew":1}]}}`,
	`{"spec":{"topologySpreadConstraints":[{"topologyKey":"zone","$patch":"delete"}]}}`, `{"spec":{"schedulingGates":[{"name":"example.com/g","$patch":"delete"}]}}`, `{"spec":{"readinessGates":[{"conditionType":"z"}]}}`,
	`{"spec":{"securityContext":{"supplementalGroups":[3],"sysctls":[{"name":"a","value":"b"}]}}}`, `{"metadata":{"ownerReferences":[{"uid":"o-1","controller":false}]}}`,
	`{"metadata":{"ownerReferences":[{"uid":"o-2","$patch":"delete"},{"uid":"o-3","apiVersion":"v1","kind":"Secret","name":"s"}]}}`, `{"metadata":{"ownerReferences":[{"name":"web-1"}]}}`,
	`{"metadata":{"finalizers":["example.com/d"]}}`, `{"metadata":{"finalizers":["example.com/c","example.com/a"]}}`, `{"metadata":{"finalizers":["d","d","example.com/a"]}}`, `{"metadata":{"finalizers":[]}}`,
	`{"metadata":{"finalizers":null}}`, `{"metadata":{"$deleteFromPrimitiveList/finalizers":["example.com/b"]}}`, `{"metadata":{"$deleteFromPrimitiveList/finalizers":["none"]}}`, `{"metadata":{"$deleteFromPrimitiveList/finalizers":[]}}`,
	`{"metadata":{"$deleteFromPrimitiveList/finalizers":null}}`, `{"metadata":{"$deleteFromPrimitiveList/finalizers":"example.com/a"}}`, `{"metadata":{"$deleteFromPrimitiveList/none":["a"]}}`,
	`{"metadata":{"$deleteFromPrimitiveList/labels":["a"]}}`, `{"spec":{"$deleteFromPrimitiveList/containers":[{"name":"web"}]}}`, `{"spec":{"$deleteFromPrimitiveList/containers":[{"name":"web","$patch":"delete"}]}}`,
	`{"spec":{"containers":[{"name":"web","$deleteFromPrimitiveList/args":["-g"]}]}}`, `{"metadata":{"$deleteFromPrimitiveList/":["a"]}}`, `{"spec":{"$deleteFromPrimitiveList/tolerations":[{"key":"x"}]}}`,
	`{"status":{"conditions":[{"type":"Ready","status":"True"}],"podIPs":[{"ip":"10.0.0.8"},{"ip":"10.0.0.9"}],"hostIPs":[{"ip":"1"}]}}`,
	// order
	`{"spec":{"$setElementOrder/containers":[{"name":"log"},{"name":"web"},{"name":"side"}]}}`, `{"spec":{"$setElementOrder/containers":[{"name":"log"},{"name":"web"}]}}`,
	`{"spec":{"$setElementOrder/containers":[{"name":"new"},{"name":"side"},{"name":"web"}],"containers":[{"name":"new","image":"x"},{"name":"web","image":"2"}]}}`,
	`{"spec":{"$setElementOrder/containers":[{"name":"web"}],"containers":[{"name":"side","$patch":"delete"},{"name":"web","image":"3"}]}}`,
	`{"spec":{"$setElementOrder/containers":[{"name":"web"},{"name":"new"}],"containers":[{"name":"new"},{"name":"web"}]}}`, `{"spec":{"$setElementOrder/containers":[{"name":"web"}],"containers":[{"name":"other"}]}}`,
	`{"spec":{"$setElementOrder/containers":[],"containers":[{"name":"n1"},{"name":"n2"},{"name":"web","image":"q"}]}}`, `{"spec":{"$setElementOrder/containers":[{"name":"web"}],"containers":[{"$patch":"replace"},{"name":"web"}]}}`,
	`{"spec":{"$setElementOrder/containers":[{"name":"web"}],"containers":[{"name":"web"},{"$patch":"replace"}]}}`, `{"spec":{"$setElementOrder/containers":[{"name":"a"},{"name":"b"}],"containers":[{"$patch":"replace"},{"name":"b","x":null}]}}`,
	`{"spec":{"$setElementOrder/containers":[{"image":"x"}]}}`, `{"spec":{"$setElementOrder/containers":["web"]}}`, `{"spec":{"$setElementOrder/containers":"web"}}`, `{"spec":{"$setElementOrder/containers":null}}`,
	`{"spec":{"$setElementOrder/containers":[{"name":"web"}],"containers":null}}`, `{"spec":{"$setElementOrder/containers":[{"name":"web"}],"containers":[]}}`,
	`{"spec":{"$setElementOrder/ephemeralContainers":[{"name":"b"},{"name":"a"}],"ephemeralContainers":[{"name":"b","x":{"$patch":"delete"},"y":null},{"name":"a","$patch":"delete"}]}}`,
	`{"spec":{"$setElementOrder/ephemeralContainers":[{"name":"b"}],"ephemeralContainers":[]}}`, `{"spec":{"$setElementOrder/ephemeralContainers":[{"name":"b"}]}}`,
	`{"metadata":{"$setElementOrder/finalizers":["example.com/c","example.com/b","example.com/a"]}}`, `{"metadata":{"$setElementOrder/finalizers":["example.com/c","new"],"finalizers":["new"]}}`,
	`{"metadata":{"$setElementOrder/finalizers":["example.com/a","x"],"finalizers":["x"],"$deleteFromPrimitiveList/finalizers":["example.com/b"]}}`, `{"metadata":{"$setElementOrder/finalizers":["a"],"finalizers":["b","c"]}}`,
	`{"metadata":{"$setElementOrder/finalizers":[],"finalizers":["z","y"]}}`, `{"metadata":{"$setElementOrder/finalizers":[1,"example.com/b"]}}`,
	`{"spec":{"$setElementOrder/tolerations":[{"key":"x"}]}}`, `{"spec":{"$setElementOrder/tolerations":[{"key":"x"}],"tolerations":[{"key":"x"}]}}`, `{"spec":{"$setElementOrder/nope":[]}}`, `{"spec":{"$setElementOrder/Containers":[]}}`,
	`{"spec":{"$setElementOrder/restartPolicy":["a"]}}`, `{"metadata":{"labels":{"$setElementOrder/app":["a"]}}}`, `{"spec":{"$setElementOrder/securityContext":[]}}`,
	`{"spec":{"$setElementOrder/volumes":[{"name":"conf"},{"name":"v"},{"name":"data"}],"volumes":[{"$retainKeys":["name","secret"],"name":"v","secret":{"secretName":"s"}}]}}`,
	`{"spec":{"containers":[{"name":"web","$setElementOrder/env":[{"name":"C"},{"name":"X"},{"name":"A"}],"env":[{"name":"X","value":"x"},{"name":"B","$patch":"delete"}]}]}}`,
	`{"spec":{"containers":[{"name":"web","$setElementOrder/ports":[{"containerPort":53},{"containerPort":80}],"ports":[{"containerPort":53,"name":"one"}]}]}}`,
	`{"spec":{"containers":[{"name":"fresh","$setElementOrder/env":[{"name":"A"}],"env":[{"name":"A","$patch":"delete"}],"$retainKeys":["x"]}]}}`,
	`{"spec":{"$setElementOrder/topologySpreadConstraints":[{"topologyKey":"host"},{"topologyKey":"zone"}]}}`,
	`{"metadata":{"$setElementOrder/ownerReferences":[{"uid":"o-2"},{"uid":"o-1"}]}}`,
	`{"spec":{"$setElementOrder/containers":[{"name":"new"}],"containers":[{"name":"new"},{"name":"web","$patch":"delete"}]}}`,
	`{"spec":{"$setElementOrder/containers":[{"name":"n1"},{"name":"n2"},{"name":"log"}],"containers":[{"name":"n1"},{"name":"n2"},{"name":"side","$patch":"delete"}]}}`,
	`{"spec":{"$setElementOrder/containers":[{"name":"n1"},{"name":"n2"}],"containers":[{"name":"n1"},{"name":"n2"},{"name":"side","$patch":"delete"},{"name":"log","$patch":"delete"}]}}`,
	`{"spec":{"$setElementOrder/containers":[{"name":"log"},{"name":"web"}],"containers":[{"name":"log","image":"again"},{"name":"web"},{"name":"log","$patch":"delete"},{"name":"web","$patch":"delete"}]}}`,
	`{"spec":{"containers":[{"name":"web","$setElementOrder/env":[{"name":"X"}],"env":[{"name":"X","value":"x"},{"name":"A","$patch":"delete"}]}]}}`,
	`{"spec":{"$setElementOrder/containers":[{"name":"log"},{"name":"x"}],"containers":[{"$patch":"replace"},{"name":"log","image":"1"},{"name":"x"},{"name":"web","$patch":"delete"}]}}`,
)

var mistakenPatches = patchesOf("/v1/Pod",
	`{"$patch":"merge"}`, `{"$patch":5}`, `{"$patch":null}`, `{"$patch":{"a":1}}`, `{"$patch":true,"x":[1,"b",null,1.5,{"c":false}]}`, `{"spec":{"$patch":"Replace"}}`,
	`{"spec":{"containers":[{"image":"x"}]}}`, `{"spec":{"containers":[{"$patch":"delete"}]}}`, `{"spec":{"containers":[{"name":"web","$patch":"merge"}]}}`, `{"spec":{"containers":[{"name":"web","$patch":"remove"}]}}`,
	`{"spec":{"containers":[{"name":"web","$patch":7}]}}`, `{"spec":{"containers":[{"name":"web","$patch":null}]}}`, `{"spec":{"containers":["web"]}}`, `{"spec":{"containers":[null]}}`, `{"spec":{"containers":[[{"name":"web"}]]}}`,
	`{"spec":{"containers":{"name":"web"}}}`, `{"spec":{"containers":"web"}}`, `{"spec":{"containers":[{"name":"web"},"x"]}}`, `{"spec":{"containers":[{"name":"web"},null]}}`,
	`{"metadata":{"finalizers":[["a"]]}}`, `{"metadata":{"finalizers":[{"a":1}]}}`, `{"metadata":{"finalizers":[1]}}`, `{"metadata":{"finalizers":[null]}}`, `{"metadata":{"finalizers":"a"}}`,
	`{"metadata":{"$deleteFromPrimitiveListfinalizers":["a"]}}`, `{"metadata":{"$deleteFromPrimitiveList":["a"]}}`, `{"spec":{"$setElementOrder":["a"]}}`, `{"spec":{"$setElementOrderX/containers":[]}}`,
	`{"metadata":{"$deleteFromPrimitiveList/finalizers":[1]}}`, `{"spec":{"containers":[{"name":{"a":1}}]}}`, `{"spec":{"containers":[{"name":["a"],"$patch":"delete"}]}}`, `{"spec":{"containers":[{"name":"web","env":[{"value":"x"}]}]}}`,
	`{"spec":{"volumes":[{"$retainKeys":{},"name":"data"}]}}`, `{"metadata":{"labels":{"$patch":"merge"}}}`, `{"metadata":{"labels":{"$retainKeys":["app"],"x":"y"}}}`, `[]`, `"x"`, `null`, `5`,
	`{"spec":{"$patch":[null,1]}}`, `{"spec":{"$setElementOrder/containers":[{"name":{}},{"name":"side"}],"containers":[{"name":"side"}]}}`,
	`{"spec":{"$setElementOrder/containers":[{"name":"web"}],"containers":[{"name":[null]}]}}`, `{"spec":{"$setElementOrder/containers":[[]],"containers":[{"image":"x"}]}}`,
	`{"spec":{"$setElementOrder/tolerations":[],"tolerations":[]}}`, `{"spec":{"$setElementOrder/hostAliases":[{"ip":[]},{"ip":"n"}],"hostAliases":[{"ip":"n"}]}}`,
)

var otherPatches = func() []strategicPatchCase {
	var cases []strategicPatchCase
	for _, of := range [][]strategicPatchCase{
		patchesOf("apps/v1/Deployment", `{"spec":{"replicas":null}}`, `{"spec":{"replicas":0}}`, `{"spec":{"strategy":{"type":"Recreate"}}}`, `{"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}`,
			`{"spec":{"strategy":{"$patch":"replace","type":"Recreate"}}}`, `{"spec":{"strategy":{"$retainKeys":["type","rollingUpdate"],"rollingUpdate":{"maxSurge":"10%"}}}}`, `{"spec":{"strategy":{"rollingUpdate":null,"type":"Recreate"}}}`,
			`{"spec":{"strategy":null}}`, `{"spec":{"strategy":{"rollingUpdate":{"maxSurge":"2"}}}}`, `{"spec":{"selector":{"matchExpressions":[{"key":"z","operator":"Exists"}]}}}`, `{"spec":{"selector":{"matchLabels":{"b":"c"}}}}`,
			`{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"nginx:2","env":[{"name":"B","value":"3"}]}]}}}}`, `{"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"now","a":null}}}}}`,
			`{"spec":{"template":{"spec":{"volumes":[{"name":"v","$patch":"delete"},{"name":"w","secret":{"optional":true}}]}}}}`, `{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"side"},{"name":"web"}],"containers":[{"name":"web","image":"x"}]}}}}`,
			`{"spec":{"template":{"spec":{"tolerations":[{"key":"b","operator":"Exists"}]}}}}`, `{"spec":{"template":{"spec":{"containers":[{"name":"web","ports":[{"containerPort":80,"protocol":"UDP"}]}]}}}}`,
			`{"status":{"conditions":[{"type":"Progressing","status":"False"},{"type":"ReplicaFailure","status":"True"}]}}`, `{"spec":{"paused":true,"minReadySeconds":5}}`, `{"spec":{"template":null}}`,
			`{"spec":{"template":{"$patch":"replace","metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"x","$patch":"delete"}]}}}}`),
		patchesOf("/v1/Service", `{"spec":{"ports":[{"port":80,"nodePort":null}]}}`, `{"spec":{"ports":[{"port":8080,"name":"alt"}]}}`, `{"spec":{"ports":[{"port":53,"protocol":"UDP","targetPort":5353}]}}`, `{"spec":{"ports":[{"port":53,"$patch":"delete"}]}}`,
			`{"spec":{"ports":[{"name":"http","targetPort":1}]}}`, `{"spec":{"$setElementOrder/ports":[{"port":443},{"port":80},{"port":53}]}}`, `{"spec":{"$setElementOrder/ports":[{"port":443},{"port":80}],"ports":[{"port":443,"targetPort":"https"},{"port":53,"$patch":"delete"}]}}`,
			`{"spec":{"externalIPs":["192.0.2.2"],"loadBalancerSourceRanges":null}}`, `{"spec":{"selector":null}}`, `{"spec":{"selector":{"app":null,"x":"y"}}}`, `{"spec":{"sessionAffinity":"None","sessionAffinityConfig":null}}`,
			`{"spec":{"$deleteFromPrimitiveList/loadBalancerSourceRanges":["10.0.0.0/8"]}}`, `{"spec":{"ipFamilies":["IPv4","IPv6"],"ipFamilyPolicy":"PreferDualStack"}}`, `{"status":{"loadBalancer":{"ingress":[{"hostname":"h"}]}}}`,
			`{"status":{"conditions":[{"type":"B","status":"x"},{"type":"A","$patch":"delete"}]}}`, `{"metadata":{"$deleteFromPrimitiveList/finalizers":["service.kubernetes.io/load-balancer-cleanup"]}}`),
		patchesOf("batch/v1/Job", `{"spec":{"suspend":true}}`, `{"spec":{"podFailurePolicy":{"rules":[{"action":"Count"}]}}}`, `{"spec":{"podFailurePolicy":null}}`, `{"spec":{"template":{"spec":{"containers":[{"name":"main","command":["x","y"]}]}}}}`,
			`{"status":{"uncountedTerminatedPods":{"succeeded":["c"]}}}`, `{"status":{"conditions":[{"type":"Complete","status":"False"},{"type":"Failed"}]}}`, `{"spec":{"backoffLimit":1.5}}`, `{"spec":{"successPolicy":{"rules":[{"succeededIndexes":"0","x":null}]}}}`),
		patchesOf("policy/v1/PodDisruptionBudget", `{"spec":{"selector":{"matchLabels":{"app":"x"}}}}`, `{"spec":{"selector":{"matchLabels":null}}}`, `{"spec":{"selector":{"$patch":"delete"}}}`, `{"spec":{"selector":{"$patch":"merge","matchLabels":{"a":"b"}}}}`,
			`{"spec":{"selector":null}}`, `{"spec":{"minAvailable":null,"maxUnavailable":1}}`, `{"spec":{"minAvailable":3}}`, `{"status":{"disruptedPods":{"p":null,"q":"x"}}}`, `{"status":{"conditions":[{"type":"DisruptionAllowed","reason":"R"}]}}`,
			`{"spec":{"selector":{"matchExpressions":[{"key":"z","operator":"Exists","values":null}]}}}`, `{"spec":{"$retainKeys":["minAvailable"],"minAvailable":1}}`),
		patchesOf("/v1/PersistentVolumeClaim", `{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}`, `{"spec":{"accessModes":["ReadOnlyMany"]}}`, `{"metadata":{"finalizers":["x"]}}`, `{"spec":{"dataSource":{"kind":"x"}}}`, `{"spec":{"selector":null,"volumeName":"v"}}`,
			`{"status":{"conditions":[{"type":"Resizing","$patch":"delete"}],"allocatedResources":{"storage":"2Gi"}}}`, `{"status":{"capacity":{"storage":"3Gi"}}}`, `{"spec":{"selector":{"matchLabels":{"a":null}}}}`),
		patchesOf("networking.k8s.io/v1/NetworkPolicy", `{"spec":{"ingress":[{"ports":[{"port":80}]}]}}`, `{"spec":{"policyTypes":["Egress"]}}`, `{"spec":{"podSelector":{"matchLabels":{"role":null}}}}`, `{"spec":{"podSelector":{}}}`, `{"spec":{"egress":null}}`,
			`{"spec":{"egress":[]}}`, `{"spec":{"podSelector":{"$patch":"replace"}}}`, `{"spec":{"$setElementOrder/policyTypes":["Egress","Ingress"]}}`, `{"spec":{"$setElementOrder/policyTypes":["Egress","Ingress"],"policyTypes":["Egress"]}}`),
		patchesOf("autoscaling/v2/HorizontalPodAutoscaler", `{"spec":{"maxReplicas":9}}`, `{"spec":{"metrics":[{"type":"Resource","resource":{"name":"memory"}}]}}`, `{"spec":{"behavior":{"scaleDown":{"policies":[{"type":"Percent","value":5}],"selectPolicy":null}}}}`,
			`{"spec":{"behavior":{"scaleUp":{"stabilizationWindowSeconds":0}}}}`, `{"status":{"conditions":[{"type":"ScalingActive","status":"False"}]}}`, `{"spec":{"scaleTargetRef":{"name":"other"}}}`, `{"spec":{"metrics":null,"minReplicas":null}}`,
			`{"spec":{"$deleteFromPrimitiveList/metrics":[{"type":"Resource"}]}}`),
		patchesOf("/v1/ServiceAccount", `{"secrets":[{"name":"c"}]}`, `{"secrets":[{"name":"a","$patch":"delete"}]}`, `{"imagePullSecrets":[{"name":"r"}]}`, `{"imagePullSecrets":[]}`, `{"secrets":[{"name":"b","namespace":"x","kind":"Secret"}],"automountServiceAccountToken":false}`,
			`{"imagePullSecrets":[{"name":"p","$patch":"delete"}]}`, `{"$setElementOrder/secrets":[{"name":"b"},{"name":"a"}]}`, `{"$setElementOrder/imagePullSecrets":[{"name":"q"},{"name":"p"}]}`),
		patchesOf("/v1/Node", `{"spec":{"unschedulable":null}}`, `{"spec":{"taints":[{"key":"c","effect":"NoSchedule"}]}}`, `{"spec":{"taints":null}}`, `{"spec":{"podCIDRs":["10.2.0.0/24"]}}`, `{"spec":{"$deleteFromPrimitiveList/podCIDRs":["fd00:1::/64"],"podCIDRs":["x"]}}`,
			`{"status":{"conditions":[{"type":"Ready","status":"Unknown"}]}}`, `{"status":{"addresses":[{"type":"InternalIP","address":"10.0.0.2"}]}}`, `{"status":{"addresses":[{"type":"InternalIP","$patch":"delete"},{"type":"ExternalIP","address":"1.1.1.1"}]}}`,
			`{"status":{"$setElementOrder/conditions":[{"type":"MemoryPressure"},{"type":"DiskPressure"},{"type":"PIDPressure"},{"type":"Ready"}],"conditions":[{"type":"PIDPressure","status":"False"},{"type":"Ready","lastHeartbeatTime":"2026-01-01T00:00:00Z"}]}}`,
			`{"status":{"$setElementOrder/conditions":[{"type":"Ready"}],"conditions":[{"type":"Ready","reason":null}]}}`, `{"status":{"volumesInUse":["v3"],"images":[]}}`, `{"status":{"capacity":{"gpu":"1"},"allocatable":{"cpu":"3"}}}`,
			`{"metadata":{"labels":{"kubernetes.io/hostname":null,"r":""}}}`),
		patchesOf("apps/v1/ControllerRevision", `{"revision":4}`, `{"data":{"n":2}}`, `{"data":{"n":null,"m":{"x":null}}}`, `{"data":{"spec":{"y":1}}}`, `{"data":{"$patch":"replace","z":1}}`, `{"data":{"$setElementOrder/x":[]}}`),
	} {
		cases = append(cases, of...)
	}
	return cases
}()

// documentPatches are of documents that a server would hardly hold.
var documentPatches = []strategicPatchCase{
	{"/v1/Pod", "nothing there", `{"metadata":{"labels":{"a":"b","c":null},"finalizers":["f"]},"spec":{"containers":[{"name":"a","x":null,"$patch":"delete"},{"name":"b","y":{"z":null}}]}}`, `{}`},
	{"/v1/Pod", "a null where the patch has a list", `{"spec":{"containers":[{"name":"a"}]}}`, `{"spec":{"containers":null}}`},
	{"/v1/Pod", "null elements", `{"metadata":{"finalizers":["a"]}}`, `{"metadata":{"finalizers":[null]}}`},
	{"/v1/Pod", "elements of several types", `{"metadata":{"finalizers":["a"]}}`, `{"metadata":{"finalizers":["x",1]}}`},
	{"/v1/Pod", "an element without merge key", `{"spec":{"containers":[{"name":"a"}]}}`, `{"spec":{"containers":[{"image":"x"}]}}`},
	{"/v1/Pod", "an unknown map on both sides", `{"spec":{"nope":{"b":2}}}`, `{"spec":{"nope":{"a":1}}}`},
	{"/v1/Pod", "an unknown list on both sides", `{"spec":{"nope":[2]}}`, `{"spec":{"nope":[1]}}`},
	{"/v1/Pod", "a map within labels", `{"metadata":{"labels":{"a":{"x":1}}}}`, `{"metadata":{"labels":{"a":{"y":1}}}}`},
	{"/v1/Pod", "two elements of one key", `{"spec":{"containers":[{"name":"a","image":"3"}]}}`, `{"spec":{"containers":[{"name":"a","image":"1"},{"name":"b"},{"name":"a","image":"2"}]}}`},
	{"/v1/Pod", "two elements of one key deleted", `{"spec":{"containers":[{"name":"a","$patch":"delete"}]}}`, `{"spec":{"containers":[{"name":"a","image":"1"},{"name":"b"},{"name":"a","image":"2"}]}}`},
	{"/v1/Pod", "two elements of one key in the order", `{"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}]}}`, `{"spec":{"containers":[{"name":"a","image":"1"},{"name":"b"},{"name":"a","image":"2"}]}}`},
	{"/v1/Pod", "a list where the schema has a map", `{"spec":{"securityContext":[1]}}`, `{"spec":{"securityContext":[2]}}`},
	{"/v1/Pod", "a map where the schema has a list", `{"spec":{"containers":{"a":1}}}`, `{"spec":{"containers":{"b":2}}}`},
	{"/v1/Pod", "maps where the schema has a list, with a map within", `{"spec":{"containers":{"a":{"x":1}}}}`, `{"spec":{"containers":{"a":{"y":2}}}}`},
	{"/v1/Pod", "an empty list", `{"spec":{"containers":[{"name":"a"}],"tolerations":[{"key":"k"}]}}`, `{"spec":{"containers":[],"tolerations":[]}}`},
	{"/v1/Pod", "texts in an empty list of maps", `{"spec":{"containers":["a"]}}`, `{"spec":{"containers":[]}}`},
	{"/v1/Pod", "names that are everybody's", `{"metadata":{"labels":{"__proto__":"a","constructor":"b","toString":null}},"constructor":{"x":1}}`, `{"metadata":{"labels":{"toString":"x"}}}`},
	{"/v1/Pod", "elements added where two were deleted", `{"spec":{"$setElementOrder/containers":[{"name":"x"},{"name":"y"},{"name":"z"}],"containers":[{"name":"x"},{"name":"y"},{"name":"z"},{"name":"a","$patch":"delete"},{"name":"d","$patch":"delete"}]}}`, `{"spec":{"containers":[{"name":"a"},{"name":"b"},{"name":"c"},{"name":"d"},{"name":"e"}]}}`},
	{"apps/v1/Deployment", "no strategy yet", `{"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}`, `{"spec":{}}`},
}
