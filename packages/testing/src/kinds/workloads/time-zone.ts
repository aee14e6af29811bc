/** Short names that are in IANA's database; ICU knows others, which mean different things to different people. */
const shortNames = 'CET EET EST GMT HST MET MST PRC ROC ROK UCT UTC WET'.split(' ');

/**
 * What Go says of a time zone by its name in IANA's database. Undefined if there is such a zone: what this Node.js knows, but
 * Go tells capitals from small letters.
 */
export function timeZoneProblem(name: string): string | undefined {
  if (name === 'Local') return undefined;
  if (name.includes('..') || /^[/\\]/.test(name)) return 'time: invalid location name';
  return isKnown(name) ? undefined : `unknown time zone ${name}`;
}

function isKnown(name: string): boolean {
  if (/^[+-]|^SystemV\/|^US\/Pacific-New$/.test(name) || (/^[A-Z]{3}$/.test(name) && !shortNames.includes(name))) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    // Old names are answered with new ones, of which the spelling says nothing.
    if (timeZone.toLowerCase() === name.toLowerCase()) return timeZone === name;
    return name.split('/').every((part) => /^[A-Z]/.test(part));
  } catch {
    return false;
  }
}
