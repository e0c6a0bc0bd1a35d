import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decryptMessage,
  encryptMessage,
  isSigned,
  keyBytes,
  signatureOf,
  UnreadableMessage,
} from '../../src/kernel/message-crypto.ts';

/** Published by WeChat on the page about message push; the key is 43 times `A`. */
const wechat = {
  token: 'AAAAA',
  key: 'A'.repeat(43),
  receiverId: 'wx134c8103faa5a59e',
  inbound: {
    timestamp: '1715943329',
    nonce: '1590219412',
    signature: '6c12a4205838198b8fa631b3220723bb07f1015c',
    encrypted:
      'D7yzvUNAL930rd28wf21s4hvXhz0L6Uit/p2Di6C5DHyYGpEgdBRnKjBec34JwoQXicwaZC7fOVihW80F4VtsdvE//1vr7oAbqjDv8KenVp+ajKYpJnyQ4zMRhIC+a31fCVOMC03FfzV/QuC94kBP55a+Za3sJgvAn+ZbsNqZI5DkyuzkhQN8OBqCzFhizGmy0xpM0MEA4agpvE+RuNO1rhHTtuJB5yltw1FiYzecSXJ+y/D2r81VkRn2eYjh2ltsoyfbDR7Is6ookXIFxTfyeNyeHxMeT4KN5WpCDmSbTcUYrbBUlkGLJ9n/rU8YOywma6G7aTb7KZKOqCxgfoUlYEZPk4FUL/TK7ShriFDMVCLyjQJ15Ob++agDWtcxhfUfe6HIoIpRW8mKNBQiY/Jd1svvuskA1wLef1RTtzKfMpagSCX/laZINmdnX4zrF6kIaR9P4xQrWXbsTFHTYe0Mg==',
  },
  reply: {
    timestamp: '1713424427',
    nonce: '415670741',
    signature: '03e0812039325c2712ef5f0f980fd14c70d6e307',
    random: '999951349e8ee746',
    message: '<xml><demo_resp>[CDATA[good luck]]</demo_resp></xml>',
    encrypted:
      'hE8R6mGXHkJJjU72KxzKUd1GEkKJaEZq7vRL8XgK3o+00k8JGq6+pZJUIlTSyhsX+bxIBQ72g3GyvDdIZcr6+3HAZbSvPT9t/o11MI7d6WELwqrGd7jMnV0zv3Zc9Nq7',
  },
};

/** Computed from Baidu's documented layout; Baidu publishes no vector together with its key. */
const baidu = {
  token: 'sim-token',
  key: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  receiverId: 'simClientIdSimClientIdSimClient1',
  timestamp: '1535551395',
  nonce: '4464221',
  random: '0123456789abcdef',
  message:
    '{"appId":1452365,"tpAppId":17328232,"eventTime":"2019-01-14 12:45:10","event":"PACKAGE_AUDIT_PASS"}',
  encrypted:
    'Q3stYC6hdFzMh9T8HCvyDAifZZS1SlBspxdooZhYPMQPwChqF1HVtQ+VkNI+D1F2JvS2spLpbyji1JJiliTsSH1VhrS3rk92W+ms7jt/cA4Y1tRHHK6shBrdaRpMkEGh+PmAjRKqCj+RfpOcR5oRATI8xj3RmuZ8eD+HyALaBFf5kACN01nnJVnosexxzzjtoKgjda+A/qPvTgUbf9ketA==',
  signature: 'e3f0fb0aa029ff794622036b60d70b473f7cf132',
};

describe('the published vectors of WeChat', () => {
  it('are signed over token, timestamp, nonce and cipher text', () => {
    for (const { timestamp, nonce, signature, encrypted } of [wechat.inbound, wechat.reply]) {
      expect(isSigned(signature, wechat.token, timestamp, nonce, encrypted)).toBe(true);
    }
    expect(signatureOf('AAAAA', '1714036504', '1514711492')).toBe('f464b24fc39322e44b38aa78f5edd27bd1441696');
  });

  it('are decrypted to the message and the platform that it is for', () => {
    const { message, receiverId } = decryptMessage(wechat.inbound.encrypted, wechat.key);
    expect(receiverId).toBe(wechat.receiverId);
    expect(message).toContain('gh_97417a04a28d');
    expect(message).toContain('hello world');
  });

  it('are encrypted to the same bytes', () => {
    const random = Buffer.from(wechat.reply.random);
    expect(encryptMessage(wechat.reply.message, wechat.receiverId, wechat.key, random)).toBe(
      wechat.reply.encrypted,
    );
  });
});

describe('the layout that Baidu documents', () => {
  it('is signed, decrypted and encrypted alike', () => {
    const { token, timestamp, nonce, encrypted, signature, message, receiverId, key, random } = baidu;
    expect(isSigned(signature.toUpperCase(), token, timestamp, nonce, encrypted)).toBe(true);
    expect(decryptMessage(encrypted, key)).toEqual({ message, receiverId });
    expect(encryptMessage(message, receiverId, key, Buffer.from(random))).toBe(encrypted);
  });
});

describe('what is not a message of ours', () => {
  const key = baidu.key;
  const wholeBytes = Buffer.from(baidu.encrypted, 'base64');

  it('is refused when it is cut short, empty, or no multiple of a block', () => {
    for (const bytes of [Buffer.alloc(0), wholeBytes.subarray(0, 32), wholeBytes.subarray(0, 33)]) {
      expect(() => decryptMessage(bytes.toString('base64'), key)).toThrow(UnreadableMessage);
    }
  });

  it('is refused or unreadable under another key', () => {
    const read = () => decryptMessage(baidu.encrypted, wechat.key).receiverId;
    expect(read).toThrow(UnreadableMessage);
  });

  it('is refused when a length inside reaches beyond the message', () => {
    const random = Buffer.alloc(16, 1);
    const long = Buffer.from(encryptMessage('x'.repeat(100), 'id', key, random), 'base64');
    expect(() => decryptMessage(long.subarray(0, 64).toString('base64'), key)).toThrow(UnreadableMessage);
  });

  it('is not signed by something that merely begins like a signature', () => {
    const { token, timestamp, nonce, encrypted, signature } = baidu;
    for (const wrong of ['', 'zz', `${signature}zz`, signature.slice(0, 38), `0${signature.slice(1)}`]) {
      expect(isSigned(wrong, token, timestamp, nonce, encrypted)).toBe(false);
    }
  });

  it('cannot be read with a key of another length', () => {
    expect(() => keyBytes('short')).toThrow('43 characters');
  });
});

describe('any message', () => {
  it('comes back from a round trip, with its receiver', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.stringMatching(/^[\x21-\x7e]*$/),
        (message, receiverId) => {
          const sealed = encryptMessage(message, receiverId, baidu.key);
          expect(decryptMessage(sealed, baidu.key)).toEqual({ message, receiverId });
        },
      ),
    );
  });

  it('never makes the reader fail with anything else when it is garbled', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 256 }), (bytes) => {
        try {
          decryptMessage(Buffer.from(bytes).toString('base64'), baidu.key);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableMessage);
        }
      }),
    );
  });
});
