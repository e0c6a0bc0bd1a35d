import { afterAll, beforeAll, describe } from '@jest/globals';
import { leaving } from '../support/year/leaving.ts';
import { lookingBack, spring } from '../support/year/looking-back.ts';
import { measures } from '../support/year/measures.ts';
import { moneyAndOutages } from '../support/year/money-and-outages.ts';
import { newTerms } from '../support/year/new-terms.ts';
import { opening } from '../support/year/opening.ts';
import { papers } from '../support/year/papers.ts';
import { personalData } from '../support/year/personal-data.ts';
import { openYear, type Year } from '../support/year/year.ts';

const BACKUPS = ['每日全量备份，保留 30 天'];

let year: Year;
beforeAll(async () => {
  year = await openYear(BACKUPS);
});
afterAll(() => year.close());

/** Each part begins where the one before it ended: they run in this order, and none by itself. */
describe('a year under both agreements, from 10 March 2027', () => {
  const theYear = () => year;
  opening(theYear);
  spring(theYear);
  papers(theYear);
  personalData(theYear);
  measures(theYear);
  moneyAndOutages(theYear);
  newTerms(theYear);
  leaving(theYear, BACKUPS);
  lookingBack(theYear);
});
