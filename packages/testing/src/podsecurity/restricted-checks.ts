import type { JSONObject } from '../json.js';
import { objectAt, objectsAt, textAt, textsAt } from '../json-fields.js';
import { procMount } from './baseline-checks.js';
import {
  allContainers,
  type Check,
  containersWhere,
  exceptOwnUsers,
  exceptWindows,
  namedContainers,
  plural,
  quoted,
  setters,
  sorted,
  type VersionedCheck,
} from './check.js';
import { seccompProfile } from './seccomp-checks.js';

const allowPrivilegeEscalation: Check = ({ spec }) => {
  const bad = containersWhere(spec, (context) => context?.['allowPrivilegeEscalation'] !== false);
  if (bad.length === 0) return undefined;
  return {
    reason: 'allowPrivilegeEscalation != false',
    detail: `${namedContainers(bad)} must set securityContext.allowPrivilegeEscalation=false`,
  };
};

const capabilities: Check = ({ spec }) => {
  const added = (context: JSONObject | undefined): string[] =>
    textsAt(objectAt(context, 'capabilities'), 'add').filter((one) => one !== 'NET_BIND_SERVICE');
  const keeping = containersWhere(spec, (context) => !textsAt(objectAt(context, 'capabilities'), 'drop').includes('ALL'));
  const adding = containersWhere(spec, (context) => added(context).length > 0);
  const all = sorted(allContainers(spec).flatMap((container) => added(objectAt(container, 'securityContext'))));
  const details = [
    ...(keeping.length > 0 ? [`${namedContainers(keeping)} must set securityContext.capabilities.drop=["ALL"]`] : []),
    ...(adding.length > 0
      ? [`${namedContainers(adding)} must not include ${quoted(all)} in securityContext.capabilities.add`]
      : []),
  ];
  return details.length === 0 ? undefined : { reason: 'unrestricted capabilities', detail: details.join('; ') };
};

const allowedVolumes = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

const restrictedVolumes: Check = ({ spec }) => {
  const bad = objectsAt(spec, 'volumes').filter((volume) => !allowedVolumes.some((type) => objectAt(volume, type)));
  if (bad.length === 0) return undefined;
  const types = sorted(bad.map((volume) => Object.keys(volume).find((field) => field !== 'name') ?? 'unknown'));
  const names = `${plural('volume', bad.length)} ${quoted(bad.map((volume) => textAt(volume, 'name')))}`;
  const verb = bad.length === 1 ? 'uses' : 'use';
  return {
    reason: 'restricted volume types',
    detail: `${names} ${verb} ${plural('restricted volume type', types.length)} ${quoted(types)}`,
  };
};

const runAsNonRoot: Check = ({ spec }) => {
  const reason = 'runAsNonRoot != true';
  const wish = (context: JSONObject | undefined): unknown => context?.['runAsNonRoot'] ?? undefined;
  const ofPod = wish(objectAt(spec, 'securityContext'));
  const who = setters(
    ofPod === false,
    containersWhere(spec, (context) => wish(context) === false),
  );
  if (who !== '') return { reason, detail: `${who} must not set securityContext.runAsNonRoot=false` };
  const silent = ofPod === true ? [] : containersWhere(spec, (context) => wish(context) === undefined);
  if (silent.length === 0) return undefined;
  return { reason, detail: `pod or ${namedContainers(silent)} must set securityContext.runAsNonRoot=true` };
};

const runAsUser: Check = ({ spec }) => {
  const isRoot = (context: JSONObject | undefined): boolean => context?.['runAsUser'] === 0;
  const who = setters(isRoot(objectAt(spec, 'securityContext')), containersWhere(spec, isRoot));
  return who === '' ? undefined : { reason: 'runAsUser=0', detail: `${who} must not set runAsUser=0` };
};

/** What pods of the level restricted have to do beside, in the order in which violations are told. */
export const restrictedChecks: Readonly<Record<string, VersionedCheck>> = {
  allowPrivilegeEscalation: {
    versions: [
      [8, allowPrivilegeEscalation],
      [25, exceptWindows(allowPrivilegeEscalation)],
    ],
  },
  capabilities: {
    versions: [
      [22, capabilities],
      [25, exceptWindows(capabilities)],
    ],
    replaces: 'capabilities',
  },
  procMount: { versions: [[35, procMount]], replaces: 'procMount' },
  restrictedVolumes: { versions: [[0, restrictedVolumes]], replaces: 'hostPathVolumes' },
  runAsNonRoot: {
    versions: [
      [0, runAsNonRoot],
      [35, exceptOwnUsers(runAsNonRoot)],
    ],
  },
  runAsUser: {
    versions: [
      [23, runAsUser],
      [35, exceptOwnUsers(runAsUser)],
    ],
  },
  seccompProfile: {
    versions: [
      [19, seccompProfile(true)],
      [25, exceptWindows(seccompProfile(true))],
    ],
    replaces: 'seccompProfile',
  },
};
