import {
  AddMaterialDocument,
  CreateProgramDocument,
  DeclareSubjectDocument,
  type DeclareSubjectInput,
  type ManifestInput,
  type MaterialInput,
} from '../../client/generated/graphql.ts';
import { apiLocale } from '../language.ts';
import { type PaperOnDisk, readNoodleHouse, readPaper } from '../noodle-house.ts';
import { demand, type PublishedProgram, present, type Stage } from '../stage.ts';

/** What the files of the folder hold. The server checks it: these are only names for it. */
interface Declared {
  readonly subject: DeclareSubjectInput;
  readonly manifest: ManifestInput;
}

/** Says who the developer is, hands the papers in, and declares the program under a name that is new. */
export async function createProgram(stage: Stage, mark: string): Promise<PublishedProgram> {
  const { api, say, settings, tell } = stage;
  const locale = apiLocale(settings.locale);
  const { subject, manifest, materials } = await readNoodleHouse<Declared>();
  const who = say('开发者', 'developer');

  const { declareSubject } = await api.execute(DeclareSubjectDocument, { input: subject, locale });
  demand('declaring the subject', declareSubject.problems);
  tell.happened({
    who,
    what: say(`声明主体：${subject.legalName}`, `declares who it is: ${subject.legalName}`),
    details: ['wechat/2.7', 'baidu/2.5'].map((id) => stage.catalogue.clause(id)),
  });

  for (const paper of materials.account) {
    const input = await upload(stage, paper);
    const { addMaterial } = await api.execute(AddMaterialDocument, { input, locale });
    demand(`filing 《${paper.paper}》`, addMaterial.problems);
  }
  const papers: MaterialInput[] = [];
  for (const paper of materials.program) papers.push(await upload(stage, paper));

  const name = `${manifest.name}${mark}`;
  const input = { manifest: { ...manifest, name }, materials: papers };
  const answer = await api.execute(CreateProgramDocument, { input, locale });
  demand(`creating ${name}`, answer.createProgram.problems);
  const { id: programId } = present('creating the program', answer.createProgram.program);
  const { categories, dataItems } = manifest;
  tell.happened({
    who,
    what: say(`创建小程序“${name}”`, `creates the program ${name}`),
    details: [
      ...categories.map(({ platform, path }) => `${stage.catalogue.nameOf(platform)}: ${path.join(' > ')}`),
      say(
        `声明收集 ${dataItems.length} 项个人信息：${dataItems.map((item) => item.name).join('、')}`,
        `declares ${dataItems.length} items of personal data: ${dataItems.map((item) => item.name).join(', ')}`,
      ),
    ],
  });
  return { programId, name };
}

async function upload({ api, say, tell }: Stage, paper: PaperOnDisk): Promise<MaterialInput> {
  const content = await readPaper(paper);
  const { id, bytes } = await api.uploadFile({ name: paper.file, mediaType: 'image/png', content });
  tell.happened({
    who: say('开发者', 'developer'),
    what: say(
      `上传《${paper.paper}》（${paper.file}，${bytes} 字节）`,
      `uploads 《${paper.paper}》 (${paper.file}, ${bytes} bytes)`,
    ),
    tone: 'QUIET',
  });
  const { holder, validFrom, validUntil } = paper;
  return { paper: paper.paper, holder, fileId: id, validFrom, ...(validUntil ? { validUntil } : {}) };
}
