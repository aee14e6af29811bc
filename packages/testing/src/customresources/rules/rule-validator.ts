import { CostMeter } from '../../cel/cost-meter.js';
import { CostExceededError, EvaluationError } from '../../cel/evaluation-error.js';
import { type CelValue, Optional } from '../../cel/values.js';
import { isJSONObject, type JSONObject, type JSONValue } from '../../json.js';
import { ownField } from '../../json-fields.js';
import { duplicateValue, type FieldError, forbiddenValue, invalidValue, requiredValue } from '../../validation/field-errors.js';
import type { StructuralSchema, ValidationRule } from '../../validation/structural-schema.js';
import { hasRules } from '../load-rules.js';
import { type CompiledRule, compileRules } from './compiled-rule.js';
import { Correlated } from './correlated.js';
import { type DeclaredType, declareType, withMetadata } from './declared-type.js';
import { escapeName } from './escape-names.js';
import { oldItems } from './map-list.js';
import { valueOf } from './schema-values.js';

/** What one evaluation may cost, and all for one object (apiserver `pkg/apis/cel/config.go`). */
const callLimit = 1_000_000;
const budget = 10_000_000;
const longestMessage = 5 * 1024;
const outOfBudget = 'validation failed due to running out of cost budget, no further validation rules will be run';

/** What rules say of an object. */
export interface Verdict {
  readonly errors: readonly FieldError[];
  /** Rules that do not hold for what has not changed. */
  readonly warnings: readonly string[];
}

/** What has changed, for a value and what it is in. */
interface Change {
  readonly own: Correlated | undefined;
  /** The nearest one around it that is known again. */
  readonly around: Correlated | undefined;
}

interface Place {
  readonly path: string;
  readonly value: JSONValue;
  readonly old: JSONValue | undefined;
  readonly change: Change;
}

/** The rules of what is in a value. */
interface InnerValidators {
  readonly items: RuleValidator | undefined;
  readonly additional: RuleValidator | undefined;
  readonly properties: ReadonlyMap<string, RuleValidator>;
}

/** The rules of a schema and of all in it; undefined if there are none (apiextensions-apiserver `schema/cel/validation.go`). */
export function ruleValidator(schema: StructuralSchema, isResource = true): RuleValidator | undefined {
  return hasRules(schema) ? RuleValidator.of(schema, isResource, declareType(schema, 'selfType', isResource)) : undefined;
}

/** Evaluates the rules of a schema, and of all in it, for values of it. */
export class RuleValidator {
  readonly #schema: StructuralSchema;
  readonly #rules: readonly CompiledRule[];
  readonly #items: RuleValidator | undefined;
  readonly #additional: RuleValidator | undefined;
  readonly #properties: ReadonlyMap<string, RuleValidator>;

  private constructor(schema: StructuralSchema, rules: readonly CompiledRule[], inner: InnerValidators) {
    this.#schema = schema;
    this.#rules = rules;
    this.#items = inner.items;
    this.#additional = inner.additional;
    this.#properties = inner.properties;
  }

