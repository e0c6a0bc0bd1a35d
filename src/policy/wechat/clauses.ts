import type { Clause, ClauseKind } from '../clause.ts';

/** The WeChat Mini Program Platform Terms of Service, by Tencent: every numbered paragraph, in its order. */
export const wechatClauses: readonly Clause[] = [
  clause('0.1', 'GATE', 'BOLD', {
    title: { 'zh-CN': '协议的组成', en: 'The bundle of documents' },
    summary: {
      'zh-CN':
        '本条款补充公众平台的主协议，与之合为一体。开发者还须事先读过并接受终端系统和应用商店一方的规则，条款点名了苹果的两份文件。',
      en: 'The terms supplement the parent agreement of the Official Accounts Platform and form one whole with it. The developer must also have read and accepted the rules of device systems and app stores; two documents of Apple are named as examples.',
    },
    sourceHash: '5a398c12c8f0e792c0ad8df5b3211ff876409c3ceb735a7a8b6cd50902feb56f',
  }),
  clause('0.2', 'GATE', 'BOLD', {
    title: { 'zh-CN': '不接受就不得使用', en: 'No use without acceptance' },
    summary: {
      'zh-CN': '未通读并接受全部条款的人无权使用公众平台的服务。登录、浏览或发布都会被当作已经同意。',
      en: 'Whoever has not read and accepted every term has no right to use the Official Accounts Platform. Logging in, viewing or publishing counts as acceptance.',
    },
    sourceHash: '57f16193ff695daa17602534a314e7e069ace6411309cf271c1b1896988a60c3',
  }),
  clause('0.3', 'GATE', 'BOLD', {
    title: { 'zh-CN': '未成年人', en: 'Minors' },
    summary: {
      'zh-CN': '不满18岁的开发者要由法定监护人陪着阅读本条款和相关协议，并留意专为未成年人写的部分。',
      en: 'A developer under 18 is to read the terms and the related agreements together with a legal guardian, and to mind the terms on minors.',
    },
    sourceHash: '8b1f1419024b99cb2c7f5b04772e59dec85b2362b06f848e491f1ac592ee3794',
  }),
  clause('1.1', 'TERM', 'PLAIN', {
    title: { 'zh-CN': '订约双方与用户', en: 'Parties and users' },
    summary: {
      'zh-CN':
        '协议由开发者与腾讯订立。使用方可以是个人，也可以是组织，凡注册、登录或使用小程序的都算；其余相关的微信使用者统称其他用户。',
      en: 'The agreement is between the developer and Tencent. The user of the service is a person or an organisation that registers, logs in or uses mini programs; everyone else on WeChat who has to do with it is an other user.',
    },
    sourceHash: '7807c333ff7a0ff1af8203627ad3e4c02c2fa26a4e38d6ea6fbcfc582e6cbb1e',
  }),
  clause('1.2', 'TERM', 'PLAIN', {
    title: { 'zh-CN': '服务的内容', en: 'What the service is' },
    summary: {
      'zh-CN':
        '腾讯向开发者提供技术服务，例如接口、前端框架、连接渠道和加密传输。微信使用者一旦用了某个小程序，就成为它的服务用户，主协议里关于关注者的规定也可用于他们。',
      en: 'Tencent provides technical services such as interfaces, a front-end framework, connection channels and encrypted transport. A WeChat user who uses a mini program becomes its service user, to whom the parent agreement applies as it does to followers.',
    },
    sourceHash: 'ccc8cf7ded2681c1e99610d524ebf084dbc2c75832e4cf1bf3ce8aae56752c4d',
  }),
  clause('1.3', 'TERM', 'PLAIN', {
    title: { 'zh-CN': '小程序也是公众帐号', en: 'A mini program is an official account' },
    summary: {
      'zh-CN':
        '小程序算作公众帐号的一种，因此主协议中关于公众帐号的其余规定同样约束它；两者冲突时以本条款为准。',
      en: 'A mini program counts as an official account, so the other rules of the parent agreement on such accounts bind it too, unless they conflict with these terms.',
    },
    sourceHash: '38bd8125ea635cd20978e3f3cee6185601735f2b01656b3a0398750616ffbaab',
  }),
  clause('2.1', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '注册用的邮箱', en: 'An e-mail address of its own' },
    summary: {
      'zh-CN':
        '每个小程序先注册后使用，绑定的电子邮箱不能已被其他微信侧帐号占用，公众号和开放平台帐号都算在内。注册与绑定的办法可由腾讯调整，并以其专门规则为准。',
      en: 'A mini program is registered before use, with an e-mail address that is not bound to any other WeChat account, be it an official account or a developer account of the Open Platform. Tencent may change how accounts are registered and bound.',
    },
    sourceHash: 'e4cc6faacb61a8130cee5127aa521841f615dab7448d6ddd78d35e5e29e31944',
  }),
  clause('2.2', 'LIFECYCLE', 'PLAIN', {
    title: { 'zh-CN': '二维码与名片', en: 'QR code and card' },
    summary: {
      'zh-CN': '注册成功后，开发者能从后台取得二维码或用名片推荐，让微信使用者把小程序加进来。',
      en: 'Once registered, the developer can make a QR code in the console or recommend the program by card, so that WeChat users can add it.',
    },
    sourceHash: '7668b8945ee03669cb91f60fd93373d816ff09fb82b49cb869b1614bac55bb0c',
  }),
  clause('2.3', 'LIFECYCLE', 'PLAIN', {
    title: { 'zh-CN': '过审前不公开', en: 'Not public before approval' },
    summary: {
      'zh-CN': '完成注册即可设计、内测和维护。发布审核尚未通过时，小程序不对外展示，别人搜不到也加不了。',
      en: 'After registration the program can be designed, tested internally and edited. Until Tencent approves its release it is not shown, and other users can neither find nor add it.',
    },
    sourceHash: '2833cc7cbe142ce98954770ad5185c8997a9488c3aa14d6f6f7ccefba4d38a67',
  }),
  clause('2.4', 'LIFECYCLE', 'PLAIN', {
    title: { 'zh-CN': '发布审核', en: 'Release review' },
    summary: {
      'zh-CN':
        '拟发布的小程序由腾讯或其委托的第三方审核，看是否合法、合理、安全、稳定、好用。结论只有通过和不通过，未通过者不得发布。',
      en: 'Tencent, or a third party it appoints, reviews every program before release: is it lawful, reasonable, safe, stable, operable and good to use? The outcome is passed or not passed, and what has not passed cannot be released.',
    },
    sourceHash: '4e0a3e1f32a9d88c95e2ed2884368c4dfb2cab0528c40fa460b5705015a97973',
  }),
  clause('2.5', 'MEASURE', 'BOLD', {
    title: { 'zh-CN': '审核的性质与拒绝', en: 'What review means, and what rejection covers' },
    summary: {
      'zh-CN':
        '审核只看形式，不为开发者的实际经营作保；拒绝理由可能超出已公布的清单，后果由开发者承担。所谓拒绝，也包括过审之后的短期、长期、永久封禁和其他限制。',
      en: "Review is a formal assessment and no guarantee; the reason for a rejection may lie outside the published list, at the developer's risk. Rejection also covers an approved program that is later blocked for a short time, a long time or for good, or limited otherwise.",
    },
    sourceHash: 'b0fe55a3e8494eae4cecf70e64be56323a8e35125b3dd450e8a4939735e92f8f',
  }),
  clause('2.6', 'LIMIT', 'BOLD', {
    title: { 'zh-CN': '提审的频率', en: 'How often to submit' },
    summary: {
      'zh-CN':
        '更新版本应以合理的方式和节奏提审，腾讯可委托第三方来审。无论有无恶意，提交过密都可能被收取审核费、暂停或停止审核；付费后按开发者所填信息开票，信息须真实有效。',
      en: 'Updates are submitted in a reasonable way and at a reasonable rate; third parties may review them. Submitting too often, in bad faith or not, may bring a review fee, or a pause or the end of review. An invoice follows payment, from data that the developer must get right.',
    },
    sourceHash: 'd34c8ded570e4080ab93de702eaea77ad7541f28efe555a10b4abd8b69660f48',
  }),
  clause('2.7', 'GATE', 'BOLD', {
    title: { 'zh-CN': '实名与资质', en: 'Real name and licences' },
    summary: {
      'zh-CN':
        '注册实行实名，资料须真实、合法、准确、有效；业务需要许可或备案的，注册和认证时就要说明并交证明，做不到的会被拒绝、终止服务或处罚，还可能要赔偿。腾讯可在法律许可内公开注册信息。',
      en: 'Registration is under the real name, with true, lawful, accurate and valid materials; licences or filings that the business needs are named and proven at registration and verification. Otherwise service may be refused or ended, with penalties and damages. Registration data may be shown to other users.',
    },
    sourceHash: '511ffde99c8a2d8903dc9b45c56ad04117a31b3fa24a92f267f39fbd2f60413e',
  }),
  clause('2.8', 'GATE', 'BOLD', {
    title: { 'zh-CN': '类目与资质', en: 'Category and qualifications' },
    summary: {
      'zh-CN':
        '小程序必须落在已公布的类目之内，开发者要如实并完整地选择。没有合适类目或材料不合该类目要求时审核不予通过，特定行业可能另有专门约定。',
      en: 'Every program lies within the published categories, which the developer chooses truthfully and completely. Without a fitting category, or with papers that do not meet its demands, the review fails; special terms may hold for a trade.',
    },
    sourceHash: '760ff7054437dd6f616aff4be954bd22e21b329cbc9248dcc99a0c5a2978671c',
  }),
  clause('3.1', 'LIFECYCLE', 'BOLD', {
    title: { 'zh-CN': '自愿认证', en: 'Verification is optional' },
    summary: {
      'zh-CN':
        '开发者可以自行决定是否申请认证，成败由腾讯裁定。审查只核对所交材料的形式，不担保其经营行为；由此引起的纠纷和损害归开发者负责。',
      en: 'The developer may apply for verification; Tencent decides whether it succeeds. It is a formal check of the materials and no guarantee of how the business is run, for which the developer answers alone.',
    },
    sourceHash: '5d18f8c93f60e2c3fa9ef28b8b8148fc51a934d373252e6c18459abf6747e9dd',
  }),
  clause('3.2', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '需认证的高级功能', en: 'Advanced features need verification' },
    summary: {
      'zh-CN':
        '腾讯可请第三方查验认证材料，再独立得出结论。部分高级功能只向完成认证的小程序开放，细则见另一份认证服务协议。',
      en: 'Third parties may check the verification materials, and Tencent decides on its own. Some advanced features are open to verified programs only; a separate verification agreement holds the details.',
    },
    sourceHash: '8160f093386b8230f62b0d84467b09e8ef5ca46a24a3064f3c146829b72d1ed0',
  }),
  clause('4.1', 'TERM', 'PLAIN', {
    title: { 'zh-CN': '主协议的个人信息条款', en: 'Privacy terms of the parent agreement' },
    summary: {
      'zh-CN': '主协议里保护用户个人信息的约定，在小程序服务中同样有效。',
      en: 'What the parent agreement says on the protection of personal information applies to this service too.',
    },
    sourceHash: '63e5a8ccd711e32318cb4c5a2c505431bb74db0f847e56796d152679b0a2e6c1',
  }),
  clause('4.2', 'DUTY', 'BOLD', {
    title: { 'zh-CN': '资料保持更新', en: 'Keep data current' },
    summary: {
      'zh-CN':
        '申请时所填的资料和身份信息应当真实、合法并随时更新。缺漏或失实会使服务无法使用或受限，其中的注册信息可依法向他人展示。',
      en: 'The data and the identity given on application are to be true, lawful, valid and kept up to date. Gaps or errors may keep the developer from using the service or limit it; registration data may be shown to other users.',
    },
    sourceHash: 'febb81430f8beac0a93dc3caa61eadde6ca7ebfe4c16b5b133b5672ab0b4088b',
  }),
  clause('4.3', 'GATE', 'BOLD', {
    title: { 'zh-CN': '数据加密通道', en: 'Encrypted data channels' },
    summary: {
      'zh-CN':
        '开发者要按要求准确登记自己与用户之间直接传输数据的通道，使数据得以加密。没有做到而导致的泄漏或毁损，腾讯不承担责任。',
      en: 'The developer states exactly the channels over which it and its users exchange data directly, so that the data travel encrypted. For leaks or losses that come of not doing so Tencent is not answerable.',
    },
    sourceHash: 'bbdd8caa1a9d15907e9c56b6c253597b5754b8e3e3cb4463e01693fba5f6cd88',
  }),
  clause('4.4', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '处理个人数据的前提', en: 'Where personal data are processed' },
    summary: {
      'zh-CN': '凡收集、保存或以其他方式处理终端用户个人数据的小程序，都要遵守以下九项；术语按适用法律理解。',
      en: 'The nine items below bind every program that collects, stores, processes or uses personal data of end users, in the meaning of the applicable law.',
    },
    sourceHash: '3be51dcba30ce6684e771092ba14edaa0079c03ead339f9816ab726513dec059',
  }),
  clause('4.4(1)', 'DUTY', 'PLAIN', {
    title: { 'zh-CN': '守法并配合检查', en: 'Comply and support audits' },
    summary: {
      'zh-CN':
        '开发者须遵守协议和数据保护法律，也不得明知用户违反而放任；还应交出证明合规所需的一切信息，包括促成审计和检查。',
      en: 'The developer follows the agreement and the law on data, does not knowingly let end users breach them, and gives all information that shows its compliance, audits and checks included.',
    },
    sourceHash: '3acad10eaf781a20e2ac2e75494a2b7151df7b3b6f08da7de62aacbdc1116d5f',
  }),
  clause('4.4(2)', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '隐私政策', en: 'Privacy policy' },
    summary: {
      'zh-CN':
        '必须备有隐私政策并照此行事，讲清收集哪些数据、作何用途（广告在内）、与腾讯和第三方怎样共享。内容不得低于本协议和微信自己的隐私指引。',
      en: "The developer has and follows a privacy policy that says which data are collected, how they are used (advertising included) and how they are shared with Tencent and others. It meets at least this agreement and WeChat's own privacy guide.",
    },
    sourceHash: 'a0d104c15ee87aadda711432ef68fdb3c00f7fe9891f0665b5ce16305461f952',
  }),
  clause('4.4(3)', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '明确同意', en: 'Express consent' },
    summary: {
      'zh-CN': '确需处理用户个人数据的，在向用户索取的那一刻就要得到其明示的许可。',
      en: "Where personal data must be collected or processed, the user's express consent is obtained when they are asked for.",
    },
    sourceHash: '1aef8060bcacab529316d7e439c10d99c48f051adce4d40e76b860806d766ded',
  }),
  clause('4.4(4)', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '必要与限定用途', en: 'Only what is needed, only for that' },
    summary: {
      'zh-CN':
        '除另有授权外，只能收集小程序运行或功能所必需的数据；这些数据不得用于该程序以外或其他目的。要让用户知道目的、范围和处理方式，并给他们行使权利的途径。',
      en: 'Unless otherwise authorised, only data that the program needs to run or for its features may be collected; they are not used outside it or for another purpose. Users are told purpose, scope and treatment, and get a way to use their rights.',
    },
    sourceHash: '10601d20e52075e1a7b1866756f70e9b3a11a03f3c1345a510c7cc8eeec386f7',
  }),
  clause('4.4(5)', 'DUTY', 'PLAIN', {
    title: { 'zh-CN': '平台提供的数据', en: 'Data from the platform' },
    summary: {
      'zh-CN': '由腾讯提供的个人数据只能照其书面指示使用；腾讯要求删除时，开发者须尽合理努力去删。',
      en: 'Personal data that Tencent provides are used only by its written instructions; when it asks for deletion, the developer makes reasonable efforts to delete them.',
    },
    sourceHash: 'e7e456edfc1a92c09ac155adecbf12ff023cd54d6ab597cab3758324cd3f8261',
  }),
  clause('4.4(6)', 'DUTY', 'PLAIN', {
    title: { 'zh-CN': '安全措施', en: 'Security measures' },
    summary: {
      'zh-CN': '开发者要以技术和组织手段防止数据被越权查看、使用、盗走或外泄，并定期检验这些手段是否管用。',
      en: 'The developer protects user data by fitting technical and organisational measures against unauthorised access, use, theft and leaks, and regularly checks that they work.',
    },
    sourceHash: 'b9adda2836c5ccc953df84bab036f607fd03f47afa2344368ea7f3347e066427',
  }),
  clause('4.4(7)', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '更正与删除', en: 'Correction and deletion' },
    summary: {
      'zh-CN':
        '要为用户提供更正和删除自己数据的入口，删除可由用户自己完成。删除之后，数据必须彻底清除，不能再恢复。',
      en: 'Users get a way to correct and to delete their data, and can delete them by themselves. What is deleted is gone completely and beyond recovery.',
    },
    sourceHash: '95285bbc762f173c8bf1d86a5e3f02f4ebd01729bd1ae0f43c63412a84df6abe',
  }),
  clause('4.4(8)', 'DUTY', 'PLAIN', {
    title: { 'zh-CN': '协助行使权利', en: 'Help with rights requests' },
    summary: {
      'zh-CN': '终端用户依数据保护法律提出权利请求时，开发者须帮助腾讯予以处理。',
      en: 'The developer helps Tencent to handle the requests by which end users exercise their rights under data protection law.',
    },
    sourceHash: 'ac4464d30e114444d635d78c9a525c3d0ffea57f109bd9a9d6ddccc2ba2bca45',
  }),
  clause('4.4(9)', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '数据出境与转交', en: 'Transfers abroad or to others' },
    summary: {
      'zh-CN':
        '腾讯提供的个人数据，没有事先的书面许可，不得送往别国或交给他人；获准之后也要以数据与隐私法律允许为限。',
      en: 'Personal data that Tencent provides are not transferred to another country or to anyone else without its prior written consent, and then only as data and privacy law allows.',
    },
    sourceHash: 'acdcfd523dad1fa3eae46d1b0af3b698fc88c866c835bf1b43198d8a51c63d3a',
  }),
  clause('4.5', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '禁止擅自获取数据', en: 'No taking of data without consent' },
    summary: {
      'zh-CN':
        '没有腾讯许可，不得以抓取、索要或其他方式取得终端用户的数据，微信及其平台上的信息也在内。违规得来的数据既不能使用，也不能提供给第三方或客户。',
      en: "Without Tencent's consent the developer does not collect, scrape or ask end users for data, what is on WeChat included. Data obtained in breach of the agreement or the law are neither used nor given to third parties or customers.",
    },
    sourceHash: '391358589e448744c287ed3225eb3ded91f5c0e23991f2f32d260e9f7de16cee',
  }),
  clause('4.6', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '禁止用于营销', en: 'No marketing use' },
    summary: {
      'zh-CN': '从微信或小程序得来的数据，须先有腾讯的书面许可才可用于推广、营销或广告，公开与否都一样。',
      en: "Data obtained in connection with WeChat or mini programs are not used for promotion, marketing or advertising, in public or in private, without Tencent's prior written consent.",
    },
    sourceHash: '48decc74d3650ce48118f04fb632fa4650674fe006638f7879765c81832379c8',
  }),
  clause('4.7', 'DUTY', 'PLAIN', {
    title: { 'zh-CN': '按要求删除', en: 'Deletion on demand' },
    summary: {
      'zh-CN':
        '腾讯自行判断数据处理有损用户体验的，可要求删除并停止处理。要求删除个人数据时，开发者可选择匿名化，或永久删除、使之不可读，并应要求出具书面确认。',
      en: "Where Tencent judges that a use of data may harm users' experience, the developer deletes the data on demand and stops. Personal data are either anonymised, or deleted for good or made unreadable; on request this is confirmed in writing.",
    },
    sourceHash: '837a08d032bdb3b2d6e4eb64bed62e064f42747b8d643011854f75f120577999',
  }),
  clause('4.8', 'MEASURE', 'PLAIN', {
    title: { 'zh-CN': '限制数据访问', en: 'Access to data may be limited' },
    summary: {
      'zh-CN': '腾讯随时可以限制或切断开发者取得用户信息以及开放平台上的其他数据。',
      en: "Tencent may at any time limit or stop the developer's access to user information and to other data held on the Open Platform.",
    },
    sourceHash: '53976bb1adca763a4dff841da20bf48fcfec40733570dbc80d38e550ed14003f',
  }),
  clause('4.9', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '数据归属与保密', en: 'Ownership and secrecy of data' },
    summary: {
      'zh-CN':
        '除依法属于用户的以外，微信内的数据归腾讯所有，作为商业秘密对待。能接触个人数据的每个人都要承担保密义务；未经事先书面许可，不得另作他用或对外披露。',
      en: 'Data in WeChat belong to Tencent and are its trade secret, except what by law belongs to the user. Everyone with access to personal data is bound to secrecy; other uses and disclosure need prior written consent.',
    },
    sourceHash: '79d5ad2163d8b4c4b9ef65183d8a2f2990e88719c3851fe71bfc0896d70a2f82',
  }),
  clause('4.10', 'DUTY', 'PLAIN', {
    title: { 'zh-CN': '终止后清除数据', en: 'Clear data at the end' },
    summary: {
      'zh-CN': '不论何故，开发者停用小程序或腾讯停止服务后，由此得来的数据连同备份都要删除，并立即停止使用。',
      en: 'When the developer stops using mini programs or Tencent stops the service, for whatever reason, all data obtained are deleted, backups included, and no longer used in any way.',
    },
    sourceHash: 'd13472bcdcd2137ec0580282d3d04403642c1e33125ea2616ceaef763de757d6',
  }),
  clause('4.11', 'DUTY', 'PLAIN', {
    title: { 'zh-CN': '安全与事件通报', en: 'Security and incident reports' },
    summary: {
      'zh-CN':
        '小程序存放在腾讯服务器上的信息，开发者须以合理的技术手段保护，自己装的软件或所用措施引起的后果自负。个人数据被越权访问或使用时，要及时告知腾讯、终端用户，以及相关监管机构（如适用）。',
      en: "The developer protects what its program keeps on Tencent's servers by reasonable and safe technical means, and answers for its own. Unauthorised access to or use of personal data is reported in time to Tencent, to the end users and, where it applies, to the authority.",
    },
    sourceHash: '476baea2ca7a794072e88d90ada2d6c87faf41f5c24c8a13d070baacd1c489dc',
  }),
  clause('5.1', 'TERM', 'BOLD', {
    title: { 'zh-CN': '内容的归属', en: 'Who owns content' },
    summary: {
      'zh-CN':
        '服务中由腾讯提供的文字、图像、音像等内容，权利属于腾讯。开发者使用服务时产生的内容，归其本人或原权利人。',
      en: "Content that Tencent provides in the service is Tencent's. Content that arises in the developer's use of it belongs to the developer or to whoever holds the rights.",
    },
    sourceHash: '3507c369c3573fd60e3a560d145f435c54b4b5b790ee0761f01d8f1278d771b5',
  }),
  clause('5.2', 'TERM', 'PLAIN', {
    title: { 'zh-CN': '软件的归属', en: 'Who owns the software' },
    summary: {
      'zh-CN': '除非另有声明，支撑本服务的软件，其著作权、专利权等权利由腾讯享有。',
      en: "Unless stated otherwise, copyright, patents and other rights in the software behind the service are Tencent's.",
    },
    sourceHash: '88716de57c56166a161c854499bb8fbdcf64a57372f7ca757a299ef5279a79bc',
  }),
  clause('6.1', 'TERM', 'PLAIN', {
    title: { 'zh-CN': '主协议的责任条款', en: 'Liability terms of the parent agreement' },
    summary: {
      'zh-CN': '主协议规定的责任也适用于小程序；与本条款不一致的地方，以本条款优先。',
      en: "The parent agreement's terms on liability apply as well, unless they conflict with these terms.",
    },
    sourceHash: '0b6fab823a8d7353f225915f5f4e969a37f85d92c9d9bc4f8187387fd70c7f4e',
  }),
  clause('6.2', 'MEASURE', 'BOLD', {
    title: { 'zh-CN': '选择服务对象', en: 'Tencent chooses whom it serves' },
    summary: {
      'zh-CN': '腾讯只提供中立的技术支持，并可出于平台秩序和发展的考虑，挑选由谁使用该服务。',
      en: 'Tencent provides the service and neutral technical support only, and may choose who uses it, for the sake of an orderly and healthy platform.',
    },
    sourceHash: '14e4cfa667b20450a5be9301cc8618856885aefab69bc3f6bcfc4e70011aeb89',
  }),
  clause('6.3', 'GATE', 'BOLD', {
    title: { 'zh-CN': '以自己名义或有权运营', en: 'Own name or right to operate' },
    summary: {
      'zh-CN':
        '小程序须以开发者自己的名义开发，或由其合法取得运营权。与第三方的争端由开发者独自承担，腾讯不介入研发与运营，也不改动小程序。',
      en: "The program is developed in the developer's own name, or the developer lawfully holds the right to operate it. Disputes with third parties are the developer's alone; Tencent takes no part in its development or operation and does not alter it.",
    },
    sourceHash: 'f87d73ad3d5276b32cf11c18c1dda4e48a940378303dfce3a99608d6e3f612bd',
  }),
  clause('6.4', 'TERM', 'BOLD', {
    title: { 'zh-CN': '责任自负', en: 'The developer is liable' },
    summary: {
      'zh-CN':
        '小程序引起的争端，以及开发者违法或违约的后果，都由开发者单独负责并赔偿；损及腾讯或他人的，也由其全数承担。',
      en: 'The developer alone answers and pays for disputes that come of the program, and for its own breaches of law or terms, including all harm to Tencent or to others.',
    },
    sourceHash: '3d274acb907f0da4ca5122fc372780c26867bbe201a92b16b539e6d24af800a9',
  }),
  clause('7.1', 'GATE', 'BOLD', {
    title: { 'zh-CN': '内测保密', en: 'Secrecy of closed betas' },
    summary: {
      'zh-CN':
        '受邀参加内测的开发者，没有腾讯的书面许可，不得以任何方式对外透露内测的信息和资料。违反者可能失去内测资格，并须赔偿损失。',
      en: "A developer who takes part in a closed beta by invitation discloses nothing about it to third parties without Tencent's written consent. Otherwise Tencent may withdraw this and other invitations, and losses are to be made good.",
    },
    sourceHash: '43a6fc03b5eacb01f4c5cf20b3cdabe67e5015f9774192b1517e0e1fd22d124a',
  }),
  clause('7.2', 'NOTICE', 'PLAIN', {
    title: { 'zh-CN': '条款变更', en: 'Changes of the terms' },
    summary: {
      'zh-CN': '腾讯可在必要时修改条款，最新文本登在服务页面。修改后仍继续使用即算接受，不接受者应停用。',
      en: "Tencent may change the terms when necessary; the newest text is on the service's pages. Use after a change is acceptance; who does not accept is to stop using the service.",
    },
    sourceHash: 'dd89236b417a1b925a521b1cc5725ace1e9ee5af7187caf1852822d43345b8ed',
  }),
  clause('7.3', 'TERM', 'BOLD', {
    title: { 'zh-CN': '签订地与管辖法院', en: 'Place of signing and court' },
    summary: {
      'zh-CN': '签订地为深圳市南山区，争议交由当地有管辖权的法院审理，与主协议相同。',
      en: 'As in the parent agreement, the terms are signed in Nanshan District, Shenzhen, Guangdong, and disputes go to the competent court there.',
    },
    sourceHash: '41850b521007f9ec4bbc0a1d1e5594d8187799b2f94981583071266e7e89ade6',
  }),
  clause('7.4', 'TERM', 'BOLD', {
    title: { 'zh-CN': '适用法律', en: 'Governing law' },
    summary: {
      'zh-CN': '协议从成立到解释、争议解决，均依中国大陆法律，冲突规范除外。',
      en: 'The law of mainland China, without its conflict rules, governs the terms from formation to the settlement of disputes.',
    },
    sourceHash: '2a4a31a6bc1b3c48ad56abc67e6e8e8db585e6bb548af5ce7a73de3fcc54f891',
  }),
];

function clause(
  number: string,
  kind: ClauseKind,
  print: 'BOLD' | 'PLAIN',
  words: Pick<Clause, 'title' | 'summary' | 'sourceHash'>,
): Clause {
  return { id: `wechat/${number}`, number, kind, emphasised: print === 'BOLD', ...words };
}
