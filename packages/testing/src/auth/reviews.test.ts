import { afterEach, describe, expect, it } from '@jest/globals';
import { ask, type Answered, servers } from '../ask.test-support.js';
import type { JSONObject } from '../json.js';
import type { TestServer } from '../test-server.js';

const { start, closeAll } = servers();
afterEach(closeAll);

const authentication = 'authentication.k8s.io/v1';
const authorization = 'authorization.k8s.io/v1';
const authorizationGroup = 'authorization.k8s.io';
const users = [{ name: 'jane', token: 'jane-token', uid: 'jane-uid', groups: ['devs'] }];
const rules = [
  { users: ['jane'], verbs: ['get', 'list'], apiGroups: [''], resources: ['configmaps'] },
  { users: ['jane'], verbs: ['get'], nonResourceURLs: ['/metrics'] },
];

/** Sends a review as the administrator, or as somebody else. */
function review(server: TestServer, apiVersion: string, kind: string, content: object, token?: string): Promise<Answered> {
  const namespace = kind.startsWith('Local') ? '/namespaces/team' : '';
  const body = { apiVersion, kind, ...content };
  const path = `/apis/${apiVersion}${namespace}/${kind.toLowerCase()}s`;
  return ask(server, 'POST', path, { token: token ?? server.config.bearerToken ?? '', body });
}

const list = (resource: string): object => ({ resourceAttributes: { verb: 'list', resource } });

describe('SelfSubjectReview', () => {
  it('tells who asks, and stores nothing', async () => {
    const server = await start({ users, rules });
    const { status, json } = await review(server, authentication, 'SelfSubjectReview', {}, 'jane-token');
    expect(status).toBe(201);
    expect(json).toEqual({
      kind: 'SelfSubjectReview',
      apiVersion: authentication,
      metadata: { creationTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) },
      status: { userInfo: { username: 'jane', uid: 'jane-uid', groups: ['devs', 'system:authenticated'] } },
    });
    const path = `/apis/${authentication}/selfsubjectreviews`;
    expect((await ask(server, 'GET', path, { token: server.config.bearerToken ?? '' })).status).toBe(405);
  });

  it('is no table', async () => {
    const server = await start();
    const { status, json } = await ask(server, 'POST', `/apis/${authentication}/selfsubjectreviews`, {
      headers: { Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' },
      body: { apiVersion: authentication, kind: 'SelfSubjectReview' },
    });
    expect({ status, reason: json.reason }).toEqual({ status: 406, reason: 'NotAcceptable' });
  });
});

