import { afterEach, describe, expect, it } from '@jest/globals';
import { installCRDs, uninstallCRDs } from '@kubewright/envtest';
import { ask, type Asking, servers } from '../ask.test-support.js';
import type { TestServer } from '../test-server.js';
import { definitions } from './definitions.test-support.js';

const { start, closeAll } = servers();
afterEach(closeAll);

const protobuf = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf';

/** The `ETag` of kube-apiserver 1.36.3 as it is started: the SHA-512 of its document, another one with other bytes. */
const recorded = {
  builtIn:
    '"276DB9A3BE4566FA02B4C528171436757D13EF0571E215FEF8FC401A847F24B878CE9B027DB689501A7A2F574EC15897D19280E8653A31FBB735C83D4A91BC01"',
  /** With the definitions that the tests create. */
  custom:
    '"E8082A38F27FC28784D2192860470DC132ABF53EB30D834F415D2C8D18F1489582383CA3F71E8FF4C308E679E04AC56AB3849E77263B4B03CBFA39916734C0D0"',
};

const get = (server: TestServer, headers: Asking['headers'] = {}) => ask(server, 'GET', '/openapi/v2', { headers });

describe('/openapi/v2', () => {
  it('is the document of a real server, byte for byte', async () => {
    expect((await get(await start())).headers.etag).toBe(recorded.builtIn);
  });

  it('has what definitions bring as a real server has it, as long as they are there', async () => {
    const server = await start();
    expect((await get(server)).headers.etag).toBe(recorded.builtIn);
    await installCRDs(server.config, [...definitions]);
    const { headers, json } = await get(server);
    expect(json['definitions']).toMatchObject({ 'com.example.v1.Widget': { description: 'A widget.' } });
    expect(headers.etag).toBe(recorded.custom);

    await uninstallCRDs(server.config, [...definitions]);
    expect((await get(server)).headers.etag).toBe(recorded.builtIn);
  });

  it('says of versions only what the server serves', async () => {
    const paths = async (server: TestServer): Promise<string> => JSON.stringify((await get(server)).json['paths']);
    const alpha = '/apis/resource.k8s.io/v1alpha3/';
    expect(await paths(await start())).not.toContain(alpha);
    expect(await paths(await start({ allVersions: true }))).toContain(alpha);
  });

  it('is protobuf for who asks for that, under the same tag', async () => {
    const { status, headers, text } = await get(await start(), { Accept: protobuf });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf',
      etag: recorded.builtIn,
      vary: 'Accept-Encoding, Accept',
    });
    expect(text.startsWith('\n\u00032.0')).toBe(true);
  });

  it.each([
    { headers: { 'If-None-Match': recorded.builtIn }, status: 304 },
    { headers: { 'If-None-Match': `"other", W/${recorded.builtIn}` }, status: 304 },
    { headers: { 'If-None-Match': '"other"' }, status: 200 },
    { headers: { 'If-Match': recorded.builtIn }, status: 200 },
    { headers: { 'If-Match': `W/${recorded.builtIn}` }, status: 412 },
    { headers: { 'If-Modified-Since': 'Sat, 01 Jan 2000 00:00:00 GMT' }, status: 200 },
    { headers: { 'If-Unmodified-Since': 'Sat, 01 Jan 2000 00:00:00 GMT' }, status: 412 },
  ])('answers $headers with $status', async ({ headers, status }) => {
    const answered = await get(await start(), headers);
    expect(answered.status).toBe(status);
    expect(answered.headers.etag).toBe(recorded.builtIn);
    expect(answered.text === '').toBe(status !== 200);
  });

  it('is not there again for who has it since it was made', async () => {
    const server = await start();
    const { headers } = await get(server);
    expect((await get(server, { 'If-Modified-Since': headers['last-modified'] ?? '' })).status).toBe(304);
  });
});
