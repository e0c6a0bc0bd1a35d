import type { ProgramCalls } from './call-table.ts';

/** A few rows of each list that a filing chooses from; the real ones are long. Names and codes are the sandbox's own. */
const LISTS: Readonly<Record<string, readonly object[]>> = {
  '/wxa/icp/query_icp_certificate_types': [
    { subject_type: 4, type: 1, name: '营业执照' },
    { subject_type: 5, type: 2, name: '居民身份证' },
  ],
  '/wxa/icp/query_icp_district_code': [
    { type: 1, name: '北京市', code: '110000', sub_list: [{ type: 2, name: '北京市', code: '110100' }] },
    { type: 1, name: '浙江省', code: '330000', sub_list: [{ type: 2, name: '杭州市', code: '330100' }] },
  ],
  '/wxa/icp/query_icp_nrlx_types': [
    { type: 1, name: '新闻' },
    { type: 2, name: '出版' },
    { type: 7, name: '以上都不涉及' },
  ],
  '/wxa/icp/query_icp_service_content_types': [
    { type: 1, name: '网上购物' },
    { type: 2, name: '生活服务' },
  ],
  '/wxa/icp/query_icp_subject_types': [
    { type: 4, name: '企业' },
    { type: 5, name: '个人' },
  ],
};

export function dictionaries(sets: readonly number[]): ProgramCalls {
  return Object.fromEntries(
    Object.entries(LISTS).map(([path, items]) => [
      path,
      { method: 'GET' as const, sets, act: () => ({ items }) },
    ]),
  );
}
