/** Code that was uploaded with the platform's developer tool and is no template yet. */
export interface TemplateDraft {
  readonly id: string;
  readonly versionNumber: string;
  readonly description: string;
  readonly createdAt?: Date;
  /** The development program that it comes from, and who uploaded it, where the platform says. */
  readonly source?: string;
  readonly developer?: string;
}

/** Code in the gateway's library at the platform: what versions of programs are made of. */
export interface CodeTemplate extends Omit<TemplateDraft, 'developer'> {
  /** STANDARD: reviewed by the platform beforehand, and less can be set. */
  readonly kind: 'ORDINARY' | 'STANDARD';
}

/** The gateway's own library of templates; all programs are made of it, so that it is the operator's. */
export interface TemplateDesk {
  drafts(): Promise<readonly TemplateDraft[]>;
  /** Makes a template of a draft; answers with its id where the platform says it. */
  add(draftId: string, description?: string): Promise<{ readonly templateId?: string }>;
  list(): Promise<readonly CodeTemplate[]>;
  /** Versions that were made of it stay. Safe to repeat. */
  remove(templateId: string): Promise<void>;
}
