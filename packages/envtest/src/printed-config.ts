import type { Config } from '@kubewright/rest';

/** What stands for credentials, by the name of their field. */
const masks: Readonly<Record<string, string>> = {
  password: '--- REDACTED ---',
  bearerToken: '--- REDACTED ---',
  credentials: '--- REDACTED ---',
  keyData: '--- REDACTED ---',
  certData: '--- TRUNCATED ---',
};

/** Properties of a config's own, which a spread copies; the second is where Node's `util.inspect`, and `console.log` with it, look. */
const printing = { toJSON: shown, [Symbol.for('nodejs.util.inspect.custom')]: shown };

/**
 * The same config, which `console.log`, `util.inspect` and `JSON.stringify` show without its credentials, and so what a spread makes
 * of it: as `copyConfig` of `@kubewright/rest` has it, of which this package, that only starts servers, loads nothing.
 */
export function printedConfig(config: Config): Config {
  return { ...config, ...(config.tls && { tls: { ...config.tls, ...printing } }), ...printing };
}

function shown(this: object): Record<string, unknown> {
  const { toJSON, ...fields } = this as Record<string, unknown>;
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value && maskedField(name, value)]));
}

function maskedField(name: string, value: unknown): unknown {
  if (name === 'tls') return shown.call(value as object);
  if (name === 'host' || name === 'proxy') return String(value).replace(/^((?:[^/@:]*:\/\/)*).*@/s, '$1<masked>@');
  return masks[name] ?? value;
}
