import { entry, final, input, later, operator } from '../../code-entry.ts';
import type { CodeMeanings } from '../../code-meaning.ts';

/** Code, review, release and what is done with a live version. Sources: the tables of the pages on code management. */
export const codeAndReviewCodes: CodeMeanings = {
  // A QR code: of a page that is not there, or of a program that is not released.
  '40129': input('二维码参数有误', 'a parameter of the QR code is wrong'),
  '41030': final('页面不存在，或小程序没有发布', 'there is no such page, or the program is not released'),

  '61039': entry(
    'WAIT_FOR_HOST',
    '代码的隐私接口检测尚未完成；约一分钟后继续，不要重新上传代码',
    'the code is still being scanned for privacy APIs: it goes on after about a minute; uploading again would start the scan anew',
    {
      retryAfterMs: 60_000,
    },
  ),
  '61040': input(
    '代码使用了未声明或未获授权的隐私接口；请声明、申请权限，或声明并未使用',
    'the code uses privacy APIs that are not declared or not granted: declare them, apply for them, or declare that they are not used',
    {
      clause: 'wechat/4.4(2)',
    },
  ),
  '9402202': later(
    30_000,
    '上一个操作仍在进行；稍后自动重试',
    'the operation before is still running: it is tried again in a moment',
  ),
  '-60005': later(
    60_000,
    '文档未说明的上传错误；先查询再重试',
    'an error of uploading that no document explains: it is asked whether it acted',
    {
      unsure: true,
      problem: 'UNKNOWN',
    },
  ),

  '80066': input('插件版本不合法', 'the version of a plugin is not legal'),
  '80067': input('插件不存在', 'there is no such plugin'),
  '80082': input('没有使用该插件的权限', 'the program has no right to use the plugin'),
  '85013': input(
    '自定义配置有误：无法解析或包含不存在的路径',
    'the settings cannot be read, or name a path that is not there',
  ),
  '85014': input('代码模板不存在', 'there is no such template of code', { problem: 'NOT_FOUND' }),
  '85043': input('代码模板有误', 'the template of code is broken'),
  '85044': input(
    '代码包超过大小限制（单包 2 MB，总计 20 MB）',
    'the code is too large: 2 MB a package, 20 MB in all',
  ),
  '85045': input('配置中的路径不存在', 'a path in the settings is not there'),
  '85046': input('tabBar 中缺少页面路径', 'a page is missing in the tab bar'),
  '85047': input('页面列表为空', 'there are no pages'),
  '85048': input('配置无法解析', 'the settings cannot be parsed'),
  '85310': input('requiredPrivateInfos 中的接口名有误', 'a name in requiredPrivateInfos is wrong'),
  '85311': input('requiredPrivateInfos 中的接口互斥', 'names in requiredPrivateInfos exclude each other'),
  '85312': input(
    'requiredPrivateInfos 中的接口没有获得权限',
    'a name in requiredPrivateInfos is not granted',
  ),
  '9402203': input(
    '标准模板的配置只允许 extAppid、ext 与 window',
    'the settings of a standard template may hold extAppid, ext and window only',
  ),

  '85006': input('标签格式有误：至多十个，每个至多二十字', 'tags: ten at most, of twenty characters at most'),
  '85007': input('页面路径有误', 'the path of a page is wrong'),
  '85008': input(
    '小程序没有通过审核的类目；请先设置类目',
    'the program has no approved category: set one first',
    { clause: 'wechat/2.8' },
  ),
  '85009': entry(
    'WAIT_FOR_HOST',
    '已有版本在审核中，或已通过的版本尚未发布',
    'a version is in review already, or one that was approved is not released yet',
    {
      clause: 'wechat/2.6',
      tooLong: true,
    },
  ),
  '85010': input('审核项缺少必填内容', 'something that is needed is missing in an item of the review'),
  '85011': input('审核项标题有误（至多 32 字）', 'the title of an item is wrong: 32 characters at most'),
  '85012': final('审核编号不属于该小程序', 'the review is not one of this program', { problem: 'NOT_FOUND' }),
  '85015': input('该账号不是小程序，或版本号有误', 'the account is no mini program, or the version is wrong'),
  '85019': final('没有审核版本', 'there is no version under review', { problem: 'NOT_FOUND' }),
  '85020': final('审核状态不允许发布', 'the state of the review does not allow a release'),
  '85021': final(
    '当前状态不允许更改服务状态',
    'the state of the program does not allow to open or close its service',
  ),
  '85022': input('服务状态的操作有误', 'what is to be done to the service is neither open nor close'),
  '85023': input('审核项数量须为一至五', 'there are one to five items of a review', { clause: 'wechat/2.8' }),
  '85051': input('版本说明或预览信息过长', 'the description of the version or its preview is too long'),
  '85052': final('该版本已经发布', 'that version is released already', { problem: 'ALREADY_EXISTS' }),
  '85058': final('小程序从未提交审核', 'the program was never handed in for review', {
    problem: 'NOT_FOUND',
  }),
  '85064': input('找不到代码模板', 'there is no such template of code', { problem: 'NOT_FOUND' }),
  '85065': operator(
    '模板库已满（至多 200 个）；请删除不用的模板',
    'the library of templates is full: 200 at most; delete some',
    {
      problem: 'QUOTA_USED',
    },
  ),
  '85077': input('微信已取消该类目；请更换类目', 'WeChat has withdrawn the category: choose another', {
    clause: 'wechat/2.8',
  }),
  '85079': final(
    '小程序没有线上版本，不能分阶段发布',
    'nothing is live, so nothing can be released in stages',
  ),
  '85080': final(
    '审核尚未通过，不能分阶段发布',
    'the review is not passed, so nothing can be released in stages',
  ),
  '85081': input('分阶段发布的比例须为 0 至 100', 'the share of a staged release is from 0 to 100'),
  '85082': input('分阶段发布的比例只能调高', 'the share of a staged release only grows'),
  '85085': entry(
    'RETRY_LATER',
    '本平台当月提审额度已用完；下月恢复，或由运营方申请临时额度',
    'the submissions of this month are used up for the whole platform: there are more next month, or the operator applies for some',
    {
      problem: 'QUOTA_USED',
      clause: 'wechat/2.6',
      renewal: 'NEXT_MONTH',
    },
  ),
  '85086': input(
    '提审前须先上传代码，并设置隐私保护指引',
    'code has to be uploaded, and the privacy guideline set, before it is handed in',
  ),
  '85087': input('未声明可跳转的小程序列表', 'the programs that it may jump to are not declared'),
  '85091': input('小程序的搜索开关已关闭', 'the program’s search switch is off'),
  '85092': input(
    '预览信息格式有误，或素材已过期（三天）；请重新上传',
    'the preview is not of its form, or its files have expired after three days: upload them again',
  ),
  '85093': input('预览图片或视频过多', 'there are too many pictures or videos in the preview'),
  '85094': input(
    '涉及用户生成内容的类目首次提审须声明内容安全措施',
    'the first submission in a social category declares how content of users is kept safe',
  ),
  '86001': input('没有体验版；请先上传代码', 'there is no trial version: upload the code first', {
    problem: 'NOT_FOUND',
  }),
  '86002': input(
    '小程序未完成名称、头像、简介的设置',
    'the name, the icon or the introduction of the program is missing',
  ),
  '86007': final('该小程序被禁止提交审核', 'this program may not be handed in for review', {
    clause: 'wechat/2.5',
    problem: 'MEASURE',
  }),
  '86008': final('本平台受到处罚，不能提交任何审核', 'this platform is punished: it may hand in nothing', {
    clause: 'wechat/2.5',
    problem: 'MEASURE',
  }),
  '86009': final(
    '本平台受到处罚，不能提交新小程序的审核',
    'this platform is punished: it may hand in no new program',
    {
      clause: 'wechat/2.5',
      problem: 'MEASURE',
    },
  ),
  '86010': final(
    '本平台受到处罚，不能提交小程序的新版本',
    'this platform is punished: it may hand in no new version',
    {
      clause: 'wechat/2.5',
      problem: 'MEASURE',
    },
  ),
  '87006': final('小游戏不能由第三方平台提审', 'mini games cannot be handed in by a platform', {
    problem: 'NOT_POSSIBLE',
  }),
  '87011': entry(
    'WAIT_FOR_HOST',
    '正在分阶段发布，不能回退；请先完成或取消分阶段发布',
    'a staged release is running: finish or cancel it before rolling back',
    {
      tooLong: true,
    },
  ),
  '87012': final(
    '没有可回退的版本、已经回退过，或审核已经结束',
    'there is no version to go back to, it was rolled back already, or the review is over',
  ),
  '87013': entry(
    'RETRY_LATER',
    '该小程序的撤回次数已用完（每日五次，每月十次）',
    'the withdrawals of the program are used up: five a day, ten a month',
    {
      problem: 'QUOTA_USED',
      clause: 'wechat/2.6',
      renewal: 'NEXT_DAY',
    },
  ),
  '89014': input('基础库版本号有误', 'the version of the base library is wrong'),
  '89401': entry(
    'RETRY_LATER',
    '加急接口不稳定；稍后重试',
    'expediting is unstable: it is tried again in a moment',
    {
      retryAfterMs: 10_000,
      unsure: true,
    },
  ),
  '89402': final(
    '该审核不在等待队列中（已结束，或尚未进入），不能加急',
    'the review is not waiting, since it is over or has just begun: it cannot be expedited',
  ),
  '89403': final('该类审核不能加急', 'reviews of this kind cannot be expedited', { problem: 'NOT_POSSIBLE' }),
  '89404': final('该审核已经加急', 'the review is expedited already', { problem: 'ALREADY_EXISTS' }),
  '89405': entry(
    'RETRY_LATER',
    '本月加急额度已用完；下月恢复',
    'the expedites of this month are used up: there are more next month',
    {
      problem: 'QUOTA_USED',
      renewal: 'NEXT_MONTH',
    },
  ),
  '9400001': final(
    '开发小程序使用了直播组件，不能发布',
    'the development program has live streaming: it cannot be published',
    {
      problem: 'NOT_POSSIBLE',
    },
  ),
};
