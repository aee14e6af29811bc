import type { JSONObject } from '../json.js';
import { numberAt, objectAt, objectsAt, textAt, textsAt } from '../json-fields.js';
import {
  allContainers,
  type Check,
  containersWhere,
  exceptOwnUsers,
  namedContainers,
  plural,
  quoted,
  setters,
  sorted,
  type VersionedCheck,
} from './check.js';
import { seccompAnnotations, seccompProfile } from './seccomp-checks.js';

const allowedCapabilities = new Set([
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID'],
  ...['SETPCAP', 'SETUID', 'SYS_CHROOT'],
]);
const appArmorAnnotation = 'container.apparmor.security.beta.kubernetes.io/';

const appArmorProfile: Check = ({ annotations, spec }) => {
  const isBad = (context: JSONObject | undefined): boolean => {
    const profile = objectAt(context, 'appArmorProfile');
    return profile !== undefined && !['RuntimeDefault', 'Localhost'].includes(textAt(profile, 'type'));
  };
  const typeOf = (context: JSONObject | undefined): string => textAt(objectAt(context, 'appArmorProfile'), 'type');
  const ofPod = objectAt(spec, 'securityContext');
  const ofContainers = allContainers(spec).map((container) => objectAt(container, 'securityContext'));
  const forbidden = Object.entries(annotations)
    .filter(([name]) => name.startsWith(appArmorAnnotation) && !isAllowedAnnotation(textAt(annotations, name)))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .sort();
  const values = [...sorted([ofPod, ...ofContainers].filter(isBad).map(typeOf)), ...forbidden];
  if (values.length === 0) return undefined;
  const who = [
    ...[setters(isBad(ofPod), containersWhere(spec, isBad))].filter((one) => one !== ''),
    ...(forbidden.length > 0 ? [plural('annotation', forbidden.length)] : []),
  ];
  return {
    reason: plural('forbidden AppArmor profile', values.length),
    detail: `${who.join(' and ')} must not set AppArmor profile type to ${quoted(values)}`,
  };
};

function isAllowedAnnotation(value: string): boolean {
  return value === '' || value === 'runtime/default' || value.startsWith('localhost/');
}

const capabilities: Check = ({ spec }) => {
  const forbidden = (context: JSONObject | undefined): string[] =>
    textsAt(objectAt(context, 'capabilities'), 'add').filter((one) => !allowedCapabilities.has(one));
  const bad = containersWhere(spec, (context) => forbidden(context).length > 0);
  if (bad.length === 0) return undefined;
  const added = sorted(allContainers(spec).flatMap((container) => forbidden(objectAt(container, 'securityContext'))));
  return {
    reason: 'non-default capabilities',
    detail: `${namedContainers(bad)} must not include ${quoted(added)} in securityContext.capabilities.add`,
  };
};

const hostNamespaces: Check = ({ spec }) => {
  const shared = ['hostNetwork', 'hostPID', 'hostIPC'].filter((one) => spec[one] === true).map((one) => `${one}=true`);
  return shared.length === 0 ? undefined : { reason: 'host namespaces', detail: shared.join(', ') };
};

const hostPathVolumes: Check = ({ spec }) => {
  const names = objectsAt(spec, 'volumes')
    .filter((volume) => objectAt(volume, 'hostPath'))
    .map((volume) => textAt(volume, 'name'));
  if (names.length === 0) return undefined;
  return { reason: 'hostPath volumes', detail: `${plural('volume', names.length)} ${quoted(names)}` };
};

const hostPorts: Check = ({ spec }) => {
  const portsOf = (container: JSONObject | undefined): string[] =>
    objectsAt(container, 'ports')
      .map((port) => numberAt(port, 'hostPort') ?? 0)
      .filter((port) => port !== 0)
      .map(String);
  const bad = allContainers(spec).filter((container) => portsOf(container).length > 0);
  if (bad.length === 0) return undefined;
  const ports = sorted(bad.flatMap(portsOf));
  const names = bad.map((container) => textAt(container, 'name'));
  const verb = bad.length === 1 ? 'uses' : 'use';
  return {
    reason: 'hostPort',
    detail: `${namedContainers(names)} ${verb} ${plural('hostPort', ports.length)} ${ports.join(', ')}`,
  };
};

const hostProbes: Check = ({ spec }) => {
  const hostsOf = (container: JSONObject | undefined): string[] =>
    [
      ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) => objectAt(container, probe)),
      ...['postStart', 'preStop'].map((handler) => objectAt(container, 'lifecycle', handler)),
    ]
      .flatMap((handler) => ['httpGet', 'tcpSocket'].map((way) => textAt(objectAt(handler, way), 'host')))
      .filter((host) => host !== '');
  const bad = allContainers(spec).filter((container) => hostsOf(container).length > 0);
  if (bad.length === 0) return undefined;
  const hosts = sorted(bad.flatMap(hostsOf));
  const names = sorted(bad.map((container) => textAt(container, 'name')));
  const verb = names.length === 1 ? 'uses' : 'use';
  return {
    reason: 'probe or lifecycle host',
    detail: `${namedContainers(names)} ${verb} ${plural('probe or lifecycle host', hosts.length)} ${quoted(hosts)}`,
  };
};

