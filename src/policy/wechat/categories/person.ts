import type { CategoryList } from '../../../programs/category.ts';
import { trade } from '../../category-notation.ts';

/** The categories that WeChat opens to persons. */
export const wechatPersonCategories: CategoryList = {
  platform: 'WECHAT',
  subjects: ['PERSON'],
  source: 'https://developers.weixin.qq.com/miniprogram/product/material.html',
  asOf: '2026-02',
  categories: [
    ...trade('物流服务', [['查件', null, ['查件']], ['装卸搬运']]),
    ...trade('教育服务', [['婴幼儿教育'], ['在线教育'], ['教育装备'], ['特殊人群教育']]),
    ...trade('交通服务', [['代驾服务']]),
    ...trade('生活服务', [
      [
        '丽人服务',
        null,
        ['美甲', '美容', '美睫', '美发', '纹身', '祛痘', '纤体瘦身', '舞蹈', '瑜伽', '其他'],
      ],
      ['婚庆服务'],
      ['家政服务'],
    ]),
    ...trade('餐饮服务', [['餐厅排队']]),
    ...trade('旅游服务', [['出境WiFi']]),
    ...trade('工具', [
      ['记账'],
      ['日历'],
      ['天气'],
      ['办公'],
      ['图片处理'],
      ['计算器'],
      ['报价/比价'],
      ['信息查询'],
      ['预约/报名'],
      ['健康管理'],
      ['备忘录'],
    ]),
    ...trade('商业服务', [
      ['律师', '律师执业资格证'],
      ['企业管理'],
      ['会展服务'],
      ['公关/推广/市场调查'],
      ['环保回收/废品回收'],
      ['摄影/扩印'],
    ]),
    ...trade('体育', [['体育培训'], ['在线健身']]),
  ],
};
