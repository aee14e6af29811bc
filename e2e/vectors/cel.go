package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/checker"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	celschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel/model"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/version"
	apiservercel "k8s.io/apiserver/pkg/cel"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/apiserver/pkg/cel/library"
)

//go:embed cel/cases.json
var celCases []byte

type celInput struct {
	Schema      apiextensionsv1.JSONSchemaProps `json:"schema"`
	Object      json.RawMessage                 `json:"object"`
	Expressions []string                        `json:"expressions"`
}

// celOutcome is what becomes of an expression: why it does not compile; or its type, the most that it may cost, and either its value
// or why it has none.
type celOutcome struct {
	Issues   string `json:"issues,omitempty"`
	Type     string `json:"type,omitempty"`
	Estimate string `json:"estimate,omitempty"`
	Cost     string `json:"cost,omitempty"`
	Value    string `json:"value,omitempty"`
	Error    string `json:"error,omitempty"`
}

// celVectors tell what rules of custom resources are, in the environment that kube-apiserver compiles them in.
func celVectors() []vector {
	input := celInput{}
	must(utiljson.Unmarshal(celCases, &input))
	internal := apiextensions.JSONSchemaProps{}
	must(apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(&input.Schema, &internal, nil))
	schema, err := structuralschema.NewStructural(&internal)
	must(err)
	var object any
	must(utiljson.Unmarshal(input.Object, &object))
	declared := model.SchemaDeclType(schema, true)
	env := celEnvironment(declared.MaybeAssignTypeName("selfType"))
	self := celschema.UnstructuredToVal(object, model.WithTypeAndObjectMeta(schema))
	estimator := &library.CostEstimator{SizeEstimator: sizesOf{declared}}
	vectors := make([]vector, 0, len(input.Expressions))
	for _, expression := range input.Expressions {
		vectors = append(vectors, vector{"cel/" + expression, expression, celOutcomeOf(env, estimator, expression, self)})
	}
	return vectors
}

func celEnvironment(self *apiservercel.DeclType) *cel.Env {
	set, err := environment.MustBaseEnvSet(environment.DefaultCompatibilityVersion()).Extend(environment.VersionedOptions{
		IntroducedVersion: version.MajorMinor(1, 0),
		EnvOptions:        []cel.EnvOption{cel.Variable("self", self.CelType()), cel.Variable("oldSelf", self.CelType())},
		DeclTypes:         []*apiservercel.DeclType{self},
	})
	must(err)
	return set.NewExpressionsEnv()
}

func celOutcomeOf(env *cel.Env, estimator *library.CostEstimator, expression string, self ref.Val) celOutcome {
	compiled, issues := env.Compile(expression)
	if issues != nil && issues.Err() != nil {
		return celOutcome{Issues: issues.String()}
	}
	outcome := celOutcome{Type: cel.FormatCELType(compiled.OutputType())}
	program, err := env.Program(compiled, cel.CostLimit(10_000), cel.CostTracking(estimator))
	if err != nil {
		return celOutcome{Issues: "program instantiation failed: " + err.Error()}
	}
	estimate, err := env.EstimateCost(compiled, estimator)
	must(err)
	outcome.Estimate = strconv.FormatUint(estimate.Max, 10)
	outcome.evaluate(program, self)
	// An expression that ends early sees the first keys of a map only, and Go gives them in another order each time.
	for range 100 {
		again := outcome
		if again.evaluate(program, self); again != outcome {
			panic(fmt.Sprintf("%s depends on the order of a Go map: it did %+v, then %+v; write it so that it sees all keys", expression, outcome, again))
		}
	}
	return outcome
}

func (outcome *celOutcome) evaluate(program cel.Program, self ref.Val) {
	outcome.Error, outcome.Cost, outcome.Value = "", "", ""
	value, details, err := program.ContextEval(context.Background(), map[string]any{"self": self})
	if err != nil {
		outcome.Error = err.Error()
		return
	}
	outcome.Cost = strconv.FormatUint(*details.ActualCost(), 10)
	outcome.Value = celValue(value)
}

// celValue shows values that have one form only; of the others, that there is one.
func celValue(value ref.Val) string {
	switch value := value.(type) {
	case types.String:
		return strconv.Quote(string(value))
	case types.Int, types.Bool:
		return fmt.Sprint(value)
	default:
		return "a " + regexp.MustCompile(`^.*\.`).ReplaceAllString(value.Type().TypeName(), "")
	}
}

// sizesOf looks up in a type how many elements there may be.
type sizesOf struct {
	root *apiservercel.DeclType
}

func (s sizesOf) EstimateSize(element checker.AstNode) *checker.SizeEstimate {
	if len(element.Path()) == 0 {
		return nil
	}
	node := s.root
	for _, name := range element.Path()[1:] {
		var next *apiservercel.DeclType
		switch {
		case name == "@items" || name == "@values":
			next = node.ElemType
		case name == "@keys":
			next = node.KeyType
		case node.Fields[name] != nil:
			next = node.Fields[name].Type
		}
		if next == nil {
			return nil
		}
		node = next
	}
	return &checker.SizeEstimate{Min: 0, Max: uint64(node.MaxElements)}
}

func (s sizesOf) EstimateCallCost(string, string, *checker.AstNode, []checker.AstNode) *checker.CallEstimate {
	return nil
}
