import type { JSONObject, JSONValue } from '../json.js';
import { numberAt, objectAt, textAt } from '../json-fields.js';
import type { StoredObject } from '../store/entry.js';
import type { Age } from './row-of.js';

/** Of the core group, and of `events.k8s.io`, which names some of the fields otherwise. */
export function eventCells(event: StoredObject, age: Age): JSONValue[] {
  const text = (...names: string[]): string => names.map((name) => textAt(event, name)).find((one) => one !== '') ?? '';
  const about = objectAt(event, 'involvedObject') ?? objectAt(event, 'regarding');
  const series = objectAt(event, 'series');
  const first = age(text('firstTimestamp', 'deprecatedFirstTimestamp') || text('eventTime'));
  const lastTime = text('lastTimestamp', 'deprecatedLastTimestamp');
  const last = lastTime === '' ? first : age(lastTime);
  const count = (numberAt(event, 'count') ?? numberAt(event, 'deprecatedCount') ?? 0) || 1;
  const [kind, name] = [textAt(about, 'kind').toLowerCase(), textAt(about, 'name')];
  return [
    series ? age(textAt(series, 'lastObservedTime')) : last,
    text('type'),
    text('reason'),
    name === '' ? kind : `${kind}/${name}`,
    textAt(about, 'fieldPath'),
    sourceText(event),
    text('message', 'note').trim(),
    first,
    series ? (numberAt(series, 'count') ?? 0) : count,
    event.metadata.name,
  ];
}

function sourceText(event: JSONObject): string {
  const source = objectAt(event, 'source') ?? objectAt(event, 'deprecatedSource');
  const component = textAt(source, 'component') || textAt(event, 'reportingComponent') || textAt(event, 'reportingController');
  const instance = textAt(source, 'host') || textAt(event, 'reportingInstance');
  return instance === '' ? component : `${component}, ${instance}`;
}
