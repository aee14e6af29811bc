package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/restmapper"
)

// mapperStand is a REST mapper, and one that knows short names; there are none without a cache.
type mapperStand struct {
	cached   discovery.CachedDiscoveryInterface
	mapper   *restmapper.DeferredDiscoveryRESTMapper
	expander meta.RESTMapper
	warnings []string
}

// mappingDid is a REST mapping.
type mappingDid struct {
	Group      string `json:"group"`
	Version    string `json:"version"`
	Kind       string `json:"kind"`
	Resource   string `json:"resource"`
	Namespaced bool   `json:"namespaced"`
}

func newMapperStand(cached discovery.CachedDiscoveryInterface) *mapperStand {
	if cached == nil {
		return &mapperStand{}
	}
	stand := &mapperStand{cached: cached, mapper: restmapper.NewDeferredDiscoveryRESTMapper(cached)}
	stand.expander = restmapper.NewShortcutExpander(stand.mapper, cached, func(warning string) {
		stand.warnings = append(stand.warnings, warning)
	})
	return stand
}

func (s *mapperStand) takeWarnings() []string {
	warnings := s.warnings
	s.warnings = nil
	return warnings
}

// call takes the name of a method, with `short` before it for the mapper that knows short names, and `group/version/resource` or
// `group/kind`.
func (s *mapperStand) call(c call) (any, error) {
	var mapper meta.RESTMapper = s.mapper
	method, short := strings.CutPrefix(c.text(0), "short ")
	if short {
		mapper = s.expander
	}
	switch method {
	case "kind for":
		return gvkDid(mapper.KindFor(resourceOf(c.text(1))))
	case "kinds for":
		kinds, err := mapper.KindsFor(resourceOf(c.text(1)))
		texts := []string{}
		for _, kind := range kinds {
			texts = append(texts, kind.String())
		}
		return orNil(texts, err)
	case "resource for":
		resource, err := mapper.ResourceFor(resourceOf(c.text(1)))
		if err != nil {
			return nil, err
		}
		return resource.String(), nil
	case "resources for":
		resources, err := mapper.ResourcesFor(resourceOf(c.text(1)))
		texts := []string{}
		for _, resource := range resources {
			texts = append(texts, resource.String())
		}
		return orNil(texts, err)
	case "mapping":
		mapping, err := mapper.RESTMapping(kindOf(c.text(1)), versionsOf(c)...)
		if err != nil {
			return nil, err
		}
		return mappingOf(mapping), nil
	case "mappings":
		mappings, err := mapper.RESTMappings(kindOf(c.text(1)), versionsOf(c)...)
		var dids []mappingDid
		for _, mapping := range mappings {
			dids = append(dids, mappingOf(mapping))
		}
		if err != nil {
			return nil, err
		}
		return dids, nil
	case "singular of":
		singular, err := mapper.ResourceSingularizer(c.text(1))
		if err != nil {
			return nil, err
		}
		return singular, nil
	case "category":
		return s.category(c.text(1))
	case "reset":
		s.mapper.Reset()
		return nil, nil
	}
	panic(fmt.Errorf("%w: %s", errNoSuchCall, c.text(0)))
}

// category lists each member once, sorted.
func (s *mapperStand) category(name string) (any, error) {
	resources, ok := restmapper.NewDiscoveryCategoryExpander(s.cached).Expand(name)
	if !ok {
		return nil, nil
	}
	slices.SortFunc(resources, func(a, b schema.GroupResource) int { return cmp.Compare(a.String(), b.String()) })
	texts := []string{}
	for _, resource := range slices.Compact(resources) {
		texts = append(texts, resource.String())
	}
	return texts, nil
}

func gvkDid(kind schema.GroupVersionKind, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return kind.String(), nil
}

func orNil(texts []string, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return texts, nil
}

func mappingOf(m *meta.RESTMapping) mappingDid {
	gvk := m.GroupVersionKind
	return mappingDid{gvk.Group, gvk.Version, gvk.Kind, m.Resource.Resource, m.Scope == meta.RESTScopeNamespace}
}

func resourceOf(text string) schema.GroupVersionResource {
	parts := strings.SplitN(text, "/", 3)
	return schema.GroupVersionResource{Group: parts[0], Version: parts[1], Resource: parts[2]}
}

func kindOf(text string) schema.GroupKind {
	parts := strings.Split(text, "/")
	return schema.GroupKind{Group: parts[0], Kind: parts[1]}
}

func versionsOf(c call) []string {
	var versions []string
	for i := range c[2:] {
		versions = append(versions, c.text(i+2))
	}
	return versions
}
