import { labelKeyProblems, labelValueProblems } from '@kubewright/rest';
import { nameProblems, type NameRule } from '../../validation/names.js';
import { hasFormat } from '../../validation/schema-formats.js';
import type { Library } from '../functions.js';
import { CelList, Opaque, Optional } from '../values.js';
import { urlProblem } from './urls.js';

/** What is known of a format. */
export interface NamedFormat {
  readonly problems: (text: string) => readonly string[];
  /** How long its regular expression may be; costs depend on it. */
  readonly regexSize: number;
}

function ofName(rule: NameRule, isPrefix: boolean, regexSize: number): NamedFormat {
  return { problems: (text) => nameProblems(rule, text, isPrefix), regexSize };
}

function ofSchema(format: string, problem: string, regexSize: number): NamedFormat {
  return { problems: (text) => (hasFormat(text, format) ? [] : [problem]), regexSize };
}

/** Formats of texts that Kubernetes has (apiserver `pkg/cel/library/format.go`). */
const named: Readonly<Record<string, NamedFormat>> = {
  dns1123Label: ofName('dns-label', false, 30),
  dns1123Subdomain: ofName('dns-subdomain', false, 60),
  dns1035Label: ofName('dns-1035-label', false, 30),
  qualifiedName: { problems: labelKeyProblems, regexSize: 60 },
  dns1123LabelPrefix: ofName('dns-label', true, 30),
  dns1123SubdomainPrefix: ofName('dns-subdomain', true, 60),
  dns1035LabelPrefix: ofName('dns-1035-label', true, 30),
  labelValue: { problems: labelValueProblems, regexSize: 40 },
  uri: {
    problems: (text) => {
      const problem = urlProblem(text);
      return problem === undefined ? [] : [problem];
    },
    regexSize: 1103,
  },
  uuid: ofSchema('uuid', 'does not match the UUID format', 72),
  byte: ofSchema('byte', 'invalid base64', 83),
  date: ofSchema('date', 'invalid date', 133),
  datetime: ofSchema('datetime', 'invalid datetime', 133),
};

const values: Readonly<Record<string, Opaque>> = Object.fromEntries(
  Object.entries(named).map(([name, format]) => [name, new Opaque('kubernetes.NamedFormat', name, format)]),
);

function validate({ value }: Opaque, text: string): Optional {
  const problems = (value as NamedFormat).problems(text);
  return problems.length === 0 ? Optional.none : Optional.of(new CelList([...problems]));
}

/** `format.named('uuid')`, `format.uuid()` and what they validate. */
export const formats: Library = {
  'format.named(string) -> optional(Format)': (name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value ? Optional.of(value) : Optional.none;
  },
  'Format::validate(string) -> optional(list(string))': validate,
  ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`format.${name}() -> Format`, () => value])),
};
