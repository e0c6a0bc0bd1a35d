import { describe, expect, it } from '@jest/globals';
import { compare } from '../../src/demo/steps/compare-streams.ts';

const log = ['e1', 'e2', 'e3', 'e4'];

describe('a stream compared with its log', () => {
  it('is the same where every event came once and in order', () => {
    expect(compare(log, log)).toEqual({ received: 4, inTheLog: 4, missed: 0, doubled: 0, outOfOrder: 0 });
  });

  it('has missed what did not come', () => {
    expect(compare(['e1', 'e2', 'e4'], log)).toMatchObject({ missed: 1, doubled: 0, outOfOrder: 0 });
  });

  it('has doubled what came again', () => {
    expect(compare(['e1', 'e2', 'e2', 'e3', 'e4'], log)).toMatchObject({
      missed: 0,
      doubled: 1,
      outOfOrder: 0,
    });
  });

  it('is out of order where one overtook another', () => {
    expect(compare(['e1', 'e3', 'e2', 'e4'], log)).toMatchObject({ missed: 0, doubled: 0, outOfOrder: 2 });
  });

  it('tells an event that is not in the log', () => {
    expect(compare([...log, 'e9'], log)).toMatchObject({ received: 5, inTheLog: 4, outOfOrder: 1 });
  });
});