describe('reviews of access', () => {
  it.each<[string, object, JSONObject]>([
    ['both ways', { rawSelector: 'a=b', requirements: [{ key: 'a', operator: 'In', values: ['b'] }] }, { code: 422 }],
    ['nothing', {}, { code: 422 }],
    ['no key', { requirements: [{ operator: 'Exists' }] }, { code: 422 }],
    ['a known operator', { requirements: [{ key: 'a', operator: 'In', values: ['b'] }] }, { status: { allowed: true } }],
    [
      'an unknown operator beside a known one',
      {
        requirements: [
          { key: 'a', operator: 'In', values: ['b'] },
          { key: 'a', operator: 'Like' },
        ],
      },
      {
        status: {
          allowed: true,
          evaluationError: ['fieldSelector', 'labelSelector']
            .map((field) => `spec.resourceAttributes.${field} partially ignored due to parse error`)
            .join('; '),
        },
      },
    ],
  ])('look at selectors of %s', async (_what, selector, answer) => {
    const server = await start();
    const spec = { resourceAttributes: { verb: 'list', resource: 'pods', fieldSelector: selector, labelSelector: selector } };
    expect((await review(server, authorization, 'SelfSubjectAccessReview', { spec })).json).toMatchObject(answer);
  });

  it.each<[string, object, boolean]>([
    ['what is allowed', { resourceAttributes: { namespace: 'default', verb: 'get', resource: 'configmaps' } }, true],
    ['what is not', { resourceAttributes: { namespace: 'default', verb: 'get', resource: 'pods' } }, false],
    ['a path', { nonResourceAttributes: { path: '/metrics', verb: 'get' } }, true],
    ['another path', { nonResourceAttributes: { path: '/logs', verb: 'get' } }, false],
    ['nothing in particular', { resourceAttributes: {} }, false],
  ])('tell somebody about %s', async (_what, spec, allowed) => {
    const server = await start({ users, rules });
    const { status, json } = await review(server, authorization, 'SelfSubjectAccessReview', { spec }, 'jane-token');
    expect({ status, spec: json.spec, result: json.status }).toEqual({ status: 201, spec, result: { allowed } });
  });

  it.each<[string, object, boolean]>([
    ['a user', { user: 'jane', ...list('configmaps') }, true],
    ['a user who may not', { user: 'jane', ...list('pods') }, false],
    ['a group', { groups: ['system:masters'], ...list('pods') }, true],
    ['another group', { groups: ['devs'], ...list('pods') }, false],
  ])('tell the administrator about %s', async (_who, spec, allowed) => {
    const server = await start({ users, rules });
    expect((await review(server, authorization, 'SubjectAccessReview', { spec })).json.status).toEqual({ allowed });
  });

  it('are refused to who may not ask about others', async () => {
    const server = await start({ users, rules });
    const spec = { user: 'bob', ...list('pods') };
    expect((await review(server, authorization, 'SubjectAccessReview', { spec }, 'jane-token')).json.message).toBe(
      'subjectaccessreviews.authorization.k8s.io is forbidden: User "jane" cannot create resource "subjectaccessreviews" in API group "authorization.k8s.io" at the cluster scope',
    );
  });

  it('tell about one namespace', async () => {
    const server = await start({ users, rules: [{ users: ['jane'], verbs: ['*'], namespaces: ['team'] }] });
    const spec = { user: 'jane', resourceAttributes: { namespace: 'team', verb: 'list', resource: 'pods' } };
    const { json } = await review(server, authorization, 'LocalSubjectAccessReview', { spec });
    expect(json.status).toEqual({ allowed: true });
    expect((json.metadata as JSONObject).namespace).toBe('team');
  });

  // As a real server of 1.36.3 answers.
  it.each<[string, object, string]>([
    [
      'SelfSubjectAccessReview',
      { spec: {} },
      'spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified',
    ],
    [
      'SelfSubjectAccessReview',
      { spec: { resourceAttributes: { verb: 'get' }, nonResourceAttributes: { path: '/x', verb: 'get' } } },
      'spec.nonResourceAttributes: Invalid value: {"Path":"/x","Verb":"get"}: cannot be specified in combination with resourceAttributes',
    ],
    [
      'SubjectAccessReview',
      { spec: list('pods') },
      'spec.user: Invalid value: "": at least one of user or group must be specified',
    ],
    [
      'SubjectAccessReview',
      { spec: { user: 'jane' } },
      'spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified',
    ],
    [
      'LocalSubjectAccessReview',
      { spec: { user: 'jane', ...list('pods') } },
      'spec.resourceAttributes.namespace: Invalid value: "": must match metadata.namespace',
    ],
    [
      'LocalSubjectAccessReview',
      { spec: { user: 'jane', nonResourceAttributes: { path: '/x', verb: 'get' } } },
      'spec.nonResourceAttributes: Invalid value: {"Path":"/x","Verb":"get"}: disallowed on this kind of request',
    ],
  ])('refuse a %s of %j', async (kind, content, why) => {
    const { status, json } = await review(await start(), authorization, kind, content);
    const message = `.authorization.k8s.io "" is invalid: ${why}`;
    expect({ status, message: json.message }).toEqual({ status: 422, message });
  });

  it('have no names', async () => {
    const content = { metadata: { name: 'x' }, spec: { user: 'jane', ...list('pods') } };
    const { status, json } = await review(await start(), authorization, 'SubjectAccessReview', content);
    expect(status).toBe(422);
    expect(json.message).toMatch(
      /^\.authorization\.k8s\.io "" is invalid: metadata: Invalid value: \{"name":"x".*\}: must be empty$/,
    );
  });

  it('refuse another namespace than that of the URL', async () => {
    const spec = { user: 'jane', resourceAttributes: { namespace: 'team', verb: 'list', resource: 'pods' } };
    const content = { metadata: { namespace: 'other' }, spec };
    const { status, json } = await review(await start(), authorization, 'LocalSubjectAccessReview', content);
    expect({ status, message: json.message }).toEqual({
      status: 400,
      message: 'the namespace of the provided object does not match the namespace sent on the request',
    });
  });
});

