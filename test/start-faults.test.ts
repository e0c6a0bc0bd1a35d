import { parseArgs } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { BadConfig } from '../src/config.ts';
import { inTurn, messageOf } from '../src/in-turn.ts';
import { faultOfUse, linesOfFault } from '../src/start-faults.ts';
import { EmbeddedDatabaseEnded } from '../src/store/embedded/embedded-database.ts';

const withCode = (code: string, message = 'words') => Object.assign(new Error(message), { code });

describe('a fault at the start', () => {
  it.each([
    ['the operating system says it', withCode('ENOSPC')],
    ['PostgreSQL says it', withCode('53100')],
    ['the embedded database ended of it', new EmbeddedDatabaseEnded('no room', 'ENOSPC')],
    ['it is the cause of another fault', new Error('no', { cause: withCode('53100') })],
    ['it is one fault of several', new AggregateError([new Error('other'), withCode('ENOSPC')])],
    [
      'Prisma wraps it',
      Object.assign(new Error('query'), {
        code: 'P2010',
        meta: { driverAdapterError: { name: 'DriverAdapterError', cause: { originalCode: '53100' } } },
      }),
    ],
  ])('that is a full disk is one plain line where %s', (_, fault) => {
    expect(linesOfFault(fault)).toEqual([expect.stringMatching(/^the disk is full: make room/)]);
  });

  it('of the configuration has a line for each', () => {
    expect(linesOfFault(new BadConfig(['PORT: x', 'HOST: y']))).toEqual(['PORT: x', 'HOST: y']);
  });

  it('that nobody at the terminal can mend keeps its stack', () => {
    expect(linesOfFault(new TypeError('x is not a function'))).toBeUndefined();
    expect(linesOfFault('thrown text')).toBeUndefined();
  });

  it('of the command line is one sentence', () => {
    const wrong = ['--wrong', 'stray', '--help=1'].map((argument) => {
      try {
        return parseArgs({ args: [argument], options: { help: { type: 'boolean' } } });
      } catch (error) {
        return faultOfUse(error);
      }
    });
    expect(wrong).toEqual([
      "Unknown option '--wrong'",
      expect.stringMatching(/^Unexpected argument 'stray'/),
      expect.stringMatching(/^Option '--help' does not take an argument/),
    ]);
    expect(faultOfUse(new TypeError('x is not a function'))).toBeUndefined();
  });
});

describe('what is stopped in turn', () => {
  it('is stopped to the last part, and the failures are told afterwards', async () => {
    const stopped: string[] = [];
    const part = (name: string, fault?: string) => async () => {
      stopped.push(name);
      if (fault) throw new Error(fault);
    };
    await expect(inTurn([part('a', 'a stuck'), part('b')])).rejects.toThrow('a stuck');
    const several = inTurn([part('c', 'c stuck'), part('d', 'd stuck'), part('e')]);
    expect(messageOf(await several.catch((error: unknown) => error))).toMatch(/c stuck; d stuck$/);
    expect(stopped).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
