package main

// kubeconfigPods: configuration in a pod.
var kubeconfigPods = []kubeconfigCase{
	{"in-cluster", kubeconfigIn{Env: inPod(nil), ServiceAccount: account}},
	{"in-cluster on IPv6", kubeconfigIn{Env: env{"KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443"}, ServiceAccount: account}},
	{"in-cluster with POD_NAMESPACE", kubeconfigIn{Env: inPod(env{"POD_NAMESPACE": "by-env"}), ServiceAccount: account}},
	{"in-cluster without a namespace file", kubeconfigIn{Env: inPod(nil), ServiceAccount: files{"token": "t", "ca.crt": "@CA@"}}},
	{"in-cluster without a CA", kubeconfigIn{Env: inPod(nil), ServiceAccount: files{"token": "t"}}},
	{"in-cluster with a bad CA", kubeconfigIn{Env: inPod(nil), ServiceAccount: files{"token": "t", "ca.crt": "nonsense"}}},
	{"in-cluster without a token", kubeconfigIn{Env: inPod(nil), ServiceAccount: files{"ca.crt": "@CA@"}}},
	{"in-cluster with a token that is a directory", kubeconfigIn{Env: inPod(nil), ServiceAccount: files{"token/x": "t"}}},
	{"in-cluster without the port", kubeconfigIn{Env: env{"KUBERNETES_SERVICE_HOST": "10.0.0.1"}, ServiceAccount: account}},
	{"in-cluster is not tried when a kubeconfig is valid; its namespace is", kubeconfigIn{Files: home(config{}), Env: inPod(nil), ServiceAccount: account}},
	{"in-cluster beside a context with an explicit default namespace", kubeconfigIn{Files: home(config{context: "namespace: default"}), Env: inPod(nil), ServiceAccount: account}},
	{"in-cluster is used when the kubeconfig has no current-context", kubeconfigIn{Files: home(config{current: "-"}), Env: inPod(nil), ServiceAccount: account}},
	{"in-cluster is used when the cluster of the context is missing", kubeconfigIn{Files: home(config{contextCluster: "gone"}), Env: inPod(nil), ServiceAccount: account}},
	{"in-cluster is not tried when the current-context is missing", kubeconfigIn{Files: home(config{current: "gone"}), Env: inPod(nil), ServiceAccount: account}},
	{"in-cluster is not tried when the kubeconfig is broken", kubeconfigIn{Files: home("a: ["), Env: inPod(nil), ServiceAccount: account}},
	{"in-cluster is not tried when the explicit path is missing", kubeconfigIn{Env: inPod(nil), Path: "$DIR/gone", ServiceAccount: account}},
	{"in-cluster with an option for a context", kubeconfigIn{Env: inPod(nil), Context: "x", ServiceAccount: account}},
	{"in-cluster when all of KUBECONFIG is missing", kubeconfigIn{Env: inPod(env{"KUBECONFIG": "$DIR/gone"}), ServiceAccount: account}},
}
