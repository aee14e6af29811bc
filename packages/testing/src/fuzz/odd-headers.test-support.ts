import type { Dice } from './dice.test-support.js';

/** Of bodies: some of a server, some of none. */
export const contentTypes = [
  'application/yaml',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
  'application/vnd.kubernetes.protobuf',
  'application/json; charset=utf-8',
  'application/cbor',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/json,application/yaml',
  ';',
  'x',
  '/',
  'application/json; a="',
];

/** What clients accept. */
export const rightAccepts = [
  'application/json',
  '*/*',
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json',
  'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json',
  'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json',
];

/** What hardly a client accepts. */
export const wrongAccepts = [
  'text/html',
  'application/json;q=0',
  'application/json;as=Table;v=v9;g=meta.k8s.io',
  'application/json;as=Nope',
  'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
  'application/vnd.kubernetes.protobuf',
  'application/cbor',
  ';;;,,,',
  `${'a/b,'.repeat(200)}*/*`,
  'application/json;q=x',
];

/** Headers that servers may stumble over, one of which is taken. */
export function oddHeaders(dice: Dice): [string, string][] {
  return [
    ['Impersonate-User', dice.pick(['jane', '', 'é', 'system:admin'])],
    ['Impersonate-Group', 'devs'],
    ['Impersonate-Extra-%zz', 'x'],
    ['Authorization', dice.pick(['Bearer x', 'Bearer', 'Basic eDp5', 'Nope', ''])],
    ['Content-Encoding', dice.pick(['gzip', 'br', 'identity', 'x'])],
    ['Accept-Encoding', dice.pick(['gzip', 'br', 'gzip;q=0', '*', ',,,'])],
    ['Audit-Id', dice.pick(['x', 'é', 'x'.repeat(1000)])],
    ['User-Agent', 'x'.repeat(5000)],
    ['If-Match', '*'],
    ['Range', 'bytes=0-1'],
    ['Upgrade', 'websocket'],
    ['Connection', dice.pick(['close', 'Upgrade', 'x'])],
    ['X', 'y'.repeat(20_000)],
    ['Cookie', '__proto__=x'],
    ['__proto__', 'x'],
    ['Origin', 'https://example.com'],
    ['Expect', dice.pick(['100-continue', 'nope'])],
  ];
}
