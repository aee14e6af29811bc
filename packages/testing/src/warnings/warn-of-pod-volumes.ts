import { quote } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { isMissing, objectAt, objectsAt, textAt } from '../json-fields.js';
import { claimSpecWarnings, nameInGo } from './warn-of-volumes.js';

/** Sources that nothing can mount any more, and those that few can, in the order in which the server looks for them in a pod. */
const beforeClaims: Readonly<Record<string, string>> = {
  photonPersistentDisk: 'deprecated in v1.11, non-functional in v1.16+',
  gitRepo: 'deprecated in v1.11, and disabled by default in v1.33+',
  scaleIO: 'deprecated in v1.16, non-functional in v1.22+',
  flocker: 'deprecated in v1.22, non-functional in v1.25+',
  storageos: 'deprecated in v1.22, non-functional in v1.25+',
  quobyte: 'deprecated in v1.22, non-functional in v1.25+',
  glusterfs: 'deprecated in v1.25, non-functional in v1.26+',
};
const afterClaims: Readonly<Record<string, string>> = {
  cephfs: 'deprecated in v1.28, non-functional in v1.31+',
  rbd: 'deprecated in v1.28, non-functional in v1.31+',
};

/** Where in a volume a file is, and what puts it there. */
interface File {
  readonly path: string;
  /** Empty if it is clear from the volume. */
  readonly source: string;
}

/** What to warn of in the sources of a pod's volumes. @param field of the volumes, as `spec.volumes` */
export function podVolumeWarnings(volumes: readonly JSONObject[], field: string): string[] {
  return volumes.flatMap((volume, i) => {
    const at = `${field}[${String(i)}]`;
    const gone = (sources: Readonly<Record<string, string>>): string[] =>
      Object.entries(sources)
        .filter(([source]) => !isMissing(volume, source))
        .map(([source, text]) => `${at}.${nameInGo(source)}: ${text}`);
    const claim = objectAt(volume, 'ephemeral', 'volumeClaimTemplate', 'spec');
    return [...gone(beforeClaims), ...claimSpecWarnings(claim, `${at}.ephemeral.volumeClaimTemplate.spec`), ...gone(afterClaims)];
  });
}

/** What to warn of in the paths of volumes that are made of several files: those of which one is the other, or in the other. */
export function overlapWarnings(volumes: readonly JSONObject[]): string[] {
  return volumes.flatMap((volume) => {
    const name = quote(textAt(volume, 'name'));
    const { configMap, secret, downwardAPI, projected } = {
      configMap: objectAt(volume, 'configMap'),
      secret: objectAt(volume, 'secret'),
      downwardAPI: objectAt(volume, 'downwardAPI'),
      projected: objectAt(volume, 'projected'),
    };
    const warn = (source: string, overlaps: readonly string[]): string[] =>
      overlaps.map((overlap) => `volume ${name} (${source}): overlapping paths: ${overlap}`);
    return [
      ...(configMap ? warn(`ConfigMap ${quote(textAt(configMap, 'name'))}`, overlapsOf(files(configMap))) : []),
      ...(secret ? warn(`Secret ${quote(textAt(secret, 'secretName'))}`, overlapsOf(files(secret))) : []),
      ...(downwardAPI ? warn('DownwardAPI', overlapsOf(files(downwardAPI))) : []),
      ...(projected ? projectedWarnings(projected, name, warn) : []),
    ];
  });
}

function projectedWarnings(
  projected: JSONObject,
  name: string,
  warn: (source: string, overlaps: readonly string[]) => string[],
): string[] {
  const before: File[] = [];
  return objectsAt(projected, 'sources').flatMap((source) =>
    Object.keys(source).length === 0
      ? [`volume ${name} (Projected) has no sources provided`]
      : warn('Projected', overlapsOf(projectedFiles(source), before)),
  );
}

function projectedFiles(source: JSONObject): File[] {
  const { configMap, secret, downwardAPI } = source;
  if (hasItems(configMap))
    return files(objectAt(source, 'configMap'), `ConfigMap ${quote(textAt(objectAt(source, 'configMap'), 'name'))}`);
  if (hasItems(secret)) return files(objectAt(source, 'secret'), `Secret ${quote(textAt(objectAt(source, 'secret'), 'name'))}`);
  if (hasItems(downwardAPI)) return files(objectAt(source, 'downwardAPI'), 'DownwardAPI');
  const token = objectAt(source, 'serviceAccountToken');
  if (token) return [{ path: textAt(token, 'path'), source: 'ServiceAccountToken' }];
  const bundle = objectAt(source, 'clusterTrustBundle');
  if (bundle) {
    const name = isMissing(bundle, 'name') ? textAt(bundle, 'signerName') : textAt(bundle, 'name');
    return [{ path: textAt(bundle, 'path'), source: `ClusterTrustBundle ${quote(name)}` }];
  }
  const certificate = objectAt(source, 'podCertificate');
  return [
    { path: textAt(certificate, 'certificateChainPath'), source: 'PodCertificate chain' },
    { path: textAt(certificate, 'keyPath'), source: 'PodCertificate key' },
    { path: textAt(certificate, 'credentialBundlePath'), source: 'PodCertificate credential bundle' },
  ].filter(({ path }) => path !== '');
}

function hasItems(source: JSONObject[string] | undefined): boolean {
  return typeof source === 'object' && source !== null && !Array.isArray(source) && !isMissing(source, 'items');
}

function files(volume: JSONObject | undefined, source = ''): File[] {
  return objectsAt(volume, 'items').map((item) => ({ path: textAt(item, 'path'), source }));
}

/** @param before the files before these; these are added to them */
function overlapsOf(added: readonly File[], before: File[] = []): string[] {
  return added.flatMap(({ path: written, source }) => {
    const file = { path: written.replace(/\/+$/, ''), source };
    const others = before.filter(({ path }) => overlap(path, file.path));
    before.push(file);
    return others.map((other) => `${fileText(file)} with ${fileText(other)}`);
  });
}

function overlap(a: string, b: string): boolean {
  return a !== '' && b !== '' && (`${a}/`.startsWith(`${b}/`) || `${b}/`.startsWith(`${a}/`));
}

function fileText({ path, source }: File): string {
  return source === '' ? quote(path) : `${quote(path)} (${source})`;
}
