package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/discovery"
)

// discoveryErrorDid is an error; Is says which, if it is one that callers tell from others.
type discoveryErrorDid struct {
	Text string   `json:"text"`
	Is   []string `json:"is,omitempty"`
	// Failures are the texts of a partial failure, by group-version.
	Failures map[string]string `json:"failures,omitempty"`
}

func discoveryErrorOf(err error) *discoveryErrorDid {
	if err == nil {
		return nil
	}
	did := &discoveryErrorDid{Text: err.Error()}
	for _, one := range []struct {
		name string
		is   bool
	}{
		{"partial", discovery.IsGroupDiscoveryFailedError(err)},
		{"no match", meta.IsNoMatchError(err)},
		{"ambiguous", meta.IsAmbiguousError(err)},
		{"not found", apierrors.IsNotFound(err)},
		{"forbidden", apierrors.IsForbidden(err)},
	} {
		if one.is {
			did.Is = append(did.Is, one.name)
		}
	}
	if failed, ok := discovery.GroupDiscoveryFailedErrorGroups(err); ok {
		did.Failures = map[string]string{}
		for gv, err := range failed {
			did.Failures[gv.String()] = err.Error()
		}
	}
	return did
}

// everything is what ServerGroupsAndResources returns.
type everything struct {
	Groups    []*metav1.APIGroup        `json:"groups"`
	Resources []*metav1.APIResourceList `json:"resources"`
}

func (s *discoveryStand) run(c call) discoveryDid {
	value, err := s.call(c)
	did := discoveryDid{Value: value, Error: discoveryErrorOf(err), Warnings: s.mapper.takeWarnings()}
	if text, _ := json.Marshal(value); string(text) == "null" {
		did.Value = nil
	}
	return did
}

func (s *discoveryStand) call(c call) (any, error) {
	switch c.text(0) {
	case "groups":
		groups, err := s.client.ServerGroups()
		if groups == nil {
			return nil, err
		}
		return groups, err
	case "resources of":
		list, err := s.client.ServerResourcesForGroupVersion(c.text(1))
		if err != nil || list == nil {
			return nil, err
		}
		return list, nil
	case "everything":
		groups, lists, err := s.client.ServerGroupsAndResources()
		return everything{groups, sorted(lists)}, err
	case "preferred":
		lists, err := s.client.ServerPreferredResources()
		return sorted(lists), err
	case "preferred namespaced":
		lists, err := s.client.ServerPreferredNamespacedResources()
		return sorted(lists), err
	case "version":
		info, err := s.client.ServerVersion()
		if err != nil {
			return nil, err
		}
		return info, nil
	case "supports":
		gv, err := schema.ParseGroupVersion(c.text(1))
		must(err)
		return nil, discovery.ServerSupportsVersion(s.client, gv)
	case "enabled":
		gv, err := schema.ParseGroupVersion(c.text(1))
		must(err)
		enabled, err := discovery.IsResourceEnabled(s.client, gv.WithResource(c.text(2)))
		if err != nil {
			return nil, err
		}
		return enabled, nil
	case "fresh":
		return s.cached.Fresh(), nil
	case "invalidate":
		s.cached.Invalidate()
		return nil, nil
	case "openapi":
		return s.openAPI()
	case "document":
		return s.document(c.text(1))
	case "files":
		return s.files(), nil
	case "modes":
		return s.modes(), nil
	case "write":
		return nil, os.WriteFile(filepath.Join(s.folder, c.text(1)), []byte(c.text(2)), 0o600)
	case "age":
		then := time.Now().Add(-2 * time.Hour)
		return nil, os.Chtimes(filepath.Join(s.folder, c.text(1)), then, then)
	}
	return s.mapper.call(c)
}

func (s *discoveryStand) openAPI() (any, error) {
	paths, err := s.client.OpenAPIV3().Paths()
	if err != nil {
		return nil, err
	}
	urls := map[string]string{}
	for path, document := range paths {
		urls[path] = document.ServerRelativeURL()
	}
	return urls, nil
}

func (s *discoveryStand) document(path string) (any, error) {
	paths, err := s.client.OpenAPIV3().Paths()
	if err != nil {
		return nil, err
	}
	schema, err := paths[path].Schema("application/json")
	if err != nil {
		return nil, err
	}
	return string(schema), nil
}

// files are the texts of all files in the cache's folder.
func (s *discoveryStand) files() map[string]string {
	texts := map[string]string{}
	s.walk(func(path string, info fs.FileInfo) {
		if !info.IsDir() {
			text, err := os.ReadFile(filepath.Join(s.folder, path))
			must(err)
			texts[path] = string(text)
		}
	})
	return texts
}

// modes are the rights of all files and folders in the cache's folder.
func (s *discoveryStand) modes() map[string]string {
	modes := map[string]string{}
	s.walk(func(path string, info fs.FileInfo) { modes[path] = fmt.Sprintf("%04o", info.Mode().Perm()) })
	delete(modes, ".")
	return modes
}

func (s *discoveryStand) walk(visit func(string, fs.FileInfo)) {
	must(filepath.Walk(s.folder, func(path string, info fs.FileInfo, err error) error {
		must(err)
		path, err = filepath.Rel(s.folder, path)
		visit(path, info)
		return err
	}))
}

// sorted sorts lists, and the resources in each.
func sorted(lists []*metav1.APIResourceList) []*metav1.APIResourceList {
	slices.SortStableFunc(lists, func(a, b *metav1.APIResourceList) int { return cmp.Compare(a.GroupVersion, b.GroupVersion) })
	for _, list := range lists {
		slices.SortStableFunc(list.APIResources, func(a, b metav1.APIResource) int { return cmp.Compare(a.Name, b.Name) })
	}
	return lists
}

var errNoSuchCall = errors.New("no such call")