describe('SelfSubjectRulesReview', () => {
  it('lists the rules of a real server and those of the test', async () => {
    const server = await start({ users, rules });
    const { json } = await review(
      server,
      authorization,
      'SelfSubjectRulesReview',
      { spec: { namespace: 'default' } },
      'jane-token',
    );
    expect(json).toEqual({
      kind: 'SelfSubjectRulesReview',
      apiVersion: authorization,
      metadata: {},
      spec: {},
      status: {
        resourceRules: [
          {
            verbs: ['create'],
            apiGroups: [authorizationGroup],
            resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
          },
          { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
          { verbs: ['get', 'list'], apiGroups: [''], resources: ['configmaps'] },
        ],
        nonResourceRules: [
          { verbs: ['get'], nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'] },
          {
            verbs: ['get'],
            nonResourceURLs: [
              '/api',
              '/api/*',
              '/apis',
              '/apis/*',
              '/healthz',
              '/livez',
              '/openapi',
              '/openapi/*',
              '/readyz',
              '/version',
              '/version/',
            ],
          },
          { verbs: ['get'], nonResourceURLs: ['/metrics'] },
        ],
        incomplete: false,
      },
    });
  });

  it('lists everything where everything is allowed', async () => {
    const { json } = await review(await start(), authorization, 'SelfSubjectRulesReview', { spec: { namespace: 'default' } });
    expect(json.status).toEqual({
      resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
      nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
      incomplete: false,
    });
  });

  it('wants a namespace', async () => {
    const { status, json } = await review(await start(), authorization, 'SelfSubjectRulesReview', { spec: {} });
    expect({ status, message: json.message }).toEqual({ status: 400, message: 'no namespace on request' });
  });
});

describe('TokenReview', () => {
  const audience = 'https://kubernetes.default.svc.cluster.local';
  const user = { username: 'jane', uid: 'jane-uid', groups: ['devs', 'system:authenticated'] };

  it.each<[string, object, object]>([
    ['a token', { token: 'jane-token' }, { authenticated: true, user, audiences: [audience] }],
    [
      'a token for one of some audiences',
      { token: 'jane-token', audiences: ['other', audience] },
      { authenticated: true, user, audiences: [audience] },
    ],
    ['a token for other audiences', { token: 'jane-token', audiences: ['x'] }, { user: {}, error: 'invalid bearer token' }],
    ['what is no token', { token: 'nope' }, { user: {}, error: 'invalid bearer token' }],
  ])('tells about %s', async (_what, spec, expected) => {
    const { status, json } = await review(await start({ users }), authentication, 'TokenReview', { spec });
    expect({ status, spec: json.spec, result: json.status }).toEqual({ status: 201, spec, result: expected });
  });

  it('wants a token', async () => {
    const { status, json } = await review(await start(), authentication, 'TokenReview', { spec: {} });
    expect({ status, message: json.message }).toEqual({
      status: 400,
      message: 'token is required for TokenReview in authentication',
    });
  });
});
