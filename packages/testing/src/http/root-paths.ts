import { apiVersionOf, type GroupInfo } from '../resources/resource-table.js';
import { healthChecks } from './health.js';

/** What is served beside the API and health. */
const others = [
  '/.well-known/openid-configuration',
  '/api',
  '/apis',
  '/apis/',
  '/metrics',
  '/openapi/v2',
  '/openapi/v3',
  '/openapi/v3/',
  '/openid/v1/jwks',
  '/version',
];

/** `/`: all paths that a server has something under. */
export function rootPaths(groups: readonly GroupInfo[]): object {
  const api = groups.flatMap(({ group, versions }) => [
    ...(group === '' ? [] : [`/apis/${group}`]),
    ...versions.map(({ version }) => `/${group === '' ? 'api' : 'apis'}/${apiVersionOf({ group, version })}`),
  ]);
  const health = Object.entries(healthChecks).flatMap(([root, checks]) => [
    `/${root}`,
    ...checks.map((check) => `/${root}/${check}`),
  ]);
  return { paths: [...others, ...api, ...health].sort() };
}
