import type { Clause, ClauseKind } from '../clause.ts';

/** The Smart Mini Program Platform Service Agreement, by Baidu: every numbered paragraph, in its order. */
export const baiduClauses: readonly Clause[] = [
  clause('0.1', 'GATE', 'BOLD', {
    title: { 'zh-CN': '一体的协议', en: 'One whole of documents' },
    summary: {
      'zh-CN':
        '本协议连同百度用户协议、服务商协议、平台运营规范及其他相关规则构成一个整体。没有全部读过并接受的人应停止使用。',
      en: "The agreement forms one whole with Baidu's user agreement, the service-provider agreement, the operating rules and related rules. Whoever has not read and accepted all of them is to stop using the service.",
    },
    sourceHash: '68b5a9304b281c201292e8fa03f0c3edc42c78349f8b4083fcf5df8cbbdd76e2',
  }),
  clause('0.2', 'MEASURE', 'BOLD', {
    title: { 'zh-CN': '使用即同意与违约处置', en: 'Use is acceptance; breach has consequences' },
    summary: {
      'zh-CN': '开始使用就等于同意上述文件。开发者违约时，百度可视情形单方限制、暂停或结束服务，并追究责任。',
      en: 'Using the service is acceptance of these documents. On a breach Baidu may at any time, and alone, limit, suspend or end the service and hold the developer liable.',
    },
    sourceHash: 'd4ec21656c21150b50fdd6420523ea0ae67ecc7dde1739e0e916e186d3e87792',
  }),
  clause('0.3', 'NOTICE', 'BOLD', {
    title: { 'zh-CN': '协议修订', en: 'Revision' },
    summary: {
      'zh-CN':
        '法律、经营或软件的变化都可使百度修订协议，新文本自公布起取代旧文本。不同意者须立即停用，继续使用便是接受。',
      en: 'Baidu may revise the agreement as law, business or software change; the new text replaces the old one from its publication. Who disagrees stops at once; further use is acceptance.',
    },
    sourceHash: 'f0c85b0f2a796e67b86c3ed3d2f30099f6a4f35b98dff722a81bba3195e0e27f',
  }),
  clause('1.1', 'TERM', 'PLAIN', {
    title: { 'zh-CN': '协议范围', en: 'Scope' },
    summary: {
      'zh-CN': '协议约束开发者与智能小程序平台，范围是对平台服务的使用。',
      en: "The agreement is between the developer and the Smart Mini Program Platform, about the use of the platform's service.",
    },
    sourceHash: 'cdf9312c5fc51ebc6ce17766e8cfee27a514d91e5924098f555c4fba95cd89ef',
  }),
  clause('1.2', 'TERM', 'PLAIN', {
    title: { 'zh-CN': '开发者', en: 'Developer' },
    summary: {
      'zh-CN':
        '注册并开发、运行、维护智能小程序的一方，个人或组织均可。其注册后可经由平台创建、发布程序，为用户服务。',
      en: 'A person or an organisation that registers, develops, runs and maintains mini programs. Once registered it creates and publishes programs through the platform and serves users with them.',
    },
    sourceHash: '9fc716dfd07a1ba8e62d67fcf9540fba2686f9fa1532afa9ae9ac6d170deeb38',
  }),
  clause('1.3', 'TERM', 'PLAIN', {
    title: { 'zh-CN': '用户', en: 'User' },
    summary: {
      'zh-CN': '接受开发者服务的人，可以是自然人、企业或别的主体。',
      en: "Whoever receives a developer's service: a person, a company or another subject.",
    },
    sourceHash: 'ecb4dcb46a05292749ba334785dec939dc64ba01ffe7af23beb06a83d69a1e15',
  }),
  clause('1.4', 'TERM', 'PLAIN', {
    title: { 'zh-CN': '平台服务', en: 'Platform service' },
    summary: {
      'zh-CN': '平台给开发者的互联网技术服务，如远程调用接口、开发框架和AI能力。',
      en: 'The technical internet services that the platform gives to developers, such as remote interfaces, a development framework and AI abilities.',
    },
    sourceHash: 'dc48c204b3c3d868308676d08797483ad60dbe5cfaa1e95cc86f78cef1b06387',
  }),
  clause('2.1', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '准入认证与密钥', en: 'Admission and keys' },
    summary: {
      'zh-CN':
        '通过准入认证并填好信息之后，开发者才取得百度发放的密钥和开发工具，用来开发和内测。账户名、密码、密钥都要妥善看管，不可外泄。',
      en: 'Keys and development tools come after admission verification and the required information; with them the program is developed and tested internally. Account name, password and keys are to be guarded and not disclosed.',
    },
    sourceHash: 'b6807f9b10134a7559eef6fb2bcf1743953b5fe0d554ea34d06fbcd1a0bcf481',
  }),
  clause('2.2', 'LIFECYCLE', 'PLAIN', {
    title: { 'zh-CN': '发布审核与高级认证', en: 'Release review and advanced verification' },
    summary: {
      'zh-CN':
        '发布前的审核由平台或受托的第三方进行，看可操作性、稳定性和体验。高级认证和审核缺一不可，否则程序不公开，用户搜不到也加不了。',
      en: 'The platform or a third party it appoints reviews operability, stability and experience before release. Until both advanced verification and the review are passed, the program is not public: not shown, not found, not added.',
    },
    sourceHash: '700f807484081a1a573b4e0e7f0dc5248f625c3cad64ca2732b991bfaf12eae7',
  }),
  clause('2.3', 'MEASURE', 'PLAIN', {
    title: { 'zh-CN': '拒绝发布', en: 'Publication refused' },
    summary: {
      'zh-CN':
        '平台可因法律、监管或产品政策的变动自行决定不予发布：驳回提审、下线程序、要求修改，或终止协议等。',
      en: 'As law, supervision or product policy change, the platform may by its own judgement refuse publication: refuse a submission, take the program offline, demand changes, or end the agreement.',
    },
    sourceHash: '93e24f3eea60ded55c36ea544fc98499bc45f5ed1051dd7c0cfc8fd1b7fc84b0',
  }),
  clause('2.4', 'LIMIT', 'PLAIN', {
    title: { 'zh-CN': '更新与提审频率', en: 'Updates and how often to submit' },
    summary: {
      'zh-CN':
        '过审后可继续提交更新。提交过密、恶意扰乱平台或造成损失的，平台可收取审核费、暂停或结束服务、解除协议，损失由开发者赔偿。',
      en: 'After approval, updates may be submitted. Submitting too often, disturbing the platform in bad faith or causing it loss may bring a review fee, a pause or the end of service, or the end of the agreement, and damages.',
    },
    sourceHash: '7aa8e72b3b98a76807ee7d95efdf1afb2084359b89ddef75a8eefe9790705852',
  }),
  clause('2.5', 'GATE', 'BOLD', {
    title: { 'zh-CN': '资料真实与变更', en: 'True materials, and changes to them' },
    summary: {
      'zh-CN':
        '资料和资质必须真实有效，需许可或备案的要在注册和认证时交证明；变更须马上书面提交，核实之前平台以旧资料为准。平台查出或第三方举报资料失实的，可终止服务；注册信息可依法向用户展示。',
      en: 'Materials are true and valid, licences named and proven at registration and verification. A change is submitted in writing at once; until it is verified the platform relies on the old material. If the platform finds, or a third party reports, false material, service may be ended. Registration data may be shown to users.',
    },
    sourceHash: '3831caa0d9ad85fda4913b0a145e6e09c69754b872ea0f2a831832ec75c0664a',
  }),
  clause('2.6', 'GATE', 'BOLD', {
    title: { 'zh-CN': '类目与行业监管', en: 'Category and trade supervision' },
    summary: {
      'zh-CN':
        '内容和服务都要在公布的类目内，类目须选得准确，并履行所属行业的监管要求、接受平台审查和监督。不合运营规范或资质不合法规的，平台可以驳回。',
      en: "All content and services lie within the published categories, chosen accurately; the developer meets the law of the trade and accepts the platform's review and supervision. What breaks the operating rules, or lacks the papers that the law asks for, may be refused.",
    },
    sourceHash: '563fd46b516b9b8939252542c5d94b19d85d9b4cb51c1cda070e98bde02d1a77',
  }),
  clause('3.1', 'LIFECYCLE', 'PLAIN', {
    title: { 'zh-CN': '由开发者发布', en: 'The developer publishes' },
    summary: {
      'zh-CN': '审核通过之后，由开发者自己在平台上发布，并负责后续的编辑、推广、客服和维护。',
      en: 'After approval the developer may publish the program on the platform, and then edits, promotes and maintains it and serves its customers.',
    },
    sourceHash: 'feac07fdb8a9296c89e6b533509380a77e9eb99accce94f12838328c1612df74',
  }),
  clause('3.2', 'TERM', 'BOLD', {
    title: { 'zh-CN': '平台中立', en: 'The platform is neutral' },
    summary: {
      'zh-CN':
        '百度只提供中立的技术，不控制也不编辑程序，不算共同运营者、共同开发者或内容提供方。运营和维护的责任与费用归开发者。',
      en: 'Baidu provides neutral technical services only and is neither co-operator, co-developer nor content provider. The developer bears the responsibility and the cost of all it does in running the program.',
    },
    sourceHash: 'da381680944560f1d3da82013d4bc9345ab1b47ff70260ba45ab8a3ce820cf50',
  }),
  clause('3.3', 'GATE', 'BOLD', {
    title: { 'zh-CN': '禁止的内容与行为', en: 'Forbidden content and acts' },
    summary: {
      'zh-CN':
        '开发者不得借帐号或平台服务制作、传播违法或侵权的内容，也不得用于非法目的或从事不正当活动。下列九类被逐一点名，但不以此为限。',
      en: 'The developer does not use its account or the service to make or spread content that is unlawful or infringes rights, nor for unlawful ends or improper acts. Nine kinds are named; the list is not exhaustive.',
    },
    sourceHash: 'f991679ebd9fbb2613dd67d453cbf53e1e500ab18ec8d562db720b27e9dd56ff',
  }),
  clause('3.3(1)', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '违背宪法原则', en: 'Against the constitution' },
    summary: {
      'zh-CN': '与宪法确立的基本原则相抵触的内容或行为。',
      en: 'Content or acts against the basic principles laid down in the constitution.',
    },
    sourceHash: '9b996629be305c6fb3ad6bb30e23ffb1b283f389942803bf95e9afeae796df19',
  }),
  clause('3.3(2)', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '危害国家安全', en: 'National security' },
    summary: {
      'zh-CN': '威胁国家安全与统一、泄密或图谋颠覆政权的内容或行为。',
      en: 'Content or acts that endanger national security or unity, disclose state secrets, or aim to subvert state power.',
    },
    sourceHash: 'bdce7bdbae5505883cea657947c7598e9f64a533d20de63d66fb265f9a25c48e',
  }),
  clause('3.3(3)', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '损害国家荣誉与利益', en: 'Honour and interests of the state' },
    summary: {
      'zh-CN': '有损国家声誉或国家利益的内容或行为。',
      en: 'Content or acts that harm the honour or the interests of the state.',
    },
    sourceHash: '6e5dd8c97e4aaee27996d00e83e5a35472591f379ff18d840e8c12585da4e54a',
  }),
  clause('3.3(4)', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '煽动民族仇恨', en: 'Ethnic hatred' },
    summary: {
      'zh-CN': '挑动民族间的仇视与歧视，或离间民族关系的内容或行为。',
      en: 'Content or acts that incite ethnic hatred or discrimination, or undermine the unity of ethnic groups.',
    },
    sourceHash: '5a4d7dc784fb70f0c7844f662860e15463eb0febfd1a8e70bcb19bde706ad78f',
  }),
  clause('3.3(5)', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '破坏宗教政策与邪教', en: 'Religious policy and cults' },
    summary: {
      'zh-CN': '违反国家对宗教的政策，或宣传邪教、迷信的内容或行为。',
      en: "Content or acts that undermine the state's religious policy, or promote cults or superstition.",
    },
    sourceHash: '4a04fd4d348931259ad32c7040682a4b6cb3dd16f3569bd328382dbaf00fd531',
  }),
  clause('3.3(6)', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '谣言与扰乱秩序', en: 'Rumours and disorder' },
    summary: {
      'zh-CN': '传播不实消息，或破坏社会秩序与安定的内容或行为。',
      en: 'Content or acts that spread rumours, or disturb social order or stability.',
    },
    sourceHash: 'feba263de27caad0b67736b32bebf8fc90e5c5c6b08408012844f8a79984646b',
  }),
  clause('3.3(7)', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '淫秽、赌博与暴力恐怖', en: 'Obscenity, gambling, violence, terror' },
    summary: {
      'zh-CN': '涉及赌博、色情、恐怖、凶杀、暴力，或教人犯罪的内容或行为。',
      en: 'Content or acts of obscenity, pornography, gambling, violence, murder or terror, or that incite crime.',
    },
    sourceHash: '3a2ee0b41ab981e1c056dae02f31ca34377230a5d82f87998d10c07a720ffcce',
  }),
  clause('3.3(8)', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '侮辱诽谤', en: 'Insult and defamation' },
    summary: {
      'zh-CN': '对他人侮辱、诽谤，或侵犯其合法权利的内容或行为。',
      en: 'Content or acts that insult or defame others, or infringe their lawful rights.',
    },
    sourceHash: '351297ee5ac3300eed259cae86cd8ddcd58cc00820dcf3b3e72ad85ef6a8f15e',
  }),
  clause('3.3(9)', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '其他违法内容', en: 'Other unlawful content' },
    summary: {
      'zh-CN': '违反中国法律、行政规章或其他有约束力的规范的内容或行为。',
      en: 'Content or acts against any other Chinese law, regulation, rule or binding norm.',
    },
    sourceHash: '0f8e735c37f05a559b28607ea81e69fe036c85259f359f413d89d20c4a6c808a',
  }),
  clause('3.4', 'MEASURE', 'BOLD', {
    title: { 'zh-CN': '可采取的措施', en: 'Measures' },
    summary: {
      'zh-CN':
        '六种情形下，平台可以警告，限制功能，让个别或所有程序下线，解除协议，或不再提供服务，并追究法律责任；这些措施只是举例。因此引起的纠纷由开发者自理。',
      en: "On six grounds the platform may, among other measures, warn, limit functions, take one or all programs offline, end the agreement or refuse all service, and hold the developer liable. Disputes that follow are the developer's to settle.",
    },
    sourceHash: '0c44a0805bc3007c05fa9ed05a51b7b0d87bb2d929abf5d816f59266ef9de6b1',
  }),
  clause('3.4(1)', 'MEASURE', 'PLAIN', {
    title: { 'zh-CN': '违反国家法律', en: 'Breach of law' },
    summary: {
      'zh-CN': '开发者触犯国家法律法规，例如涉恐、洗钱、危害网络安全、颠覆政府或煽动民族仇恨。',
      en: 'The developer breaks the law, for example by terrorism, money laundering, endangering network security, subversion or inciting ethnic hatred.',
    },
    sourceHash: '92bc775df0841c104601d79d21b81b6b457597bdbdc0e3a5cc14d0a01a1a3205',
  }),
  clause('3.4(2)', 'MEASURE', 'PLAIN', {
    title: { 'zh-CN': '违反协议或规则', en: 'Breach of agreement or rules' },
    summary: {
      'zh-CN': '开发者没有遵守本协议、运营规范或平台的其他规则。',
      en: 'The developer breaks this agreement, the operating rules or other rules of the platform.',
    },
    sourceHash: '63eefd2c056842ec09f9d291ffa8883b23ad73cc84b54a6b38d304a9d123fa34',
  }),
  clause('3.4(3)', 'MEASURE', 'PLAIN', {
    title: { 'zh-CN': '机关要求', en: 'Demand of an authority' },
    summary: {
      'zh-CN': '法院等司法机关、政府部门或监管部门向平台提出了要求。',
      en: 'The platform has received a demand of a judicial body, a government body or a regulator.',
    },
    sourceHash: 'b29ecdbe4918007c3c2afd4a00c7a85e261e1d7535ef2e527739f0b723d4e2d8',
  }),
  clause('3.4(4)', 'MEASURE', 'PLAIN', {
    title: { 'zh-CN': '违法或侵权', en: 'Unlawful or infringing' },
    summary: {
      'zh-CN': '百度查实，或经合理分析认为开发者或程序违法，或侵害了他人权益。',
      en: 'Baidu finds, or reasonably judges, that the developer or its program breaks the law or infringes the rights of others.',
    },
    sourceHash: 'b27953fa1ed69690d4a4bf30ca9cbf5ccf63683d2602b5f82829cdfed51692f5',
  }),
  clause('3.4(5)', 'MEASURE', 'PLAIN', {
    title: { 'zh-CN': '影响平台运行', en: "Harm to the platform's running" },
    summary: {
      'zh-CN':
        '百度查实或合理推断其行为会妨碍平台运行，例如诱导分享、作弊欺诈、非法取得或泄露用户信息、危害网络与用户安全。',
      en: 'Baidu finds, or reasonably judges, that an act may affect the running of the platform: induced sharing, fraud, unlawfully obtaining or disclosing user data, or a danger to the network or to users.',
    },
    sourceHash: '0b7ea74a3ea24a873beab1eec28da6e95cf8c3507e74e3aac06171f6eeac2020',
  }),
  clause('3.4(6)', 'MEASURE', 'PLAIN', {
    title: { 'zh-CN': '其他损害', en: 'Other harm' },
    summary: {
      'zh-CN': '前五项之外，可能伤及平台、用户或第三方权益的行为。',
      en: 'Any other act that may harm the lawful interests of the platform, of users or of third parties.',
    },
    sourceHash: '19d4679c4c62af66e3c837802dafbf448b73709314235e2a9b05d0cad86c6526',
  }),
  clause('3.5', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '不得代第三方申请', en: 'Nothing requested for third parties' },
    summary: {
      'zh-CN': '平台的权限、接口和功能只能按协议使用；没有百度的书面许可，不得替第三方申请接口或其他服务。',
      en: "Rights, interfaces and functions of the platform are used only as agreed. Without Baidu's written permission the developer requests no interface or other service for a third party.",
    },
    sourceHash: '8038bd2ff07393d20b33a2087dc67055045894b90c698407f7153f31987acaa4',
  }),
  clause('3.6', 'LIFECYCLE', 'PLAIN', {
    title: { 'zh-CN': '宿主的选择与确认', en: 'Choice of hosts, and their confirmation' },
    summary: {
      'zh-CN':
        '开发者可挑选一个或几个宿主，不选即视为同意分发到百度提供的所有宿主；选中的宿主各有自己的规则，并自行审查确认。宿主由联盟成员运营，形态有应用、手机、汽车、音箱、电视等。',
      en: 'The developer may choose one or more hosts; no choice means consent to all that Baidu offers. A host has its own rules, which the program must meet, and confirms it by its own review. Hosts are platforms that alliance members may operate: apps, phones, cars, their operating systems, speakers, TVs.',
    },
    sourceHash: '0321081e6183343d016feea53dc55ed001a552c6e9ee3ae6bbf61ca41081d1f9',
  }),
  clause('4.1', 'GATE', 'BOLD', {
    title: { 'zh-CN': '个人信息的收集', en: 'Collecting personal information' },
    summary: {
      'zh-CN':
        '程序须遵守保护个人信息和网络安全的法律。收集个人信息（含财产、健康、身份、生物识别、网络标识、电话、通信、位置及未成年人等敏感信息）要合法、正当、必要，讲明目的、方式、范围，并取得明示同意。',
      en: "The developer follows privacy and network-security law. Personal information (sensitive: finance, health, identity, biometrics, online identifiers, phone number, communications, location, minors) is collected lawfully, fittingly and as needed, with purpose, manner and scope shown and the user's express consent.",
    },
    sourceHash: '6968c646a6a0871ac012d0bda01909226c62103b63ea1c2bcd40f4d10f5a0192',
  }),
  clause('4.2', 'GATE', 'BOLD', {
    title: { 'zh-CN': '数据分析功能', en: 'Analytics' },
    summary: {
      'zh-CN':
        '是否启用数据分析由开发者决定。启用之前，必须依法得到用户对平台处理其个人信息的充分授权，并公布隐私政策，持续守法。',
      en: "Analytics is the developer's choice. Before using it, the developer has its users' lawful and sufficient consent to the processing of their data for it, has published a privacy policy, and keeps to the law.",
    },
    sourceHash: 'fb159a4fc825913d386fa9f062ecea8c082cc09656adbbe01cf6340887128d6c',
  }),
  clause('4.3', 'GATE', 'BOLD', {
    title: { 'zh-CN': '存储、使用与共享', en: 'Storage, use and sharing' },
    summary: {
      'zh-CN':
        '经用户授权从平台取得的个人信息要加密保存，只在授权范围内使用；没有明示同意，不得使用、转让、共享或披露，并应按国家标准采取保护措施。未经百度允许，不得获取其掌握的用户信息。',
      en: "Personal information from the platform is stored encrypted and used, shared, transferred or disclosed only within the user's express consent, under security measures that follow national standards. User data that Baidu controls are not collected without, or beyond, its permission.",
    },
    sourceHash: '2a2639227e6e06a97352ea37aca670d9a838e6e215e30fffa6a3eb65836b051d',
  }),
  clause('4.4', 'DUTY', 'BOLD', {
    title: { 'zh-CN': '立即删除', en: 'Deletion at once' },
    summary: {
      'zh-CN':
        '开发者违反上述规定，或平台认为其做法可能损害个人权益的，须按要求马上删除相关数据，此后不得再处理。',
      en: "On a breach of these terms, or where the platform judges that a person's interests may be harmed, the developer deletes the data at once as demanded and no longer collects, processes, stores or uses them.",
    },
    sourceHash: '256757ec48c1e1ede22f82f39383752a2132038c06179a635db60f0d643eb7bd',
  }),
  clause('5.1', 'TERM', 'PLAIN', {
    title: { 'zh-CN': '内容的归属', en: 'Who owns content' },
    summary: {
      'zh-CN': '百度在服务中提供的内容，包括代码，权利归百度；开发者在使用中产生的内容，归开发者或原权利人。',
      en: "Content that Baidu provides in the service, code included, is Baidu's. Content that arises in the developer's use of it belongs to the developer or to whoever holds the rights.",
    },
    sourceHash: 'aab11fc43be590da127c103337f5dfc3ec50c6e323ac4c0ce7b0c0e2123cccfe',
  }),
  clause('5.2', 'TERM', 'PLAIN', {
    title: { 'zh-CN': '软件的归属', en: 'Who owns the software' },
    summary: {
      'zh-CN': '若无其他声明，支撑服务的软件归百度，著作权和专利权都在内。',
      en: "Unless stated otherwise, copyright, patents and other rights in the software behind the service are Baidu's.",
    },
    sourceHash: '91b09e437fa5a746de314ea361c81d89a54f251a8be7e1c4bee9ff497f9c730f',
  }),
  clause('6.1', 'TERM', 'PLAIN', {
    title: { 'zh-CN': '同时适用的文件', en: 'Documents that also apply' },
    summary: {
      'zh-CN': '用户协议、移动应用的软件协议和隐私政策、平台运营规范一并适用；与本协议冲突之处以本协议为准。',
      en: "Baidu's user agreement, its mobile software agreement and mobile privacy policy and the operating rules also apply, unless they conflict with this agreement.",
    },
    sourceHash: '89a0f526a572a4ce429707cb8b1a1c75ba79e76c836eef04df2cf3a4386312ad',
  }),
  clause('6.2', 'MEASURE', 'BOLD', {
    title: { 'zh-CN': '挑选开发者', en: 'Baidu picks who qualifies' },
    summary: {
      'zh-CN': '百度提供的只是技术支持，并可为平台的有序运营和发展，选定哪些开发者有资格使用服务。',
      en: 'Baidu provides technical support only, and may pick the developers that qualify for the service, for the sake of an orderly and healthy platform.',
    },
    sourceHash: '26f426844c0fbe5c066c9fbdd5feb03cdbc8cb44407caabfaf987e3a4f782916',
  }),
  clause('6.3', 'GATE', 'BOLD', {
    title: { 'zh-CN': '以自己名义或有权运营', en: 'Own name or right to operate' },
    summary: {
      'zh-CN':
        '程序要么以开发者本人名义开发，要么由其依法享有运营权。对外争端由开发者一力承担，百度不参与研发运营，平台也不改动程序。',
      en: "The program is developed in the developer's own name, or the developer lawfully holds the right to operate it. Disputes with third parties are the developer's alone; Baidu takes no part in its development or operation, and the platform does not alter it.",
    },
    sourceHash: '86d5cb90cc91f4d912dc5e7b5fc7579520b3c8874cf5a9b38306571c02de0d53',
  }),
  clause('6.4', 'TERM', 'BOLD', {
    title: { 'zh-CN': '责任自负', en: 'The developer is liable' },
    summary: {
      'zh-CN':
        '因程序或服务发生的纠纷，以及违法违约的后果，由开发者自行负责和赔偿；侵害百度、其关联公司或他人的，同样全额承担。',
      en: 'The developer alone answers and pays for disputes that come of the program, and for its own breaches of law or agreement, including all harm to Baidu, its affiliates or others.',
    },
    sourceHash: '36e4391455b69889ff01bebb142afeb4628b2d3da80afc26406918b13e91b4c4',
  }),
  clause('7', 'NOTICE', 'PLAIN', {
    title: { 'zh-CN': '变更通知', en: 'Notice of changes' },
    summary: {
      'zh-CN':
        '每次重大变更之前，百度要先通知开发者，正式渠道包括社区公告、站内信和发到预留手机号的短信。不同意者接到通知应立即停用，之后仍使用的视为接受。',
      en: 'Baidu gives notice before every material change; its formal channels include community announcements, in-site messages and SMS to the phone number on file. Who disagrees stops at once on notice; use after the notice is acceptance.',
    },
    sourceHash: '32d0ba0a455158713e2486a3fe2cfd9f0f52062eff6830b89eb1dfdb4abe33cd',
  }),
  clause('8.1', 'GATE', 'PLAIN', {
    title: { 'zh-CN': '内测保密', en: 'Secrecy of closed betas' },
    summary: {
      'zh-CN':
        '应邀参加内测者须保守秘密，未得百度书面许可不得向外人透露内测信息。违反的，百度可取消其内测资格并要求赔偿。',
      en: "A developer who takes part in a closed beta by invitation discloses nothing about it to third parties without Baidu's written consent. Otherwise Baidu may withdraw this and other invitations, and losses are to be made good.",
    },
    sourceHash: '7f187f1f5d31d104a44514bb5437c3b57742ea692c7878b3e1a0a5840cd23dea',
  }),
  clause('8.2', 'TERM', 'BOLD', {
    title: { 'zh-CN': '服务中断的免责', en: 'No liability for outages' },
    summary: {
      'zh-CN': '服务因以下四类原因不能正常提供时，百度免责。',
      en: 'Baidu is not liable where one of four causes keeps it from providing the service normally.',
    },
    sourceHash: 'f19d00aefeeb07e842ff2866d3feb8d6c83ddb25d3b9da18199fef06ae7271e3',
  }),
  clause('8.2(1)', 'TERM', 'BOLD', {
    title: { 'zh-CN': '停机维护', en: 'Maintenance' },
    summary: {
      'zh-CN': '百度停机检修或升级系统与设备。',
      en: 'Baidu takes systems or equipment down for maintenance or upgrades.',
    },
    sourceHash: 'a81b67869a2b4447cf3600a87065d868ce8f39e1f5265cc6ee5dc64105a96f29',
  }),
  clause('8.2(2)', 'TERM', 'BOLD', {
    title: { 'zh-CN': '不可抗力', en: 'Force majeure' },
    summary: {
      'zh-CN': '天灾（如地震、台风、洪水、雷击）或恐袭等无法抗拒的事件。',
      en: 'Events beyond control, such as typhoon, earthquake, flood, lightning or a terrorist attack.',
    },
    sourceHash: '005603d08805e164487719a552b7b62626637d615875e91a93669adeaede2d66',
  }),
  clause('8.2(3)', 'TERM', 'BOLD', {
    title: { 'zh-CN': '开发者使用不当', en: 'Misuse by the developer' },
    summary: {
      'zh-CN': '开发者操作失误，或以百度没有授权、认可的方式使用服务。',
      en: 'The developer makes an error of operation, or uses the service in a way that Baidu has not authorised or approved.',
    },
    sourceHash: 'dcbad866693b475ab12809e6db57a5329fa6cee1261ace14650513b25f0b1e28',
  }),
  clause('8.2(4)', 'TERM', 'BOLD', {
    title: { 'zh-CN': '攻击、故障与第三方', en: 'Attack, failure, third parties' },
    summary: {
      'zh-CN': '恶意程序攻击、网络堵塞、系统或设备故障、断电、通讯中断、第三方服务缺陷或政府行为等。',
      en: 'Attack by malware, congestion, instability, failure of systems, equipment, communications or power, defects of third-party services, or acts of government.',
    },
    sourceHash: 'bbce380341068b4f0fa1bd0c71eba0c72d4cc215d34d6637d9f54b0cf8fd8a7c',
  }),
  clause('8.3', 'TERM', 'PLAIN', {
    title: { 'zh-CN': '适用法律', en: 'Governing law' },
    summary: {
      'zh-CN': '协议的效力、履行和争议适用中国大陆的法律，其中的冲突法不在内。',
      en: 'The law of mainland China, without its conflict rules, governs the agreement from formation to the settlement of disputes.',
    },
    sourceHash: 'beaf216ef1280f72ef5c399b94194baf9301b72c8e254895300016c338522f1b',
  }),
  clause('8.4', 'TERM', 'PLAIN', {
    title: { 'zh-CN': '管辖法院', en: 'Court' },
    summary: {
      'zh-CN': '双方的争议提交签订地法院，也就是北京的海淀区人民法院。',
      en: "The parties bring disputes to the court of the place of signing: Haidian District People's Court, Beijing.",
    },
    sourceHash: '4fe8c430ef66de43939b3c01a07570aa2955969782b1bc328ac3174e5923a86d',
  }),
];

function clause(
  number: string,
  kind: ClauseKind,
  print: 'BOLD' | 'PLAIN',
  words: Pick<Clause, 'title' | 'summary' | 'sourceHash'>,
): Clause {
  return { id: `baidu/${number}`, number, kind, emphasised: print === 'BOLD', ...words };
}
