import { quote } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { isMissing, numberAt, objectAt, objectsAt, textAt } from '../json-fields.js';
import type { PlacedContainer } from '../kinds/pods/placed-containers.js';
import { byteWarnings } from './warn-of-quantities.js';

/** A port of a container, with where it is. */
interface PlacedPort {
  readonly port: JSONObject;
  readonly field: string;
}

/** What to warn of in the amounts of bytes that a container gets. */
export function resourceWarnings({ container, field }: PlacedContainer): string[] {
  return ['memory', 'ephemeral-storage'].flatMap((name) =>
    ['limits', 'requests'].flatMap((sort) =>
      byteWarnings(objectAt(container, 'resources', sort), `${field}.resources.${sort}`, name),
    ),
  );
}

/** What to warn of in variables: those that hide another without using it. */
export function variableWarnings({ container, field }: PlacedContainer): string[] {
  const before = new Set<string>();
  return objectsAt(container, 'env').flatMap((variable, i) => {
    const name = textAt(variable, 'name');
    const value = textAt(variable, 'value');
    const isSecond = before.has(name);
    before.add(name);
    const reference = `$(${name})`;
    const isFine = isMissing(variable, 'valueFrom') && value !== reference && value.includes(reference);
    if (!isSecond || isFine) return [];
    return [`${field}.env[${String(i)}]: hides previous definition of ${quote(name)}, which may be dropped when using apply`];
  });
}

/** What to warn of in ports: those that are there twice, or nearly. */
export function portWarnings(containers: readonly PlacedContainer[]): string[] {
  const ports = containers.flatMap(({ container, field }) =>
    objectsAt(container, 'ports').map((port, i): PlacedPort => ({ port, field: `${field}.ports[${String(i)}]` })),
  );
  const byNumber = new Map<string, PlacedPort[]>();
  const ofNumbers = ports.flatMap((one) => {
    const { port, field } = one;
    const number = `${String(numberAt(port, 'containerPort') ?? 0)}/${textAt(port, 'protocol')}`;
    const others = byNumber.get(number) ?? [];
    byNumber.set(number, [...others, one]);
    const isUseless = textAt(port, 'hostIP') !== '' && hostPort(port) === 0;
    return [
      ...(isUseless ? [`${field}: hostIP set without hostPort: ${goPort(port)}`] : []),
      ...others.flatMap((other) => {
        const conflict = conflictOf(port, other.port);
        return conflict === undefined ? [] : [`${field}: ${conflict} port definition with ${other.field}`];
      }),
    ];
  });
  return [...ofNumbers, ...portNameWarnings(ports)];
}

function portNameWarnings(ports: readonly PlacedPort[]): string[] {
  const byName = new Map<string, string>();
  return ports.flatMap(({ port, field }) => {
    const name = textAt(port, 'name');
    const other = byName.get(name);
    if (name === '') return [];
    if (other === undefined) {
      byName.set(name, field);
      return [];
    }
    const effect = `services and probes that select ports by name will use ${other}`;
    return [`${field}: duplicate port name ${quote(name)} with ${other}, ${effect}`];
  });
}

/** How two ports of one number and protocol are in each other's way; undefined if they are not. */
function conflictOf(port: JSONObject, other: JSONObject): string | undefined {
  const [ip, otherIP] = [textAt(port, 'hostIP'), textAt(other, 'hostIP')];
  const [number, otherNumber] = [hostPort(port), hostPort(other)];
  if (ip === otherIP && number === otherNumber) return 'duplicate';
  if (number === 0 || otherNumber === 0) return 'overlapping';
  return number === otherNumber && (ip === '') !== (otherIP === '') ? 'dangerously ambiguous' : undefined;
}

function hostPort(port: JSONObject): number {
  return numberAt(port, 'hostPort') ?? 0;
}

/** A port as Go writes a struct with `%+v`. */
function goPort(port: JSONObject): string {
  const number = String(numberAt(port, 'containerPort') ?? 0);
  return `{Name:${textAt(port, 'name')} HostPort:${String(hostPort(port))} ContainerPort:${number} Protocol:${textAt(port, 'protocol')} HostIP:${textAt(port, 'hostIP')}}`;
}
