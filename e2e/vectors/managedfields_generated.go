package main

import (
	"fmt"
	"math/rand/v2"
)

// generatedSequences are random writes of three managers: the same ones every time.
func generatedSequences() []sequence {
	var sequences []sequence
	for seed := range uint64(90) {
		random := generator{rand.New(rand.NewPCG(seed, 7))}
		kind, body := "apps/v1 Deployment", random.deployment
		switch seed % 3 {
		case 1:
			kind, body = "v1 Service", random.service
		case 2:
			kind, body = "v1 Pod", random.pod
		}
		s := sequence{what: fmt.Sprintf("generated %d", seed), kind: kind}
		for range 4 + random.IntN(4) {
			w := ownedWrite{manager: pick(random, "ann", "bob", "kubectl"), apply: random.chance(70), force: random.chance(50), body: asJSON(body())}
			w.force = w.force && w.apply
			s.steps = append(s.steps, w)
		}
		sequences = append(sequences, s)
	}
	return sequences
}

type generator struct{ *rand.Rand }

func (g generator) chance(percent int) bool { return g.IntN(100) < percent }

func pick[T any](g generator, of ...T) T { return of[g.IntN(len(of))] }

// some is a random part of a list in a random order.
func some[T any](g generator, of ...T) []T {
	part := []T{}
	for _, i := range g.Perm(len(of)) {
		if g.chance(50) {
			part = append(part, of[i])
		}
	}
	return part
}

// maybe sets a field in half of all cases.
func (g generator) maybe(object map[string]any, field string, value func() any) {
	if g.chance(50) {
		object[field] = value()
	}
}

func (g generator) texts(names ...string) any {
	texts := map[string]any{}
	for _, name := range some(g, names...) {
		texts[name] = pick(g, "1", "2")
	}
	return texts
}

func (g generator) metadata() map[string]any {
	metadata := map[string]any{"name": "x"}
	g.maybe(metadata, "labels", func() any { return g.texts("a", "b") })
	g.maybe(metadata, "annotations", func() any { return g.texts("a/b", "c") })
	g.maybe(metadata, "finalizers", func() any { return some(g, "f/a", "f/b", "f/c") })
	return metadata
}

func (g generator) container(name string) any {
	container := map[string]any{"name": name}
	g.maybe(container, "image", func() any { return pick(g, "x:1", "x:2") })
	g.maybe(container, "command", func() any { return some(g, "a", "b") })
	g.maybe(container, "env", func() any {
		list := []any{}
		for _, name := range some(g, "A", "B", "C") {
			list = append(list, map[string]any{"name": name, "value": pick(g, "1", "2")})
		}
		return list
	})
	g.maybe(container, "ports", func() any {
		list := []any{}
		for _, protocol := range some(g, "TCP", "UDP") {
			for _, port := range some(g, 80, 443) {
				element := map[string]any{"containerPort": port, "protocol": protocol}
				g.maybe(element, "name", func() any { return pick(g, "p", "q") })
				list = append(list, element)
			}
		}
		return list
	})
	g.maybe(container, "resources", func() any {
		return map[string]any{pick(g, "limits", "requests"): g.texts("cpu", "memory")}
	})
	return container
}

func (g generator) podSpec() map[string]any {
	containers := []any{}
	for _, name := range some(g, "a", "b", "c") {
		containers = append(containers, g.container(name))
	}
	spec := map[string]any{"containers": containers}
	g.maybe(spec, "tolerations", func() any { return []any{map[string]any{"key": pick(g, "a", "b")}} })
	g.maybe(spec, "nodeSelector", func() any { return g.texts("x", "y") })
	g.maybe(spec, "securityContext", func() any { return pick(g, map[string]any{}, map[string]any{"runAsUser": 1}) })
	g.maybe(spec, "volumes", func() any {
		list := []any{}
		for _, name := range some(g, "v", "w") {
			list = append(list, map[string]any{"name": name, pick(g, "emptyDir", "configMap"): map[string]any{}})
		}
		return list
	})
	return spec
}

func (g generator) pod() map[string]any {
	return map[string]any{"metadata": g.metadata(), "spec": g.podSpec()}
}

func (g generator) deployment() map[string]any {
	spec := map[string]any{"template": map[string]any{"spec": g.podSpec()}}
	g.maybe(spec, "replicas", func() any { return pick(g, 1, 2, 3) })
	g.maybe(spec, "paused", func() any { return true })
	g.maybe(spec, "selector", func() any { return map[string]any{"matchLabels": g.texts("a", "b")} })
	g.maybe(spec, "strategy", func() any {
		return pick(g, map[string]any{"type": "Recreate"}, map[string]any{"type": "RollingUpdate", "rollingUpdate": map[string]any{"maxSurge": pick[any](g, 1, "25%")}})
	})
	return map[string]any{"metadata": g.metadata(), "spec": spec}
}

func (g generator) service() map[string]any {
	spec := map[string]any{}
	g.maybe(spec, "selector", func() any { return g.texts("a", "b") })
	g.maybe(spec, "type", func() any { return pick(g, "ClusterIP", "NodePort") })
	g.maybe(spec, "externalIPs", func() any { return some(g, "1.1.1.1", "2.2.2.2") })
	ports := []any{}
	for _, port := range some(g, 80, 81, 82) {
		element := map[string]any{"port": port, "protocol": pick(g, "TCP", "UDP")}
		g.maybe(element, "name", func() any { return pick(g, "p", "q") })
		g.maybe(element, "targetPort", func() any { return pick[any](g, 8080, "web") })
		ports = append(ports, element)
	}
	spec["ports"] = ports
	return map[string]any{"metadata": g.metadata(), "spec": spec}
}
