import { dyn, formatType, isSameType, type CelType } from './types.js';

/** What is known of types that stand for others: by their names. */
export type TypeMapping = Map<string, CelType>;

/**
 * Notes in `mapping` what has to be so that one type may stand where another one is wanted. Undefined if it cannot be
 * (cel-go `checker/types.go`).
 */
export function assign(mapping: TypeMapping, from: readonly CelType[], to: readonly CelType[]): TypeMapping | undefined {
  const changed = new Map(mapping);
  return areAssignable(changed, from, to) ? changed : undefined;
}

function areAssignable(mapping: TypeMapping, from: readonly CelType[], to: readonly CelType[]): boolean {
  return from.length === to.length && from.every((type, i) => isAssignable(mapping, type, to[i] as CelType));
}

function isAssignable(mapping: TypeMapping, a: CelType, b: CelType): boolean {
  if (b.kind === 'param') {
    const substitution = substitutes(mapping, a, b);
    if (substitution !== undefined) return substitution;
  }
  if (a.kind === 'param') return substitutes(mapping, b, a) ?? false;
  if (isAnything(a) || isAnything(b)) return true;
  if (a.kind === 'null') return isNullable(b);
  if (b.kind === 'null') return isNullable(a);
  if (a.kind !== b.kind) return false;
  if (a.kind === 'type') return true;
  return a.name === b.name && areAssignable(mapping, a.parameters, b.parameters);
}

/** Whether a type may be what a parameter stands for; undefined if that does not decide yet. */
function substitutes(mapping: TypeMapping, type: CelType, parameter: CelType): boolean | undefined {
  if (isSameType(type, parameter)) return true;
  const known = mapping.get(parameter.name);
  if (known) {
    if (isSameType(type, known)) return true;
    if (!isAssignable(mapping, type, known)) return false;
    const general = mostGeneral(type, known);
    if (!contains(mapping, general, parameter)) mapping.set(parameter.name, general);
    return true;
  }
  if (contains(mapping, type, parameter)) return undefined;
  mapping.set(parameter.name, type);
  return true;
}

/** Whether a type goes with every other one. */
export function isAnything({ kind }: CelType): boolean {
  return kind === 'dyn' || kind === 'error';
}

function isNullable({ kind }: CelType): boolean {
  return ['null', 'opaque', 'object', 'duration', 'timestamp'].includes(kind);
}

/** The more general of two types that go together. */
export function mostGeneral(a: CelType, b: CelType): CelType {
  return isLessSpecific(a, b) ? a : b;
}

function isLessSpecific(a: CelType, b: CelType): boolean {
  if (a.kind === 'dyn' || a.kind === 'param') return true;
  if (b.kind === 'dyn' || b.kind === 'param' || a.kind !== b.kind) return false;
  if (a.kind === 'type') return true;
  if (a.kind === 'list' || a.kind === 'map' || a.kind === 'opaque')
    return (
      a.name === b.name &&
      a.parameters.length === b.parameters.length &&
      a.parameters.every((one, i) => isLessSpecific(one, b.parameters[i] as CelType))
    );
  return isSameType(a, b);
}

function contains(mapping: TypeMapping, type: CelType, parameter: CelType): boolean {
  if (isSameType(type, parameter)) return true;
  if (type.kind !== 'param') return type.parameters.some((one) => contains(mapping, one, parameter));
  const known = mapping.get(type.name);
  return known !== undefined && contains(mapping, known, parameter);
}

/** A type with all that is known put in. @param isFinal what nothing is known of is `dyn` */
export function substitute(mapping: TypeMapping, type: CelType, isFinal: boolean): CelType {
  const known = mapping.get(formatType(type));
  if (known) return substitute(mapping, known, isFinal);
  if (type.kind === 'param') return isFinal ? dyn : type;
  if (type.parameters.length === 0) return type;
  return { ...type, parameters: type.parameters.map((one) => substitute(mapping, one, isFinal)) };
}
