import type { JSONObject } from '../json.js';
import { objectAt, textAt } from '../json-fields.js';
import { allContainers, type Check, containersWhere, namedContainers, plural, quoted, setters, sorted } from './check.js';

const ofPod = 'seccomp.security.alpha.kubernetes.io/pod';
const ofContainer = 'container.seccomp.security.alpha.kubernetes.io/';

/** As it was said before there was a field for it. */
export const seccompAnnotations: Check = ({ annotations, spec }) => {
  const names = [ofPod, ...allContainers(spec).map((container) => ofContainer + textAt(container, 'name'))];
  const forbidden = sorted(
    names
      .filter((name) => annotations[name] !== undefined && !isAllowedAnnotation(textAt(annotations, name)))
      .map((name) => `${name}=${JSON.stringify(annotations[name])}`),
  );
  if (forbidden.length === 0) return undefined;
  return {
    reason: 'seccompProfile',
    detail: `forbidden ${plural('annotation', forbidden.length)} ${forbidden.join(', ')}`,
  };
};

function isAllowedAnnotation(value: string): boolean {
  return value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/');
}

/** @param isRequired whether every container has to have a profile, its own or that of the pod */
export function seccompProfile(isRequired: boolean): Check {
  return ({ spec }) => {
    const profileOf = (context: JSONObject | undefined): JSONObject | undefined => objectAt(context, 'seccompProfile');
    const isBad = (context: JSONObject | undefined): boolean => {
      const profile = profileOf(context);
      return profile !== undefined && !['Localhost', 'RuntimeDefault'].includes(textAt(profile, 'type'));
    };
    const context = objectAt(spec, 'securityContext');
    const who = setters(isBad(context), containersWhere(spec, isBad));
    if (who !== '') {
      const all = [context, ...allContainers(spec).map((container) => objectAt(container, 'securityContext'))];
      const types = sorted(all.filter(isBad).map((one) => textAt(profileOf(one), 'type')));
      return {
        reason: 'seccompProfile',
        detail: `${who} must not set securityContext.seccompProfile.type to ${quoted(types)}`,
      };
    }
    const without = isRequired && !profileOf(context) ? containersWhere(spec, (one) => !profileOf(one)) : [];
    if (without.length === 0) return undefined;
    const detail = `pod or ${namedContainers(without)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`;
    return { reason: 'seccompProfile', detail };
  };
}
