package main

// option writes a case about the options of a call down: their kind and their JSON.
func option(id, kind, json string) entry {
	return r(id, coreV1, "GET", pods, c("versionedParams", kind, json))
}

// paramVectors tell which parameters the options of a call become.
func paramVectors() []vector {
	cases := []entry{
		option("a list of nothing special", "ListOptions", `{}`),
		option("a list of everything", "ListOptions", `{"labelSelector":"a in (b, c),!d","fieldSelector":"metadata.name=x","watch":true,`+
			`"allowWatchBookmarks":true,"resourceVersion":"12","resourceVersionMatch":"NotOlderThan","timeoutSeconds":30,"limit":500,`+
			`"continue":"abc==","sendInitialEvents":true}`),
		option("a list with zeros that are told", "ListOptions", `{"timeoutSeconds":0,"sendInitialEvents":false}`),
		option("a list with zeros that are not told", "ListOptions", `{"limit":0,"watch":false,"labelSelector":""}`),
		option("a list with a large limit", "ListOptions", `{"limit":9007199254740991}`),
		option("a list with a negative limit", "ListOptions", `{"limit":-1}`),
		option("a get", "GetOptions", `{"resourceVersion":"0"}`),
		option("a get of nothing special", "GetOptions", `{}`),
		option("a create", "CreateOptions", `{"dryRun":["All"],"fieldManager":"me & you","fieldValidation":"Strict"}`),
		option("a create with a list of two", "CreateOptions", `{"dryRun":["All","Some"]}`),
		option("a create with an empty list", "CreateOptions", `{"dryRun":[]}`),
		option("an update", "UpdateOptions", `{"dryRun":["All"],"fieldManager":"me","fieldValidation":"Warn"}`),
		option("a patch", "PatchOptions", `{"force":true,"fieldManager":"me"}`),
		option("a patch without force", "PatchOptions", `{"force":false,"fieldManager":"me"}`),
		option("a delete", "DeleteOptions", `{"gracePeriodSeconds":0,"propagationPolicy":"Foreground","dryRun":["All"],"orphanDependents":false}`),
		option("a delete with preconditions", "DeleteOptions", `{"preconditions":{"uid":"u","resourceVersion":"1"}}`),
		option("logs", "PodLogOptions", `{"container":"c","follow":true,"previous":true,"sinceSeconds":60,"timestamps":true,"tailLines":0,`+
			`"limitBytes":1024,"insecureSkipTLSVerifyBackend":true,"stream":"Stdout"}`),
		option("logs since a time", "PodLogOptions", `{"sinceTime":"2026-05-04T03:02:01Z"}`),
		option("an exec", "PodExecOptions", `{"stdin":true,"stdout":true,"stderr":true,"tty":true,"container":"c","command":["sh","-c","echo a&b"]}`),
		option("an exec without a terminal", "PodExecOptions", `{"stdout":true,"tty":false,"command":["",""]}`),
		option("an attach", "PodAttachOptions", `{"stdin":true,"tty":true}`),
		option("a port forward", "PodPortForwardOptions", `{"ports":[8080,9090]}`),
		option("a proxy", "PodProxyOptions", `{"path":"/a b?c=d"}`),
		r("options after a parameter", coreV1, "GET", pods, c("param", "resourceVersion", "1"), c("param", "x", "y"),
			c("versionedParams", "GetOptions", `{"resourceVersion":"2"}`)),
		r("options twice", coreV1, "GET", pods, c("versionedParams", "ListOptions", `{"limit":1}`), c("versionedParams", "ListOptions", `{"limit":2}`)),
		r("options with a timeout", coreV1, "GET", pods, c("timeout", 10000), c("versionedParams", "ListOptions", `{"timeoutSeconds":10}`)),
	}
	vectors := make([]vector, 0, len(cases))
	for _, each := range cases {
		vectors = append(vectors, each.vector())
	}
	return vectors
}
