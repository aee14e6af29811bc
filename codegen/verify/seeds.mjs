// @ts-check
import { editProperty, editType } from './edit-types.mjs';

/**
 * A fault to plant in a copy of one package's types, and the lines that must be the answer to it, no other.
 * @typedef {{ fault: string, package: string, edit: (text: string) => string, answers: readonly string[] }} Seed
 */

/**
 * Faults of every sort that a generator could commit, on fields that Kubernetes has had since its first stable API.
 *
 * @type {readonly Seed[]}
 */
export const SEEDS = [
  {
    fault: 'a required property made optional',
    package: 'core-v1',
    edit: (text) => editProperty(text, 'PodSpec', 'containers', (property) => property.replace(':', '?:')),
    answers: ['core-v1 PodSpec.containers: ours optional core-v1.Container[], spec says required core-v1.Container[]'],
  },
  {
    fault: 'an optional property made required',
    package: 'core-v1',
    edit: (text) => editProperty(text, 'PodSpec', 'hostNetwork', (property) => property.replace('?:', ':')),
    answers: ['core-v1 PodSpec.hostNetwork: ours required boolean, spec says optional boolean'],
  },
  {
    fault: 'a lost property',
    package: 'apps-v1',
    edit: (text) => editProperty(text, 'DeploymentSpec', 'replicas', () => ''),
    answers: ['apps-v1 DeploymentSpec.replicas: ours lacks it, spec says optional number'],
  },
  {
    fault: 'an invented property',
    package: 'apps-v1',
    edit: (text) => editProperty(text, 'DeploymentSpec', 'replicas', (property) => `${property}\n  replica?: number;`),
    answers: ['apps-v1 DeploymentSpec.replica: ours optional number, spec has no such property'],
  },
  {
    fault: 'a renamed property',
    package: 'meta-v1',
    edit: (text) => editProperty(text, 'ListMeta', 'continue', () => '_continue?: string;'),
    answers: [
      'meta-v1 ListMeta._continue: ours optional string, spec has no such property',
      'meta-v1 ListMeta.continue: ours lacks it, spec says optional string',
    ],
  },
  {
    fault: 'a wrong scalar type',
    package: 'core-v1',
    edit: (text) => editProperty(text, 'ContainerPort', 'containerPort', (property) => property.replace('number', 'string')),
    answers: ['core-v1 ContainerPort.containerPort: ours required string, spec says required number'],
  },
  {
    fault: 'an array taken for its element',
    package: 'core-v1',
    edit: (text) => editProperty(text, 'Container', 'args', () => 'args?: string;'),
    answers: ['core-v1 Container.args: ours optional string, spec says optional string[]'],
  },
  {
    fault: 'a map with other values',
    package: 'core-v1',
    edit: (text) => editProperty(text, 'ConfigMap', 'data', () => 'data?: { [key: string]: number };'),
    answers: ['core-v1 ConfigMap.data: ours optional { [key: string]: number }, spec says optional { [key: string]: string }'],
  },
  {
    fault: 'a reference to the wrong type of the right package',
    package: 'core-v1',
    edit: (text) => editProperty(text, 'Pod', 'status', () => 'status?: NodeStatus;'),
    answers: ['core-v1 Pod.status: ours optional core-v1.NodeStatus, spec says optional core-v1.PodStatus'],
  },
  {
    fault: 'a reference to the right name in the wrong package',
    package: 'core-v1',
    edit: (text) => editProperty(text, 'Event', 'series', () => 'series?: metaV1.EventSeries;'),
    answers: ['core-v1 Event.series: ours optional meta-v1.EventSeries, spec says optional core-v1.EventSeries'],
  },
  {
    fault: 'a type that says nothing',
    package: 'core-v1',
    edit: (text) => editProperty(text, 'Pod', 'spec', () => 'spec?: any;'),
    answers: ['core-v1 Pod.spec: ours optional <unknown form: any>, spec says optional core-v1.PodSpec'],
  },
  {
    fault: 'a lost interface',
    package: 'batch-v1',
    edit: (text) => editType(text, 'JobList', () => ''),
    answers: ['batch-v1 JobList: ours lacks it, the spec has it as io.k8s.api.batch.v1.JobList'],
  },
  {
    fault: 'an invented interface',
    package: 'batch-v1',
    edit: (text) => `${text}\nexport interface Jobs {}\n`,
    answers: ['batch-v1 Jobs: ours has it, the spec does not'],
  },
  {
    fault: 'an excepted type of another form than written',
    package: 'meta-v1',
    edit: (text) => editType(text, 'Quantity', () => 'export type Quantity = number;'),
    answers: ['meta-v1 Quantity: ours number, exceptions.mjs says string'],
  },
];
