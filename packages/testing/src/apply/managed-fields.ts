import { textAt } from '../json-fields.js';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { canonicalString } from './canonical-json.js';
import { compareText } from './compare-text.js';
import type { FieldSet } from './field-set.js';
import { fieldsFromJSON, fieldsToJSON } from './fields-v1.js';

/** What one manager owns: an entry of `metadata.managedFields`. */
export interface ManagedEntry {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  /** Empty for the object itself. */
  readonly subresource: string;
  /** RFC 3339; undefined if nothing changed when the manager applied what was there already. */
  readonly time: string | undefined;
  readonly fields: FieldSet;
}

/** All entries of an object by their identifiers, see {@link managerIdentifier}. */
export type ManagedFields = Map<string, ManagedEntry>;

/**
 * What tells entries apart (apimachinery `managedfields/internal/managedfields.go`): an applier is the same whatever version it applies
 * in.
 */
export function managerIdentifier(entry: Pick<ManagedEntry, 'apiVersion' | 'manager' | 'operation' | 'subresource'>): string {
  const parts: [string, string][] = [
    ['manager', entry.manager],
    ['operation', entry.operation],
    ['apiVersion', entry.operation === 'Apply' ? '' : entry.apiVersion],
    ['subresource', entry.subresource],
  ];
  const given = parts.filter(([, value]) => value !== '');
  return `{${given.map(([name, value]) => `"${name}":${canonicalString(value)}`).join(',')}}`;
}

/**
 * Reads `metadata.managedFields`; nothing is an empty map. Throws an Error in the server's words for entries that the server does not
 * take.
 */
export function decodeManagedFields(entries: JSONValue | undefined): ManagedFields {
  const managed: ManagedFields = new Map();
  if (!Array.isArray(entries)) return managed;
  for (const [index, value] of entries.entries()) {
    const entry = decodeEntry(isJSONObject(value) ? value : {}, index);
    managed.set(managerIdentifier(entry), entry);
  }
  return managed;
}

function decodeEntry(entry: JSONObject, index: number): ManagedEntry {
  const { operation, time } = entry;
  if (operation !== 'Apply' && operation !== 'Update') throw new Error('operation must be `Apply` or `Update`');
  const apiVersion = textAt(entry, 'apiVersion');
  if (apiVersion === '') throw new Error('apiVersion must not be empty');
  const fieldsType = textAt(entry, 'fieldsType');
  if (fieldsType === '') throw new Error(`missing fieldsType in managed fields entry ${String(index)}`);
  if (fieldsType !== 'FieldsV1') {
    throw new Error(`invalid fieldsType ${JSON.stringify(fieldsType)} in managed fields entry ${String(index)}`);
  }
  return {
    manager: textAt(entry, 'manager'),
    operation,
    apiVersion,
    subresource: textAt(entry, 'subresource'),
    time: typeof time === 'string' ? time : undefined,
    fields: fieldsFromJSON(entry.fieldsV1 ?? {}),
  };
}

/** Writes `metadata.managedFields` in the server's order: by operation, time in seconds, manager, version and subresource. */
export function encodeManagedFields(managed: ManagedFields): JSONValue[] {
  return [...managed.values()].sort(compareEntries).map(encodeEntry);
}

function compareEntries(left: ManagedEntry, right: ManagedEntry): number {
  return (
    compareText(left.operation, right.operation) ||
    unixSeconds(left.time) - unixSeconds(right.time) ||
    compareText(left.manager, right.manager) ||
    compareText(left.apiVersion, right.apiVersion) ||
    compareText(left.subresource, right.subresource)
  );
}

/** Seconds since 1970; 0 for no time. */
export function unixSeconds(time: string | undefined): number {
  return time === undefined ? 0 : Math.floor(Date.parse(time) / 1000);
}

function encodeEntry({ manager, operation, apiVersion, subresource, time, fields }: ManagedEntry): JSONObject {
  return {
    ...(manager === '' ? {} : { manager }),
    operation,
    apiVersion,
    ...(time === undefined ? {} : { time }),
    fieldsType: 'FieldsV1',
    fieldsV1: fieldsToJSON(fields),
    ...(subresource === '' ? {} : { subresource }),
  };
}

/** Whether somebody who writes an object wants its managed fields emptied: an empty list, or one with an empty entry. */
export function isReset(entries: JSONValue | undefined): boolean {
  if (!Array.isArray(entries)) return false;
  if (entries.length !== 1) return entries.length === 0;
  const entry = entries[0];
  return isJSONObject(entry) && Object.values(entry).every((value) => value === '' || value === null);
}
