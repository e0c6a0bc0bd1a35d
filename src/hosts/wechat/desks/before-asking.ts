import { z } from 'zod';
import {
  type CategoryListDesk,
  type NameCheckDesk,
  type PageDesk,
  type PrivacyTextDesk,
  subjectKinds,
} from '../../desks/before-asking.ts';
import { notCalled } from '../not-called.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { offeredIn, offeredShape } from './categories.ts';

const checkedShape = z.object({ hit_condition: z.boolean().nullish(), wording: z.string().nullish() });
const textShape = z.object({ ext_file_media_id: z.string() });
const pagesShape = z.object({ page_list: z.array(z.string()).nullish() });

const TEXT = '/cgi-bin/component/uploadprivacyextfile';
const LARGEST_TEXT = 100 * 1024;

/** Whether a name can be had. One that needs proof is not refused: `wording` says which. Source: the page of `checkwxverifynickname`. */
export function createWechatNameCheck(calls: ProgramCalls): NameCheckDesk {
  return {
    async check(appId, name) {
      const path = '/cgi-bin/wxverify/checkwxverifynickname';
      const { hit_condition, wording } = await calls.post(appId, path, { nick_name: name }, checkedShape);
      return { usable: hit_condition !== true, ...(wording ? { words: wording } : {}) };
    },
  };
}

/** `verify_type`: in the order of `subjectKinds`, from 0. Source: the page of `getcategoriesbytype`. */
export function createWechatCategoryLists(calls: ProgramCalls): CategoryListDesk {
  return {
    async offeredTo(appId, subject) {
      const path = '/cgi-bin/wxopen/getcategoriesbytype';
      const json = { verify_type: subjectKinds.indexOf(subject) };
      return offeredIn(await calls.post(appId, path, json, offeredShape));
    },
  };
}

/** A text file that a guideline names by `ext_file_media_id`. Source: the page of `uploadprivacyextfile`. */
export function createWechatPrivacyTexts(calls: ProgramCalls): PrivacyTextDesk {
  return {
    async upload(appId, file) {
      if (file.mediaType !== 'text/plain' || !file.name.endsWith('.txt')) {
        throw notCalled(`POST ${TEXT}`, 'FIX_INPUT', `${file.name} is no plain text (.txt)`, {
          code: '40005',
        });
      }
      if (file.bytes.length > LARGEST_TEXT) {
        const words = `${file.name} has ${file.bytes.length} bytes; ${LARGEST_TEXT} are taken at most`;
        throw notCalled(`POST ${TEXT}`, 'FIX_INPUT', words, { code: '40006' });
      }
      return (await calls.upload(appId, { path: TEXT, field: 'file' }, file, textShape)).ext_file_media_id;
    },
  };
}

/** What a reviewer can be led to. Source: the page of `get_page`. */
export function createWechatPages(calls: ProgramCalls): PageDesk {
  return {
    list: async (appId) => (await calls.get(appId, '/wxa/get_page', pagesShape)).page_list ?? [],
  };
}
