import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  ageOn,
  civilDateAt,
  isCivilDate,
  startOfDay,
  startOfNextMonth,
} from '../../src/kernel/civil-time.ts';

describe('a day in China', () => {
  it('begins at 16:00 UTC of the day before', () => {
    expect(civilDateAt(new Date('2027-03-10T15:59:59.999Z'))).toBe('2027-03-10');
    expect(civilDateAt(new Date('2027-03-10T16:00:00Z'))).toBe('2027-03-11');
    expect(startOfDay('2027-03-11')).toEqual(new Date('2027-03-10T16:00:00Z'));
  });

  it.each(['2028-02-29', '2027-12-31'])('%s exists', (text) => {
    expect(isCivilDate(text)).toBe(true);
  });

  it.each(['2027-02-29', '2027-13-01', '2027-1-1', '', 'yesterday', '2027-03-10T00:00:00Z'])(
    '%j does not exist, or is not written as a day',
    (text) => {
      expect(isCivilDate(text)).toBe(false);
    },
  );

  it('follows another across months and leap days', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-12-31', 1)).toBe('2028-01-01');
    expect(startOfNextMonth('2027-12-31')).toBe('2028-01-01');
    expect(startOfNextMonth('2028-01-31')).toBe('2028-02-01');
    expect(addDays('2027-03-01', -1)).toBe('2027-02-28');
  });
});

describe('age', () => {
  it.each([
    ['2009-03-10', '2027-03-09', 17],
    ['2009-03-10', '2027-03-10', 18],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2008-02-29', '2028-02-29', 20],
  ])('of somebody born on %s is, on %s, %i', (birthDate, day, age) => {
    expect(ageOn(birthDate, day)).toBe(age);
  });
});