const privileged: Check = ({ spec }) => {
  const bad = containersWhere(spec, (context) => context?.['privileged'] === true);
  if (bad.length === 0) return undefined;
  return { reason: 'privileged', detail: `${namedContainers(bad)} must not set securityContext.privileged=true` };
};

/** Whatever users pods have. */
export const procMount: Check = ({ spec }) => {
  const isBad = (type: string): boolean => type !== '' && type !== 'Default';
  const bad = containersWhere(spec, (context) => isBad(textAt(context, 'procMount')));
  if (bad.length === 0) return undefined;
  const types = allContainers(spec).map((container) => textAt(objectAt(container, 'securityContext'), 'procMount'));
  const detail = `${namedContainers(bad)} must not set securityContext.procMount to ${quoted(sorted(types.filter(isBad)))}`;
  return { reason: 'procMount', detail };
};

const seLinuxTypes = ['', 'container_t', 'container_init_t', 'container_kvm_t'];

function seLinuxOptions(types: readonly string[]): Check {
  return ({ spec }) => {
    const optionsOf = (context: JSONObject | undefined): JSONObject | undefined => objectAt(context, 'seLinuxOptions');
    const isBad = (context: JSONObject | undefined): boolean => {
      const options = optionsOf(context);
      return !types.includes(textAt(options, 'type')) || textAt(options, 'user') !== '' || textAt(options, 'role') !== '';
    };
    const ofPod = objectAt(spec, 'securityContext');
    const who = setters(isBad(ofPod), containersWhere(spec, isBad));
    if (who === '') return undefined;
    const all = [ofPod, ...allContainers(spec).map((container) => objectAt(container, 'securityContext'))].map(optionsOf);
    const badTypes = sorted(all.map((options) => textAt(options, 'type')).filter((type) => !types.includes(type)));
    const what = [
      ...(badTypes.length > 0 ? [`${plural('type', badTypes.length)} ${quoted(badTypes)}`] : []),
      ...['user', 'role']
        .filter((one) => all.some((options) => textAt(options, one) !== ''))
        .map((one) => `${one} may not be set`),
    ];
    return { reason: 'seLinuxOptions', detail: `${who} set forbidden securityContext.seLinuxOptions: ${what.join('; ')}` };
  };
}

const firstSysctls = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
];
const sysctls27 = [...firstSysctls, 'net.ipv4.ip_local_reserved_ports'];
const sysctls29 = [
  ...sysctls27,
  ...['keepalive_time', 'fin_timeout', 'keepalive_intvl', 'keepalive_probes'].map((name) => `net.ipv4.tcp_${name}`),
];
const sysctls32 = [...sysctls29, 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'];

function sysctls(allowed: readonly string[]): Check {
  return ({ spec }) => {
    const names = objectsAt(objectAt(spec, 'securityContext'), 'sysctls').map((sysctl) => textAt(sysctl, 'name'));
    const bad = names.filter((name) => !allowed.includes(name));
    return bad.length === 0 ? undefined : { reason: 'forbidden sysctls', detail: bad.join(', ') };
  };
}

const windowsHostProcess: Check = ({ spec }) => {
  const isHost = (context: JSONObject | undefined): boolean => objectAt(context, 'windowsOptions')?.['hostProcess'] === true;
  const who = setters(isHost(objectAt(spec, 'securityContext')), containersWhere(spec, isHost));
  if (who === '') return undefined;
  return { reason: 'hostProcess', detail: `${who} must not set securityContext.windowsOptions.hostProcess=true` };
};

/** What pods of the level baseline may not do, in the order in which violations are told (pod-security-admission `policy`). */
export const baselineChecks: Readonly<Record<string, VersionedCheck>> = {
  appArmorProfile: { versions: [[0, appArmorProfile]] },
  capabilities: { versions: [[0, capabilities]] },
  hostNamespaces: { versions: [[0, hostNamespaces]] },
  hostPathVolumes: { versions: [[0, hostPathVolumes]] },
  hostPorts: { versions: [[0, hostPorts]] },
  hostProbes: { versions: [[34, hostProbes]] },
  privileged: { versions: [[0, privileged]] },
  procMount: {
    versions: [
      [0, procMount],
      [35, exceptOwnUsers(procMount)],
    ],
  },
  seLinuxOptions: {
    versions: [
      [0, seLinuxOptions(seLinuxTypes)],
      [31, seLinuxOptions([...seLinuxTypes, 'container_engine_t'])],
    ],
  },
  seccompProfile: {
    versions: [
      [0, seccompAnnotations],
      [19, seccompProfile(false)],
    ],
  },
  sysctls: {
    versions: [
      [0, sysctls(firstSysctls)],
      [27, sysctls(sysctls27)],
      [29, sysctls(sysctls29)],
      [32, sysctls(sysctls32)],
    ],
  },
  windowsHostProcess: { versions: [[0, windowsHostProcess]] },
};
