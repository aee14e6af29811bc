/** Plural and singular of a resource, lower case. */
export interface ResourceWords {
  plural: string;
  singular: string;
}

/** The names that a kind's resource probably has. Right for most kinds, not for all (apimachinery `meta.UnsafeGuessKindToResource`). */
export function guessNames(kind: string): ResourceWords {
  const singular = kind.toLowerCase();
  if (singular.endsWith('endpoints')) return { plural: singular, singular };
  if (singular.endsWith('s')) return { plural: `${singular}es`, singular };
  if (singular.endsWith('y')) return { plural: `${singular.slice(0, -1)}ies`, singular };
  return { plural: `${singular}s`, singular };
}
