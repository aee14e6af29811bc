/**
 * Flags of a program by their names without dashes. An array repeats the flag, once for each value; `null` removes a default,
 * so that the program's own default counts.
 *
 * @example { 'feature-gates': 'AllAlpha=true', 'disable-admission-plugins': null }
 */
export type Flags = Readonly<Record<string, string | readonly string[] | null>>;

/**
 * The command line for a program.
 * @param program name for errors
 * @param fixed flags that nothing may change, because the caller relies on them
 * @param defaults flags that `own` may replace or remove
 * @param own flags of the user
 * @throws {TypeError} if `own` names a fixed flag, or a name has dashes before it.
 */
export function toArguments(program: string, fixed: Flags, defaults: Flags, own: Flags = {}): string[] {
  for (const name of Object.keys(own)) {
    if (name.startsWith('-')) throw new TypeError(`Flag ${JSON.stringify(name)} for ${program}: give its name without dashes`);
    if (name in fixed) {
      throw new TypeError(
        `Flag ${JSON.stringify(name)} for ${program} cannot be set: the control plane is started and reached by it`,
      );
    }
  }
  const flags: Flags = { ...fixed, ...defaults, ...own };
  return Object.entries(flags).flatMap(([name, value]) => {
    if (value === null) return [];
    return typeof value === 'string' ? [`--${name}=${value}`] : value.map((each) => `--${name}=${each}`);
  });
}