  /** @param declared what rules see of it; undefined if they see nothing */
  static of(schema: StructuralSchema, isResource: boolean, declared: DeclaredType | undefined): RuleValidator | undefined {
    const within = (inner?: StructuralSchema | boolean): RuleValidator | undefined =>
      typeof inner === 'object' ? RuleValidator.of(inner, isEmbedded(inner), declared?.element) : undefined;
    const own = declared ? compileRules(schema['x-kubernetes-validations'] ?? [], schema, declared) : [];
    const items = within(schema.items);
    const additional = within(schema.additionalProperties);
    const properties = new Map<string, RuleValidator>();
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const escaped = escapeName(name);
      const type =
        escaped === undefined ? declareType(property, 'selfType', isEmbedded(property)) : declared?.fields?.get(escaped);
      const validator = type && RuleValidator.of(property, isEmbedded(property), type);
      if (validator) properties.set(name, validator);
    }
    if (own.length + properties.size === 0 && !items && !additional) return undefined;
    return new RuleValidator(isResource ? withMetadata(schema) : schema, own, { items, additional, properties });
  }

  /**
   * @param old what the object was, for an update
   * @param isLenient whether rules that do not hold for what has not changed only warn
   */
  validate(object: JSONObject, old?: JSONObject, isLenient = true): Verdict {
    const run = new Run();
    const own = old && isLenient ? new Correlated(object, old, this.#schema) : undefined;
    this.check({ path: '', value: object, old, change: { own, around: undefined } }, run);
    return run;
  }

  private check(place: Place, run: Run): void {
    const { value, path, old, change } = place;
    if (value === null || run.isOver) return;
    this.#evaluate(place, run);
    if (Array.isArray(value)) {
      const before = oldItems(old, this.#schema);
      const items = this.#items;
      for (const [i, item] of value.entries()) {
        const inner = { path: `${path}[${String(i)}]`, value: item, old: before(item) };
        items?.check({ ...inner, change: within(change, (own) => own.index(i)) }, run);
      }
    } else if (isJSONObject(value)) {
      for (const [name, field] of Object.entries(value)) {
        const isProperty = this.#properties.has(name);
        const validator = isProperty ? this.#properties.get(name) : this.#additional;
        const inner = isProperty ? (path === '' ? name : `${path}.${name}`) : `${path}[${name}]`;
        const isIdentity = change.around === undefined && (name === 'apiVersion' || name === 'kind');
        validator?.check(
          {
            path: inner,
            value: field,
            old: isJSONObject(old) ? ownField(old, name) : undefined,
            change: isIdentity ? { own: undefined, around: undefined } : within(change, (own) => own.key(name)),
          },
          run,
        );
      }
    }
  }

  #evaluate({ path, value, old, change }: Place, run: Run): void {
    if (this.#rules.length === 0) return;
    const at = path === '' ? '<nil>' : path;
    const { type = '' } = this.#schema;
    const refuse = (detail: string): void => {
      run.errors.push(invalidValue(at, type, detail));
    };
    if (run.budget <= 0) {
      refuse(outOfBudget);
      run.end();
      return;
    }
    const self = valueOf(value, this.#schema);
    const oldSelf = old === undefined || old === null ? undefined : valueOf(old, this.#schema);
    for (const compiled of this.#rules) {
      const { rule, program, problem, usesOldSelf } = compiled;
      if (problem !== undefined) refuse(`rule compile error: ${problem}`);
      if (!program) continue;
      const isOptional = rule.optionalOldSelf === true;
      if (usesOldSelf && oldSelf === undefined && !isOptional) continue;
      const variables = new Map<string, CelValue>([['self', self]]);
      if (isOptional) variables.set('oldSelf', oldSelf === undefined ? Optional.none : Optional.of(oldSelf));
      else if (oldSelf !== undefined) variables.set('oldSelf', oldSelf);
      const meter = new CostMeter(callLimit);
      const result = attempt(() => program.run(variables, meter));
      if (!run.spend(meter.cost)) {
        refuse(outOfBudget);
        return;
      }
      if (result instanceof Error) {
        refuse(failureOf(result, rule));
        if (result instanceof CostExceededError) {
          run.end();
          return;
        }
        continue;
      }
      if (result === true) continue;
      const target = compiled.fieldPath === '' ? at : path === '' ? compiled.fieldPath : `${path}.${compiled.fieldPath}`;
      const add = (error: FieldError): void => {
        const isRatcheted = !usesOldSelf && (change.own ?? change.around)?.isEqual === true;
        if (isRatcheted) run.warnings.push(`${error.field}: ${error.message}`);
        else run.errors.push(error);
      };
      const message = messageOf(compiled, variables, run);
      if ('end' in message) {
        add(invalidValue(target, type, message.end));
        run.end();
        return;
      }
      const told = type === 'object' || type === 'array' ? undefined : value;
      add(errorFor(rule, target, told, message.text));
    }
  }
}

/** What goes on while the rules of one object are evaluated. */
class Run implements Verdict {
  readonly errors: FieldError[] = [];
  readonly warnings: string[] = [];
  budget = budget;
  isOver = false;

  /** Whether there was enough. */
  spend(cost: number): boolean {
    if (cost > this.budget) this.end();
    else this.budget -= cost;
    return !this.isOver;
  }

  end(): void {
    this.isOver = true;
  }
}

function isEmbedded(schema: StructuralSchema): boolean {
  return schema['x-kubernetes-embedded-resource'] === true;
}

function within({ own, around }: Change, step: (own: Correlated) => Correlated | undefined): Change {
  return own ? { own: step(own), around: own } : { own, around };
}

function attempt(run: () => CelValue): CelValue | CostExceededError | EvaluationError {
  try {
    return run();
  } catch (error) {
    if (error instanceof EvaluationError || error instanceof CostExceededError) return error;
    throw error;
  }
}

function nameOf({ rule, message = '' }: ValidationRule): string {
  return (message === '' ? rule : message).trim();
}

function failureOf(error: Error, rule: ValidationRule): string {
  const { message } = error;
  if (message.startsWith('no such overload'))
    return `'${message}': call arguments did not match a supported operator, function or macro signature for rule: ${nameOf(rule)}`;
  if (error instanceof CostExceededError)
    return `'${message}': no further validation rules will be run due to call cost exceeds limit for rule: ${nameOf(rule)}`;
  return `${message} evaluating rule: ${nameOf(rule)}`;
}

/** What is told, or why nothing more is evaluated. */
function messageOf(
  { rule, message: expression }: CompiledRule,
  variables: ReadonlyMap<string, CelValue>,
  run: Run,
): { text: string } | { end: string } {
  const { message = '', messageExpression = '' } = rule;
  const otherwise = { text: message === '' ? `failed rule: ${nameOf(rule)}` : message.trim() };
  if (!expression) return otherwise;
  const meter = new CostMeter(callLimit);
  const value = attempt(() => expression.run(variables, meter));
  if (!run.spend(meter.cost))
    return {
      end: 'messageExpression evaluation failed due to running out of cost budget, no further validation rules will be run',
    };
  if (value instanceof CostExceededError) {
    const why = 'no further validation rules will be run due to call cost exceeds limit for messageExpression';
    return { end: `${why}: ${JSON.stringify(messageExpression)}` };
  }
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' || text.includes('\n') || Buffer.byteLength(text) > longestMessage ? otherwise : { text };
}

function errorFor({ reason }: ValidationRule, path: string, value: JSONValue | undefined, detail: string): FieldError {
  switch (reason) {
    case 'FieldValueForbidden':
      return forbiddenValue(path, detail);
    case 'FieldValueRequired':
      return requiredValue(path, detail);
    case 'FieldValueDuplicate':
      return duplicateValue(path, value);
    default:
      return invalidValue(path, value, detail);
  }
}
