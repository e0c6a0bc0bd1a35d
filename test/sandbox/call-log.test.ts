import { describe, expect, it } from '@jest/globals';
import { CallLog, fingerprint } from '../../src/sandbox/call-log.ts';

const call = { at: '', method: 'POST', path: '/', query: {}, body: '', scripted: false };

/** As the calls of both platforms name what nobody else may know. */
const secrets = [
  'access_token',
  'refresh_token',
  'ticket',
  'appsecret',
  'component_appsecret',
  'component_secret',
  'client_secret',
  'test_password',
];

describe('the log of calls', () => {
  it.each(secrets)('has the fingerprint of %s alone, wherever it stood', (name) => {
    const log = new CallLog();
    log.add({ ...call, query: { [name]: 's3cret-1' } });
    log.add({ ...call, body: JSON.stringify({ a: 1, [name]: 's3cret-1' }) });
    log.add({ ...call, body: `a=1&${name}=s3cret-1&b=2` });
    log.add({ ...call, answer: JSON.stringify({ [name]: 's3cret-1' }) });
    const logged = JSON.stringify(log.list());
    expect(logged).not.toContain('s3cret-1');
    expect(logged.split(fingerprint('s3cret-1'))).toHaveLength(5);
  });
});
